//! The SQL of sign-ins.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use crate::platform::session::SignIn;
use crate::platform::visitor::UserId;

/// One of somebody's own sign-ins.
#[derive(Clone, Debug)]
pub struct Own {
    /// Where and when it began.
    pub sign_in: Json<SignIn>,
    /// When it was last used, to the hour.
    pub last_seen_at: DateTime<Utc>,
}

/// Every sign-in of an account, the last used first.
///
/// # Errors
/// The database cannot be reached.
pub async fn own(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Own>> {
    sqlx::query_as!(
        Own,
        r#"select data -> 'sign_in' as "sign_in!: Json<SignIn>", last_seen_at from sessions
           where user_id = $1 and expires_at > $2 and data ? 'sign_in'
           order by last_seen_at desc, id_hash"#,
        user.0,
        now,
    )
    .fetch_all(db)
    .await
}

/// Ends one sign-in of an account. False: it has none of this handle.
///
/// # Errors
/// The database cannot be reached.
pub async fn end(db: impl PgExecutor<'_>, user: UserId, handle: Uuid) -> sqlx::Result<bool> {
    let done =
        sqlx::query!("delete from sessions where user_id = $1 and handle = $2", user.0, handle)
            .execute(db)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every sign-in of an account but one. Returns how many.
///
/// # Errors
/// The database cannot be reached.
pub async fn end_others(
    db: impl PgExecutor<'_>,
    user: UserId,
    but: Option<Uuid>,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "delete from sessions where user_id = $1 and handle is distinct from $2",
        user.0,
        but,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Ends every sign-in of an account.
///
/// # Errors
/// The database cannot be reached.
pub async fn end_all(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<u64> {
    end_others(db, user, None).await
}
