//! Putting a fact right: the form of each field, and (in `read`) the correction that was typed.

mod overlooked;
mod read;
mod rule;

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::features::reading::{Deadline, Discipline, EntryFee, Kind, Money, Reading};
use crate::platform::parts::{Choice, Field};

pub use read::{Against, read};
pub use rule::{clause_name, deadline_name, detail_name};

/// What was typed, by the name of the field.
pub type Typed = HashMap<String, Vec<String>>;

/// What is wrong, by the name of the field.
pub type Wrong = Vec<(&'static str, String)>;

/// The facts that can be put right, by the word in links.
pub const FIELDS: [&str; 9] = [
    "title",
    "organisation",
    "kind",
    "deadline",
    "entry_fee",
    "award",
    "place",
    "disciplines",
    "apply",
];

/// What is done to the clauses about who may apply, by the word in links.
pub const CLAUSES: [&str; 2] = ["not_a_rule", "rule"];

/// What puts one of several deadlines right, by the word in links.
pub const ONE_DEADLINE: &str = "one_deadline";

/// What strikes out something about how one applies, or a date, by the word in links.
pub const DETAIL: &str = "not_said";

/// What puts in something that one gets, something to hand in, or a date, by the word in links.
pub const OVERLOOKED: &str = "also_said";

/// The form of a fact as it stands, or as it was typed. `None`: there is no such fact.
pub fn form(
    fact: &str,
    reading: &Reading,
    today: NaiveDate,
    typed: Option<&Typed>,
    wrong: &Wrong,
) -> Option<Vec<Field>> {
    let mut fields = match fact {
        "title" => vec![Field::text("title", "Title").value(text(&reading.title)).required()],
        "organisation" => {
            vec![Field::text("organisation", "Who calls").value(text(&reading.organisation))]
        }
        "kind" => vec![Field::select("kind", "Kind", kinds(reading))],
        "deadline" => deadline(reading, today),
        ONE_DEADLINE => day(None, "Empty: it is no deadline of this call."),
        "entry_fee" => entry_fee(reading),
        "award" => award(reading),
        "place" => place(reading),
        "disciplines" => disciplines(reading),
        "not_a_rule" | DETAIL => Vec::new(),
        "rule" => rule::fields(),
        OVERLOOKED => overlooked::fields(),
        "apply" => {
            let apply = reading.apply.as_ref().map(|fact| fact.value.to_string());
            vec![Field::line("url", "apply", "Address").value(apply.unwrap_or_default())]
        }
        _ => return None,
    };
    let why = Field::text("note", "Why").hint("For the history: where you saw it.").required();
    fields.push(why);
    for field in &mut fields {
        if let Some(typed) = typed {
            field.typed(typed.get(&field.name).map_or(&[], Vec::as_slice));
        }
        let problem = wrong.iter().find(|(name, _)| *name == field.name);
        field.error = problem.map(|(_, problem)| problem.clone());
        // Each fact's form has a "note"; ids must differ.
        field.key = format!("{fact}-{}", field.name);
    }
    Some(fields)
}

fn text(fact: &Option<crate::features::reading::Fact<String>>) -> String {
    fact.as_ref().map(|fact| fact.value.clone()).unwrap_or_default()
}

fn kinds(reading: &Reading) -> Vec<Choice> {
    let now = reading.kind.as_ref().map(|fact| fact.value);
    let unknown = Choice::new("", "Not clear", now.is_none());
    let kinds =
        Kind::ALL.iter().map(|kind| Choice::new(kind.slug(), kind.name(), now == Some(*kind)));
    std::iter::once(unknown).chain(kinds).collect()
}

/// The deadline that the page shows, which is not the first where an early one comes before it.
fn deadline(reading: &Reading, today: NaiveDate) -> Vec<Field> {
    let now = reading.closing.next(today).map(|fact| &fact.value);
    let rolling = reading.closing.recurrence.is_some() && now.is_none();
    let hint = match reading.closing.deadlines.len() {
        0 | 1 => "Empty: the call does not say.".to_owned(),
        several => format!(
            "The next of {several}; what you write here takes the place of all of them. Each can be corrected \
             by itself below. Empty: the call does not say."
        ),
    };
    let mut fields = day(now, &hint);
    let rolling = vec![Choice::new("yes", "Taken at any time", rolling)];
    fields.push(Field::checks("rolling", "Or", rolling));
    fields
}

/// A day, a time and a zone.
pub fn day(now: Option<&Deadline>, hint: &str) -> Vec<Field> {
    let time = now.and_then(|now| now.time).map(|time| time.format("%H:%M").to_string());
    let zone = now.and_then(|now| now.zone.as_ref()?.taken_as.clone());
    vec![
        Field::line("date", "date", "Last day")
            .value(now.map(|now| now.date.to_string()).unwrap_or_default())
            .hint(hint),
        Field::line("time", "time", "Time").value(time.unwrap_or_default()),
        Field::text("zone", "Zone").value(zone.unwrap_or_default()).hint("Europe/Paris, UTC"),
    ]
}

fn entry_fee(reading: &Reading) -> Vec<Field> {
    let now = reading.terms.entry_fee.as_ref().map(|fact| &fact.value);
    let (state, amount, basis) = match now {
        None => ("", None, None),
        Some(EntryFee::Free) => ("free", None, None),
        Some(EntryFee::Charged) => ("charged", None, None),
        Some(EntryFee::Paid { amount, basis, .. }) => ("paid", Some(amount), basis.clone()),
    };
    let choice = |value: &str, words: &str| Choice::new(value, words, state == value);
    vec![
        Field::radios(
            "fee",
            "Entry fee",
            vec![
                choice("", "Not stated"),
                choice("free", "None"),
                choice("paid", "This much"),
                choice("charged", "Some, amount not stated"),
            ],
        ),
        Field::text("fee_amount", "Amount")
            .value(amount.map(|money| money.amount.to_string()).unwrap_or_default()),
        Field::text("fee_currency", "Currency").value(currency(amount)).hint("EUR, USD"),
        Field::text("fee_basis", "For what").value(basis.unwrap_or_default()).hint("3 images"),
    ]
}

fn award(reading: &Reading) -> Vec<Field> {
    let now = reading.terms.awards.first().map(|fact| &fact.value);
    let least = now.and_then(|now| now.least.as_ref());
    let most = now.and_then(|now| now.most.as_ref());
    let amount = |money: Option<&Money>| money.map(|m| m.amount.to_string()).unwrap_or_default();
    vec![
        Field::text("award_least", "One recipient gets at least").value(amount(least)),
        Field::text("award_most", "At most").value(amount(most)),
        Field::text("award_currency", "Currency").value(currency(most.or(least))).hint("EUR, USD"),
    ]
}

fn place(reading: &Reading) -> Vec<Field> {
    let now = reading.place.as_ref().map(|fact| fact.value.clone()).unwrap_or_default();
    vec![
        Field::text("city", "City").value(now.city.unwrap_or_default()),
        Field::text("region", "State or region").value(now.region.unwrap_or_default()),
        Field::text("country", "Country").value(now.country.map_or("", |country| country.name())),
        Field::checks("online", "Or", vec![Choice::new("yes", "Online", now.online)]),
    ]
}

fn disciplines(reading: &Reading) -> Vec<Field> {
    let any = Choice::new("any", "Any discipline", reading.any_discipline.is_some());
    let named = Discipline::ALL.iter().map(|one| {
        let chosen = reading.disciplines.iter().any(|fact| fact.value == *one);
        Choice::new(one.slug(), one.name(), chosen)
    });
    vec![Field::checks("disciplines", "Disciplines", std::iter::once(any).chain(named).collect())]
}

fn currency(money: Option<&Money>) -> String {
    money.and_then(|money| money.currency).map(|c| c.code().to_owned()).unwrap_or_default()
}
