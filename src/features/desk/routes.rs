//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;
use uuid::Uuid;

use super::pages::{audit, mail, model, overview, start};
use crate::platform::state::State;

/// The overview.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk")]
pub struct Desk;

/// Letters that could not be sent.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/mail")]
pub struct DeskMail;

/// Sends a letter once more.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/mail/{id}/again", rejection(crate::platform::error::Error))]
pub struct SendLetterAgain {
    /// The letter's row.
    pub id: Uuid,
}

/// Throws a letter away.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/mail/{id}/discard", rejection(crate::platform::error::Error))]
pub struct DiscardLetter {
    /// The letter's row.
    pub id: Uuid,
}

/// The model that may be asked about facts, and what that takes.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/model")]
pub struct DeskModel;

/// The audit log.
#[derive(TypedPath, Deserialize)]
#[typed_path("/desk/audit")]
pub struct Audit;

/// Where one begins after signing in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/start")]
pub struct Start;

/// Open to those who are signed in.
pub fn members() -> Router<State> {
    Router::new().typed_get(start::show)
}

/// Open to admins.
pub fn staff() -> Router<State> {
    Router::new()
        .typed_get(overview::show)
        .typed_get(audit::show)
        .typed_get(mail::show)
        .typed_get(model::show)
        .typed_post(mail::again)
        .typed_post(mail::discard)
}
