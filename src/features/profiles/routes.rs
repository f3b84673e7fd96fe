//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use super::pages::edit;
use crate::platform::state::State;

/// An artist's own profile.
#[derive(TypedPath, Deserialize)]
#[typed_path("/profile")]
pub struct Profile;

/// Open to those who are signed in.
pub fn members() -> Router<State> {
    Router::new().typed_get(edit::show).typed_post(edit::submit)
}
