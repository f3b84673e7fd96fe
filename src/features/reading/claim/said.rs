//! Names, kinds and places: whether the quoted words speak of them.

use super::Refusal;
use crate::features::reading::eligibility::countries;
use crate::features::reading::layout::Layout;
use crate::features::reading::read_organisation::is_a_name_of_a_caller;
use crate::features::reading::signals::{Signal, Signals};
use crate::features::reading::{
    Country, Document, Kind, Place, PlaceKind, Quote, Reading, places_in,
};

/// The name as it stands in the quoted words.
pub(super) fn name(quote: &Quote, name: &str) -> Result<String, Refusal> {
    let words: Vec<String> = name.split_whitespace().map(regex::escape).collect();
    let pattern = format!(r"(?i)(?:^|\W)({})(?:\W|$)", words.join(r"\s+"));
    let found = regex::Regex::new(&pattern).ok().filter(|_| !words.is_empty());
    let found = found.and_then(|pattern| Some(pattern.captures(&quote.words)?.get(1)?.as_str()));
    let found = found.ok_or(Refusal::NoName)?;
    let name = found.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_a_name_of_a_caller(&name) { Ok(name) } else { Err(Refusal::NotAName) }
}

/// The kind, where words that stand for it are among the quoted ones.
pub(super) fn kind(quote: &Quote, kind: Kind) -> Result<Kind, Refusal> {
    let document = Document::of_text(&quote.words);
    let points = Signals::of(&Layout::of(&document)).points(Signal::Kind(kind));
    // "None of these" is nothing that words could say.
    if points > 0 && kind != Kind::Other {
        return Ok(kind);
    }
    Err(Refusal::NotSaid(format!("a {}", kind.name().to_lowercase())))
}

/// The place that the quoted words name in that country.
pub(super) fn place(reading: &Reading, quote: &Quote, country: Country) -> Result<Place, Refusal> {
    let who = reading.eligibility.iter().filter(|clause| {
        clause.quote().is_some_and(|own| own.start < quote.end() && quote.start < own.end())
    });
    if who.filter_map(|clause| countries(&clause.value.rule)).flatten().any(|one| one == country) {
        return Err(Refusal::WhoNotWhere);
    }
    let there = places_in(&quote.words)
        .into_iter()
        .flat_map(|mention| mention.named)
        .filter(|named| named.country == country && !named.weak)
        // "Australian artists" are not in Australia.
        .filter(|named| named.what != PlaceKind::Demonym)
        .max_by_key(|named| named.what);
    let named = there.ok_or_else(|| Refusal::NotSaid(country.name().to_owned()))?;
    Ok(Place {
        city: named.city.map(str::to_owned),
        region: named.region.map(str::to_owned),
        country: Some(country),
        online: false,
    })
}
