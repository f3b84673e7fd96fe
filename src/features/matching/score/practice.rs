//! Discipline and medium.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Own, Part, Row, Said, start};
use crate::features::matching::rule::{Nearness, nearness};
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::Field;
use crate::features::reading::{Discipline, Fact, Reading, disciplines_in};

/// The nearest of what the call names to what the artist does.
pub(super) fn practice(reading: &Reading, own: &Own) -> Said {
    if own.disciplines.is_empty() {
        let reason = "You have not said what you work in.";
        return Said::unknown(Row::new(Part::Practice, 0, reason).missing(Field::Disciplines));
    }
    let pairs = reading.disciplines.iter().flat_map(|named| {
        own.disciplines
            .iter()
            .map(move |(own, field)| (nearness(*own, named.value), named, *own, *field))
    });
    let best = pairs.max_by_key(|(near, named, own, field)| {
        (*near, Reverse((start(named), named.value, *field, *own)))
    });
    let Some((near, named, own_one, field)) = best else { return unnamed(reading) };
    if let Some(any) = &reading.any_discipline
        && near < Nearness::Within
    {
        let name = words::discipline_name(named.value);
        let (points, reason) = if near == Nearness::Far {
            (DISCIPLINE_ANY_BUT, format!("It takes any discipline, and names {name}."))
        } else {
            (DISCIPLINE_ANY, "It takes any discipline.".to_owned())
        };
        return Said::known([Row::new(Part::Practice, points, reason).quoting(any)]);
    }
    let others = others(reading, own);
    let (points, reason) = if near >= Nearness::Within && others >= MANY {
        let name = words::discipline_name(named.value);
        (DISCIPLINE_AMONG, format!("It names {name}, and {others} disciplines that are not yours."))
    } else {
        named_words(reading, near, named.value, own_one)
    };
    let said = match (near, field) {
        (Nearness::Far, _) => format!("You work in {}.", all_of(own)),
        (_, Field::Media) => format!("Your media name {}.", words::discipline_name(own_one)),
        _ => format!("You work in {}.", words::discipline_name(own_one)),
    };
    Said::known([Row::new(Part::Practice, points, reason).quoting(named).by(field, said)])
}

/// A call that names so many disciplines that are not the artist's is hardly meant for theirs.
pub(in super::super) const MANY: u32 = 4;

/// How many of the disciplines that the call names are neither the artist's nor a wider one.
fn others(reading: &Reading, own: &Own) -> u32 {
    let theirs = |named: Discipline| {
        own.disciplines.keys().any(|own| nearness(*own, named) >= Nearness::Within)
    };
    let named: BTreeSet<Discipline> = reading.disciplines.iter().map(|fact| fact.value).collect();
    named.into_iter().filter(|named| !theirs(*named)).map(|_| 1).sum()
}

/// Where the call names no discipline.
fn unnamed(reading: &Reading) -> Said {
    match &reading.any_discipline {
        Some(any) => {
            let row = Row::new(Part::Practice, DISCIPLINE_ANY, "It takes any discipline.");
            Said::known([row.quoting(any)])
        }
        None => {
            let reason = "It does not say which disciplines it takes.";
            Said::unknown(Row::new(Part::Practice, DISCIPLINE_UNKNOWN, reason))
        }
    }
}

/// Points and reason for the nearest discipline that the call names.
fn named_words(
    reading: &Reading,
    near: Nearness,
    named: Discipline,
    own: Discipline,
) -> (i32, String) {
    let name = words::discipline_name(named);
    let ours = words::discipline_name(own);
    match near {
        Nearness::Same => (DISCIPLINE_NAMED, format!("It names {name}, your discipline.")),
        Nearness::Within => {
            (DISCIPLINE_WIDER, format!("It names {name}, which {ours} belongs to."))
        }
        Nearness::AnyVisual => match title_names(reading, own) {
            Some(other) => {
                let other = words::discipline_name(other);
                (
                    DISCIPLINE_VISUAL_BUT,
                    format!("It speaks of visual art, and its title names {other}."),
                )
            }
            None => (DISCIPLINE_ANY, "It takes any visual art.".to_owned()),
        },
        Nearness::Approach => {
            (DISCIPLINE_APPROACH, format!("It names {name}, which is open to any medium."))
        }
        Nearness::Near => (DISCIPLINE_NEAR, format!("It names {name}, close to {ours}.")),
        Nearness::Far => {
            let mut all: Vec<_> = reading.disciplines.iter().map(|fact| fact.value).collect();
            all.sort();
            let names = words::discipline_names(&all);
            (DISCIPLINE_OTHER, format!("It names {names}, nothing near yours."))
        }
    }
}

/// A medium in the call's title that is not the artist's: what stands there is what the call is for.
fn title_names(reading: &Reading, own: Discipline) -> Option<Discipline> {
    let title: &Fact<String> = reading.title.as_ref()?;
    let mut others = disciplines_in(&title.value);
    others.retain(|other| matches!(nearness(own, *other), Nearness::Near | Nearness::Far));
    others.into_iter().min()
}

fn all_of(own: &Own) -> String {
    let all: Vec<_> = own.disciplines.keys().copied().collect();
    words::discipline_names(&all)
}
