//! Finds out who asks.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_sessions::Session;

use super::queries;
use crate::platform::NO_STORE;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::config::SignUp;
use crate::platform::error::Error;
use crate::platform::limits::{Key, Limited};
use crate::platform::page::NoSignUp;
use crate::platform::session::{self, SIGN_IN, SignIn};
use crate::platform::state;
use crate::platform::visitor::Visitor;

/// Middleware: puts the signed-in [`Visitor`] and their [`SignIn`] into the request. What they
/// are shown is theirs alone and not to be cached.
pub async fn recognise(
    State(state): State<state::State>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let visitor = match signed_in(&state, &session).await {
        Ok(visitor) => visitor,
        Err(error) => return error.into_response(),
    };
    if state.config.sign_up != SignUp::Open {
        request.extensions_mut().insert(NoSignUp);
    }
    let mut standing = None;
    if let Some((visitor, _)) = &visitor {
        match state.limits.take(Limited::Account, &Key::Id(visitor.id.0)).await {
            Ok(taken) => standing = taken,
            Err(error) => return error.into_response(),
        }
    }
    let private = visitor.is_some();
    if let Some((visitor, sign_in)) = visitor {
        request.extensions_mut().insert(visitor);
        request.extensions_mut().insert(sign_in);
    }
    let mut response = next.run(request).await;
    if private {
        let headers = response.headers_mut();
        headers.entry(axum::http::header::CACHE_CONTROL).or_insert(NO_STORE);
        if let Some(standing) = standing {
            standing.tell(headers);
        }
    }
    response
}

/// Middleware of the staff's pages: lets admins through. That somebody else tried is noted.
pub async fn staff_only(
    State(state): State<state::State>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let visitor = request.extensions().get::<Visitor>().ok_or(Error::Unauthenticated)?;
    if !visitor.is_admin() {
        let entry = Entry::new(Who::Person(visitor.id), Action::Refused);
        let entry = entry.note("staff page", request.uri().path());
        audit::write(&state.pool, entry, state.clock.now()).await?;
        return Err(Error::Forbidden);
    }
    Ok(next.run(request).await)
}

async fn signed_in(
    state: &state::State,
    session: &Session,
) -> Result<Option<(Visitor, SignIn)>, Error> {
    let Some(sign_in) = session.get::<SignIn>(SIGN_IN).await? else { return Ok(None) };
    session::renew(state, session).await?;
    let visitor = queries::of_sign_in(&state.pool, &sign_in).await?;
    Ok(visitor.map(|visitor| (visitor, sign_in)))
}
