//! The way in, once somebody has shown a password or came back from another site: straight, or by way of
//! the code that guards the account.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::queries::{self, OwnAccount};
use super::sessions::{self, Asker};
use super::{EnterCode, Proved, factors};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::session;
use crate::platform::state::State;

/// Where a session keeps who stands at the door.
const HALFWAY: &str = "halfway";

/// How long somebody may stand there.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// How often they may try before they begin again.
const TRIES: i32 = 5;

/// Somebody who has shown the first thing and not the second.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Halfway {
    /// Who.
    #[serde(flatten)]
    pub proved: Proved,
    /// Where they were going.
    pub next: String,
    at: DateTime<Utc>,
}

/// Lets somebody in, or asks for the code that guards their account.
///
/// # Errors
/// The session cannot be written.
pub async fn enter(
    state: &State,
    session: &Session,
    asker: &Asker,
    proved: Proved,
    next: String,
) -> Result<Response> {
    let now = state.clock.now();
    if factors::guarded(&state.pool, proved.user).await? {
        session.clear().await;
        session.cycle_id().await?;
        session.insert(HALFWAY, Halfway { proved, next, at: now }).await?;
        return Ok(Redirect::to(&EnterCode.to_string()).into_response());
    }
    let_in(state, session, asker, proved, &next).await
}

/// Lets somebody in who has shown everything.
///
/// # Errors
/// The session cannot be written.
pub async fn let_in(
    state: &State,
    session: &Session,
    asker: &Asker,
    proved: Proved,
    next: &str,
) -> Result<Response> {
    let now = state.clock.now();
    sessions::begin(session, proved, asker, now).await?;
    let entry = Entry::new(Who::Person(proved.user), Action::SignedIn);
    audit::write(&state.pool, entry, now).await?;
    Ok(Redirect::to(next).into_response())
}

/// Who stands at the door of this browser, and their account, if anybody still does: what they showed first
/// must count still.
///
/// # Errors
/// The session cannot be read.
pub async fn halfway(state: &State, session: &Session) -> Result<Option<(Halfway, OwnAccount)>> {
    let halfway: Option<Halfway> = session.get(HALFWAY).await?;
    let Some(halfway) = halfway.filter(|one| state.clock.now() - one.at < PATIENCE) else {
        return Ok(None);
    };
    let account = queries::own(&state.pool, halfway.proved.user).await?;
    let account = account.filter(|account| account.turn == halfway.proved.turn);
    Ok(account.map(|account| (halfway, account)))
}

/// Takes one of the tries at the door. False: there were enough, and they begin again.
///
/// # Errors
/// The session cannot be written.
pub async fn may_try(state: &State, session: &Session) -> Result<bool> {
    Ok(session::count_try(state, session, TRIES).await?)
}
