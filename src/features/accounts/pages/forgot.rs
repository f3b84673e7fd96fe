//! A forgotten password: a letter to the address, which says what is the case.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Form;
use serde::Deserialize;

use super::{FormPage, look_in_your_mail};
use crate::features::accounts::tickets::{self, Purpose};
use crate::features::accounts::{Email, Forgot, SignIn, letters, queries};
use crate::platform::error::Result;
use crate::platform::limits::{Key, Limited};
use crate::platform::mail;
use crate::platform::page::Page;
use crate::platform::parts::Field;
use crate::platform::state;

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    email: String,
}

pub async fn show(_: Forgot, page: Page) -> Response {
    form(page, "", None).answer()
}

pub async fn submit(
    _: Forgot,
    page: Page,
    State(state): State<state::State>,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let email = match Email::parse(&answers.email) {
        Ok(email) => email,
        Err(wrong) => return Ok(form(page, &answers.email, Some(wrong)).answer()),
    };
    state.limits.take(Limited::MailAddress, &Key::here()).await?;
    write(&state, &email).await?;
    let then = "Follow the link in the letter to choose a new password.";
    Ok(look_in_your_mail(page, &state.config, email.as_str(), then))
}

/// One letter in any case: whoever reads the address learns whether it has an account, and nobody else.
async fn write(state: &state::State, email: &Email) -> anyhow::Result<()> {
    let (home, now) = (state.config.base_url(), state.clock.now());
    let mut db = state.pool.begin().await?;
    let owner = queries::by_email(&mut *db, email).await?.map(|known| known.id);
    let purpose = Purpose::PasswordReset;
    let token = tickets::issue(&mut *db, purpose, owner, email, "", now).await?;
    let letter = match owner {
        Some(_) => letters::reset(home, email, &token)?,
        // The ticket of nobody opens nothing; it is there so that both take the same time.
        None => letters::no_account(home, email)?,
    };
    letters::post_sparingly(&mut db, state, &letter, purpose).await?;
    db.commit().await?;
    mail::deliver_soon(state);
    Ok(())
}

fn form(page: Page, email: &str, wrong: Option<String>) -> FormPage {
    let fields = vec![
        Field::line("email", "email", "Email address")
            .value(email)
            .error(wrong)
            .required()
            .autocomplete("username"),
    ];
    FormPage::new(page, "Forgot the password?", Forgot, "Send the letter")
        .say("We write to your address. The letter has a link to choose a new password.")
        .fields(fields)
        .aside("Back to signing in", SignIn)
}
