//! Another password, for who knows the present one; or a first one, for who came by another site.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::{FormPage, new_password};
use crate::features::accounts::passwords::{self, Password};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::sessions::{self, Fresh};
use crate::features::accounts::{
    Account, ChangePassword, attempts, letters, queries, tickets, tokens,
};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::parts::Field;
use crate::platform::visitor::Visitor;
use crate::platform::{mail, outbox, state};

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

/// Somebody who may change the password: they know the present one and will type it, or have none and
/// showed a short while ago who they are.
pub struct MayChange(OwnAccount);

impl FromRequestParts<state::State> for MayChange {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &state::State) -> Result<Self, Response> {
        let account = async {
            let visitor =
                <Visitor as FromRequestParts<_>>::from_request_parts(parts, state).await?;
            queries::own(&state.pool, visitor.id).await?.or_not_found()
        };
        let account = account.await.map_err(Error::into_response)?;
        if account.password_hash.is_none() {
            Fresh::from_request_parts(parts, state).await?;
        }
        Ok(Self(account))
    }
}

pub async fn show(_: ChangePassword, page: Page, MayChange(account): MayChange) -> Response {
    form(page, &account, (None, None)).answer()
}

pub async fn submit(
    _: ChangePassword,
    page: Page,
    MayChange(account): MayChange,
    State(state): State<state::State>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    if let Some(hash) = account.password_hash.clone() {
        let lane = attempts::take(&state, account.email.as_str(), Some(account.id)).await?;
        let current = Password::typed(&answers.current);
        if !passwords::verify(&state.config, current, Some(hash), lane).await?.fits {
            attempts::failed(&state, Some(account.id)).await?;
            let wrong = Some("This is not your present password.".to_owned());
            return Ok(form(page, &account, (wrong, None)).answer());
        }
    }
    let home = state.config.base_url();
    let known = [account.email.as_str(), &account.name, home.host_str().unwrap_or_default()];
    let password = match Password::choose(&answers.password, &known) {
        Ok(password) => password,
        Err(wrong) => return Ok(form(page, &account, (None, Some(wrong))).answer()),
    };
    let (hash, now) = (passwords::hash(&state.config, password).await?, state.clock.now());
    let mut db = state.pool.begin().await?;
    sessions::hold(&mut *db, &session, account.id).await?;
    queries::set_password(&mut *db, account.id, &hash).await?;
    tickets::void(&mut *db, account.id).await?;
    sessions::keep_only(&mut *db, &session, account.id).await?;
    tokens::revoke_all(&mut *db, account.id, "the password changed", now).await?;
    let entry = Entry::new(Who::Person(account.id), Action::PasswordChanged);
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
    mail::deliver_soon(&state);
    flash(&session, "Your new password is kept, and every other sign-in has ended.").await?;
    Ok(Redirect::to(&Account.to_string()).into_response())
}

fn form(page: Page, account: &OwnAccount, wrong: (Option<String>, Option<String>)) -> FormPage {
    let mut fields = vec![new_password(wrong.1)];
    if account.password_hash.is_some() {
        let current = Field::line("password", "current", "Present password");
        let current = current.error(wrong.0).required().autocomplete("current-password");
        fields.insert(0, current);
    }
    FormPage::new(page, "Your password", ChangePassword, "Keep the password")
        .say("Every other sign-in ends with it.")
        .send_along("username", account.email.as_str())
        .fields(fields)
        .aside("Back to your account", Account)
}
