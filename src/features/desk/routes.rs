//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use super::pages::overview;
use crate::platform::state::State;

/// The overview.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk")]
pub struct Desk;

/// Open to admins.
pub fn staff() -> Router<State> {
    Router::new().typed_get(overview::show)
}
