//! Patterns of words: regular expressions that are literals of the readers.

use regex::{CaptureMatches, Captures, Match, Matches, Regex};

use super::effort;

/// A regular expression written in the readers' own source. How much text each is given is counted in
/// tests, which hold the readers to a cost that grows with the text and no faster.
pub(super) struct Pattern(Regex);

impl Pattern {
    /// Compiles a literal. Every one of them is compiled by some test.
    pub fn new(source: &str) -> Self {
        #[expect(clippy::expect_used, reason = "the patterns are literals")]
        Self(Regex::new(source).expect("a pattern of the readers"))
    }

    /// Compiles a literal that is found whatever its case.
    pub fn words(source: &str) -> Self {
        Self::new(&format!("(?i){source}"))
    }

    pub fn is_match(&self, text: &str) -> bool {
        effort::spent(text.len());
        self.0.is_match(text)
    }

    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        effort::spent(text.len());
        self.0.find(text)
    }

    pub fn find_iter<'t>(&self, text: &'t str) -> Matches<'_, 't> {
        effort::spent(text.len());
        self.0.find_iter(text)
    }

    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        effort::spent(text.len());
        self.0.captures(text)
    }

    pub fn captures_iter<'t>(&self, text: &'t str) -> CaptureMatches<'_, 't> {
        effort::spent(text.len());
        self.0.captures_iter(text)
    }
}
