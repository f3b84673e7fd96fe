//! Creating an account.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::{Next, begin};
use crate::features::accounts::{Email, Name, Password, SignUp, passwords, queries};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::config;
use crate::platform::error::{Result, violated};
use crate::platform::limits::{Key, Limited};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{ErrorSummary, Field};
use crate::platform::state;
use crate::platform::visitor::Role;

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
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    next: Next,
}

#[derive(Default)]
struct Wrong {
    name: Option<String>,
    email: Option<String>,
    password: Option<String>,
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
    let answers =
        Answers { name: String::new(), email: String::new(), password: String::new(), next };
    form(page, &state, &answers, Wrong::default()).into_response()
}

pub async fn submit(
    _: SignUp,
    page: Page,
    State(state): State<state::State>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let again = |page, wrong| {
        (StatusCode::UNPROCESSABLE_ENTITY, form(page, &state, &answers, wrong)).into_response()
    };
    if state.config.sign_up == config::SignUp::Closed {
        return Ok(
            (StatusCode::FORBIDDEN, form(page, &state, &answers, Wrong::default())).into_response()
        );
    }
    let read = (
        Name::parse(&answers.name),
        Email::parse(&answers.email),
        Password::parse(&answers.password),
    );
    let (Ok(name), Ok(email), Ok(password)) = &read else {
        let (name, email, password) = (read.0.err(), read.1.err(), read.2.err());
        return Ok(again(page, Wrong { name, email, password }));
    };
    state.limits.take(Limited::SignUp, &Key::here())?;
    let hash = passwords::hash(password.clone()).await?;
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    match queries::insert(&mut *tx, email, name, Role::Artist, &hash, now).await {
        Ok(user) => {
            audit::write(&mut *tx, Entry::new(Who::Person(user), Action::SignedUp), now).await?;
            tx.commit().await?;
            begin(&session, user).await?;
            let welcome = format!(
                "Welcome, {}. Tell us a little about your work, and your matches follow from it.",
                name.as_str()
            );
            flash(&session, welcome).await?;
            Ok(Redirect::to(&answers.next.path_or("/profile")).into_response())
        }
        Err(error) if violated(&error) == Some("users_email_unique") => {
            let taken = "There is an account for this address already. Sign in instead.";
            Ok(again(page, Wrong { email: Some(taken.into()), ..Wrong::default() }))
        }
        Err(error) => Err(error.into()),
    }
}

fn form(page: Page, state: &state::State, answers: &Answers, wrong: Wrong) -> SignUpPage {
    let fields = vec![
        Field::text("name", "Name you go by")
            .value(&answers.name)
            .error(wrong.name)
            .required()
            .autocomplete("name"),
        Field::line("email", "email", "Email address")
            .value(&answers.email)
            .error(wrong.email)
            .required()
            .autocomplete("username"),
        Field::line("password", "password", "Password")
            .hint("At least 8 characters. A few words in a row are easy to keep and hard to guess.")
            .error(wrong.password)
            .required()
            .autocomplete("new-password"),
    ];
    SignUpPage {
        page,
        open: state.config.sign_up == config::SignUp::Open,
        next: answers.next.path_or(""),
        errors: ErrorSummary::of(&fields),
        fields,
    }
}
