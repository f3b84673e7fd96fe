//! What an admin does with a source: read it now, switch it on and off, trust it, take changes back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::show;
use crate::features::sources::{
    self, Distrust, Restore, RunNow, ShowRun, ShowSource, Source, SourceId, Started, StopRun,
    SwitchOff, SwitchOn, Trust, shipped,
};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::state;
use crate::platform::visitor::{Admin, Visitor};

pub async fn run_now(
    path: RunNow,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let known = sources::find(&state.pool, &path.id).await?.or_not_found()?;
    if !known.source.enabled {
        let words = "It is switched off. Switch it on first, if what keeps it off is settled.";
        return Err(Error::InTheWay(words.into()));
    }
    let run = match sources::start(&state, &path.id, &by).await?.or_not_found()? {
        Started::Run(run) => Some(run),
        Started::WaitsForKey(setting) => {
            let words =
                format!("It was not read: it answers only to holders of a key. Set {setting}.");
            flash(&session, words).await?;
            None
        }
        Started::Busy => {
            flash(&session, "It is being read already.").await?;
            let last = sources::latest_runs(&state.pool, Some(&path.id), 1).await?;
            last.first().map(|run| run.id)
        }
    };
    Ok(Redirect::to(&match run {
        Some(run) => ShowRun { id: path.id, run }.to_string(),
        None => ShowSource { id: path.id }.to_string(),
    }))
}

pub async fn stop(
    path: StopRun,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    sources::report(&state.pool, &path.id, path.run).await?.or_not_found()?;
    let stopped = sources::stop(&state.pool, &path.id, by.id, state.clock.now()).await?;
    let words = match stopped {
        true => {
            "It is stopped: what it had come to is kept, and nothing more is asked of the site."
        }
        false => "It had ended already.",
    };
    flash(&session, words).await?;
    Ok(Redirect::to(&ShowRun { id: path.id, run: path.run }.to_string()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    reason: String,
}

pub async fn off(
    path: SwitchOff,
    framed: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Reason>,
) -> Result<Response> {
    let reason = typed.reason.trim();
    if reason.is_empty() {
        let wrong = Some("Say why, in a few words.".to_owned());
        let page = show::page(&state, framed, &path.id, None, wrong).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let off = |source| Source { enabled: false, off_reason: Some(reason.to_owned()), ..source };
    let words = "It is switched off and will not be visited.";
    Ok(change(&state, &session, &by, path.id, off, words).await?.into_response())
}

pub async fn on(
    path: SwitchOn,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let on = |source| Source { enabled: true, off_reason: None, ..source };
    change(&state, &session, &by, path.id, on, "It is switched on and will be read in a moment.")
        .await
}

pub async fn trust(
    path: Trust,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let trust = |source| Source { trusted: true, ..source };
    let words = "Its calls are published at once from now on, where nothing is odd.";
    change(&state, &session, &by, path.id, trust, words).await
}

pub async fn distrust(
    path: Distrust,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let distrust = |source| Source { trusted: false, ..source };
    change(&state, &session, &by, path.id, distrust, "Its calls wait for a review again.").await
}

pub async fn restore(
    path: Restore,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let as_shipped = shipped().iter().find(|source| source.id == path.id).or_not_found()?;
    let restore = |_| as_shipped.clone();
    change(&state, &session, &by, path.id, restore, "It is as it ships again.").await
}

async fn change(
    state: &state::State,
    session: &Session,
    by: &Visitor,
    id: SourceId,
    change: impl FnOnce(Source) -> Source,
    words: &str,
) -> Result<Redirect> {
    let known = sources::find(&state.pool, &id).await?.or_not_found()?;
    sources::change(&state.pool, &change(known.source), by.id, state.clock.now()).await?;
    flash(session, words).await?;
    Ok(Redirect::to(&ShowSource { id }.to_string()))
}
