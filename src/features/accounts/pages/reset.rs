//! A new password, for whoever reads the letter. It ends every sign-in and whatever was under way.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::{FormPage, Shown, new_password, used_up};
use crate::features::accounts::passwords::{self, Password};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::tickets::{self, Purpose, Stub};
use crate::features::accounts::{Forgot, Reset, SignIn, letters, queries, sessions, tokens};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::page::{Page, flash};
use crate::platform::parts::Link;
use crate::platform::{mail, outbox, state};

const OPENS: &[Purpose] = &[Purpose::PasswordReset];

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    token: String,
    #[serde(default)]
    password: String,
}

pub async fn show(
    _: Reset,
    page: Page,
    State(state): State<state::State>,
    Query(shown): Query<Shown>,
) -> Result<Response> {
    match owner(&state, &Stub::shown(&shown.token)).await? {
        Some(account) => Ok(form(page, &account, &shown.token, None).answer()),
        None => Ok(ask_again(page)),
    }
}

pub async fn submit(
    _: Reset,
    page: Page,
    State(state): State<state::State>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let token = Stub::shown(&answers.token);
    let Some(account) = owner(&state, &token).await? else { return Ok(ask_again(page)) };
    let home = state.config.base_url();
    let known = [account.email.as_str(), &account.name, home.host_str().unwrap_or_default()];
    let password = match Password::choose(&answers.password, &known) {
        Ok(password) => password,
        Err(wrong) => return Ok(form(page, &account, &answers.token, Some(wrong)).answer()),
    };
    let hash = passwords::hash(&state.config, password).await?;
    if !set(&state, &token, &account, &hash).await? {
        return Ok(ask_again(page));
    }
    // Also where this very browser was signed in: it begins anew.
    session.clear().await;
    session.cycle_id().await?;
    flash(&session, "Your new password is kept. Sign in with it.").await?;
    Ok(Redirect::to(&SignIn.to_string()).into_response())
}

/// The account that this token opens.
async fn owner(state: &state::State, token: &Stub) -> Result<Option<OwnAccount>> {
    let ticket = tickets::peek(&state.pool, token, OPENS, state.clock.now()).await?;
    let Some((user, email)) = ticket.and_then(|ticket| Some((ticket.user?, ticket.email))) else {
        return Ok(None);
    };
    let account = queries::own(&state.pool, user).await?;
    Ok(account.filter(|account| account.email == email))
}

/// Everything that a new password brings with it, together or not at all. False: somebody was quicker.
async fn set(state: &state::State, token: &Stub, account: &OwnAccount, hash: &str) -> Result<bool> {
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    if tickets::redeem(&mut *db, token, OPENS, now).await?.is_none() {
        return Ok(false);
    }
    queries::set_password(&mut *db, account.id, hash).await?;
    if account.email_proved_at.is_none() {
        // Until now only another site vouched for the address. Whoever reads its mail is believed over
        // whoever came by that site, and over all they left behind.
        queries::forget_ways(&mut *db, account.id).await?;
    }
    queries::prove_email(&mut *db, account.id, now).await?;
    tickets::void(&mut *db, account.id).await?;
    sessions::end_all(&mut *db, account.id).await?;
    tokens::revoke_all(&mut *db, account.id, "the password changed", now).await?;
    let entry = Entry::new(Who::Person(account.id), Action::PasswordChanged).note("by", "letter");
    audit::write(&mut *db, entry, now).await?;
    let kept = queries::keep_after_all(&mut *db, account.id).await?;
    if kept {
        let entry = Entry::new(Who::Person(account.id), Action::DeletionCancelled);
        audit::write(&mut *db, entry.note("by", "new password"), now).await?;
    }
    let ways = queries::other_ways(&mut *db, account.id).await?;
    let letter = letters::changed_password(state.config.base_url(), &account.email, &ways, kept)?;
    outbox::put(&mut *db, &state.secrets, &letter, None, now).await?;
    db.commit().await?;
    mail::deliver_soon(state);
    Ok(true)
}

fn ask_again(page: Page) -> Response {
    used_up(page, None, Link::new("Ask for another letter", Forgot.to_string()))
}

fn form(page: Page, account: &OwnAccount, token: &str, wrong: Option<String>) -> FormPage {
    FormPage::new(page, "Choose a new password", Reset, "Keep the password")
        .say(format!("For {}. Every other sign-in ends with it.", account.email.as_str()))
        .send_along("token", token)
        .send_along("username", account.email.as_str())
        .fields(vec![new_password(wrong)])
}
