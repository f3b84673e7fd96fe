//! The panel that narrows a list: a plain GET form, so that every view is a link.

use askama::Template;

use super::{Choice, Link};

/// The filters of a list.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/filters.html")]
pub struct Filters {
    /// The path of the list.
    pub action: String,
    /// Parameters that the panel does not show but keeps (the search words, the order).
    pub kept: Vec<(String, String)>,
    /// The groups, most used first.
    pub groups: Vec<Group>,
    /// What is set now, each with the link that takes it away.
    pub active: Vec<Active>,
    /// The list with no filter at all.
    pub clear: String,
}

/// One heading and what is under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// "Kind of call".
    pub label: String,
    /// What one can do.
    pub widget: Widget,
}

/// The ways to narrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Widget {
    /// Any of these. Sent as a repeated parameter.
    Ticks {
        /// The parameter.
        name: String,
        /// What can be ticked.
        ticks: Vec<Tick>,
    },
    /// One of a list.
    Select {
        /// The parameter.
        name: String,
        /// What can be chosen; the first is "any".
        choices: Vec<Choice>,
    },
    /// A date or a number, with a unit or a remark.
    Line {
        /// The parameter.
        name: String,
        /// The `type`: "date", "number", "text".
        kind: &'static str,
        /// What is set.
        value: String,
        /// Said after the field: "EUR or less".
        unit: Option<String>,
    },
}

/// One box to tick, and how many calls are behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub words: String,
    /// How many would be shown with it; `None` where it is not counted.
    pub count: Option<u64>,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// A filter that is set, and the link to the list without it.
pub type Active = Link;

impl Tick {
    /// A box with its count.
    pub fn new(
        value: impl Into<String>,
        words: impl Into<String>,
        count: u64,
        ticked: bool,
    ) -> Self {
        Self { value: value.into(), words: words.into(), count: Some(count), ticked }
    }

    /// A box that leads nowhere: shown quietly, unless it is ticked.
    pub fn is_barren(&self) -> bool {
        self.count == Some(0) && !self.ticked
    }
}
