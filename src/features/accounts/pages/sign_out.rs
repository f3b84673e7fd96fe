//! Signing out.

use axum::Extension;
use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;

use crate::features::accounts::{SignOut, sessions};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::session::SignIn;
use crate::platform::state;
use crate::platform::visitor::Visitor;

pub async fn submit(
    _: SignOut,
    visitor: Option<Visitor>,
    sign_in: Option<Extension<SignIn>>,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    if let Some(visitor) = visitor {
        let now = state.clock.now();
        let entry = Entry::new(Who::Person(visitor.id), Action::SignedOut);
        audit::write(&state.pool, entry, now).await?;
        if let Some(Extension(here)) = sign_in {
            sessions::end(&state.pool, visitor.id, here.handle, now).await?;
        }
    }
    session.flush().await?;
    Ok(Redirect::to("/"))
}
