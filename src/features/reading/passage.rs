//! A text cut into passages: sentences and list items, each under the heading it stands below.

use std::ops::Range;

/// One sentence, list item or labelled field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// The heading above it, where one is near.
    pub(super) heading: Option<Range<usize>>,
    /// It is a heading itself.
    pub(super) is_heading: bool,
}

/// How many lines a heading reaches down.
const REACH: usize = 25;

/// A sentence that goes on for longer (a page that lost its full stops) is cut between words, so that
/// what is compared within a passage stays cheap.
const LONGEST: usize = 2000;

/// Every passage of the text, in order. Together they hold every character but line breaks and the
/// space around passages.
pub(super) fn passages(text: &str) -> Vec<Passage> {
    let mut found = Vec::new();
    let mut heading: Option<(Range<usize>, usize)> = None;
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let range = trimmed(text, start..start + line.len());
        start += line.len() + 1;
        if range.is_empty() {
            continue;
        }
        let is_heading = reads_as_heading(&text[range.clone()]);
        if is_heading {
            heading = Some((range.clone(), number));
            found.push(Passage { range, heading: None, is_heading });
            continue;
        }
        let above = heading
            .as_ref()
            .filter(|(_, line)| number - line <= REACH)
            .map(|(range, _)| range.clone());
        found.extend(sentences(text, range).into_iter().map(|range| Passage {
            range,
            heading: above.clone(),
            is_heading: false,
        }));
    }
    found
}

impl Passage {
    /// Its words.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.clone()]
    }

    /// The words of the heading above it; empty where there is none.
    pub(super) fn under<'t>(&self, text: &'t str) -> &'t str {
        self.heading.clone().map_or("", |heading| &text[heading])
    }
}

/// A short line with no end of a sentence: set off as `#`, `**`, by a colon or question mark at its end,
/// in capitals or with every long word capitalised.
fn reads_as_heading(line: &str) -> bool {
    if line.starts_with('#') {
        return true;
    }
    let bare = line.trim_matches(['*', '_', ' ', '\u{a0}']);
    let is_item = ["- ", "* ", "• ", "· "].iter().any(|mark| line.starts_with(mark));
    if is_item || line.len() > 160 {
        return false;
    }
    if bare.ends_with(':') || bare.ends_with('：') {
        return true;
    }
    if line.len() > 90 {
        return false;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    if bare.ends_with('?') {
        return words.len() <= 8;
    }
    if words.is_empty() || words.len() > 6 || bare.ends_with(['.', '!', ',', ';', '。']) {
        return false;
    }
    // "Who these houses are for", "Wer vorgeschlagen werden kann".
    const ASKS_WHO: &[&str] = &[
        "who", "whom", "wer", "qui", "quién", "quiénes", "quienes", "quem", "chi", "wie", "vem",
        "kto",
    ];
    let first = words.first().map(|word| word.to_lowercase()).unwrap_or_default();
    let asks_who = ASKS_WHO.contains(&first.as_str());
    // "2.応募の条件": where a script has no capitals, a heading may be numbered.
    let unnumbered =
        bare.trim_start_matches(|c: char| c.is_ascii_digit() || ".．)）、 ".contains(c));
    let bare = if unnumbered.starts_with(is_cjk) { unnumbered } else { bare };
    let has_digit = bare.contains(|c: char| c.is_ascii_digit());
    let capitals = words.len() <= 3
        || asks_who
        || words
            .iter()
            .filter(|word| word.chars().count() > 3)
            .all(|word| word.starts_with(char::is_uppercase));
    !has_digit
        && !bare.contains("://")
        && !bare.contains(": ")
        && capitals
        && bare.starts_with(|c: char| c.is_uppercase() || is_cjk(c) && bare.chars().count() <= 12)
}

/// Scripts without capitals.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The sentences of one line.
fn sentences(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = line.start;
    let words = &text[line.clone()];
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => after.is_none_or(char::is_whitespace) && ends_sentence(words, at, c),
            ';' | '•' | '●' | '▪' | '|' => after.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends {
            let end = line.start + at + c.len_utf8();
            found.push(start..end);
            start = end;
        }
    }
    found.push(start..line.end);
    found
        .into_iter()
        .flat_map(|range| pieces(text, range))
        .map(|range| trimmed(text, range))
        .filter(|range| !range.is_empty())
        .collect()
}

/// The range in pieces that are not too long, cut between words where there are any.
fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    while range.end - start > LONGEST {
        let most = floor(text, start + LONGEST);
        let blank = text[start..most].rfind(char::is_whitespace).filter(|at| *at > 0);
        let end = blank.map_or(most, |at| start + at);
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..range.end);
    pieces
}

/// The last place at or before `at` where no character is cut.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// Abbreviations that end in a point and go on.
const SHORT: &[&str] = &[
    "e.g", "i.e", "etc", "approx", "ca", "no", "nr", "st", "mr", "mrs", "ms", "dr", "prof", "rs",
    "u.s", "u.k", "z.b", "bzw", "inkl", "incl", "max", "min", "vs", "p", "pp", "art", "fig", "ext",
    "p.m", "a.m", "sr", "sra", "núm", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "fr", "d.h", "ggf", "mind", "u.a", "s", "ex",
];

fn ends_sentence(words: &str, at: usize, mark: char) -> bool {
    if mark != '.' {
        return true;
    }
    let before = words[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    let before = before.trim_start_matches(['(', '"', '“']);
    let lower = before.to_lowercase();
    if SHORT.contains(&&*lower)
        || before.chars().count() == 1 && before.chars().all(char::is_uppercase)
    {
        return false;
    }
    let next = words[at + 1..].trim_start();
    // "2. Mai", "21. Juni": a German date goes on.
    let numbered =
        !before.is_empty() && before.len() <= 2 && before.bytes().all(|b| b.is_ascii_digit());
    !numbered && !next.starts_with(|c: char| c.is_lowercase())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let left = words.len() - words.trim_start().len();
    let right = words.trim_end().len();
    if left >= right { range.start..range.start } else { range.start + left..range.start + right }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sentences_items_and_headings() {
        let text = "Entry fees\n- Members: $10\n- Others: $25, e.g. by PayPal. No refunds.\n\nOpen to all. Apply by 2. Mai 2025";
        let cut: Vec<(&str, &str)> =
            passages(text).iter().map(|p| (p.of(text), p.under(text))).collect();
        assert_eq!(
            cut,
            [
                ("Entry fees", ""),
                ("- Members: $10", "Entry fees"),
                ("- Others: $25, e.g. by PayPal.", "Entry fees"),
                ("No refunds.", "Entry fees"),
                ("Open to all.", "Entry fees"),
                ("Apply by 2. Mai 2025", "Entry fees"),
            ]
        );
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let text = "brush and ink and ".repeat(1000) + &"é".repeat(3000);
        let cut = passages(&text);
        assert!(cut.iter().all(|p| p.range.len() <= LONGEST));
        assert!(cut[..5].iter().all(|p| p.of(&text).ends_with(['d', 'k', 'h'])));
    }

    proptest! {
        #[test]
        fn passages_hold_every_word(text in "\\PC{0,80}(\n\\PC{0,40}){0,4}") {
            let cut = passages(&text);
            let kept: String = cut.iter().map(|p| p.of(&text)).collect();
            let squeeze = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&kept), squeeze(&text));
        }
    }
}
