//! What the reviewer sees: the queue, a call's history, and what it may be the same as.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::features::opportunities::{Decider, OpportunityId, State, fold};
use crate::features::reading::Closing;
use crate::features::sources::duplicates::Alike;
use crate::platform::parts::Change;

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

/// A line of a call's history.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Decision {
    /// What was done.
    pub action: String,
    /// Why, or to which field.
    pub reason: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it altered, fact by fact.
    pub changes: Option<Json<Vec<Change>>>,
}

/// A decision among those about all calls.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The call.
    pub id: OpportunityId,
    /// Its name.
    pub title: String,
    /// What was done.
    pub action: String,
    /// Why, or to which field.
    pub reason: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it altered, fact by fact.
    pub changes: Option<Json<Vec<Change>>>,
}

/// A source that lists the call.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ListedBy {
    /// The listing.
    pub listing: uuid::Uuid,
    /// What its page calls the call.
    pub title: Option<String>,
    /// Whether the call rests on it.
    pub leads: bool,
    /// The call it came with, where that was merged into this one.
    pub merged_from: Option<OpportunityId>,
    /// The source.
    pub source_id: String,
    /// Its name.
    pub source_name: String,
    /// The call's page there.
    pub url: String,
    /// When it was last seen there.
    pub last_seen_at: DateTime<Utc>,
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

/// The call's history, newest first.
pub async fn history(db: impl PgExecutor<'_>, id: OpportunityId) -> sqlx::Result<Vec<Decision>> {
    sqlx::query_as!(
        Decision,
        r#"select action, reason, made_by_name as by, made_at as at, changes as "changes: _"
           from decisions where opportunity_id = $1 order by made_at desc, id desc"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// What was decided about all calls, newest first, of one kind where it is named.
pub async fn decided(
    db: impl PgExecutor<'_>,
    action: Option<&str>,
    skip: i64,
    most: i64,
) -> sqlx::Result<Vec<Decided>> {
    sqlx::query_as!(
        Decided,
        r#"select o.id as "id: _", o.title, d.action, d.reason, d.made_by_name as by,
                  d.made_at as at, d.changes as "changes: _"
           from decisions d join opportunities o on o.id = d.opportunity_id
           where $1::text is null or d.action = $1
           order by d.made_at desc, d.id desc offset $2 limit $3"#,
        action,
        skip,
        most,
    )
    .fetch_all(db)
    .await
}

/// How many decisions there are, of one kind where it is named.
pub async fn count_decided(db: impl PgExecutor<'_>, action: Option<&str>) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from decisions where $1::text is null or action = $1"#,
        action
    )
    .fetch_one(db)
    .await
}

/// The published calls that changed since then without anybody's look, newest first.
pub async fn changed_by_themselves(
    db: impl PgExecutor<'_>,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<Decided>> {
    sqlx::query_as!(
        Decided,
        r#"select o.id as "id: _", o.title, d.action, d.reason, d.made_by_name as by,
                  d.made_at as at, d.changes as "changes: _"
           from decisions d join opportunities o on o.id = d.opportunity_id
           where d.action = 'accept_change' and d.made_by is null and d.made_at > $1
             and o.state = 'published'
           order by d.made_at desc, d.id desc limit 10"#,
        since,
    )
    .fetch_all(db)
    .await
}

/// The sources that list the call, the one it rests on first.
pub async fn listed_by(db: impl PgExecutor<'_>, id: OpportunityId) -> sqlx::Result<Vec<ListedBy>> {
    sqlx::query_as!(
        ListedBy,
        r#"select l.id as listing, v.reading -> 'title' ->> 'value' as title,
                  coalesce(c.listing_id = l.id, false) as "leads!",
                  l.merged_from as "merged_from: OpportunityId", l.source_id,
                  s.definition ->> 'name' as "source_name!", l.url, l.last_seen_at
           from listings l join sources s on s.id = l.source_id
           join opportunities o on o.id = l.opportunity_id
           left join listing_versions v on v.id = l.version_id
           left join listing_versions c on c.id = o.version_id
           where l.opportunity_id = $1
           order by coalesce(c.listing_id = l.id, false) desc, l.first_seen_at, l.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// The calls it may be the same as, and why.
pub async fn alike(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<Vec<(OpportunityId, Vec<String>)>> {
    let rows = sqlx::query!(
        r#"select case when first_id = $1 then second_id else first_id end as "id!: OpportunityId",
                  reasons as "reasons: Json<Vec<String>>"
           from duplicate_pairs where verdict = 'maybe' and $1 in (first_id, second_id)
             and not exists (select from opportunities o where o.state = 'merged'
                             and o.id <> $1 and o.id in (first_id, second_id))
           order by decided_at"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.reasons.0)).collect())
}

/// A call that may be meant when somebody looks for another one.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub title: String,
    /// Who calls.
    pub organisation: Option<String>,
    /// When it closes.
    pub closing: Json<Closing>,
    /// Where it comes from.
    pub source_name: String,
    /// Where it stands.
    pub state: State,
}

/// Calls with these words, or listed at this address; never `but`, nor one that is merged. What is published
/// is first, then what waits.
pub async fn with_words(
    db: impl PgExecutor<'_>,
    but: OpportunityId,
    words: &str,
    most: i64,
) -> sqlx::Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"select o.id as "id: _", o.title, o.organisation,
                  o.reading -> 'closing' as "closing!: Json<Closing>", o.source_name,
                  o.state as "state: State"
           from opportunities o
           where o.id <> $1 and o.state <> 'merged' and (
               o.search @@ plainto_tsquery('english', $2) or o.search @@ plainto_tsquery('simple', $2)
               or position(lower($3) in lower(o.title)) > 0
               or exists (select from listings l where l.opportunity_id = o.id and l.url = $3)
               or $3 like '%' || o.slug or $3 like '%' || o.id::text)
           order by position(o.state in 'published waiting rejected'),
                    position(lower($3) in lower(o.title)) = 0, o.updated_at desc, o.id
           limit $4"#,
        but.0,
        fold(words),
        words,
        most,
    )
    .fetch_all(db)
    .await
}

/// Notes what was found about two calls; a person's word is not overwritten by the program's.
pub async fn note_pair(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    other: &Alike,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    decide_pair(db, (id, other.id), "maybe", &other.reasons, None, now).await
}

/// Writes what is the case with two calls: `same`, `maybe` or `different`. What made them look alike is kept
/// beside `same`, for the case that it is taken back.
pub async fn decide_pair(
    db: impl PgExecutor<'_>,
    (one, other): (OpportunityId, OpportunityId),
    verdict: &str,
    reasons: &[String],
    by: Option<&Decider>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into duplicate_pairs (first_id, second_id, verdict, reasons, decided_by, decided_by_id, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (first_id, second_id) do update
         set verdict = excluded.verdict,
             reasons = case when excluded.verdict = 'same' then duplicate_pairs.reasons
                            else excluded.reasons end,
             decided_by = excluded.decided_by, decided_by_id = excluded.decided_by_id,
             decided_at = excluded.decided_at
         where duplicate_pairs.decided_by is null or excluded.decided_by is not null",
        one.min(other).0,
        one.max(other).0,
        verdict,
        Json(reasons) as _,
        by.map(Decider::name),
        by.and_then(Decider::person).map(|person| person.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes back that two calls are one: where they had looked alike to the program, that is a question again;
/// where nothing but a person's word had made them one, they are two by that person's word.
pub async fn reopen_pair(
    db: impl PgExecutor<'_>,
    (one, other): (OpportunityId, OpportunityId),
    by: &Decider,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update duplicate_pairs
         set verdict = case when reasons = '[]' then 'different' else 'maybe' end,
             decided_by = case when reasons = '[]' then $3 end,
             decided_by_id = case when reasons = '[]' then $4::uuid end,
             decided_at = $5
         where first_id = $1 and second_id = $2",
        one.min(other).0,
        one.max(other).0,
        by.name(),
        by.person().map(|person| person.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
