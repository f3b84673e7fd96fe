//! Patterns of words: regular expressions that are literals of the readers.

use regex::{CaptureMatches, Captures, Match, Matches, Regex};

use super::effort;

/// A regular expression written in the readers' own source. How much text each is given is counted in
/// tests, which hold the readers to a cost that grows with the text and no faster.
pub(super) struct Pattern(Regex);

/// What `\w` stands for here: letters and digits of every script, in a few ranges. The exact table of
/// Unicode has some 750, which makes a pattern that repeats it a hundred times as large, and all of them
/// together fill hundreds of megabytes. Marks, dashes and quotation marks are no part of words, as there.
/// Scripts that have capitals are ranges apart from those that have none, with a gap that no letter falls
/// into: a pattern that asks for any case then looks only at the former for other forms.
const WORD: &str = concat!(
    r"0-9A-Za-z_\u{AA}\u{B5}\u{BA}\u{C0}-\u{D6}\u{D8}-\u{58F}\u{591}-\u{109E}\u{10A0}-\u{10FF}",
    r"\u{1101}-\u{139E}\u{13A0}-\u{13FF}\u{1401}-\u{1C7E}\u{1C80}-\u{1CBF}\u{1CD0}-\u{1D77}",
    r"\u{1D79}-\u{1FFF}\u{2071}-\u{218F}\u{2C00}-\u{2DFF}\u{3005}-\u{3007}\u{3031}-\u{A62B}",
    r"\u{A640}-\u{ABF9}\u{AC00}-\u{FAD9}\u{FB00}-\u{FD3D}\u{FE70}-\u{FEFC}\u{FF10}-\u{FF19}",
    r"\u{FF21}-\u{FF3A}\u{FF41}-\u{FF5A}\u{FF66}-\u{FFDC}",
);

impl Pattern {
    /// Compiles a literal. Every one of them is compiled by some test.
    pub fn new(source: &str) -> Self {
        #[expect(clippy::expect_used, reason = "the patterns are literals")]
        Self(Regex::new(&spelt_out(source)).expect("a pattern of the readers"))
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

/// The pattern with [`WORD`] in place of each `\w`.
fn spelt_out(source: &str) -> String {
    let mut spelt = String::with_capacity(source.len() * 2);
    let mut chars = source.chars();
    let mut in_class = false;
    while let Some(char) = chars.next() {
        match (char, in_class) {
            ('\\', _) => match (chars.next(), in_class) {
                (Some('w'), true) => spelt.push_str(WORD),
                // The other case of a letter is a letter.
                (Some('w'), false) => spelt.extend(["(?-i:[", WORD, "])"]),
                (escaped, _) => {
                    spelt.push(char);
                    spelt.extend(escaped);
                }
            },
            ('[', false) | (']', true) => {
                in_class = !in_class;
                spelt.push(char);
            }
            _ => spelt.push(char),
        }
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_letters_and_digits_of_any_script() {
        let word = Pattern::new(r"^\w+$");
        for yes in ["artist", "Résidence", "Ωmega", "Künstler_2027", "공모전", "募集", "लेखक"]
        {
            assert!(word.is_match(yes), "{yes}");
        }
        for no in ["artist’s", "a–b", "a b", "«oui»", "１，２", "「募集」", "3.5", "a\u{a0}b", "·"]
        {
            assert!(!word.is_match(no), "{no}");
        }
        assert!(Pattern::new(r"^[\w’-]+$").is_match("l’artiste-né"));
        assert!(Pattern::new(r"^\\w[\]w]$").is_match("\\w]"));
    }
}
