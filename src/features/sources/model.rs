//! A source as data.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::Url;

use super::{AdapterSettings, Item, Schedule};
use crate::features::reading::{Country, Hints, Kind};

/// A place on the web that lists calls, and how it is read. Written as TOML (the files that ship, the
/// admin's form) and as JSON (the database).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The short name in links, logs and the database.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// Where a person would look at it.
    pub home: Url,
    /// Where the adapter begins.
    pub address: Url,
    /// The part of the world it is about, in words: `Europe`, `California`, `worldwide`.
    pub region: String,
    /// The country it speaks from; settles what a bare `$` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The kinds of call it lists; empty: any.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// The language it writes in, ISO 639-1; absent: several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether its numeric dates put the day first; absent: it varies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_first: Option<bool>,
    /// Who calls, where the source speaks for one organisation only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// When it is read.
    pub schedule: Schedule,
    /// Seconds between two requests; its robots.txt may ask for more.
    #[serde(default = "five")]
    pub delay: u32,
    /// What its terms allow, as far as known, in our own words.
    pub terms: String,
    /// Whether it is read on schedule.
    pub enabled: bool,
    /// Why it is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off_reason: Option<String>,
    /// Whether calls that raise no flag are published without a review.
    #[serde(default)]
    pub trusted: bool,
    /// How much one run takes at most.
    #[serde(default)]
    pub limits: Limits,
    /// Which items are taken.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub words: Words,
    /// How it is read.
    pub adapter: AdapterSettings,
}

fn five() -> u32 {
    5
}

/// How much one run takes at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Pages of the list.
    pub pages: u32,
    /// Items.
    pub items: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pages: 20, items: 500 }
    }
}

/// Which items of a source are taken, judged by their title and listed fields before anything of them
/// is fetched. Without regard to case; a word is also found inside longer words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// At least one of these; empty: all items.
    pub any: Vec<String>,
    /// None of these.
    pub none: Vec<String>,
}

impl Words {
    fn is_empty(&self) -> bool {
        self.any.is_empty() && self.none.is_empty()
    }

    /// Whether an item is taken.
    pub fn take(&self, item: &Item) -> bool {
        if self.is_empty() {
            return true;
        }
        let mut text = item.title.to_lowercase();
        for field in &item.fields {
            text.push('\n');
            text.push_str(&field.value.to_lowercase());
        }
        let has = |word: &String| text.contains(&word.to_lowercase());
        (self.any.is_empty() || self.any.iter().any(has)) && !self.none.iter().any(has)
    }
}

/// What is wrong with a source, in words for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", field.map(|field| format!("{field}: ")).unwrap_or_default())]
pub struct Problem {
    /// The field it is about; `None`: the text as a whole.
    pub field: Option<&'static str>,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Reads a source from TOML and checks it.
///
/// # Errors
/// Everything that is wrong, at least one problem.
pub fn from_toml(text: &str) -> Result<Source, Vec<Problem>> {
    let source: Source = toml::from_str(text).map_err(|error| {
        let message = match error.span() {
            // What is missing stands nowhere.
            Some(at) if !error.message().starts_with("missing") => {
                let line =
                    text.get(..at.start).map_or(1, |before| before.matches('\n').count() + 1);
                format!("line {line}: {}", error.message())
            }
            _ => error.message().to_owned(),
        };
        vec![Problem { field: None, message }]
    })?;
    let problems = source.problems();
    if problems.is_empty() { Ok(source) } else { Err(problems) }
}

/// A source as TOML, for the admin's form and for a file.
///
/// # Errors
/// Never for a source that [`from_toml`] gave.
pub fn to_toml(source: &Source) -> Result<String, toml::ser::Error> {
    toml::to_string_pretty(source)
}

impl Source {
    /// What is wrong with it although each field alone can be read.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut say = |field, message: &str| {
            problems.push(Problem { field: Some(field), message: message.to_owned() });
        };
        for (field, text) in
            [("name", &self.name), ("region", &self.region), ("terms", &self.terms)]
        {
            if text.trim().is_empty() {
                say(field, "should not be empty");
            }
        }
        for (field, url) in [("home", &self.home), ("address", &self.address)] {
            if !is_web(url) {
                say(field, "should begin with https:// or http:// and name a host");
            }
        }
        if self.language.as_ref().is_some_and(|tag| !is_language(tag)) {
            say("language", "should be a two-letter code such as en or fr");
        }
        if !self.enabled && self.off_reason.as_ref().is_none_or(|why| why.trim().is_empty()) {
            say("off_reason", "should say why the source is switched off");
        }
        if !(1..=600).contains(&self.delay) {
            say("delay", "should be between 1 and 600 seconds");
        }
        if !(1..=500).contains(&self.limits.pages) {
            say("limits", "pages should be between 1 and 500");
        }
        if !(1..=10_000).contains(&self.limits.items) {
            say("limits", "items should be between 1 and 10000");
        }
        if let Some(message) = self.adapter.problem() {
            say("adapter", message);
        }
        problems
    }

    /// A source that nobody registered, for trying an address out.
    pub fn trial(address: Url, adapter: AdapterSettings) -> Self {
        Self {
            id: SourceId("trial".into()),
            name: address.host_str().unwrap_or("an address").to_owned(),
            home: address.clone(),
            address,
            region: "worldwide".into(),
            country: None,
            kinds: Vec::new(),
            language: None,
            day_first: None,
            organisation: None,
            schedule: Schedule::nightly(),
            delay: five(),
            terms: "Not looked at yet.".into(),
            enabled: true,
            off_reason: None,
            trusted: false,
            limits: Limits::default(),
            words: Words::default(),
            adapter,
        }
    }

    /// What is true of every call of this source.
    pub fn hints(&self) -> Hints {
        Hints {
            country: self.country,
            kinds: self.kinds.clone(),
            day_first: self.day_first,
            organisation: self.organisation.clone(),
        }
    }
}

pub(super) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host().is_some()
}

fn is_language(tag: &str) -> bool {
    tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The short name of a source: lower-case letters, digits and single hyphens, at most 60.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

impl SourceId {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SourceId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= 60 && text.split('-').all(parts) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "{text:?} should be lower-case letters and digits joined by single hyphens, at most 60"
            ))
        }
    }
}

impl TryFrom<String> for SourceId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::sources::{Content, Field};

    const TIDAL: &str = r#"
        id = "tidal-rooms"
        name = "Tidal Rooms"
        home = "https://tidal.example/"
        address = "https://tidal.example/feed/"
        region = "Europe"
        country = "GB"
        kinds = ["residency"]
        schedule = "17 3 * * *"
        terms = "Public feed, no terms stated."
        enabled = true

        [words]
        any = ["open call", "résidence"]
        none = ["results"]

        [adapter]
        kind = "feed"
        follow = "always"
    "#;

    #[test]
    fn a_source_is_the_same_after_a_round_through_toml_and_json() {
        let source = from_toml(TIDAL).unwrap();
        assert_eq!(source.delay, 5);
        assert_eq!(from_toml(&to_toml(&source).unwrap()).unwrap(), source);
        let json = serde_json::to_value(&source).unwrap();
        assert_eq!(serde_json::from_value::<Source>(json).unwrap(), source);
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        let wrong = |from: &str, to: &str| {
            let problems = from_toml(&TIDAL.replace(from, to)).unwrap_err();
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(" / ")
        };
        assert!(wrong("tidal-rooms", "Tidal Rooms").contains("joined by single hyphens"));
        assert!(wrong("17 3 * * *", "*/5 * * * *").contains("more often than once an hour"));
        assert!(wrong("17 3 * * *", "17 3").contains("five fields"));
        assert!(wrong("17 3 * * *", "0 0 31 2 *").contains("never comes"));
        assert!(wrong("schedule =", "shedule =").contains("shedule"));
        assert!(wrong("follow =", "folow =").contains("folow"));
        assert_eq!(
            wrong("enabled = true", "enabled = false\ndelay = 0"),
            "off_reason: should say why the source is switched off / \
             delay: should be between 1 and 600 seconds"
        );
        assert!(wrong("https://tidal.example/feed/", "file:///etc/passwd").starts_with("address:"));
    }

    #[test]
    fn words_choose_by_title_and_fields() {
        let words = from_toml(TIDAL).unwrap().words;
        let item = |title: &str, value: &str| Item {
            key: "1".into(),
            url: Url::parse("https://tidal.example/1").unwrap(),
            title: title.into(),
            posted_on: None,
            fields: vec![Field { label: "Category".into(), value: value.into() }],
            content: Content::None,
            enough: false,
        };
        assert!(words.take(&item("OPEN CALL: salt", "News")));
        assert!(words.take(&item("Salt", "Résidences")));
        assert!(!words.take(&item("Salt", "News")));
        assert!(!words.take(&item("Open call: the results", "News")));
    }
}
