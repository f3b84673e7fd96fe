//! What a list says about one call, and where listing goes on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

/// What a list says about one call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What stays the same while the call changes: the source's own id, or the address without
    /// tracking.
    pub key: String,
    /// Where a person reads it.
    pub url: Url,
    /// Its title, one line of plain text.
    pub title: String,
    /// When the source says it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_on: Option<NaiveDate>,
    /// What the list says under a label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What the list says besides.
    #[serde(default, skip_serializing_if = "Content::is_none")]
    pub content: Content,
    /// Whether it can be judged by this alone, so that its own page need not be asked for.
    #[serde(default)]
    pub enough: bool,
}

/// A label and what stands under it, both one line of plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// As the source (or its standard) names it: `Deadline`.
    pub label: String,
    /// As written.
    pub value: String,
}

/// What a list holds of a call beyond its title and fields, as it came.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Nothing.
    #[default]
    None,
    /// HTML.
    Html(String),
    /// A record of an API.
    Record(Value),
}

impl Content {
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Where listing goes on. Made and understood by the adapter only; everybody else just keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub Value);
