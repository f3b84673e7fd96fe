//! The code that guards an account, asked for after the password.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::FormPage;
use crate::features::accounts::factors::{self, Setup};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::sessions::Asker;
use crate::features::accounts::{EnterCode, SignIn, attempts, entrance, letters};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::Field;
use crate::platform::{mail, outbox, state};

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    code: String,
}

pub async fn show(
    _: EnterCode,
    page: Page,
    State(state): State<state::State>,
    session: Session,
) -> Result<Response> {
    match entrance::halfway(&state, &session).await? {
        Some(_) => Ok(form(page, None).answer()),
        None => Ok(Redirect::to(&SignIn.to_string()).into_response()),
    }
}

pub async fn submit(
    _: EnterCode,
    page: Page,
    State(state): State<state::State>,
    session: Session,
    asker: Asker,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let begin_again = || Ok(Redirect::to(&SignIn.to_string()).into_response());
    let Some((halfway, account)) = entrance::halfway(&state, &session).await? else {
        return begin_again();
    };
    attempts::take(&state, account.email.as_str(), Some(account.id)).await?;
    if !entrance::may_try(&state, &session).await? {
        return begin_again();
    }
    if !fits(&state, &account, &answers.code).await? {
        attempts::failed(&state, Some(account.id)).await?;
        let wrong = "This code does not fit. Codes of the app change every half minute, and each counts \
                     once.";
        return Ok(form(page, Some(wrong.to_owned())).answer());
    }
    entrance::let_in(&state, &session, &asker, halfway.proved, &halfway.next).await
}

/// Whether this is the app's code of now, or a recovery code; it is used up by that.
async fn fits(state: &state::State, account: &OwnAccount, typed: &str) -> Result<bool> {
    let (user, now) = (account.id, state.clock.now());
    let Some(guard) = factors::guard(&state.pool, user).await? else { return Ok(false) };
    let setup = Setup::open(&state.secrets, user, account.email.as_str(), &guard.secret)?;
    if let Some(step) = setup.step_of(typed, now) {
        return Ok(factors::use_step(&state.pool, user, step).await?);
    }
    let hash = factors::hash_of(&state.config, typed, &guard.recovery_salt).await?;
    let Some(hash) = hash else { return Ok(false) };
    let mut db = state.pool.begin().await?;
    if !factors::use_code(&mut *db, user, &hash).await? {
        return Ok(false);
    }
    let left = guard.codes_left - 1;
    let what = format!("A recovery code of your account was used to sign in. {left} are left");
    let letter = letters::changed_ways(state.config.base_url(), &account.email, &what)?;
    outbox::put(&mut *db, &state.secrets, &letter, None, now).await?;
    db.commit().await?;
    mail::deliver_soon(state);
    Ok(true)
}

fn form(page: Page, wrong: Option<String>) -> FormPage {
    let field = Field::text("code", "Code").error(wrong).required().autocomplete("one-time-code");
    FormPage::new(page, "One more thing", EnterCode, "Go on")
        .say("Type the code that your authenticator app shows, or one of your recovery codes.")
        .fields(vec![field])
        .aside("Begin again", SignIn)
}
