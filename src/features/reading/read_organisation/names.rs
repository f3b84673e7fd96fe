//! Where a name begins and ends: words with capitals, and the small ones between them.

use std::ops::Range;
use std::sync::LazyLock;

use crate::features::reading::lexicon::section;
use crate::features::reading::words::{Phrases, Words};

const JOINERS: &[&str] = &[
    "of", "for", "the", "and", "de", "la", "le", "les", "du", "des", "del", "da", "do", "dos",
    "di", "della", "delle", "dell", "der", "für", "fur", "und", "et", "y", "e", "d", "l", "van",
    "in", "s", "degli", "al", "a",
];

/// Words that begin a sentence with a capital and are no name.
static NOT_NAMES: LazyLock<Phrases<()>> =
    LazyLock::new(|| section("begins a sentence, is no name"));

/// The capitalised name that ends just before this word.
pub(super) fn name_before(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while start > 0 && end - start < 9 {
        let word = start - 1;
        let joined = start == end || runs(words, word);
        let gap_ok = start < end || words.gap_after(word).chars().all(|c| " ,()”\"’'".contains(c));
        if !joined || !gap_ok || words.gap_after(word).contains('\n') {
            break;
        }
        let joins = start < end
            && word > 0
            && (JOINERS.contains(&words.folded(word)) && words.is_capital(word - 1)
                || joins_twice(words, word - 1)
                || joins_twice(words, word));
        if !joins && !could_be_named(words, word) {
            break;
        }
        start = word;
    }
    tidy_name(words, start..end)
}

/// "Atelier de la Lande", "Friends of the Kiln": two small words between, of which this is the first.
fn joins_twice(words: &Words<'_>, first: usize) -> bool {
    const OF: &[&str] = &["of", "for", "de", "d", "di", "do", "et", "y", "e", "und", "von", "für"];
    const THE: &[&str] = &["the", "la", "le", "les", "l", "el", "los", "las", "der", "den", "dem"];
    first.checked_sub(1).is_some_and(|before| words.is_capital(before) && runs(words, before))
        && OF.contains(&words.folded(first))
        && THE.contains(&words.folded(first + 1))
        && !words.is_capital(first + 1)
        && words.is_capital(first + 2)
        && runs(words, first)
        && runs(words, first + 1)
}

/// The capitalised name that begins at this word.
pub(super) fn name_after(words: &Words<'_>, start: usize) -> Option<Range<usize>> {
    let mut from = start;
    if matches!(
        words.folded(from),
        "the" | "la" | "le" | "l" | "el" | "der" | "die" | "o" | "a" | "il"
    ) {
        from += 1;
    }
    let whole = name_around(words, from..from);
    tidy_name(words, from..whole.end.max(from))
}

/// The name around these words.
pub(super) fn name_around(words: &Words<'_>, inside: Range<usize>) -> Range<usize> {
    let mut range = inside.clone();
    while range.start > 0 && range.len() < 9 && runs(words, range.start - 1) {
        let word = range.start - 1;
        let joiner = JOINERS.contains(&words.folded(word))
            && word > 0
            && words.is_capital(word - 1)
            && runs(words, word - 1)
            || word > 0 && joins_twice(words, word - 1)
            || joins_twice(words, word);
        if !could_be_named(words, word) && !joiner {
            break;
        }
        range.start = word;
    }
    while range.end < words.all.len()
        && range.len() < 9
        && (range.is_empty() || runs(words, range.end - 1))
    {
        let word = range.end;
        let joiner = !range.is_empty()
            && JOINERS.contains(&words.folded(word))
            && word + 1 < words.all.len()
            && words.is_capital(word + 1)
            && runs(words, word)
            || !range.is_empty()
                && (joins_twice(words, word) || word > 0 && joins_twice(words, word - 1));
        if !could_be_named(words, word) && !joiner {
            break;
        }
        range.end += 1;
    }
    tidy_name(words, range).unwrap_or(inside)
}

/// Whether a word has a capital and is no number.
pub(super) fn could_be_named(words: &Words<'_>, word: usize) -> bool {
    words.is_capital(word) && !words.folded(word).chars().all(char::is_numeric)
}

/// Whether a name may run from this word to the next.
pub(super) fn runs(words: &Words<'_>, word: usize) -> bool {
    let gap = words.gap_after(word);
    gap.len() <= 4 && gap.chars().all(|c| " -'’&.‑–+/\u{a0}".contains(c)) && gap != ". "
}

/// A name without the words that only begin its sentence.
fn tidy_name(words: &Words<'_>, name: Range<usize>) -> Option<Range<usize>> {
    let mut name = name;
    while !name.is_empty() && NOT_NAMES.starts_at(words, name.start) == Some(name.start + 1) {
        name.start += 1;
    }
    // "L'Atelier": the article, as "the" elsewhere.
    if name.len() > 1
        && words.folded(name.start) == "l"
        && words.gap_after(name.start).starts_with(['\'', '’'])
    {
        name.start += 1;
    }
    // "ENTRY AND": in a text that shouts, a joiner has capitals too.
    let shouted = |word: usize| {
        words.written(word).len() > 1 && !words.written(word).contains(char::is_lowercase)
    };
    while !name.is_empty()
        && JOINERS.contains(&words.folded(name.end - 1))
        && (!words.is_capital(name.end - 1)
            || name.len() > 1 && shouted(name.end - 1) && shouted(name.end - 2))
    {
        name.end -= 1;
    }
    while !name.is_empty() && matches!(words.folded(name.end - 1), "deadline" | "posted" | "menu") {
        name.end -= 1;
    }
    (!name.is_empty()).then_some(name)
}

pub(super) fn sentence_start(words: &Words<'_>, word: usize) -> bool {
    word == 0 || {
        let gap = words.gap_after(word - 1);
        gap.contains(['.', '!', '?', '\n', ':'])
            || matches!(words.folded(word - 1), "the" | "la" | "le" | "l" | "el" | "die" | "der")
    }
}
