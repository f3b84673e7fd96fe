//! The places a text names, and what each name means where it stands.

use std::collections::HashSet;
use std::ops::Range;

use super::context::Context;
use crate::features::reading::Country;
use crate::features::reading::gazetteer::{Named, PlaceKind, abbreviated, mentions};
use crate::features::reading::layout::{Field, Layout};
use crate::features::reading::words::Words;

/// A place named in the text, and how well the words around it say that the work happens there.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) words: Range<usize>,
    pub(super) named: Named,
    /// As written, where the table does not know the city.
    pub(super) unknown_city: Option<Range<usize>>,
    pub(super) points: u32,
    pub(super) in_field: bool,
    /// The title says that it is there: "Short residency in Lublin".
    pub(super) in_title: bool,
    /// It stands beside what has been, or in a list of people and where they live.
    pub(super) past: bool,
}

/// Who names more places than this lists them; where the work happens was said before.
const MOST_PLACES: usize = 500;

/// Every place the text names, with what speaks for it.
pub(super) fn spots(layout: &Layout<'_>, fields: &[Field]) -> Vec<Spot> {
    let words = &layout.words;
    let context = Context::of(layout);
    let hint = super::national::source(layout).map(|(country, _)| country);
    let mut mentioned = mentions(words);
    mentioned.retain(|(at, _)| !is_a_clock(words, at) && !is_left_out(words, at));
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
            Some((next_range, next)) if can_lie_in(&mention.named, &next.named) => {
                range.end = next_range.end;
                at += 1;
                agree(&mention.named, &next.named)
            }
            _ => settled(words, &range, &mention.named, &firm, in_field, hint),
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
        let past = context.is_past(layout, &range);
        let in_title = is_titled(layout, &range);
        spots.push(Spot { words: range, named, unknown_city, points, in_field, in_title, past });
    }
    spots.extend(towns_with_state(layout, &context, fields, &spots));
    out_of_rolls(layout, &mut spots);
    out_of_lists(layout, &mut spots);
    if spots.iter().any(|spot| spot.in_field) {
        // A field that says where outweighs what the prose mentions.
        spots.iter_mut().filter(|spot| spot.in_field).for_each(|spot| spot.points *= 2);
    }
    spots
}

/// "Residency in Lublin" as a title.
fn is_titled(layout: &Layout<'_>, at: &Range<usize>) -> bool {
    let before = at.start.checked_sub(1).map_or("", |before| layout.words.folded(before));
    layout.title.contains(&at.start)
        && matches!(before, "in" | "at" | "en" | "em" | "a" | "à" | "bei")
}

/// "Outside Helsinki, Stockholm and Oslo": where it is not.
fn is_left_out(words: &Words<'_>, at: &Range<usize>) -> bool {
    const OUT: &[&str] =
        &["outside", "beyond", "ausserhalb", "hors", "fuera", "fora", "fuori", "buiten"];
    const SMALL: &[&str] = &[
        "of", "and", "or", "the", "de", "la", "von", "und", "et", "y", "e", "o", "ou", "du", "di",
    ];
    let mut word = at.start;
    while let Some(before) = word.checked_sub(1).filter(|_| at.start - word < 8) {
        if words.gap_after(before).contains(['.', ';', '\n', ':']) {
            return false;
        }
        if OUT.contains(&words.folded(before)) {
            return true;
        }
        if !SMALL.contains(&words.folded(before)) && !words.is_capital(before) {
            return false;
        }
        word = before;
    }
    false
}

/// "Angola, Cape Verde, Guinea-Bissau and Mozambique": a list of countries says of none that it is there.
fn out_of_lists(layout: &Layout<'_>, spots: &mut [Spot]) {
    const AND: &[&str] = &["and", "or", "et", "ou", "y", "o", "e", "und", "oder", "the"];
    let words = &layout.words;
    let joined = |one: &Spot, next: &Spot| {
        let small = (one.words.end..next.words.start).all(|word| AND.contains(&words.folded(word)));
        let near = next.words.start - one.words.end.min(next.words.start) <= 2;
        let gaps = (one.words.end.saturating_sub(1)..next.words.start)
            .all(|word| words.gap_after(word).chars().all(|c| " ,".contains(c)));
        one.named.what == PlaceKind::Country
            && next.named.what == PlaceKind::Country
            && small
            && near
            && gaps
    };
    let mut from = 0;
    while from < spots.len() {
        let mut to = from + 1;
        while to < spots.len() && joined(&spots[to - 1], &spots[to]) {
            to += 1;
        }
        if to - from >= 3 && !spots[from].in_field {
            spots[from..to].iter_mut().for_each(|spot| spot.points /= 8);
        }
        from = to;
    }
}

/// "Ana Lim, Porto, Portugal" line after line: people, and where they live.
fn out_of_rolls(layout: &Layout<'_>, spots: &mut [Spot]) {
    let words = &layout.words;
    let of_roll = |spot: &Spot| {
        let Some(line) = layout.line_of(spot.words.start) else { return false };
        let name = line.words.start..spot.words.start;
        let comma =
            spot.words.start.checked_sub(1).is_some_and(|last| words.gap_after(last).trim() == ",");
        !spot.in_field
            && comma
            && line.words.end == spot.words.end
            && (2..=5).contains(&name.len())
            && name.clone().all(|word| words.is_capital(word))
    };
    let people: Vec<usize> = (0..spots.len()).filter(|&at| of_roll(&spots[at])).collect();
    if people.len() >= 4 {
        for at in people {
            spots[at].points /= 8;
            spots[at].past = true;
        }
    }
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
        let past = context.is_past(layout, &range);
        let unknown_city = Some(town);
        let in_title = is_titled(layout, &range);
        found.push(Spot { words: range, named, unknown_city, points, in_field, in_title, past });
        if found.len() >= MOST_PLACES {
            break;
        }
    }
    found
}

/// The state whose abbreviation stands here, after a comma.
fn state_after(words: &Words<'_>, at: usize) -> Option<(Named, usize)> {
    let last = at.checked_sub(1)?;
    let gap = words.gap_after(last);
    // "Winchester MA" at the end of its line, or before the code of its post.
    let ends_line = || {
        let next = words.written(at + 1);
        let code = next.len() == 5 && next.bytes().all(|b| b.is_ascii_digit());
        let calm = words.written(last).contains(char::is_lowercase);
        gap == " " && calm && (code || words.gap_after(at).contains('\n'))
    };
    let behind_comma = gap.trim_start().starts_with(',') && gap.len() <= 3;
    if !behind_comma && !ends_line() {
        return None;
    }
    // "D.C." is two words.
    let named = abbreviated(words.written(at)).first()?;
    Some((*named, at + 1))
}

/// Whether the second name may say where the first lies. "Angola, Cape Verde" is a list.
fn can_lie_in(first: &[Named], second: &[Named]) -> bool {
    let countries = |named: &[Named]| named.iter().all(|it| it.what == PlaceKind::Country);
    second.iter().any(|named| named.what != PlaceKind::Demonym)
        && !(countries(first) && countries(second))
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
    if named.iter().all(|named| hint.is_some_and(|hint| hint != named.country)) && in_field {
        // A town of that name also lies elsewhere than the source speaks of; the table knows one.
        return None;
    }
    let alone = named.first().filter(|_| led || in_field)?;
    Some(Named { weak: false, ..*alone })
}

pub(super) const PLACE_PREPOSITIONS: &[&str] = &[
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
