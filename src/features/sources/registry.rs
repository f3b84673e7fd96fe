//! The sources there are: those that ship with the program, and what was made of them here.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::queries::queue::{self, Pressing};
use super::queries::registry::{self, Registered, SourceOrigin};
use super::queries::runs::{self, ItemReport, Report};
use super::{Source, SourceId, built_in};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::visitor::UserId;

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
    let mut tx = pool.begin().await?;
    write(&mut tx, source, now).await?;
    tx.commit().await
}

/// The same for a person, of whom the audit log says what they changed.
///
/// # Errors
/// The database cannot be reached.
pub async fn change(
    pool: &PgPool,
    source: &Source,
    by: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    let before = registry::by_id(&mut *tx, &source.id).await?.map(|known| known.source);
    for action in actions(before.as_ref(), source) {
        let mut entry = Entry::new(Who::Person(by), action).on("source", source.id.as_str());
        if let (Action::SourceOff, Some(reason)) = (action, &source.off_reason) {
            entry = entry.note("reason", reason);
        }
        audit::write(&mut *tx, entry, now).await?;
    }
    write(&mut tx, source, now).await?;
    tx.commit().await
}

/// What somebody does who makes a source of what was there before.
fn actions(before: Option<&Source>, source: &Source) -> Vec<Action> {
    let Some(before) = before else { return vec![Action::SourceAdded] };
    let mut actions = Vec::new();
    if before.enabled != source.enabled {
        actions.push(if source.enabled { Action::SourceOn } else { Action::SourceOff });
    }
    if before.trusted != source.trusted {
        actions.push(if source.trusted { Action::SourceTrusted } else { Action::SourceDistrusted });
    }
    let Source { enabled, trusted, off_reason, .. } = source.clone();
    if (Source { enabled, trusted, off_reason, ..before.clone() }) != *source {
        actions.push(Action::SourceChanged);
    }
    actions
}

async fn write(db: &mut PgConnection, source: &Source, now: DateTime<Utc>) -> sqlx::Result<()> {
    let shipped = built_in::all().iter().find(|shipped| shipped.id == source.id);
    let origin = match shipped {
        Some(shipped) if shipped == source => SourceOrigin::BuiltIn,
        Some(_) => SourceOrigin::Override,
        None => SourceOrigin::Own,
    };
    registry::save(&mut *db, source, origin, now).await?;
    if !source.enabled {
        runs::stop(&mut *db, &source.id, "the source was switched off", now).await?;
    }
    Ok(())
}

/// Ends the run of a source that is under way; the next one is when it is due. False: there is none.
///
/// # Errors
/// The database cannot be reached.
pub async fn stop(
    pool: &PgPool,
    id: &SourceId,
    by: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let mut tx = pool.begin().await?;
    let stopped = runs::stop(&mut *tx, id, "it was stopped by hand", now).await?;
    if let Some(known) = registry::by_id(&mut *tx, id).await?.filter(|_| stopped) {
        registry::postpone(&mut *tx, id, known.source.schedule.next_after(now)).await?;
        let entry = Entry::new(Who::Person(by), Action::RunStopped).on("source", id.as_str());
        audit::write(&mut *tx, entry, now).await?;
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
    queue::pressing(pool).await
}
