//! A case as it is kept.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::features::opportunities::OpportunityId;
use crate::features::reading::{Country, Currency, Kind, Reading};

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

/// Whether what an admin typed is a value of the field, or none.
pub(super) fn is_truth(field: &str, typed: &str) -> bool {
    let number = |text: &str| text.replace(',', "").parse::<serde_json::Number>().is_ok();
    let currency = |code: &str| Currency::known(&code.to_uppercase()).is_some();
    match field {
        _ if typed.is_empty() => true,
        "deadline" => typed.len() == 10 && typed.parse::<NaiveDate>().is_ok(),
        "deadline_time" => NaiveTime::parse_from_str(typed, "%H:%M").is_ok(),
        "rolling" | "is_opportunity" => matches!(&*typed.to_lowercase(), "yes" | "no"),
        "entry_fee" => match typed.split_once(' ') {
            Some((amount, code)) => number(amount) && currency(code.trim()),
            None => number(typed),
        },
        "award.min" | "award.max" => number(typed),
        "award.currency" => currency(typed),
        "type" => Kind::from_slug(&typed.to_lowercase()).is_some(),
        "location.country" => Country::from_name(typed).is_some(),
        _ => true,
    }
}

/// What an admin typed as the value of a field, as the gold file would hold it.
pub(super) fn truth(field: &str, typed: &str) -> Value {
    let typed = typed.trim();
    let number = |text: &str| text.replace(',', "").parse::<serde_json::Number>().ok();
    match field {
        _ if typed.is_empty() => Value::Null,
        "rolling" | "is_opportunity" => (typed.to_lowercase() != "no").into(),
        "entry_fee" => {
            let (amount, currency) = typed.split_once(' ').unwrap_or((typed, ""));
            match number(amount) {
                Some(amount) => {
                    let currency = Some(currency.trim().to_uppercase()).filter(|c| !c.is_empty());
                    json!({"amount": amount, "currency": currency})
                }
                None => typed.into(),
            }
        }
        "award.min" | "award.max" => number(typed).map_or_else(|| typed.into(), Value::Number),
        _ => typed.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_a_value_of_its_kind() {
        for (field, good, bad) in [
            ("entry_fee", "25 eur", "fifteen"),
            ("entry_fee", "0", "25 potatoes"),
            ("deadline", "2027-03-31", "31 March"),
            ("deadline_time", "17:00", "noon"),
            ("award.max", "12,500", "much"),
            ("award.currency", "EUR", "euros"),
            ("type", "Residency", "raffle"),
            ("rolling", "no", "perhaps"),
            ("location.country", "Portugal", "Atlantis"),
        ] {
            assert!(is_truth(field, good) && is_truth(field, ""), "{field} {good}");
            assert!(!is_truth(field, bad), "{field} {bad}");
        }
    }

    #[test]
    fn what_is_typed_becomes_what_a_gold_file_holds() {
        assert_eq!(truth("entry_fee", "25 eur"), json!({"amount": 25, "currency": "EUR"}));
        assert_eq!(truth("entry_fee", "0"), json!({"amount": 0, "currency": null}));
        assert_eq!(truth("award.max", "12,500"), json!(12500));
        assert_eq!(truth("deadline", " 2027-03-31 "), json!("2027-03-31"));
        assert_eq!(truth("deadline", ""), Value::Null);
        assert_eq!(truth("is_opportunity", "No"), json!(false));
    }
}
