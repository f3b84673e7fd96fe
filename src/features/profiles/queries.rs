//! The SQL of profiles.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;

use super::Artist;
use crate::platform::visitor::UserId;

/// What an account has told; nothing told is an [`Artist`] of whom nothing is known.
///
/// # Errors
/// The database cannot be reached.
pub async fn of(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Artist> {
    let facts = sqlx::query_scalar!(
        r#"select facts as "facts: Json<Artist>" from profiles where user_id = $1"#,
        user.0
    )
    .fetch_optional(db)
    .await?;
    Ok(facts.map(|facts| facts.0).unwrap_or_default())
}

/// Writes what an account tells, in place of what it told before.
///
/// # Errors
/// The database cannot be reached.
pub async fn save(
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
