//! Finds out who asks.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_sessions::Session;

use super::queries;
use crate::platform::NO_STORE;
use crate::platform::error::Error;
use crate::platform::session::{self, USER};
use crate::platform::state;
use crate::platform::visitor::UserId;

/// Middleware: puts the signed-in [`Visitor`](crate::platform::visitor::Visitor) into the request. What
/// they are shown is theirs alone and not to be cached.
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
    let private = visitor.is_some();
    if let Some(visitor) = visitor {
        request.extensions_mut().insert(visitor);
    }
    let mut response = next.run(request).await;
    if private {
        let headers = response.headers_mut();
        headers.entry(axum::http::header::CACHE_CONTROL).or_insert(NO_STORE);
    }
    response
}

async fn signed_in(
    state: &state::State,
    session: &Session,
) -> Result<Option<crate::platform::visitor::Visitor>, Error> {
    let Some(id) = session.get::<UserId>(USER).await? else { return Ok(None) };
    session::renew(state, session).await?;
    Ok(queries::by_id(&state.pool, id).await?)
}
