//! How old applicants are, or when they were born.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::Rule;
use super::age_words::AGE_WORDS;
use super::around::SHUT_BEHIND;
use super::born::{born, first_day};
use super::origin::Found;
use super::scope::{head, tail};
use crate::features::reading::pattern::Pattern;

/// Ages that rules write out.
const IN_WORDS: &[(u32, &str)] = &[
    (16, "sixteen|seize|sechzehn|dieciséis"),
    (18, "eighteen|dix-huit|dieciocho|dezoito|achtzehn|diciotto|achttien"),
    (21, "twenty-one|vingt et un|veintiún|vinte e um|einundzwanzig|ventuno"),
    (25, "twenty-five|vingt-cinq|veinticinco|vinte e cinco|fünfundzwanzig|venticinque"),
    (30, "thirty|trente|treinta|trinta|dreißig|trenta"),
    (35, "thirty-five|trente-cinq|treinta y cinco|trinta e cinco|fünfunddreißig|trentacinque"),
    (40, "forty|quarante|cuarenta|quarenta|vierzig|quaranta"),
    (45, "forty-five|quarante-cinq|cuarenta y cinco|quarenta e cinco|quarantacinque"),
    (50, "fifty|cinquante|cincuenta|cinquenta|fünfzig|cinquanta"),
    (60, "sixty|soixante|sesenta|sessenta|sechzig|sessanta"),
];

static NUMBER: LazyLock<Pattern> = LazyLock::new(|| {
    // Longer names first: "thirty" begins "thirty-five".
    let mut words: Vec<&str> = IN_WORDS.iter().flat_map(|(_, words)| words.split('|')).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // "Treinta (30) años": the digits stand behind the word.
    Pattern::words(&format!(
        r"(?:[a-zà-ÿ]+(?:[ -](?:y |e |et |and )?[a-zà-ÿ]+){{0,2}}\s?\((?P<twice>\d{{2}})\))|\b(?P<word>{})\b|(?P<digits>\d+)",
        words.join("|")
    ))
});

/// The number that digits or words write.
fn numeral(written: &str) -> Option<u32> {
    let word = written.to_lowercase();
    let named = || {
        let row = IN_WORDS.iter().find(|(_, names)| names.split('|').any(|name| name == word));
        row.map(|(number, _)| *number)
    };
    word.parse().ok().or_else(named)
}

/// Behind a number that is no age: sizes, times, counts.
static NO_AGE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:x\s*\d|×|cm|mm|m\b|km|kg|g\b|lbs?|pounds?|inch\w*|in\.|[”″\x22]|feet|ft|mb|gb|kb|dpi|px|pixels?|seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|works?|images?|pages?|words?|characters?|pieces?|entries|artworks?|artists?|people|participants?|miles?|%|percent|euros?|€|\$|£|usd|eur|[,.]\d|years? in (?:the|their|your|an?|business|this|our|its)|(?:ans|années) dans (?:le|la|leur) (?:domaine|métier|profession|secteur)|años en (?:el|la) (?:sector|campo|ámbito|oficio|área)|anos n[oa] (?:área|setor|campo|sector)|anni nel (?:settore|campo)|years? (?:of (?:experience|practice|history|residence|work\w*|professional|continuous|\w+ (?:practice|experience|work))|in business|ago|later|from|behind)|(?:de |d[’']|di |of )(?:pratique|expérience|carrière|résidence|activité|trayectoria|experiencia|carrera|residencia|antigüedad|atuação|experiência|carreira|residência|trajetória|attività|esperienza|carriera|residenza|storia|practice|experience)|(?:berufs|erfahrung)\w*|(?:ans|ann\w+) (?:de |d[’'])(?:pratique|expérience|carrière|résidence|activité)|años de (?:trayectoria|experiencia|carrera|residencia|antigüedad|edición)|anos de (?:atuação|experiência|carreira|residência|trajetória)|anni di (?:attività|esperienza|carriera|residenza|storia)|jahren? (?:erfahrung|berufs\w+|wohn\w+|in |künstler\w+)|jaar (?:ervaring|werkzaam|geleden)|/\d|:\d|th\b|st\b|nd\b|rd\b|september|october|november|december|january|february|march|april|may\b(?:\s*(?:\d|,|$))|june|july|august)",
    )
});

/// Before a number that is no age.
static NOT_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:[$€£¥#]|\b(?:for|last|past|than|within|celebrating|history of|edition|no\.?|page|works?|images?|seit|depuis|desde hace|hace|sinds|innerhalb|years? (?:of|since)|school|graduat\w+)\s*)$",
    )
});

/// One of several categories, each with its ages: no rule for everyone.
static CATEGORY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:categor(?:y|ies|ía|ia|ie)|kategorie|catégorie|section|division|stream|next gen|young\w*(?: \w+){0,3} (?:prize|award|categor\w+)|youth (?:prize|award|categor\w+)|student (?:prize|award)|junior|prize for|award for|best (?:artist|work))\b[^.;]{0,60}$|\b(?:including|if|when|required (?:for|if)|accompan\w*|signature|consent|guardian|child\w*)\b[^.;]{0,30}$|^\W*(?:categor\w+|kategorie|section) \w",
    )
});

/// Those under age may, with somebody's leave: no bound.
static WITH_LEAVE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^[^.;]{0,40}\b(?:permissions?|consent|guardians?|parent\w*|accompan\w+|signature|supervis\w+|autoris\w+|einverständnis\w*|autoriza\w+)\b",
    )
});

static SHARE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"\b\d{1,3}\s?%\s+(?:of|de|der|degli|dos)\b"));

/// Of age, whatever that is where they live.
static ADULT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bmayor(?:es|ía)? de edad\b|\b(?:age of majority|legal adults?|adults? only)\b|\b(?:성인|成人)\b|\bmeerderjarig\w*|\bmaior(?:es)? de idade\b|\bmaggiorenn[ei]\b|\bmaggiore età\b|\bmajeure?s?\b(?: et| à|$|[.,;)])|\bvolljährig\w*|\bof (?:legal|full) age\b",
    )
});

/// Years that are counted, and not lived.
static COUNTED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:experience|practice|residen\w*|resid\w*|career|trayectoria|experiencia|trajetória|experiência|expérience|esperienza|erfahrung|for|since|during|hace|há|depuis|seit|pendant|durante|während|ago|domicil\w*|wohn\w*)\b[^.;,]{0,24}$",
    )
});

/// A number, and what it bounds.
struct Bound {
    range: Range<usize>,
    least: Option<u32>,
    most: Option<u32>,
}

/// Ages asked of applicants, in the order of the passage.
pub(super) fn age(passage: &str) -> Vec<Found> {
    // "60 % of the members must be under 30": no rule for each.
    if SHARE.is_match(passage) {
        return Vec::new();
    }
    let mut bounds = bounds(passage);
    if let Some(hit) = ADULT.find(passage)
        && bounds.iter().all(|bound| bound.least.is_none())
    {
        bounds.push(Bound { range: hit.range(), least: Some(18), most: None });
    }
    bounds.sort_by_key(|bound| bound.range.start);
    // "18 and over enter the main prize, under 18 the other": two groups, and so no bound for all.
    let least = bounds.iter().filter_map(|bound| bound.least).max();
    let most = bounds.iter().filter_map(|bound| bound.most).min();
    if let (Some(least), Some(most)) = (least, most)
        && most <= least
    {
        return born(passage);
    }
    let mut rules: Vec<Found> = bounds
        .into_iter()
        .map(|bound| {
            let on = on_day(head(passage, bound.range.end, 48));
            (Rule::Age { least: bound.least, most: bound.most, on }, bound.range)
        })
        .collect();
    rules.extend(born(passage));
    rules
}

/// Every number of the passage that bounds an age; a span is one bound, and so are "20 or over" and "under 36"
/// side by side.
fn bounds(passage: &str) -> Vec<Bound> {
    let numbers = numbers(passage);
    let mut found: Vec<Bound> = Vec::new();
    let mut at = 0;
    while let Some((range, value)) = numbers.get(at) {
        let next = numbers.get(at + 1).filter(|(next, _)| next.start - range.end <= 40);
        let span = next.and_then(|(next, upper)| between(passage, range, *value, next, *upper));
        at += if span.is_some() { 2 } else { 1 };
        let Some(bound) = span.or_else(|| one(passage, range, *value)) else { continue };
        match found.last_mut() {
            Some(last) if bound.range.start.saturating_sub(last.range.end) <= 12 => {
                match (last.most, bound.least) {
                    (None, None) if last.least < bound.most => {
                        last.most = bound.most;
                        last.range.end = bound.range.end;
                    }
                    _ => found.push(bound),
                }
            }
            _ => found.push(bound),
        }
    }
    found
}

/// The numbers that could be ages, with where they stand.
fn numbers(passage: &str) -> Vec<(Range<usize>, u32)> {
    let mut found = Vec::new();
    for hit in NUMBER.captures_iter(passage) {
        let Some(whole) = hit.get(0) else { continue };
        let written = ["twice", "word", "digits"].iter().find_map(|name| hit.name(name));
        let Some(value) = written.and_then(|written| numeral(written.as_str())) else { continue };
        // "1.500", "18,5", "2018": parts of something else.
        let glued = |c: char| c.is_ascii_digit() || c.is_alphabetic() && c.is_ascii();
        let before = passage[..whole.start()].chars().next_back();
        let behind = &passage[whole.end()..];
        let mut next = behind.chars();
        let (first, second) = (next.next(), next.next());
        let point = |c: Option<char>| c.is_some_and(|c| ".,:/".contains(c));
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let before_that = passage[..whole.start()].chars().rev().nth(1);
        let ordinal =
            ["th ", "st ", "nd ", "rd ", "s ", "s,", "s."].iter().any(|it| behind.starts_with(it));
        if before.is_some_and(glued)
            || point(before) && digit(before_that)
            || point(first) && digit(second)
            || first.is_some_and(glued)
                && !ordinal
                && behind != "s"
                && !AGE_WORDS.years.is_match(behind)
            || !(5..=99).contains(&value)
        {
            continue;
        }
        found.push((whole.range(), value));
    }
    found
}

/// "Aged 18 to 35", "entre 20 y 40 años": two numbers that are the ends of a span.
fn between(
    passage: &str,
    lower: &Range<usize>,
    least: u32,
    upper: &Range<usize>,
    most: u32,
) -> Option<Bound> {
    let words = &*AGE_WORDS;
    let gap = &passage[lower.end..upper.start];
    if most <= least || !words.to.is_match(gap) {
        return None;
    }
    let before = tail(passage, lower.start, 40);
    let behind = head(passage, upper.end, 40);
    let opens = words.span.is_match(before);
    let sure = words.sure.find(behind).or_else(|| words.sure.find(gap));
    let years = words.years.find(behind);
    let said = sure.is_some() || words.cue.is_match(before);
    let of_years = years.is_some() && least >= 14;
    let bare = opens && least >= 14 && !gap.contains('&');
    if !said && (NO_AGE.is_match(behind) || COUNTED.is_match(before) || !(of_years || bare)) {
        return None;
    }
    let unit = years.or(sure).map_or(0, |hit| hit.end());
    let range = words
        .span
        .find(before)
        .map_or(lower.start, |hit| lower.start - (before.len() - hit.start()))
        ..upper.end + unit;
    let apart = CATEGORY.is_match(tail(passage, range.start, 70));
    (!apart && !NOT_BEFORE.is_match(tail(passage, range.start, 40))).then_some(Bound {
        range,
        least: Some(least),
        most: Some(most),
    })
}

/// On which side of its number one must be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Least,
    Most,
    Below,
    Reached,
}

/// "Over 18", "no older than 35", "che abbiano 18 anni": one number and the words beside it.
fn one(passage: &str, number: &Range<usize>, value: u32) -> Option<Bound> {
    let words = &*AGE_WORDS;
    let before = tail(passage, number.start, 90);
    let behind = head(passage, number.end, 60);
    let sure = words.sure.find(behind).map(|hit| hit.end());
    let unit = sure.or_else(|| words.years.find(behind).map(|hit| hit.end()));
    let rest = head(passage, number.end + unit.unwrap_or(0), 40);
    let noun = [(Side::Least, &words.least_noun), (Side::Most, &words.most_noun)]
        .into_iter()
        .find_map(|(side, noun)| Some((side, noun.find(before)?.start())));
    let sides = [
        (Side::Reached, &words.reached),
        (Side::Below, &words.below),
        (Side::Most, &words.most),
        (Side::Least, &words.least),
    ];
    let ahead = sides
        .into_iter()
        .filter_map(|(side, pattern)| Some((side, pattern.find(before)?.start())))
        .min_by_key(|(_, start)| *start);
    let after = [
        (Side::Below, &words.below_behind),
        (Side::Most, &words.most_behind),
        (Side::Least, &words.least_behind),
    ]
    .into_iter()
    .find_map(|(side, pattern)| Some((side, pattern.find(rest)?.end())));
    let cue = words.cue.find(before).map(|hit| hit.start());
    let has = words.has.find(before).map(|hit| hit.start());
    let start = [ahead.map(|(_, at)| at), noun.map(|(_, at)| at), cue, has]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(before.len());
    let not_yet = words.not_yet.find(before).map(|hit| hit.start());
    let unreached = words.not_reached_behind.find(behind).map(|hit| hit.end());
    if let Some(end) = unreached.or(not_yet.filter(|_| value >= 14).map(|_| unit.unwrap_or(0))) {
        let start = number.start - not_yet.map_or(0, |at| before.len() - at);
        return Some(Bound { range: start..number.end + end, least: None, most: Some(value - 1) });
    }
    let said = sure.is_some() || cue.is_some() || noun.is_some();
    if !said {
        let in_years = unit.is_some() && (ahead.is_some() || after.is_some() || has.is_some());
        let lone = unit.is_none()
            && value >= 14
            && passage[number.clone()].contains(|c: char| c.is_ascii_digit())
            && (ahead.is_some_and(|(_, at)| words.lone.is_match(&before[at..]))
                || after.is_some() && !rest.trim_start().starts_with('+')
                || is_badge(before, rest, value));
        if !(in_years || lone)
            || NO_AGE.is_match(behind)
            || NO_AGE.is_match(rest.trim_start_matches(['+', ')', ' ']))
            || unit.is_some() && COUNTED.is_match(&before[..start])
        {
            return None;
        }
    }
    if NOT_BEFORE.is_match(&before[..start]) && !words.no.is_match(&before[..start]) {
        return None;
    }
    // "Must be 18", "abbiano 18 anni": so old, and not less.
    let bare = (has.is_some() || sure.is_some() && cue.is_none()) && value <= 25;
    let side = noun.or(ahead).map(|(side, _)| side).or(after.map(|(side, _)| side));
    let side = side
        .or(bare.then_some(Side::Least))
        .or(is_badge(before, rest, value).then_some(Side::Least))?;
    let no = words.no.is_match(&before[..ahead.map_or(start, |(_, at)| at)]);
    // "Non abbiano 40 anni compiuti": the birthday has not been.
    let turned = no && ahead.is_none();
    let (least, most) = match (side, no) {
        (Side::Least | Side::Reached, true) if turned || side == Side::Reached => {
            (None, Some(value - 1))
        }
        (Side::Least, true) => (None, Some(value)),
        (Side::Below | Side::Most, true) if ahead.is_some() => (Some(value), None),
        (Side::Least | Side::Reached, _) => (Some(value), None),
        (Side::Below, _) => (None, Some(value - 1)),
        (Side::Most, _) => (None, Some(value)),
    };
    // "Those under 18 may not apply": the other side.
    let end = number.end + unit.unwrap_or(0) + after.map_or(0, |(_, end)| end);
    let behind = head(passage, end, 110);
    let shut = SHUT_BEHIND.is_match(behind.strip_prefix('s').unwrap_or(behind));
    let (least, most) = match (least, most, shut) {
        (None, Some(most), true) => (Some(most + 1), None),
        (Some(least), None, true) if ahead.is_some() => (None, Some(least)),
        (Some(least), None, true) => (None, Some(least - 1)),
        kept => (kept.0, kept.1),
    };
    let plausible = |age: &u32| (10..=99).contains(age);
    let (least, most) = (least.filter(|age| plausible(age) && *age <= 65), most.filter(plausible));
    let range = number.start - (before.len() - start)..end;
    let leave = || WITH_LEAVE.is_match(head(passage, number.end, 60));
    let apart = most.is_some() && (CATEGORY.is_match(&before[..start]) || leave());
    (!apart && (least.is_some() || most.is_some())).then_some(Bound { range, least, most })
}

/// "18+", "(18)", "must be 18": an age by its form alone.
fn is_badge(before: &str, rest: &str, value: u32) -> bool {
    let plus = rest.starts_with('+') && [16, 18, 21, 25].contains(&value);
    let must = before.trim_end().to_lowercase().ends_with("must be")
        && [16, 18, 21].contains(&value)
        && !rest.trim_start().starts_with(|c: char| c.is_alphanumeric());
    must || plus && AGE_WORDS.people.is_match(before)
}

/// "18 or over on 5 April 2027": the day that counts, where it stands right behind.
fn on_day(behind: &str) -> Option<NaiveDate> {
    static ON: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^\W*(?:years? (?:old|of age)\s*)?(?:(?:or|and|&) (?:over|older|above|under|younger|below)\s*)?(?:on|by|as of|as at|at|le|au|el|al|a fecha|em|am|zum|il|alla data del|op)\s+(?:the\s+|date\s+)?\d",
        )
    });
    ON.is_match(behind).then(|| first_day(behind)).flatten()
}
