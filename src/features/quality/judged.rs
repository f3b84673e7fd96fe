//! One field of one call held against its label.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::statistics::Interval;

/// What came of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The label's value was read.
    Right,
    /// Another value was read.
    Wrong,
    /// A value was read where the label says that the text has none: the worse sort of wrong.
    Invented,
    /// The label has a value, and nothing was read.
    Missing,
    /// Neither has a value.
    RightlyUnknown,
}

/// A field of a call: what the label says, what was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    pub(super) field: &'static str,
    pub(super) outcome: Outcome,
    pub(super) expected: Value,
    pub(super) got: Value,
    pub(super) quote: Option<String>,
}

/// A field that was not read as labelled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The call.
    pub file: String,
    /// The field, as the gold file names it.
    pub field: String,
    /// In which way.
    pub outcome: Outcome,
    /// The label.
    pub expected: Value,
    /// What was read.
    pub got: Value,
    /// The words it was read from.
    pub quote: Option<String>,
}

/// How often a field came out in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// The label's value was read.
    pub right: usize,
    /// Another value was read than the label's, or one where there is none.
    pub wrong: usize,
    /// Those of the wrong ones where the text has no value.
    pub invented: usize,
    /// There is a value, and nothing was read.
    pub missing: usize,
    /// There is none, and none was read.
    pub rightly_unknown: usize,
    /// The share that is right or rightly unknown.
    pub good: Option<Interval>,
    /// The share that is wrong.
    pub wrong_share: Option<Interval>,
}

impl Counts {
    /// One more.
    pub(super) fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Right => self.right += 1,
            Outcome::Wrong => self.wrong += 1,
            Outcome::Invented => {
                self.wrong += 1;
                self.invented += 1;
            }
            Outcome::Missing => self.missing += 1,
            Outcome::RightlyUnknown => self.rightly_unknown += 1,
        }
        let good = self.right + self.rightly_unknown;
        self.good = Interval::of_share(good, self.total());
        self.wrong_share = Interval::of_share(self.wrong, self.total());
    }

    /// How many were labelled.
    pub fn total(&self) -> usize {
        self.right + self.wrong + self.missing + self.rightly_unknown
    }
}

impl Judged {
    /// Holds what was read against the label; `same` is asked only where both have a value.
    pub(super) fn of(
        field: &'static str,
        expected: Value,
        got: Value,
        quote: Option<String>,
        same: impl FnOnce(&Value, &Value) -> bool,
    ) -> Self {
        let outcome = match (is_empty(&expected), is_empty(&got)) {
            (true, true) => Outcome::RightlyUnknown,
            (true, false) => Outcome::Invented,
            (false, true) => Outcome::Missing,
            (false, false) if same(&expected, &got) => Outcome::Right,
            (false, false) => Outcome::Wrong,
        };
        Self { field, outcome, expected, got, quote }
    }

    /// As a disagreement, where it is one.
    pub(super) fn disagreement(self, file: &str) -> Option<Disagreement> {
        let agrees = matches!(self.outcome, Outcome::Right | Outcome::RightlyUnknown);
        (!agrees).then(|| Disagreement {
            file: file.to_owned(),
            field: self.field.to_owned(),
            outcome: self.outcome,
            expected: self.expected,
            got: self.got,
            quote: self.quote,
        })
    }
}

/// Nothing is said: absent, empty, or a flag that is not set.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(items) => items.is_empty(),
        _ => false,
    }
}
