//! Reads a short passage that says what the call is about: one or two sentences, as they stand.

use std::ops::Range;
use std::sync::LazyLock;

use super::layout::{Layout, Role, sentences, trimmed, words_in};
use super::lexicon::section;
use super::signals::{Signal, signals_of};
use super::words::Phrases;
use super::{Fact, Quote};

/// Sentences looked at, from the beginning.
const LOOKED_AT: usize = 60;
const LONGEST: usize = 420;

/// The passage, quoted.
pub(super) fn summary(layout: &Layout<'_>) -> Option<Fact<String>> {
    let text = layout.text();
    let candidates: Vec<Range<usize>> = layout
        .lines
        .iter()
        .filter(|line| line.role == Role::Body)
        .flat_map(|line| sentences(text, line.bytes.clone()))
        .map(|sentence| without_title(layout, sentence))
        .take(LOOKED_AT)
        .collect();
    let (at, points) = candidates
        .iter()
        .enumerate()
        .map(|(order, sentence)| (order, points(layout, sentence, order)))
        .max_by_key(|(order, points)| (*points, std::cmp::Reverse(*order)))?;
    if points < 10 {
        return None;
    }
    let mut passage = candidates[at].clone();
    if let Some(next) = candidates.get(at + 1)
        && next.end - passage.start <= LONGEST
        && !text[passage.end..next.start].contains('\n')
        && self::points(layout, next, at + 1) > 0
    {
        passage.end = next.end;
    }
    let quote = Quote::of(text, passage)?;
    let value = quote.words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Fact::stated(value, quote))
}

/// How well a sentence says what is called for.
fn points(layout: &Layout<'_>, sentence: &Range<usize>, order: usize) -> i32 {
    static ASIDE: LazyLock<Phrases<()>> = LazyLock::new(|| section("no part of a summary"));
    let length = sentence.len();
    if !(50..=LONGEST).contains(&length) {
        return -50;
    }
    let words = &layout.words;
    let span = words_in(words, sentence.clone());
    let text = &layout.text()[sentence.clone()];
    if span.len() < 8 || text.contains("http") || text.starts_with("- ") {
        return -50;
    }
    let found = signals_of(layout, &span);
    let has = |wanted: fn(&Signal) -> bool| {
        found.iter().filter(|signal| wanted(signal)).count().min(2) as i32
    };
    let kinds = has(|signal| matches!(signal, Signal::Kind(_)));
    let artists = has(|signal| matches!(signal, Signal::Artist));
    let calls = has(|signal| matches!(signal, Signal::Call));
    let asides = ASIDE.find_in(&super::words::Words::of(text)).len().min(3) as i32;
    let ends = text.ends_with(['.', '!', '?', '。', '…', ')', '”', '"', ':']);
    6 * kinds + 4 * artists + 5 * calls - 9 * asides + if ends { 3 } else { -4 }
        - (order as i32) / 2
}

/// A text that lost its lines repeats the title (and a header) before its first sentence.
fn without_title(layout: &Layout<'_>, sentence: Range<usize>) -> Range<usize> {
    let text = layout.text();
    let title = &text[layout.words.span(layout.title.clone())];
    if title.len() < 6 {
        return sentence;
    }
    let cut = text[sentence.clone()].rfind(title).map(|at| sentence.start + at + title.len());
    match cut {
        Some(cut) if sentence.end - cut > 60 => {
            let rest = text[cut..sentence.end].trim_start_matches([' ', ':', '–', '-', '|', '!']);
            // The title inside a sentence belongs to it.
            match rest.starts_with(char::is_uppercase) {
                true => trimmed(text, sentence.end - rest.len()..sentence.end),
                false => sentence,
            }
        }
        _ => sentence,
    }
}
