//! What a changed page says now, beside what it said before.

use askama::Template;
use serde::{Deserialize, Serialize};

/// The changes between two versions.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/diff.html")]
pub struct Diff {
    /// Fact by fact.
    pub changes: Vec<Change>,
}

/// One changed fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which fact: "Deadline".
    pub label: String,
    /// What it was; `None`: it was not stated.
    pub was: Option<String>,
    /// What it is; `None`: it is no longer stated.
    pub is: Option<String>,
}
