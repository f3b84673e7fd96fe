//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use super::pages::{sign_in, sign_out, sign_up};
use crate::platform::state::State;

/// Signing in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-in")]
pub struct SignIn;

/// Creating an account.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-up")]
pub struct SignUp;

/// Signing out.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sign-out")]
pub struct SignOut;

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new()
        .typed_get(sign_in::show)
        .typed_post(sign_in::submit)
        .typed_get(sign_up::show)
        .typed_post(sign_up::submit)
        .typed_post(sign_out::submit)
}
