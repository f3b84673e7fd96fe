//! The SQL of accounts.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{Email, Name, Proved};
use crate::platform::session::SignIn;
use crate::platform::visitor::{Role, UserId, Visitor};

/// An account as the staff sees it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Listed {
    /// Its id.
    pub id: UserId,
    /// The address it signs in with.
    pub email: String,
    /// The name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// An account as its owner sees it.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// Its id.
    pub id: UserId,
    /// The address it signs in with.
    pub email: Email,
    /// The name.
    pub name: String,
    /// The hash of its password, where it has one.
    pub password_hash: Option<String>,
    /// When a letter to the address was answered; `None`: another site vouches for it.
    pub email_proved_at: Option<DateTime<Utc>>,
    /// Its turn.
    pub turn: i32,
}

/// An account to be.
#[derive(Clone, Copy, Debug)]
pub struct NewUser<'a> {
    /// The address.
    pub email: &'a Email,
    /// The name.
    pub name: &'a Name,
    /// What it may do.
    pub role: Role,
    /// The hash of its password, where it has one.
    pub password_hash: Option<&'a str>,
    /// When the address was proved.
    pub email_proved_at: Option<DateTime<Utc>>,
}

/// What signing in needs to know of an account.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its id.
    pub id: UserId,
    /// The hash of its password, where it has one.
    pub password_hash: Option<String>,
    /// Its turn.
    pub turn: i32,
}

/// The account of this address.
pub(super) async fn by_email(
    db: impl PgExecutor<'_>,
    email: &Email,
) -> sqlx::Result<Option<Known>> {
    sqlx::query_as!(
        Known,
        r#"select id as "id: UserId", password_hash, turn from users where email = $1"#,
        email.as_str()
    )
    .fetch_optional(db)
    .await
}

/// An account as its owner sees it.
pub(super) async fn own(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<OwnAccount>> {
    sqlx::query_as!(
        OwnAccount,
        r#"select id as "id: UserId", email as "email: Email", name, password_hash, email_proved_at,
                  turn
           from users where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

/// The person of this account.
///
/// # Errors
/// The database cannot be reached.
pub async fn by_id(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<Visitor>> {
    sqlx::query_as!(
        Visitor,
        r#"select id as "id: _", name, role as "role: _" from users where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

/// The person of this sign-in, if this is still their account's turn and it was not ended.
pub(super) async fn of_sign_in(
    db: impl PgExecutor<'_>,
    sign_in: &SignIn,
) -> sqlx::Result<Option<Visitor>> {
    sqlx::query_as!(
        Visitor,
        r#"select id as "id: _", name, role as "role: _" from users where id = $1 and turn = $2
             and not exists (select from ended_sign_ins where handle = $3)"#,
        sign_in.user.0,
        sign_in.turn,
        sign_in.handle,
    )
    .fetch_optional(db)
    .await
}

/// Whether this is still the account's turn, which it then stays until the transaction ends.
pub(super) async fn hold_turn(db: impl PgExecutor<'_>, proved: Proved) -> sqlx::Result<bool> {
    let held = sqlx::query_scalar!(
        "select id from users where id = $1 and turn = $2 for no key update",
        proved.user.0,
        proved.turn,
    )
    .fetch_optional(db)
    .await?;
    Ok(held.is_some())
}

/// Calls off a deletion that was asked for. False: none was.
pub(super) async fn keep_after_all(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from deletions where user_id = $1", id.0).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Adds an account; the constraint `users_email_unique` says that the address has one already.
pub(super) async fn insert(
    db: impl PgExecutor<'_>,
    user: NewUser<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<UserId> {
    let id = UserId(Uuid::now_v7());
    sqlx::query!(
        "insert into users (id, email, name, role, password_hash, email_proved_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        user.email.as_str(),
        user.name.as_str(),
        user.role.slug(),
        user.password_hash,
        user.email_proved_at,
        now,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// Gives an account another name.
pub(super) async fn set_name(db: impl PgExecutor<'_>, id: UserId, name: &Name) -> sqlx::Result<()> {
    sqlx::query!("update users set name = $2 where id = $1", id.0, name.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Gives an account another password.
pub(super) async fn set_password(
    db: impl PgExecutor<'_>,
    id: UserId,
    hash: &str,
) -> sqlx::Result<()> {
    sqlx::query!("update users set password_hash = $2 where id = $1", id.0, hash)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps the same password at another cost, unless it was changed in the meantime.
pub(super) async fn rehash(
    db: impl PgExecutor<'_>,
    id: UserId,
    old: &str,
    new: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update users set password_hash = $3 where id = $1 and password_hash = $2",
        id.0,
        old,
        new
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives an account another address, which was proved; the constraint `users_email_unique` says that it
/// has an account already.
pub(super) async fn set_email(
    db: impl PgExecutor<'_>,
    id: UserId,
    email: &Email,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update users set email = $2, email_proved_at = $3 where id = $1",
        id.0,
        email.as_str(),
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A letter to the address was answered.
pub(super) async fn prove_email(
    db: impl PgExecutor<'_>,
    id: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update users set email_proved_at = coalesce(email_proved_at, $2) where id = $1",
        id.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What opens an account besides its password, in words.
pub(super) async fn other_ways(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select label as "label!" from identities where user_id = $1
           union all
           select 'the passkey ' || name from passkeys where user_id = $1
           order by 1"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// Takes away everything that opens an account or guards it besides its password.
pub(super) async fn forget_ways(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<()> {
    sqlx::query!(
        "with one as (delete from identities where user_id = $1),
              two as (delete from passkeys where user_id = $1)
         delete from authenticators where user_id = $1",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives an account another role and ends its sessions. `None`: there is no such account.
pub(super) async fn set_role(
    db: impl PgExecutor<'_>,
    email: &Email,
    role: Role,
) -> sqlx::Result<Option<UserId>> {
    sqlx::query_scalar!(
        r#"with changed as (update users set role = $2, turn = turn + 1 where email = $1
                           returning id),
              ended as (delete from sessions where user_id in (select id from changed))
         select id as "id: UserId" from changed"#,
        email.as_str(),
        role.slug(),
    )
    .fetch_optional(db)
    .await
}

/// How many admins there are.
pub(super) async fn admins(db: impl PgExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from users where role = 'admin'"#)
        .fetch_one(db)
        .await
}

/// Every account, oldest first.
pub(super) async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"select id as "id: _", email, name, role as "role: _", created_at
           from users order by created_at, id"#
    )
    .fetch_all(db)
    .await
}
