//! The name one goes by.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::FormPage;
use crate::features::accounts::{Account, ChangeName, Name, queries};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::page::{Page, flash};
use crate::platform::parts::Field;
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    name: String,
}

pub async fn show(_: ChangeName, page: Page, visitor: Visitor) -> Response {
    form(page, &visitor.name, None).answer()
}

pub async fn submit(
    _: ChangeName,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let name = match Name::parse(&answers.name) {
        Ok(name) => name,
        Err(wrong) => return Ok(form(page, &answers.name, Some(wrong)).answer()),
    };
    let mut db = state.pool.begin().await?;
    queries::set_name(&mut *db, visitor.id, &name).await?;
    let entry = Entry::new(Who::Person(visitor.id), Action::NameChanged);
    audit::write(&mut *db, entry, state.clock.now()).await?;
    db.commit().await?;
    flash(&session, "Your name is kept.").await?;
    Ok(Redirect::to(&Account.to_string()).into_response())
}

fn form(page: Page, name: &str, wrong: Option<String>) -> FormPage {
    let field = Field::text("name", "Name you go by").value(name).error(wrong).required();
    FormPage::new(page, "Your name", ChangeName, "Keep the name")
        .fields(vec![field.autocomplete("name")])
        .aside("Back to your account", Account)
}
