//! What the staff knows better than the reader, laid on top of every version that is read.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::misread::Misread;
use crate::features::reading::{
    Award, Clause, Closing, Deadline, Discipline, EntryFee, Evidence, Fact, Kind, Place, Quote,
    Reading, Recurrence, Sureness, Warning, YearSource, Zone,
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
    /// When one of several deadlines is; the others stay.
    OneDeadline(Moved),
    /// What it costs to enter.
    EntryFee(Option<EntryFee>),
    /// What one recipient gets.
    Award(Option<Award>),
    /// Where to apply.
    Apply(Option<Url>),
    /// A short passage that says what it is about.
    Summary(Option<String>),
    /// A clause about who may apply that was misread: it does not count.
    NotARule(Said),
    /// A clause about who may apply that was overlooked.
    Rule(Said),
    /// Something about how one applies, or a date beside the deadline, that was misread: it does not count.
    NotSaid(Misread),
    /// Something that one gets, something to hand in, or a date beside the deadline, that was overlooked.
    AlsoSaid(Misread),
}

/// A clause about who may apply, and the words that say it, as they stand in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The words.
    pub words: String,
    /// What they ask.
    pub clause: Clause,
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

/// One of several deadlines, as it was read, and when it really is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The day that was read.
    pub date: NaiveDate,
    /// The time that was read.
    pub time: Option<NaiveTime>,
    /// The tier or round.
    pub round: Option<String>,
    /// When it is. `None`: it is no deadline of this call.
    pub to: Option<Day>,
}

/// A day as a person writes it down, with the time and the IANA zone where they are given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// The last day.
    pub date: NaiveDate,
    /// The wall time.
    pub time: Option<NaiveTime>,
    /// The zone.
    pub zone: Option<chrono_tz::Tz>,
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
            Correction::OneDeadline(_) => "one_deadline",
            Correction::EntryFee(_) => "entry_fee",
            Correction::Award(_) => "award",
            Correction::Apply(_) => "apply",
            Correction::Summary(_) => "summary",
            Correction::NotARule(_) => "not_a_rule",
            Correction::Rule(_) => "rule",
            Correction::NotSaid(_) => "not_said",
            Correction::AlsoSaid(_) => "also_said",
        }
    }
}

/// The reading of `text` with the corrections on top, in the order they were made. A doubt that a correction
/// settles is none any more.
pub fn lay_over(mut reading: Reading, corrections: &[Corrected], text: &str) -> Reading {
    for corrected in corrections {
        let mut doubts = std::mem::take(&mut reading.warnings);
        doubts.retain(|doubt| !settles(&corrected.correction, doubt, &reading));
        apply(&mut reading, corrected, text);
        reading.warnings = doubts;
    }
    reading
}

/// Whether a correction settles a doubt about `reading`, which it is about to change.
fn settles(correction: &Correction, doubt: &Warning, reading: &Reading) -> bool {
    match (doubt, correction) {
        (
            Warning::NoYear { quote }
            | Warning::WeekdayMismatch { quote, .. }
            | Warning::DayOrMonth { quote, .. },
            Correction::OneDeadline(moved),
        ) => {
            let meant = reading.closing.deadlines.iter().find(|fact| moved.is(&fact.value));
            meant.and_then(Fact::quote).is_some_and(|words| overlap(words, quote))
        }
        _ => settles_all(correction, doubt, reading),
    }
}

fn overlap(one: &Quote, other: &Quote) -> bool {
    one.start < other.end() && other.start < one.end()
}

/// Whether a correction of a whole fact settles a doubt.
fn settles_all(correction: &Correction, doubt: &Warning, reading: &Reading) -> bool {
    match doubt {
        Warning::ConflictingDeadlines { .. }
        | Warning::NoYear { .. }
        | Warning::NoDeadline
        | Warning::WeekdayMismatch { .. }
        | Warning::DayOrMonth { .. }
        | Warning::LooksClosed { .. } => matches!(correction, Correction::Deadline(_)),
        Warning::FeeUnclear { .. } => matches!(correction, Correction::EntryFee(_)),
        Warning::KindUnclear => matches!(correction, Correction::Kind(_)),
        Warning::CurrencyUnclear { quote } => {
            let over = |other: &Quote| overlap(quote, other);
            match correction {
                Correction::EntryFee(_) => {
                    reading.terms.entry_fee.as_ref().and_then(Fact::quote).is_some_and(over)
                }
                Correction::Award(_) => {
                    reading.terms.awards.iter().filter_map(Fact::quote).any(over)
                }
                _ => false,
            }
        }
        Warning::SeveralCalls { .. } | Warning::DamagedText { .. } | Warning::LeftUnread { .. } => {
            false
        }
    }
}

fn apply(reading: &mut Reading, corrected: &Corrected, text: &str) {
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
        Correction::OneDeadline(moved) => moved.apply(reading, corrected),
        Correction::EntryFee(value) => {
            reading.terms.entry_fee = value.map(|v| fact(v, corrected));
            reading.terms.fee_tiers.clear();
        }
        Correction::Award(value) => {
            reading.terms.awards = value.into_iter().map(|v| fact(v, corrected)).collect();
        }
        Correction::Apply(value) => reading.apply = value.map(|v| fact(v, corrected)),
        Correction::Summary(value) => reading.summary = value.map(|v| fact(v, corrected)),
        Correction::NotARule(said) => reading.eligibility.retain(|clause| !said.is(clause)),
        Correction::Rule(said) => {
            // A newer reader, or a newer text, may say it by itself.
            if !reading.eligibility.iter().any(|other| other.value == said.clause) {
                let fact = put_in(said.clause, &said.words, corrected, text);
                reading.eligibility.push(fact);
            }
        }
        Correction::NotSaid(misread) => misread.strike_out(reading),
        Correction::AlsoSaid(overlooked) => overlooked.put_in(reading, corrected, text),
    }
}

impl Moved {
    /// This deadline, moved there.
    pub fn new(read: &Deadline, to: Option<Day>) -> Self {
        Self { date: read.date, time: read.time, round: read.round.clone(), to }
    }

    /// Whether this is the deadline as it was read.
    pub fn is(&self, read: &Deadline) -> bool {
        read.date == self.date && read.time == self.time && read.round == self.round
    }

    /// Where a newer text has no such deadline, nothing is moved.
    fn apply(self, reading: &mut Reading, corrected: &Corrected) {
        let deadlines = &mut reading.closing.deadlines;
        let Some(at) = deadlines.iter().position(|fact| self.is(&fact.value)) else { return };
        let round = deadlines.remove(at).value.round;
        if let Some(Day { date, time, zone }) = self.to {
            let there = Deadline { round, ..deadline(date, time, zone) };
            deadlines.push(fact(there, corrected));
        }
        deadlines.sort_by_key(|fact| fact.value.earliest);
    }
}

impl Said {
    /// Whether this is the clause as it was read: the same rule from the same words.
    pub fn is(&self, read: &Fact<Clause>) -> bool {
        let same = |quote: &Quote| quote.words.split_whitespace().eq(self.words.split_whitespace());
        read.value == self.clause && read.quote().is_some_and(same)
    }
}

/// A fact that a person put in. It rests on words of the call as every other does; where a newer text
/// has them no more, on the person alone, and that is doubtful.
pub(super) fn put_in<T>(value: T, words: &str, corrected: &Corrected, text: &str) -> Fact<T> {
    let on = corrected.at.format("%-d %B %Y");
    match find_words(text, words) {
        Some(quote) => Fact {
            because: Some(format!("Put in by {} on {on}: {}", corrected.by, corrected.note)),
            ..Fact::stated(value, quote)
        },
        None => Fact {
            sureness: Sureness::Doubtful,
            because: Some(format!("Its words, “{words}”, stand in the text no more.")),
            ..fact(value, corrected)
        },
    }
}

/// Where words stand in a text, however its lines are broken there. What is quoted is what the text says.
pub fn find_words(text: &str, words: &str) -> Option<Quote> {
    let words: Vec<String> = words.split_whitespace().map(regex::escape).collect();
    let pattern = (!words.is_empty()).then(|| words.join(r"\s+"))?;
    let found = regex::Regex::new(&pattern).ok()?.find(text)?;
    Quote::of(text, found.range())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{Currency, Money};

    fn corrected(correction: Correction) -> Corrected {
        Corrected {
            id: Uuid::nil(),
            correction,
            note: "They said so on the telephone.".into(),
            by: "Ines Okafor".into(),
            at: DateTime::UNIX_EPOCH,
        }
    }

    fn quote(words: &str, start: usize) -> Quote {
        Quote { words: words.into(), start }
    }

    #[test]
    fn one_of_several_deadlines_is_moved_and_the_others_stay() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 5, day).unwrap();
        let read = |on: u32, round: &str, start| {
            let deadline = Deadline { round: Some(round.into()), ..deadline(day(on), None, None) };
            Fact::stated(deadline, quote("by the 3rd", start))
        };
        let mut reading = Reading::default();
        reading.closing.deadlines = vec![read(3, "early", 10), read(17, "regular", 50)];
        reading.warnings = vec![
            Warning::NoYear { quote: quote("3rd", 17) },
            Warning::NoYear { quote: quote("17", 55) },
        ];
        let early = reading.closing.deadlines[0].value.clone();
        let to = |on| Some(Day { date: day(on), time: None, zone: None });
        let days = |reading: &Reading| {
            let all = reading.closing.deadlines.iter().map(|fact| &fact.value);
            all.map(|one| (one.date, one.round.clone().unwrap())).collect::<Vec<_>>()
        };
        let moved = corrected(Correction::OneDeadline(Moved::new(&early, to(20))));
        let laid = lay_over(reading.clone(), std::slice::from_ref(&moved), "");
        assert_eq!(days(&laid), [(day(17), "regular".into()), (day(20), "early".into())]);
        assert_eq!(laid.warnings, [Warning::NoYear { quote: quote("17", 55) }]);
        let none = corrected(Correction::OneDeadline(Moved::new(&early, None)));
        let laid = lay_over(reading.clone(), &[none], "");
        assert_eq!(days(&laid), [(day(17), "regular".into())]);
        // A newer text says another day: what was corrected there is not laid on something else.
        reading.closing.deadlines[0].value.date = day(5);
        assert_eq!(days(&lay_over(reading.clone(), &[moved], "")), days(&reading));
    }

    #[test]
    fn a_correction_settles_the_doubts_about_its_fact_and_no_others() {
        let amount = Money { amount: 35.into(), currency: None };
        let fee = EntryFee::Paid { amount, most: None, basis: None, members: None };
        let mut reading = Reading::default();
        reading.terms.entry_fee = Some(Fact::stated(fee, quote("a fee of $35", 100)));
        reading.warnings = vec![
            Warning::NoYear { quote: quote("3 May", 10) },
            Warning::KindUnclear,
            Warning::CurrencyUnclear { quote: quote("$35", 109) },
            Warning::CurrencyUnclear { quote: quote("$900", 300) },
        ];
        let fee = |amount: i64| EntryFee::Paid {
            amount: Money { amount: amount.into(), currency: Currency::known("CAD") },
            most: None,
            basis: None,
            members: None,
        };
        let corrections = [
            corrected(Correction::Deadline(None)),
            corrected(Correction::EntryFee(Some(fee(35)))),
            corrected(Correction::EntryFee(Some(fee(36)))),
        ];
        let left = lay_over(reading, &corrections, "").warnings;
        assert_eq!(
            left,
            [Warning::KindUnclear, Warning::CurrencyUnclear { quote: quote("$900", 300) }]
        );
    }
}
