//! The sources there are: those that ship with the program, and what was made of them here.

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use url::Url;
use uuid::Uuid;

use super::queries::registry::{self, Registered, SourceOrigin};
use super::queries::review::{self, Pressing};
use super::queries::runs::{self, ItemReport, Report};
use super::{AdapterSettings, Feed, Page, Source, SourceId, built_in};

/// Brings the sources that ship with the program into the database. What was changed here stays.
///
/// # Errors
/// The database cannot be reached.
pub async fn ship(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    for source in built_in::all() {
        registry::ship(&mut *tx, source, now).await?;
    }
    tx.commit().await
}

/// Every source, by name.
///
/// # Errors
/// The database cannot be reached.
pub async fn all(pool: &PgPool) -> sqlx::Result<Vec<Registered>> {
    registry::all(pool).await
}

/// The source of this id.
///
/// # Errors
/// The database cannot be reached.
pub async fn find(pool: &PgPool, id: &SourceId) -> sqlx::Result<Option<Registered>> {
    registry::by_id(pool, id).await
}

/// Saves a source as an admin wants it. It is due at once if it is switched on, and more than its trust
/// is new.
///
/// # Errors
/// The database cannot be reached.
pub async fn save(pool: &PgPool, source: &Source, now: DateTime<Utc>) -> sqlx::Result<()> {
    let shipped = built_in::all().iter().find(|shipped| shipped.id == source.id);
    let origin = match shipped {
        Some(shipped) if shipped == source => SourceOrigin::BuiltIn,
        Some(_) => SourceOrigin::Override,
        None => SourceOrigin::Own,
    };
    let mut tx = pool.begin().await?;
    registry::save(&mut *tx, source, origin, now).await?;
    if !source.enabled {
        runs::stop(&mut *tx, &source.id, "the source was switched off", now).await?;
    }
    tx.commit().await
}

/// Ends the run of a source that is under way; the next one is when it is due. False: there is none.
///
/// # Errors
/// The database cannot be reached.
pub async fn stop(
    pool: &PgPool,
    id: &SourceId,
    by: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let mut tx = pool.begin().await?;
    let stopped = runs::stop(&mut *tx, id, &format!("{by} stopped it"), now).await?;
    if let Some(known) = registry::by_id(&mut *tx, id).await?.filter(|_| stopped) {
        registry::postpone(&mut *tx, id, known.source.schedule.next_after(now)).await?;
    }
    tx.commit().await?;
    Ok(stopped)
}

/// The latest runs, newest first, at most `most` of each source; of one source where one is named.
///
/// # Errors
/// The database cannot be reached.
pub async fn latest_runs(
    pool: &PgPool,
    source: Option<&SourceId>,
    most: i64,
) -> sqlx::Result<Vec<Report>> {
    runs::latest(pool, source, None, most).await
}

/// One run of a source. `None`: there is no such run.
///
/// # Errors
/// The database cannot be reached.
pub async fn report(pool: &PgPool, source: &SourceId, run: Uuid) -> sqlx::Result<Option<Report>> {
    Ok(runs::latest(pool, Some(source), Some(run), 1).await?.pop())
}

/// What a run listed and what became of it, in its order: the first `most`.
///
/// # Errors
/// The database cannot be reached.
pub async fn items_of(pool: &PgPool, run: Uuid, most: i64) -> sqlx::Result<Vec<ItemReport>> {
    items_from(pool, run, 0, most).await
}

/// The same from position `from` on.
///
/// # Errors
/// The database cannot be reached.
pub async fn items_from(
    pool: &PgPool,
    run: Uuid,
    from: i64,
    most: i64,
) -> sqlx::Result<Vec<ItemReport>> {
    runs::items(pool, run, from, most).await
}

/// How much waits for the staff.
///
/// # Errors
/// The database cannot be reached.
pub async fn pressing(pool: &PgPool) -> sqlx::Result<Pressing> {
    review::pressing(pool).await
}

/// A source made up for an address somebody wants to try: a feed where it looks like one, else a page.
pub fn from_address(address: Url) -> Source {
    let path = address.path().to_ascii_lowercase();
    let feed = ["feed", "rss", "atom", ".xml"].iter().any(|sign| path.contains(sign));
    let adapter = if feed {
        AdapterSettings::Feed(Feed::default())
    } else {
        AdapterSettings::Page(Page::default())
    };
    Source::trial(address, adapter)
}
