//! Signing in.

#[cfg(test)]
mod sample;

use askama::Template;
use askama_web::WebTemplate;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tower_sessions::Session;

use super::{Next, private};
use crate::features::accounts::factors::Passkeys;
use crate::features::accounts::identities::{Issuer, Issuers};
use crate::features::accounts::sessions::Asker;
use crate::features::accounts::{EnterByPasskey, SignIn, ToElsewhere, attempts, entrance};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{ErrorSummary, Field, Link};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "accounts/sign_in.html")]
pub struct SignInPage {
    page: Page,
    next: String,
    errors: ErrorSummary,
    fields: Vec<Field>,
    /// Other sites to sign in by.
    elsewhere: Vec<Link>,
    /// Where a passkey may be shown instead, and where to go then.
    passkey: Option<Link>,
}

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    next: Next,
}

pub async fn show(
    _: SignIn,
    page: Page,
    State(state): State<state::State>,
    Extension(issuers): Extension<Issuers>,
    Query(next): Query<Next>,
) -> Response {
    if page.visitor.is_some() {
        return Redirect::to(&next.path_or("/start")).into_response();
    }
    form(page, &state, &issuers, &next, "", None).into_response()
}

pub async fn submit(
    _: SignIn,
    page: Page,
    State(state): State<state::State>,
    Extension(issuers): Extension<Issuers>,
    session: Session,
    asker: Asker,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let proved = attempts::check(&state, &answers.email, &answers.password).await?;
    let Some(proved) = proved else {
        // One sentence for a wrong address and a wrong password: neither tells which exists.
        let wrong = "The email address and the password do not fit together.";
        let form = form(page, &state, &issuers, &answers.next, &answers.email, Some(wrong));
        return Ok(private(StatusCode::UNPROCESSABLE_ENTITY, form));
    };
    entrance::enter(&state, &session, &asker, proved, answers.next.path_or("/start")).await
}

fn form(
    page: Page,
    state: &state::State,
    issuers: &Issuers,
    next: &Next,
    email: &str,
    wrong: Option<&str>,
) -> SignInPage {
    let fields = vec![
        Field::line("email", "email", "Email address")
            .value(email)
            .required()
            .autocomplete("username"),
        Field::line("password", "password", "Password").required().autocomplete("current-password"),
    ];
    let errors = wrong.map(|wrong| ("field-email".to_owned(), wrong.to_owned())).into_iter();
    SignInPage {
        page,
        next: next.path_or(""),
        errors: ErrorSummary { errors: errors.collect() },
        fields,
        elsewhere: issuers.iter().map(|issuer| way_to(issuer, next)).collect(),
        passkey: Passkeys::of(&state.config)
            .map(|_| Link::new(next.path_or(""), EnterByPasskey.to_string())),
    }
}

/// The link to sign in by another site.
fn way_to(issuer: &Issuer, next: &Next) -> Link {
    let there = ToElsewhere { issuer: issuer.slug.to_owned() };
    let next = utf8_percent_encode(&next.path_or(""), NON_ALPHANUMERIC).to_string();
    let query = if next.is_empty() { next } else { format!("?next={next}") };
    Link::new(format!("Continue with {}", issuer.name), format!("{there}{query}"))
}
