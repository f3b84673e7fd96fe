//! Signing out.

use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;

use crate::features::accounts::SignOut;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::state;
use crate::platform::visitor::Visitor;

pub async fn submit(
    _: SignOut,
    visitor: Option<Visitor>,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    if let Some(visitor) = visitor {
        let entry = Entry::new(Who::Person(visitor.id), Action::SignedOut);
        audit::write(&state.pool, entry, state.clock.now()).await?;
    }
    session.flush().await?;
    Ok(Redirect::to("/"))
}
