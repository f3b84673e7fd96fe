//! Versions: each text that a listing had, what it says, and whether that counts.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::features::opportunities::{OpportunityId, Origin};
use crate::features::reading::{Document, Reading};

/// A version to be added.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    /// What it was read from, as it came, where that is kept.
    pub snapshot: Option<Uuid>,
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
    /// The source that lists it.
    pub source_id: String,
    /// Its name.
    pub source_name: String,
    /// The page.
    pub url: String,
    /// What was read.
    pub document: Document,
    /// What it says.
    pub reading: Reading,
    /// When it was read.
    pub read_at: DateTime<Utc>,
}

impl Version {
    /// Where it stands, as a call keeps it.
    pub fn origin(&self) -> Origin {
        Origin {
            source_id: self.source_id.clone(),
            source_name: self.source_name.clone(),
            url: self.url.clone(),
        }
    }
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
         on conflict (listing_id, text_hash, reader) do update
         set snapshot_id = excluded.snapshot_id, document = excluded.document,
             reading = excluded.reading, read_at = excluded.read_at,
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

/// Lets a version say what a newer edition of the reader reads in it.
pub async fn reread(
    db: impl PgExecutor<'_>,
    version: Uuid,
    reading: &Reading,
    reader: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update listing_versions set reading = $2, reader = $3 where id = $1",
        version,
        Json(reading) as _,
        reader,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether this is the text that a call's facts were read from.
pub async fn counts(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
    text_hash: &[u8],
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from opportunities o join listing_versions v on v.id = o.version_id
               where o.id = $1 and v.text_hash = $2) as "counts!""#,
        opportunity.0,
        text_hash,
    )
    .fetch_one(db)
    .await
}

struct Row {
    id: Uuid,
    listing_id: Uuid,
    source_id: String,
    source_name: String,
    url: String,
    document: Json<Document>,
    reading: Json<Reading>,
    read_at: DateTime<Utc>,
}

impl From<Row> for Version {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            listing: row.listing_id,
            source_id: row.source_id,
            source_name: row.source_name,
            url: row.url,
            document: row.document.0,
            reading: row.reading.0,
            read_at: row.read_at,
        }
    }
}

/// The version a call rests on: its facts were read from this text, and every quote stands in it.
pub async fn counting(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
) -> sqlx::Result<Option<Version>> {
    let row = sqlx::query_as!(
        Row,
        r#"select v.id, v.listing_id, l.source_id, s.definition ->> 'name' as "source_name!",
                  l.url, v.document as "document: _", v.reading as "reading: _", v.read_at
           from opportunities o join listing_versions v on v.id = o.version_id
           join listings l on l.id = v.listing_id join sources s on s.id = l.source_id
           where o.id = $1"#,
        opportunity.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// The change that nobody has looked at: of the page the call rests on, or else of another that lists it.
pub async fn waiting(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
) -> sqlx::Result<Option<Version>> {
    let row = sqlx::query_as!(
        Row,
        r#"select v.id, v.listing_id, l.source_id, s.definition ->> 'name' as "source_name!",
                  l.url, v.document as "document: _", v.reading as "reading: _", v.read_at
           from listings l join listing_versions v on v.listing_id = l.id
           join sources s on s.id = l.source_id
           where l.opportunity_id = $1 and v.state = 'waiting'
           order by exists (select from opportunities o join listing_versions c on c.id = o.version_id
                            where o.id = $1 and c.listing_id = l.id) desc, v.read_at desc
           limit 1"#,
        opportunity.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// What a listing said last that was looked at, or needed no look.
pub async fn accepted(db: impl PgExecutor<'_>, listing: Uuid) -> sqlx::Result<Option<Version>> {
    let row = sqlx::query_as!(
        Row,
        r#"select v.id, v.listing_id, l.source_id, s.definition ->> 'name' as "source_name!",
                  l.url, v.document as "document: _", v.reading as "reading: _", v.read_at
           from listing_versions v join listings l on l.id = v.listing_id
           join sources s on s.id = l.source_id
           where l.id = $1 and v.state = 'accepted' order by v.read_at desc limit 1"#,
        listing
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// What a listing says now, whether anybody looked or not.
pub async fn newest(db: impl PgExecutor<'_>, listing: Uuid) -> sqlx::Result<Option<Version>> {
    let row = sqlx::query_as!(
        Row,
        r#"select v.id, v.listing_id, l.source_id, s.definition ->> 'name' as "source_name!",
                  l.url, v.document as "document: _", v.reading as "reading: _", v.read_at
           from listings l join listing_versions v on v.id = l.version_id
           join sources s on s.id = l.source_id
           where l.id = $1"#,
        listing
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// A version of one of the call's listings.
pub async fn by_id(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
    version: Uuid,
) -> sqlx::Result<Option<Version>> {
    let row = sqlx::query_as!(
        Row,
        r#"select v.id, v.listing_id, l.source_id, s.definition ->> 'name' as "source_name!",
                  l.url, v.document as "document: _", v.reading as "reading: _", v.read_at
           from listing_versions v join listings l on l.id = v.listing_id
           join sources s on s.id = l.source_id
           where v.id = $2 and l.opportunity_id = $1"#,
        opportunity.0,
        version,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// Moves a version to another state.
pub async fn set_state(db: impl PgExecutor<'_>, version: Uuid, state: &str) -> sqlx::Result<()> {
    sqlx::query!("update listing_versions set state = $2 where id = $1", version, state)
        .execute(db)
        .await?;
    Ok(())
}
