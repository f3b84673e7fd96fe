//! Smaller facts that were overlooked: what an artist gets besides money, what to hand in, a date. Each is put
//! in with words that stand in the text.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::read::{Against, Answers};
use super::rule::quote;
use crate::features::opportunities::words::benefit_name;
use crate::features::opportunities::{Detail, Misread, details};
use crate::features::reading::{
    self, Benefit, Document, KeyDate, Material, MaterialKind, Milestone, PartialDate, Quote,
};
use crate::platform::parts::{Choice, Field};

const BENEFITS: [Benefit; 11] = [
    Benefit::Travel,
    Benefit::Lodging,
    Benefit::Board,
    Benefit::Studio,
    Benefit::Materials,
    Benefit::TechnicalSupport,
    Benefit::Mentoring,
    Benefit::Exhibition,
    Benefit::Catalogue,
    Benefit::Publicity,
    Benefit::Acquisition,
];

const MILESTONES: [Milestone; 12] = [
    Milestone::InformationSession,
    Milestone::Questions,
    Milestone::Results,
    Milestone::Delivery,
    Milestone::Installation,
    Milestone::Exhibition,
    Milestone::Opening,
    Milestone::Residency,
    Milestone::Event,
    Milestone::Ceremony,
    Milestone::Collection,
    Milestone::Completion,
];

/// The fields of something that was overlooked.
pub fn fields() -> Vec<Field> {
    let mut what = vec![Choice::new("", "What the reader understands by them", true)];
    let mut add = |sort: &str, name: &str, about: &str, words: &str| {
        what.push(Choice::new(format!("{sort}:{name}"), format!("{about}: {words}"), false));
    };
    for benefit in BENEFITS {
        add("benefit", &slug(&benefit), "In kind", benefit_name(benefit));
    }
    for kind in MaterialKind::ALL {
        add("material", kind.slug(), "To hand in", kind.name());
    }
    for milestone in MILESTONES {
        add("date", &slug(&milestone), "Date", milestone.name());
    }
    vec![
        Field::area("words", "Its words", 3)
            .hint("Copy them from the text of the call, exactly as they stand there.")
            .required(),
        Field::select("what", "What they say", what),
        Field::line("date", "on", "Day")
            .hint("Of a date, the first where there are several. Empty: the one in the words."),
        Field::line("date", "until", "Last of several days"),
    ]
}

/// The fact that was overlooked.
pub(super) fn put_in(answers: &mut Answers<'_>, against: Against<'_>) -> Option<Misread> {
    let quote = quote(answers, against.document)?;
    let read = understood(against.document, &quote);
    let what = answers.one("what").to_owned();
    let detail = match what.split_once(':') {
        None if what.is_empty() => the_one(answers, read),
        Some(("benefit", name)) => known(name).map(Detail::Benefit),
        Some(("material", name)) => MaterialKind::from_slug(name).map(|kind| material(kind, &read)),
        Some(("date", name)) => date(answers, known(name)?, &read),
        _ => None,
    };
    if detail.is_none() {
        answers.note("what", "Choose one of these.");
    }
    Some(Misread { words: quote.words, detail: detail? })
}

/// What the reader makes of these words alone.
fn understood(document: &Document, quote: &Quote) -> Vec<Detail> {
    let alone =
        Document { title: None, text: quote.words.clone(), links: Vec::new(), ..document.clone() };
    let all = details(&reading::read(&alone)).into_iter().map(|fact| fact.value);
    all.filter(|one| matches!(one, Detail::Benefit(_) | Detail::Material(_) | Detail::Date(_)))
        .collect()
}

fn the_one(answers: &mut Answers<'_>, mut read: Vec<Detail>) -> Option<Detail> {
    if read.len() > 1 {
        answers.note("what", "These words say several things: choose one, or copy fewer of them.");
    }
    if read.is_empty() {
        answers.note("what", "The reader makes nothing of these words: choose what they say.");
    }
    read.pop()
}

/// With the limits that stand in its words.
fn material(kind: MaterialKind, read: &[Detail]) -> Detail {
    let same = |one: &&Detail| matches!(one, Detail::Material(there) if there.kind == kind);
    read.iter().find(same).cloned().unwrap_or_else(|| {
        let (limits, formats) = (Vec::new(), Vec::new());
        Detail::Material(Material { kind, limits, formats, optional: false })
    })
}

/// On the day that is typed, or that stands in its words.
fn date(answers: &mut Answers<'_>, what: Milestone, read: &[Detail]) -> Option<Detail> {
    let (on, until) = (day(answers, "on"), day(answers, "until"));
    if on.is_some_and(|on| until.is_some_and(|until| until < on)) {
        answers.note("until", "The last day comes before the first.");
    }
    let stands = read.iter().find_map(|one| match one {
        Detail::Date(date) => Some(date.clone()),
        _ => None,
    });
    match (on, stands) {
        (Some(on), _) => {
            let until = until.map(whole);
            Some(Detail::Date(KeyDate { what, on: whole(on), until, time: None }))
        }
        (None, Some(date)) => Some(Detail::Date(KeyDate { what, ..date })),
        (None, None) => {
            answers.note("on", "Type the day: the reader finds none in these words.");
            None
        }
    }
}

fn day(answers: &mut Answers<'_>, name: &'static str) -> Option<NaiveDate> {
    let typed = answers.one(name).to_owned();
    let day = typed.parse::<NaiveDate>().ok().filter(|day| (1990..=2200).contains(&day.year()));
    if day.is_none() && !typed.is_empty() {
        answers.note(name, "Write a day, like 2027-03-31.");
    }
    day
}

fn whole(day: NaiveDate) -> PartialDate {
    PartialDate { year: Some(day.year()), month: Some(day.month()), day: Some(day.day()) }
}

/// The word in forms, which is the one in answers of the API.
fn slug(one: &impl Serialize) -> String {
    serde_json::to_value(one)
        .ok()
        .and_then(|name| Some(name.as_str()?.to_owned()))
        .unwrap_or_default()
}

fn known<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_understood_again() {
        let all = fields();
        let page = all[1].to_string();
        for benefit in BENEFITS {
            assert_eq!(known::<Benefit>(&slug(&benefit)), Some(benefit));
            assert!(page.contains(&format!("value=\"benefit:{}\"", slug(&benefit))), "{page}");
        }
        for milestone in MILESTONES {
            assert_eq!(known::<Milestone>(&slug(&milestone)), Some(milestone));
        }
        for kind in MaterialKind::ALL {
            assert_eq!(MaterialKind::from_slug(kind.slug()), Some(kind));
        }
    }
}
