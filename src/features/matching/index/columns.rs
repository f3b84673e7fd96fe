//! The columns: one row of numbers a call, and the values that calls share.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::conditions::Conditions;
use crate::features::matching::editions::series;
use crate::features::matching::feedback::name_key;
use crate::features::matching::score::{
    Own, Part, from_home, is_to_take_part, paid_travel, points, stages, words_of,
};
use crate::features::profiles::Artist;
use crate::features::reading::{
    Clause, Cost, Discipline, EntryFee, Fact, Force, Kind, Place, Quote, Reading, Recurrence, Rule,
    Stage, Terms, disciplines_in,
};

/// The bits of a place's number that say how one gets there, and how many ways they tell apart.
pub(super) const FROM_HOME: u32 = 1;
pub(super) const PAID_TRAVEL: u32 = 2;
pub(super) const WAYS: u32 = 4;

/// No day: later than every other.
pub(super) const NEVER: i32 = i32::MAX;

/// Every call that was published, as columns.
#[derive(Debug, Default)]
pub struct Index {
    /// Where each call stands. One that was replaced or taken back leaves its row behind, shut.
    pub(super) rows: HashMap<Uuid, u32>,
    pub(super) ids: Vec<Uuid>,
    pub(super) day: ByDay,
    pub(super) kind: Vec<u8>,
    /// One bit for each discipline that the call names, and for each that its title names.
    pub(super) named: Vec<u64>,
    pub(super) titled: Vec<u64>,
    pub(super) any: Vec<bool>,
    /// One bit for each career stage it asks for.
    pub(super) stages: Vec<u8>,
    pub(super) worth: Vec<i8>,
    pub(super) fee: Vec<u32>,
    /// What must be paid in order to take part.
    pub(super) dues: Vec<u32>,
    /// The number of its place, and in the lowest bits how one gets there: [`FROM_HOME`], [`PAID_TRAVEL`].
    pub(super) place: Vec<u32>,
    pub(super) language: Vec<u32>,
    pub(super) organiser: Vec<u32>,
    /// The conditions of row n are `held[first[n]..first[n + 1]]`.
    pub(super) held: Vec<u32>,
    pub(super) first: Vec<u32>,
    /// The rows of each stem of title and summary, with what it counts there.
    pub(super) saying: HashMap<String, Vec<(u32, u8)>>,
    /// What decides the points of a fee, of dues, of a language: a reading that says nothing else.
    pub(super) fees: Shared<Reading>,
    pub(super) dues_asked: Shared<Reading>,
    pub(super) languages: Shared<Reading>,
    pub(super) places: Shared<Option<Place>>,
    pub(super) conditions: Conditions,
    /// Who calls, by the folded name.
    pub(super) organisers: Shared<()>,
    /// The rows of each series of editions, which series have several, and to which a row belongs.
    pub(super) editions: Vec<Vec<u32>>,
    pub(super) several: Vec<u32>,
    pub(super) series: HashMap<u32, u32>,
    all_series: HashMap<String, u32>,
}

/// What is true of the rows on one day, and what it is found from.
#[derive(Debug, Default)]
pub(super) struct ByDay {
    pub(super) today: NaiveDate,
    /// One bit a row: it takes applications, today or once it opens.
    pub(super) open: Vec<u64>,
    /// The day on which ages count: the deadline, or today.
    pub(super) on: Vec<i32>,
    /// When it closes next; [`NEVER`]: it does not say.
    pub(super) closes: Vec<i32>,
    lasting: Vec<Lasting>,
    /// The deadlines of row n, with whether each is a tier: `dates[first[n]..first[n + 1]]`.
    dates: Vec<(i32, bool)>,
    first: Vec<u32>,
}

/// For how long a call takes applications.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lasting {
    /// It takes none.
    Shut,
    /// Until its last deadline; without one, for ever.
    Dated,
    /// At any time.
    Always,
}

/// Values that many calls share, each kept once.
#[derive(Debug)]
pub(super) struct Shared<T> {
    pub(super) numbers: HashMap<String, u32>,
    pub(super) values: Vec<T>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), values: Vec::new() }
    }
}

impl<T> Shared<T> {
    pub(super) fn number(&mut self, key: String, value: impl FnOnce() -> T) -> u32 {
        let next = number(self.values.len());
        *self.numbers.entry(key).or_insert_with(|| {
            self.values.push(value());
            next
        })
    }
}

impl Index {
    /// An index without calls, on a day.
    pub fn new(today: NaiveDate) -> Self {
        let day = ByDay { today, first: vec![0], ..ByDay::default() };
        Self { day, first: vec![0], ..Self::default() }
    }

    /// How many calls it holds, open or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The day it answers for.
    pub fn today(&self) -> NaiveDate {
        self.day.today
    }

    /// Answers for another day from now on. Linear in the number of calls.
    pub fn set_today(&mut self, today: NaiveDate) {
        self.day.today = today;
        for row in 0..self.ids.len() {
            self.day.settle(row);
        }
    }

    /// How many of its calls take applications, today or once they open.
    pub fn count_open(&self) -> usize {
        self.day.open.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it holds the call, and the call takes applications.
    pub fn is_open(&self, id: Uuid) -> bool {
        self.rows
            .get(&id)
            .is_some_and(|row| self.day.open[*row as usize / 64] >> (row % 64) & 1 == 1)
    }

    /// Whether more than half of it is rows left behind, so that building it anew pays.
    pub fn is_worn(&self) -> bool {
        self.ids.len() > 1_000 && self.ids.len() > 2 * self.rows.len()
    }

    /// Takes a call out.
    pub fn remove(&mut self, id: Uuid) {
        if let Some(row) = self.rows.remove(&id) {
            self.day.shut(row as usize);
        }
    }

    /// Puts a call in, in place of what was known of it.
    pub fn put(&mut self, id: Uuid, reading: &Reading) {
        self.remove(id);
        let row = number(self.ids.len());
        self.rows.insert(id, row);
        self.ids.push(id);
        self.day.push(reading);
        self.kind.push(reading.kind.as_ref().map_or(NO_KIND, |kind| kind.value as u8));
        self.named.push(bits(reading.disciplines.iter().map(|fact| fact.value)));
        let title = reading.title.as_ref().map(|title| disciplines_in(&title.value));
        self.titled.push(bits(title.unwrap_or_default()));
        self.any.push(reading.any_discipline.is_some());
        let nobody = Artist::default();
        let worth = points(Part::Worth, reading, &nobody, &Own::of(&nobody), self.day.today);
        self.worth.push(i8::try_from(worth).unwrap_or(0));
        self.stages.push(asked_stages(reading));
        self.fee.push(self.fees.number(fee_key(reading), || fee_alone(reading)));
        self.dues.push(self.dues_asked.number(dues_key(reading), || dues_alone(reading)));
        self.put_place(reading);
        let language = reading.language.clone();
        let key = language.clone().unwrap_or_default();
        let alone = || Reading { language, ..Reading::default() };
        self.language.push(self.languages.number(key, alone));
        let organiser = reading.organisation.as_ref().map(|fact| name_key(&fact.value));
        self.organiser.push(self.organisers.number(organiser.unwrap_or_default(), || ()));
        self.put_conditions(reading);
        self.put_edition(row, reading);
        for (stem, word) in words_of(reading) {
            let points = u8::try_from(word.points(&stem)).unwrap_or(0);
            self.saying.entry(stem).or_default().push((row, points));
        }
    }

    fn put_place(&mut self, reading: &Reading) {
        let place = reading.place.as_ref().map(|place| &place.value);
        let number = self.places.number(format!("{place:?}"), || place.cloned());
        let from_home = if from_home(reading).is_some() { FROM_HOME } else { 0 };
        let paid = if paid_travel(reading).is_some() { PAID_TRAVEL } else { 0 };
        self.place.push(number * WAYS | from_home | paid);
    }

    fn put_edition(&mut self, row: u32, reading: &Reading) {
        let Some(key) = series(reading) else { return };
        let next = number(self.editions.len());
        let series = *self.all_series.entry(key).or_insert(next);
        if series == next {
            self.editions.push(Vec::new());
        }
        self.series.insert(row, series);
        let rows = &mut self.editions[series as usize];
        rows.push(row);
        if rows.len() == 2 {
            self.several.push(series);
        }
    }

    fn put_conditions(&mut self, reading: &Reading) {
        let mut seen: Vec<(u32, Option<&Quote>)> = Vec::new();
        for clause in &reading.eligibility {
            let Some(number) = self.conditions.number(clause) else { continue };
            // One sentence that states one rule twice counts once, as it is shown once.
            if !seen.contains(&(number, clause.quote())) {
                seen.push((number, clause.quote()));
                self.held.push(number);
            }
        }
        self.first.push(number(self.held.len()));
    }

    /// The conditions of a row.
    pub(super) fn held_by(&self, row: usize) -> &[u32] {
        &self.held[self.first[row] as usize..self.first[row + 1] as usize]
    }
}

impl ByDay {
    fn push(&mut self, reading: &Reading) {
        let closing = &reading.closing;
        let goes_on = closing.recurrence.as_ref().map(|fact| fact.value);
        let row = self.lasting.len();
        self.lasting.push(match goes_on {
            _ if reading.not_a_call.is_some() || closing.closed.is_some() => Lasting::Shut,
            Some(Recurrence::Rolling | Recurrence::UntilFilled) => Lasting::Always,
            _ => Lasting::Dated,
        });
        let dates = closing.deadlines.iter().map(|fact| &fact.value);
        self.dates.extend(dates.map(|deadline| (days(deadline.date), deadline.is_tier())));
        self.first.push(number(self.dates.len()));
        self.on.push(0);
        self.closes.push(NEVER);
        self.open.resize(row / 64 + 1, 0);
        self.settle(row);
    }

    fn shut(&mut self, row: usize) {
        self.lasting[row] = Lasting::Shut;
        self.settle(row);
    }

    /// What is true of a row today.
    fn settle(&mut self, row: usize) {
        let today = days(self.today);
        let dates = &self.dates[self.first[row] as usize..self.first[row + 1] as usize];
        let next = next(dates, today);
        let open = match self.lasting[row] {
            Lasting::Shut => false,
            Lasting::Always => true,
            Lasting::Dated => next.is_none_or(|day| day >= today),
        };
        self.on[row] = next.map_or(today, |day| day.max(today));
        self.closes[row] = next.filter(|day| *day >= today).unwrap_or(NEVER);
        let (word, bit) = (row / 64, 1u64 << (row % 64));
        if open { self.open[word] |= bit } else { self.open[word] &= !bit }
    }
}

/// The deadline that counts next, as [`Closing::next`] finds it.
fn next(dates: &[(i32, bool)], today: i32) -> Option<i32> {
    let Some((coming, _)) = dates.iter().find(|(day, _)| *day >= today) else {
        return dates.last().map(|(day, _)| *day);
    };
    let later = dates.iter().filter(|(day, _)| day >= coming);
    later.take_while(|(day, tier)| day == coming || *tier).last().map(|(day, _)| *day)
}

/// The number of no kind.
pub(super) const NO_KIND: u8 = Kind::ALL.len() as u8;

/// A reading that says the kind and nothing else.
pub(super) fn kind_alone(kind: Option<Kind>) -> Reading {
    Reading { kind: kind.map(said), ..Reading::default() }
}

/// A reading that asks for these career stages and nothing else.
pub(super) fn stages_alone(stages: u8) -> Reading {
    let all = [Stage::Student, Stage::Emerging, Stage::MidCareer, Stage::Established];
    let asked: Vec<Stage> =
        all.into_iter().filter(|stage| stages >> *stage as u8 & 1 == 1).collect();
    let rule = Rule::CareerStage { stages: asked };
    let clauses = (stages > 0).then(|| said(Clause { rule, force: Force::Required }));
    Reading { eligibility: clauses.into_iter().collect(), ..Reading::default() }
}

fn asked_stages(reading: &Reading) -> u8 {
    let clauses = reading.eligibility.iter().filter(|clause| clause.value.force != Force::Benefit);
    clauses.flat_map(|clause| stages(&clause.value.rule)).fold(0, |all, one| all | 1 << one as u8)
}

fn fee_key(reading: &Reading) -> String {
    let fee = reading.terms.entry_fee.as_ref().map(|fact| match &fact.value {
        EntryFee::Paid { amount, .. } => {
            format!("{} {:?}", amount.amount.normalize(), amount.currency)
        }
        other => format!("{other:?}"),
    });
    let tiers: Vec<_> = reading.terms.fee_tiers.iter().map(|tier| &tier.value).collect();
    format!(
        "{fee:?} {tiers:?} {:?}",
        fee.is_none().then_some(reading.kind.as_ref().map(|kind| kind.value))
    )
}

fn fee_alone(reading: &Reading) -> Reading {
    let terms = Terms {
        entry_fee: reading.terms.entry_fee.clone(),
        fee_tiers: reading.terms.fee_tiers.clone(),
        ..Terms::default()
    };
    Reading { kind: reading.kind.clone(), terms, ..Reading::default() }
}

fn dues_key(reading: &Reading) -> String {
    let costs: Vec<_> = taking_part(reading).map(|cost| &cost.value.amount).collect();
    format!("{costs:?}")
}

fn dues_alone(reading: &Reading) -> Reading {
    let costs = taking_part(reading).cloned().collect();
    Reading { terms: Terms { costs, ..Terms::default() }, ..Reading::default() }
}

fn taking_part(reading: &Reading) -> impl Iterator<Item = &Fact<Cost>> {
    reading.terms.costs.iter().filter(|cost| is_to_take_part(cost))
}

fn said<T>(value: T) -> Fact<T> {
    Fact::stated(value, Quote { words: String::new(), start: 0 })
}

/// One bit a discipline.
pub(super) fn bits(disciplines: impl IntoIterator<Item = Discipline>) -> u64 {
    const { assert!(Discipline::ALL.len() <= 64, "a discipline is a bit of a word") };
    disciplines.into_iter().fold(0, |bits, one| bits | 1 << one as u64)
}

pub(super) fn days(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

pub(super) fn from_days(days: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX)
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
