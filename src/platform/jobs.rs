//! Periodic jobs: one visible timetable, a row a run, never two of the same at once.
//!
//! tokio-cron-scheduler only ticks; when a job is due next is a row, so that a tick missed while the
//! program was down is made up for and two programs on one database do not both run it.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use sqlx::PgPool;
use tokio_cron_scheduler::{Job as Tick, JobScheduler};
use uuid::Uuid;

use super::lock;
use super::state::State;

/// One line of the timetable.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Its name on the command line and in the runs.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// When, as cron in UTC: minute hour day month weekday.
    pub schedule: &'static str,
    /// The work. It is idempotent, stops soon after `State::stop` is cancelled, and says in a sentence
    /// what it did.
    pub run: fn(State) -> BoxFuture<'static, anyhow::Result<String>>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What it did.
    Done(String),
    /// Why it failed.
    Failed(String),
    /// Another run of the same job is under way.
    Busy,
}

/// A job's last run, for the staff's pages and `proletto job list`.
#[derive(Clone, Debug, sqlx::FromRow, serde::Serialize)]
pub struct LastRun {
    /// The job.
    pub job: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; `None`: it is running.
    pub finished_at: Option<DateTime<Utc>>,
    /// `running`, `done`, `failed` or `stopped`.
    pub state: String,
    /// What it did, or why it failed.
    pub outcome: Option<String>,
}

/// When the cron line comes round next after `after`.
///
/// # Errors
/// The line cannot be read, or never comes round.
pub fn next_time(schedule: &str, after: DateTime<Utc>) -> anyhow::Result<DateTime<Utc>> {
    let cron = croner::Cron::from_str(schedule)
        .map_err(|error| anyhow::anyhow!("{schedule:?} is no cron line: {error}"))?;
    cron.find_next_occurrence(&after, false)
        .map_err(|error| anyhow::anyhow!("{schedule:?} never comes round: {error}"))
}

/// Runs a job now, whoever asks, unless it is running already.
///
/// # Errors
/// The database cannot be reached; the job's own failure is an [`Outcome`].
pub async fn run(state: &State, job: &Job, asked_by: &str) -> anyhow::Result<Outcome> {
    let Some(held) = lock::try_lock(&state.pool, &lock_name(job.name)).await? else {
        return Ok(Outcome::Busy);
    };
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into job_runs (id, job, asked_by, started_at, state)
         values ($1, $2, $3, $4, 'running')",
        id,
        job.name,
        asked_by,
        state.clock.now(),
    )
    .execute(&state.pool)
    .await?;
    // A job that panics fails alone.
    let result = match state.tasks.spawn((job.run)(state.clone())).await {
        Ok(result) => result,
        Err(panic) => Err(anyhow::anyhow!("it broke off: {panic}")),
    };
    let (ended, words) = match &result {
        Ok(words) if state.stop.is_cancelled() => ("stopped", words.clone()),
        Ok(words) => ("done", words.clone()),
        Err(error) => ("failed", format!("{error:#}")),
    };
    sqlx::query!(
        "update job_runs set state = $2, outcome = $3, finished_at = $4 where id = $1",
        id,
        ended,
        words,
        state.clock.now(),
    )
    .execute(&state.pool)
    .await?;
    held.release().await;
    match result {
        Ok(_) => {
            tracing::debug!(job = job.name, "{words}");
            Ok(Outcome::Done(words))
        }
        Err(_) => {
            tracing::error!(job = job.name, "job failed: {words}");
            Ok(Outcome::Failed(words))
        }
    }
}

/// Starts the timetable: from now on every job runs when it is due, until `State::stop`.
///
/// # Errors
/// The database cannot be reached, or a cron line cannot be read.
pub async fn start(state: &State) -> anyhow::Result<()> {
    mend(state).await?;
    for job in state.timetable {
        next_time(job.schedule, state.clock.now())?;
        // A new job is due at once: a newcomer sees calls arrive without waiting for the clock.
        sqlx::query!(
            "insert into jobs (name, next_run_at) values ($1, $2) on conflict (name) do nothing",
            job.name,
            state.clock.now(),
        )
        .execute(&state.pool)
        .await?;
    }
    let mut scheduler = JobScheduler::new().await?;
    let ticking = state.clone();
    let tick = Tick::new_async("*/2 * * * * *", move |_, _| {
        let state = ticking.clone();
        Box::pin(async move {
            for job in state.timetable {
                if state.stop.is_cancelled() {
                    return;
                }
                match claim(&state.pool, job, state.clock.now()).await {
                    Ok(true) => {
                        let state = state.clone();
                        state.tasks.clone().spawn(async move {
                            if let Err(error) = run(&state, job, "timetable").await {
                                tracing::error!(job = job.name, "job could not be run: {error:#}");
                            }
                        });
                    }
                    Ok(false) => {}
                    Err(error) => tracing::warn!(job = job.name, "timetable: {error:#}"),
                }
            }
        })
    })?;
    scheduler.add(tick).await?;
    scheduler.start().await?;
    let stop = state.stop.clone();
    state.tasks.spawn(async move {
        stop.cancelled().await;
        if let Err(error) = scheduler.shutdown().await {
            tracing::warn!("the timetable did not stop cleanly: {error}");
        }
    });
    Ok(())
}

/// The last run of each job that ever ran.
///
/// # Errors
/// The database cannot be reached.
pub async fn last_runs(pool: &PgPool) -> sqlx::Result<Vec<LastRun>> {
    sqlx::query_as!(
        LastRun,
        "select distinct on (job) job, started_at, finished_at, state, outcome
         from job_runs order by job, started_at desc"
    )
    .fetch_all(pool)
    .await
}

/// When each job is due next, by its name.
///
/// # Errors
/// The database cannot be reached.
pub async fn due(pool: &PgPool) -> sqlx::Result<HashMap<String, DateTime<Utc>>> {
    let rows = sqlx::query!("select name, next_run_at from jobs").fetch_all(pool).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.next_run_at)).collect())
}

/// Makes a job due at once: there is something for it to do.
///
/// # Errors
/// The database cannot be reached.
pub async fn hurry(
    db: impl sqlx::PgExecutor<'_>,
    name: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update jobs set next_run_at = $2 where name = $1 and next_run_at > $2",
        name,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the job if it is due, moving it to its next time: only one of several programs succeeds.
async fn claim(pool: &PgPool, job: &Job, now: DateTime<Utc>) -> anyhow::Result<bool> {
    let next = next_time(job.schedule, now)?;
    let taken = sqlx::query!(
        "update jobs set next_run_at = $2 where name = $1 and next_run_at <= $3",
        job.name,
        next,
        now,
    )
    .execute(pool)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Closes the runs of a program that died, and makes their jobs due at once.
async fn mend(state: &State) -> anyhow::Result<()> {
    for job in state.timetable {
        let Some(held) = lock::try_lock(&state.pool, &lock_name(job.name)).await? else {
            continue;
        };
        let left = sqlx::query!(
            "update job_runs set state = 'stopped', finished_at = $2,
                    outcome = 'The program ended while it ran.'
             where job = $1 and state = 'running'",
            job.name,
            state.clock.now(),
        )
        .execute(&state.pool)
        .await?;
        if left.rows_affected() > 0 {
            sqlx::query!(
                "update jobs set next_run_at = $2 where name = $1",
                job.name,
                state.clock.now(),
            )
            .execute(&state.pool)
            .await?;
        }
        held.release().await;
    }
    Ok(())
}

fn lock_name(job: &str) -> String {
    format!("proletto job {job}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn a_cron_line_comes_round_and_a_wrong_one_is_told() {
        let noon = Utc.with_ymd_and_hms(2027, 3, 1, 12, 0, 30).unwrap();
        let next = next_time("*/15 * * * *", noon).unwrap();
        assert_eq!(next, Utc.with_ymd_and_hms(2027, 3, 1, 12, 15, 0).unwrap());
        assert!(next_time("every tuesday", noon).is_err());
    }
}
