//! Signing in.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::{Next, private};
use crate::features::accounts::sessions::{self, Asker};
use crate::features::accounts::{SignIn, attempts};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{ErrorSummary, Field};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "accounts/sign_in.html")]
pub struct SignInPage {
    page: Page,
    next: String,
    errors: ErrorSummary,
    fields: Vec<Field>,
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

pub async fn show(_: SignIn, page: Page, Query(next): Query<Next>) -> Response {
    if page.visitor.is_some() {
        return Redirect::to(&next.path_or("/matches")).into_response();
    }
    form(page, &next, "", None).into_response()
}

pub async fn submit(
    _: SignIn,
    page: Page,
    State(state): State<state::State>,
    session: Session,
    asker: Asker,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let user = attempts::check(&state, &answers.email, &answers.password).await?;
    let Some(user) = user else {
        // One sentence for a wrong address and a wrong password: neither tells which exists.
        let wrong = "The email address and the password do not fit together.";
        let form = form(page, &answers.next, &answers.email, Some(wrong));
        return Ok(private(StatusCode::UNPROCESSABLE_ENTITY, form));
    };
    sessions::begin(&session, user, &asker, state.clock.now()).await?;
    Ok(Redirect::to(&answers.next.path_or("/matches")).into_response())
}

fn form(page: Page, next: &Next, email: &str, wrong: Option<&str>) -> SignInPage {
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
    }
}
