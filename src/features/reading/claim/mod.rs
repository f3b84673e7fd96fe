//! What somebody else says of a text, checked by our own readers.
//!
//! A language model may point at words of a text and say what they mean: these are the deadline, those the
//! entry fee. [`Claim::check`] reads the words again, in their place in the text, and what it returns is
//! made of what was read there, never of what was claimed: a claim only says where to look, and what for.
//! Where the two disagree, or nothing can be read, it is refused with the reason.

mod rule;
mod said;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize};

use super::closing::deadline_at;
use super::money::{award_at, fee_at, free_at};
use super::{
    Award, Clause, Country, Currency, Deadline, Document, EntryFee, Fact, Kind, Place, Quote,
    Reading, Share, Sureness,
};

pub use rule::RULES;

/// What a claim may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// When it closes.
    Deadline,
    /// What it costs to enter.
    EntryFee,
    /// What one gets.
    Award,
    /// Who calls.
    Organisation,
    /// What kind of call it is.
    Kind,
    /// In which country it happens.
    Place,
    /// Who may apply.
    Rule,
}

/// What is said of some words of a text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Claim {
    /// The last day to apply.
    Deadline {
        /// The day.
        date: NaiveDate,
    },
    /// What entering costs.
    EntryFee {
        /// Nothing.
        free: bool,
        /// How much, where it is not free.
        #[serde(default, deserialize_with = "sum")]
        amount: Option<Decimal>,
        /// In what, by its code.
        #[serde(default)]
        currency: Option<String>,
    },
    /// Money to the artist.
    Award {
        /// How much.
        #[serde(default, deserialize_with = "sum")]
        amount: Option<Decimal>,
        /// In what, by its code.
        #[serde(default)]
        currency: Option<String>,
        /// For whom it is.
        share: Share,
    },
    /// Who calls.
    Organisation {
        /// The name.
        name: String,
    },
    /// The kind of call.
    Kind {
        /// Which.
        kind: Kind,
    },
    /// Where it happens.
    Place {
        /// In which country.
        country: Country,
    },
    /// A condition about who may apply.
    Rule {
        /// What it is about, one of [`RULES`].
        rule: String,
        /// The least years of an age or of practice.
        #[serde(default)]
        least: Option<u32>,
        /// The most years.
        #[serde(default)]
        most: Option<u32>,
        /// The countries it names, by their codes.
        #[serde(default)]
        countries: Option<Vec<String>>,
    },
}

/// What our readers found where a claim pointed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The value, as it was read.
    pub value: Found,
    /// The reasoning, where the value is not simply what the words say.
    pub because: Option<String>,
}

/// A value that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", content = "value", rename_all = "snake_case")]
pub enum Found {
    /// When it closes.
    Deadline(Deadline),
    /// What it costs to enter.
    EntryFee(EntryFee),
    /// What one gets.
    Award(Award),
    /// Who calls.
    Organisation(String),
    /// What kind of call it is.
    Kind(Kind),
    /// Where it happens.
    Place(Place),
    /// Who may apply.
    Rule(Clause),
}

/// Why a claim is refused: a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the sentence beside each variant says it")]
pub enum Refusal {
    #[error("the quoted words are too many to be evidence")]
    TooLong,
    #[error("no date stands in the quoted words")]
    NoDate,
    #[error("the quoted words name another day: {0}")]
    OtherDay(String),
    #[error("the quoted words leave the year open")]
    NoYear,
    #[error("day and month of that date could be the other way round")]
    DayOrMonth,
    #[error("the weekday beside that date is another")]
    OtherWeekday,
    #[error("beside that date stands that it is {0}")]
    OtherDate(&'static str),
    #[error("no sum of money stands in the quoted words")]
    NoSum,
    #[error("the quoted words name another sum: {0}")]
    OtherSum(String),
    #[error("the sum stands there in another currency: {0}")]
    OtherCurrency(Currency),
    #[error("beside that sum stands that it is something else")]
    OtherMoney,
    #[error("that is too much for a fee which nothing calls an entry fee")]
    TooMuch,
    #[error("the quoted words do not say that entering costs nothing")]
    NotFree,
    #[error("the name does not stand in the quoted words")]
    NoName,
    #[error("that is not the name of somebody who calls")]
    NotAName,
    #[error("the quoted words do not speak of {0}")]
    NotSaid(String),
    #[error("the quoted words say who may apply, not where it happens")]
    WhoNotWhere,
    #[error("our readers find no such condition in the quoted words")]
    NoRule,
    #[error("the condition stands there with other numbers or countries")]
    OtherRule,
}

/// No quote is longer, in bytes: words that say one thing, not a page that says many.
const LONGEST: usize = 500;

impl Topic {
    /// Every topic.
    pub const ALL: [Topic; 7] = [
        Topic::Deadline,
        Topic::EntryFee,
        Topic::Award,
        Topic::Organisation,
        Topic::Kind,
        Topic::Place,
        Topic::Rule,
    ];

    /// Its name in claims and in the database.
    pub fn slug(self) -> &'static str {
        match self {
            Topic::Deadline => "deadline",
            Topic::EntryFee => "entry_fee",
            Topic::Award => "award",
            Topic::Organisation => "organisation",
            Topic::Kind => "kind",
            Topic::Place => "place",
            Topic::Rule => "rule",
        }
    }

    /// The word a reader sees.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Deadline => "Deadline",
            Topic::EntryFee => "Entry fee",
            Topic::Award => "To the artist",
            Topic::Organisation => "Who calls",
            Topic::Kind => "Kind",
            Topic::Place => "Place",
            Topic::Rule => "Who may apply",
        }
    }

    /// The topic of this name.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.slug() == slug)
    }

    /// What a reading leaves unknown or doubtful.
    pub fn left_open(reading: &Reading) -> Vec<Self> {
        Self::ALL.into_iter().filter(|topic| topic.is_open(reading)).collect()
    }

    fn is_open(self, reading: &Reading) -> bool {
        let (closing, terms) = (&reading.closing, &reading.terms);
        match self {
            Topic::Deadline => {
                let ends = closing.recurrence.is_some() || closing.closed.is_some();
                closing.deadlines.is_empty() && !ends || closing.deadlines.iter().any(doubtful)
            }
            Topic::EntryFee => terms.entry_fee.as_ref().is_none_or(|fee| {
                doubtful(fee) || fee.value == EntryFee::Charged && fee.quote().is_some()
            }),
            Topic::Award => terms.awards.is_empty() || terms.awards.iter().any(doubtful),
            Topic::Organisation => reading.organisation.as_ref().is_none_or(doubtful),
            Topic::Kind => reading.kind.as_ref().is_none_or(doubtful),
            Topic::Place => reading.place.as_ref().is_none_or(|place| {
                doubtful(place) || place.value.country.is_none() && !place.value.online
            }),
            Topic::Rule => {
                reading.eligibility.is_empty() || reading.eligibility.iter().any(doubtful)
            }
        }
    }
}

fn doubtful<T>(fact: &Fact<T>) -> bool {
    fact.sureness <= Sureness::Doubtful
}

impl Found {
    /// What it is about.
    pub fn topic(&self) -> Topic {
        match self {
            Found::Deadline(_) => Topic::Deadline,
            Found::EntryFee(_) => Topic::EntryFee,
            Found::Award(_) => Topic::Award,
            Found::Organisation(_) => Topic::Organisation,
            Found::Kind(_) => Topic::Kind,
            Found::Place(_) => Topic::Place,
            Found::Rule(_) => Topic::Rule,
        }
    }
}

impl Claim {
    /// Reads the quoted words of `document` again, of which `reading` is what was read before.
    ///
    /// # Errors
    /// The words do not say what is claimed, as far as our readers can tell.
    pub fn check(
        &self,
        document: &Document,
        reading: &Reading,
        quote: &Quote,
    ) -> Result<Checked, Refusal> {
        if quote.words.len() > LONGEST {
            return Err(Refusal::TooLong);
        }
        let at = quote.start..quote.end();
        let home = reading.place.as_ref().and_then(|place| place.value.country);
        let plain = |value| Checked { value, because: None };
        Ok(match self {
            Claim::Deadline { date } => plain(Found::Deadline(deadline_at(
                document,
                reading.language.as_deref(),
                &at,
                *date,
            )?)),
            Claim::EntryFee { free: true, .. } => plain(Found::EntryFee(free_at(document, &at)?)),
            Claim::EntryFee { free: false, amount, currency } => {
                let currency = currency.as_deref().and_then(Currency::new);
                let (fee, because) = fee_at(document, home, &at, (*amount, currency))?;
                Checked { value: Found::EntryFee(fee), because }
            }
            Claim::Award { amount, currency, share } => {
                let currency = currency.as_deref().and_then(Currency::new);
                let (award, because) = award_at(document, home, &at, (*amount, currency), *share)?;
                Checked { value: Found::Award(award), because }
            }
            Claim::Organisation { name } => plain(Found::Organisation(said::name(quote, name)?)),
            Claim::Kind { kind } => plain(Found::Kind(said::kind(quote, *kind)?)),
            Claim::Place { country } => plain(Found::Place(said::place(reading, quote, *country)?)),
            Claim::Rule { rule, least, most, countries } => {
                let asked =
                    rule::Asked { rule, years: (*least, *most), countries: countries.as_deref() };
                plain(Found::Rule(rule::clause(quote, home, &asked)?))
            }
        })
    }
}

/// A sum, written as a text or as a number.
fn sum<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    let text = match serde_json::Value::deserialize(from)? {
        serde_json::Value::String(text) => text,
        serde_json::Value::Number(number) => number.to_string(),
        _ => return Ok(None),
    };
    let plain = text.replace([',', ' ', '\u{a0}'], "");
    Ok(Decimal::from_str_exact(&plain).ok().filter(|sum| !sum.is_sign_negative()))
}
