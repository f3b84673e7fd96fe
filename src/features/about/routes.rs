//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use super::pages;
use crate::platform::state::State;

/// What Proletto is and how it reads.
#[derive(TypedPath, Deserialize)]
#[typed_path("/about")]
pub struct About;

/// What is kept of a visitor.
#[derive(TypedPath, Deserialize)]
#[typed_path("/privacy")]
pub struct Privacy;

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new().typed_get(pages::about).typed_get(pages::privacy)
}
