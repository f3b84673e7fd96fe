//! The SQL of accounts.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{Email, Name};
use crate::platform::visitor::{Role, UserId, Visitor};

/// An account as the staff sees it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Account {
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

/// The account of this address and its password's hash.
pub(super) async fn by_email(
    db: impl PgExecutor<'_>,
    email: &Email,
) -> sqlx::Result<Option<(UserId, String)>> {
    let row = sqlx::query!(
        r#"select id as "id: UserId", password_hash from users where email = $1"#,
        email.as_str()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.id, row.password_hash)))
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

/// Adds an account; the constraint `users_email_unique` says that the address has one already.
pub(super) async fn insert(
    db: impl PgExecutor<'_>,
    email: &Email,
    name: &Name,
    role: Role,
    password_hash: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<UserId> {
    let id = UserId(Uuid::now_v7());
    sqlx::query!(
        "insert into users (id, email, name, role, password_hash, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        id.0,
        email.as_str(),
        name.as_str(),
        role.slug(),
        password_hash,
        now,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// Gives an account another role and ends its sessions. `None`: there is no such account.
pub(super) async fn set_role(
    db: impl PgExecutor<'_>,
    email: &Email,
    role: Role,
) -> sqlx::Result<Option<UserId>> {
    sqlx::query_scalar!(
        r#"with changed as (update users set role = $2 where email = $1 returning id),
              ended as (delete from sessions where user_id in (select id from changed))
         select id as "id: UserId" from changed"#,
        email.as_str(),
        role.slug(),
    )
    .fetch_optional(db)
    .await
}

/// Every account, oldest first.
pub(super) async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Account>> {
    sqlx::query_as!(
        Account,
        r#"select id as "id: _", email, name, role as "role: _", created_at
           from users order by created_at, id"#
    )
    .fetch_all(db)
    .await
}
