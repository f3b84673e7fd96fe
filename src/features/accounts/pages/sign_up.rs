//! Creating an account, first half: an address, to which a letter goes. The answer is the same whether or
//! not it has an account.

#[cfg(test)]
mod sample;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;

use super::{Next, look_in_your_mail, private};
use crate::features::accounts::tickets::{self, Purpose};
use crate::features::accounts::{Email, SignUp, letters, queries};
use crate::platform::config;
use crate::platform::error::Result;
use crate::platform::limits::{Key, Limited};
use crate::platform::mail;
use crate::platform::page::Page;
use crate::platform::parts::{ErrorSummary, Field};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "accounts/sign_up.html")]
pub struct SignUpPage {
    page: Page,
    /// Whether anyone may create an account here.
    open: bool,
    next: String,
    errors: ErrorSummary,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    email: String,
    #[serde(flatten)]
    next: Next,
}

pub async fn show(
    _: SignUp,
    page: Page,
    State(state): State<state::State>,
    Query(next): Query<Next>,
) -> Response {
    if page.visitor.is_some() {
        return Redirect::to(&next.path_or("/profile")).into_response();
    }
    form(page, &state, &Answers { email: String::new(), next }, None).into_response()
}

pub async fn submit(
    _: SignUp,
    page: Page,
    State(state): State<state::State>,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    if state.config.sign_up != config::SignUp::Open {
        return Ok(private(StatusCode::FORBIDDEN, form(page, &state, &answers, None)));
    }
    let email = match Email::parse(&answers.email) {
        Ok(email) => email,
        Err(wrong) => {
            let again = form(page, &state, &answers, Some(wrong));
            return Ok(private(StatusCode::UNPROCESSABLE_ENTITY, again));
        }
    };
    state.limits.take(Limited::SignUp, &Key::here()).await?;
    invite_or_remind(&state, &email, &answers.next.path_or("")).await?;
    let then = "Follow the link in the letter to choose a name and a password.";
    Ok(look_in_your_mail(page, &state.config, email.as_str(), then))
}

/// Writes to the address what is the case: how to go on, or that there is an account. Both are the same
/// work, so that the time tells nothing either.
async fn invite_or_remind(state: &state::State, email: &Email, next: &str) -> anyhow::Result<()> {
    let (home, now) = (state.config.base_url(), state.clock.now());
    let mut db = state.pool.begin().await?;
    let owner = queries::by_email(&mut *db, email).await?.map(|known| known.id);
    let purpose = owner.map_or(Purpose::SignUp, |_| Purpose::PasswordReset);
    let token = tickets::issue(&mut *db, purpose, owner, email, next, now).await?;
    let letter = match owner {
        None => letters::confirm(home, email, &token)?,
        Some(_) => letters::already_here(home, email, &token)?,
    };
    letters::post_sparingly(&mut db, state, &letter, purpose).await?;
    db.commit().await?;
    mail::deliver_soon(state);
    Ok(())
}

fn form(page: Page, state: &state::State, answers: &Answers, wrong: Option<String>) -> SignUpPage {
    let fields = vec![
        Field::line("email", "email", "Email address")
            .value(&answers.email)
            .error(wrong)
            .required()
            .autocomplete("email"),
    ];
    SignUpPage {
        page,
        open: state.config.sign_up == config::SignUp::Open,
        next: answers.next.path_or(""),
        errors: ErrorSummary::of(&fields),
        fields,
    }
}
