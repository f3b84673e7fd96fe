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

/// What is sent along when a call is hidden.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    why: String,
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
    headers: HeaderMap,
) -> Result<Redirect> {
    let call = call(&state, &path.slug).await?;
    // What is kept at hand is not out of sight.
    let mut tx = state.pool.begin().await?;
    queries::take_off(&mut *tx, visitor.id, call, Mark::Hidden).await?;
    queries::save(&mut *tx, visitor.id, call, state.clock.now()).await?;
    tx.commit().await?;
    Ok(back(&headers))
}

pub async fn unsave(
    path: Unsave,
    visitor: Visitor,
    State(state): State<state::State>,
    headers: HeaderMap,
) -> Result<Redirect> {
    let call = call(&state, &path.slug).await?;
    queries::take_off(&state.pool, visitor.id, call, Mark::Saved).await?;
    Ok(back(&headers))
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
        true => said.undo(Save { slug: path.slug }),
        false => said.undo(Unhide { slug: path.slug }),
    };
    flash(&session, said).await?;
    Ok(back(&headers))
}

pub async fn unhide(
    path: Unhide,
    visitor: Visitor,
    State(state): State<state::State>,
    headers: HeaderMap,
) -> Result<Redirect> {
    let call = call(&state, &path.slug).await?;
    queries::take_off(&state.pool, visitor.id, call, Mark::Hidden).await?;
    Ok(back(&headers))
}

async fn call(state: &state::State, slug: &str) -> Result<OpportunityId> {
    let call = opportunities::by_slug(&state.pool, slug).await?;
    let public = call.filter(|call| call.state == opportunities::State::Published);
    Ok(public.or_not_found()?.id)
}

/// Back to the page the button stood on, as far as the browser tells; only its path is believed.
pub(super) fn back(headers: &HeaderMap) -> Redirect {
    let from = headers.get("referer").and_then(|from| from.to_str().ok());
    let path = from.and_then(|from| url::Url::parse(from).ok()).map(|from| {
        let query = from.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("/{}{query}", from.path().trim_start_matches('/'))
    });
    Redirect::to(path.as_deref().unwrap_or(Matches.to_string().as_str()))
}
