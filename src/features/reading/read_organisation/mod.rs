//! Reads who calls: from a labelled field, from "X invites …" or "presented by X", or from the title.

mod acting;
mod names;
#[cfg(test)]
mod tests;
mod titled;

use std::ops::Range;
use std::sync::LazyLock;

use super::effort;
use super::gazetteer::{PlaceKind, places_in};
use super::layout::{Layout, Standing, head, trimmed};
use super::lexicon::section;
use super::words::{Phrases, Words, fold};
use super::{Fact, Quote};
use acting::{acting, described, inverted, owning};
use titled::{ORGANISATION_WORDS, in_title, of_a_kind, of_its_site, says_who, shortened};

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
    let told = [
        acting(layout),
        owning(layout),
        in_title(layout),
        inverted(layout),
        described(layout),
        shortened(layout),
        of_its_site(layout),
        of_a_kind(layout),
    ]
    .concat();
    candidates.extend(told.into_iter().filter(|told| {
        let name = &text[told.bytes.clone()];
        !is_a_place(name) && says_who(name)
    }));
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
        .filter(|candidate| {
            let name = &text[candidate.bytes.clone()];
            is_a_name(name) && !shortens_the_title(name, layout) && !is_a_word(name, text)
        })
        .max_by_key(|candidate| (candidate.points, std::cmp::Reverse(candidate.bytes.start)))?;
    let quote = Quote::of(text, best.bytes)?;
    // "The city of Graz": a name begins with a capital.
    let name = capital(&quote.words.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(match best.because {
        Some(because) => Fact::inferred(name, quote, because),
        None => Fact::stated(name, quote),
    })
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    // "mARTadero" is written so on purpose.
    match letters.clone().next().is_some_and(char::is_uppercase) {
        true => name.to_owned(),
        false => first.chain(letters).collect(),
    }
}

/// Whether a word among these says what body it is.
pub(super) fn is_a_body(words: &Words<'_>, among: &Range<usize>) -> bool {
    !ORGANISATION_WORDS.find_between(words, among.clone()).is_empty()
}

/// The name with capitals around these words, where it has a word of its own besides those that very many
/// calls share.
pub(super) fn own_name(words: &Words<'_>, inside: Range<usize>) -> Option<Range<usize>> {
    let name = names::name_around(words, inside);
    (name.len() >= 2 && titled::has_a_proper(words, &name)).then_some(name)
}

/// Bytes from the beginning in which names are counted.
const LOOKED_THROUGH: usize = 30_000;

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
            // "Gallery", "Company" and the like name others too.
            let word = layout.words.folded(field.label_at);
            let sure = SURE_LABELS.iter().any(|label| word.starts_with(label));
            Candidate { bytes, points: if sure { 100 } else { 60 }, because: None }
        })
        .filter(|candidate| candidate.bytes.len() <= 120)
        .collect()
}

/// Labels that ask for who calls and nothing else.
const SURE_LABELS: &[&str] = &[
    "organi",
    "veranstalter",
    "entidad",
    "entidade",
    "porteur",
    "maitre",
    "ausschreibende",
    "주",
    "主",
];

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

/// Whether it is the first letters of the call's own name: "TPA" of "Tide Painting Award".
fn shortens_the_title(name: &str, layout: &Layout<'_>) -> bool {
    let short = name.len() >= 3 && name.len() <= 8 && name.chars().all(|c| c.is_ascii_uppercase());
    let initials: String = layout
        .title
        .clone()
        .filter(|word| layout.words.is_capital(*word))
        .filter_map(|word| layout.words.written(word).chars().next())
        .filter(|c| c.is_alphabetic())
        .collect();
    short
        && names_a_call(&layout.text()[layout.words.span(layout.title.clone())])
        && initials.to_uppercase().starts_with(name)
}

/// Whether it is rather the name of the call: "Tide Scholarship", "Harbour Open Call".
fn names_a_call(name: &str) -> bool {
    let folded = fold(name);
    let last = folded.rsplit(' ').next().unwrap_or("");
    let mut first = folded.split(' ').skip_while(|word| word.starts_with(char::is_numeric));
    // "Premio Omero", "7º Salão Palmense": in these languages the first noun says what it is.
    let head = matches!(
        first.next().unwrap_or(""),
        "premio"
            | "prix"
            | "salao"
            | "salon"
            | "certamen"
            | "concurso"
            | "concorso"
            | "beca"
            | "becas"
            | "bolsa"
            | "residencia"
            | "residencias"
            | "residence"
            | "stipendium"
            | "stipendien"
            | "wettbewerb"
    ) && folded.contains(' ');
    head || matches!(
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
            | "contest"
            | "challenge"
            | "bursary"
            | "stipendium"
            | "premio"
            | "prix"
            | "beca"
            | "bolsa"
    )
}

/// Whether somebody of this name may call: it is a name, and neither that of a call nor that of a place.
pub(super) fn is_a_name_of_a_caller(name: &str) -> bool {
    is_a_name(name) && !names_a_call(name) && !is_a_place(name)
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
                | "people"
                | "the people"
                | "acquisition"
                | "cash"
                | "now available"
                | "intermediate"
                | "gallery no"
                | "jury"
                | "the jury"
                | "public"
        )
}

/// A single word that the text also writes small: it only began a sentence. "Most of them", "Elle dure".
fn is_a_word(name: &str, text: &str) -> bool {
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    let small = name.to_lowercase();
    let inside = |c: char| c.is_alphanumeric() || "-_@./".contains(c);
    let one = capital && !name.contains(' ') && !name.chars().skip(1).any(char::is_uppercase);
    one && {
        effort::spent(text.len());
        text.match_indices(&small).take(20).any(|(at, _)| {
            !text[..at].ends_with(inside) && !text[at + small.len()..].starts_with(inside)
        })
    }
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

/// Whether this names countries, regions or cities, and nothing more: "Lyon", "Basel/Bern", "En Jaén, España".
fn is_a_place(name: &str) -> bool {
    let places = places_in(name);
    let named = places
        .iter()
        .filter(|mention| mention.named.iter().any(|named| named.what != PlaceKind::Demonym));
    let mut from = 0;
    let mut some = false;
    for mention in named {
        let between = name.get(from..mention.range.start).unwrap_or_default();
        if !is_small(between) {
            return false;
        }
        (from, some) = (mention.range.end, true);
    }
    some && name.get(from..).is_some_and(is_small)
}

/// Nothing but signs and words that stand before places.
fn is_small(between: &str) -> bool {
    let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| matches!(fold(word).as_str(), "in" | "en" | "em" | "near" | "and" | "und"))
}
