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
    /// The reasons: the word that is sent, the words a reader sees.
    pub reasons: Vec<(&'static str, &'static str)>,
}
