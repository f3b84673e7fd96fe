//! May the artist apply: the call's clauses held against the artist's own facts.

mod questions;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rule::{Asked, OwnFact, judge};
use super::{Answer, words};
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{Clause, Fact, Force, Quote, Reading, Rule, Sureness};

pub use questions::{IfAnswered, Question};

/// Whether the artist may apply, as far as the words and the profile settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every rule that was found is met.
    Eligible,
    /// A rule excludes the artist.
    NotEligible,
    /// A rule is open: a fact is missing, or the words do not settle it.
    Unknown,
    /// No rule about who may apply was found. It does not exclude, and it promises nothing.
    Unstated,
}

/// The outcome, clause by clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Verdict {
    /// The whole.
    pub outcome: Outcome,
    /// The whole in one sentence.
    pub in_words: String,
    /// Each clause, those that decide first.
    pub clauses: Vec<Judged>,
    /// What the artist could tell, and what each answer would change.
    pub questions: Vec<Question>,
    /// Not eligible now; from this day on, when nothing else changes.
    pub eligible_from: Option<NaiveDate>,
}

/// One clause held against the artist's facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Judged {
    /// The rule.
    pub rule: Rule,
    /// What it asks, as the second half of "You must …" or "Preferred: …".
    pub asks: String,
    /// Whether it excludes. A preference or benefit never does.
    pub force: Force,
    /// Whether the artist meets it.
    pub answer: Answer,
    /// The reader was not sure of the clause, so that it does not exclude by itself.
    pub doubtful: bool,
    /// The artist's facts it rests on, or those that would settle it.
    pub own: Vec<OwnFact>,
    /// The clause in the call's own words; `None` where the staff corrected it.
    pub quote: Option<Quote>,
    /// The profile fields that would settle it, where it is open.
    pub settled_by: Vec<Field>,
    /// Open only through a group the artist did not name; they meet no other alternative.
    pub slim: bool,
    /// The day from which time alone turns the no into a yes.
    pub from: Option<NaiveDate>,
}

/// Judges a call for an artist. `today` stands in for the deadline where the call has none.
pub fn verdict(reading: &Reading, artist: &Artist, today: NaiveDate) -> Verdict {
    let on = reading.closing.next(today).map_or(today, |deadline| deadline.value.date.max(today));
    let asked = Asked { artist, on, assumed: &[] };
    let mut clauses: Vec<Judged> =
        reading.eligibility.iter().map(|clause| judged(clause, &asked)).collect();
    clauses.sort_by_cached_key(order);
    let mut seen: Vec<Judged> = Vec::with_capacity(clauses.len());
    clauses.retain(|clause| {
        let new = !seen.contains(clause);
        seen.extend(new.then(|| clause.clone()));
        new
    });

    let outcome = outcome(&reading.eligibility, &asked);
    let eligible_from = (outcome == Outcome::NotEligible)
        .then(|| {
            let excluding = clauses.iter().filter(|clause| clause.excludes());
            excluding.map(|clause| clause.from).collect::<Option<Vec<_>>>()?.into_iter().max()
        })
        .flatten();
    let questions = questions::questions(&reading.eligibility, &asked, outcome);
    Verdict {
        outcome,
        in_words: in_words(outcome, &clauses, &questions, eligible_from),
        clauses,
        questions,
        eligible_from,
    }
}

/// The required clauses together, in three-valued logic.
fn outcome(clauses: &[Fact<Clause>], asked: &Asked<'_>) -> Outcome {
    let mut rules =
        clauses.iter().filter(|clause| clause.value.force == Force::Required).peekable();
    if rules.peek().is_none() {
        return Outcome::Unstated;
    }
    let answers = rules.map(|clause| binding(clause, judge(&clause.value.rule, asked).answer));
    match Answer::all(answers) {
        Answer::Yes => Outcome::Eligible,
        Answer::No => Outcome::NotEligible,
        Answer::Unknown => Outcome::Unknown,
    }
}

/// A clause the reader doubts may be no rule at all: its no leaves the whole open.
fn binding(clause: &Fact<Clause>, answer: Answer) -> Answer {
    match (answer, clause.sureness) {
        (Answer::No, Sureness::Proposed | Sureness::Doubtful) => Answer::Unknown,
        _ => answer,
    }
}

fn judged(clause: &Fact<Clause>, asked: &Asked<'_>) -> Judged {
    let rule = in_order(clause.value.rule.clone());
    let finding = judge(&rule, asked);
    let mut settled_by: Vec<Field> = finding.open.iter().map(|(field, _)| *field).collect();
    settled_by.sort();
    settled_by.dedup();
    Judged {
        asks: words::asks(&rule),
        rule,
        force: clause.value.force,
        answer: finding.answer,
        doubtful: clause.sureness <= Sureness::Doubtful,
        own: finding.own,
        quote: clause.quote().cloned(),
        settled_by,
        slim: finding.slim,
        from: finding.from,
    }
}

/// The rule with its lists in order, so that the order of reading means nothing.
pub(super) fn in_order(mut rule: Rule) -> Rule {
    match &mut rule {
        Rule::Residence { countries, .. } | Rule::Citizenship { countries } => countries.sort(),
        Rule::CareerStage { stages } => stages.sort(),
        Rule::ApplicantKind { kinds } => kinds.sort(),
        Rule::Gender { genders } => genders.sort(),
        Rule::Practice { disciplines } | Rule::PracticeExcluded { disciplines } => {
            disciplines.sort();
        }
        Rule::AnyOf { rules } | Rule::AllOf { rules } => {
            *rules = std::mem::take(rules).into_iter().map(in_order).collect();
            rules.sort_by_cached_key(words::asks);
        }
        Rule::Not { rule } => **rule = in_order((**rule).clone()),
        _ => {}
    }
    rule
}

impl Judged {
    /// Whether this clause alone makes the artist not eligible.
    pub fn excludes(&self) -> bool {
        self.force == Force::Required && self.answer == Answer::No && !self.doubtful
    }

    /// Whether this clause leaves open if the artist may apply.
    pub fn is_open(&self) -> bool {
        self.force == Force::Required
            && (self.answer == Answer::Unknown || self.answer == Answer::No && self.doubtful)
    }
}

/// What excludes first, then what is open, then what is met, then preferences and benefits; among
/// equals as they stand in the text.
fn order(clause: &Judged) -> (u8, usize, String) {
    let rank = match clause.force {
        Force::Required if clause.excludes() => 0,
        Force::Required if clause.is_open() => 1,
        Force::Required => 2,
        Force::Preferred => 3,
        Force::Benefit => 4,
    };
    let start = clause.quote.as_ref().map_or(0, |quote| quote.start);
    (rank, start, clause.asks.clone())
}

fn in_words(
    outcome: Outcome,
    clauses: &[Judged],
    questions: &[Question],
    from: Option<NaiveDate>,
) -> String {
    match outcome {
        Outcome::Eligible => "You may apply: you meet every rule we found.".into(),
        Outcome::NotEligible => {
            let rule = clauses.iter().find(|clause| clause.excludes());
            let rule = rule.map(|rule| rule.asks.as_str()).unwrap_or("meet its rules");
            match from {
                Some(day) => format!(
                    "You may not apply now: you must {rule}. From {} you would meet it.",
                    words::date(day)
                ),
                None => format!("You may not apply: you must {rule}."),
            }
        }
        Outcome::Unknown => match questions.iter().find(|question| question.settles()) {
            Some(question) => {
                format!("One answer settles whether you may apply: {}", question.asks)
            }
            None => {
                let open = clauses.iter().filter(|clause| clause.is_open()).count();
                let rules = if open == 1 { "one rule is" } else { "some rules are" };
                format!("Whether you may apply is open: {rules} not settled by your profile.")
            }
        },
        Outcome::Unstated => {
            "We found nothing about who may apply. Check the call itself before you start.".into()
        }
    }
}
