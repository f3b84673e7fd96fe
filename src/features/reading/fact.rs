//! A fact and what it rests on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A value read from a document, with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Fact<T> {
    /// What was read.
    pub value: T,
    /// The words (or the person) the value rests on.
    pub evidence: Evidence,
    /// How sure the reader is.
    pub sureness: Sureness,
    /// The reasoning in one plain sentence, where the value is not simply what the quote says
    /// ("The year comes from the exhibition dates, 3 to 20 March 2027").
    #[serde(default)]
    pub because: Option<String>,
}

/// What a fact rests on: words in the stored text, or the word of a person on the staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Words that stand in the stored text.
    Quote(Quote),
    /// A correction by a member of the staff.
    Correction {
        /// Their display name at the time.
        by: String,
        /// When they made it.
        at: DateTime<Utc>,
        /// Why, in their words.
        note: String,
    },
}

/// Words of a document's text and where they stand: `text[start..start + words.len()] == words`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Quote {
    /// The words, exactly as they stand in the text.
    pub words: String,
    /// Byte offset of the first of them in [`Document::text`](super::Document::text).
    pub start: usize,
}

/// How sure a reader is of a fact. Ordered: later is surer.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// No reader found it: a model pointed at the words, and code reads there what it says.
    Proposed,
    /// One reading among several; a reviewer should look.
    Doubtful,
    /// Follows from stated words by a rule that `because` names.
    Inferred,
    /// The quoted words say so.
    Stated,
}

impl<T> Fact<T> {
    /// A fact that the quoted words state.
    pub fn stated(value: T, quote: Quote) -> Self {
        Self { value, evidence: Evidence::Quote(quote), sureness: Sureness::Stated, because: None }
    }

    /// A fact that follows from the quoted words, for the reason given.
    pub fn inferred(value: T, quote: Quote, because: impl Into<String>) -> Self {
        Self {
            value,
            evidence: Evidence::Quote(quote),
            sureness: Sureness::Inferred,
            because: Some(because.into()),
        }
    }

    /// One reading among several, for the reason given.
    pub fn doubtful(value: T, quote: Quote, because: impl Into<String>) -> Self {
        Self { sureness: Sureness::Doubtful, ..Self::inferred(value, quote, because) }
    }

    /// The same evidence for another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Fact<U> {
        Fact {
            value: f(self.value),
            evidence: self.evidence,
            sureness: self.sureness,
            because: self.because,
        }
    }

    /// The quoted words, where the fact rests on words.
    pub fn quote(&self) -> Option<&Quote> {
        match &self.evidence {
            Evidence::Quote(quote) => Some(quote),
            Evidence::Correction { .. } => None,
        }
    }
}

impl Quote {
    /// The quote of `text[range]`. `None` where the range is not inside the text or cuts a character.
    pub fn of(text: &str, range: std::ops::Range<usize>) -> Option<Self> {
        let words = text.get(range.clone())?;
        Some(Self { words: words.to_owned(), start: range.start })
    }

    /// Whether these words really stand at this place: the check no fact passes without.
    pub fn stands_in(&self, text: &str) -> bool {
        text.get(self.start..self.end()) == Some(self.words.as_str())
    }

    /// Byte offset just after the last word.
    pub fn end(&self) -> usize {
        self.start + self.words.len()
    }
}
