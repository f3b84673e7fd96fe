//! The SQL of authenticators, recovery codes and passkeys.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey as Credential;

use super::{Codes, Passkey};
use crate::platform::visitor::UserId;

/// The authenticator that guards an account.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The secret, sealed.
    pub secret: Vec<u8>,
    /// The salt of the recovery codes' hashes.
    pub recovery_salt: Vec<u8>,
    /// How many recovery codes are left.
    pub codes_left: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// What guards this account.
///
/// # Errors
/// The database cannot be reached.
pub async fn guard(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Guard>> {
    sqlx::query_as!(
        Guard,
        r#"select secret, recovery_salt, created_at,
                  (select count(*) from recovery_codes c where c.user_id = a.user_id) as "codes_left!"
           from authenticators a where user_id = $1"#,
        user.0,
    )
    .fetch_optional(db)
    .await
}

/// Whether anything guards it.
///
/// # Errors
/// The database cannot be reached.
pub async fn guarded(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from authenticators where user_id = $1) as "guarded!""#,
        user.0,
    )
    .fetch_one(db)
    .await
}

/// Guards an account from now on. `step` is that of the code which was shown.
///
/// # Errors
/// The database cannot be reached.
pub async fn set_guard(
    db: &mut PgConnection,
    user: UserId,
    secret: &[u8],
    step: i64,
    codes: &Codes,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    remove_guard(&mut *db, user).await?;
    sqlx::query!(
        "insert into authenticators (user_id, secret, last_step, recovery_salt, created_at)
         values ($1, $2, $3, $4, $5)",
        user.0,
        secret,
        step,
        codes.salt,
        now,
    )
    .execute(&mut *db)
    .await?;
    insert_codes(db, user, codes).await
}

/// Guards it no longer. False: nothing did.
///
/// # Errors
/// The database cannot be reached.
pub async fn remove_guard(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<bool> {
    let done =
        sqlx::query!("delete from authenticators where user_id = $1", user.0).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Uses up the code of this step. False: it was used, or one after it.
///
/// # Errors
/// The database cannot be reached.
pub async fn use_step(db: impl PgExecutor<'_>, user: UserId, step: i64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update authenticators set last_step = $2 where user_id = $1 and last_step < $2",
        user.0,
        step,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Uses up a recovery code. False: there is none of this hash.
///
/// # Errors
/// The database cannot be reached.
pub async fn use_code(db: impl PgExecutor<'_>, user: UserId, hash: &[u8]) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from recovery_codes where user_id = $1 and code_hash = $2",
        user.0,
        hash,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// New recovery codes in place of the old ones.
///
/// # Errors
/// The database cannot be reached.
pub async fn replace_codes(db: &mut PgConnection, user: UserId, codes: &Codes) -> sqlx::Result<()> {
    sqlx::query!("delete from recovery_codes where user_id = $1", user.0).execute(&mut *db).await?;
    sqlx::query!(
        "update authenticators set recovery_salt = $2 where user_id = $1",
        user.0,
        codes.salt,
    )
    .execute(&mut *db)
    .await?;
    insert_codes(db, user, codes).await
}

async fn insert_codes(db: &mut PgConnection, user: UserId, codes: &Codes) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])",
        user.0,
        &codes.hashes,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody's passkeys, the oldest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn passkeys(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Vec<Passkey>> {
    sqlx::query_as!(
        Passkey,
        r#"select p.id, user_id as "user: UserId", turn, credential as "credential: Json<Credential>",
                  p.name, p.created_at, last_used_at
           from passkeys p join users u on u.id = user_id
           where user_id = $1 order by p.created_at, p.id"#,
        user.0,
    )
    .fetch_all(db)
    .await
}

/// The passkey of this id, if it is this person's.
///
/// # Errors
/// The database cannot be reached.
pub async fn passkey(
    db: impl PgExecutor<'_>,
    user: UserId,
    credential_id: &[u8],
) -> sqlx::Result<Option<Passkey>> {
    sqlx::query_as!(
        Passkey,
        r#"select p.id, user_id as "user: UserId", turn, credential as "credential: Json<Credential>",
                  p.name, p.created_at, last_used_at
           from passkeys p join users u on u.id = user_id
           where user_id = $1 and credential_id = $2"#,
        user.0,
        credential_id,
    )
    .fetch_optional(db)
    .await
}

/// Adds a passkey; the constraint `passkeys_credential_unique` says that it is somebody's already.
///
/// # Errors
/// That, or the database cannot be reached.
pub async fn add_passkey(
    db: impl PgExecutor<'_>,
    user: UserId,
    credential: &Credential,
    name: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into passkeys (id, user_id, credential_id, credential, name, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        user.0,
        &credential.cred_id()[..],
        Json(credential) as _,
        name,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It was used just now, and is so from then on.
///
/// # Errors
/// The database cannot be reached.
pub async fn use_passkey(
    db: impl PgExecutor<'_>,
    id: Uuid,
    credential: &Credential,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update passkeys set credential = $2, last_used_at = $3 where id = $1",
        id,
        Json(credential) as _,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes somebody's passkey, and returns what it was called.
///
/// # Errors
/// The database cannot be reached.
pub async fn remove_passkey(
    db: impl PgExecutor<'_>,
    user: UserId,
    id: Uuid,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "delete from passkeys where id = $2 and user_id = $1 returning name",
        user.0,
        id,
    )
    .fetch_optional(db)
    .await
}
