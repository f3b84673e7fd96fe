//! Whether a passage asks for something to be handed in with an application: by its verb, by the heading
//! above it, or because it is an item of a list that such a sentence opens.

use std::ops::Range;
use std::sync::LazyLock;

use crate::features::reading::layout::{Layout, Role, words_in};
use crate::features::reading::lexicon::section;
use crate::features::reading::passage::Passage;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::words::Phrases;

/// How a passage stands to what must be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// It says so itself, in words that begin at this byte of the text.
    Itself(usize),
    /// It stands below words that say so.
    Below,
    /// Nothing says so.
    No,
    /// It speaks of others, or of what comes later.
    Elsewhere,
}

static HAND_IN: LazyLock<Phrases<()>> = LazyLock::new(|| section("asks to hand in"));
static HEADINGS: LazyLock<Phrases<()>> = LazyLock::new(|| section("headings of what to hand in"));
static OTHERS: LazyLock<Phrases<()>> = LazyLock::new(|| section("others hand in, or later"));
static ITEM: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"^(?:[-–•●▪*+✓]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s"));

/// What opens a list, and how far it reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// A heading that asks.
    Asks,
    /// A sentence that asks and ends with a colon: its list.
    Opens,
    /// Anything else.
    Nothing,
}

/// How each passage stands.
pub(super) fn asked(layout: &Layout<'_>, passages: &[Passage]) -> Vec<Asked> {
    let text = layout.text();
    let mut above = Above::Nothing;
    let mut line_before = 0;
    passages
        .iter()
        .map(|passage| {
            let words = words_in(&layout.words, passage.range.clone());
            let own = passage.of(text);
            let new_line = text[line_before..passage.range.start].contains('\n');
            line_before = passage.range.end;
            let aside = layout.line_of(words.start).is_some_and(|line| line.role == Role::Aside);
            let verb = HAND_IN.find_between(&layout.words, words.clone()).into_iter().next();
            let verb = verb.map(|found| layout.words.span(found.words).start);
            let hands_in = verb.is_some();
            let others = has(layout, &OTHERS, &words);
            let colon = own.trim_end_matches(['*', '_', ' ']).ends_with([':', '：']);
            let list_ends = above == Above::Opens
                && new_line
                && !passage.is_heading
                && !ITEM.is_match(own)
                && own.len() > 160;
            if passage.is_heading || colon {
                above = opened(layout, passage, &words, (hands_in, others, colon), above);
            } else if list_ends {
                above = Above::Nothing;
            }
            match (above, verb) {
                _ if others || aside => Asked::Elsewhere,
                (Above::Asks | Above::Opens, _) => Asked::Below,
                (Above::Nothing, Some(verb)) if !passage.is_heading => Asked::Itself(verb),
                _ => Asked::No,
            }
        })
        .collect()
}

/// What stands above the passages after a heading or a sentence with a colon.
fn opened(
    layout: &Layout<'_>,
    passage: &Passage,
    words: &Range<usize>,
    (hands_in, others, colon): (bool, bool, bool),
    above: Above,
) -> Above {
    if others {
        return Above::Nothing;
    }
    // A heading that begins with it: "Application requirements", not "About our materials".
    let heading = words.len() <= 12
        && HEADINGS
            .find_between(&layout.words, words.clone())
            .iter()
            .any(|found| found.words.start <= words.start + 3);
    match () {
        () if heading && passage.is_heading => Above::Asks,
        () if hands_in && colon => Above::Opens,
        // "Portfolio" below "What to submit" is a thing of it, not another subject.
        () if above != Above::Nothing && super::materials::names_one(layout, words) => above,
        () if passage.is_heading => Above::Nothing,
        () => above,
    }
}

fn has(layout: &Layout<'_>, phrases: &Phrases<()>, words: &Range<usize>) -> bool {
    !phrases.find_between(&layout.words, words.clone()).is_empty()
}
