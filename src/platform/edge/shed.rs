//! No more requests at once than can be worked on. Who comes when it is full is told so at once, instead
//! of waiting in a queue that grows.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::Until;
use crate::platform::error::Error;
use crate::platform::health;

/// Middleware: works on a request if there is room, and keeps the room until the answer has been sent.
/// Health is always told.
pub async fn layer(State(room): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    if health::is_at(request.uri().path()) {
        return next.run(request).await;
    }
    match room.try_acquire_owned() {
        Ok(place) => Until::sent(next.run(request).await, place),
        Err(_) => Error::Refused(StatusCode::SERVICE_UNAVAILABLE).into_response(),
    }
}
