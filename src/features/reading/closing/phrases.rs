//! Where the phrase, sentence or line around a date begins and ends, and what may stand between its
//! words.

use super::cues::{self, Cue};
use super::tiers;
use crate::features::reading::dates::folded;

/// Bytes of context looked at before a date.
pub(super) const BEFORE: usize = 220;

/// Where the few words begin that a cue ends: "Final application" of "Final application deadline".
pub(super) fn phrase_start(text: &str, cue: usize) -> usize {
    let mut start = cue;
    for _ in 0..4 {
        let lead = text[..start].trim_end_matches(' ');
        let last_break = lead.char_indices().rev().find(|(_, c)| !c.is_alphanumeric());
        let word = last_break.map_or(0, |(at, c)| at + c.len_utf8());
        let part = &lead[word..];
        let joins = tiers::tier(part, "").is_some() || cues::speaks_of_applying(part);
        if part.is_empty()
            || !(joins
                || ["the", "for", "bird", "of", "to", "date", "minute", "last"].contains(&part))
        {
            break;
        }
        start = word;
    }
    start
}

/// Where the sentence that holds `at` begins, not further than 100 bytes before.
pub(super) fn sentence_start(text: &str, at: usize) -> usize {
    let lead = &text[..at];
    let near = floor(text, at.saturating_sub(100));
    let sentence = lead.rfind(['.', '!', '?', '\n', ';']).map_or(0, |end| end + 1);
    sentence.max(near)
}

/// "Deadlines: North Hall:" - a label, then the name of one of several.
pub(super) fn names_one(between: &str) -> bool {
    let Some(name) =
        between.trim_end().strip_suffix(':').and_then(|b| b.trim_start().strip_prefix(':'))
    else {
        return false;
    };
    let other = [Cue::Notice, Cue::Event, Cue::Opens, Cue::Other, Cue::Posted];
    name.len() <= 48
        && !name.contains(['.', '!', '?', ':', ';'])
        && !other.iter().any(|cue| cues::first(name, *cue).is_some())
}

pub(super) fn ends_with_work(text: &str) -> bool {
    let text = text.trim_end();
    ["work", "works", "artwork", "artworks", "art"].iter().any(|word| text.ends_with(word))
}

/// Whether a sentence or a labelled field ends within `between` (a colon directly before the date is
/// its own label's).
pub(super) fn broken(between: &str) -> bool {
    const ARTICLES: &[&str] = &[
        "le", "la", "el", "il", "lo", "the", "den", "dem", "der", "am", "o", "on", "bis", "zum",
        "dia", "al", "by",
    ];
    let marks =
        [':', ' ', '\n', '*', '-', '–', '|', '_', '"', '(', '.', '\t', '#', '>', '~'].as_slice();
    let inner = between.trim_end_matches(marks);
    // "Date limite : le 3 mai": the article belongs to the date.
    let last = inner.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let inner = match ARTICLES.contains(&last) {
        true => inner[..inner.len() - last.len()].trim_end_matches(marks),
        false => inner,
    };
    let mut previous = ' ';
    for c in inner.chars() {
        if matches!(previous, '.' | '!' | '?' | ':' | ';') && c.is_whitespace() {
            return true;
        }
        if matches!(c, '|' | '。' | '•') {
            return true;
        }
        previous = c;
    }
    false
}

/// ": deadline", " is the deadline,": words that belong to the date before them.
pub(super) fn explains_what_stood_before(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with([':', '='])
        || ["is the ", "ist der ", "est la "].iter().any(|is| text.starts_with(is))
}

/// Whether the words before a date on its own line ("del", "vom", "- the") leave its meaning to the
/// line above.
pub(super) fn says_nothing(own: &str) -> bool {
    own.chars().filter(|c| c.is_alphabetic()).count() <= 5 && {
        let own = folded(own);
        [Cue::Until, Cue::Opens, Cue::Deadline].iter().all(|cue| cues::last(&own, *cue).is_none())
    }
}

/// Whether nothing but small words stands between "until" and the date.
pub(super) fn is_adjacent(between: &str) -> bool {
    const SMALL: &[&str] = &[
        "the",
        "of",
        "on",
        "at",
        "and",
        "end",
        "close",
        "business",
        "day",
        "midnight",
        "noon",
        "pm",
        "am",
        "p",
        "m",
        "a",
        "h",
        "le",
        "la",
        "el",
        "il",
        "lo",
        "o",
        "os",
        "dem",
        "der",
        "den",
        "zum",
        "zur",
        "uhr",
        "dia",
        "de",
        "del",
        "um",
        "las",
        "latest",
        "date",
        "est",
        "edt",
        "pst",
        "pdt",
        "cst",
        "mst",
        "gmt",
        "bst",
        "cet",
        "cest",
        "aest",
        "aedt",
        "acst",
        "jst",
        "minuit",
        "medianoche",
        "incluido",
        "einschliesslich",
        "including",
        "later",
        "than",
        "no",
        "or",
        "before",
        "maximum",
        "am",
        "hrs",
        "hours",
        "horas",
        "ore",
        "ate",
        "al",
        "e",
        "as",
        "hs",
        "hr",
    ];
    between.len() <= 60
        && between
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .all(|word| SMALL.contains(&word))
}

pub(super) fn last_clause(text: &str) -> &str {
    let from = text.trim_end().rfind(['.', '!', '?', ';', '。']).map_or(0, |at| at + 1);
    ceiling_rev(text.get(from..).unwrap_or(text), 70)
}

/// Where the clause that leads to `end` begins: after the last sentence or line before it.
pub(super) fn clause_start(text: &str, floor: usize, end: usize) -> usize {
    let words = text.get(floor..end).unwrap_or_default();
    let line = words.rfind('\n').map_or(0, |at| at + 1);
    floor + line
}

/// Where the label of a date that stands on a line of its own begins: the line above, or the line
/// that leads the list it is an item of.
pub(super) fn lines_above(text: &str, line_start: usize, previous: usize) -> usize {
    let mut start = line_start;
    for _ in 0..8 {
        // Longer lines and wider gaps lead to nothing.
        let near = floor(text, start.saturating_sub(3 * BEFORE));
        let above = text[near..start].trim_end_matches(['\n', ' ']);
        let line = near + above.rfind('\n').map_or(0, |at| at + 1);
        let above = &text[..near + above.len()];
        let words = &above[line..];
        let item = is_item(words);
        // Another date's sentence explains that date, not this one.
        let taken = line < previous && !item;
        if above.is_empty() || words.len() > BEFORE || taken {
            return start;
        }
        start = line;
        if !item && words.chars().filter(|c| c.is_alphabetic()).count() >= 3 {
            return start;
        }
    }
    start
}

pub(super) fn is_item(line: &str) -> bool {
    line.trim_start().starts_with("- ") || line.chars().filter(|c| c.is_alphabetic()).count() < 12
}

/// The end of the sentence that `line` begins with.
pub(super) fn sentence_end(line: &str) -> usize {
    let mut previous = ' ';
    for (at, c) in line.char_indices() {
        if matches!(previous, '.' | '!' | '?' | ';') && c.is_whitespace() && at > 3 {
            return at;
        }
        previous = c;
    }
    line.len()
}

pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

pub(super) fn ceiling(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The head of the column of a table (`Round | Opens | Closes`) in which `at` stands, where its row has
/// no words of its own.
pub(super) fn column_head(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    const REACH: usize = 1200;
    let from = floor(text, at.saturating_sub(REACH));
    let row = from + text[from..at].rfind('\n')? + 1;
    let column = text[row..at].matches('|').count();
    let mut end = row - 1;
    for _ in 0..12 {
        let line = text[from..end].rfind('\n').map_or(from, |line| from + line + 1);
        let cells = &text[line..end];
        let columns = cells.matches('|').count();
        if columns == 0 || columns < column {
            return None;
        }
        if !cells.contains(|c: char| c.is_ascii_digit()) {
            let mut start = line;
            for (index, cell) in cells.split('|').enumerate() {
                if index == column {
                    return Some(start..start + cell.len());
                }
                start += cell.len() + 1;
            }
        }
        end = line.checked_sub(1).filter(|end| *end > from)?;
    }
    None
}

/// The last `bytes` of `text`, or a little fewer.
pub(super) fn ceiling_rev(text: &str, bytes: usize) -> &str {
    &text[floor(text, text.len().saturating_sub(bytes))..]
}
