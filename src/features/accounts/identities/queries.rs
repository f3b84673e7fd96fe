//! The SQL of accounts at other sites.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::Issuer;
use crate::features::accounts::Proved;
use crate::platform::visitor::UserId;

/// An account at another site that opens one here.
#[derive(Clone, Debug)]
pub struct Connected {
    /// By which setting.
    pub provider: String,
    /// What it is called there.
    pub label: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// Whom this person there is here, now.
///
/// # Errors
/// The database cannot be reached.
pub async fn by_subject(
    db: impl PgExecutor<'_>,
    issuer: &Issuer,
    subject: &str,
) -> sqlx::Result<Option<Proved>> {
    sqlx::query_as!(
        Proved,
        r#"select u.id as "user: UserId", u.turn from identities i join users u on u.id = i.user_id
           where i.issuer = $1 and i.subject = $2"#,
        issuer.issuer,
        subject,
    )
    .fetch_optional(db)
    .await
}

/// Connects the two. `identities_pkey` says that it opens an account already, `identities_one_each`
/// that this one has another of the same site.
///
/// # Errors
/// One of these, or the database cannot be reached.
pub async fn connect(
    db: impl PgExecutor<'_>,
    issuer: &Issuer,
    subject: &str,
    label: &str,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into identities (issuer, subject, user_id, provider, label, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        issuer.issuer,
        subject,
        user.0,
        issuer.slug,
        label,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It was used just now.
///
/// # Errors
/// The database cannot be reached.
pub async fn used(
    db: impl PgExecutor<'_>,
    issuer: &Issuer,
    subject: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update identities set last_used_at = $3 where issuer = $1 and subject = $2",
        issuer.issuer,
        subject,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What opens this account.
///
/// # Errors
/// The database cannot be reached.
pub async fn connected(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Vec<Connected>> {
    sqlx::query_as!(
        Connected,
        "select provider, label, created_at from identities where user_id = $1 order by created_at",
        user.0,
    )
    .fetch_all(db)
    .await
}

/// Takes the connection apart, and returns what it was called.
///
/// # Errors
/// The database cannot be reached.
pub async fn disconnect(
    db: impl PgExecutor<'_>,
    provider: &str,
    user: UserId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "delete from identities where user_id = $1 and provider = $2 returning label",
        user.0,
        provider,
    )
    .fetch_optional(db)
    .await
}
