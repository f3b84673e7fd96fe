//! The limit by address that every request passes.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Key, Limited};
use crate::platform::dressing::is_for_programs;
use crate::platform::state;

/// Middleware: counts a request by the address it comes from.
pub async fn by_address(
    State(state): State<state::State>,
    request: Request,
    next: Next,
) -> Response {
    let limited = if is_for_programs(request.uri().path()) { Limited::Api } else { Limited::Pages };
    match state.limits.take(limited, &Key::here()).await {
        Ok(standing) => {
            let mut response = next.run(request).await;
            if let Some(standing) = standing {
                standing.tell(response.headers_mut());
            }
            response
        }
        Err(error) => error.into_response(),
    }
}
