//! Showing again who one is, before what must not be done by somebody at an unlocked screen.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::{FormPage, Next};
use crate::features::accounts::passwords::{self, Password};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::{Account, Confirm, Forgot, attempts, queries, sessions};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::Field;
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    next: Next,
}

pub async fn show(
    _: Confirm,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
    Query(next): Query<Next>,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    Ok(form(page, &account, &next, None).answer())
}

pub async fn submit(
    _: Confirm,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    attempts::take(&state, account.email.as_str(), Some(account.id)).await?;
    let password = Password::typed(&answers.password);
    let hash = account.password_hash.clone();
    if !passwords::verify(&state.config, password, hash).await?.fits {
        attempts::failed(&state, Some(account.id)).await?;
        let wrong = "This is not your password.".to_owned();
        return Ok(form(page, &account, &answers.next, Some(wrong)).answer());
    }
    sessions::refresh(&session, state.clock.now()).await?;
    Ok(Redirect::to(&answers.next.path_or(&Account.to_string())).into_response())
}

fn form(page: Page, account: &OwnAccount, next: &Next, wrong: Option<String>) -> FormPage {
    let field = Field::line("password", "password", "Password").error(wrong).required();
    FormPage::new(page, "Is it you?", Confirm, "Go on")
        .say("You signed in a while ago. Show once more that it is you, because what comes next could \
              lock you out.")
        .send_along("next", next.path_or(""))
        .send_along("username", account.email.as_str())
        .fields(vec![field.autocomplete("current-password")])
        .aside("Forgot the password?", Forgot)
}
