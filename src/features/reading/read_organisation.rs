//! Reads who calls: from a labelled field, from "X invites …" or "presented by X", or from the title.

use std::ops::Range;
use std::sync::LazyLock;

use super::effort;
use super::gazetteer::{PlaceKind, PlaceMention, mentions, places_in};
use super::layout::{Layout, Standing, head, trimmed};
use super::lexicon::section;
use super::words::{Phrases, Words, fold};
use super::{Fact, Quote};

/// A name found, how well the words around it say that it is the one who calls.
#[derive(Clone)]
struct Candidate {
    bytes: Range<usize>,
    points: u32,
    because: Option<&'static str>,
}

/// The organisation, quoted.
pub(super) fn organisation(layout: &Layout<'_>) -> Option<Fact<String>> {
    let mut candidates = labelled(layout);
    candidates.extend(hinted(layout));
    let text = layout.text();
    let beginning = head(text, LOOKED_THROUGH);
    // A place speaks through a body: "the city of Kalmar", not "Kalmar".
    let told = [acting(layout), in_title(layout), described(layout), of_a_kind(layout)].concat();
    candidates.extend(told.into_iter().filter(|told| !is_a_place(&text[told.bytes.clone()])));
    // A name that stands in the text often is likelier the one who speaks.
    for candidate in &mut candidates {
        let name = &text[candidate.bytes.clone()];
        if names_a_call(name) {
            candidate.points = candidate.points.saturating_sub(20);
        }
        if name.len() >= 4 {
            effort::spent(beginning.len());
            let times = beginning.matches(name).take(6).count() as u32;
            candidate.points += 3 * times.saturating_sub(1);
        }
    }
    let best = candidates
        .into_iter()
        .filter(|candidate| is_a_name(&text[candidate.bytes.clone()]))
        .max_by_key(|candidate| (candidate.points, std::cmp::Reverse(candidate.bytes.start)))?;
    let quote = Quote::of(text, best.bytes)?;
    let name = quote.words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match best.because {
        Some(because) => Fact::inferred(name, quote, because),
        None => Fact::stated(name, quote),
    })
}

/// Bytes from the beginning in which names are counted.
const LOOKED_THROUGH: usize = 30_000;

/// Who calls says so before this many others were said to do something.
const MOST_ACTS: usize = 60;

fn labelled(layout: &Layout<'_>) -> Vec<Candidate> {
    static LABELS: LazyLock<Phrases<()>> = LazyLock::new(|| section("organisation labels"));
    let text = layout.text();
    layout
        .fields(&LABELS)
        .into_iter()
        .filter(|field| layout.standing(field.label_at) != Standing::Aside)
        .map(|field| {
            let value = &text[field.value.clone()];
            // "Host: The Kelp Room, Lyon" keeps its comma; a sentence does not belong to a name.
            let end = value.find([';', '|', '\n']).unwrap_or(value.len());
            let bytes = trimmed(text, field.value.start..field.value.start + end);
            Candidate { bytes, points: 60, because: None }
        })
        .filter(|candidate| candidate.bytes.len() <= 120)
        .collect()
}

/// What the source says of all its calls counts where the name stands in this text.
fn hinted(layout: &Layout<'_>) -> Option<Candidate> {
    let name = layout.document.hints.organisation.as_deref()?;
    let start = layout.text().find(name)?;
    Some(Candidate {
        bytes: start..start + name.len(),
        points: 50,
        because: Some("The source publishes calls of this organisation only."),
    })
}

/// "X invites …", "presented by X".
fn acting(layout: &Layout<'_>) -> Vec<Candidate> {
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
            let end = before_its_place(words, &places, act.words.start);
            let Some(subject) = name_before(words, end) else { continue };
            let subject = with_its_rank(words, subject);
            let first = if sentence_start(words, subject.start) { 6 } else { 0 };
            let points = sure + first + early(layout, subject.start);
            found.push(Candidate { bytes: words.span(subject), points, because: None });
        }
    }
    for (by, sure) in [(&*FOUNDED_BY, 60), (&*SURELY_BY, 36), (&*BY, 14)] {
        for act in by.find_in(words).into_iter().take(MOST_ACTS) {
            let Some(name) = name_after(words, act.words.end) else { continue };
            let points = sure + early(layout, name.start);
            found.push(Candidate { bytes: words.span(name), points, because: None });
        }
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

/// Whether this is the name of a country, a region or a city, and nothing more.
fn is_a_place(name: &str) -> bool {
    places_in(name).iter().any(|mention| {
        mention.range == (0..name.len())
            && mention.named.iter().any(|named| named.what != PlaceKind::Demonym)
    })
}

fn early(layout: &Layout<'_>, word: usize) -> u32 {
    match layout.standing(word) {
        Standing::Title | Standing::Heading => 8,
        Standing::Lead => 10,
        Standing::Body => 4,
        Standing::Tail => 0,
        Standing::Aside => 0,
    }
}

/// "Kelp Foundation: Tide Fellowship", "Tide Fellowship | Kelp Foundation", "Tide Prize at the Kelp Museum".
fn in_title(layout: &Layout<'_>) -> Vec<Candidate> {
    let Some(line) = layout.line_of(layout.title.start) else { return Vec::new() };
    if line.words.len() > 40 {
        return Vec::new();
    }
    let text = layout.text();
    let mut found = Vec::new();
    let mut start = line.bytes.start;
    let pieces = text[line.bytes.clone()].split_inclusive(['|', ':', '–', '—']);
    for piece in pieces {
        let bytes =
            trimmed(text, start..start + piece.trim_end_matches(['|', ':', '–', '—']).len());
        start += piece.len();
        if bytes.len() >= line.bytes.len().saturating_sub(1) {
            break;
        }
        let is_body = ORGANISATION_WORDS.find_in(&Words::of(&text[bytes.clone()])).len();
        if is_body > 0 && bytes.len() < 80 {
            let because = Some("The title names it beside the call.");
            found.push(Candidate { bytes, points: 30, because });
        }
    }
    found
}

/// "Kelp is a nonprofit venue …" says who speaks.
fn described(layout: &Layout<'_>) -> Vec<Candidate> {
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

/// Words that name kinds of bodies.
static ORGANISATION_WORDS: LazyLock<Phrases<()>> =
    LazyLock::new(|| section("words for organisations"));

/// A capitalised name with a word for a body in it, in the title or near the beginning.
fn of_a_kind(layout: &Layout<'_>) -> Vec<Candidate> {
    let words = &layout.words;
    ORGANISATION_WORDS
        .find_in(words)
        .into_iter()
        .filter(|found| words.is_capital(found.words.start))
        // Far from the beginning stand funders, partners and past hosts.
        .filter(|found| layout.standing(found.words.start) <= Standing::Lead)
        .take(60)
        .filter_map(|found| {
            let name = name_around(words, found.words.clone());
            (name.len() >= 2).then(|| Candidate {
                bytes: words.span(name.clone()),
                points: 8 + early(layout, name.start),
                because: Some("The only body the text names near its beginning."),
            })
        })
        .collect()
}

const JOINERS: &[&str] = &[
    "of", "for", "the", "and", "de", "la", "le", "les", "du", "des", "del", "da", "do", "dos",
    "di", "della", "delle", "dell", "der", "für", "fur", "und", "et", "y", "e", "d", "l", "van",
    "in", "s", "degli", "al", "a",
];

/// Words that begin a sentence with a capital and are no name.
static NOT_NAMES: LazyLock<Phrases<()>> =
    LazyLock::new(|| section("begins a sentence, is no name"));

/// The capitalised name that ends just before this word.
fn name_before(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while start > 0 && end - start < 9 {
        let word = start - 1;
        let joined = start == end || runs(words, word);
        let gap_ok = start < end || words.gap_after(word).chars().all(|c| " ,)”\"’".contains(c));
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
fn name_after(words: &Words<'_>, start: usize) -> Option<Range<usize>> {
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
fn name_around(words: &Words<'_>, inside: Range<usize>) -> Range<usize> {
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
fn could_be_named(words: &Words<'_>, word: usize) -> bool {
    words.is_capital(word) && !words.folded(word).chars().all(char::is_numeric)
}

/// Whether a name may run from this word to the next.
fn runs(words: &Words<'_>, word: usize) -> bool {
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
    while !name.is_empty()
        && JOINERS.contains(&words.folded(name.end - 1))
        && !words.is_capital(name.end - 1)
    {
        name.end -= 1;
    }
    (!name.is_empty()).then_some(name)
}

fn sentence_start(words: &Words<'_>, word: usize) -> bool {
    word == 0 || {
        let gap = words.gap_after(word - 1);
        gap.contains(['.', '!', '?', '\n', ':'])
            || matches!(words.folded(word - 1), "the" | "la" | "le" | "l" | "el" | "die" | "der")
    }
}

/// Whether it is rather the name of the call: "Tide Scholarship", "Harbour Open Call".
fn names_a_call(name: &str) -> bool {
    let folded = fold(name);
    let last = folded.rsplit(' ').next().unwrap_or("");
    matches!(
        last,
        "call"
            | "scholarship"
            | "residency"
            | "residencies"
            | "prize"
            | "award"
            | "awards"
            | "grant"
            | "grants"
            | "fellowship"
            | "exhibition"
            | "competition"
            | "program"
            | "programme"
            | "project"
            | "opportunity"
            | "show"
            | "commission"
    )
}

/// Not a date, an address, a discipline or a word every call has.
fn is_a_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let folded = fold(name);
    let first = folded.split(' ').next().unwrap_or("");
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    letters >= 2
        && letters * 2 >= name.chars().count()
        && name.chars().count() <= 120
        && !name.contains("http")
        && !name.contains('@')
        && !months.contains(&first)
        && !matches!(
            folded.as_str(),
            "n a"
                | "none"
                | "tba"
                | "various"
                | "online"
                | "artist"
                | "artists"
                | "eligibility"
                | "call for artists"
                | "open call"
                | "yes"
                | "no"
                | "website"
        )
}
