//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;
use uuid::Uuid;

use super::pages::{decide, queue, review};
use crate::features::opportunities::OpportunityId;
use crate::platform::error::Error;
use crate::platform::state::State;

/// Everything that waits for a decision.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review")]
pub struct Queue;

/// One call in the review.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}", rejection(Error))]
pub struct Review {
    /// The call.
    pub id: Uuid,
}

/// Publishing it, or taking a change over.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/publish", rejection(Error))]
pub struct Publish {
    /// The call.
    pub id: Uuid,
}

/// Keeping what is published instead of a change.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/keep", rejection(Error))]
pub struct Keep {
    /// The call.
    pub id: Uuid,
}

/// Rejecting it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/reject", rejection(Error))]
pub struct Reject {
    /// The call.
    pub id: Uuid,
}

/// Taking a decision back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/withdraw", rejection(Error))]
pub struct Withdraw {
    /// The call.
    pub id: Uuid,
}

/// Putting a fact right.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/correct/{field}", rejection(Error))]
pub struct Correct {
    /// The call.
    pub id: Uuid,
    /// The fact.
    pub field: String,
}

/// Taking a correction back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/undo/{correction}", rejection(Error))]
pub struct Undo {
    /// The call.
    pub id: Uuid,
    /// The correction.
    pub correction: Uuid,
}

/// Saying that it is the same call as another, which counts from then on.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/merge/{into}", rejection(Error))]
pub struct Merge {
    /// The call.
    pub id: Uuid,
    /// The other.
    pub into: Uuid,
}

/// Saying that it is another call than this one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/apart/{other}", rejection(Error))]
pub struct Apart {
    /// The call.
    pub id: Uuid,
    /// The other.
    pub other: Uuid,
}

/// Open to admins.
pub fn staff() -> Router<State> {
    Router::new()
        .typed_get(queue::show)
        .typed_get(review::show)
        .typed_post(decide::publish)
        .typed_post(decide::keep)
        .typed_post(decide::reject)
        .typed_post(decide::withdraw)
        .typed_post(decide::correct)
        .typed_post(decide::undo)
        .typed_post(decide::merge)
        .typed_post(decide::apart)
}

impl Review {
    /// The review of this call.
    pub fn of(id: OpportunityId) -> String {
        Self { id: id.0 }.to_string()
    }
}
