//! A case as it is kept.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::features::opportunities::{OpportunityId, find_words};
use crate::features::reading::{Country, Currency, Kind, Reading};

/// The longest value, in characters.
const LONGEST: usize = 300;

/// Somebody said that something is wrong.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its id.
    pub id: Uuid,
    /// The call.
    pub call: OpportunityId,
    /// The call's name in links.
    pub slug: String,
    /// The call's name then.
    pub title: String,
    /// The line it is about, as the page names it.
    pub about: String,
    /// What they say is wrong.
    pub claim: String,
    /// What was shown then.
    pub frozen: Frozen,
    /// The facts of their own that they sent along.
    pub own: Option<String>,
    /// When.
    pub reported_at: DateTime<Utc>,
    /// Where it stands.
    pub standing: Standing,
    /// What the staff found.
    pub verdict: Option<Verdict>,
    /// Who of the staff, and when.
    pub decided: Option<(String, DateTime<Utc>)>,
}

/// Everything as it was when somebody said that it is wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frozen {
    /// The line as it was shown.
    pub shown: String,
    /// The words it rested on.
    pub quotes: Vec<String>,
    /// Where the call was read.
    pub url: String,
    /// The page's text.
    pub text: String,
    /// All that was read from it, corrections included.
    pub reading: Reading,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has looked at it.
    Open,
    /// It was wrong.
    Accepted,
    /// It was not.
    Declined,
}

/// What the staff found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Why.
    pub answer: String,
    /// The field, as the gold file of a labelled folder names it; accepted cases only.
    pub field: Option<String>,
    /// What the page says there; null: it does not say.
    pub truth: Value,
    /// The words that say so.
    pub quote: Option<String>,
}

/// The fields by which an accepted case becomes a labelled page, and what they are called.
pub const LABELS: &[(&str, &str)] = &[
    ("deadline", "Deadline, as 2027-03-31"),
    ("deadline_time", "Time of the deadline, as 17:00"),
    ("rolling", "Open at any time: yes"),
    ("entry_fee", "Entry fee, as 25 EUR; 0 where it is free"),
    ("award.min", "Award, at least: the number"),
    ("award.max", "Award, at most: the number"),
    ("award.currency", "Currency of the award, as EUR"),
    ("type", "Kind: grant, residency, exhibition, prize, commission or fair"),
    ("title", "Title"),
    ("organisation", "Who calls"),
    ("location.country", "Country, in English"),
    ("location.city", "City"),
    ("eligibility.citizenship_residency", "Rule about citizenship or residence, in English"),
    ("eligibility.age", "Rule about age"),
    ("eligibility.career_stage", "Rule about career stage"),
    ("eligibility.other", "Another condition"),
    ("is_opportunity", "It is a call at all: yes or no"),
];

impl Standing {
    /// Every standing, in the order of the page.
    pub const ALL: [Standing; 3] = [Standing::Open, Standing::Accepted, Standing::Declined];

    /// The word in links and in the database.
    pub fn slug(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Accepted => "accepted",
            Standing::Declined => "declined",
        }
    }

    /// The standing that a word names; open where there is none of it.
    pub fn from_slug(slug: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.slug() == slug).unwrap_or(Standing::Open)
    }
}

/// What an admin typed as the value of a field, as the gold file would hold it; null: the page does not say.
///
/// # Errors
/// What would have to be typed instead, in words.
pub(super) fn truth(field: &str, typed: &str) -> Result<Value, &'static str> {
    let typed = typed.trim();
    let number = |text: &str| {
        let number = text.replace(',', "").parse::<serde_json::Number>().ok();
        number.filter(|number| number.as_f64().is_some_and(|value| value >= 0.0))
    };
    let value: Option<Value> = match field {
        _ if typed.is_empty() => Some(Value::Null),
        "deadline" => typed.parse::<NaiveDate>().ok().map(|day| day.to_string().into()),
        "deadline_time" => {
            let time = NaiveTime::parse_from_str(typed, "%H:%M").ok();
            time.map(|time| time.format("%H:%M").to_string().into())
        }
        "rolling" | "is_opportunity" => match typed.to_lowercase().as_str() {
            "yes" => Some(true.into()),
            "no" => Some(false.into()),
            _ => None,
        },
        "entry_fee" => {
            let (amount, code) = typed.split_once(' ').unwrap_or((typed, ""));
            let currency = Currency::known(code.trim());
            let amount = number(amount);
            let free = amount.as_ref().and_then(serde_json::Number::as_f64) == Some(0.0);
            let told = currency.is_some() || (free && code.is_empty());
            let code = currency.map(|currency| currency.code().to_owned());
            amount.filter(|_| told).map(|amount| json!({"amount": amount, "currency": code}))
        }
        "award.min" | "award.max" => number(typed).map(Value::Number),
        "award.currency" => Currency::known(typed).map(|currency| currency.code().into()),
        "type" => Kind::from_slug(&typed.to_lowercase()).map(|kind| kind.slug().into()),
        "location.country" => Country::from_name(typed).map(|country| country.name().into()),
        _ => Some(typed).filter(|typed| typed.chars().count() <= LONGEST).map(Value::from),
    };
    value.ok_or(match field {
        "deadline" => "Write a day like 2027-03-31.",
        "deadline_time" => "Write a time like 17:00.",
        "rolling" | "is_opportunity" => "Write yes or no.",
        "entry_fee" => "Write an amount and its currency, like 25 EUR, or 0 where it is free.",
        "award.min" | "award.max" => "Write a number, like 1500.",
        "award.currency" => "Write the three letters of a currency, like EUR.",
        "type" => "Write grant, residency, exhibition, prize, commission or fair.",
        "location.country" => "Write the name of a country, in English.",
        _ => "Please say it in 300 characters.",
    })
}

/// The value as an admin would type it.
pub(super) fn as_typed(truth: &Value) -> String {
    match truth {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(fee) => {
            let parts = [&fee["amount"], &fee["currency"]].map(as_typed);
            parts.join(" ").trim().to_owned()
        }
        other => other.to_string(),
    }
}

/// Where in the page's text the words stand on which the value rests. Something that the page says always rests
/// on words, but for whether it is a call at all.
///
/// # Errors
/// They are missing, or do not stand there.
pub(super) fn quoted(
    text: &str,
    field: &str,
    truth: &Value,
    typed: &str,
) -> Result<Option<String>, &'static str> {
    let typed = typed.trim();
    if !typed.is_empty() {
        let found = find_words(text, typed);
        return found.map(|quote| Some(quote.words)).ok_or(
            "These words do not stand in the page’s text as it was then. Copy them from there.",
        );
    }
    match truth.is_null() || field == "is_opportunity" {
        true => Ok(None),
        false => Err("Copy the words from the page’s text that say so."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_what_a_gold_file_holds() {
        for (field, typed, value) in [
            ("entry_fee", "25 eur", json!({"amount": 25, "currency": "EUR"})),
            ("entry_fee", "0", json!({"amount": 0, "currency": null})),
            ("award.max", "12,500", json!(12500)),
            ("deadline", " 2027-03-31 ", json!("2027-03-31")),
            ("deadline_time", "9:00", json!("09:00")),
            ("deadline", "", Value::Null),
            ("is_opportunity", "No", json!(false)),
            ("type", "Residency", json!("residency")),
            ("location.country", "Deutschland", json!("Germany")),
            ("award.currency", "sek", json!("SEK")),
            ("title", "Kiln House", json!("Kiln House")),
        ] {
            assert_eq!(truth(field, &as_typed(&value)).as_ref(), Ok(&value), "{field}: as typed");
            assert_eq!(truth(field, typed), Ok(value), "{field}: {typed}");
        }
    }

    #[test]
    fn what_a_field_cannot_hold_is_refused_with_what_it_can() {
        for (field, typed) in [
            ("entry_fee", "fifteen"),
            ("entry_fee", "15"),
            ("entry_fee", "15 euros"),
            ("entry_fee", "-5 EUR"),
            ("award.min", "much"),
            ("deadline", "31 March"),
            ("deadline_time", "noon"),
            ("rolling", "perhaps"),
            ("type", "contest"),
            ("location.country", "Atlantis"),
            ("title", &"x".repeat(301)),
        ] {
            assert!(truth(field, typed).is_err(), "{field}: {typed}");
        }
    }

    #[test]
    fn a_value_rests_on_words_of_the_page() {
        let text = "Entering costs 15 EUR\nuntil the end of May.";
        let of = |typed: &str| quoted(text, "entry_fee", &json!(15), typed);
        assert_eq!(of(" 15 EUR until "), Ok(Some("15 EUR\nuntil".to_owned())));
        assert!(of("Early birds pay 15").is_err());
        assert!(of("").is_err());
        assert_eq!(quoted(text, "entry_fee", &Value::Null, ""), Ok(None));
        assert_eq!(quoted(text, "is_opportunity", &json!(false), ""), Ok(None));
    }
}
