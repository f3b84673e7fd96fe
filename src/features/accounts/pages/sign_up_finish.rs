//! Creating an account, second half: whoever reads the letter chooses name and password. Only now is there
//! an account, and nobody but the reader of the address ever had a hand in it.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tower_sessions::Session;

use super::{FormPage, Next, Shown, new_password, used_up};
use crate::features::accounts::identities::{Issuer, Issuers};
use crate::features::accounts::passwords::{self, Password};
use crate::features::accounts::queries::NewUser;
use crate::features::accounts::sessions::{self, Asker};
use crate::features::accounts::tickets::{self, Purpose, Stub, Ticket};
use crate::features::accounts::{
    JoinElsewhere, Name, Proved, SignIn, SignUp, SignUpFinish, queries,
};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::config::{self, Config};
use crate::platform::error::{Result, violated};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{Field, Link};
use crate::platform::state;
use crate::platform::visitor::{Role, UserId};

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    token: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

pub async fn show(
    _: SignUpFinish,
    page: Page,
    State(state): State<state::State>,
    Extension(issuers): Extension<Issuers>,
    Query(shown): Query<Shown>,
) -> Result<Response> {
    let (token, now) = (Stub::shown(&shown.token), state.clock.now());
    let Some(ticket) = tickets::peek(&state.pool, &token, opens(&state.config), now).await? else {
        return Ok(begin_again(page, &state.config));
    };
    Ok(form(page, &issuers, &ticket, &shown.token, "", (None, None)).answer())
}

pub async fn submit(
    _: SignUpFinish,
    page: Page,
    State(state): State<state::State>,
    Extension(issuers): Extension<Issuers>,
    session: Session,
    asker: Asker,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let (token, now) = (Stub::shown(&answers.token), state.clock.now());
    let Some(ticket) = tickets::peek(&state.pool, &token, opens(&state.config), now).await? else {
        return Ok(begin_again(page, &state.config));
    };
    let name = Name::parse(&answers.name);
    let home = state.config.base_url();
    let known = [&*answers.name, ticket.email.as_str(), home.host_str().unwrap_or_default()];
    let password = Password::choose(&answers.password, &known);
    let (name, password) = match (name, password) {
        (Ok(name), Ok(password)) => (name, password),
        (name, password) => {
            let wrong = (name.err(), password.err());
            let again = form(page, &issuers, &ticket, &answers.token, &answers.name, wrong);
            return Ok(again.answer());
        }
    };
    let hash = passwords::hash(&state.config, password).await?;
    let Some(user) = create(&state, &token, &name, &hash).await? else {
        return Ok(begin_again(page, &state.config));
    };
    sessions::begin(&session, Proved { user, turn: 0 }, &asker, now).await?;
    let welcome = format!(
        "Welcome, {}. Tell us a little about your work, and your matches follow from it.",
        name.as_str()
    );
    flash(&session, welcome).await?;
    let next = Next { next: ticket.next };
    Ok(Redirect::to(&next.path_or("/profile")).into_response())
}

/// Uses the ticket up and makes the account, together or not at all. `None`: somebody was quicker.
async fn create(
    state: &state::State,
    token: &Stub,
    name: &Name,
    hash: &str,
) -> Result<Option<UserId>> {
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    let ticket = tickets::redeem(&mut *db, token, opens(&state.config), now).await?;
    let Some(Ticket { email, .. }) = ticket else { return Ok(None) };
    let user = NewUser {
        email: &email,
        name,
        role: Role::Artist,
        password_hash: Some(hash),
        email_proved_at: Some(now),
    };
    let user = match queries::insert(&mut *db, user, now).await {
        Err(error) if violated(&error) == Some("users_email_unique") => return Ok(None),
        user => user?,
    };
    tickets::void_address(&mut *db, &email).await?;
    audit::write(&mut *db, Entry::new(Who::Person(user), Action::SignedUp), now).await?;
    db.commit().await?;
    Ok(Some(user))
}

/// Which tickets open this page.
pub fn opens(config: &Config) -> &'static [Purpose] {
    match config.sign_up {
        config::SignUp::Open => &[Purpose::SignUp, Purpose::Invitation],
        config::SignUp::Invite => &[Purpose::Invitation],
        config::SignUp::Closed => &[],
    }
}

/// The way on from a link that opens nothing, which is not a door that is closed.
pub fn begin_again(page: Page, config: &Config) -> Response {
    let sign_in = || Link::new("Sign in, if you have an account", SignIn.to_string());
    let (also, again) = match config.sign_up {
        config::SignUp::Open => (None, Link::new("Ask for another letter", SignUp.to_string())),
        config::SignUp::Invite => (
            Some("Accounts here are by invitation: whoever invited you can do so again."),
            sign_in(),
        ),
        config::SignUp::Closed => (Some("No new accounts are made here any more."), sign_in()),
    };
    used_up(page, also, again)
}

fn form(
    page: Page,
    issuers: &Issuers,
    ticket: &Ticket,
    token: &str,
    name: &str,
    wrong: (Option<String>, Option<String>),
) -> FormPage {
    let email = ticket.email.as_str();
    let fields = vec![
        Field::text("name", "Name you go by")
            .value(name)
            .error(wrong.0)
            .required()
            .autocomplete("name"),
        Field { label: "Password".into(), ..new_password(wrong.1) },
    ];
    let way_to = |issuer: &Arc<Issuer>| {
        let there = JoinElsewhere { issuer: issuer.slug.to_owned() };
        let token = utf8_percent_encode(token, NON_ALPHANUMERIC);
        Link::new(format!("Continue with {}", issuer.name), format!("{there}?token={token}"))
    };
    FormPage::new(page, "Welcome", SignUpFinish, "Create the account")
        .say(format!("Your address is confirmed: {email}. You will sign in with it."))
        .send_along("token", token)
        .send_along("username", email)
        .fields(fields)
        .elsewhere(
            "Or sign in by another site, without a password here.",
            issuers.iter().map(way_to),
        )
}
