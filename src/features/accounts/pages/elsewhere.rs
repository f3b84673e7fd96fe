//! Signing in by another site: leaving for it, coming back, connecting and disconnecting.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::{Next, NoticePage, private};
use crate::features::accounts::identities::{
    self, Answer, Flow, Issuer, Issuers, Person, Problem, Purpose,
};
use crate::features::accounts::model::turns_around;
use crate::features::accounts::queries::NewUser;
use crate::features::accounts::sessions::{self, Asker, Fresh};
use crate::features::accounts::{
    Account, ConfirmElsewhere, Connect, Disconnect, Email, FromElsewhere, Name, Proved, SignIn,
    SignUp, ToElsewhere, entrance, letters, queries,
};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result, violated};
use crate::platform::limits::{Key, Limited};
use crate::platform::page::{Page, flash};
use crate::platform::session::take_once;
use crate::platform::state::State as Proletto;
use crate::platform::visitor::{Role, UserId, Visitor};
use crate::platform::{config, mail, outbox};

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
        Purpose::Connect(user) if same(user) => back.connect(&person, user).await,
        Purpose::Confirm { user, next } if same(user) => back.confirm(&person, user, next).await,
        Purpose::Connect(_) | Purpose::Confirm { .. } => Err(Error::Unauthenticated),
    }
}

impl Back {
    /// Signs in whom this person is here, or makes an account for a newcomer.
    async fn enter(self, person: &Person, next: String) -> Result<Response> {
        let now = self.state.clock.now();
        let known = identities::by_subject(&self.state.pool, &self.issuer, &person.subject).await?;
        if let Some(proved) = known {
            identities::used(&self.state.pool, &self.issuer, &person.subject, now).await?;
            return entrance::enter(&self.state, &self.session, &self.asker, proved, next).await;
        }
        let email = person.verified_email.as_deref().map(Email::parse);
        let Some(Ok(email)) = email else { return Ok(self.unproved()) };
        if self.state.config.sign_up != config::SignUp::Open {
            let notice = "There is no account for you here yet, and accounts on this site are created \
                          by the people who run it. Please ask them.";
            return Ok(self.notice("Not yet", notice.into()));
        }
        let Some(user) = self.create(person, &email).await? else {
            return Ok(self.taken(&email));
        };
        sessions::begin(&self.session, Proved { user, turn: 0 }, &self.asker, now).await?;
        flash(
            &self.session,
            "Welcome. Tell us a little about your work, and your matches follow from it.",
        )
        .await?;
        Ok(Redirect::to("/profile").into_response())
    }

    /// A new account. `None`: there is one for this address, and an address connects nothing.
    async fn create(&self, person: &Person, email: &Email) -> Result<Option<UserId>> {
        let now = self.state.clock.now();
        let before_at = email.as_str().split('@').next().unwrap_or_default();
        let name = Name::parse(person.name.as_deref().unwrap_or(before_at));
        let name = name.or_else(|_| Name::parse(before_at)).map_err(Error::BadRequest)?;
        let owns = self.issuer.owns(email.as_str(), person.hosted.as_deref());
        let user = NewUser {
            email,
            name: &name,
            role: Role::Artist,
            password_hash: None,
            email_proved_at: owns.then_some(now),
        };
        let mut db = self.state.pool.begin().await?;
        let user = match queries::insert(&mut *db, user, now).await {
            Err(error) if violated(&error) == Some("users_email_unique") => return Ok(None),
            user => user?,
        };
        let label = self.label(person);
        identities::connect(&mut *db, &self.issuer, &person.subject, &label, user, now).await?;
        let entry = Entry::new(Who::Person(user), Action::SignedUp).note("by", self.issuer.slug);
        audit::write(&mut *db, entry, now).await?;
        db.commit().await?;
        Ok(Some(user))
    }

    /// Both are proved: this account by the sign-in, that one by the visit.
    async fn connect(self, person: &Person, user: UserId) -> Result<Response> {
        let now = self.state.clock.now();
        let label = self.label(person);
        let account = queries::own(&self.state.pool, user).await?.or_not_found()?;
        let mut db = self.state.pool.begin().await?;
        sessions::hold(&mut *db, &self.session, user).await?;
        let done =
            identities::connect(&mut *db, &self.issuer, &person.subject, &label, user, now).await;
        let name = &self.issuer.name;
        match done {
            Err(error) if violated(&error) == Some("identities_pkey") => {
                let words = format!("{label} opens another account here already.");
                return Ok(self.notice("Not connected", words));
            }
            Err(error) if violated(&error) == Some("identities_one_each") => {
                let words =
                    format!("Your account is connected with another one of {name} already.");
                return Ok(self.notice("Not connected", words));
            }
            done => done?,
        }
        let what = format!("Your account can be opened with {label} now");
        let entry = Entry::new(Who::Person(user), Action::SignInMeansChanged);
        audit::write(&mut *db, entry.note("what", "connected another site"), now).await?;
        let letter = letters::changed_ways(self.state.config.base_url(), &account.email, &what)?;
        outbox::put(&mut *db, &self.state.secrets, &letter, None, now).await?;
        db.commit().await?;
        mail::deliver_soon(&self.state);
        flash(&self.session, format!("You can sign in with {label} from now on.")).await?;
        Ok(Redirect::to(&Account.to_string()).into_response())
    }

    async fn confirm(self, person: &Person, user: UserId, next: String) -> Result<Response> {
        let known = identities::by_subject(&self.state.pool, &self.issuer, &person.subject).await?;
        if known.is_none_or(|proved| proved.user != user) {
            let words = "That is not the account there that opens yours here.";
            return Ok(self.notice("Not you?", words.into()));
        }
        sessions::refresh(&self.session, self.state.clock.now()).await?;
        Ok(Redirect::to(&next).into_response())
    }

    /// "Google: ada@example.org", to be recognised by.
    fn label(&self, person: &Person) -> String {
        let what = person.email.as_deref().or(person.name.as_deref()).unwrap_or("an account");
        let what: String =
            what.chars().filter(|c| !c.is_control() && !turns_around(*c)).take(200).collect();
        format!("{}: {what}", self.issuer.name)
    }

    fn unproved(self) -> Response {
        let name = self.issuer.name.clone();
        let words = format!(
            "{name} does not say that it has checked your address, so that we cannot rely on it. Create \
             an account with your address first; then you can connect {name} on the page of your account."
        );
        let notice = NoticePage::new(self.page, "One step before", words);
        private(StatusCode::FORBIDDEN, notice.aside("Create an account", SignUp))
    }

    fn taken(self, email: &Email) -> Response {
        let name = self.issuer.name.clone();
        let words = format!(
            "There is an account for {} here already. Sign in to it the way you did before; then you can \
             connect {name} on the page of your account, and use it from then on.",
            email.as_str()
        );
        let notice = NoticePage::new(self.page, "You have an account already", words);
        private(StatusCode::CONFLICT, notice.aside("Sign in", SignIn))
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

pub async fn disconnect(
    Disconnect { issuer }: Disconnect,
    visitor: Visitor,
    _: Fresh,
    State(state): State<Proletto>,
    session: Session,
) -> Result<Redirect> {
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    let account = queries::own(&mut *db, visitor.id).await?.or_not_found()?;
    let label = identities::disconnect(&mut *db, &issuer, visitor.id).await?.or_not_found()?;
    let ways = queries::other_ways(&mut *db, visitor.id).await?;
    if account.password_hash.is_none() && ways.is_empty() {
        let words = "Choose a password first: nothing else would open your account.";
        return Err(Error::Conflict(words.into()));
    }
    let entry = Entry::new(Who::Person(visitor.id), Action::SignInMeansChanged);
    audit::write(&mut *db, entry.note("what", "disconnected another site"), now).await?;
    let what = format!("Your account cannot be opened with {label} any more");
    let letter = letters::changed_ways(state.config.base_url(), &account.email, &what)?;
    outbox::put(&mut *db, &state.secrets, &letter, None, now).await?;
    db.commit().await?;
    mail::deliver_soon(&state);
    flash(&session, format!("{label} does not open your account any more.")).await?;
    Ok(Redirect::to(&Account.to_string()))
}
