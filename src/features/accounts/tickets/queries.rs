//! The SQL of tickets.

use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, PgPool};

use super::{Purpose, Stub, Ticket};
use crate::features::accounts::Email;
use crate::platform::visitor::UserId;

/// A change of address that waits to be confirmed.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The address it is to be.
    pub email: String,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
}

pub(super) async fn insert(
    db: impl PgExecutor<'_>,
    token: &Stub,
    purpose: Purpose,
    user: Option<UserId>,
    email: &Email,
    next: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into tickets (token_hash, purpose, user_id, email, next, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        token.0,
        purpose.slug(),
        user.map(|user| user.0),
        email.as_str(),
        next,
        now,
        now + purpose.lasts(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The ticket of this token, if it opens one of these now. It is not used up.
///
/// # Errors
/// The database cannot be reached.
pub async fn peek(
    db: impl PgExecutor<'_>,
    token: &Stub,
    purposes: &[Purpose],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Ticket>> {
    let purposes: Vec<String> = purposes.iter().map(|one| one.slug().to_owned()).collect();
    sqlx::query_as!(
        Ticket,
        r#"select user_id as "user: UserId", email as "email: Email", next from tickets
           where token_hash = $1 and purpose = any($2) and expires_at > $3"#,
        token.0,
        &purposes,
        now,
    )
    .fetch_optional(db)
    .await
}

/// The same, and uses it up: of two who show it, one gets it.
///
/// # Errors
/// The database cannot be reached.
pub async fn redeem(
    db: impl PgExecutor<'_>,
    token: &Stub,
    purposes: &[Purpose],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Ticket>> {
    let purposes: Vec<String> = purposes.iter().map(|one| one.slug().to_owned()).collect();
    sqlx::query_as!(
        Ticket,
        r#"delete from tickets where token_hash = $1 and purpose = any($2) and expires_at > $3
           returning user_id as "user: UserId", email as "email: Email", next"#,
        token.0,
        &purposes,
        now,
    )
    .fetch_optional(db)
    .await
}

/// Makes every ticket about an account worthless: pending changes end with what they were based on.
///
/// # Errors
/// The database cannot be reached.
pub async fn void(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    sqlx::query!("delete from tickets where user_id = $1", user.0).execute(db).await?;
    Ok(())
}

/// Makes every ticket for a new account at this address worthless.
///
/// # Errors
/// The database cannot be reached.
pub async fn void_address(db: impl PgExecutor<'_>, email: &Email) -> sqlx::Result<()> {
    sqlx::query!("delete from tickets where email = $1 and user_id is null", email.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// An invitation nobody has followed yet.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// To whom.
    pub email: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Until when it opens anything.
    pub until: DateTime<Utc>,
}

/// The invitations that still open something, newest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn invitations(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Invitation>> {
    sqlx::query_as!(
        Invitation,
        "select email, created_at as at, expires_at as until from tickets
         where purpose = 'invitation' and expires_at > $1 order by created_at desc, email",
        now,
    )
    .fetch_all(db)
    .await
}

/// Makes the invitation of this address worthless.
/// False: there is none.
///
/// # Errors
/// The database cannot be reached.
pub async fn void_invitation(db: impl PgExecutor<'_>, email: &Email) -> sqlx::Result<bool> {
    let gone = sqlx::query!(
        "delete from tickets where email = $1 and purpose = 'invitation'",
        email.as_str()
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected() > 0)
}

/// The change of address that waits for this account, the newest.
///
/// # Errors
/// The database cannot be reached.
pub async fn pending_change(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Pending>> {
    sqlx::query_as!(
        Pending,
        "select email, expires_at from tickets
         where user_id = $1 and purpose = 'email_change' and expires_at > $2
         order by created_at desc limit 1",
        user.0,
        now,
    )
    .fetch_optional(db)
    .await
}

/// Removes tickets that have run out. Returns how many.
///
/// # Errors
/// The database cannot be reached.
pub async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let done =
        sqlx::query!("delete from tickets where expires_at <= $1", now).execute(pool).await?;
    Ok(done.rows_affected())
}
