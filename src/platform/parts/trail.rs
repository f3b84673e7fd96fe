//! Where one is: the way back up.

use askama::Template;

use super::Link;

/// The pages above this one, the outermost first.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/trail.html")]
pub struct Trail {
    /// The way up.
    pub above: Vec<Link>,
    /// This page.
    pub here: String,
}

impl Trail {
    /// The page `here`, under the pages of `above` (words, link).
    pub fn new(above: &[(&str, &str)], here: impl Into<String>) -> Self {
        let above = above.iter().map(|&(words, href)| Link::new(words, href)).collect();
        Self { above, here: here.into() }
    }
}
