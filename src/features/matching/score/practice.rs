//! Discipline and medium.

use std::cmp::Reverse;

use super::{Part, Row, Said, start};
use crate::features::matching::rule::{Nearness, nearness};
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::{Artist, Field};
use crate::features::reading::Reading;

/// The nearest of what the call names to what the artist does.
pub(super) fn practice(reading: &Reading, artist: &Artist) -> Said {
    if artist.disciplines.is_empty() {
        let reason = "You have not said what you work in.";
        return Said::unknown(Row::new(Part::Practice, 0, reason).missing(Field::Disciplines));
    }
    let pairs = reading.disciplines.iter().flat_map(|named| {
        artist.disciplines.iter().map(move |own| (nearness(*own, named.value), named, *own))
    });
    let best = pairs.max_by_key(|(near, named, own)| {
        (*near, Reverse(start(named)), Reverse(named.value), Reverse(*own))
    });
    let own_words = |own| format!("You work in {}.", words::discipline_name(own));
    let Some((near, named, own)) = best else {
        let (points, reason) = match &reading.any_discipline {
            Some(any) => {
                let row = Row::new(Part::Practice, DISCIPLINE_ANY, "It takes any discipline.");
                return Said::known([row.quoting(any)]);
            }
            None => (DISCIPLINE_UNKNOWN, "It does not say which disciplines it takes."),
        };
        return Said::unknown(Row::new(Part::Practice, points, reason));
    };
    let name = words::discipline_name(named.value);
    let row = match near {
        Nearness::Same => {
            Row::new(Part::Practice, DISCIPLINE_NAMED, format!("It names {name}, your discipline."))
        }
        Nearness::Within => {
            let reason =
                format!("It names {name}, which {} belongs to.", words::discipline_name(own));
            Row::new(Part::Practice, DISCIPLINE_WIDER, reason)
        }
        _ if let Some(any) = &reading.any_discipline => {
            let (points, reason) = if near == Nearness::Far {
                (DISCIPLINE_ANY_BUT, format!("It takes any discipline, and names {name}."))
            } else {
                (DISCIPLINE_ANY, "It takes any discipline.".to_owned())
            };
            return Said::known([Row::new(Part::Practice, points, reason).quoting(any)]);
        }
        Nearness::AnyVisual => {
            Row::new(Part::Practice, DISCIPLINE_ANY, "It takes any visual art.".to_owned())
        }
        Nearness::Near => {
            let reason = format!("It names {name}, close to {}.", words::discipline_name(own));
            Row::new(Part::Practice, DISCIPLINE_NEAR, reason)
        }
        Nearness::Far => {
            let mut all: Vec<_> = reading.disciplines.iter().map(|fact| fact.value).collect();
            all.sort();
            let reason = format!("It names {}, nothing near yours.", words::discipline_names(&all));
            let own = format!("You work in {}.", words::discipline_names(&artist.disciplines));
            let row = Row::new(Part::Practice, DISCIPLINE_OTHER, reason).quoting(named);
            return Said::known([row.by(Field::Disciplines, own)]);
        }
    };
    Said::known([row.quoting(named).by(Field::Disciplines, own_words(own))])
}
