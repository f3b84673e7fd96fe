//! The editions and rounds of one call: of those that are open, a list shows the one that closes first.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::feedback::name_key;
use super::rank::Match;
use crate::features::reading::Reading;

/// Words by which editions of a call differ, folded: seasons, months, and what a number of one is called.
const EDITION_WORDS: &str = "edition editions ed edicion edicao edizione ausgabe round cycle session \
term season intake batch cohort ronda ciclo sessao sesion sessione runde tour extended deadline \
spring summer autumn fall winter printemps ete automne hiver primavera verano otono invierno verao outono inverno \
estate autunno fruhling fruhjahr sommer herbst \
january february march april may june july august september october november december \
jan feb mar apr jun jul aug sep sept oct nov dec \
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre \
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro \
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre \
januar februar marz juni juli oktober dezember \
first second third fourth fifth sixth seventh eighth ninth tenth \
ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx";

/// What the editions of one call have in common: who calls, the kind, the place, and the title without
/// what tells editions apart. `None`: too little is known to say that another is the same call.
pub(super) fn series(reading: &Reading) -> Option<String> {
    let organiser = name_key(&reading.organisation.as_ref()?.value);
    let title = name_key(&reading.title.as_ref()?.value);
    let lasting: Vec<&str> = title.split(' ').filter(|word| !is_edition(word)).collect();
    if organiser.is_empty() || lasting.iter().all(|word| word.chars().count() < 4) {
        return None;
    }
    let place = reading.place.as_ref().map(|fact| &fact.value);
    let town = place.and_then(|place| place.city.as_deref()).map(name_key).unwrap_or_default();
    let country = place.and_then(|place| place.country);
    let country = country.as_ref().map_or("", |country| country.code());
    let kind = reading.kind.as_ref().map_or("", |kind| kind.value.slug());
    Some(format!("{organiser}|{kind}|{country}|{town}|{}", lasting.join(" ")))
}

/// A year, a number of an edition, a season, a month.
fn is_edition(word: &str) -> bool {
    thread_local! {
        static WORDS: std::collections::HashSet<&'static str> =
            EDITION_WORDS.split_whitespace().collect();
    }
    word.starts_with(|c: char| c.is_ascii_digit()) || WORDS.with(|words| words.contains(word))
}

/// Leaves of each series the call that closes first, in its own place, with the ids of those that close
/// on other days, the nearest first. Two that close on one day are two calls.
pub fn fold(matches: Vec<&Match>) -> Vec<(&Match, Vec<Uuid>)> {
    let key = |one: &Match| (one.closes.unwrap_or(NaiveDate::MAX), one.id);
    let mut nearest: HashMap<&str, (NaiveDate, Uuid)> = HashMap::new();
    for one in &matches {
        let Some(series) = one.series.as_deref() else { continue };
        let first = nearest.entry(series).or_insert(key(one));
        *first = key(one).min(*first);
    }
    let mut others: HashMap<Uuid, Vec<(NaiveDate, Uuid)>> = HashMap::new();
    let mut left = Vec::new();
    for one in matches {
        match one.series.as_deref().and_then(|series| nearest.get(series)) {
            Some((day, first)) if key(one).0 != *day => {
                others.entry(*first).or_default().push(key(one));
            }
            _ => left.push(one),
        }
    }
    let mut of = |id: Uuid| {
        let mut others = others.remove(&id).unwrap_or_default();
        others.sort_unstable();
        others.into_iter().map(|(_, id)| id).collect()
    };
    left.into_iter().map(|one| (one, of(one.id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{Fact, Quote};

    fn named(organisation: &str, title: &str) -> Option<String> {
        let fact = |words: &str| {
            Some(Fact::stated(words.to_owned(), Quote { words: words.to_owned(), start: 0 }))
        };
        series(&Reading {
            organisation: fact(organisation),
            title: fact(title),
            ..Reading::default()
        })
    }

    #[test]
    fn editions_and_rounds_share_a_series_and_other_calls_do_not() {
        let alike = [
            ("Kelp Rooms", "Studio Residency, Spring 2027"),
            ("kelp rooms", "Studio residency – autumn 2027"),
            ("Kelp Rooms", "3rd Studio Residency"),
            ("KELP ROOMS", "Studio Residency 2027/28 (round 2)"),
        ];
        let keys: Vec<_> = alike.iter().map(|(who, title)| named(who, title)).collect();
        assert!(keys.iter().all(|key| key.is_some() && *key == keys[0]), "{keys:?}");
        for (who, title) in [
            ("Kelp Rooms", "Writing Residency, Spring 2027"),
            ("Reed Rooms", "Studio Residency, Spring 2027"),
        ] {
            assert_ne!(named(who, title), keys[0]);
        }
        assert_eq!(named("Kelp Rooms", "2027"), None);
    }
}
