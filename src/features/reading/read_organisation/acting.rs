//! Who does something or by whom it is done: "X invites …", "presented by X", "X is a nonprofit".

use std::ops::Range;
use std::sync::LazyLock;

use super::names::{name_after, name_before, sentence_start};
use super::{Candidate, early, is_a_body, is_a_place};
use crate::features::reading::gazetteer::{PlaceKind, PlaceMention, mentions};
use crate::features::reading::layout::Layout;
use crate::features::reading::lexicon::section;
use crate::features::reading::words::{Phrases, Words};

/// Who calls says so before this many others were said to do something.
const MOST_ACTS: usize = 60;

/// "X invites …", "presented by X".
pub(super) fn acting(layout: &Layout<'_>) -> Vec<Candidate> {
    static SURE_ACTS: LazyLock<Phrases<()>> =
        LazyLock::new(|| section("an organisation does, surely"));
    static ACTS: LazyLock<Phrases<()>> = LazyLock::new(|| section("an organisation does"));
    static FOUNDED_BY: LazyLock<Phrases<()>> =
        LazyLock::new(|| section("founded by an organisation"));
    static SURELY_BY: LazyLock<Phrases<()>> =
        LazyLock::new(|| section("by an organisation, surely"));
    static BY: LazyLock<Phrases<()>> = LazyLock::new(|| section("by an organisation"));

    let words = &layout.words;
    let places = mentions(words);
    let mut found = Vec::new();
    for (acts, sure) in [(&*SURE_ACTS, 42), (&*ACTS, 24)] {
        for act in acts.find_in(words).into_iter().take(MOST_ACTS) {
            // "The Tide Art Awards": a name's own word, not what somebody does.
            let first = act.words.start;
            if words.is_capital(first) && words.written(first).contains(char::is_lowercase) {
                continue;
            }
            let end = before_its_place(words, &places, act.words.start);
            let Some(subject) = name_before(words, end) else { continue };
            let subject = with_its_rank(words, in_full(words, subject));
            let first = if sentence_start(words, subject.start) { 6 } else { 0 };
            let points = sure + first + early(layout, subject.start);
            found.push(Candidate { bytes: words.span(subject), points, because: None });
        }
    }
    for (by, sure) in [(&*FOUNDED_BY, 60), (&*SURELY_BY, 36), (&*BY, 14)] {
        for act in by.find_in(words).into_iter().take(MOST_ACTS) {
            let Some(name) = name_after(words, act.words.end) else { continue };
            let name = without_its_place(words, &places, name);
            let points = sure + early(layout, name.start);
            found.push(Candidate { bytes: words.span(name), points, because: None });
        }
    }
    found
}

/// "Zum ersten Mal lobt die Kelp-Stiftung …", "Convoca el Museo de Jaén": the verb stands before its subject, which
/// says what body it is.
pub(super) fn inverted(layout: &Layout<'_>) -> Vec<Candidate> {
    static VERBS: LazyLock<Phrases<()>> = LazyLock::new(|| section("a verb before its subject"));
    let words = &layout.words;
    let places = mentions(words);
    VERBS
        .find_in(words)
        .into_iter()
        .take(MOST_ACTS)
        .filter(|verb| words.gap_after(verb.words.end - 1) == " ")
        .filter_map(|verb| {
            let name = name_after(words, verb.words.end)?;
            let near = name.start <= verb.words.end + 1;
            let name = without_its_place(words, &places, name);
            let points = 30 + early(layout, name.start);
            (near && is_a_body(words, &name)).then(|| Candidate {
                bytes: words.span(name),
                points,
                because: None,
            })
        })
        .collect()
}

/// "The Kelp Arts Office (KAO) supports": the name, not its letters.
fn in_full(words: &Words<'_>, short: Range<usize>) -> Range<usize> {
    let letters = words.written(short.start);
    let opens =
        short.start.checked_sub(1).is_some_and(|before| words.gap_after(before).ends_with('('));
    let is_short = short.len() == 1 && letters.len() <= 8 && !letters.contains(char::is_lowercase);
    match opens && is_short {
        true => name_before(words, short.start).unwrap_or(short),
        false => short,
    }
}

/// "Kelp's annual residency", "the Kelp Institute's open call".
pub(super) fn owning(layout: &Layout<'_>) -> Vec<Candidate> {
    static CALLS: LazyLock<Phrases<()>> = LazyLock::new(|| section("what an organisation has"));
    let words = &layout.words;
    let mut found = Vec::new();
    for has in CALLS.find_in(words).into_iter().take(MOST_ACTS) {
        // Up to three words between: "Kelp's second annual open call".
        let owner = (has.words.start.saturating_sub(4)..has.words.start).rev().find(|&word| {
            words.folded(word) == "s"
                && word
                    .checked_sub(1)
                    .is_some_and(|before| matches!(words.gap_after(before), "'" | "’"))
        });
        let Some(subject) = owner.and_then(|owner| name_before(words, owner)) else { continue };
        if (subject.end..has.words.start)
            .any(|word| words.gap_after(word).contains(['.', ',', '\n']))
        {
            continue;
        }
        let points = 24 + early(layout, subject.start);
        found.push(Candidate { bytes: words.span(subject), points, because: None });
    }
    found
}

/// Where a name ends that a place stands behind: "Kelp Rooms in Kalmar, Sweden invites" ends at "Rooms".
fn before_its_place(
    words: &Words<'_>,
    places: &[(Range<usize>, PlaceMention)],
    end: usize,
) -> usize {
    const IN: &[&str] = &["in", "at", "near", "a", "en", "em", "bei", "im", "te", "zu"];
    let mut last = end;
    let before = places.partition_point(|(place, _)| place.end <= last);
    for (place, mention) in places[..before].iter().rev() {
        let is_place = mention.named.iter().any(|named| named.what != PlaceKind::Demonym);
        let Some(before) = place.start.checked_sub(1).filter(|_| place.end == last && is_place)
        else {
            break;
        };
        let gap = words.gap_after(before);
        if IN.contains(&words.folded(before)) && gap == " " {
            return before;
        }
        if !gap.starts_with(',') || gap.contains('\n') {
            break;
        }
        last = place.start;
    }
    last
}

/// A name that begins before its place: "Kelp Rooms" of "Kelp Rooms in Kalmar, Sweden".
fn without_its_place(
    words: &Words<'_>,
    places: &[(Range<usize>, PlaceMention)],
    name: Range<usize>,
) -> Range<usize> {
    let is_place =
        |mention: &PlaceMention| mention.named.iter().any(|named| named.what != PlaceKind::Demonym);
    let placed = |from: usize| {
        let after = places.partition_point(|(place, _)| place.start < from);
        places[after..].iter().take(2).any(|(place, mention)| {
            is_place(mention)
                && (place.start == from
                    || place.start == name.end && words.gap_after(name.end - 1).trim_end() == ",")
        })
    };
    let within = name.start + 1..name.end;
    let at = within.into_iter().find(|&word| {
        matches!(words.folded(word), "in" | "at" | "near" | "en" | "em" | "bei" | "a")
            && !words.is_capital(word)
            && placed(word + 1)
    });
    at.map_or(name.clone(), |at| name.start..at)
}

/// A place's name with what makes a body of it: "city of Kalmar".
fn with_its_rank(words: &Words<'_>, name: Range<usize>) -> Range<usize> {
    const RANKS: &[&str] = &[
        "city",
        "town",
        "village",
        "municipality",
        "borough",
        "county",
        "canton",
        "province",
        "state",
        "region",
        "ville",
        "commune",
        "mairie",
        "stadt",
        "gemeinde",
        "kanton",
        "ciudad",
        "ayuntamiento",
        "municipio",
        "cidade",
        "prefeitura",
        "citta",
        "comune",
        "provincia",
    ];
    if !is_a_place(&words.text[words.span(name.clone())]) {
        return name;
    }
    let ranked = |word: usize| RANKS.contains(&words.folded(word));
    match (name.start.checked_sub(1), name.start.checked_sub(2)) {
        (Some(near), _) if ranked(near) && words.gap_after(near) == " " => near..name.end,
        (Some(near), Some(far))
            if matches!(words.folded(near), "of" | "de" | "di" | "do" | "d")
                && ranked(far)
                && words.gap_after(far) == " " =>
        {
            far..name.end
        }
        _ => name,
    }
}

/// "Kelp is a nonprofit venue …" says who speaks.
pub(super) fn described(layout: &Layout<'_>) -> Vec<Candidate> {
    static IS_A: LazyLock<Phrases<()>> = LazyLock::new(|| section("what an organisation is"));
    let words = &layout.words;
    IS_A.find_in(words)
        .into_iter()
        .take(MOST_ACTS)
        .filter_map(|is| {
            let subject = name_before(words, is.words.start)?;
            let points = 22 + if sentence_start(words, subject.start) { 6 } else { 0 };
            Some(Candidate { bytes: words.span(subject), points, because: None })
        })
        .collect()
}
