//! The SQL of tokens.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::platform::visitor::{Role, UserId, Visitor};

/// The key that signs.
pub struct KeyRow {
    pub id: Uuid,
    pub private_key: Vec<u8>,
    pub made_at: DateTime<Utc>,
}

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
    pub replaced: bool,
    pub successor_used: bool,
}

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

pub async fn current_key(db: impl PgExecutor<'_>) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        r#"select id, private_key as "private_key!", made_at from signing_keys
           where retired_at is null and private_key is not null"#
    )
    .fetch_optional(db)
    .await
}

pub async fn public_key(db: impl PgExecutor<'_>, id: Uuid) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select public_key from signing_keys where id = $1", id)
        .fetch_optional(db)
        .await
}

/// Keys that sign, or did after this instant.
pub async fn public_keys(
    db: impl PgExecutor<'_>,
    after: DateTime<Utc>,
) -> sqlx::Result<Vec<(Uuid, Vec<u8>)>> {
    let rows = sqlx::query!(
        "select id, public_key from signing_keys
         where retired_at is null or retired_at > $1 order by made_at desc",
        after
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.public_key)).collect())
}

/// Lets the key that signs sign no more, if it was made by then; its private half is destroyed.
pub async fn retire_key(
    db: impl PgExecutor<'_>,
    made_by: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update signing_keys set retired_at = $2, private_key = null
         where retired_at is null and made_at <= $1",
        made_by,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds a key that signs. False: there is one.
pub async fn add_key(
    db: impl PgExecutor<'_>,
    id: Uuid,
    public: &[u8],
    private: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into signing_keys (id, public_key, private_key, made_at) values ($1, $2, $3, $4)
         on conflict do nothing",
        id,
        public,
        private,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
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
        r#"select t.expires_at, t.replaced, next.successor is not null as "successor_used!"
           from refresh_tokens t left join refresh_tokens next on next.hash = t.successor
           where t.hash = $1"#,
        hash
    )
    .fetch_optional(db)
    .await
}

pub async fn add_refresh(
    db: impl PgExecutor<'_>,
    hash: &[u8],
    family: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into refresh_tokens (hash, family, made_at, expires_at) values ($1, $2, $3, $4)",
        hash,
        family,
        now,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes which token was given for this one; one that was given before is replaced by it.
pub async fn succeed(db: impl PgExecutor<'_>, hash: &[u8], successor: &[u8]) -> sqlx::Result<()> {
    sqlx::query!(
        "with given as (select successor from refresh_tokens where hash = $1),
              lost as (update refresh_tokens set replaced = true
                       where hash in (select successor from given))
         update refresh_tokens set successor = $2 where hash = $1",
        hash,
        successor,
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
