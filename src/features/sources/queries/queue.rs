//! The queue: calls that nobody has looked at, and published calls whose pages say something else now.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::features::opportunities::OpportunityId;
use crate::features::reading::Closing;

/// Why a call is in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Why {
    /// Nobody has looked at it.
    New,
    /// It is published, and its page says something else now.
    Changed,
}

/// A line of the queue.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Waiting {
    /// The call.
    pub id: OpportunityId,
    /// Its name.
    pub title: String,
    /// Who calls.
    pub organisation: Option<String>,
    /// What kind of call.
    pub kind: Option<String>,
    /// When it closes.
    pub closing: Json<Closing>,
    /// Where it comes from.
    pub source_name: String,
    /// Why it is here.
    pub why: Why,
    /// How many warnings the reader raised.
    pub warnings: i32,
    /// How many calls it may be the same as.
    pub alike: i64,
    /// Since when it is here.
    pub since: DateTime<Utc>,
}

/// Calls that wait and published calls that changed: what closes soonest first, then what has no date,
/// and what has closed last. At most `most`, after `skip`; of one source where one is named.
pub async fn queue(
    db: impl PgExecutor<'_>,
    skip: i64,
    most: i64,
    source: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select o.id as "id: _", o.title, o.organisation, o.kind, o.source_name,
                  o.reading -> 'closing' as "closing!: Json<Closing>",
                  case when o.state = 'waiting' then 'new' else 'changed' end as "why!: Why",
                  coalesce(jsonb_array_length(
                      coalesce(v.reading, o.reading) -> 'warnings'), 0) as "warnings!",
                  (select count(*) from duplicate_pairs d
                   where d.verdict = 'maybe' and o.id in (d.first_id, d.second_id)) as "alike!",
                  coalesce(v.read_at, o.first_seen_at) as "since!"
           from opportunities o
           left join lateral (
               select v.reading, v.read_at from listings l join listing_versions v on v.listing_id = l.id
               where l.opportunity_id = o.id and v.state = 'waiting' order by v.read_at desc limit 1
           ) v on true
           where (o.state = 'waiting' or (o.state = 'published' and v.read_at is not null))
             and ($4::text is null or o.source_id = $4)
           order by coalesce(o.deadline_at < $3, false), o.deadline_at nulls last, o.id
           offset $1 limit $2"#,
        skip,
        most,
        now,
        source,
    )
    .fetch_all(db)
    .await
}

/// How many calls of a source are in the queue.
#[derive(Clone, Debug)]
pub struct FromSource {
    /// The source.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many wait.
    pub waiting: i64,
}

/// The sources whose calls are in the queue, those with most first.
pub async fn sources(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<FromSource>> {
    sqlx::query_as!(
        FromSource,
        r#"select o.source_id as id, max(o.source_name) as "name!", count(*) as "waiting!"
           from opportunities o
           where o.state = 'waiting' or (o.state = 'published' and exists (
               select from listings l join listing_versions v on v.listing_id = l.id
               where l.opportunity_id = o.id and v.state = 'waiting'))
           group by o.source_id order by count(*) desc, 2"#
    )
    .fetch_all(db)
    .await
}

/// Every call of a source that nobody has looked at.
pub async fn unseen_of(db: impl PgExecutor<'_>, source: &str) -> sqlx::Result<Vec<OpportunityId>> {
    sqlx::query_scalar!(
        r#"select id as "id: OpportunityId" from opportunities
           where state = 'waiting' and source_id = $1 order by id"#,
        source
    )
    .fetch_all(db)
    .await
}

/// How much is in the queue.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Calls nobody has looked at.
    pub new: i64,
    /// Published calls whose pages say something else now.
    pub changed: i64,
}

/// How much is in the queue.
pub async fn size(db: impl PgExecutor<'_>) -> sqlx::Result<Size> {
    sqlx::query_as!(
        Size,
        r#"select count(*) filter (where o.state = 'waiting') as "new!",
                  count(*) filter (where o.state = 'published') as "changed!"
           from opportunities o
           where o.state = 'waiting' or (o.state = 'published' and exists (
               select from listings l join listing_versions v on v.listing_id = l.id
               where l.opportunity_id = o.id and v.state = 'waiting'))"#
    )
    .fetch_one(db)
    .await
}

/// Where a call stands in the queue.
#[derive(Clone, Debug)]
pub struct QueuePlace {
    /// Its number, from 1.
    pub number: i64,
    /// Of so many.
    pub total: i64,
    /// The call before it.
    pub previous: Option<OpportunityId>,
    /// The call after it.
    pub next: Option<OpportunityId>,
}

/// Where a call stands in the [`queue`]. `None`: it is not in it.
pub async fn place(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<QueuePlace>> {
    sqlx::query_as!(
        QueuePlace,
        r#"select number as "number!", total as "total!", previous as "previous: _",
                  next as "next: _"
           from (
               select o.id, count(*) over () as total, row_number() over w as number,
                      lag(o.id) over w as previous, lead(o.id) over w as next
               from opportunities o
               where o.state = 'waiting' or (o.state = 'published' and exists (
                   select from listings l join listing_versions v on v.listing_id = l.id
                   where l.opportunity_id = o.id and v.state = 'waiting'))
               window w as (
                   order by coalesce(o.deadline_at < $2, false), o.deadline_at nulls last, o.id)
           ) queue
           where id = $1"#,
        id.0,
        now,
    )
    .fetch_optional(db)
    .await
}

/// How much waits for the staff.
#[derive(Clone, Copy, Debug)]
pub struct Pressing {
    /// Calls in the queue.
    pub waiting: i64,
    /// Sources that are read and that fail, or that someone should look at for another reason.
    pub flagged: i64,
}

/// How much waits for the staff.
pub async fn pressing(db: impl PgExecutor<'_>) -> sqlx::Result<Pressing> {
    sqlx::query_as!(
        Pressing,
        r#"select (select count(*) from opportunities o
                   where o.state = 'waiting' or (o.state = 'published' and exists (
                       select from listings l join listing_versions v on v.listing_id = l.id
                       where l.opportunity_id = o.id and v.state = 'waiting'))) as "waiting!",
                  (select count(*) from sources
                   where enabled and (flag is not null or failures > 0)) as "flagged!""#
    )
    .fetch_one(db)
    .await
}
