//! Showing again who one is, before what must not be done by somebody at an unlocked screen.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tower_sessions::Session;

use super::{FormPage, Next};
use crate::features::accounts::factors::{self, Passkeys};
use crate::features::accounts::identities::{self, Issuer, Issuers};
use crate::features::accounts::passwords::{self, Password};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::{
    Account, Confirm, ConfirmByPasskey, ConfirmElsewhere, Forgot, attempts, queries, sessions,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::{Field, Link};
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
    Extension(issuers): Extension<Issuers>,
    Query(next): Query<Next>,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let there = there(&state, &issuers, &account, &next).await?;
    let form = form(page, &account, &next, None, there);
    Ok(with_passkey(&state, form, &account, &next).await?.answer())
}

pub async fn submit(
    _: Confirm,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
    Extension(issuers): Extension<Issuers>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let lane = attempts::take(&state, account.email.as_str(), Some(account.id)).await?;
    let password = Password::typed(&answers.password);
    let hash = account.password_hash.clone();
    if !passwords::verify(&state.config, password, hash, lane).await?.fits {
        attempts::failed(&state, Some(account.id)).await?;
        let wrong = "This is not your password.".to_owned();
        let there = there(&state, &issuers, &account, &answers.next).await?;
        let form = form(page, &account, &answers.next, Some(wrong), there);
        return Ok(with_passkey(&state, form, &account, &answers.next).await?.answer());
    }
    sessions::refresh(&session, state.clock.now()).await?;
    Ok(Redirect::to(&answers.next.path_or(&Account.to_string())).into_response())
}

/// The other sites at which this person can show who they are.
async fn there(
    state: &state::State,
    issuers: &Issuers,
    account: &OwnAccount,
    next: &Next,
) -> Result<Vec<Link>> {
    let connected = identities::connected(&state.pool, account.id).await?;
    let known = connected.iter().filter_map(|one| issuers.find(&one.provider));
    let next = utf8_percent_encode(&next.path_or("/account"), NON_ALPHANUMERIC).to_string();
    let link = |issuer: Arc<Issuer>| {
        let there = ConfirmElsewhere { issuer: issuer.slug.to_owned() };
        Link::new(format!("Show it at {}", issuer.name), format!("{there}?next={next}"))
    };
    Ok(known.map(link).collect())
}

/// Offers to show a passkey, to who has one.
async fn with_passkey(
    state: &state::State,
    form: FormPage,
    account: &OwnAccount,
    next: &Next,
) -> Result<FormPage> {
    let any = !factors::passkeys(&state.pool, account.id).await?.is_empty();
    let possible = any && Passkeys::of(&state.config).is_some();
    let there = Link::new(next.path_or("/account"), ConfirmByPasskey.to_string());
    Ok(FormPage { passkey: possible.then_some(there), ..form })
}

fn form(
    page: Page,
    account: &OwnAccount,
    next: &Next,
    wrong: Option<String>,
    there: Vec<Link>,
) -> FormPage {
    let field = Field::line("password", "password", "Password").error(wrong).required();
    let known = account.password_hash.is_some();
    let button = if known { "Go on" } else { "" };
    let mut form = FormPage::new(page, "Is it you?", Confirm, button)
        .say("You signed in a while ago. Show once more that it is you, because what comes next could \
              lock you out.")
        .send_along("next", next.path_or(""))
        .send_along("username", account.email.as_str())
        .fields(known.then(|| field.autocomplete("current-password")).into_iter().collect())
        .aside("Forgot the password?", Forgot);
    form.aside.extend(there);
    form
}
