//! Ending one's own sign-ins.

use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;

use crate::features::accounts::sessions;
use crate::features::accounts::{Account, EndSession, EndSessions, tokens};
use crate::platform::audit::{self, Action, Entry, Who};
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
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    sessions::end(&mut *db, visitor.id, handle, now).await?.then_some(()).or_not_found()?;
    let entry = Entry::new(Who::Person(visitor.id), Action::SignedOut).note("where", "elsewhere");
    audit::write(&mut *db, entry, now).await?;
    db.commit().await?;
    flash(&session, "That sign-in has ended.").await?;
    Ok(Redirect::to(&Account.to_string()))
}

/// Everywhere: here too, and the programs that are signed in.
pub async fn end_all(
    _: EndSessions,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    sessions::end_all(&mut *db, visitor.id).await?;
    tokens::end_programs(&mut *db, visitor.id, "signed out everywhere", now).await?;
    let entry = Entry::new(Who::Person(visitor.id), Action::SignedOut).note("where", "everywhere");
    audit::write(&mut *db, entry, now).await?;
    db.commit().await?;
    session.flush().await?;
    Ok(Redirect::to("/"))
}
