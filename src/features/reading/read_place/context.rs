//! What the words around a place say it is for.

use std::ops::Range;
use std::sync::LazyLock;

use super::spots::PLACE_PREPOSITIONS;
use crate::features::reading::gazetteer::{Named, PlaceKind};
use crate::features::reading::layout::{Layout, Standing};
use crate::features::reading::lexicon::section;
use crate::features::reading::words::Phrases;

/// Words that say what a place nearby is for, by where they stand.
pub(super) struct Context {
    who: Vec<usize>,
    past: Vec<usize>,
    work: Vec<usize>,
}

impl Context {
    pub(super) fn of(layout: &Layout<'_>) -> Self {
        let hits = |phrases: &Phrases<()>| {
            phrases.find_in(&layout.words).into_iter().map(|found| found.words.start).collect()
        };
        let mut past: Vec<usize> = hits(&PAST);
        past.extend((0..layout.words.all.len()).filter(|&word| begins_caption(layout, word)));
        past.sort_unstable();
        Context { who: hits(&WHO), past, work: hits(&WORK) }
    }

    /// Whether it stands beside what has been, and the people behind it, or is where somebody came from.
    pub(super) fn is_past(&self, layout: &Layout<'_>, at: &Range<usize>) -> bool {
        near(&self.past, layout, at, 16) || is_origin(layout, at) && !near(&self.who, layout, at, 9)
    }

    pub(super) fn points(
        &self,
        layout: &Layout<'_>,
        at: &Range<usize>,
        named: &Named,
        in_field: bool,
    ) -> u32 {
        if named.weak {
            return 0;
        }
        let words = &layout.words;
        let (near_work, near_who, near_past) = (
            near(&self.work, layout, at, 14),
            near(&self.who, layout, at, 9),
            near(&self.past, layout, at, 16),
        );
        let before = at.start.checked_sub(1).map_or("", |before| words.folded(before));
        let origin = is_origin(layout, at);
        let led = !origin && PLACE_PREPOSITIONS.contains(&before);
        let base = match named.what {
            PlaceKind::Demonym => 2,
            PlaceKind::Country => 9,
            PlaceKind::Region => 9,
            PlaceKind::City => 10,
        };
        let mut points = base;
        match layout.standing(at.start) {
            Standing::Title if named.what != PlaceKind::Demonym => points += 16,
            Standing::Title => points += 5,
            Standing::Heading => points += 4,
            Standing::Lead => points += 4,
            Standing::Body => {}
            Standing::Tail => points = points * 2 / 3,
            Standing::Aside => points /= 4,
        }
        if named.what == PlaceKind::Demonym {
            return if near_who || near_past { 0 } else { points };
        }
        if in_field {
            return points + 40;
        }
        if near_work && led {
            points += 16;
        } else if near_work || led {
            points += 5;
        }
        if near_who {
            points = if near_work { points / 2 } else { points / 8 };
        }
        if near_past {
            points /= 4;
        }
        if origin && !near_work {
            points /= 2;
        }
        points
    }
}

/// "Home from Iraq", "aus den Kantonen Schwyz und Zug": where somebody comes from is not where the work is.
fn is_origin(layout: &Layout<'_>, at: &Range<usize>) -> bool {
    const SMALL: &[&str] = &[
        "the", "and", "or", "und", "oder", "y", "e", "et", "den", "der", "dem", "los", "las", "of",
    ];
    let words = &layout.words;
    for word in (at.start.saturating_sub(6)..at.start).rev() {
        let folded = words.folded(word);
        if matches!(folded, "from" | "aus" | "desde") {
            return true;
        }
        let runs = words.gap_after(word).chars().all(|c| " ,".contains(c));
        if !runs || !SMALL.contains(&folded) && !words.is_capital(word) {
            return false;
        }
    }
    false
}

/// "Image: …": what a picture shows, by whom, and where.
fn begins_caption(layout: &Layout<'_>, word: usize) -> bool {
    let named =
        ["image", "images", "photo", "photograph", "foto", "bild", "imagen", "imagem", "immagine"];
    named.contains(&layout.words.folded(word)) && layout.words.gap_after(word).starts_with(": ")
}

/// Whether one of these words stands within so many words of the place, in its sentence.
fn near(hits: &[usize], layout: &Layout<'_>, at: &Range<usize>, reach: usize) -> bool {
    let from = hits.partition_point(|&hit| hit + reach < at.start);
    hits.iter().skip(from).take_while(|&&hit| hit < at.end + reach).any(|&hit| {
        let (first, last) = (hit.min(at.start), hit.max(at.end));
        (first..last.saturating_sub(1)).all(|word| !ends_sentence(layout.words.gap_after(word)))
    })
}

fn ends_sentence(gap: &str) -> bool {
    gap.contains('\n')
        || gap.starts_with(". ")
        || gap.starts_with("! ")
        || gap.starts_with("? ")
        || gap.contains('。')
}

/// Who may apply.
static WHO: LazyLock<Phrases<()>> = LazyLock::new(|| section("who may apply"));

/// What has been, and the people behind it.
static PAST: LazyLock<Phrases<()>> = LazyLock::new(|| section("what has been"));

/// What happens at a place.
static WORK: LazyLock<Phrases<()>> = LazyLock::new(|| section("what happens at a place"));
