//! The SQL of an artist's own marks on calls.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, PgConnection, PgExecutor};
use uuid::Uuid;

use crate::features::opportunities::OpportunityId;
use crate::features::reading::Reading;
use crate::platform::visitor::UserId;

/// A mark that an artist puts on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Keep at hand.
    Saved,
    /// Out of sight.
    Hidden,
}

/// The calls an artist marked so.
pub async fn marked(db: impl PgExecutor<'_>, user: UserId, mark: Mark) -> sqlx::Result<Vec<Uuid>> {
    match mark {
        Mark::Saved => {
            sqlx::query_scalar!("select opportunity_id from saved_calls where user_id = $1", user.0)
                .fetch_all(db)
                .await
        }
        Mark::Hidden => {
            sqlx::query_scalar!(
                "select opportunity_id from hidden_calls where user_id = $1",
                user.0
            )
            .fetch_all(db)
            .await
        }
    }
}

/// Puts a mark on a call; one that is there stays.
pub async fn put(
    db: impl PgExecutor<'_>,
    user: UserId,
    call: OpportunityId,
    mark: Mark,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    match mark {
        Mark::Saved => sqlx::query!(
            "insert into saved_calls (user_id, opportunity_id, saved_at) values ($1, $2, $3)
             on conflict do nothing",
            user.0,
            call.0,
            now,
        )
        .execute(db)
        .await
        .map(|_| ()),
        Mark::Hidden => sqlx::query!(
            "insert into hidden_calls (user_id, opportunity_id, hidden_at) values ($1, $2, $3)
             on conflict do nothing",
            user.0,
            call.0,
            now,
        )
        .execute(db)
        .await
        .map(|_| ()),
    }
}

/// Takes a mark off a call. False: there was none.
pub async fn take_off(
    db: impl PgExecutor<'_>,
    user: UserId,
    call: OpportunityId,
    mark: Mark,
) -> sqlx::Result<bool> {
    match mark {
        Mark::Saved => sqlx::query!(
            "delete from saved_calls where user_id = $1 and opportunity_id = $2",
            user.0,
            call.0,
        )
        .execute(db)
        .await
        .map(|done| done.rows_affected() > 0),
        Mark::Hidden => sqlx::query!(
            "delete from hidden_calls where user_id = $1 and opportunity_id = $2",
            user.0,
            call.0,
        )
        .execute(db)
        .await
        .map(|done| done.rows_affected() > 0),
    }
}

/// The published calls after an id, in the order of their ids.
pub async fn published(
    db: impl PgExecutor<'_>,
    after: Uuid,
    most: i64,
) -> sqlx::Result<Vec<(Uuid, Reading)>> {
    let rows: Vec<(Uuid, Json<Reading>)> = sqlx::query_as(
        "select id, reading from opportunities where state = 'published' and id > $1 order by id limit $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(id, reading)| (id, reading.0)).collect())
}

/// Those of these calls that are published.
pub async fn readings(db: impl PgExecutor<'_>, ids: &[Uuid]) -> sqlx::Result<Vec<(Uuid, Reading)>> {
    let rows: Vec<(Uuid, Json<Reading>)> = sqlx::query_as(
        "select id, reading from opportunities where state = 'published' and id = any($1)",
    )
    .bind(ids)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(id, reading)| (id, reading.0)).collect())
}

/// An empty database of this name, for benches.
///
/// # Errors
/// The server cannot be reached, or there is one already.
pub async fn made_database(admin: &mut PgConnection, name: &str) -> sqlx::Result<()> {
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(admin).await?;
    Ok(())
}

/// Puts made-up calls into an empty database as published ones, for benches: what search needs of them
/// is left out.
///
/// # Errors
/// The database cannot be reached, or holds one of them.
pub async fn fill(
    db: impl PgExecutor<'_>,
    calls: &[(Uuid, Reading)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = calls.iter().map(|(id, _)| *id).collect();
    let readings: Vec<Json<&Reading>> = calls.iter().map(|(_, reading)| Json(reading)).collect();
    sqlx::query(
        "insert into opportunities (id, slug, state, reading, title, source_id, source_name, source_url,
                search, first_seen_at, checked_at, published_at, updated_at)
         select id, id::text, 'published', reading, '', 'made', 'made', '', '', $3, $3, $3, $3
         from unnest($1, $2) as made (id, reading)",
    )
    .bind(ids)
    .bind(readings)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
