//! Readings that say one thing and nothing else: what calls share is judged by the very functions that make
//! the visible rows.

use chrono::NaiveDate;

use crate::features::matching::score::{is_to_take_part, stages};
use crate::features::reading::{
    Application, Clause, Cost, EntryFee, Fact, Force, Kind, Quote, Reading, Rule, Stage, Terms,
};

/// What else decides a score besides discipline, money, place and theme.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) kind: Option<Kind>,
    /// One bit for each career stage it asks for.
    pub(super) stages: u8,
    pub(super) language: Option<String>,
    /// In which one may apply, in the order of the page.
    pub(super) languages: Vec<String>,
}

impl Shape {
    pub(super) fn of(reading: &Reading) -> Self {
        Self {
            kind: reading.kind.as_ref().map(|kind| kind.value),
            stages: asked_stages(reading),
            language: reading.language.clone(),
            languages: values(&reading.application.languages),
        }
    }

    /// A reading that says this and nothing else.
    pub(super) fn alone(&self) -> Reading {
        let asked: Vec<Stage> = stages_of(self.stages).collect();
        let rule = Rule::CareerStage { stages: asked };
        let clauses = (self.stages > 0).then(|| said(Clause { rule, force: Force::Required }));
        Reading {
            kind: self.kind.map(said),
            language: self.language.clone(),
            application: Application {
                languages: self.languages.iter().cloned().map(said).collect(),
                ..Application::default()
            },
            eligibility: clauses.into_iter().collect(),
            ..Reading::default()
        }
    }
}

/// The career stages of these bits.
pub(super) fn stages_of(bits: u8) -> impl Iterator<Item = Stage> {
    let all = [Stage::Student, Stage::Emerging, Stage::MidCareer, Stage::Established];
    all.into_iter().filter(move |stage| bits >> *stage as u8 & 1 == 1)
}

fn asked_stages(reading: &Reading) -> u8 {
    let clauses = reading.eligibility.iter().filter(|clause| clause.value.force != Force::Benefit);
    clauses.flat_map(|clause| stages(&clause.value.rule)).fold(0, |all, one| all | 1 << one as u8)
}

/// What entering costs on a day, for a student or not, and nothing else. A call that is silent about it
/// keeps its kind.
pub(super) fn fee_alone(reading: &Reading, day: NaiveDate, student: bool) -> Reading {
    let due = reading.terms.entry_fee_on(day, student);
    let entry_fee = reading.terms.entry_fee.as_ref().map(|fact| {
        said(match (&fact.value, due) {
            (EntryFee::Paid { .. }, Some(due)) => {
                let amount = due.amount.clone();
                match due.step {
                    Some(_) if amount.amount.is_zero() => EntryFee::Free,
                    _ => EntryFee::Paid { amount, most: None, basis: None, members: None },
                }
            }
            (other, _) => other.clone(),
        })
    });
    let kind = reading.kind.clone().filter(|_| entry_fee.is_none());
    Reading { kind, terms: Terms { entry_fee, ..Terms::default() }, ..Reading::default() }
}

/// By what fees that count alike are one.
pub(super) fn fee_key(alone: &Reading) -> String {
    let fee = alone.terms.entry_fee.as_ref().map(|fact| match &fact.value {
        EntryFee::Paid { amount, .. } => {
            format!("{} {:?}", amount.amount.normalize(), amount.currency)
        }
        other => format!("{other:?}"),
    });
    format!("{fee:?} {:?}", alone.kind.as_ref().map(|kind| kind.value))
}

/// What must be paid in order to take part, and nothing else.
pub(super) fn dues_alone(reading: &Reading) -> Reading {
    let costs = taking_part(reading).cloned().collect();
    Reading { terms: Terms { costs, ..Terms::default() }, ..Reading::default() }
}

/// By what dues that count alike are one.
pub(super) fn dues_key(reading: &Reading) -> String {
    let costs: Vec<_> = taking_part(reading).map(|cost| &cost.value.amount).collect();
    format!("{costs:?}")
}

fn taking_part(reading: &Reading) -> impl Iterator<Item = &Fact<Cost>> {
    reading.terms.costs.iter().filter(|cost| is_to_take_part(cost))
}

fn values<T: Clone>(facts: &[Fact<T>]) -> Vec<T> {
    facts.iter().map(|fact| fact.value.clone()).collect()
}

fn said<T>(value: T) -> Fact<T> {
    Fact::stated(value, Quote { words: String::new(), start: 0 })
}
