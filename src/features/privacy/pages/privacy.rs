//! What is one's own: a copy of it, what was agreed to, and leaving.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use crate::features::accounts::{self, Fresh};
use crate::features::privacy::queries::{self, Consent, Deletion, Export};
use crate::features::privacy::routes::{AskExport, DeleteAccount, FetchExport, KeepAccount};
use crate::features::privacy::{AccountPrivacy, Receipt, deletion, export};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{ErrorSummary, Field};
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "privacy/account.html")]
pub struct PrivacyPage {
    page: Page,
    exports: Vec<(Export, String)>,
    consents: Vec<Consent>,
    deletion: Option<Deletion>,
    receipt: Option<String>,
    days: u32,
}

#[derive(Template, WebTemplate)]
#[template(path = "privacy/delete.html")]
pub struct DeletePage {
    page: Page,
    errors: ErrorSummary,
    fields: Vec<Field>,
    days: u32,
    keep_audit_days: u32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    email: String,
}

pub async fn show(
    _: AccountPrivacy,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
) -> Result<PrivacyPage> {
    let exports = queries::exports_of(&state.pool, visitor.id, state.clock.now()).await?;
    let deletion = queries::deletion_of(&state.pool, visitor.id).await?;
    Ok(PrivacyPage {
        page,
        exports: exports
            .into_iter()
            .map(|one| (one.clone(), FetchExport { id: one.id }.to_string()))
            .collect(),
        consents: queries::consents_of(&state.pool, visitor.id).await?,
        receipt: deletion.map(|deletion| Receipt { id: deletion.receipt }.to_string()),
        deletion,
        days: state.config.deletion_days,
    })
}

pub async fn ask_export(
    _: AskExport,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    export::ask(&state, visitor.id).await?;
    flash(&session, "Your copy is being made. It is here in a minute or so.").await?;
    Ok(Redirect::to(&AccountPrivacy.to_string()))
}

pub async fn fetch(
    path: FetchExport,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
) -> Result<Response> {
    let now = state.clock.now();
    let archive = queries::archive(&state.pool, visitor.id, path.id, now).await?.or_not_found()?;
    let entry = Entry::new(Who::Person(visitor.id), Action::ExportFetched);
    audit::write(&state.pool, entry.on("account", visitor.id.0), now).await?;
    let name = format!("attachment; filename=\"proletto-{}.zip\"", now.format("%Y-%m-%d"));
    let headers =
        [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, archive).into_response())
}

pub async fn confirm(
    _: DeleteAccount,
    page: Page,
    _: Fresh,
    State(state): State<state::State>,
) -> DeletePage {
    form(page, &state, "", None)
}

pub async fn delete(
    _: DeleteAccount,
    page: Page,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let email = accounts::email_of(&state.pool, visitor.id).await?.or_not_found()?;
    if typed.email.trim().to_lowercase() != email {
        let wrong = "Type the address of this account, so that nothing is deleted by mistake.";
        let page = form(page, &state, &typed.email, Some(wrong));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    deletion::ask(&state, &visitor, &email).await?;
    flash(&session, "Your account will be deleted. Until then you can still change your mind.")
        .await?;
    Ok(Redirect::to(&AccountPrivacy.to_string()).into_response())
}

pub async fn keep(
    _: KeepAccount,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    deletion::cancel(&state, &visitor).await?;
    flash(&session, "Your account stays.").await?;
    Ok(Redirect::to(&AccountPrivacy.to_string()))
}

fn form(page: Page, state: &state::State, email: &str, wrong: Option<&str>) -> DeletePage {
    let fields = vec![
        Field::line("email", "email", "The address of this account")
            .value(email)
            .error(wrong)
            .required()
            .autocomplete("off"),
    ];
    DeletePage {
        page,
        errors: ErrorSummary::of(&fields),
        fields,
        days: state.config.deletion_days,
        keep_audit_days: state.config.keep_audit_days,
    }
}
