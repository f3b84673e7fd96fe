//! What the staff knows better than the reader, laid on top of every version that is read.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use crate::features::reading::{
    Award, Closing, Deadline, Discipline, EntryFee, Evidence, Fact, Kind, Place, Reading,
    Recurrence, Sureness, YearSource, Zone,
};

/// One field put right. `None`: the call does not say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum Correction {
    /// The call's name.
    Title(String),
    /// Who calls.
    Organisation(Option<String>),
    /// What kind of call.
    Kind(Option<Kind>),
    /// Which disciplines; none and `any`: all of them.
    Disciplines {
        /// It takes any discipline.
        any: bool,
        /// The disciplines it names.
        named: Vec<Discipline>,
    },
    /// Where.
    Place(Option<Place>),
    /// When it closes.
    Deadline(Option<Due>),
    /// What it costs to enter.
    EntryFee(Option<EntryFee>),
    /// What one recipient gets.
    Award(Option<Award>),
    /// Where to apply.
    Apply(Option<Url>),
    /// A short passage that says what it is about.
    Summary(Option<String>),
    /// A clause about who may apply that is not one: the words it quoted.
    NotARule(String),
}

/// When a call closes, as a person writes it down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Due {
    /// On this day, at this time where one is given, in this IANA zone where one is given.
    On {
        /// The last day.
        date: NaiveDate,
        /// The wall time.
        time: Option<NaiveTime>,
        /// The zone.
        zone: Option<chrono_tz::Tz>,
    },
    /// Applications are taken at any time.
    Rolling,
}

/// A correction with who made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Its id.
    pub id: Uuid,
    /// What was put right.
    pub correction: Correction,
    /// Why, in their words.
    pub note: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Correction {
    /// The field's name in the database and in forms.
    pub fn field(&self) -> &'static str {
        match self {
            Correction::Title(_) => "title",
            Correction::Organisation(_) => "organisation",
            Correction::Kind(_) => "kind",
            Correction::Disciplines { .. } => "disciplines",
            Correction::Place(_) => "place",
            Correction::Deadline(_) => "deadline",
            Correction::EntryFee(_) => "entry_fee",
            Correction::Award(_) => "award",
            Correction::Apply(_) => "apply",
            Correction::Summary(_) => "summary",
            Correction::NotARule(_) => "not_a_rule",
        }
    }
}

/// The reading with the corrections on top, in the order they were made.
pub fn lay_over(mut reading: Reading, corrections: &[Corrected]) -> Reading {
    for corrected in corrections {
        apply(&mut reading, corrected);
    }
    reading
}

fn apply(reading: &mut Reading, corrected: &Corrected) {
    match corrected.correction.clone() {
        Correction::Title(title) => reading.title = Some(fact(title, corrected)),
        Correction::Organisation(value) => reading.organisation = value.map(|v| fact(v, corrected)),
        Correction::Kind(value) => reading.kind = value.map(|v| fact(v, corrected)),
        Correction::Disciplines { any, named } => {
            reading.any_discipline = any.then(|| fact((), corrected));
            reading.disciplines = named.into_iter().map(|v| fact(v, corrected)).collect();
        }
        Correction::Place(value) => reading.place = value.map(|v| fact(v, corrected)),
        Correction::Deadline(due) => {
            reading.closing = Closing { opens: reading.closing.opens.take(), ..Closing::default() };
            match due {
                Some(Due::On { date, time, zone }) => {
                    reading.closing.deadlines = vec![fact(deadline(date, time, zone), corrected)];
                }
                Some(Due::Rolling) => {
                    reading.closing.recurrence = Some(fact(Recurrence::Rolling, corrected));
                }
                None => {}
            }
        }
        Correction::EntryFee(value) => {
            reading.terms.entry_fee = value.map(|v| fact(v, corrected));
        }
        Correction::Award(value) => {
            reading.terms.awards = value.into_iter().map(|v| fact(v, corrected)).collect();
        }
        Correction::Apply(value) => reading.apply = value.map(|v| fact(v, corrected)),
        Correction::Summary(value) => reading.summary = value.map(|v| fact(v, corrected)),
        Correction::NotARule(words) => {
            reading.eligibility.retain(|clause| clause.quote().is_none_or(|q| q.words != words));
        }
    }
}

fn fact<T>(value: T, corrected: &Corrected) -> Fact<T> {
    Fact {
        value,
        evidence: Evidence::Correction {
            by: corrected.by.clone(),
            at: corrected.at,
            note: corrected.note.clone(),
        },
        sureness: Sureness::Stated,
        because: None,
    }
}

/// The deadline a person wrote down, with the earliest instant it can mean.
fn deadline(date: NaiveDate, time: Option<NaiveTime>, zone: Option<chrono_tz::Tz>) -> Deadline {
    Deadline {
        date,
        time,
        zone: zone.map(|zone| Zone {
            written: zone.name().to_owned(),
            taken_as: Some(zone.name().to_owned()),
        }),
        earliest: Deadline::earliest_of(date, time, zone),
        round: None,
        year: YearSource::Explicit,
    }
}
