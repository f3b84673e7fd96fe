//! Ending one's own sign-ins.

use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;

use crate::features::accounts::sessions;
use crate::features::accounts::{Account, EndSession, EndSessions};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::flash;
use crate::platform::state;
use crate::platform::visitor::Visitor;

pub async fn end(
    EndSession { handle }: EndSession,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    sessions::end(&state.pool, visitor.id, handle).await?.then_some(()).or_not_found()?;
    flash(&session, "That sign-in has ended.").await?;
    Ok(Redirect::to(&Account.to_string()))
}

/// Everywhere: here too.
pub async fn end_all(
    _: EndSessions,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    sessions::end_all(&state.pool, visitor.id).await?;
    session.flush().await?;
    Ok(Redirect::to("/"))
}
