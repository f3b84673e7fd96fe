//! The way in, once somebody has shown a password or came back from another site: straight, or by way of
//! the code that guards the account.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::sessions::{self, Asker};
use super::{EnterCode, factors};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::state::State;
use crate::platform::visitor::UserId;

/// Where a session keeps who stands at the door.
const HALFWAY: &str = "halfway";

/// How long somebody may stand there.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// How often they may try before they begin again.
const TRIES: u8 = 5;

/// Somebody who has shown the first thing and not the second.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Halfway {
    /// Who.
    pub user: UserId,
    /// Where they were going.
    pub next: String,
    at: DateTime<Utc>,
    tries: u8,
}

/// Lets somebody in, or asks for the code that guards their account.
///
/// # Errors
/// The session cannot be written.
pub async fn enter(
    state: &State,
    session: &Session,
    asker: &Asker,
    user: UserId,
    next: String,
) -> Result<Response> {
    let now = state.clock.now();
    if factors::guarded(&state.pool, user).await? {
        session.clear().await;
        session.cycle_id().await?;
        session.insert(HALFWAY, Halfway { user, next, at: now, tries: 0 }).await?;
        return Ok(Redirect::to(&EnterCode.to_string()).into_response());
    }
    let_in(state, session, asker, user, &next).await
}

/// Lets somebody in who has shown everything.
///
/// # Errors
/// The session cannot be written.
pub async fn let_in(
    state: &State,
    session: &Session,
    asker: &Asker,
    user: UserId,
    next: &str,
) -> Result<Response> {
    let now = state.clock.now();
    sessions::begin(session, user, asker, now).await?;
    audit::write(&state.pool, Entry::new(Who::Person(user), Action::SignedIn), now).await?;
    Ok(Redirect::to(next).into_response())
}

/// Who stands at the door of this browser, if anybody still does.
///
/// # Errors
/// The session cannot be read.
pub async fn halfway(session: &Session, now: DateTime<Utc>) -> Result<Option<Halfway>> {
    let halfway: Option<Halfway> = session.get(HALFWAY).await?;
    Ok(halfway.filter(|one| now - one.at < PATIENCE && one.tries < TRIES))
}

/// Counts a try that failed.
///
/// # Errors
/// The session cannot be written.
pub async fn failed(session: &Session, halfway: Halfway) -> Result<()> {
    let tries = halfway.tries + 1;
    Ok(session.insert(HALFWAY, Halfway { tries, ..halfway }).await?)
}
