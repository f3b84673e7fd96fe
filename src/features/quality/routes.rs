//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use super::pages;
use crate::platform::state::State;

/// How often the program is right, in public.
#[derive(TypedPath, Deserialize)]
#[typed_path("/quality")]
pub struct Quality;

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new().typed_get(pages::measured::show)
}
