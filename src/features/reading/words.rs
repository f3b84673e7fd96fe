//! A text as words: folded for comparison, each knowing where it stands, so that phrases of many
//! languages are found in one pass and quoted exactly.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::effort;

/// A text cut into words and lines.
pub(super) struct Words<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its words in order.
    pub all: Vec<Word>,
    folded: String,
}

/// One word. A Han, kana or hangul character is a word of its own, because those scripts do not part
/// words from their endings.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// The line it stands on, counted from 0.
    pub line: usize,
    folded: Range<usize>,
}

impl<'a> Words<'a> {
    /// Cuts a text into words.
    pub fn of(text: &'a str) -> Self {
        effort::spent(text.len());
        let mut words = Words { text, all: Vec::new(), folded: String::with_capacity(text.len()) };
        let mut line = 0;
        let mut open: Option<(usize, usize)> = None;
        for (at, c) in text.char_indices() {
            let alone = stands_alone(c);
            // A combining mark belongs to the letter before it.
            let part = c.is_alphanumeric() || (open.is_some() && is_mark(c));
            if (!part || alone)
                && let Some((start, fold_from)) = open.take()
            {
                words.close(start, at, line, fold_from);
            }
            if alone {
                let fold_from = words.folded.len();
                words.folded.push(c);
                words.close(at, at + c.len_utf8(), line, fold_from);
            } else if part {
                open.get_or_insert((at, words.folded.len()));
                fold_char(c, &mut words.folded);
            } else if c == '\n' {
                line += 1;
            }
        }
        if let Some((start, fold_from)) = open {
            words.close(start, text.len(), line, fold_from);
        }
        words
    }

    fn close(&mut self, start: usize, end: usize, line: usize, fold_from: usize) {
        self.all.push(Word { start, end, line, folded: fold_from..self.folded.len() });
    }

    /// The folded form of a word: small letters, no accents.
    pub fn folded(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |word| &self.folded[word.folded.clone()])
    }

    /// A word as written.
    pub fn written(&self, index: usize) -> &'a str {
        self.all.get(index).map_or("", |word| &self.text[word.start..word.end])
    }

    /// Whether a word begins with a capital letter (or its script has none).
    pub fn is_capital(&self, index: usize) -> bool {
        self.written(index).chars().next().is_some_and(|c| !c.is_lowercase())
    }

    /// The bytes from the first to the last of these words.
    pub fn span(&self, words: Range<usize>) -> Range<usize> {
        match (self.all.get(words.start), self.all.get(words.end.saturating_sub(1))) {
            (Some(first), Some(last)) if words.start < words.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// What stands between a word and the next one.
    pub fn gap_after(&self, index: usize) -> &'a str {
        match (self.all.get(index), self.all.get(index + 1)) {
            (Some(word), Some(next)) => &self.text[word.end..next.start],
            (Some(word), None) => &self.text[word.end..],
            _ => "",
        }
    }

    /// Whether a phrase may run on from this word to the next: blanks, hyphens, apostrophes and
    /// emphasis part them, not a full stop or a line's end.
    fn runs_on(&self, index: usize) -> bool {
        let gap = self.gap_after(index);
        if gap.len() > 12 || index + 1 >= self.all.len() {
            return false;
        }
        let word = &self.all[index];
        let short = word.end - word.start <= 2;
        gap.chars().all(|c| {
            (c.is_whitespace() && c != '\n')
                || "-‐‑–'’ʼ´`*_~/&\u{200b}\u{ad}".contains(c)
                || (c == '.' && (short || gap.len() == 1))
        })
    }
}

/// Phrases to be found, each with what it means.
pub(super) struct Phrases<T> {
    first: HashMap<Box<str>, Vec<Entry>>,
    stems: HashMap<Box<str>, Vec<Entry>>,
    /// Bit n: there are stems of n bytes.
    lengths: u32,
    values: Vec<T>,
}

struct Entry {
    rest: Vec<Piece>,
    value: usize,
}

enum Piece {
    Word(Box<str>),
    Stem(Box<str>),
    /// Up to so many words of any kind, the phrase still running on.
    Gap(usize),
}

/// A phrase found.
pub(super) struct Found<'p, T> {
    /// Which words it covers.
    pub words: Range<usize>,
    /// What it means.
    pub value: &'p T,
}

const SHORTEST_STEM: usize = 2;
const LONGEST_STEM: usize = 24;
/// Longer ones are no words of any phrase.
const LONGEST_WORD: usize = 80;

impl<T> Phrases<T> {
    /// Builds the finder. In a phrase `word*` stands for any ending, `...` for up to four words.
    pub fn new(phrases: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut built = Phrases {
            first: HashMap::new(),
            stems: HashMap::new(),
            lengths: 0,
            values: Vec::new(),
        };
        for (phrase, value) in phrases {
            let mut pieces = pieces_of(&phrase).into_iter();
            let value_at = built.values.len();
            let Some(head) = pieces.next() else { continue };
            let entry = Entry { rest: pieces.collect(), value: value_at };
            match head {
                Piece::Word(word) => built.first.entry(word).or_default().push(entry),
                Piece::Stem(stem) => {
                    built.lengths |= 1 << stem.len().min(LONGEST_STEM);
                    built.stems.entry(stem).or_default().push(entry);
                }
                Piece::Gap(_) => continue,
            }
            built.values.push(value);
        }
        built
    }

    /// Whether there is nothing to be found.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Every phrase in the text, leftmost and longest first, none overlapping another.
    pub fn find_in(&self, words: &Words<'_>) -> Vec<Found<'_, T>> {
        self.find_between(words, 0..words.all.len())
    }

    /// Every phrase that begins among these words.
    pub fn find_between(&self, words: &Words<'_>, between: Range<usize>) -> Vec<Found<'_, T>> {
        effort::spent(between.len());
        let mut found = Vec::new();
        let mut at = between.start;
        while at < between.end.min(words.all.len()) {
            match self.longest_at(words, at) {
                Some((end, value)) => {
                    found.push(Found { words: at..end, value: &self.values[value] });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// What the whole of these words means, where they are one phrase.
    pub fn whole(&self, text: &str) -> Option<&T> {
        let words = Words::of(text);
        let (end, value) = self.longest_at(&words, 0)?;
        (end == words.all.len()).then(|| &self.values[value])
    }

    /// Where the longest phrase beginning at this word ends.
    pub fn starts_at(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        self.longest_at(words, at).map(|(end, _)| end)
    }

    fn longest_at(&self, words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
        let head = words.folded(at);
        if head.len() > LONGEST_WORD {
            return None;
        }
        let mut best: Option<(usize, usize)> = None;
        let mut take = |entries: &[Entry]| {
            for entry in entries {
                if let Some(end) = matches_from(words, at, &entry.rest)
                    && best.is_none_or(|(longest, _)| end > longest)
                {
                    best = Some((end, entry.value));
                }
            }
        };
        if let Some(entries) = self.first.get(head) {
            take(entries);
        }
        for length in (SHORTEST_STEM..=head.len().min(LONGEST_STEM)).rev() {
            if self.lengths & (1 << length) == 0 {
                continue;
            }
            if let Some(entries) = head.get(..length).and_then(|stem| self.stems.get(stem)) {
                take(entries);
            }
        }
        best
    }
}

/// Where a phrase whose first word stands at `at` ends. The number of steps depends on the phrase alone.
fn matches_from(words: &Words<'_>, at: usize, rest: &[Piece]) -> Option<usize> {
    let mut next = at + 1;
    let mut pieces = rest.iter();
    while let Some(piece) = pieces.next() {
        if !words.runs_on(next - 1) {
            return None;
        }
        match piece {
            Piece::Word(word) if words.folded(next) == &**word => next += 1,
            Piece::Stem(stem) if words.folded(next).starts_with(&**stem) => next += 1,
            Piece::Gap(most) => {
                let rest = pieces.as_slice();
                for skipped in 0..=*most {
                    if let Some(end) = matches_from(words, next + skipped - 1, rest) {
                        return Some(end);
                    }
                    if !words.runs_on(next + skipped) {
                        return None;
                    }
                }
                return None;
            }
            _ => return None,
        }
    }
    Some(next)
}

fn pieces_of(phrase: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in phrase.split_whitespace() {
        if part == "..." {
            pieces.push(Piece::Gap(4));
            continue;
        }
        let words = Words::of(part);
        for index in 0..words.all.len() {
            let folded: Box<str> = words.folded(index).into();
            let is_stem = part.ends_with('*') && index + 1 == words.all.len();
            pieces.push(if is_stem { Piece::Stem(folded) } else { Piece::Word(folded) });
        }
    }
    pieces
}

/// A text folded for comparison: small letters, no accents, one blank between words.
pub(super) fn fold(text: &str) -> String {
    let words = Words::of(text);
    let folded: Vec<&str> = (0..words.all.len()).map(|index| words.folded(index)).collect();
    folded.join(" ")
}

fn fold_char(c: char, into: &mut String) {
    if c.is_ascii() {
        into.push(c.to_ascii_lowercase());
        return;
    }
    for part in std::iter::once(c).nfkd().filter(|c| !is_mark(*c)) {
        match part {
            'ß' | 'ẞ' => into.push_str("ss"),
            'ø' | 'Ø' => into.push('o'),
            'ł' | 'Ł' => into.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => into.push('d'),
            'æ' | 'Æ' => into.push_str("ae"),
            'œ' | 'Œ' => into.push_str("oe"),
            'ı' => into.push('i'),
            other => into.extend(other.to_lowercase().filter(|c| !is_mark(*c))),
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder(phrases: &[&str]) -> Phrases<String> {
        Phrases::new(phrases.iter().map(|phrase| (phrase.to_string(), phrase.to_string())))
    }

    fn found<'t>(phrases: &[&str], text: &'t str) -> Vec<&'t str> {
        let words = Words::of(text);
        finder(phrases)
            .find_in(&words)
            .into_iter()
            .map(|hit| &text[words.span(hit.words)])
            .collect()
    }

    #[test]
    fn a_phrase_is_found_whatever_its_accents_case_and_hyphens() {
        let text = "APPEL À RÉSIDENCE — appel a\u{300} re\u{301}sidences; residency/open-call, 레지던시를 모집";
        assert_eq!(
            found(&["appel à résidence*", "open call", "레지던시"], text),
            ["APPEL À RÉSIDENCE", "appel a\u{300} re\u{301}sidences", "open-call", "레지던시"]
        );
    }

    #[test]
    fn a_phrase_does_not_run_over_a_full_stop_or_a_line() {
        assert!(found(&["public art"], "It is public. Art is.\nThe public\nart").is_empty());
        assert_eq!(found(&["u s", "st louis"], "U.S. and St. Louis"), ["U.S", "St. Louis"]);
    }

    #[test]
    fn dots_stand_for_a_few_words_and_the_longest_phrase_wins() {
        assert_eq!(
            found(
                &["invites ... to apply", "new york", "york"],
                "invites all painters to apply in New York, York"
            ),
            ["invites all painters to apply", "New York", "York"]
        );
        assert!(
            found(&["invites ... to apply"], "invites one two three four five to apply").is_empty()
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_without_panic_and_every_word_stands_where_it_says(text in "\\PC{0,200}") {
            let words = Words::of(&text);
            for index in 0..words.all.len() {
                let span = words.span(index..index + 1);
                proptest::prop_assert_eq!(&text[span], words.written(index));
            }
            let _ = finder(&["a* ... b", "c d*"]).find_in(&words);
        }
    }
}
