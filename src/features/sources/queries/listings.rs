//! Listings: a call as one source shows it.

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

/// A listing's newest version that an older edition of the reader read.
#[derive(Clone, Debug)]
pub struct Stale {
    /// Its id.
    pub version: Uuid,
    /// Its listing.
    pub listing: Listing,
    /// The source that shows it.
    pub source: SourceId,
    /// The page.
    pub url: String,
    /// What it was read from, where that is kept.
    pub snapshot: Option<Uuid>,
    /// What was read.
    pub document: Document,
    /// What was read from it then.
    pub reading: Reading,
    /// Its state.
    pub state: String,
}

/// Listings whose newest version an edition before `reader` read, at most `most`, in a fixed order after
/// `after`.
pub async fn stale(
    db: impl PgExecutor<'_>,
    reader: i32,
    after: Uuid,
    most: i64,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select l.id from listings l join listing_versions v on v.id = l.version_id
         where v.reader < $1 and v.state <> 'superseded' and l.id > $2
         order by l.id limit $3",
        reader,
        after,
        most,
    )
    .fetch_all(db)
    .await
}

/// One of them, locked until the transaction ends. `None`: it was read again in the meantime.
pub async fn take_stale(
    db: impl PgExecutor<'_>,
    listing: Uuid,
    reader: i32,
) -> sqlx::Result<Option<Stale>> {
    let row = sqlx::query!(
        r#"select v.id, l.opportunity_id as "opportunity: OpportunityId", l.refused, l.source_id, l.url,
                  v.text_hash, v.snapshot_id, v.document as "document: Json<Document>",
                  v.reading as "reading: Json<Reading>", v.state
           from listings l join listing_versions v on v.id = l.version_id
           where l.id = $1 and v.reader < $2 and v.state <> 'superseded'
           for update of l, v"#,
        listing,
        reader,
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    // An id that the table holds was one when it was written.
    let Ok(source) = row.source_id.parse() else { return Ok(None) };
    Ok(Some(Stale {
        version: row.id,
        listing: Listing {
            id: listing,
            opportunity: row.opportunity,
            text_hash: Some(row.text_hash),
            refused: row.refused,
        },
        source,
        url: row.url,
        snapshot: row.snapshot_id,
        document: row.document.0,
        reading: row.reading.0,
        state: row.state,
    }))
}

/// Ties a listing to its call, or says why there is none.
pub async fn tie(
    db: impl PgExecutor<'_>,
    listing: Uuid,
    opportunity: Option<OpportunityId>,
    refused: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update listings set opportunity_id = $2, refused = $3, merged_from = null where id = $1",
        listing,
        opportunity.map(|id| id.0),
        refused,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The listing a call rests on: the one whose text its facts were read from.
pub async fn leading(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        "select v.listing_id from opportunities o join listing_versions v on v.id = o.version_id
         where o.id = $1",
        opportunity.0
    )
    .fetch_optional(db)
    .await
}

/// Notes that a listing's page was read and says what it said before. It is news of the call's facts only
/// where they rest on this page, and nothing on it waits for a look.
pub async fn confirm(
    db: impl PgExecutor<'_>,
    listing: Uuid,
    opportunity: OpportunityId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update opportunities o set checked_at = $3 from listing_versions v
         where o.id = $2 and v.id = o.version_id and v.listing_id = $1
           and not exists (select from listing_versions w
                           where w.listing_id = $1 and w.state = 'waiting')",
        listing,
        opportunity.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A call's listings, the oldest first.
pub async fn of_call(
    db: impl PgExecutor<'_>,
    opportunity: OpportunityId,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from listings where opportunity_id = $1 order by first_seen_at, id",
        opportunity.0
    )
    .fetch_all(db)
    .await
}

/// Lets the call `into` have every listing of `from`, which gets them back where the merge is undone.
pub async fn move_all(
    db: impl PgExecutor<'_>,
    from: OpportunityId,
    into: OpportunityId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update listings set opportunity_id = $2, merged_from = coalesce(merged_from, $1)
         where opportunity_id = $1",
        from.0,
        into.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a call the listings back that came to another with it.
pub async fn give_back(db: impl PgExecutor<'_>, id: OpportunityId) -> sqlx::Result<()> {
    sqlx::query!(
        "with recursive part (id) as (
             select $1::uuid
             union select o.id from opportunities o join part p on o.merged_into = p.id
         )
         update listings set opportunity_id = $1, merged_from = nullif(merged_from, $1)
         where merged_from in (select id from part)",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}
