//! What an admin does with a call: one button, one transaction, and on to the next one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use chrono::{DateTime, SubsecRound};
use serde::Deserialize;
use tower_sessions::Session;
use uuid::Uuid;

use super::correcting::{self, Against, Typed};
use super::queue;
use super::review::{self as page, Open};
use crate::features::opportunities::{self, Decider, OpportunityId, State as Standing};
use crate::features::sources::review::Case;
use crate::features::sources::{
    Apart, Correct, Decisions, Keep, Merge, Publish, Queue, Reject, RejectSeveral, Review, Seen,
    Split, TakeChangeBack, Undo, Version, Withdraw, WithdrawSeveral, review,
};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::{Flash, Page, flash};
use crate::platform::state;
use crate::platform::visitor::Admin;

/// The longest reason that the history keeps, in characters.
const LONGEST: usize = 1_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The version whose doubts were shown to whoever publishes it all the same.
    knowing: String,
    /// What was seen of the call, see [`Seen`].
    seen: String,
}

pub async fn publish(
    path: Publish,
    framed: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(answer): Form<Answer>,
) -> Result<Response> {
    let id = OpportunityId(path.id);
    let case = review::case(&state.pool, id).await?.or_not_found()?;
    let seen = answer.seen.parse::<Seen>().ok();
    if case.opportunity.state == Standing::Published && case.change.is_none() {
        return already(&state, &session, &case, ("publish", "published")).await;
    }
    let Some(seen) = seen.clone().filter(|seen| seen.holds(&case)) else {
        let page = page::page(&state, framed, id, Open::Changed(seen)).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    };
    if page::must_ask(&case, &answer.knowing) {
        let page = page::page(&state, framed, id, Open::Publish).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let next = next_after(&state, id).await?;
    let (by, now) = (Decider::from(&by), state.clock.now());
    review::publish(&state.pool, id, &seen, &by, now).await?;
    let title = &case.opportunity.title;
    let said = match case.opportunity.state {
        Standing::Published => {
            let Version { id: before, .. } = case.version;
            Flash::from(format!("The change to “{title}” counts now.")).undo(TakeChangeBack {
                id: id.0,
                change: seen.version(),
                before,
            })
        }
        _ => Flash::from(format!("“{title}” is published.")).undo(Withdraw { id: id.0 }),
    };
    flash(&session, said.open(Review::of(id))).await?;
    Ok(Redirect::to(&next).into_response())
}

/// On to the next call: a second press, or somebody else's, came after the first.
async fn already(
    state: &state::State,
    session: &Session,
    case: &Case,
    (action, done): (&str, &str),
) -> Result<Response> {
    let id = case.opportunity.id;
    let by = case.history.iter().find(|line| line.action == action);
    let by = by.map(|line| format!(", by {}", line.by)).unwrap_or_default();
    let said = Flash::from(format!("“{}” is {done} already{by}.", case.opportunity.title));
    flash(session, said.undo(Withdraw { id: id.0 }).open(Review::of(id))).await?;
    let first = review::queue(&state.pool, 0, 1, None, state.clock.now()).await?;
    let next = first.first().map_or_else(|| Queue.to_string(), |one| Review::of(one.id));
    Ok(Redirect::to(&next).into_response())
}

pub async fn take_change_back(
    path: TakeChangeBack,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    let (by, now) = (Decider::from(&by), state.clock.now());
    review::take_change_back(&state.pool, id, (path.change, path.before), &by, now).await?;
    flash(&session, "What counted before counts again, and the change waits for a look.").await?;
    Ok(Redirect::to(&Review::of(id)))
}

pub async fn keep(
    path: Keep,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    let next = next_after(&state, id).await?;
    review::set_aside(&state.pool, id, &Decider::from(&by), state.clock.now()).await?;
    flash(&session, Flash::from("What is published stays.").open(Review::of(id))).await?;
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
    let case = review::case(&state.pool, id).await?.or_not_found()?;
    if case.opportunity.state == Standing::Rejected {
        return already(&state, &session, &case, ("reject", "rejected")).await;
    }
    let reason = typed.reason.trim();
    if let Some(wrong) = wrong_with(reason) {
        let open = Open::Reject { typed: typed.reason.clone(), wrong };
        let page = page::page(&state, framed, id, open).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let next = next_after(&state, id).await?;
    review::reject(&state.pool, id, &Decider::from(&by), reason, state.clock.now()).await?;
    let said = Flash::from(format!("“{}” is rejected.", case.opportunity.title));
    flash(&session, said.undo(Withdraw { id: id.0 }).open(Review::of(id))).await?;
    Ok(Redirect::to(&next).into_response())
}

fn wrong_with(reason: &str) -> Option<String> {
    match reason.chars().count() {
        0 => Some("Say why, in a few words: it stays in the history.".to_owned()),
        n if n > LONGEST => Some(format!("At most {LONGEST} characters, please.")),
        _ => None,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Several {
    /// The calls that are ticked.
    call: Vec<Uuid>,
    /// Instead of them, everything new of this source.
    all_of: Option<String>,
    /// The source whose calls are shown.
    source: Option<String>,
    reason: String,
}

pub async fn reject_several(
    _: RejectSeveral,
    framed: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Several>,
) -> Result<Response> {
    let reason = typed.reason.trim();
    let none = typed.call.is_empty() && typed.all_of.is_none();
    let wrong = match none {
        true => Some("Tick the calls that are to be rejected.".to_owned()),
        false => wrong_with(reason),
    };
    if let Some(wrong) = wrong {
        let asked = queue::Asked { source: typed.source.clone(), ..queue::Asked::default() };
        let wrong = queue::Wrong { words: wrong, typed: typed.reason.clone(), ticked: typed.call };
        let page = queue::page(&state, framed, asked, Some(wrong)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let which = match typed.all_of {
        Some(source) => review::Several::UnseenOf(source),
        None => review::Several::Of(typed.call.into_iter().map(OpportunityId).collect()),
    };
    // To the microsecond, as the database keeps it: by this instant they are found again.
    let now = state.clock.now().trunc_subsecs(6);
    let by = Decider::from(&by);
    let rejected = review::reject_several(&state.pool, which, &by, reason, now).await?;
    let words = match rejected {
        1 => "1 call is rejected.".to_owned(),
        n => format!("{n} calls are rejected."),
    };
    let undo = WithdrawSeveral { at: now.timestamp_micros() };
    let said = Flash::from(words).open(format!("{Decisions}?what=reject"));
    flash(&session, if rejected > 0 { said.undo(undo) } else { said }).await?;
    Ok(Redirect::to(&Queue.to_string()).into_response())
}

pub async fn withdraw_several(
    path: WithdrawSeveral,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let at = DateTime::from_timestamp_micros(path.at).or_not_found()?;
    let words = match review::withdraw_several(&state.pool, &by, at, state.clock.now()).await? {
        0 => return Err(Error::Conflict("Somebody decided about all of them since.".into())),
        1 => "1 call is in the queue again.".to_owned(),
        n => format!("{n} calls are in the queue again."),
    };
    flash(&session, words).await?;
    Ok(Redirect::to(&Queue.to_string()))
}

pub async fn withdraw(
    path: Withdraw,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let id = OpportunityId(path.id);
    let now = state.clock.now();
    let call = opportunities::by_id(&state.pool, id).await?.or_not_found()?;
    if call.state == Standing::Waiting {
        // Pressed twice.
        flash(&session, "It is in the queue already.").await?;
        return Ok(Redirect::to(&Review::of(id)));
    }
    let said = match review::withdraw(&state.pool, id, &Decider::from(&by), now).await? {
        Some(Standing::Published) => "It is published again.",
        None => "They are two calls again, and this one stands where it stood.",
        _ => "It is in the queue again.",
    };
    flash(&session, said).await?;
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
    let known = correcting::FIELDS.iter().chain(&correcting::CLAUSES).chain(&[
        correcting::DETAIL,
        correcting::ONE_DEADLINE,
        correcting::OVERLOOKED,
    ]);
    known.into_iter().find(|field| **field == path.field).or_not_found()?;
    let mut typed = Typed::new();
    for (name, value) in pairs {
        typed.entry(name).or_default().push(value);
    }
    let case = review::case(&state.pool, id).await?.or_not_found()?;
    let against = Against {
        reading: &case.opportunity.reading,
        document: &case.version.document,
        today: state.clock.today(),
        allowed: &state.config.fetch_allow,
    };
    match correcting::read(&path.field, &typed, against) {
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
    let pair = review::merge(&state.pool, id, into, &Decider::from(&by), state.clock.now()).await?;
    let gone = opportunities::by_id(&state.pool, pair.goes).await?.or_not_found()?;
    let stays = opportunities::by_id(&state.pool, pair.stays).await?.or_not_found()?;
    let turned = match pair.goes == id {
        true => "",
        false => " It is this one that stays, because artists see it already.",
    };
    let said = format!("“{}” is part of “{}” now.{turned}", gone.title, stays.title);
    flash(&session, Flash::from(said).undo(Withdraw { id: gone.id.0 })).await?;
    Ok(Redirect::to(&Review::of(pair.stays)))
}

pub async fn split(
    path: Split,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let (id, by, now) = (OpportunityId(path.id), Decider::from(&by), state.clock.now());
    let new = review::split(&state.pool, id, path.listing, &by, now).await?;
    let said = Flash::from("That page is about a call of its own now, which waits for you.");
    flash(&session, said.open(Review::of(new))).await?;
    Ok(Redirect::to(&Review::of(id)))
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
    let here = review::place(&state.pool, id, state.clock.now()).await?;
    let next = here.and_then(|here| here.next.or(here.previous));
    Ok(next.map_or_else(|| Queue.to_string(), Review::of))
}
