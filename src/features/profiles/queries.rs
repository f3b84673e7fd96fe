//! The SQL of profiles.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use super::Artist;
use crate::platform::visitor::UserId;

/// What an account has told, and what is sealed of it.
pub(super) async fn of(
    db: impl PgExecutor<'_>,
    user: UserId,
) -> sqlx::Result<(Option<Artist>, Option<Vec<u8>>)> {
    let row = sqlx::query!(
        r#"select (select facts from profiles where user_id = $1) as "facts: Json<Artist>",
                  (select facts from identity_facts where user_id = $1) as sealed"#,
        user.0
    )
    .fetch_one(db)
    .await?;
    Ok((row.facts.map(|facts| facts.0), row.sealed))
}

/// Lets nobody else change what an account tells, until the transaction ends.
pub(super) async fn hold(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    sqlx::query!("select id from users where id = $1 for no key update", user.0)
        .fetch_optional(db)
        .await?;
    Ok(())
}

/// Writes what an account tells, in place of what it told before.
pub(super) async fn save(
    db: impl PgExecutor<'_>,
    user: UserId,
    artist: &Artist,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into profiles (user_id, facts, updated_at) values ($1, $2, $3)
         on conflict (user_id) do update
         set facts = excluded.facts, updated_at = excluded.updated_at",
        user.0,
        Json(artist) as _,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What is sealed.
pub(super) async fn identity(
    db: impl PgExecutor<'_>,
    user: UserId,
) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select facts from identity_facts where user_id = $1", user.0)
        .fetch_optional(db)
        .await
}

pub(super) async fn save_identity(
    db: impl PgExecutor<'_>,
    user: UserId,
    sealed: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into identity_facts (user_id, facts, updated_at) values ($1, $2, $3)
         on conflict (user_id) do update
         set facts = excluded.facts, updated_at = excluded.updated_at",
        user.0,
        sealed,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn remove_identity(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    sqlx::query!("delete from identity_facts where user_id = $1", user.0).execute(db).await?;
    Ok(())
}

/// People whose facts about who they are stand in the profile, from before they were sealed.
pub(super) async fn with_plain_identity(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<UserId>> {
    let ids: Vec<Uuid> = sqlx::query_scalar!(
        "select user_id from profiles
         where facts->>'gender' is not null or jsonb_array_length(facts->'identities') > 0"
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Notes that somebody agrees. False: they did already.
pub(super) async fn give_consent(
    db: impl PgExecutor<'_>,
    user: UserId,
    purpose: &str,
    edition: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into consents (id, user_id, purpose, edition, given_at) values ($1, $2, $3, $4, $5)
         on conflict (user_id, purpose) where withdrawn_at is null do nothing",
        Uuid::now_v7(),
        user.0,
        purpose,
        edition,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that somebody agrees no more. False: they did not before.
pub(super) async fn withdraw_consent(
    db: impl PgExecutor<'_>,
    user: UserId,
    purpose: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update consents set withdrawn_at = $3
         where user_id = $1 and purpose = $2 and withdrawn_at is null",
        user.0,
        purpose,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
