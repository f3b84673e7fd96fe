//! Where it happens.

use super::{Part, Row, Said};
use crate::features::matching::stems::fold;
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::{Artist, Field, Residence};
use crate::features::reading::{Benefit, Country, Fact, Kind, Place, Reading};

/// Where a place lies for an artist.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Where<'a> {
    /// Where they would not go.
    Unwanted(&'a Place),
    /// Where they want to go.
    Wanted(&'a Place),
    /// Nowhere: it happens online.
    Online,
    /// They have not said where they live.
    HomeUntold,
    /// In the town where they live.
    Town(&'a Residence),
    /// Elsewhere in their country.
    Country(&'a Residence),
    /// In another country, or the call does not say in which.
    Away(&'a Residence),
}

/// How a place lies for an artist.
pub(in super::super) fn whereabouts<'a>(place: &Place, artist: &'a Artist) -> Where<'a> {
    if let Some(avoided) = artist.places_unwanted.iter().find(|wish| lies_in(place, wish)) {
        return Where::Unwanted(avoided);
    }
    if let Some(wanted) = artist.places_wanted.iter().find(|wish| lies_in(place, wish)) {
        return Where::Wanted(wanted);
    }
    match &artist.residence {
        _ if place.online => Where::Online,
        None => Where::HomeUntold,
        Some(home) if place.country != Some(home.country) => Where::Away(home),
        Some(home) if same_town(place, home) => Where::Town(home),
        Some(home) => Where::Country(home),
    }
}

/// The points of a place. `from_home`: it can be done from there; `paid`: travel is.
pub(in super::super) fn points_of(
    there: Option<Where<'_>>,
    from_home: bool,
    paid: bool,
    artist: &Artist,
) -> i32 {
    match there {
        None if from_home => PLACE_ANYWHERE,
        None => PLACE_UNKNOWN,
        Some(Where::Unwanted(_)) => PLACE_UNWANTED,
        Some(Where::Wanted(_) | Where::Town(_)) => PLACE_HERE,
        Some(Where::Online) => PLACE_ANYWHERE,
        Some(Where::HomeUntold) => 0,
        Some(Where::Country(_)) => PLACE_COUNTRY,
        Some(Where::Away(_)) if from_home => PLACE_ANYWHERE,
        Some(Where::Away(_)) if artist.travels == Some(false) => PLACE_UNWANTED,
        Some(Where::Away(_)) if paid => PLACE_PAID,
        Some(Where::Away(_)) => PLACE_AWAY,
    }
}

/// A grant is spent and a prize is entered from home, wherever the funder sits.
pub(in super::super) fn from_home(reading: &Reading) -> Option<&Fact<Kind>> {
    reading.kind.as_ref().filter(|kind| matches!(kind.value, Kind::Grant | Kind::Prize))
}

/// That travel is paid.
pub(in super::super) fn paid_travel(reading: &Reading) -> Option<&Fact<Benefit>> {
    reading.terms.benefits.iter().find(|benefit| benefit.value == Benefit::Travel)
}

/// Where it happens, seen from where the artist lives and would go.
pub(super) fn place(reading: &Reading, artist: &Artist) -> Said {
    let (from_home, paid) = (from_home(reading), paid_travel(reading));
    let there = reading.place.as_ref().map(|place| whereabouts(&place.value, artist));
    let points = points_of(there, from_home.is_some(), paid.is_some(), artist);
    let row = |reason: String| Row::new(Part::Place, points, reason);
    let (Some(place), Some(there)) = (&reading.place, there) else {
        return match from_home {
            Some(kind) => Said::known([row("It can be done from home.".into()).quoting(kind)]),
            None => Said::unknown(row("It does not say where it happens.".into())),
        };
    };
    let name = place_name(&place.value);
    let here = row(format!("It happens in {name}.")).quoting(place);
    let lives = |home| format!("You live in {}.", words::home(home));
    Said::known([match there {
        Where::Unwanted(avoided) => {
            here.by(Field::Places, format!("You would not go to {}.", place_name(avoided)))
        }
        Where::Wanted(wanted) => {
            here.by(Field::Places, format!("You want {}.", place_name(wanted)))
        }
        Where::Online => row("It happens online.".into()).quoting(place),
        Where::HomeUntold => {
            let row = row("You have not said where you live.".into());
            return Said::unknown(row.missing(Field::Residence));
        }
        Where::Town(home) => row(format!("It happens where you live: {name}."))
            .quoting(place)
            .by(Field::Residence, lives(home)),
        Where::Country(home) => row(format!("It happens in your country: {name}."))
            .quoting(place)
            .by(Field::Residence, lives(home)),
        Where::Away(home) => match (from_home, paid) {
            (Some(kind), _) => {
                row(format!("It can be done from home, though its place is {name}.")).quoting(kind)
            }
            _ if artist.travels == Some(false) => {
                here.by(Field::Travels, "You would not travel for a call.")
            }
            (None, paid) => {
                let row = match paid {
                    Some(paid) => {
                        row(format!("It happens in {name}, and travel is paid.")).quoting(paid)
                    }
                    None => here,
                };
                let known = place.value.country.is_some();
                return Said { rows: vec![row.by(Field::Residence, lives(home))], known };
            }
        },
    }])
}

/// Whether a place lies in the one wished for: all that the wish names is the same.
fn lies_in(place: &Place, wish: &Place) -> bool {
    let names = |wish: &Option<String>, is: &Option<String>| match (wish, is) {
        (Some(wish), Some(is)) => fold(wish) == fold(is),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let says_something =
        wish.country.is_some() || wish.region.is_some() || wish.city.is_some() || wish.online;
    says_something
        && (wish.country.is_none() || wish.country == place.country)
        && names(&wish.region, &place.region)
        && names(&wish.city, &place.city)
        && (!wish.online || place.online)
}

fn same_town(place: &Place, home: &Residence) -> bool {
    let (Some(city), Some(own)) = (&place.city, &home.city) else { return false };
    let own = fold(own);
    let town = own.split(',').next().unwrap_or(&own).trim();
    town == fold(city).trim()
}

/// "Dakar, Senegal"; "online"; "an unnamed place".
fn place_name(place: &Place) -> String {
    let country = place.country.map(Country::name);
    let parts: Vec<&str> =
        [place.city.as_deref(), place.region.as_deref(), country].into_iter().flatten().collect();
    match (parts.is_empty(), place.online) {
        (true, true) => "the web".into(),
        (true, false) => "an unnamed place".into(),
        (false, _) => parts.join(", "),
    }
}
