//! What an admin makes of a model's proposals.

use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;
use uuid::Uuid;

use crate::features::opportunities::{Decider, OpportunityId};
use crate::features::sources::{
    AcceptProposal, AskAgain, Review, StrikeProposal, ask_again as ask, review,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::flash;
use crate::platform::state;
use crate::platform::visitor::{Admin, Visitor};

pub async fn accept(
    path: AcceptProposal,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let back = rule(&state, path.id, (path.proposal, true), &by).await?;
    flash(&session, "Accepted. It counts, and says where it comes from.").await?;
    Ok(back)
}

pub async fn strike(
    path: StrikeProposal,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let back = rule(&state, path.id, (path.proposal, false), &by).await?;
    flash(&session, "Struck. It does not count.").await?;
    Ok(back)
}

async fn rule(
    state: &state::State,
    call: Uuid,
    ruling: (Uuid, bool),
    by: &Visitor,
) -> Result<Redirect> {
    let id = OpportunityId(call);
    review::rule_on(&state.pool, id, ruling, &Decider::from(by), state.clock.now()).await?;
    Ok(Redirect::to(&format!("{}#proposals", Review::of(id))))
}

pub async fn ask_again(
    path: AskAgain,
    _: Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    let case = review::case(&state.pool, id).await?.or_not_found()?;
    ask(&state, &case.version).await?;
    flash(&session, "The model will be asked again within minutes.").await?;
    Ok(Redirect::to(&Review::of(id)))
}
