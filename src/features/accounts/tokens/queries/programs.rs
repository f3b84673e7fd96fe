//! The SQL of programs that are signed in, and their refresh tokens.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::Listed;
use crate::platform::visitor::{UserId, Visitor};

/// A sign-in of a program.
pub struct Family {
    pub id: Uuid,
    pub user: UserId,
    pub scopes: Vec<String>,
    pub expires_at: DateTime<Utc>,
    pub revoked: bool,
}

/// A refresh token.
pub struct Refresh {
    pub expires_at: DateTime<Utc>,
    /// One that was given for this one led on.
    pub successor_used: bool,
    /// Another that was given for the same one led on.
    pub twin_used: bool,
}

/// The programs that are signed in as this person, last used first.
pub async fn programs_of(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"select id, program as name, scopes, made_at, used_at as "used_at?", expires_at
           from token_families
           where user_id = $1 and revoked_at is null and expires_at > $2 order by used_at desc"#,
        user.0,
        now,
    )
    .fetch_all(db)
    .await
}

pub async fn add_family(
    db: impl PgExecutor<'_>,
    id: Uuid,
    user: UserId,
    program: &str,
    scopes: &[String],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into token_families (id, user_id, program, scopes, made_at, used_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)",
        id,
        user.0,
        program,
        scopes,
        now,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The family of a refresh token, locked until the transaction ends.
pub async fn family_of(db: impl PgExecutor<'_>, hash: &[u8]) -> sqlx::Result<Option<Family>> {
    sqlx::query_as!(
        Family,
        r#"select id, user_id as "user: UserId", scopes, expires_at,
                  revoked_at is not null as "revoked!"
           from token_families
           where id = (select family from refresh_tokens where hash = $1)
           for update"#,
        hash
    )
    .fetch_optional(db)
    .await
}

pub async fn refresh(db: impl PgExecutor<'_>, hash: &[u8]) -> sqlx::Result<Option<Refresh>> {
    sqlx::query_as!(
        Refresh,
        r#"select t.expires_at,
                  exists (select from refresh_tokens next
                          join refresh_tokens after on after.parent = next.hash
                          where next.parent = t.hash) as "successor_used!",
                  exists (select from refresh_tokens twin
                          join refresh_tokens after on after.parent = twin.hash
                          where twin.parent = t.parent and twin.hash <> t.hash) as "twin_used!"
           from refresh_tokens t where t.hash = $1"#,
        hash
    )
    .fetch_optional(db)
    .await
}

/// Keeps a token that was given for its parent, or for a password.
pub async fn add_refresh(
    db: impl PgExecutor<'_>,
    hash: &[u8],
    family: Uuid,
    parent: Option<&[u8]>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into refresh_tokens (hash, family, parent, made_at, expires_at)
         values ($1, $2, $3, $4, $5)",
        hash,
        family,
        parent,
        now,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn touch_family(
    db: impl PgExecutor<'_>,
    id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!("update token_families set used_at = $2 where id = $1", id, now)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn revoke_family(
    db: impl PgExecutor<'_>,
    id: Uuid,
    because: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update token_families set revoked_at = $3, revoked_because = $2
         where id = $1 and revoked_at is null",
        id,
        because,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The family of this person with this id, if it is not revoked.
pub async fn own_family(
    db: impl PgExecutor<'_>,
    user: UserId,
    id: Uuid,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        "select id from token_families where id = $2 and user_id = $1 and revoked_at is null",
        user.0,
        id,
    )
    .fetch_optional(db)
    .await
}

/// The person of a family that is not revoked.
pub async fn of_family(
    db: impl PgExecutor<'_>,
    family: Uuid,
    user: Uuid,
) -> sqlx::Result<Option<Visitor>> {
    sqlx::query_as!(
        Visitor,
        r#"select u.id as "id: _", u.name, u.role as "role: _"
           from token_families f join users u on u.id = f.user_id
           where f.id = $1 and f.user_id = $2 and f.revoked_at is null"#,
        family,
        user,
    )
    .fetch_optional(db)
    .await
}

/// Signs every program of a person out. The tokens they made themselves stay.
///
/// # Errors
/// The database cannot be reached.
pub async fn end_programs(
    db: impl PgExecutor<'_>,
    user: UserId,
    because: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update token_families set revoked_at = $3, revoked_because = $2
         where user_id = $1 and revoked_at is null",
        user.0,
        because,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
