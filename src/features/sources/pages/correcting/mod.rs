//! Putting a fact right: the form of each field, and the correction it makes.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use url::Url;

use crate::features::opportunities::{Correction, Due};
use crate::features::reading::{
    Award, Country, Currency, Discipline, EntryFee, Kind, Money, Place, Reading, Share,
};
use crate::platform::parts::{Choice, Field};

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

/// The form of a fact as it stands, or as it was typed. `None`: there is no such fact.
pub fn form(
    fact: &str,
    reading: &Reading,
    typed: Option<&Typed>,
    wrong: &Wrong,
) -> Option<Vec<Field>> {
    let mut fields = match fact {
        "title" => vec![Field::text("title", "Title").value(text(&reading.title)).required()],
        "organisation" => {
            vec![Field::text("organisation", "Who calls").value(text(&reading.organisation))]
        }
        "kind" => vec![Field::select("kind", "Kind", kinds(reading))],
        "deadline" => deadline(reading),
        "entry_fee" => entry_fee(reading),
        "award" => award(reading),
        "place" => place(reading),
        "disciplines" => disciplines(reading),
        "apply" => {
            let apply = reading.apply.as_ref().map(|fact| fact.value.to_string());
            vec![Field::line("url", "apply", "Address").value(apply.unwrap_or_default())]
        }
        _ => return None,
    };
    let why = Field::text("note", "Why").hint("For the history: where you saw it.").required();
    fields.push(why);
    for field in &mut fields {
        if let Some(value) = typed.and_then(|typed| typed.get(&field.name)?.first()) {
            field.value.clone_from(value);
        }
        let problem = wrong.iter().find(|(name, _)| *name == field.name);
        field.error = problem.map(|(_, problem)| problem.clone());
        // Each fact's form has a "note"; ids must differ.
        field.key = format!("{fact}-{}", field.name);
    }
    Some(fields)
}

/// The correction that was typed and why. An empty field means: the call does not say.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn read(fact: &str, typed: &Typed) -> Result<(Correction, String), Wrong> {
    let mut wrong = Wrong::new();
    let note = one(typed, "note");
    if note.is_empty() {
        wrong.push(("note", "Say why, in a few words.".into()));
    }
    match correction(fact, typed) {
        Ok(correction) if wrong.is_empty() => Ok((correction, note.to_owned())),
        Ok(_) => Err(wrong),
        Err(problem) => {
            wrong.insert(0, problem);
            Err(wrong)
        }
    }
}

fn correction(fact: &str, typed: &Typed) -> Result<Correction, (&'static str, String)> {
    let given = |name| Some(one(typed, name).to_owned()).filter(|text| !text.is_empty());
    Ok(match fact {
        "title" => {
            Correction::Title(given("title").ok_or(("title", "A call needs a name.".into()))?)
        }
        "organisation" => Correction::Organisation(given("organisation")),
        "kind" => Correction::Kind(Kind::from_slug(one(typed, "kind"))),
        "deadline" => Correction::Deadline(due(typed)?),
        "entry_fee" => Correction::EntryFee(match one(typed, "fee") {
            "free" => Some(EntryFee::Free),
            "charged" => Some(EntryFee::Charged),
            "paid" => Some(EntryFee::Paid {
                amount: money(typed, "fee_amount", "fee_currency")?
                    .ok_or(("fee_amount", "Say how much it is.".to_owned()))?,
                most: None,
                basis: given("fee_basis"),
                members: None,
            }),
            _ => None,
        }),
        "award" => {
            let least = money(typed, "award_least", "award_currency")?;
            let most = money(typed, "award_most", "award_currency")?;
            let stated = least.is_some() || most.is_some();
            let (least, most) = (least.clone(), most.or(least));
            Correction::Award(stated.then_some(Award {
                least,
                most,
                share: Share::Recipient,
                per: None,
                recipients: None,
            }))
        }
        "place" => {
            let country = match given("country") {
                None => None,
                Some(name) => Some(
                    Country::from_name(&name)
                        .ok_or(("country", "Write the English name of a country.".to_owned()))?,
                ),
            };
            let place = Place {
                city: given("city"),
                region: given("region"),
                country,
                online: one(typed, "online") == "yes",
            };
            Correction::Place((place != Place::default()).then_some(place))
        }
        "disciplines" => {
            let chosen = typed.get("disciplines").map_or(&[][..], Vec::as_slice);
            Correction::Disciplines {
                any: chosen.iter().any(|slug| slug == "any"),
                named: chosen.iter().filter_map(|slug| Discipline::from_slug(slug)).collect(),
            }
        }
        _ => {
            let wrong = || ("apply", "Write an address like https://example.org/apply.".to_owned());
            let url = given("apply").map(|text| Url::parse(&text)).transpose();
            let url = url.map_err(|_| wrong())?;
            let harmless = |url: &Url| ["http", "https", "mailto"].contains(&url.scheme());
            if url.as_ref().is_some_and(|url| !harmless(url)) {
                return Err(wrong());
            }
            Correction::Apply(url)
        }
    })
}

fn due(typed: &Typed) -> Result<Option<Due>, (&'static str, String)> {
    if one(typed, "rolling") == "yes" {
        return Ok(Some(Due::Rolling));
    }
    let date = one(typed, "date");
    if date.is_empty() {
        return Ok(None);
    }
    let date: NaiveDate =
        date.parse().map_err(|_| ("date", "Write a day like 2027-03-31.".to_owned()))?;
    let time = match one(typed, "time") {
        "" => None,
        time => Some(
            NaiveTime::parse_from_str(time, "%H:%M")
                .map_err(|_| ("time", "Write a time like 17:00.".to_owned()))?,
        ),
    };
    let zone = match one(typed, "zone") {
        "" => None,
        zone => Some(
            zone.parse()
                .map_err(|_| ("zone", "Write a zone like Europe/Paris or UTC.".to_owned()))?,
        ),
    };
    Ok(Some(Due::On { date, time, zone }))
}

fn money(
    typed: &Typed,
    amount: &'static str,
    currency: &'static str,
) -> Result<Option<Money>, (&'static str, String)> {
    let text = one(typed, amount);
    if text.is_empty() {
        return Ok(None);
    }
    let parsed = text.parse::<Decimal>().ok().filter(|amount| !amount.is_sign_negative());
    let value = parsed.ok_or((amount, "Write an amount like 1500 or 24.50.".to_owned()))?;
    let currency = match one(typed, currency) {
        "" => None,
        code => Some(Currency::new(code).ok_or((currency, "Three letters, like EUR.".to_owned()))?),
    };
    Ok(Some(Money { amount: value, currency }))
}

fn one<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
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

fn deadline(reading: &Reading) -> Vec<Field> {
    let now = reading.closing.deadlines.first().map(|fact| &fact.value);
    let time = now.and_then(|now| now.time).map(|time| time.format("%H:%M").to_string());
    let zone = now.and_then(|now| now.zone.as_ref()?.taken_as.clone());
    let rolling = reading.closing.recurrence.is_some() && now.is_none();
    vec![
        Field::line("date", "date", "Last day")
            .value(now.map(|now| now.date.to_string()).unwrap_or_default())
            .hint("Empty: the call does not say."),
        Field::line("time", "time", "Time").value(time.unwrap_or_default()),
        Field::text("zone", "Zone").value(zone.unwrap_or_default()).hint("Europe/Paris, UTC"),
        Field::checks("rolling", "Or", vec![Choice::new("yes", "Taken at any time", rolling)]),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), vec![(*v).to_owned()])).collect()
    }

    #[test]
    fn every_fact_has_a_form_and_an_empty_one_means_not_stated() {
        for fact in FIELDS {
            assert!(form(fact, &Reading::default(), None, &Wrong::new()).is_some(), "{fact}");
        }
        let empty = typed(&[("note", "the page says nothing")]);
        assert_eq!(read("deadline", &empty).unwrap().0, Correction::Deadline(None));
        assert_eq!(read("place", &empty).unwrap().0, Correction::Place(None));
    }

    #[test]
    fn what_is_wrong_names_its_field() {
        let wrong = read("deadline", &typed(&[("date", "soon")])).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["date", "note"]);
        assert!(read("apply", &typed(&[("apply", "javascript:alert(1)"), ("note", "x")])).is_err());
    }
}
