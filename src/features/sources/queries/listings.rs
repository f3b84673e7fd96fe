//! Listings (a call as one source shows it) and their versions.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use url::Url;
use uuid::Uuid;

use crate::features::opportunities::OpportunityId;
use crate::features::reading::{Document, Reading};
use crate::features::sources::SourceId;

/// A listing's standing.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Its id.
    pub id: Uuid,
    /// The call it is of; `None`: none came of it.
    pub opportunity: Option<OpportunityId>,
    /// The hash of its newest version's text; `None`: it was not known before.
    pub text_hash: Option<Vec<u8>>,
    /// Why no call came of it.
    pub refused: Option<String>,
}

/// A version to be added.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    /// What it was read from, as it came.
    pub snapshot: Uuid,
    /// What was read.
    pub document: &'a Document,
    /// SHA-256 of the document's text.
    pub text_hash: &'a [u8],
    /// What it says.
    pub reading: &'a Reading,
    /// `accepted`, `waiting` or `refused`.
    pub state: &'static str,
}

/// A version as it is kept.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its id.
    pub id: Uuid,
    /// Its listing.
    pub listing: Uuid,
    /// What was read.
    pub document: Document,
    /// What it says.
    pub reading: Reading,
    /// When it was read.
    pub read_at: DateTime<Utc>,
}

/// Notes that a source shows this listing, making it known if it was not. The row is locked until the
/// transaction ends.
pub async fn see(
    db: &mut PgConnection,
    source: &SourceId,
    key: &str,
    url: &Url,
    now: DateTime<Utc>,
) -> sqlx::Result<Listing> {
    let row = sqlx::query!(
        r#"insert into listings (id, source_id, key, url, first_seen_at, last_seen_at)
           values ($1, $2, $3, $4, $5, $5)
           on conflict (source_id, key) do update
           set url = excluded.url, last_seen_at = excluded.last_seen_at
           returning id, opportunity_id as "opportunity: OpportunityId", refused, version_id"#,
        Uuid::now_v7(),
        source.as_str(),
        key,
        url.as_str(),
        now,
    )
    .fetch_one(&mut *db)
    .await?;
    let text_hash = match row.version_id {
        Some(version) => {
            sqlx::query_scalar!("select text_hash from listing_versions where id = $1", version)
                .fetch_optional(db)
                .await?
        }
        None => None,
    };
    Ok(Listing { id: row.id, opportunity: row.opportunity, text_hash, refused: row.refused })
}

/// Adds a version and makes it the listing's newest. A text that was there before (a page that changed
/// back) is that version again.
pub async fn add_version(
    db: &mut PgConnection,
    listing: Uuid,
    version: &NewVersion<'_>,
    reader: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<Uuid> {
    sqlx::query!(
        "update listing_versions set state = 'superseded'
         where listing_id = $1 and state in ('waiting', 'refused')",
        listing,
    )
    .execute(&mut *db)
    .await?;
    let id = sqlx::query_scalar!(
        "insert into listing_versions
            (id, listing_id, snapshot_id, document, text_hash, reading, reader, read_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (listing_id, text_hash) do update
         set snapshot_id = excluded.snapshot_id, document = excluded.document,
             reading = excluded.reading, reader = excluded.reader, read_at = excluded.read_at,
             state = excluded.state
         returning id",
        Uuid::now_v7(),
        listing,
        version.snapshot,
        Json(version.document) as _,
        version.text_hash,
        Json(version.reading) as _,
        reader,
        now,
        version.state,
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query!("update listings set version_id = $2 where id = $1", listing, id)
        .execute(db)
        .await?;
    Ok(id)
}

/// Ties a listing to its call, or says why there is none.
pub async fn tie(
    db: impl PgExecutor<'_>,
    listing: Uuid,
    opportunity: Option<OpportunityId>,
    refused: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update listings set opportunity_id = $2, refused = $3 where id = $1",
        listing,
        opportunity.map(|id| id.0),
        refused,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The listing a call rests on: the first that was seen of it.
pub async fn leading(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        "select id from listings where opportunity_id = $1 order by first_seen_at, id limit 1",
        opportunity.0
    )
    .fetch_optional(db)
    .await
}

/// The newest accepted version of the listing a call rests on: what its facts are read from.
pub async fn accepted(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
) -> sqlx::Result<Option<Version>> {
    version(db, opportunity, "accepted").await
}

/// The change to a published call that nobody has looked at.
pub async fn waiting(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
) -> sqlx::Result<Option<Version>> {
    version(db, opportunity, "waiting").await
}

/// A version of one of the call's listings.
pub async fn by_id(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
    version: Uuid,
) -> sqlx::Result<Option<Version>> {
    let row = sqlx::query!(
        r#"select v.id, v.listing_id, v.document as "document: Json<Document>",
                  v.reading as "reading: Json<Reading>", v.read_at
           from listing_versions v join listings l on l.id = v.listing_id
           where v.id = $2 and l.opportunity_id = $1"#,
        opportunity.0,
        version,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Version {
        id: row.id,
        listing: row.listing_id,
        document: row.document.0,
        reading: row.reading.0,
        read_at: row.read_at,
    }))
}

async fn version(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
    state: &str,
) -> sqlx::Result<Option<Version>> {
    let row = sqlx::query!(
        r#"select v.id, v.listing_id, v.document as "document: Json<Document>",
                  v.reading as "reading: Json<Reading>", v.read_at
           from listing_versions v join listings l on l.id = v.listing_id
           where l.id = (select id from listings where opportunity_id = $1
                         order by first_seen_at, id limit 1)
             and v.state = $2
           order by v.read_at desc limit 1"#,
        opportunity.0,
        state,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Version {
        id: row.id,
        listing: row.listing_id,
        document: row.document.0,
        reading: row.reading.0,
        read_at: row.read_at,
    }))
}

/// Moves a version to another state.
pub async fn set_state(db: impl PgExecutor<'_>, version: Uuid, state: &str) -> sqlx::Result<()> {
    sqlx::query!("update listing_versions set state = $2 where id = $1", version, state)
        .execute(db)
        .await?;
    Ok(())
}
