//! A condition that only the reader can judge, with a button for each answer.

use askama::Template;

/// A condition and its answers; the form sends `condition` and `met`.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/judge.html")]
pub struct Judge {
    /// Where the form goes.
    pub href: String,
    /// What is asked: "You must own a kiln."
    pub words: String,
    /// The words by which the answer is kept.
    pub condition: String,
    /// What was answered.
    pub said: Option<String>,
    /// The answers: what is sent, what a reader sees.
    pub answers: Vec<(&'static str, &'static str)>,
}
