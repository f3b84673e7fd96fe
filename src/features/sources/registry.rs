//! The sources there are: those that ship with the program, and what was made of them here.

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use url::Url;
use uuid::Uuid;

use super::queries::listings;
use super::queries::registry::{self, Registered, SourceOrigin};
use super::queries::review::{self, ListedBy};
use super::queries::runs::{self, ItemReport, Report};
use crate::features::opportunities::OpportunityId;
use crate::features::reading::Document;

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

/// Saves a source as an admin wants it. It is due at once if it is switched on.
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
    registry::save(pool, source, origin, now).await
}

/// The latest runs, newest first; of one source where one is named.
///
/// # Errors
/// The database cannot be reached.
pub async fn latest_runs(
    pool: &PgPool,
    source: Option<&SourceId>,
    most: i64,
) -> sqlx::Result<Vec<Report>> {
    runs::latest(pool, source, most).await
}

/// What a run listed and what became of it, in its order.
///
/// # Errors
/// The database cannot be reached.
pub async fn items_of(pool: &PgPool, run: Uuid, most: i64) -> sqlx::Result<Vec<ItemReport>> {
    runs::items(pool, run, most).await
}

/// What a call's facts were read from, and where it is listed.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The document quotes point into; `None`: it is gone.
    pub document: Option<Document>,
    /// The sources that list it, the one it rests on first.
    pub listed_by: Vec<ListedBy>,
}

/// See [`Standing`].
///
/// # Errors
/// The database cannot be reached.
pub async fn standing(pool: &PgPool, id: OpportunityId) -> sqlx::Result<Standing> {
    let version = listings::accepted(pool, id).await?;
    Ok(Standing {
        document: version.map(|version| version.document),
        listed_by: review::listed_by(pool, id).await?,
    })
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
