//! Whether it lives, whether it is ready, which version it is.

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::state;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// `/healthz`, `/readyz` and `/version`, for machines.
pub fn routes() -> Router<state::State> {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "status": "alive" }))))
        .route("/readyz", get(ready))
        .route("/version", get(version))
        .layer(map_response(async |mut response: Response| {
            response.headers_mut().insert(header::CACHE_CONTROL, super::NO_STORE);
            response
        }))
}

/// Whether this is one of those addresses, which answer whatever else is the matter.
pub fn is_at(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz" | "/version")
}

/// 200 while it takes requests and the database answers; 503 before, when stopping, and otherwise.
async fn ready(State(state): State<state::State>) -> (StatusCode, Json<Value>) {
    // One that hangs keeps connections open that answer nothing.
    let database = timeout(PATIENCE, sqlx::query("select 1").execute(&state.pool)).await;
    let database = matches!(database, Ok(Ok(_)));
    let ready = database && state.is_ready();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let words = match (database, state.is_ready()) {
        (false, _) => "the database does not answer",
        (_, false) => "starting or stopping",
        _ => "ready",
    };
    (status, Json(json!({ "status": words })))
}

async fn version() -> Json<Value> {
    Json(json!({ "name": "proletto", "version": env!("CARGO_PKG_VERSION") }))
}
