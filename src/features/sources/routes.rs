//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;
use uuid::Uuid;

use super::SourceId;
use super::pages::{
    decide, decisions, definition, index, listed, new, queue, review, rule, run, same_as, show,
    switch,
};
use crate::features::opportunities::OpportunityId;
use crate::platform::error::Error;
use crate::platform::state::State;

/// Everything that waits for a decision.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review")]
pub struct Queue;

/// What was decided lately.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/decisions")]
pub struct Decisions;

/// Rejecting several calls for one reason.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/reject")]
pub struct RejectSeveral;

/// Taking back that several were rejected together.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/reject/{at}/withdraw", rejection(Error))]
pub struct WithdrawSeveral {
    /// When they were, in microseconds.
    pub at: i64,
}

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

/// Taking a change back that counts: what counted before it counts again.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/change/{change}/back/{before}", rejection(Error))]
pub struct TakeChangeBack {
    /// The call.
    pub id: Uuid,
    /// The version that counts.
    pub change: Uuid,
    /// The version that counted before.
    pub before: Uuid,
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

/// Looking for the call that this one is the same as.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/same-as", rejection(Error))]
pub struct SameAs {
    /// The call.
    pub id: Uuid,
}

/// Saying that one of its pages is about another call.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/split/{listing}", rejection(Error))]
pub struct Split {
    /// The call.
    pub id: Uuid,
    /// The listing.
    pub listing: Uuid,
}

/// All sources.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources")]
pub struct Sources;

/// For everyone: where calls come from.
#[derive(TypedPath, Deserialize)]
#[typed_path("/about/sources")]
pub struct AboutSources;

/// A source that is being made.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/new")]
pub struct NewSource;

/// Trying it out before it is one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/new/try")]
pub struct TryNew;

/// One source; posted to, its definition.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}", rejection(Error))]
pub struct ShowSource {
    /// The source.
    pub id: SourceId,
}

/// Letting what a model proposed count.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/proposals/{proposal}/accept", rejection(Error))]
pub struct AcceptProposal {
    /// The call.
    pub id: Uuid,
    /// The proposal.
    pub proposal: Uuid,
}

/// Striking what a model proposed.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/proposals/{proposal}/strike", rejection(Error))]
pub struct StrikeProposal {
    /// The call.
    pub id: Uuid,
    /// The proposal.
    pub proposal: Uuid,
}

/// Asking a model once more, where nothing came of it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/review/{id}/ask-again", rejection(Error))]
pub struct AskAgain {
    /// The call.
    pub id: Uuid,
}

/// Trying a changed definition out.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/try", rejection(Error))]
pub struct TrySource {
    /// The source.
    pub id: SourceId,
}

/// Reading it now.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/runs", rejection(Error))]
pub struct RunNow {
    /// The source.
    pub id: SourceId,
}

/// One run of it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/runs/{run}", rejection(Error))]
pub struct ShowRun {
    /// The source.
    pub id: SourceId,
    /// The run.
    pub run: Uuid,
}

/// Ending it before it is through.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/runs/{run}/stop", rejection(Error))]
pub struct StopRun {
    /// The source.
    pub id: SourceId,
    /// The run.
    pub run: Uuid,
}

/// Looking at an address that may become a source.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/new/address")]
pub struct TryAddress;

/// Switching it on.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/on", rejection(Error))]
pub struct SwitchOn {
    /// The source.
    pub id: SourceId,
}

/// Switching it off, with the reason.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/off", rejection(Error))]
pub struct SwitchOff {
    /// The source.
    pub id: SourceId,
}

/// Publishing its calls without a review where nothing is odd.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/trust", rejection(Error))]
pub struct Trust {
    /// The source.
    pub id: SourceId,
}

/// Reviewing them again.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/distrust", rejection(Error))]
pub struct Distrust {
    /// The source.
    pub id: SourceId,
}

/// Taking every change made here back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/sources/{id}/restore", rejection(Error))]
pub struct Restore {
    /// The source.
    pub id: SourceId,
}

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new().typed_get(listed::show)
}

/// Open to admins.
pub fn staff() -> Router<State> {
    Router::new()
        .typed_get(queue::show)
        .typed_get(decisions::show)
        .typed_get(review::show)
        .typed_post(decide::publish)
        .typed_post(decide::keep)
        .typed_post(decide::take_change_back)
        .typed_post(decide::reject)
        .typed_post(decide::reject_several)
        .typed_post(decide::withdraw)
        .typed_post(decide::withdraw_several)
        .typed_post(decide::correct)
        .typed_post(decide::undo)
        .typed_post(rule::accept)
        .typed_post(rule::strike)
        .typed_post(rule::ask_again)
        .typed_post(decide::merge)
        .typed_post(decide::apart)
        .typed_get(same_as::show)
        .typed_post(decide::split)
        .typed_get(index::show)
        .typed_get(new::show)
        .typed_post(definition::add)
        .typed_post(definition::try_new)
        .typed_post(definition::try_address)
        .typed_get(show::show)
        .typed_post(definition::save)
        .typed_post(definition::try_out)
        .typed_post(switch::run_now)
        .typed_get(run::show)
        .typed_post(switch::stop)
        .typed_post(switch::on)
        .typed_post(switch::off)
        .typed_post(switch::trust)
        .typed_post(switch::distrust)
        .typed_post(switch::restore)
}

impl Review {
    /// The review of this call.
    pub fn of(id: OpportunityId) -> String {
        Self { id: id.0 }.to_string()
    }
}
