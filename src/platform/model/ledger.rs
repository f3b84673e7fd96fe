//! Every request to a model, as a row: written before it leaves with the most it may take, and again with
//! what came of it.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::PgExecutor;
use uuid::Uuid;

use super::answer::Usage;
use super::budget::{Budget, Spent};
use super::client::Model;
use super::trouble::{Fault, Trouble};

/// What a question is about, so that it is asked once.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// What for: the name of the job.
    pub purpose: &'static str,
    /// Which row of the room's.
    pub subject: Uuid,
    /// Which wording of the question; a better one may be asked anew.
    pub edition: i32,
}

/// What was asked of one model in one day.
#[derive(Clone, Debug)]
pub struct Day {
    /// The day, in UTC.
    pub day: NaiveDate,
    /// The model.
    pub model: String,
    /// How many requests.
    pub requests: i64,
    /// Of them, how many were answered.
    pub answered: i64,
    /// Tokens sent.
    pub tokens_in: i64,
    /// Tokens answered.
    pub tokens_out: i64,
    /// US dollars; `None`: no prices were set.
    pub cost: Option<Decimal>,
    /// Of some request the server did not say what it took: the most it can have been is counted.
    pub estimated: bool,
}

/// How a request ended.
#[derive(Clone, Debug)]
pub struct Last {
    /// `asked`, `answered`, `failed`, `turned_away` or `lost`.
    pub state: String,
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// What went wrong, after "The model".
    pub problem: Option<String>,
}

/// A request of which nothing came.
#[derive(Clone, Debug)]
pub struct Failed {
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// The model.
    pub model: String,
    /// What happened, after "The model".
    pub problem: String,
}

/// Notes that a question is about to be asked, with the most it may take. `None`: it was asked before.
///
/// # Errors
/// The database cannot be reached.
pub async fn begin(
    db: impl PgExecutor<'_>,
    model: &Model,
    about: About,
    at_most: Usage,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        "insert into model_requests
             (id, purpose, subject, edition, model, state, asked_at, tokens_in, tokens_out, cost)
         values ($1, $2, $3, $4, $5, 'asked', $6, $7, $8, $9)
         on conflict (purpose, subject, edition) where state in ('asked', 'answered', 'lost') do nothing
         returning id",
        Uuid::now_v7(),
        about.purpose,
        about.subject,
        about.edition,
        model.name(),
        now,
        count(at_most.sent),
        count(at_most.answered),
        model.prices().map(|prices| prices.cost(at_most)),
    )
    .fetch_optional(db)
    .await
}

/// Notes that it was answered, and what that took; `None`: the server did not say, and the most it can have
/// been goes on counting.
///
/// # Errors
/// The database cannot be reached.
pub async fn answered(
    db: impl PgExecutor<'_>,
    model: &Model,
    request: Uuid,
    usage: Option<Usage>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    end(db, model, request, ("answered", None, None), usage, now).await
}

/// Notes that nothing came of it.
///
/// # Errors
/// The database cannot be reached.
pub async fn failed(
    db: impl PgExecutor<'_>,
    model: &Model,
    request: Uuid,
    trouble: &Trouble,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (state, usage) = match trouble.fault {
        Fault::Answer | Fault::Unheard => ("failed", trouble.usage),
        Fault::Service => ("turned_away", Some(Usage::default())),
    };
    let outcome = (state, Some(trouble.words.as_str()), trouble.rests_until(now));
    end(db, model, request, outcome, usage, now).await
}

async fn end(
    db: impl PgExecutor<'_>,
    model: &Model,
    request: Uuid,
    (state, problem, rests_until): (&str, Option<&str>, Option<DateTime<Utc>>),
    usage: Option<Usage>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update model_requests
         set state = $2, problem = $3, rests_until = $4, ended_at = $5, reported = $6,
             tokens_in = coalesce($7, tokens_in), tokens_out = coalesce($8, tokens_out),
             cost = case when $6 then $9 else cost end
         where id = $1",
        request,
        state,
        problem,
        rests_until,
        now,
        usage.is_some(),
        usage.map(|usage| count(usage.sent)),
        usage.map(|usage| count(usage.answered)),
        usage.and_then(|usage| Some(model.prices()?.cost(usage))),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Closes the requests of a program that died before the answer came: they may have been answered, and are
/// not asked again. For whoever alone asks for this purpose. Returns how many there were.
///
/// # Errors
/// The database cannot be reached.
pub async fn close_lost(
    db: impl PgExecutor<'_>,
    purpose: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let lost = sqlx::query!(
        "update model_requests set state = 'lost', ended_at = $2,
                problem = 'was asked, and the program ended before the answer came'
         where purpose = $1 and state = 'asked'",
        purpose,
        now,
    )
    .execute(db)
    .await?;
    Ok(lost.rows_affected())
}

/// How the last request about something ended. `None`: nothing was asked of it.
///
/// # Errors
/// The database cannot be reached.
pub async fn last(db: impl PgExecutor<'_>, about: About) -> sqlx::Result<Option<Last>> {
    sqlx::query_as!(
        Last,
        "select state, asked_at as at, problem from model_requests
         where purpose = $1 and subject = $2 and edition = $3 order by asked_at desc, id desc limit 1",
        about.purpose,
        about.subject,
        about.edition,
    )
    .fetch_optional(db)
    .await
}

/// Forgets that a question was asked, so that it can be asked once more; what it took goes on counting.
///
/// # Errors
/// The database cannot be reached.
pub async fn allow_again(db: impl PgExecutor<'_>, about: About) -> sqlx::Result<()> {
    sqlx::query!(
        "update model_requests set subject = null
         where purpose = $1 and subject = $2 and edition = $3 and state <> 'asked'",
        about.purpose,
        about.subject,
        about.edition,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was spent on the day of `now`.
///
/// # Errors
/// The database cannot be reached.
pub async fn spent(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<Spent> {
    let row = sqlx::query!(
        r#"select coalesce(sum(tokens_in + tokens_out), 0)::bigint as "tokens!",
                  coalesce(sum(cost), 0) as "dollars!"
           from model_requests where asked_at >= $1"#,
        Budget::day(now),
    )
    .fetch_one(db)
    .await?;
    Ok(Spent { tokens: row.tokens.unsigned_abs(), dollars: row.dollars })
}

/// Until when the service is left alone, where that is not over, and why.
///
/// # Errors
/// The database cannot be reached.
pub async fn rests(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<(DateTime<Utc>, String)>> {
    let row = sqlx::query!(
        r#"select rests_until as "until!", coalesce(problem, '') as "problem!" from model_requests
           where rests_until > $1 order by rests_until desc limit 1"#,
        now
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.until, row.problem)))
}

/// What was asked, by day and model, newest first, since an instant.
///
/// # Errors
/// The database cannot be reached.
pub async fn by_day(db: impl PgExecutor<'_>, since: DateTime<Utc>) -> sqlx::Result<Vec<Day>> {
    sqlx::query_as!(
        Day,
        r#"select (asked_at at time zone 'UTC')::date as "day!", model, count(*) as "requests!",
                  count(*) filter (where state = 'answered') as "answered!",
                  sum(tokens_in)::bigint as "tokens_in!", sum(tokens_out)::bigint as "tokens_out!",
                  sum(cost) as cost, bool_or(not reported) as "estimated!"
           from model_requests where asked_at >= $1
           group by 1, model order by 1 desc, model"#,
        since
    )
    .fetch_all(db)
    .await
}

/// The newest requests of which nothing came.
///
/// # Errors
/// The database cannot be reached.
pub async fn failures(
    db: impl PgExecutor<'_>,
    since: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<Failed>> {
    sqlx::query_as!(
        Failed,
        r#"select asked_at as at, model, problem as "problem!" from model_requests
           where problem is not null and asked_at >= $1 order by asked_at desc, id desc limit $2"#,
        since,
        most,
    )
    .fetch_all(db)
    .await
}

/// As the table counts.
fn count(tokens: u64) -> i32 {
    i32::try_from(tokens).unwrap_or(i32::MAX)
}
