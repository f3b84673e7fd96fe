//! Where it happens.

use super::{Part, Row, Said};
use crate::features::matching::stems::fold;
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::{Artist, Field, Residence};
use crate::features::reading::{Benefit, Country, Kind, Place, Reading};

/// Where it happens, seen from where the artist lives and would go.
pub(super) fn place(reading: &Reading, artist: &Artist) -> Said {
    // A grant is spent and a prize is entered from home, wherever the funder sits.
    let from_home = reading.kind.as_ref().filter(|k| matches!(k.value, Kind::Grant | Kind::Prize));
    let Some(place) = &reading.place else {
        return match from_home {
            Some(kind) => {
                let row = Row::new(Part::Place, PLACE_ANYWHERE, "It can be done from home.");
                Said::known([row.quoting(kind)])
            }
            None => {
                let reason = "It does not say where it happens.";
                Said::unknown(Row::new(Part::Place, PLACE_UNKNOWN, reason))
            }
        };
    };
    let name = place_name(&place.value);
    if let Some(avoided) = artist.places_unwanted.iter().find(|wish| lies_in(&place.value, wish)) {
        let row =
            Row::new(Part::Place, PLACE_UNWANTED, format!("It happens in {name}.")).quoting(place);
        let own = format!("You would not go to {}.", place_name(avoided));
        return Said::known([row.by(Field::Places, own)]);
    }
    if let Some(wanted) = artist.places_wanted.iter().find(|wish| lies_in(&place.value, wish)) {
        let row =
            Row::new(Part::Place, PLACE_HERE, format!("It happens in {name}.")).quoting(place);
        return Said::known([row.by(Field::Places, format!("You want {}.", place_name(wanted)))]);
    }
    if place.value.online {
        return Said::known([
            Row::new(Part::Place, PLACE_ANYWHERE, "It happens online.").quoting(place)
        ]);
    }
    let Some(home) = &artist.residence else {
        let row = Row::new(Part::Place, 0, "You have not said where you live.");
        return Said::unknown(row.missing(Field::Residence));
    };
    let own = format!("You live in {}.", words::home(home));
    if place.value.country == Some(home.country) {
        let (points, reason) = if same_town(&place.value, home) {
            (PLACE_HERE, format!("It happens where you live: {name}."))
        } else {
            (PLACE_COUNTRY, format!("It happens in your country: {name}."))
        };
        let row = Row::new(Part::Place, points, reason).quoting(place);
        return Said::known([row.by(Field::Residence, own)]);
    }
    if let Some(kind) = from_home {
        let reason = format!("It can be done from home, though its place is {name}.");
        return Said::known([Row::new(Part::Place, PLACE_ANYWHERE, reason).quoting(kind)]);
    }
    if artist.travels == Some(false) {
        let row =
            Row::new(Part::Place, PLACE_UNWANTED, format!("It happens in {name}.")).quoting(place);
        return Said::known([row.by(Field::Travels, "You would not travel for a call.")]);
    }
    let travel = reading.terms.benefits.iter().find(|benefit| benefit.value == Benefit::Travel);
    let row = match travel {
        Some(paid) => {
            let reason = format!("It happens in {name}, and travel is paid.");
            Row::new(Part::Place, PLACE_PAID, reason).quoting(paid)
        }
        None => Row::new(Part::Place, PLACE_AWAY, format!("It happens in {name}.")).quoting(place),
    };
    Said { rows: vec![row.by(Field::Residence, own)], known: place.value.country.is_some() }
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
