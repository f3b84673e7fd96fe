//! Runs as rows, and the frontier of each: what it listed and what became of it.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::features::opportunities::OpportunityId;
use crate::features::sources::{Cursor, Item, SourceId};
use crate::platform::visitor::UserId;

/// A run that is under way.
#[derive(Clone, Debug)]
pub struct Underway {
    /// Its id.
    pub id: Uuid,
    /// Where listing goes on.
    pub cursor: Option<Cursor>,
    /// Whether everything is listed.
    pub listed: bool,
    /// How many pages of the list were read.
    pub pages: i32,
}

/// What became of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Outcome {
    /// A call nobody knew.
    New,
    /// A known call whose page says something else now.
    Changed,
    /// A known call, as before.
    Unchanged,
    /// The same as a call from elsewhere.
    Duplicate,
    /// Not a call.
    Refused,
    /// It could not be had or read.
    Error,
}

/// A run as a report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Report {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub source_id: String,
    /// Who asked for it.
    pub asked_by: String,
    /// `running`, `done`, `failed` or `stopped`.
    pub state: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Pages of the list that were read.
    pub pages: i32,
    /// Documents asked for.
    pub fetched: i32,
    /// How many of them the site said had not changed.
    pub kept: i32,
    /// Items listed.
    pub listed: i64,
    /// Calls nobody knew.
    pub new: i64,
    /// Known calls that changed.
    pub changed: i64,
    /// Known calls as before.
    pub unchanged: i64,
    /// The same as calls from elsewhere.
    pub duplicate: i64,
    /// Not calls.
    pub refused: i64,
    /// Could not be had or read.
    pub errors: i64,
    /// Why it failed.
    pub error: Option<String>,
    /// What an admin should look at.
    pub flag: Option<String>,
}

/// One line of a run's report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ItemReport {
    /// Where.
    pub url: String,
    /// The title as listed.
    pub title: String,
    /// What became of it; `None`: not reached yet.
    pub outcome: Option<Outcome>,
    /// Why, for refusals, duplicates and errors; what is different, for changes.
    pub reason: Option<String>,
    /// The call it is.
    pub call: Option<OpportunityId>,
    /// The calls in it, where it holds several.
    pub calls: Json<Vec<CallReport>>,
}

/// What became of one of several calls in an item.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct CallReport {
    /// Its name.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, for refusals and duplicates; what is different, for changes.
    pub reason: Option<String>,
    /// The call it is.
    pub call: Option<OpportunityId>,
}

/// Takes the source's unfinished run over, or begins one. The caller holds the source's lock.
pub async fn take(
    db: &mut PgConnection,
    source: &SourceId,
    worker: Uuid,
    (name, asked_by): (&str, Option<UserId>),
    now: DateTime<Utc>,
) -> sqlx::Result<Underway> {
    let left = sqlx::query!(
        r#"update source_runs set worker = $2 where source_id = $1 and state = 'running'
           returning id, cursor, listed, pages"#,
        source.as_str(),
        worker,
    )
    .fetch_optional(&mut *db)
    .await?;
    if let Some(row) = left {
        let cursor = row.cursor.map(Cursor);
        return Ok(Underway { id: row.id, cursor, listed: row.listed, pages: row.pages });
    }
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into source_runs (id, source_id, worker, asked_by, asked_by_id, state, started_at)
         values ($1, $2, $3, $4, $5, 'running', $6)",
        id,
        source.as_str(),
        worker,
        name,
        asked_by.map(|person| person.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(Underway { id, cursor: None, listed: false, pages: 0 })
}

/// Whether the run is still this worker's. Until the transaction ends it stays so: a worker that has
/// lost the run writes nothing.
pub async fn is_mine(db: &mut PgConnection, run: Uuid, worker: Uuid) -> sqlx::Result<bool> {
    let mine = sqlx::query_scalar!(
        "select id from source_runs where id = $1 and worker = $2 and state = 'running' for share",
        run,
        worker,
    )
    .fetch_optional(db)
    .await?;
    Ok(mine.is_some())
}

/// Ends the source's run that is under way. False: there is none.
pub async fn stop(
    db: impl PgExecutor<'_>,
    source: &SourceId,
    why: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let stopped = sqlx::query!(
        "update source_runs set state = 'stopped', error = $2, finished_at = $3
         where source_id = $1 and state = 'running'",
        source.as_str(),
        why,
        now,
    )
    .execute(db)
    .await?;
    Ok(stopped.rows_affected() > 0)
}

/// Where a run stands: `running`, `done`, `failed` or `stopped`.
pub async fn state_of(db: impl PgExecutor<'_>, run: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select state from source_runs where id = $1", run).fetch_optional(db).await
}

/// Adds one page of the list to the frontier and moves the cursor, in the caller's transaction. An
/// item listed before is not listed again. Returns how many items the frontier has now.
pub async fn add_page(
    db: &mut PgConnection,
    run: Uuid,
    items: &[Item],
    most: i64,
    next: Option<&Cursor>,
    listed: bool,
) -> sqlx::Result<i64> {
    let mut position = count_items(&mut *db, run).await?;
    for item in items {
        if position >= most {
            break;
        }
        let added = sqlx::query!(
            "insert into run_items (run_id, position, key, url, item) values ($1, $2, $3, $4, $5)
             on conflict (run_id, key) do nothing",
            run,
            i32::try_from(position).unwrap_or(i32::MAX),
            item.key,
            item.url.as_str(),
            Json(item) as _,
        )
        .execute(&mut *db)
        .await?;
        position += i64::try_from(added.rows_affected()).unwrap_or(0);
    }
    sqlx::query!(
        "update source_runs set cursor = $2, listed = $3, pages = pages + 1 where id = $1",
        run,
        next.map(|cursor| &cursor.0),
        listed || position >= most,
    )
    .execute(db)
    .await?;
    Ok(position)
}

/// How many items a run has listed.
pub async fn count_items(db: impl PgExecutor<'_>, run: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from run_items where run_id = $1"#, run)
        .fetch_one(db)
        .await
}

/// The next item nobody has dealt with, and its position.
pub async fn next_item(db: impl PgExecutor<'_>, run: Uuid) -> sqlx::Result<Option<(i32, Item)>> {
    let row = sqlx::query!(
        r#"select position, item as "item: Json<Item>" from run_items
           where run_id = $1 and outcome is null order by position limit 1"#,
        run
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.position, row.item.0)))
}

/// Writes what became of an item.
pub async fn finish_item(
    db: impl PgExecutor<'_>,
    run: Uuid,
    position: i32,
    outcome: Outcome,
    (reason, call): (Option<&str>, Option<OpportunityId>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update run_items set outcome = $3, reason = $4, opportunity_id = $5, done_at = $6
         where run_id = $1 and position = $2",
        run,
        position,
        outcome as Outcome,
        reason,
        call.map(|id| id.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what became of one of several calls in an item: run, position, and which of them it is.
pub async fn add_call(
    db: impl PgExecutor<'_>,
    (run, position, nth): (Uuid, i32, i32),
    title: &str,
    outcome: Outcome,
    (reason, call): (Option<&str>, Option<OpportunityId>),
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into run_item_calls (run_id, position, nth, title, outcome, reason, opportunity_id)
         values ($1, $2, $3, $4, $5, $6, $7)",
        run,
        position,
        nth,
        title,
        outcome as Outcome,
        reason,
        call.map(|id| id.0),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Counts documents asked for.
pub async fn count_fetches(
    db: impl PgExecutor<'_>,
    run: Uuid,
    fetched: i32,
    kept: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update source_runs set fetched = fetched + $2, kept = kept + $3 where id = $1",
        run,
        fetched,
        kept,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a run.
pub async fn finish(
    db: impl PgExecutor<'_>,
    run: Uuid,
    state: &str,
    error: Option<&str>,
    flag: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update source_runs set state = $2, error = $3, flag = $4, finished_at = $5 where id = $1",
        run,
        state,
        error,
        flag,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The latest runs, newest first, at most `most` of each source; of one source, or the one run, where
/// it is named.
pub async fn latest(
    db: impl PgExecutor<'_>,
    source: Option<&SourceId>,
    run: Option<Uuid>,
    most: i64,
) -> sqlx::Result<Vec<Report>> {
    sqlx::query_as!(
        Report,
        r#"select r.id, r.source_id, r.asked_by, r.state, r.started_at, r.finished_at, r.pages,
                  r.fetched, r.kept, r.error, r.flag,
                  count(i.run_id) as "listed!",
                  count(*) filter (where i.outcome = 'new') as "new!",
                  count(*) filter (where i.outcome = 'changed') as "changed!",
                  count(*) filter (where i.outcome = 'unchanged') as "unchanged!",
                  count(*) filter (where i.outcome = 'duplicate') as "duplicate!",
                  count(*) filter (where i.outcome = 'refused') as "refused!",
                  count(*) filter (where i.outcome = 'error') as "errors!"
           from (select *, row_number() over (partition by source_id order by started_at desc) as age
                 from source_runs
                 where ($1::text is null or source_id = $1) and ($2::uuid is null or id = $2)) r
           left join run_items i on i.run_id = r.id
           where r.age <= $3
           group by r.id, r.source_id, r.asked_by, r.state, r.started_at, r.finished_at, r.pages,
                    r.fetched, r.kept, r.error, r.flag
           order by r.started_at desc"#,
        source.map(SourceId::as_str),
        run,
        most,
    )
    .fetch_all(db)
    .await
}

/// What a run listed, in order: at most `most` from position `from` on.
pub async fn items(
    db: impl PgExecutor<'_>,
    run: Uuid,
    from: i64,
    most: i64,
) -> sqlx::Result<Vec<ItemReport>> {
    sqlx::query_as!(
        ItemReport,
        r#"select url, item ->> 'title' as "title!", outcome as "outcome: _", reason,
                  opportunity_id as "call: _",
                  (select coalesce(jsonb_agg(jsonb_build_object(
                              'title', c.title, 'outcome', c.outcome, 'reason', c.reason,
                              'call', c.opportunity_id) order by c.nth), '[]')
                   from run_item_calls c
                   where c.run_id = i.run_id and c.position = i.position
                  ) as "calls!: Json<Vec<CallReport>>"
           from run_items i where run_id = $1 and position >= $2 order by position limit $3"#,
        run,
        i32::try_from(from).unwrap_or(i32::MAX),
        most,
    )
    .fetch_all(db)
    .await
}

#[cfg(test)]
impl Report {
    /// A run of 63 items in this state.
    pub fn sample(state: &str) -> Self {
        Self {
            id: uuid::Uuid::nil(),
            source_id: "x".into(),
            asked_by: "the timetable".into(),
            state: state.into(),
            started_at: "2026-11-20T06:00:00Z".parse().unwrap(),
            finished_at: None,
            pages: 2,
            fetched: 60,
            kept: 41,
            listed: 63,
            new: 12,
            changed: 3,
            unchanged: 41,
            duplicate: 2,
            refused: 4,
            errors: 1,
            error: None,
            flag: None,
        }
    }
}
