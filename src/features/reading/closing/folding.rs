//! Folded text that remembers where its letters come from.

use std::ops::Range;

use crate::features::reading::dates::folded;

/// A text in lower case without accents, and for each of its bytes the place in the original.
#[derive(Clone, Debug)]
pub(super) struct Folding {
    pub(super) text: String,
    origin: Vec<usize>,
}

impl Folding {
    pub(super) fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        let mut letter = [0; 4];
        for (at, c) in original.char_indices() {
            let before = text.len();
            if c.is_ascii() {
                text.push(c.to_ascii_lowercase());
            } else {
                text.push_str(&folded(c.encode_utf8(&mut letter)));
            }
            origin.resize(origin.len() + text.len() - before, at);
        }
        origin.push(original.len());
        Self { text, origin }
    }

    /// The place in the original of a place in the folded text.
    pub(super) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let at = |index: usize| self.origin.get(index).copied().unwrap_or_default();
        at(range.start)..at(range.end).max(at(range.start))
    }
}
