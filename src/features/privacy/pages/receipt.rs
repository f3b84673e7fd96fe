//! The proof of a deletion.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use chrono::{DateTime, Utc};

use crate::features::privacy::Receipt;
use crate::features::privacy::queries::{self, Done};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "privacy/receipt.html")]
pub struct ReceiptPage {
    page: Page,
    number: String,
    done: Option<Done>,
    due: Option<DateTime<Utc>>,
    keep_audit_days: u32,
}

pub async fn show(
    path: Receipt,
    page: Page,
    State(state): State<state::State>,
) -> Result<ReceiptPage> {
    let done = queries::receipt(&state.pool, path.id).await?;
    let due = queries::is_waiting(&state.pool, path.id).await?;
    (done.is_some() || due.is_some()).then_some(()).or_not_found()?;
    let keep_audit_days = state.config.keep_audit_days;
    Ok(ReceiptPage { page, number: path.id.to_string(), done, due, keep_audit_days })
}
