//! The SQL of cases.

use chrono::{DateTime, Utc};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool, Row};
use uuid::Uuid;

use super::{Case, Frozen, Standing, Verdict};
use crate::features::opportunities::Opportunity;
use crate::platform::visitor::{UserId, Visitor};

const CASE: &str =
    "select c.id, o.id as call, o.slug, c.title, c.about, c.claim, c.frozen, f.words as own,
                           c.reported_at, c.state, c.answer, c.field, c.truth, c.truth_quote,
                           c.decided_by_name, c.decided_at
                    from cases c join opportunities o on o.id = c.opportunity_id
                    left join case_facts f on f.case_id = c.id";

impl FromRow<'_, PgRow> for Case {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let answer: Option<String> = row.try_get("answer")?;
        let by: Option<String> = row.try_get("decided_by_name")?;
        let at: Option<DateTime<Utc>> = row.try_get("decided_at")?;
        let (field, quote) = (row.try_get("field")?, row.try_get("truth_quote")?);
        let truth = row.try_get::<Option<serde_json::Value>, _>("truth")?.unwrap_or_default();
        Ok(Self {
            id: row.try_get("id")?,
            call: row.try_get("call")?,
            slug: row.try_get("slug")?,
            title: row.try_get("title")?,
            about: row.try_get("about")?,
            claim: row.try_get("claim")?,
            frozen: row.try_get::<Json<Frozen>, _>("frozen")?.0,
            own: row.try_get("own")?,
            reported_at: row.try_get("reported_at")?,
            standing: Standing::from_slug(row.try_get("state")?),
            verdict: answer.map(|answer| Verdict { answer, field, truth, quote }),
            decided: by.zip(at),
        })
    }
}

/// Opens a case.
pub(super) async fn open(
    db: &mut PgConnection,
    call: &Opportunity,
    (about, claim): (&str, &str),
    frozen: &Frozen,
    own: Option<&str>,
    (by, now): (UserId, DateTime<Utc>),
) -> sqlx::Result<Uuid> {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into cases (id, opportunity_id, title, about, claim, frozen, reported_by, reported_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'open')",
    )
    .bind(id)
    .bind(call.id.0)
    .bind(&call.title)
    .bind(about)
    .bind(claim)
    .bind(Json(frozen))
    .bind(by.0)
    .bind(now)
    .execute(&mut *db)
    .await?;
    if let Some(own) = own {
        sqlx::query("insert into case_facts (case_id, user_id, words) values ($1, $2, $3)")
            .bind(id)
            .bind(by.0)
            .bind(own)
            .execute(&mut *db)
            .await?;
    }
    Ok(id)
}

/// How many open cases somebody has.
pub(super) async fn open_of(db: impl PgExecutor<'_>, by: UserId) -> sqlx::Result<i64> {
    let count = "select count(*) from cases where state = 'open' and reported_by = $1";
    sqlx::query_scalar(count).bind(by.0).fetch_one(db).await
}

/// How many cases nobody has looked at.
///
/// # Errors
/// The database cannot be reached.
pub async fn open_count(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from cases where state = 'open'").fetch_one(db).await
}

/// The cases of a standing: the open ones oldest first, the others newest first.
pub(super) async fn all(
    pool: &PgPool,
    standing: Standing,
    most: i64,
    skip: i64,
) -> sqlx::Result<Vec<Case>> {
    let mut query = sqlx::QueryBuilder::new(CASE);
    query.push(" where c.state = ").push_bind(standing.slug());
    query.push(match standing {
        Standing::Open => " order by c.reported_at, c.id",
        _ => " order by c.decided_at desc, c.id",
    });
    query.push(" limit ").push_bind(most).push(" offset ").push_bind(skip);
    query.build_query_as().fetch_all(pool).await
}

/// How many cases of a standing there are.
pub(super) async fn count(pool: &PgPool, standing: Standing) -> sqlx::Result<i64> {
    let count = "select count(*) from cases where state = $1";
    sqlx::query_scalar(count).bind(standing.slug()).fetch_one(pool).await
}

/// The case of this id.
pub(super) async fn one(pool: &PgPool, id: Uuid) -> sqlx::Result<Option<Case>> {
    let mut query = sqlx::QueryBuilder::new(CASE);
    query.push(" where c.id = ").push_bind(id);
    query.build_query_as().fetch_optional(pool).await
}

/// Decides a case, or decides anew what was decided at `seen`. False: somebody was faster.
pub(super) async fn decide(
    db: impl PgExecutor<'_>,
    (id, seen): (Uuid, Option<DateTime<Utc>>),
    (standing, verdict): (Standing, &Verdict),
    by: &Visitor,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update cases set state = $2, answer = $3, field = $4, truth = $5, truth_quote = $6,
                decided_by_name = $7, decided_by_id = $8, decided_at = $9
         where id = $1 and decided_at is not distinct from $10",
    )
    .bind(id)
    .bind(standing.slug())
    .bind(&verdict.answer)
    .bind(&verdict.field)
    .bind(&verdict.truth)
    .bind(&verdict.quote)
    .bind(&by.name)
    .bind(by.id.0)
    .bind(now)
    .bind(seen)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
