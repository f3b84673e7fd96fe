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
             and coalesce((data #>> '{sign_in,turn}')::int, 0) = (select turn from users where id = $1)
             and not exists (select from ended_sign_ins e where e.handle = sessions.handle)
           order by last_seen_at desc, id_hash"#,
        user.0,
        now,
    )
    .fetch_all(db)
    .await
}

/// Ends one sign-in of an account, for good: also where a request of it is under way. False: it has none of
/// this handle.
///
/// # Errors
/// The database cannot be reached.
pub async fn end(
    db: impl PgExecutor<'_>,
    user: UserId,
    handle: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "with gone as (delete from sessions where user_id = $1 and handle = $2
                       returning user_id, handle)
         insert into ended_sign_ins (handle, user_id, ended_at)
         select distinct handle, user_id, $3::timestamptz from gone on conflict do nothing",
        user.0,
        handle,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets sign-ins that were ended before an instant, of which no row can be left.
///
/// # Errors
/// The database cannot be reached.
pub async fn sweep(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = sqlx::query!("delete from ended_sign_ins where ended_at < $1", before);
    Ok(gone.execute(db).await?.rows_affected())
}

/// Begins a new turn of an account, and ends every sign-in but one: also those that begin in this very
/// moment. Returns the turn, and how many ended.
///
/// # Errors
/// The database cannot be reached.
pub async fn end_others(
    db: impl PgExecutor<'_>,
    user: UserId,
    but: Option<Uuid>,
) -> sqlx::Result<(i32, i64)> {
    let row = sqlx::query!(
        r#"with ended as (delete from sessions where user_id = $1 and handle is distinct from $2
                          returning 1)
           update users set turn = turn + 1 where id = $1
           returning turn, (select count(*) from ended) as "ended!""#,
        user.0,
        but,
    )
    .fetch_one(db)
    .await?;
    Ok((row.turn, row.ended))
}

/// Ends every sign-in of an account, and its turn.
///
/// # Errors
/// The database cannot be reached.
pub async fn end_all(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<i64> {
    Ok(end_others(db, user, None).await?.1)
}
