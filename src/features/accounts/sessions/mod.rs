//! Sign-ins: how one begins, that it is recent, and the list of one's own.

mod asker;
mod device;
mod fresh;
mod queries;

pub use asker::Asker;
pub use fresh::Fresh;
pub use queries::{Own, end, end_all, end_others, own};

use chrono::{DateTime, Utc};
use tower_sessions::Session;
use uuid::Uuid;

use crate::platform::error::Result;
use crate::platform::session::{SIGN_IN, SignIn};
use crate::platform::visitor::UserId;

/// Makes this browser's session one of `user`, under a new id, so that an id planted before is worth
/// nothing, and with nothing of what an unknown visitor left in it.
///
/// # Errors
/// The session cannot be written.
pub async fn begin(
    session: &Session,
    user: UserId,
    asker: &Asker,
    now: DateTime<Utc>,
) -> Result<()> {
    session.clear().await;
    session.cycle_id().await?;
    let sign_in = SignIn {
        user,
        handle: Uuid::new_v4(),
        began_at: now,
        proved_at: now,
        device: asker.device.clone(),
        place: asker.place.clone(),
    };
    Ok(session.insert(SIGN_IN, sign_in).await?)
}

/// The visitor has shown again who they are: their sign-in is fresh, under a new id.
///
/// # Errors
/// The session cannot be written.
pub async fn refresh(session: &Session, now: DateTime<Utc>) -> Result<()> {
    let Some(sign_in) = session.get::<SignIn>(SIGN_IN).await? else { return Ok(()) };
    session.cycle_id().await?;
    Ok(session.insert(SIGN_IN, SignIn { proved_at: now, ..sign_in }).await?)
}

/// Ends every sign-in of this session's owner but this one, which gets a new id.
///
/// # Errors
/// The session cannot be written.
pub async fn keep_only(
    db: impl sqlx::PgExecutor<'_>,
    session: &Session,
    user: UserId,
) -> Result<u64> {
    let sign_in = session.get::<SignIn>(SIGN_IN).await?;
    let handle = sign_in.filter(|one| one.user == user).map(|one| one.handle);
    let ended = end_others(db, user, handle).await?;
    if handle.is_some() {
        session.cycle_id().await?;
    }
    Ok(ended)
}
