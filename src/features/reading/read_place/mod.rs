//! Reads where the work happens: not where the funder lives, not who may apply.

mod context;
mod national;
mod spots;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::gazetteer::PlaceKind;
use super::layout::{Field, Layout, Standing};
use super::lexicon::section;
use super::words::Phrases;
use super::{Country, Fact, Place};
use spots::{Spot, spots};

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
    let hint = national::source(layout).map(|(country, _)| country);
    let Some(country) = likeliest(&spots, hint) else {
        let Some((words, _)) = online else { return national::inferred(layout, &fields, &spots) };
        let place = Place { online: true, ..Place::default() };
        return Some(Fact::stated(place, layout.quote(words)?));
    };
    let here = || spots.iter().filter(|spot| spot.named.country == country && spot.points > 0);
    let best = here().max_by_key(|spot| (spot.points, std::cmp::Reverse(spot.words.start)))?;
    // A city is named only where the words say that it is there; not for an address at the bottom, unless it
    // is the only one in the text.
    let enough = if is_only_city(&spots) { LEAST } else { 12 };
    let city = here()
        .filter(|spot| {
            spot.points >= enough && (spot.named.city.is_some() || spot.unknown_city.is_some())
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
    } else if country_is_said || quote.words.contains(country.name()) {
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
    let titled = spots.iter().any(|spot| spot.in_title && spot.named.country.code() == code);
    let leads = ranked.len() < 4 || points * 5 >= all * 2 || titled;
    (points >= LEAST && leads).then(|| Country::new(&code)).flatten()
}

/// Whether all cities that the text names are one.
fn is_only_city(spots: &[Spot]) -> bool {
    let mut cities = spots.iter().filter_map(|spot| spot.named.city);
    let first = cities.next();
    first.is_some() && cities.all(|city| Some(city) == first)
}

/// Points below which a place is only mentioned.
const LEAST: u32 = 8;

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

#[cfg(test)]
mod tests;
