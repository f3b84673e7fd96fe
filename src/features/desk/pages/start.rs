//! Where one begins: artists with their matches, the staff with what waits for it.

use axum::extract::State;
use axum::response::Redirect;
use axum_extra::routing::TypedPath;

use crate::features::desk::{Desk, Start};
use crate::features::sources::{self, Queue};
use crate::platform::error::Result;
use crate::platform::state;
use crate::platform::visitor::Visitor;

pub async fn show(
    _: Start,
    visitor: Visitor,
    State(state): State<state::State>,
) -> Result<Redirect> {
    if !visitor.is_admin() {
        return Ok(Redirect::to("/matches"));
    }
    let waits = sources::pressing(&state.pool).await?.waiting > 0;
    Ok(Redirect::to(if waits { Queue::PATH } else { Desk::PATH }))
}
