//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use super::pages::{call, conditions, feedback, marks, matches, weights};
use crate::platform::error::Error;
use crate::platform::state::State;

/// An artist's matches.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches")]
pub struct Matches;

/// Keeping a call at hand.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/{slug}/save", rejection(Error))]
pub struct Save {
    /// The call's name in links.
    pub slug: String,
}

/// Taking a call off the kept ones.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/{slug}/unsave", rejection(Error))]
pub struct Unsave {
    /// The call's name in links.
    pub slug: String,
}

/// Putting a call out of sight.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/{slug}/hide", rejection(Error))]
pub struct Hide {
    /// The call's name in links.
    pub slug: String,
}

/// Bringing a hidden call back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/{slug}/unhide", rejection(Error))]
pub struct Unhide {
    /// The call's name in links.
    pub slug: String,
}

/// Conditions that only the artist can judge, and answering them.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/conditions")]
pub struct Conditions;

/// What an artist's saves and hides change.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/feedback")]
pub struct FeedbackPage;

/// Letting the marks made so far change nothing any more.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/feedback/reset")]
pub struct ResetFeedback;

/// Taking that back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/feedback/restore")]
pub struct RestoreFeedback;

/// What each reason is worth.
#[derive(TypedPath, Deserialize)]
#[typed_path("/matches/weights")]
pub struct Weights;

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new().typed_get(call::show).typed_get(weights::show)
}

/// Open to those who are signed in.
pub fn members() -> Router<State> {
    Router::new()
        .typed_get(matches::show)
        .typed_post(marks::save)
        .typed_post(marks::unsave)
        .typed_post(marks::hide)
        .typed_post(marks::unhide)
        .typed_get(conditions::show)
        .typed_post(conditions::answer)
        .typed_get(feedback::show)
        .typed_post(feedback::reset)
        .typed_post(feedback::restore)
}
