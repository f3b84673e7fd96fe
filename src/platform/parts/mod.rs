//! The pieces every page is made of. A part is plain words in, HTML out: `{{ card }}` in a template
//! writes the whole piece. Parts know no room; whoever has the facts puts them into words.

mod badge;
mod because;
mod card;
mod clause;
mod deadline;
mod diff;
mod empty;
mod fact;
mod field;
mod filter;
mod icon;
mod judge;
mod keys;
mod marked;
mod money;
mod pager;
mod redline;
mod score;
mod trail;

pub use badge::{Badge, Tone};
pub use because::Because;
pub use card::{Card, KindMark};
pub use clause::{Clause, Standing};
pub use deadline::{Deadline, Urgency, may_still_be_open};
pub use diff::{Change, Diff};
pub use empty::Empty;
pub use fact::{Correction, Evidence, Fact, InContext, Section, Value};
pub use field::{Choice, ErrorSummary, Family, Field, Input};
pub use filter::{Active, Filters, Group, Tick, Widget};
pub use icon::{Icon, icon};
pub use judge::Judge;
pub use keys::{Key, Keys};
pub use marked::{Marked, Span, Stretch};
pub use money::money;
pub use pager::Pager;
pub use redline::Redline;
pub use score::{Score, ScoreRow, signed};
pub use trail::Trail;

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the reader sees.
    pub words: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// Words that lead to `href`.
    pub fn new(words: impl Into<String>, href: impl Into<String>) -> Self {
        Self { words: words.into(), href: href.into() }
    }
}

/// A part escapes what it is given and is HTML itself.
macro_rules! html {
    ($($part:ty),* $(,)?) => { $(impl askama::filters::HtmlSafe for $part {})* };
}
html!(
    Badge,
    Because,
    Card,
    Clause,
    Deadline,
    Diff,
    Empty,
    ErrorSummary,
    Evidence,
    Fact,
    Field,
    Filters,
    Icon,
    Judge,
    Keys,
    Marked,
    Pager,
    Redline,
    Score,
    Trail,
);
