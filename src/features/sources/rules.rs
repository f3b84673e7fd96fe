//! What of a page or a record is read: selectors and paths that an admin writes.

use serde::{Deserialize, Serialize};

/// What of a page is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PageRules {
    /// The part that holds the call; absent: found by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Css>,
    /// Each match is one call; absent: the page is one call, or is split by its headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub several: Option<Css>,
    /// Parts of it that are not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Css>,
    /// Parts that get a label.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<LabelledCss>,
    /// Whether the page names the call better than the list does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own_title: bool,
}

/// What a record of an API means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordRules {
    /// The source's own id of the record.
    pub key: Path,
    /// Its title.
    pub title: Path,
    /// Its address; absent or empty in a record: `page`, or the source's home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Path>,
    /// An address with `{key}` in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// When it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Path>,
    /// What is read of it, in this order, under these labels.
    pub fields: Vec<LabelledPath>,
}

/// A part of a page and the label it gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelledCss {
    /// The label.
    pub label: String,
    /// The part.
    pub select: Css,
}

/// A part of a record and the label it gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelledPath {
    /// The label.
    pub label: String,
    /// The part.
    pub path: Path,
    /// The currency that a bare number there means, ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// A CSS selector that can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Css(String);

impl Css {
    /// As the parser wants it. Always there, since what could not be read was refused.
    pub(super) fn selector(&self) -> Option<scraper::Selector> {
        scraper::Selector::parse(&self.0).ok()
    }
}

impl TryFrom<String> for Css {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match scraper::Selector::parse(&text) {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err(format!("{text:?} is no CSS selector")),
        }
    }
}

impl From<Css> for String {
    fn from(css: Css) -> Self {
        css.0
    }
}

/// A place in JSON: names and positions joined by dots, `*` for every one of a list:
/// `synopsis.applicantTypes.*.description`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Path(String);

impl Path {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.split('.').any(|step| step.trim().is_empty()) {
            Err(format!("{text:?} should be names joined by dots, like agency.name"))
        } else {
            Ok(Self(text))
        }
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.0
    }
}
