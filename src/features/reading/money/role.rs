//! Each amount of a text and its role: the nearest telling words decide.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::amount::{Amount, amounts, head_of, tail_of};
use super::cue::{Cue, Role, cues};
use crate::features::reading::passage::{Passage, passages};
use crate::features::reading::pattern::Pattern;

/// An amount and what it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// The amount.
    pub(super) amount: Amount,
    /// What it is; `None` where no words tell.
    pub(super) role: Option<Role>,
    /// The words that tell it, where they stand in the same passage.
    pub(super) cue: Option<Range<usize>>,
    /// Which passage of [`Money::passages`] it stands in.
    pub(super) passage: usize,
}

/// All about money in a text, before it is put together.
pub(super) struct Survey {
    /// The passages of the text.
    pub(super) passages: Vec<Passage>,
    /// Each amount, in order.
    pub(super) placed: Vec<Placed>,
}

/// Between a cue and its amount: nothing that matters.
static TIGHT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^[\s*_]*(?:\([^()]{0,40}\))?[\s*_]*(?:[:=–—-]|of|is|are|for|at|from|with|de|von|von bis zu|in the amount of|di|da|à|amounts? to|will be|worth|valued at|totall?ing|\()?[\s*_:(]*(?:just |only |a |an |about |approximately |approx\.? |around |nearly |ca\.? |up to )?[\s*_]*$",
    )
});

/// Between an amount and the words behind it: at most three words, no mark that ends a thought.
static NEXT_WORDS: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"^[\s*_)]*(?:[(]?[\w’'&-]+[\s-]+){0,3}$"));

/// Between two amounts of a list: "$250, $150, and $100".
static LISTED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"^[\s,;/&*_+()]*(?:and|or|to|then|y|o|et|ou|und|oder|e|-|–|—)?[\s,;/*_()]*$")
});

/// A label between two amounts: "Members: $30 Non-members: $50".
static LABELLED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"^[\s,;*_+()]*[\w\s’'&()-]{1,40}[:–-]\s*$"));

/// Headings below which a sum that no other word explains is what one gets.
static GIVING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:what (?:we|you|is)|we) (?:offer|provide|give|get|receive|pay)|\byou (?:will )?(?:get|receive)|\b(?:support|benefits|amount|how much|quantum|funding|award|grant)\b|\bnous offrons|\boffre\b|\bmontant|\bcombien|\bofrecemos|\bcu[aá]nto|\bmonto\b|\bdo valor|\boferecemos|\bwir bieten|\bleistungen|\bhöhe\b|\boffriamo|\bquanto\b|\bwat bieden|\bvi erbjuder|지원 ?내용|혜택|支援内容",
    )
});

/// Value added tax on top: a price.
static TAXED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"^\s*\(?(?:\+|plus)\s*(?:gst|vat|hst|tva|mwst|iva)\b"));

/// A sum the applicant must not have had, or must have: a threshold.
static DENIED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:not|never|nor)\s+(?:have\s+|been\s+|yet\s+|previously\s+){0,3}(?:received|awarded|won|earned|exceed\w*)\b[^.;]{0,50}$|\breceived (?:over|more than|significant)\b[^.;]{0,30}$|\b(?:organi[sz]ations?|who|that) (?:already )?receives? (?:an amount of|funding of)?\s*$",
    )
});

/// What a price covers, right behind it: "for 3 images", "/single", "per artwork", "1-2 images".
static COVERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^[\s*_)]*(?:usd|aud|eur)?\s*(?:[/-]|for|per|each|to submit|pour|por|für|per ogni|to enter)?\s*(?:the\s+)?(?:your\s+)?(?:first\s+|a\s+|an\s+|each\s+|every\s+|1st\s+)?(?:up[- ]to[- ])?(?:one|two|three|four|five|six|ten|single|\d+\s*(?:[-–to]+\s*\d+)?)?\s*(?:\(\w+\)\s*)?(?:additional\s+)?(?:images?|works?|artworks?|entr(?:y|ies)|pieces?|photos?|photographs|submissions?|single|slides|paintings|œuvres?|oeuvres?|obras?|fotos?|bilder|opere|opera|fotografie|작품|点|作品)\b",
    )
});

/// The same before its price: "2 images: $25".
static COVERED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:\d{1,2}(?:\s?[-–]\s?\d{1,2})?|one|two|three|four|five|single|each|additional)\s+(?:images?|works?|artworks?|entr(?:y|ies)|pieces?|photos?|submissions?)\s*[:=–-]\s*$",
    )
});

/// Reads every amount of the text and gives each its role.
pub(super) fn survey(text: &str) -> Survey {
    let passages = passages(text);
    let mut amounts = amounts(text).into_iter().peekable();
    let cues = cues(text);
    let mut placed = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let mut inside = Vec::new();
        while let Some(amount) = amounts.next_if(|amount| amount.range.start < passage.range.end) {
            inside.push(amount);
        }
        place(text, at, passage, &inside, &cues, &mut placed);
    }
    Survey { passages, placed }
}

/// How far words may stand from the amount they are about, in bytes.
const REACH: usize = 240;

/// The cues of a passage that stand near an amount.
fn near<'c>(cues: &'c [Cue], passage: &Passage, amount: &Amount) -> &'c [Cue] {
    let from = amount.range.start.saturating_sub(REACH).max(passage.range.start);
    let to = (amount.range.end + REACH).min(passage.range.end);
    let first = cues.partition_point(|cue| cue.range.start < from);
    let last = cues.partition_point(|cue| cue.range.start < to);
    &cues[first..last.max(first)]
}

/// How telling a cue must be.
const ENOUGH: i64 = 10;

fn place(
    text: &str,
    at: usize,
    passage: &Passage,
    amounts: &[Amount],
    cues: &[Cue],
    placed: &mut Vec<Placed>,
) {
    let mut last: Option<(i64, Option<Role>, Option<Range<usize>>)> = None;
    let heading = LazyCell::new(|| heading_role(text, passage));
    for (number, amount) in amounts.iter().enumerate() {
        let before = number.checked_sub(1).map(|n| &amounts[n]);
        let after = amounts.get(number + 1);
        let mut best = best_cue(text, amount, before, after, passage, near(cues, passage, amount));
        let covers = COVERS.is_match(head_of(text, amount.range.end, 60))
            || COVERED.is_match(tail_of(text, passage.range.start, amount.range.start, 40));
        if covers && amount.is_small() && best.as_ref().is_none_or(|(score, ..)| *score < 110) {
            best = Some((110, Role::EntryFee, None));
        }
        let low = best.as_ref().is_none_or(|(score, ..)| *score < 60);
        if low && let Some(heading) = *heading {
            best = Some((60, heading, None));
        }
        let listed = before.is_some_and(|before| {
            text.get(before.range.end..amount.range.start)
                .is_some_and(|gap| !gap.trim().is_empty() && LISTED.is_match(gap))
        });
        if best.is_none() && GIVING.is_match(passage.under(text)) {
            best = Some((30, Role::Award, None));
        }
        if DENIED.is_match(tail_of(text, passage.range.start, amount.range.start, 90)) {
            best = Some((200, Role::Neither, None));
        }
        let labelled = before.is_some_and(|before| {
            text.get(before.range.end..amount.range.start).is_some_and(|gap| LABELLED.is_match(gap))
        });
        if low && TAXED.is_match(head_of(text, amount.range.end, 12)) {
            best = Some((70, Role::Rent, None));
        }
        let listed = listed || labelled && low;
        let chosen = match (best, &last) {
            (Some((score, ..)), Some(previous)) if listed && previous.0 >= score => {
                previous.clone()
            }
            (None, Some(previous)) if listed => previous.clone(),
            (Some((score, role, cue)), _) => (score, Some(role), cue),
            // "Tihany: €1,000/month, Valserena: €6,000": one word leads several labelled amounts.
            (None, Some((score, Some(role @ (Role::Award | Role::EntryFee)), _))) => {
                (*score - 20, Some(*role), None)
            }
            (None, _) => (0, None, None),
        };
        placed.push(Placed {
            amount: amount.clone(),
            role: chosen.1,
            cue: chosen.2.clone(),
            passage: at,
        });
        last = Some(chosen);
    }
}

/// The role a heading gives to the amounts below it.
fn heading_role(text: &str, passage: &Passage) -> Option<Role> {
    let heading = passage.under(text);
    // The title of the page names the call, not what stands below it.
    let is_title = passage.heading.as_ref().is_none_or(|heading| heading.start == 0);
    if is_title || heading.split_whitespace().count() > 6 {
        return None;
    }
    cues(heading).into_iter().filter(|cue| !cue.weak).map(|cue| cue.role).next_back()
}

fn best_cue(
    text: &str,
    amount: &Amount,
    before: Option<&Amount>,
    after: Option<&Amount>,
    passage: &Passage,
    cues: &[Cue],
) -> Option<(i64, Role, Option<Range<usize>>)> {
    let ceiling = after.map_or(passage.range.end, |after| after.range.start);
    cues.iter()
        .filter_map(|cue| {
            let score = if cue.range.start < amount.range.start {
                score_before(text, cue, amount, before)
            } else if cue.range.start >= amount.range.end && cue.range.end <= ceiling {
                score_behind(text, cue, amount, ceiling)?
            } else {
                return None;
            };
            let weak = if cue.weak { 25 } else { 0 };
            let vague = if cue.role == Role::SomeFee { 15 } else { 0 };
            let settled = if cue.role == Role::Neither { 25 } else { 0 };
            let score = score - weak - vague + settled;
            // "Late: $50" is a fee; "late" further off is only late.
            let gap = text.get(cue.range.end..amount.range.start).unwrap_or_default();
            if cue.role == Role::EntryFee && cue.weak && !TIGHT.is_match(gap) {
                return None;
            }
            (score >= ENOUGH).then(|| (score, cue.role, Some(cue.range.clone())))
        })
        .max_by_key(|(score, ..)| *score)
}

fn score_before(text: &str, cue: &Cue, amount: &Amount, before: Option<&Amount>) -> i64 {
    // "Prize pool exceeds $55,000": the bounding word belongs to both.
    let gap = text.get(cue.range.end..amount.range.start).unwrap_or_default();
    let distance = gap.chars().take(300).count() as i64;
    let tight = if TIGHT.is_match(gap) { 40 } else { 0 };
    // Another amount between them has the better claim.
    let passed =
        if before.is_some_and(|before| cue.range.end <= before.range.end) { 45 } else { 0 };
    100 - distance + tight - passed - belongs_to_last(text, cue, amount, before)
}

/// "€3,000 artist fee €11,000": the words name the amount before them, unless a mark says otherwise.
fn belongs_to_last(text: &str, cue: &Cue, amount: &Amount, before: Option<&Amount>) -> i64 {
    let Some(before) = before.filter(|before| before.range.end <= cue.range.start) else {
        return 0;
    };
    let follows_last = NEXT_WORDS.is_match(&text[before.range.end..cue.range.start]);
    let gap = text.get(cue.range.end..amount.range.start).unwrap_or_default().trim();
    let marked = gap.contains([':', '–', '—', '=', '-'])
        || gap.ends_with(" of")
        || gap == "of"
        || gap == "is";
    if follows_last && !marked { 60 } else { 0 }
}

fn score_behind(text: &str, cue: &Cue, amount: &Amount, ceiling: usize) -> Option<i64> {
    let gap = &text[amount.range.end..cue.range.start];
    let distance = gap.chars().take(61).count() as i64;
    if distance > 60 {
        return None;
    }
    let adjacent = if NEXT_WORDS.is_match(gap) { 45 } else { 0 };
    // "$5,000 Second Prize: $2,000": the words are the label of what follows.
    let to_next = &text[cue.range.end..ceiling];
    let label = ceiling - cue.range.end <= 4
        && (to_next.contains(':') || to_next.contains('–') || to_next.contains(" - "));
    let stolen = if label { 90 } else { 0 };
    let pool = if cue.role == Role::Pool && adjacent > 0 { 10 } else { 0 };
    Some(95 - 2 * distance + adjacent + pool - stolen)
}
