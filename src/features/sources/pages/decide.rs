//! What an admin does with a call: one button, one transaction, and on to the next one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::correcting::{self, Typed};
use super::review::{self as page, Open};
use crate::features::opportunities::{Decider, OpportunityId, State as Standing};
use crate::features::sources::{
    Apart, Correct, Keep, Merge, Publish, Queue, Reject, Review, Undo, Withdraw, review,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::state;
use crate::platform::visitor::Admin;

pub async fn publish(
    path: Publish,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    let case = review::case(&state.pool, id).await?.or_not_found()?;
    let next = next_after(&state, id).await?;
    let (by, now) = (Decider::from(&by), state.clock.now());
    if case.opportunity.state == Standing::Published && case.change.is_some() {
        review::settle_change(&state.pool, id, true, &by, now).await?;
        flash(&session, format!("The change to “{}” counts now.", case.opportunity.title)).await?;
    } else {
        review::publish(&state.pool, id, &by, now).await?;
        flash(&session, format!("“{}” is published.", case.opportunity.title)).await?;
    }
    Ok(Redirect::to(&next))
}

pub async fn keep(
    path: Keep,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    let next = next_after(&state, id).await?;
    review::settle_change(&state.pool, id, false, &Decider::from(&by), state.clock.now()).await?;
    flash(&session, "What is published stays.").await?;
    Ok(Redirect::to(&next))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    reason: String,
}

pub async fn reject(
    path: Reject,
    framed: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Reason>,
) -> Result<Response> {
    let id = OpportunityId(path.id);
    let reason = typed.reason.trim();
    if reason.is_empty() {
        let open = Open::Reject("Say why, in a few words: it stays in the history.".into());
        let page = page::page(&state, framed, id, open).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let next = next_after(&state, id).await?;
    review::reject(&state.pool, id, &Decider::from(&by), reason, state.clock.now()).await?;
    let undo = "Rejected. Open it from the history to take that back.";
    flash(&session, undo).await?;
    Ok(Redirect::to(&next).into_response())
}

pub async fn withdraw(
    path: Withdraw,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    review::withdraw(&state.pool, id, &Decider::from(&by), state.clock.now()).await?;
    flash(&session, "It is in the queue again.").await?;
    Ok(Redirect::to(&Review::of(id)))
}

pub async fn correct(
    path: Correct,
    framed: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let id = OpportunityId(path.id);
    correcting::FIELDS.iter().find(|field| **field == path.field).or_not_found()?;
    let mut typed = Typed::new();
    for (name, value) in pairs {
        typed.entry(name).or_default().push(value);
    }
    match correcting::read(&path.field, &typed) {
        Ok((correction, note)) => {
            let (by, now) = (Decider::from(&by), state.clock.now());
            review::correct(&state.pool, id, correction, &note, &by, now).await?;
            flash(&session, "Corrected. It stays so, whatever the source says next.").await?;
            Ok(Redirect::to(&Review::of(id)).into_response())
        }
        Err(wrong) => {
            let open = Open::Correct { field: path.field, typed, wrong };
            let page = page::page(&state, framed, id, open).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub async fn undo(
    path: Undo,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    let (by, now) = (Decider::from(&by), state.clock.now());
    review::undo(&state.pool, id, path.correction, &by, now).await?;
    flash(&session, "The correction is taken back.").await?;
    Ok(Redirect::to(&Review::of(id)))
}

pub async fn merge(
    path: Merge,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let (id, into) = (OpportunityId(path.id), OpportunityId(path.into));
    review::merge(&state.pool, id, into, &Decider::from(&by), state.clock.now()).await?;
    flash(&session, "They are one call now.").await?;
    Ok(Redirect::to(&Review::of(into)))
}

pub async fn apart(
    path: Apart,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let (id, other) = (OpportunityId(path.id), OpportunityId(path.other));
    review::keep_apart(&state.pool, id, other, &Decider::from(&by), state.clock.now()).await?;
    flash(&session, "They stay two calls.").await?;
    Ok(Redirect::to(&Review::of(id)))
}

/// The call after this one in the queue, or the queue where it was the last.
async fn next_after(state: &state::State, id: OpportunityId) -> Result<String> {
    let queue = review::queue(&state.pool, 5_000).await?;
    let here = queue.iter().position(|one| one.id == id);
    let next = here.and_then(|here| queue.get(here + 1).or(here.checked_sub(1).map(|n| &queue[n])));
    Ok(next.map_or_else(|| Queue.to_string(), |next| Review::of(next.id)))
}
