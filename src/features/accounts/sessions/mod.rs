//! Sign-ins: how one begins, that it is recent, and the list of one's own.

mod asker;
mod device;
mod fresh;
mod queries;

pub use asker::Asker;
pub use fresh::Fresh;
pub use queries::{Own, end, end_all, end_others, own, sweep};

use chrono::{DateTime, Utc};
use tower_sessions::Session;
use uuid::Uuid;

use crate::features::accounts::{Proved, queries as accounts};
use crate::platform::error::{Error, Result};
use crate::platform::session::{SIGN_IN, SignIn};
use crate::platform::visitor::UserId;

/// Makes this browser's session one of who showed who they are, under a new id, so that an id planted before is worth
/// nothing, and with nothing of what an unknown visitor left in it.
///
/// # Errors
/// The session cannot be written.
pub async fn begin(
    session: &Session,
    proved: Proved,
    asker: &Asker,
    now: DateTime<Utc>,
) -> Result<()> {
    session.clear().await;
    session.cycle_id().await?;
    let sign_in = SignIn {
        user: proved.user,
        turn: proved.turn,
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
) -> Result<i64> {
    let sign_in = session.get::<SignIn>(SIGN_IN).await?.filter(|one| one.user == user);
    let (turn, ended) = end_others(db, user, sign_in.as_ref().map(|one| one.handle)).await?;
    if let Some(sign_in) = sign_in {
        session.cycle_id().await?;
        session.insert(SIGN_IN, SignIn { turn, ..sign_in }).await?;
    }
    Ok(ended)
}

/// Makes sure that the sign-in of this session is not over, and is not until the transaction ends: before
/// something is kept that outlives it.
///
/// # Errors
/// [`Error::Unauthenticated`] where it is.
pub async fn hold(db: impl sqlx::PgExecutor<'_>, session: &Session, user: UserId) -> Result<()> {
    let sign_in = session.get::<SignIn>(SIGN_IN).await?.filter(|one| one.user == user);
    let proved =
        sign_in.map(|one| Proved { user, turn: one.turn }).ok_or(Error::Unauthenticated)?;
    if accounts::hold_turn(db, proved).await? { Ok(()) } else { Err(Error::Unauthenticated) }
}
