//! What a reader is given.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Country, Kind, Link};

/// The stored text of one call, and what is known about where it came from.
///
/// `text` is plain text: one block (paragraph, heading, list item, table row) a line, a blank line
/// between blocks that are set apart, list items beginning with `- `, labelled fields of a structured
/// source as `Label: value`. Evidence points into exactly this string.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Where it was fetched.
    pub url: Option<url::Url>,
    /// The title as the page or feed gives it, already part of `text` or prepended to it as a line.
    pub title: Option<String>,
    /// The text that every quote points into.
    pub text: String,
    /// Links of the page whose words stand in the text: where "Apply here" leads.
    #[serde(default)]
    pub links: Vec<Link>,
    /// The language the page declares (`lang` attribute), as a BCP 47 tag.
    pub declared_language: Option<String>,
    /// The day it was fetched; a missing year may be inferred only together with stated evidence.
    pub fetched_on: NaiveDate,
    /// When the source says it was posted.
    pub posted_on: Option<NaiveDate>,
    /// What the source tells about all its calls.
    pub hints: Hints,
}

/// What is true of every call of a source. A hint settles an ambiguity (a bare `$`, `10/3/25`) and is
/// then named in the fact's `because`; a hint alone never makes a fact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hints {
    /// The country the source speaks from.
    pub country: Option<Country>,
    /// The kinds of call it lists.
    pub kinds: Vec<Kind>,
    /// Whether numeric dates put the day first. `None`: unknown, so 3/4/2027 stays open.
    pub day_first: Option<bool>,
    /// The organisation, where the source speaks for one only.
    pub organisation: Option<String>,
}

impl Document {
    /// A text with nothing known about it.
    pub(super) fn of_text(text: &str) -> Self {
        Document {
            url: None,
            title: None,
            text: text.to_owned(),
            links: Vec::new(),
            declared_language: None,
            fetched_on: NaiveDate::MIN,
            posted_on: None,
            hints: Hints::default(),
        }
    }
}
