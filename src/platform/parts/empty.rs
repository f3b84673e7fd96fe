//! Nothing here: why, and the one thing to do about it.

use askama::Template;

use super::Link;

/// What stands where a list would be.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    /// "No calls match these filters."
    pub title: String,
    /// Why, or what would help, in a sentence.
    pub words: String,
    /// The one thing to do.
    pub action: Option<Link>,
}

impl Empty {
    /// Why there is nothing, and what would help.
    pub fn new(title: impl Into<String>, words: impl Into<String>) -> Self {
        Self { title: title.into(), words: words.into(), action: None }
    }

    /// The one thing to do.
    pub fn action(mut self, words: impl Into<String>, href: impl Into<String>) -> Self {
        self.action = Some(Link::new(words, href));
        self
    }
}
