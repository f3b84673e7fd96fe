//! An artist's marks on calls: save and hide, and back.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use crate::features::matching::{Hide, Mark, Matches, Save, Unhide, Unsave, Why, queries};
use crate::features::opportunities::{self, OpportunityId};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::{Flash, flash};
use crate::platform::state;
use crate::platform::visitor::Visitor;

/// What is sent along with a mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Why a call is hidden.
    why: String,
    /// The call in the list beside which it is said: this one, or its neighbour where this one goes.
    at: String,
}

impl Typed {
    fn why(&self) -> Result<Option<Why>> {
        let unknown = || Error::BadRequest("That is none of the reasons for hiding a call.".into());
        match self.why.as_str() {
            "" => Ok(None),
            slug => Why::from_slug(slug).map(Some).ok_or_else(unknown),
        }
    }
}

pub async fn save(
    path: Save,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Redirect> {
    let call = call(&state, &path.slug).await?;
    // What is kept at hand is not out of sight.
    let mut tx = state.pool.begin().await?;
    queries::take_off(&mut *tx, visitor.id, call, Mark::Hidden).await?;
    queries::save(&mut *tx, visitor.id, call, state.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::from("Saved. You find it again under Saved.");
    let said = said.undo(Unsave { slug: path.slug.clone() });
    tell(&session, said, &headers, &typed, &path.slug).await
}

pub async fn unsave(
    path: Unsave,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Redirect> {
    let call = call(&state, &path.slug).await?;
    queries::take_off(&state.pool, visitor.id, call, Mark::Saved).await?;
    let said = Flash::from("Taken off your saved calls.").undo(Save { slug: path.slug.clone() });
    tell(&session, said, &headers, &typed, &path.slug).await
}

pub async fn hide(
    path: Hide,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Redirect> {
    let why = typed.why()?;
    let call = call(&state, &path.slug).await?;
    let mut tx = state.pool.begin().await?;
    let saved = queries::take_off(&mut *tx, visitor.id, call, Mark::Saved).await?;
    queries::hide(&mut *tx, visitor.id, call, why, state.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::from(match why {
        None | Some(Why::Other) => "Hidden. You find it again under Hidden.",
        Some(_) => "Hidden. Where that says something of other calls, their points say so.",
    });
    let said = match saved {
        true => said.undo(Save { slug: path.slug.clone() }),
        false => said.undo(Unhide { slug: path.slug.clone() }),
    };
    tell(&session, said, &headers, &typed, &path.slug).await
}

pub async fn unhide(
    path: Unhide,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Redirect> {
    let call = call(&state, &path.slug).await?;
    queries::take_off(&state.pool, visitor.id, call, Mark::Hidden).await?;
    let said = Flash::from("It is back among the calls.").undo(Hide { slug: path.slug.clone() });
    tell(&session, said, &headers, &typed, &path.slug).await
}

/// Back to the page the button stood on, and there to the place in the list where it stood, with what was done
/// said in that place: who pressed a button far down does not find themselves on top.
async fn tell(
    session: &Session,
    mut said: Flash,
    headers: &HeaderMap,
    typed: &Typed,
    own: &str,
) -> Result<Redirect> {
    let from = from(headers).unwrap_or_else(|| Matches.to_string());
    let in_list = from.split('?').next() == Some(Matches.to_string().as_str());
    // An undo beside the list comes without a place: the call is there again.
    let at = if typed.at.is_empty() { own } else { &typed.at };
    let plain = at.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let to = match in_list && plain {
        true => format!("{from}#{}", anchor(at)),
        false => from,
    };
    said.at = Some(at.to_owned()).filter(|_| in_list && plain);
    flash(session, said).await?;
    Ok(Redirect::to(&to))
}

/// Where a call stands on the page of matches.
pub(super) fn anchor(slug: &str) -> String {
    format!("call-{slug}")
}

async fn call(state: &state::State, slug: &str) -> Result<OpportunityId> {
    let call = opportunities::by_slug(&state.pool, slug).await?;
    let public = call.filter(|call| call.state == opportunities::State::Published);
    Ok(public.or_not_found()?.id)
}

/// Back to the page the button stood on, as far as the browser tells.
pub(super) fn back(headers: &HeaderMap) -> Redirect {
    Redirect::to(&from(headers).unwrap_or_else(|| Matches.to_string()))
}

/// The page that a button stood on, as far as the browser tells; only its path is believed.
fn from(headers: &HeaderMap) -> Option<String> {
    let from = headers.get("referer")?.to_str().ok()?;
    let from = url::Url::parse(from).ok()?;
    let query = from.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("/{}{query}", from.path().trim_start_matches('/')))
}
