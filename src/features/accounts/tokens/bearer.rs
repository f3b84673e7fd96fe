//! Who asks through the API: by a token, or by the cookie of a page.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::access::from_header;
use crate::platform::NO_STORE;
use crate::platform::limits::{Key, Limited};
use crate::platform::state;
use crate::platform::visitor::Visitor;

/// Middleware of the API: where a token is shown it alone counts, and the cookie does not.
pub async fn by_token(
    State(state): State<state::State>,
    mut request: Request,
    next: Next,
) -> Response {
    request.extensions_mut().remove::<super::Granted>();
    if !request.headers().contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    request.extensions_mut().remove::<Visitor>();
    let standing = match from_header(&state, request.headers()).await {
        Ok(Some((visitor, granted))) => {
            let standing = state.limits.take(Limited::Token, &Key::Id(granted.token)).await;
            request.extensions_mut().insert(visitor);
            request.extensions_mut().insert(granted);
            standing
        }
        Ok(None) => Ok(None),
        Err(error) => return error.into_response(),
    };
    match standing {
        Ok(standing) => {
            let mut response = next.run(request).await;
            let headers = response.headers_mut();
            headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
            if let Some(standing) = standing {
                standing.tell(headers);
            }
            response
        }
        Err(error) => error.into_response(),
    }
}
