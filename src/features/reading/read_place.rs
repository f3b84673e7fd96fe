//! Reads where the work happens: not where the funder lives, not who may apply.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::gazetteer::{Named, PlaceKind, abbreviated, mentions};
use super::layout::{Field, Layout, Standing};
use super::lexicon::section;
use super::words::{Phrases, Words};
use super::{Country, Fact, Place};

/// A place named in the text, and how well the words around it say that the work happens there.
#[derive(Clone, Debug)]
struct Spot {
    words: Range<usize>,
    named: Named,
    /// As written, where the table does not know the city.
    unknown_city: Option<Range<usize>>,
    points: u32,
    in_field: bool,
}

/// The place, quoted where it is said best.
pub(super) fn place(layout: &Layout<'_>) -> Option<Fact<Place>> {
    let fields = layout.fields(&LOCATION_LABELS);
    let online = online(layout, &fields);
    if let Some((words, decides)) = &online
        && *decides
    {
        return Some(Fact::stated(
            Place { online: true, ..Place::default() },
            layout.quote(words.clone())?,
        ));
    }
    let spots = spots(layout, &fields);
    let Some(country) = likeliest(&spots, layout.document.hints.country) else {
        let (words, _) = online?;
        let place = Place { online: true, ..Place::default() };
        return Some(Fact::stated(place, layout.quote(words)?));
    };
    let here = || spots.iter().filter(|spot| spot.named.country == country && spot.points > 0);
    let best = here().max_by_key(|spot| (spot.points, std::cmp::Reverse(spot.words.start)))?;
    // A city is named only where the words say that it is there; not for an address at the bottom.
    let city = here()
        .filter(|spot| {
            spot.points >= 12 && (spot.named.city.is_some() || spot.unknown_city.is_some())
        })
        .max_by_key(|spot| (spot.points, std::cmp::Reverse(spot.words.start)))
        .filter(|spot| best.named.city.is_none() || spot.points * 3 >= best.points);
    let region = city.and_then(|spot| spot.named.region).or_else(|| {
        here().filter(|spot| spot.points * 3 >= best.points).find_map(|spot| spot.named.region)
    });
    let city_name = city.and_then(|spot| match &spot.unknown_city {
        Some(words) => Some(layout.text()[layout.words.span(words.clone())].to_owned()),
        None => spot.named.city.map(str::to_owned),
    });
    let shown = city.filter(|spot| spot.points * 2 >= best.points).unwrap_or(best);
    let quote = layout.quote(shown.words.clone())?;
    let country_is_said = shown.named.what == PlaceKind::Country
        || here().any(|spot| spot.named.what == PlaceKind::Country);
    let place = Place {
        city: city_name,
        region: region.map(str::to_owned),
        country: Some(country),
        online: online.is_some(),
    };
    let sum: BTreeMap<&str, u32> = totals(&spots);
    let rival =
        sum.iter().filter(|(code, _)| **code != country.code()).map(|(_, points)| *points).max();
    let own = sum.get(country.code()).copied().unwrap_or(0);
    Some(if rival.is_some_and(|rival| rival * 10 >= own * 8) {
        Fact::doubtful(place, quote, "The text names other places about as often.")
    } else if country_is_said {
        Fact::stated(place, quote)
    } else {
        let because = format!("{} lies in {}.", quote.words, country.name());
        Fact::inferred(place, quote, because)
    })
}

fn totals(spots: &[Spot]) -> BTreeMap<&str, u32> {
    let mut totals = BTreeMap::new();
    let mut times: BTreeMap<(&str, usize), u32> = BTreeMap::new();
    for spot in spots {
        // The same name again says little more.
        let name = spot.named.city.or(spot.named.region).map_or(0, str::len);
        let seen = times.entry((spot.named.country.code(), name)).or_default();
        *totals.entry(spot.named.country.code()).or_default() += spot.points / (1 + *seen);
        *seen += 1;
    }
    totals
}

/// The country most words speak for. None where they say too little, or speak of many countries alike.
fn likeliest(spots: &[Spot], hint: Option<Country>) -> Option<Country> {
    let mut ranked: Vec<(&str, u32)> = totals(spots).into_iter().collect();
    ranked.sort_by_key(|(code, points)| (std::cmp::Reverse(*points), *code));
    let (code, points) = *ranked.first()?;
    let draw = ranked.get(1).filter(|(_, second)| second * 10 >= points * 9);
    let code = match (draw, hint) {
        (Some((other, _)), Some(hint)) if *other == hint.code() => hint.code().to_owned(),
        _ => code.to_owned(),
    };
    // Many places, none of them leading: a list of people, not a place to work.
    let all: u32 = ranked.iter().map(|(_, points)| points).sum();
    let leads = ranked.len() < 4 || points * 5 >= all * 2;
    (points >= LEAST && leads).then(|| Country::new(&code)).flatten()
}

/// Points below which a place is only mentioned.
const LEAST: u32 = 8;

const MOST_PLACES: usize = 500;

fn spots(layout: &Layout<'_>, fields: &[Field]) -> Vec<Spot> {
    let words = &layout.words;
    let context = Context::of(layout);
    let mut mentioned = mentions(words);
    mentioned.retain(|(at, _)| !is_a_clock(words, at));
    // Who names more places than this lists them; where the work happens was said before.
    mentioned.truncate(MOST_PLACES);
    let firm: HashSet<Country> = mentioned
        .iter()
        .flat_map(|(_, mention)| &mention.named)
        .filter(|named| !named.weak && named.what != PlaceKind::Demonym)
        .map(|named| named.country)
        .collect();
    let mut spots: Vec<Spot> = Vec::new();
    let mut at = 0;
    while at < mentioned.len() {
        let (range, mention) = &mentioned[at];
        at += 1;
        let next = mentioned.get(at).filter(|(next, _)| beside(words, range.end, next.start));
        let in_field = fields.iter().any(|field| field.value.contains(&mention.range.start));
        let mut range = range.clone();
        let choice = match next {
            Some((next_range, next)) if next.named.iter().any(|n| n.what != PlaceKind::Demonym) => {
                range.end = next_range.end;
                at += 1;
                agree(&mention.named, &next.named)
            }
            _ => settled(
                words,
                &range,
                &mention.named,
                &firm,
                in_field,
                layout.document.hints.country,
            ),
        };
        let Some(mut named) = choice else { continue };
        // "Miami, FL"
        if let Some((state, end)) = state_after(words, range.end)
            && mention.named.iter().any(|n| n.what == PlaceKind::City)
        {
            let city = mention
                .named
                .iter()
                .find(|n| n.country == state.country)
                .and_then(|n| n.city)
                .or(named.city);
            named = Named { city, what: PlaceKind::City, weak: false, ..state };
            range.end = end;
        }
        // "Ballyholme, Ireland": a town the table does not know.
        let unknown_city = (named.city.is_none() && named.what != PlaceKind::Demonym)
            .then(|| town_before(words, range.start, in_field))
            .flatten();
        if let Some(town) = &unknown_city {
            range.start = town.start;
        }
        let points = context.points(layout, &range, &named, in_field);
        spots.push(Spot { words: range, named, unknown_city, points, in_field });
    }
    spots.extend(towns_with_state(layout, &context, fields, &spots));
    if spots.iter().any(|spot| spot.in_field) {
        // A field that says where outweighs what the prose mentions.
        spots.iter_mut().filter(|spot| spot.in_field).for_each(|spot| spot.points *= 2);
    }
    spots
}

/// "Lima time", "hora de la Ciudad de Guatemala": the city only says by whose clock.
fn is_a_clock(words: &Words<'_>, at: &Range<usize>) -> bool {
    const HOUR: &[&str] = &["hora", "horas", "heure", "heures", "horario", "ora", "ore", "uhrzeit"];
    const SMALL: &[&str] =
        &["de", "d", "del", "la", "di", "da", "do", "local", "locale", "oficial"];
    let behind = words.folded(at.end);
    let runs = at.end.checked_sub(1).is_some_and(|last| words.gap_after(last) == " ");
    if runs && (matches!(behind, "time" | "timezone" | "zeit" | "ortszeit" | "saati"))
        || runs && behind == "local" && words.folded(at.end + 1) == "time"
    {
        return true;
    }
    let mut word = at.start;
    while let Some(before) = word.checked_sub(1).filter(|_| at.start - word < 4) {
        if words.gap_after(before).contains(['.', ',', ';', '\n']) {
            return false;
        }
        if HOUR.contains(&words.folded(before)) {
            return word < at.start;
        }
        if !SMALL.contains(&words.folded(before)) {
            return false;
        }
        word = before;
    }
    false
}

/// "Tarpon Bay, FL 34000": a town the table does not know, by the state behind it.
fn towns_with_state(
    layout: &Layout<'_>,
    context: &Context,
    fields: &[Field],
    known: &[Spot],
) -> Vec<Spot> {
    let words = &layout.words;
    let mut found = Vec::new();
    for last in 0..words.all.len() {
        let written = words.written(last);
        if written.len() < 2
            || written.len() > 3
            || !written.bytes().all(|b| b.is_ascii_uppercase())
        {
            continue;
        }
        let Some((state, end)) =
            last.checked_sub(1).and_then(|before| state_after(words, before + 1))
        else {
            continue;
        };
        // In the order of the text, and none inside another.
        let before = known.partition_point(|spot| spot.words.start <= last);
        if known[..before].last().is_some_and(|spot| spot.words.contains(&last)) {
            continue;
        }
        let Some(town) = capitals_before(words, last) else { continue };
        let in_field = fields.iter().any(|field| field.value.contains(&words.all[last].start));
        let range = town.start..end;
        let named = Named { what: PlaceKind::City, weak: false, ..state };
        let points = context.points(layout, &range, &named, in_field);
        found.push(Spot { words: range, named, unknown_city: Some(town), points, in_field });
        if found.len() >= MOST_PLACES {
            break;
        }
    }
    found
}

/// The state whose abbreviation stands here, after a comma.
fn state_after(words: &Words<'_>, at: usize) -> Option<(Named, usize)> {
    let gap = words.gap_after(at.checked_sub(1)?);
    if !gap.trim_start().starts_with(',') || gap.len() > 3 {
        return None;
    }
    // "D.C." is two words.
    let named = abbreviated(words.written(at)).first()?;
    Some((*named, at + 1))
}

/// Whether two names of places belong together: "Lyon, France", "Narva (Estonia)", "Basel – Switzerland".
fn beside(words: &Words<'_>, end: usize, next: usize) -> bool {
    let gap = match end.checked_sub(1) {
        Some(last) if end == next => words.gap_after(last),
        _ => return false,
    };
    gap.len() <= 5
        && !gap.contains('\n')
        && gap.chars().all(|c| " ,(-–—/".contains(c))
        && gap.contains([',', '(', '-', '–', '—'])
}

/// Of what two neighbouring names can mean, the reading in which they agree; else the second: a city is
/// followed by its country, and the table does not know every Paris.
fn agree(first: &[Named], second: &[Named]) -> Option<Named> {
    let same_region = |one: &&Named| {
        one.region.is_some()
            && second.iter().any(|it| it.country == one.country && it.region == one.region)
    };
    let first_of_all = first.iter().find(same_region);
    for one in first_of_all.into_iter().chain(first) {
        if let Some(other) = second.iter().find(|other| other.country == one.country) {
            // "Springfield, Vermont": the region beside a city decides in which it lies.
            let decides = one.what == PlaceKind::City && other.what == PlaceKind::Region;
            return Some(Named {
                weak: false,
                region: match decides {
                    true => other.region,
                    false => one.region.or(other.region),
                },
                city: one.city.or(other.city),
                ..*one
            });
        }
    }
    let other = second.first()?;
    let both_cities =
        other.what == PlaceKind::City && first.iter().any(|one| one.what == PlaceKind::City);
    match both_cities {
        true => first.first().copied(),
        false => Some(Named { weak: false, ..*other }),
    }
}

/// What a name standing alone means. A word that is often something else needs company: another name
/// from the same country, a preposition, a field that asks for a place.
fn settled(
    words: &Words<'_>,
    at: &Range<usize>,
    named: &[Named],
    firm: &HashSet<Country>,
    in_field: bool,
    hint: Option<Country>,
) -> Option<Named> {
    if let Some(strong) = named.iter().find(|named| !named.weak) {
        return Some(*strong);
    }
    if let Some(kept) = named.iter().find(|named| firm.contains(&named.country)) {
        return Some(Named { weak: false, ..*kept });
    }
    if named.len() > 1 {
        return named.iter().find(|named| hint == Some(named.country)).copied();
    }
    let led = at.start.checked_sub(1).is_some_and(|before| {
        PLACE_PREPOSITIONS.contains(&words.folded(before))
            && words.gap_after(before).trim().is_empty()
    });
    let alone = named.first().filter(|_| led || in_field)?;
    Some(Named { weak: false, ..*alone })
}

const PLACE_PREPOSITIONS: &[&str] = &[
    "in", "at", "near", "from", "to", "a", "en", "em", "nach", "bei", "aus", "te", "around",
    "visit",
];

/// A town's name in capitals just before ", Country".
fn town_before(words: &Words<'_>, country: usize, in_field: bool) -> Option<Range<usize>> {
    let gap = words.gap_after(country.checked_sub(1)?);
    if !gap.starts_with([',', ' ']) || !(gap.trim() == "," || gap.trim() == "(") {
        return None;
    }
    let town = capitals_before(words, country)?;
    let led_by = town.start.checked_sub(1).map_or("", |before| words.folded(before));
    // "At Kelp Rooms (UK)": a house, and the country it stands in.
    let house = gap.trim() == "(" && matches!(led_by, "at" | "bei" | "chez");
    (!house && (PLACE_PREPOSITIONS.contains(&led_by) || in_field)).then_some(town)
}

/// One to three words with capitals, up to the start of a field or a small word.
fn capitals_before(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while start > 0 && end - start < 4 {
        let word = start - 1;
        let gap = words.gap_after(word);
        let joined = match start == end {
            true => matches!(gap.trim(), "," | "(") && !gap.contains('\n'),
            false => gap == " " || gap == "-" || gap == ". ",
        };
        let name = words.is_capital(word)
            && words.written(word).chars().all(|c| c.is_alphabetic())
            && abbreviated(words.written(word)).is_empty()
            && !PLACE_PREPOSITIONS.contains(&words.folded(word));
        if !joined || !name {
            break;
        }
        start = word;
    }
    (start < end && end - start <= 3).then_some(start..end)
}

/// Words that say what a place nearby is for, by where they stand.
struct Context {
    who: Vec<usize>,
    past: Vec<usize>,
    work: Vec<usize>,
}

impl Context {
    fn of(layout: &Layout<'_>) -> Self {
        let hits = |phrases: &Phrases<()>| {
            phrases.find_in(&layout.words).into_iter().map(|found| found.words.start).collect()
        };
        Context { who: hits(&WHO), past: hits(&PAST), work: hits(&WORK) }
    }

    fn points(&self, layout: &Layout<'_>, at: &Range<usize>, named: &Named, in_field: bool) -> u32 {
        if named.weak {
            return 0;
        }
        let words = &layout.words;
        let (near_work, near_who, near_past) = (
            near(&self.work, layout, at, 14),
            near(&self.who, layout, at, 9),
            near(&self.past, layout, at, 16),
        );
        let led = at
            .start
            .checked_sub(1)
            .is_some_and(|before| PLACE_PREPOSITIONS.contains(&words.folded(before)));
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
        points
    }
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

/// Whether it happens online: where that is said, and whether that settles it.
fn online(layout: &Layout<'_>, fields: &[Field]) -> Option<(Range<usize>, bool)> {
    let said = ONLINE.find_in(&layout.words);
    let first = said.first().map(|found| found.words.clone());
    for found in ONLINE_WORD.find_in(&layout.words) {
        let start = layout.words.all.get(found.words.start)?.start;
        if fields.iter().any(|field| field.value.contains(&start)) {
            return Some((found.words, true));
        }
    }
    let in_title = said.iter().find(|found| layout.standing(found.words.start) == Standing::Title);
    match in_title {
        Some(found) => Some((found.words.clone(), true)),
        None => first
            .filter(|words| layout.standing(words.start) < Standing::Tail)
            .map(|words| (words, false)),
    }
}

static LOCATION_LABELS: LazyLock<Phrases<()>> = LazyLock::new(|| section("location labels"));

static ONLINE_WORD: LazyLock<Phrases<()>> = LazyLock::new(|| section("online"));

static ONLINE: LazyLock<Phrases<()>> = LazyLock::new(|| section("online events"));

/// Who may apply.
static WHO: LazyLock<Phrases<()>> = LazyLock::new(|| section("who may apply"));

/// What has been, and the people behind it.
static PAST: LazyLock<Phrases<()>> = LazyLock::new(|| section("what has been"));

/// What happens at a place.
static WORK: LazyLock<Phrases<()>> = LazyLock::new(|| section("what happens at a place"));
