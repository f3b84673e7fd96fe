//! Sources as rows.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::features::sources::{Source, SourceId};

/// Where a source's definition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SourceOrigin {
    /// It ships with the program and follows it.
    BuiltIn,
    /// It ships with the program and was changed here.
    Override,
    /// It was made here.
    Own,
}

/// A source with what the scheduler knows about it.
#[derive(Clone, Debug)]
pub struct Registered {
    /// What it is.
    pub source: Source,
    /// Where the definition comes from.
    pub origin: SourceOrigin,
    /// When it is due; `None`: not scheduled yet.
    pub next_run_at: Option<DateTime<Utc>>,
    /// How many runs in a row failed.
    pub failures: i32,
    /// How many calls a run usually lists.
    pub usual: Option<f64>,
    /// What an admin should look at.
    pub flag: Option<String>,
}

struct Row {
    definition: Json<Source>,
    enabled: bool,
    trusted: bool,
    origin: SourceOrigin,
    next_run_at: Option<DateTime<Utc>>,
    failures: i32,
    usual: Option<f64>,
    flag: Option<String>,
}

impl From<Row> for Registered {
    fn from(row: Row) -> Self {
        let source = Source { enabled: row.enabled, trusted: row.trusted, ..row.definition.0 };
        Self {
            source,
            origin: row.origin,
            next_run_at: row.next_run_at,
            failures: row.failures,
            usual: row.usual,
            flag: row.flag,
        }
    }
}

/// Every source, by name.
pub async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Registered>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select definition as "definition: _", enabled, trusted, origin as "origin: _",
                  next_run_at, failures, usual, flag
           from sources order by definition ->> 'name', id"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The source of this id.
pub async fn by_id(db: impl PgExecutor<'_>, id: &SourceId) -> sqlx::Result<Option<Registered>> {
    let row = sqlx::query_as!(
        Row,
        r#"select definition as "definition: _", enabled, trusted, origin as "origin: _",
                  next_run_at, failures, usual, flag
           from sources where id = $1"#,
        id.as_str()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Into::into))
}

/// Writes a source as it ships; one that was changed here stays as it is.
pub async fn ship(
    db: impl PgExecutor<'_>,
    source: &Source,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into sources (id, definition, enabled, trusted, origin, updated_at, next_run_at)
         values ($1, $2, $3, $4, 'built_in', $5, $5)
         on conflict (id) do update
         set definition = excluded.definition, enabled = excluded.enabled,
             trusted = excluded.trusted, updated_at = excluded.updated_at
         where sources.origin = 'built_in' and sources.definition <> excluded.definition",
        source.id.as_str(),
        Json(source) as _,
        source.enabled,
        source.trusted,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a source as an admin wants it. Where more than trust changes it is due at once, if it is
/// switched on, and what went wrong before is forgotten.
pub async fn save(
    db: impl PgExecutor<'_>,
    source: &Source,
    origin: SourceOrigin,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into sources (id, definition, enabled, trusted, origin, updated_at, next_run_at)
         values ($1, $2, $3, $4, $5, $6, $6)
         on conflict (id) do update
         set definition = excluded.definition, enabled = excluded.enabled,
             trusted = excluded.trusted, origin = excluded.origin,
             updated_at = excluded.updated_at,
             (next_run_at, failures, flag) = (
                 select case when same then sources.next_run_at else excluded.next_run_at end,
                        case when same then sources.failures else 0 end,
                        case when same then sources.flag end
                 from (values (sources.definition - 'trusted' = excluded.definition - 'trusted'))
                      as compared (same))",
        source.id.as_str(),
        Json(source) as _,
        source.enabled,
        source.trusted,
        origin as SourceOrigin,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Sources that should be worked on: due, or with a run that was left unfinished. At most `most`.
pub async fn due(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<SourceId>> {
    let ids = sqlx::query_scalar!(
        "select id from sources s
         where (enabled and next_run_at <= $1)
            or exists (select from source_runs r where r.source_id = s.id and r.state = 'running')
         order by next_run_at nulls last, id limit $2",
        now,
        most,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().filter_map(|id| id.parse().ok()).collect())
}

/// What a run's end means for its source.
#[derive(Clone, Debug)]
pub struct Aftermath {
    /// When it is due again.
    pub next_run_at: Option<DateTime<Utc>>,
    /// How many runs in a row failed.
    pub failures: i32,
    /// How many calls a run usually lists.
    pub usual: Option<f64>,
    /// What an admin should look at.
    pub flag: Option<String>,
}

/// Says when a source is due next.
pub async fn postpone(
    db: impl PgExecutor<'_>,
    id: &SourceId,
    next: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query!("update sources set next_run_at = $2 where id = $1", id.as_str(), next)
        .execute(db)
        .await?;
    Ok(())
}

/// Writes what a run's end means for its source.
pub async fn settle(
    db: impl PgExecutor<'_>,
    id: &SourceId,
    aftermath: &Aftermath,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update sources set next_run_at = $2, failures = $3, usual = $4, flag = $5 where id = $1",
        id.as_str(),
        aftermath.next_run_at,
        aftermath.failures,
        aftermath.usual,
        aftermath.flag,
    )
    .execute(db)
    .await?;
    Ok(())
}
