//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use super::feed::feed;
use super::pages::{home, index};
use crate::platform::error::Error;
use crate::platform::state::State;

/// The front door.
#[derive(TypedPath, Deserialize)]
#[typed_path("/")]
pub struct Home;

/// The list of open calls.
#[derive(TypedPath, Deserialize)]
#[typed_path("/opportunities")]
pub struct Opportunities;

/// The newest calls, for feed readers.
#[derive(TypedPath, Deserialize)]
#[typed_path("/opportunities/feed.xml")]
pub struct Feed;

/// A call. Its page stands in the room `matching`, where a call meets an artist.
#[derive(TypedPath, Deserialize)]
#[typed_path("/opportunities/{slug}", rejection(Error))]
pub struct OpportunityPath {
    /// The call's name in links.
    pub slug: String,
}

/// Open to everyone, from anywhere, and the same for all.
pub fn feeds() -> Router<State> {
    Router::new().typed_get(feed)
}

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new().typed_get(home::show).typed_get(index::show)
}
