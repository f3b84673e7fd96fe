//! The room's addresses.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;
use uuid::Uuid;

use super::pages::{privacy, receipt};
use crate::platform::error::Error;
use crate::platform::state::State;

/// What is one's own.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/privacy")]
pub struct AccountPrivacy;

/// Asking for a copy of everything.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/privacy/exports")]
pub struct AskExport;

/// A copy.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/privacy/exports/{id}", rejection(Error))]
pub struct FetchExport {
    /// The copy.
    pub id: Uuid,
}

/// Asking for deletion; looked at, the last question before it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/privacy/delete")]
pub struct DeleteAccount;

/// Keeping the account after all.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/privacy/keep")]
pub struct KeepAccount;

/// The proof of a deletion, for whoever has its address.
#[derive(TypedPath, Deserialize)]
#[typed_path("/privacy/receipts/{id}", rejection(Error))]
pub struct Receipt {
    /// The receipt.
    pub id: Uuid,
}

/// Open to everyone.
pub fn public() -> Router<State> {
    Router::new().typed_get(receipt::show)
}

/// Open to those who are signed in.
pub fn members() -> Router<State> {
    Router::new()
        .typed_get(privacy::show)
        .typed_post(privacy::ask_export)
        .typed_get(privacy::fetch)
        .typed_get(privacy::confirm)
        .typed_post(privacy::delete)
        .typed_post(privacy::keep)
}
