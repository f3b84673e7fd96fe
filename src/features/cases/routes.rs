//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;
use uuid::Uuid;

use super::pages::{index, report, show};
use crate::platform::error::Error;
use crate::platform::state::State;

/// Saying what is wrong about a call.
#[derive(TypedPath, Deserialize)]
#[typed_path("/opportunities/{slug}/wrong", rejection(Error))]
pub struct Report {
    /// The call's name in links.
    pub slug: String,
}

/// The cases, for the staff.
#[derive(TypedPath, Deserialize)]
#[typed_path("/cases")]
pub struct Cases;

/// One case.
#[derive(TypedPath, Deserialize)]
#[typed_path("/cases/{id}", rejection(Error))]
pub struct ShowCase {
    /// Its id.
    pub id: Uuid,
}

/// It was wrong.
#[derive(TypedPath, Deserialize)]
#[typed_path("/cases/{id}/accept", rejection(Error))]
pub struct Accept {
    /// The case's id.
    pub id: Uuid,
}

/// It was not.
#[derive(TypedPath, Deserialize)]
#[typed_path("/cases/{id}/decline", rejection(Error))]
pub struct Decline {
    /// The case's id.
    pub id: Uuid,
}

/// Open to those who are signed in.
pub fn members() -> Router<State> {
    Router::new().typed_get(report::show).typed_post(report::submit)
}

/// Open to admins.
pub fn staff() -> Router<State> {
    Router::new()
        .typed_get(index::show)
        .typed_get(show::show)
        .typed_post(show::accept)
        .typed_post(show::decline)
}
