//! Reads what must be handed in: each thing with its limits and its words.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use super::asked::Asked;
use super::limits::{Measured, count, formats, formats_end, limits};
use super::material::{Material, MaterialKind};
use crate::features::reading::layout::{Layout, words_in};
use crate::features::reading::passage::Passage;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::words::Phrases;
use crate::features::reading::{Fact, Quote};

/// When a phrase speaks of something to be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Where it is asked for, or has a limit that only such things have.
    Always,
    /// Only where it is asked for.
    Named,
    /// Only where it is asked for, with a number.
    Counted,
}

/// What a phrase may mean; nothing for phrases that look like one and are none.
type Meanings = Vec<(MaterialKind, Use)>;

/// One thing named in a passage.
#[derive(Clone, Debug)]
struct Named<'l> {
    meanings: &'l Meanings,
    bytes: Range<usize>,
}

/// A thing as read, before those of one kind are brought together.
struct Read {
    fact: Fact<Material>,
    details: usize,
}

/// No call names more things; a text with more is a list of something else.
const MOST: usize = 400;

/// Bytes between a thing and its limit.
const FAR: usize = 90;

/// Everything that must be handed in, each kind once, in the order of the text.
pub(super) fn materials(
    layout: &Layout<'_>,
    passages: &[Passage],
    asked: &[Asked],
) -> Vec<Fact<Material>> {
    let mut named = in_passages(layout, passages);
    let mut kinds: BTreeMap<MaterialKind, (usize, Read)> = BTreeMap::new();
    for (index, (passage, asked)) in passages.iter().zip(asked).enumerate() {
        let things = named.remove(&index).unwrap_or_default();
        // "Timeline" over a list of dates asks for none.
        let over_dates = passage.is_heading
            && things.len() == 1
            && things[0].meanings.iter().any(|(kind, _)| *kind == MaterialKind::Timeline);
        if *asked == Asked::Elsewhere || things.is_empty() || over_dates {
            continue;
        }
        // What follows in a sentence of its own: "Artist statement. At most 300 words."
        let next = passages.get(index + 1).filter(|next| {
            next.range.len() <= 120
                && !named.contains_key(&(index + 1))
                && next.range.start - passage.range.end <= 4
        });
        let end = next.map_or(passage.range.end, |next| next.range.end);
        for (kind, read) in in_passage(layout.text(), passage.range.start..end, &things, *asked) {
            let at = read.fact.quote().map_or(0, |quote| quote.start);
            match kinds.get_mut(&kind) {
                Some((_, known)) if read.details > known.details => *known = read,
                Some(_) => {}
                None => {
                    kinds.insert(kind, (at, read));
                }
            }
        }
    }
    let mut all: Vec<(usize, Read)> = kinds.into_values().collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, read)| read.fact).collect()
}

/// Whether these words name something that can be handed in.
pub(super) fn names_one(layout: &Layout<'_>, words: &Range<usize>) -> bool {
    LEXICON.find_between(&layout.words, words.clone()).iter().any(|found| !found.value.is_empty())
}

/// What each passage names, by its number.
fn in_passages<'l>(layout: &Layout<'_>, passages: &[Passage]) -> HashMap<usize, Vec<Named<'l>>> {
    let mut all: HashMap<usize, Vec<Named<'l>>> = HashMap::new();
    let mut left = MOST;
    for (index, passage) in passages.iter().enumerate() {
        let words = words_in(&layout.words, passage.range.clone());
        let found = LEXICON.find_between(&layout.words, words);
        let found = found.into_iter().filter(|found| !found.value.is_empty()).take(left);
        let things: Vec<Named<'l>> = found
            .map(|found| Named { meanings: found.value, bytes: layout.words.span(found.words) })
            .collect();
        left -= things.len();
        if !things.is_empty() {
            all.insert(index, things);
        }
    }
    all
}

fn in_passage(
    text: &str,
    passage: Range<usize>,
    things: &[Named<'_>],
    asked: Asked,
) -> Vec<(MaterialKind, Read)> {
    let (start, words) = (passage.start, &text[passage.clone()]);
    let measured: Vec<Measured> = limits(words)
        .into_iter()
        .map(|m| Measured { bytes: start + m.bytes.start..start + m.bytes.end, ..m })
        .collect();
    let costs = COSTS.is_match(words);
    let meant = meant(text, start, things, asked, costs);
    let mut read = Vec::new();
    for (index, thing) in meant.iter().enumerate() {
        let from = if index == 0 { start } else { meant[index - 1].bytes.end };
        let to = meant.get(index + 1).map_or(passage.end, |next| next.bytes.start);
        let after = &text[thing.bytes.end..to.max(thing.bytes.end)];
        if NOT_ASKED_BEFORE.is_match(&text[from..thing.bytes.start])
            || NOT_ASKED_AFTER.is_match(after)
        {
            continue;
        }
        // "Statement, 2 pages in one PDF": the pages are the statement's.
        let single = |thing: &&Meant| thing.kind == MaterialKind::SingleFile;
        let next = meant.get(index + 1).filter(|next| !single(next)).map(|next| next.bytes.start);
        let own: Vec<&Measured> = thing
            .counted
            .iter()
            .filter(|_| !costs && !single(&thing))
            .chain(measured.iter().filter(|m| {
                belongs(text, m, &thing.bytes, (from, to), next)
                    && (!single(&thing) || m.bytes.start >= thing.bytes.end)
            }))
            .filter(|m| thing.kind.can_have(m.limit.unit))
            .collect();
        // Without words that ask for it, a limit such things have shows that it is.
        if asked_here(asked) || own.iter().any(|m| limits_texts(m)) {
            read.extend(thing_read(text, (thing.kind, &thing.bytes), &own, (after, asked)));
        }
    }
    read
}

fn asked_here(asked: Asked) -> bool {
    matches!(asked, Asked::Itself(_) | Asked::Below)
}

/// A thing named in a passage, in the meaning that holds there.
struct Meant {
    kind: MaterialKind,
    bytes: Range<usize>,
    counted: Option<Measured>,
}

/// The things that are meant where they stand: a word that has other meanings counts behind what asks
/// for it, some only with a number.
fn meant(text: &str, start: usize, things: &[Named<'_>], asked: Asked, costs: bool) -> Vec<Meant> {
    let mut from = start;
    let mut all = Vec::new();
    for thing in things {
        let counted = count(&text[from..thing.bytes.start])
            .map(|m| Measured { bytes: from + m.bytes.start..from + m.bytes.end, ..m })
            .or_else(|| counted_inside(text, &thing.bytes));
        from = thing.bytes.end;
        let behind = match asked {
            Asked::Itself(verb) => verb < thing.bytes.start,
            Asked::Below => true,
            Asked::No | Asked::Elsewhere => false,
        };
        let meaning = thing.meanings.iter().find(|(_, how)| match how {
            Use::Counted => behind && counted.is_some() && !costs,
            Use::Named => behind && !costs,
            Use::Always => true,
        });
        if let Some((kind, _)) = meaning {
            all.push(Meant { kind: *kind, bytes: thing.bytes.clone(), counted });
        }
    }
    all
}

/// "Images of 10 works": the number inside the name.
fn counted_inside(text: &str, name: &Range<usize>) -> Option<Measured> {
    let words = &text[name.clone()];
    let last = words.rfind(char::is_whitespace)? + 1;
    let counted = count(&words[..last])?;
    Some(Measured {
        bytes: name.start + counted.bytes.start..name.start + counted.bytes.end,
        ..counted
    })
}

/// Whether it is a limit of words, pages or the like, which only things to be handed in have.
fn limits_texts(measured: &Measured) -> bool {
    use super::material::Unit;
    matches!(
        measured.limit.unit,
        Unit::Words | Unit::Characters | Unit::Pages | Unit::Megabytes | Unit::Kilobytes
    )
}

/// Whether a limit is this thing's: it stands right before it ("a 300-word statement") or after it, and
/// not right before the next.
fn belongs(
    text: &str,
    measured: &Measured,
    name: &Range<usize>,
    (from, to): (usize, usize),
    next: Option<usize>,
) -> bool {
    let right_before = |end: usize, start: usize| {
        end <= start
            && start - end <= 24
            && text.get(end..start).is_some_and(|between| {
                !between.contains([',', ';', '.', ':', ')', '(', '\n'])
                    && !between.split_whitespace().any(|word| {
                        matches!(word, "and" | "et" | "y" | "e" | "und" | "or" | "plus" | "+" | "&")
                    })
            })
    };
    let before = measured.bytes.start >= from && right_before(measured.bytes.end, name.start);
    let after = measured.bytes.start >= name.end
        && measured.bytes.start - name.end <= FAR
        && measured.bytes.end <= to
        && !next.is_some_and(|next| right_before(measured.bytes.end, next));
    before || after
}

fn thing_read(
    text: &str,
    (kind, name): (MaterialKind, &Range<usize>),
    own: &[&Measured],
    (after, asked): (&str, Asked),
) -> Option<(MaterialKind, Read)> {
    let mut limits = Vec::new();
    for measured in own {
        if !limits.iter().any(|known: &super::Limit| known.unit == measured.limit.unit) {
            limits.push(measured.limit);
        }
    }
    let start = own.iter().map(|m| m.bytes.start).fold(name.start, usize::min);
    let mut end = own.iter().map(|m| m.bytes.end).fold(name.end, usize::max);
    let near = near(after);
    let mut formats = formats(&format!("{} {near}", &text[start..end]));
    match kind {
        MaterialKind::Links => formats.clear(),
        _ => end = formats_end(near).map_or(end, |at| end.max(name.end + at)),
    }
    let details = limits.len() * 2 + formats.len().min(2);
    let optional = OPTIONAL.is_match(near);
    let quote = Quote::of(text, start..end)?;
    let material = Material { kind, limits, formats, optional };
    let fact = match asked {
        Asked::Itself(_) | Asked::Below => Fact::stated(material, quote),
        _ => Fact::inferred(
            material,
            quote,
            "It is named with a limit, as things to be handed in are.",
        ),
    };
    Some((kind, Read { fact, details }))
}

/// What is said of a thing right after its name.
fn near(after: &str) -> &str {
    let mut to = after.len().min(120);
    while !after.is_char_boundary(to) {
        to -= 1;
    }
    after[..to].split('\n').next().unwrap_or_default()
}

/// A sum, or a fee: numbers of works say what it buys.
static COSTS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"[$€£¥]\s?\d|\d\s?(?:€|eur|usd|aud|cad|gbp|chf)\b|\b(?:fees?|frais|tarifa|taxa|gebühr|quota|costo)\b",
    )
});

static NOT_ASKED_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:\bno|\bwithout|\bnot (?:need|require)|\bsin|\bsans|\bohne|\bsenza|\bsem|\bkeine?n?|\bpas de|\bother than)\s+(?:an?\s|any\s|your\s|un[ae]?\s|de\s)?(?:[\p{L}]+\s)?$",
    )
});
static NOT_ASKED_AFTER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W{0,2}(?:(?:is|are|will be|sind|ist|son|es|est|sont)\s+)?(?:not (?:required|needed|necessary|accepted|considered)|will not be|nicht (?:nötig|erforderlich)|no (?:es|son) necesari|pas (?:nécessaire|obligatoire|demandé)|não (?:é|são) necess|non (?:è|sono) (?:richiest|necessari))",
    )
});
static OPTIONAL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\boptional|\bif (?:available|applicable|relevant|you have|any|there are any)\b|\bwhere applicable\b|\bfacultati|\bopcional|\boptionnel|\bfakultativ|\bfacoltativ|\bfalls vorhanden|\bggf\b|\bsi (?:existe|lo tiene|disponible|applicable)|\bcaso (?:tenha|houver|haja)|\bse disponibil|\bwelcome but\b|\bnot mandatory",
    )
});

static LEXICON: LazyLock<Phrases<Meanings>> = LazyLock::new(|| {
    let mut phrases: BTreeMap<String, Meanings> = BTreeMap::new();
    for (head, listed) in
        include_str!("../lexicon/materials.txt").lines().filter_map(|line| line.split_once(": "))
    {
        let (slug, how) = head.split_once(' ').unwrap_or((head, ""));
        let meaning = meaning(slug, how);
        for phrase in listed.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
            phrases.entry(phrase.to_owned()).or_default().extend(meaning);
        }
    }
    Phrases::new(phrases)
});

fn meaning(slug: &str, how: &str) -> Option<(MaterialKind, Use)> {
    let how = match how {
        "" => Use::Always,
        "named" => Use::Named,
        "counted" => Use::Counted,
        _ => return None,
    };
    Some((MaterialKind::from_slug(slug)?, how))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_read() {
        for line in include_str!("../lexicon/materials.txt").lines() {
            if line.is_empty() || line.starts_with('#') || line.starts_with("none: ") {
                continue;
            }
            let (head, _) = line.split_once(": ").expect(line);
            let (slug, how) = head.split_once(' ').unwrap_or((head, ""));
            assert!(meaning(slug, how).is_some(), "{line}");
        }
        for kind in MaterialKind::ALL {
            assert_eq!(MaterialKind::from_slug(kind.slug()), Some(kind));
        }
    }
}
