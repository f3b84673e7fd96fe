//! Doing something for one of a few reasons.

use askama::Template;

/// A disclosure with a button for each reason; the form sends it as `why`.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/because.html")]
pub struct Because {
    /// What it opens by: "Hide because…".
    pub summary: String,
    /// What it is done to, for those who cannot see where the button stands.
    pub about: String,
    /// Where the form goes.
    pub href: String,
    /// What follows from saying it.
    pub note: Option<String>,
    /// Beside what of a list it is said that it was done; empty: on top of the page.
    pub at: String,
    /// The reasons: the word that is sent, the words a reader sees.
    pub reasons: Vec<(&'static str, &'static str)>,
}

impl Because {
    /// In a list, beside this.
    #[must_use]
    pub fn at(self, at: String) -> Self {
        Self { at, ..self }
    }
}
