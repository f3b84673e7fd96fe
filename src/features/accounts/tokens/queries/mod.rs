//! The SQL of tokens: those that people made, and what is about all of them.

mod keys;
mod programs;

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::platform::visitor::{Role, UserId, Visitor};

pub use keys::*;
pub use programs::*;

/// A personal token that is good.
pub struct Personal {
    pub id: Uuid,
    pub visitor: Visitor,
    pub scopes: Vec<String>,
    pub used_at: Option<DateTime<Utc>>,
}

/// A token or a program, for its owner's page.
pub struct Listed {
    pub id: Uuid,
    pub name: String,
    pub scopes: Vec<String>,
    pub made_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
}

/// Adds a token. False: there is one of this id.
#[expect(clippy::too_many_arguments, reason = "the columns of a row")]
pub async fn add_personal(
    db: impl PgExecutor<'_>,
    id: Uuid,
    user: UserId,
    name: &str,
    hash: &[u8],
    scopes: &[String],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into personal_tokens (id, user_id, name, hash, scopes, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing",
        id,
        user.0,
        name,
        hash,
        scopes,
        now,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn personal(
    db: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Personal>> {
    let row = sqlx::query!(
        r#"select t.id, t.scopes, t.used_at, u.id as "user: UserId", u.name, u.role as "role: Role"
           from personal_tokens t join users u on u.id = t.user_id
           where t.hash = $1 and t.revoked_at is null and t.expires_at > $2"#,
        hash,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Personal {
        id: row.id,
        visitor: Visitor { id: row.user, name: row.name, role: row.role },
        scopes: row.scopes,
        used_at: row.used_at,
    }))
}

pub async fn touch_personal(
    db: impl PgExecutor<'_>,
    id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!("update personal_tokens set used_at = $2 where id = $1", id, now)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn revoke_personal(
    db: impl PgExecutor<'_>,
    user: UserId,
    id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update personal_tokens set revoked_at = $3
         where id = $2 and user_id = $1 and revoked_at is null",
        user.0,
        id,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The tokens of this person that are good, newest first.
pub async fn personal_of(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        "select id, name, scopes, made_at, used_at, expires_at from personal_tokens
         where user_id = $1 and revoked_at is null and expires_at > $2 order by made_at desc",
        user.0,
        now,
    )
    .fetch_all(db)
    .await
}

/// The address of an account.
///
/// # Errors
/// The database cannot be reached.
pub async fn email_of(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select email from users where id = $1", user.0).fetch_optional(db).await
}

/// Revokes every token of a person and signs every program out, for when the password has changed.
/// Returns how many.
///
/// # Errors
/// The database cannot be reached.
pub async fn revoke_all(
    db: impl PgExecutor<'_>,
    user: UserId,
    because: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"with programs as (update token_families set revoked_at = $3, revoked_because = $2
                             where user_id = $1 and revoked_at is null returning 1),
                tokens as (update personal_tokens set revoked_at = $3
                           where user_id = $1 and revoked_at is null returning 1)
           select (select count(*) from programs) + (select count(*) from tokens) as "count!""#,
        user.0,
        because,
        now,
    )
    .fetch_one(db)
    .await
}

/// Removes tokens and sign-ins that ended before an instant, and keys of which nothing can be left.
/// Returns how many.
///
/// # Errors
/// The database cannot be reached.
pub async fn sweep(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"with families as (delete from token_families
                             where expires_at < $1 or revoked_at < $1 returning 1),
                tokens as (delete from personal_tokens
                           where expires_at < $1 or revoked_at < $1 returning 1),
                keys as (delete from signing_keys where retired_at < $1 returning 1)
           select (select count(*) from families) + (select count(*) from tokens)
                  + (select count(*) from keys) as "count!""#,
        before,
    )
    .fetch_one(db)
    .await
}
