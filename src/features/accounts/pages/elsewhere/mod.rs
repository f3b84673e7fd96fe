//! Signing in by another site: leaving for it, and coming back.

mod connecting;
mod joining;

pub use connecting::disconnect;

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::sign_up_finish::{begin_again, opens};
use super::{Next, NoticePage, Shown, private};
use crate::features::accounts::identities::{
    Answer, Flow, Issuer, Issuers, Person, Problem, Purpose,
};
use crate::features::accounts::model::turns_around;
use crate::features::accounts::sessions::{Asker, Fresh};
use crate::features::accounts::tickets::{self, Stub};
use crate::features::accounts::{
    Account, ConfirmElsewhere, Connect, FromElsewhere, JoinElsewhere, SignIn, ToElsewhere,
};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::limits::{Key, Limited};
use crate::platform::page::Page;
use crate::platform::session::take_once;
use crate::platform::state::State as Proletto;
use crate::platform::visitor::{UserId, Visitor};

/// Where a session keeps a visit to an issuer.
const FLOW: &str = "elsewhere";

/// Everything that coming back needs.
struct Back {
    state: Proletto,
    session: Session,
    issuer: Arc<Issuer>,
    asker: Asker,
    page: Page,
}

pub async fn sign_in(
    ToElsewhere { issuer }: ToElsewhere,
    page: Page,
    Extension(issuers): Extension<Issuers>,
    State(state): State<Proletto>,
    Query(next): Query<Next>,
    session: Session,
) -> Result<Response> {
    let purpose = Purpose::SignIn { next: next.path_or("/start") };
    let issuer = issuers.find(&issuer).or_not_found()?;
    // The visit is kept in a row, of which nobody may make as many as they like.
    state.limits.take(Limited::SignInAddress, &Key::here()).await?;
    leave(page, &issuer, purpose, &session).await
}

pub async fn join(
    JoinElsewhere { issuer }: JoinElsewhere,
    page: Page,
    Extension(issuers): Extension<Issuers>,
    State(state): State<Proletto>,
    headers: HeaderMap,
    Query(shown): Query<Shown>,
    session: Session,
) -> Result<Response> {
    own_step(&headers)?;
    let issuer = issuers.find(&issuer).or_not_found()?;
    state.limits.take(Limited::SignInAddress, &Key::here()).await?;
    let (ticket, opens) = (Stub::shown(&shown.token), opens(&state.config));
    if tickets::peek(&state.pool, &ticket, opens, state.clock.now()).await?.is_none() {
        return Ok(begin_again(page, &state.config));
    }
    leave(page, &issuer, Purpose::Join { ticket }, &session).await
}

pub async fn connect(
    Connect { issuer }: Connect,
    page: Page,
    visitor: Visitor,
    _: Fresh,
    Extension(issuers): Extension<Issuers>,
    headers: HeaderMap,
    session: Session,
) -> Result<Response> {
    own_step(&headers)?;
    let issuer = issuers.find(&issuer).or_not_found()?;
    leave(page, &issuer, Purpose::Connect(visitor.id), &session).await
}

pub async fn confirm(
    ConfirmElsewhere { issuer }: ConfirmElsewhere,
    page: Page,
    visitor: Visitor,
    Extension(issuers): Extension<Issuers>,
    Query(next): Query<Next>,
    session: Session,
) -> Result<Response> {
    let purpose = Purpose::Confirm { user: visitor.id, next: next.path_or(&Account.to_string()) };
    let issuer = issuers.find(&issuer).or_not_found()?;
    leave(page, &issuer, purpose, &session).await
}

/// It is a link and no form, because a form may lead to this site alone; so it must not be another site
/// that leads here.
fn own_step(headers: &HeaderMap) -> Result<()> {
    let from = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    match from {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) => Err(Error::Refused(StatusCode::FORBIDDEN)),
    }
}

async fn leave(
    page: Page,
    issuer: &Issuer,
    purpose: Purpose,
    session: &Session,
) -> Result<Response> {
    match issuer.leave(purpose).await {
        Ok((url, flow)) => {
            session.insert(FLOW, flow).await?;
            Ok(Redirect::to(url.as_str()).into_response())
        }
        Err(problem) => Ok(told(page, issuer, &problem)),
    }
}

#[expect(clippy::too_many_arguments, reason = "each is something the answer is held against")]
pub async fn back(
    FromElsewhere { issuer }: FromElsewhere,
    page: Page,
    Extension(issuers): Extension<Issuers>,
    State(state): State<Proletto>,
    session: Session,
    asker: Asker,
    visitor: Option<Visitor>,
    Query(answer): Query<Answer>,
) -> Result<Response> {
    let issuer = issuers.find(&issuer).or_not_found()?;
    // One answer to one visit, whatever comes of it.
    let flow: Option<Flow> = take_once(&state, &session, FLOW).await?;
    let Some(flow) = flow else {
        let problem = Problem::Refused("there was no visit".into());
        return Ok(told(page, &issuer, &problem));
    };
    let person = match issuer.person(&flow, answer).await {
        Ok(person) => person,
        Err(problem) => return Ok(told(page, &issuer, &problem)),
    };
    let back = Back { state, session, issuer, asker, page };
    let same = |user: UserId| visitor.as_ref().is_some_and(|visitor| visitor.id == user);
    match flow.purpose {
        Purpose::SignIn { next } => back.enter(&person, next).await,
        Purpose::Join { ticket } => back.join(&person, &ticket).await,
        Purpose::Connect(user) if same(user) => back.connect(&person, user).await,
        Purpose::Confirm { user, next } if same(user) => back.confirm(&person, user, next).await,
        Purpose::Connect(_) | Purpose::Confirm { .. } => Err(Error::Unauthenticated),
    }
}

impl Back {
    /// "Google: ada@example.org", to be recognised by.
    fn label(&self, person: &Person) -> String {
        let what = person.email.as_deref().or(person.name.as_deref()).unwrap_or("an account");
        let what: String =
            what.chars().filter(|c| !c.is_control() && !turns_around(*c)).take(200).collect();
        format!("{}: {what}", self.issuer.name)
    }

    fn notice(self, title: &'static str, words: String) -> Response {
        let notice = NoticePage::new(self.page, title, words);
        private(StatusCode::CONFLICT, notice.aside("Back", Account))
    }
}

/// What went wrong, in words that tell a stranger nothing.
fn told(page: Page, issuer: &Issuer, problem: &Problem) -> Response {
    let name = &issuer.name;
    let (status, words) = match problem {
        Problem::Declined => {
            (StatusCode::OK, format!("You did not go on at {name}. Nothing happened."))
        }
        Problem::Refused(why) => {
            // What came in an address must not write lines of its own.
            let why = why.escape_debug();
            tracing::warn!(issuer = issuer.slug, "an answer was refused: {why}");
            let words = format!(
                "What came back from {name} could not be relied on, so nobody was signed in. Please begin \
                 again."
            );
            (StatusCode::FORBIDDEN, words)
        }
        Problem::Unreachable(why) => {
            let why = format!("{why:#}");
            tracing::error!(issuer = issuer.slug, "it cannot be reached: {}", why.escape_debug());
            let words =
                format!("{name} does not answer as it should just now. Please try again later.");
            (StatusCode::BAD_GATEWAY, words)
        }
    };
    private(
        status,
        NoticePage::new(page, "That did not work", words).aside("To the sign-in", SignIn),
    )
}
