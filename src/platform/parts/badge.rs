//! A verdict in one or two words, with an icon: colour is never the only sign.

use askama::Template;

use super::Icon;
use super::icon::icon;

/// A verdict or state in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/badge.html")]
pub struct Badge {
    /// Which way it points.
    pub tone: Tone,
    /// The words: "Eligible".
    pub words: String,
}

/// Which way a verdict points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good news.
    Yes,
    /// Bad news.
    No,
    /// Not settled: someone should look.
    Open,
    /// Neither: a plain remark.
    Quiet,
}

impl Badge {
    /// A badge of this tone.
    pub fn new(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, words: words.into() }
    }

    /// "Eligible".
    pub fn eligible() -> Self {
        Self::new(Tone::Yes, "Eligible")
    }

    /// "Not eligible".
    pub fn not_eligible() -> Self {
        Self::new(Tone::No, "Not eligible")
    }

    /// "Unknown".
    pub fn unknown() -> Self {
        Self::new(Tone::Open, "Unknown")
    }
}

impl Tone {
    /// The word in class names.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Yes => "yes",
            Tone::No => "no",
            Tone::Open => "open",
            Tone::Quiet => "quiet",
        }
    }

    /// The shape that says the same as the colour.
    pub fn icon(self) -> Icon {
        icon(match self {
            Tone::Yes => "yes",
            Tone::No => "no",
            Tone::Open => "open",
            Tone::Quiet => "dot",
        })
    }
}
