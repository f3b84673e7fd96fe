//! What `proletto quality tests/calls --json` said of this very program: kept beside the code, and held
//! equal to what the code gives by a test.

use std::sync::LazyLock;

use super::Report;

/// The measurement over the calls that ship with the program.
static SHIPPED: LazyLock<Report> =
    LazyLock::new(|| serde_json::from_str(include_str!("shipped.json")).unwrap_or_default());

/// The measurement over the calls that ship with the program.
pub fn shipped() -> &'static Report {
    &SHIPPED
}
