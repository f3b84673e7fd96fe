//! The SQL of calls: the row, its corrections, its decisions; and the search.

pub mod merging;
pub mod proposals;
pub mod search;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::columns::Columns;
use super::{Corrected, Correction, Opportunity, OpportunityId, Origin, State, Text, fold};
use crate::features::reading::Reading;
use crate::platform::parts::Change;
use crate::platform::visitor::UserId;

struct Row {
    id: OpportunityId,
    slug: String,
    state: State,
    merged_into: Option<OpportunityId>,
    reading: Json<Reading>,
    version: Option<Uuid>,
    title: String,
    source_id: String,
    source_name: String,
    source_url: String,
    first_seen_at: DateTime<Utc>,
    checked_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for Opportunity {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            state: row.state,
            merged_into: row.merged_into,
            reading: row.reading.0,
            version: row.version,
            title: row.title,
            origin: Origin {
                source_id: row.source_id,
                source_name: row.source_name,
                url: row.source_url,
            },
            first_seen_at: row.first_seen_at,
            checked_at: row.checked_at,
            published_at: row.published_at,
            updated_at: row.updated_at,
        }
    }
}

/// The call of this id, whatever its state.
///
/// # Errors
/// The database cannot be reached.
pub async fn by_id(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<Option<Opportunity>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id as "id: _", slug, state as "state: _", merged_into as "merged_into: _",
                  reading as "reading: _", version_id as version, title, source_id, source_name,
                  source_url, first_seen_at, checked_at, published_at, updated_at
           from opportunities where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// The call of this name in links, whatever its state.
///
/// # Errors
/// The database cannot be reached.
pub async fn by_slug(db: impl PgExecutor<'_>, slug: &str) -> sqlx::Result<Option<Opportunity>> {
    if slug.contains('\0') {
        return Ok(None); // Postgres refuses to look for such a text
    }
    let row = sqlx::query_as!(
        Row,
        r#"select id as "id: _", slug, state as "state: _", merged_into as "merged_into: _",
                  reading as "reading: _", version_id as version, title, source_id, source_name,
                  source_url, first_seen_at, checked_at, published_at, updated_at
           from opportunities where slug = $1"#,
        slug
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// Takes the call for a change: nobody else changes it until the transaction ends.
pub(super) async fn lock(db: &mut PgConnection, id: OpportunityId) -> sqlx::Result<Option<State>> {
    sqlx::query_scalar!(
        r#"select state as "state: State" from opportunities where id = $1 for update"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

/// Adds a waiting call without its columns; [`write`] follows in the same transaction.
pub(super) async fn insert(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    slug: &str,
    origin: &Origin,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into opportunities (id, slug, state, reading, title, source_id, source_name,
                source_url, search, first_seen_at, checked_at, updated_at)
         values ($1, $2, 'waiting', '{}', '', $3, $4, $5, '', $6, $6, $6)",
        id.0,
        slug,
        origin.source_id,
        origin.source_name,
        origin.url,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a reading and everything that repeats it. `text` is what it was read from: its words are searched.
pub(super) async fn write(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    reading: &Reading,
    columns: &Columns,
    text: Text<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let version = text.version;
    // A tsvector may hold a megabyte; the first 200,000 characters say what a call is about.
    let text: String = fold(&text.document.text).chars().take(200_000).collect();
    sqlx::query!(
        "update opportunities set
            reading = $2, title = $3, organisation = $4, kind = $5, disciplines = $6,
            any_discipline = $7, country = $8, region = $9, city = $10, online = $11,
            deadline_on = $12, deadline_at = $13, rolling = $14, fee = $15, fee_amount = $16,
            fee_currency = $17, fee_usd = $18, award_amount = $19, award_currency = $20,
            award_usd = $21, open_to = $22, language = $23, apply_url = $24, closed = $25,
            updated_at = $26, version_id = $31,
            search = setweight(to_tsvector('english', $27), 'A')
                  || setweight(to_tsvector('english', $28), 'B')
                  || setweight(to_tsvector('english', $29), 'D')
                  || setweight(to_tsvector($30::text::regconfig, $27 || ' ' || $28 || ' ' || $29), 'D')
         where id = $1",
        id.0,
        Json(reading) as _,
        columns.title,
        columns.organisation,
        columns.kind,
        &columns.disciplines,
        columns.any_discipline,
        columns.country,
        columns.region,
        columns.city,
        columns.online,
        columns.deadline_on,
        columns.deadline_at,
        columns.rolling,
        columns.fee,
        columns.fee_amount,
        columns.fee_currency,
        columns.fee_usd,
        columns.award_amount,
        columns.award_currency,
        columns.award_usd,
        columns.open_to.as_deref(),
        columns.language,
        columns.apply_url,
        columns.closed,
        now,
        columns.search_title,
        columns.search_facts,
        text,
        text_search(columns.language.as_deref()),
        version,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Calls of which one deadline of several has passed, so that another counts next.
pub(super) async fn overtaken(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> sqlx::Result<Vec<(OpportunityId, Reading, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id: OpportunityId", reading as "reading: Json<Reading>", title
           from opportunities
           where state in ('waiting', 'published') and deadline_on < $1
             and jsonb_array_length(reading -> 'closing' -> 'deadlines') > 1"#,
        today
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.reading.0, row.title)).collect())
}

/// Writes which deadline counts next.
pub(super) async fn set_deadline(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    columns: &Columns,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update opportunities set deadline_on = $2, deadline_at = $3 where id = $1",
        id.0,
        columns.deadline_on,
        columns.deadline_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Moves a call to another state.
pub(super) async fn set_state(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    state: State,
    merged_into: Option<OpportunityId>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update opportunities set state = $2, merged_into = $3, updated_at = $4,
                before_merge = case when $2 = 'merged' then state end,
                published_at = case when $2 = 'published' then coalesce(published_at, $4)
                               else published_at end
         where id = $1",
        id.0,
        state.slug(),
        merged_into.map(|id| id.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a call that is rejected was published until then.
pub(super) async fn was_published(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<bool> {
    let before = sqlx::query_scalar!(
        r#"with lines as (
               select action, reason, id from decisions
               where opportunity_id = $1 and action in ('publish', 'reject', 'withdraw')
           )
           select action = 'publish' or (action = 'withdraw' and reason is not null) as "was!"
           from lines where id < (select max(id::text)::uuid from lines where action = 'reject')
           order by id desc limit 1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(before == Some(true))
}

/// The calls that this person rejected at this instant, together, and that nobody decided about since.
pub(super) async fn rejected_together(
    db: impl PgExecutor<'_>,
    by: UserId,
    at: DateTime<Utc>,
) -> sqlx::Result<Vec<OpportunityId>> {
    sqlx::query_scalar!(
        r#"select o.id as "id: OpportunityId" from opportunities o
           where o.state = 'rejected' and exists (
               select from decisions d where d.opportunity_id = o.id and d.action = 'reject'
                      and d.made_by = $1 and d.made_at = $2)
             and not exists (
               select from decisions d where d.opportunity_id = o.id and d.made_at > $2
                      and d.action in ('publish', 'reject', 'withdraw'))
           order by o.id"#,
        by.0,
        at,
    )
    .fetch_all(db)
    .await
}

/// Says which source's page a call rests on from now on.
///
/// # Errors
/// The database cannot be reached.
pub async fn rest_on(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    origin: &Origin,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update opportunities set source_id = $2, source_name = $3, source_url = $4 where id = $1",
        id.0,
        origin.source_id,
        origin.source_name,
        origin.url,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that the page a call rests on was read just now, and says what the call says.
///
/// # Errors
/// The database cannot be reached.
pub async fn seen(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!("update opportunities set checked_at = $2 where id = $1", id.0, now)
        .execute(db)
        .await?;
    Ok(())
}

/// The corrections that count, in the order they were made.
///
/// # Errors
/// The database cannot be reached.
pub async fn corrections(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<Vec<Corrected>> {
    let rows = sqlx::query!(
        r#"select id, value as "value: Json<Correction>", note, made_by_name, made_at
           from corrections where opportunity_id = $1 and undone_at is null
           order by made_at, id"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Corrected {
            id: row.id,
            correction: row.value.0,
            note: row.note,
            by: row.made_by_name,
            at: row.made_at,
        })
        .collect())
}

/// Adds a correction.
pub(super) async fn add_correction(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    corrected: &Corrected,
    by: Option<UserId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into corrections (id, opportunity_id, field, value, note, made_by, made_by_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        corrected.id,
        id.0,
        corrected.correction.field(),
        Json(&corrected.correction) as _,
        corrected.note,
        by.map(|by| by.0),
        corrected.by,
        corrected.at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a correction back. False: there is none, or it was taken back before.
pub(super) async fn undo_correction(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    correction: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update corrections set undone_at = $3
         where opportunity_id = $1 and id = $2 and undone_at is null",
        id.0,
        correction,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds a line to the call's history.
pub(super) async fn add_decision(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    (action, reason, changes): (&str, Option<&str>, &[Change]),
    by: (Option<UserId>, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into decisions
             (id, opportunity_id, action, reason, made_by, made_by_name, made_at, changes)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        id.0,
        action,
        reason,
        by.0.map(|by| by.0),
        by.1,
        now,
        (!changes.is_empty()).then_some(Json(changes)) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Postgres' name for the way a language is stemmed.
fn text_search(language: Option<&str>) -> &'static str {
    match language {
        Some("fr") => "french",
        Some("es") => "spanish",
        Some("pt") => "portuguese",
        Some("de") => "german",
        Some("it") => "italian",
        Some("nl") => "dutch",
        _ => "simple",
    }
}
