//! The rows: a call as numbers, and the values that calls share.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::alone::{Shape, dues_alone, dues_key, fee_alone, fee_key};
use super::conditions::Conditions;
use super::day::ByDay;
use crate::features::matching::editions::series;
use crate::features::matching::feedback::{Traits, name_key};
use crate::features::matching::score::{Own, Part, from_home, paid_travel, points, words_of};
use crate::features::profiles::Artist;
use crate::features::reading::{Discipline, Place, Quote, Reading, disciplines_in};

/// The bits of a place's number that say how one gets there, and how many ways they tell apart.
pub(super) const FROM_HOME: u32 = 1;
pub(super) const PAID_TRAVEL: u32 = 2;
pub(super) const WAYS: u32 = 4;

/// Every call that was published, as rows of numbers.
#[derive(Debug, Default)]
pub struct Index {
    /// Where each call stands. One that was replaced or taken back leaves its row behind, shut.
    pub(super) at: HashMap<Uuid, u32>,
    pub(super) ids: Vec<Uuid>,
    pub(super) rows: Vec<Row>,
    pub(super) day: ByDay,
    pub(super) conditions: Conditions,
    /// The rows of each condition.
    pub(super) with: Vec<Vec<u32>>,
    /// The rows of each stem of title and summary, with what it counts there.
    pub(super) saying: HashMap<String, Vec<(u32, u8)>>,
    pub(super) shapes: Shared<Shape>,
    /// What decides the points of a fee, and of what must be paid in order to take part: a reading that says
    /// nothing else.
    pub(super) fees: Shared<Reading>,
    pub(super) dues: Shared<Reading>,
    /// Which fee and which dues go together.
    pub(super) sums: Shared<(u32, u32)>,
    /// The rows of fees that change with the day.
    stepped: Vec<(u32, Reading)>,
    pub(super) places: Shared<Option<Place>>,
    /// Who calls, by the folded name.
    pub(super) organisers: Shared<()>,
    /// The rows of each series of editions, which series have several, and to which a row belongs.
    pub(super) editions: Vec<Vec<u32>>,
    pub(super) several: Vec<u32>,
    pub(super) series: HashMap<u32, u32>,
    all_series: HashMap<String, u32>,
}

/// What decides the score of a call. What calls share stands here by its number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// One bit for each discipline that the call names, and for each that its title names.
    pub(super) named: u64,
    pub(super) titled: u64,
    pub(super) shape: u32,
    /// What it costs to enter today: who is no student, and students.
    pub(super) sum: [u32; 2],
    /// The number of its place, and in the lowest bits how one gets there: [`FROM_HOME`], [`PAID_TRAVEL`].
    pub(super) place: u32,
    pub(super) organiser: u32,
    pub(super) worth: i8,
    /// It takes any discipline.
    pub(super) any: bool,
    /// It asks for a fee of some.
    pub(super) asks_fee: bool,
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
        Self { day: ByDay::new(today), ..Self::default() }
    }

    /// How many calls it holds, open or not.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The day it answers for.
    pub fn today(&self) -> NaiveDate {
        self.day.today
    }

    /// Answers for another day from now on. Linear in the number of calls.
    pub fn set_today(&mut self, today: NaiveDate) {
        self.day.turn(today);
        let stepped = std::mem::take(&mut self.stepped);
        for (row, fee) in &stepped {
            let dues = self.sums.values[self.rows[*row as usize].sum[0] as usize].1;
            self.rows[*row as usize].sum = self.sums(fee, dues);
        }
        self.stepped = stepped;
    }

    /// How many of its calls take applications, today or once they open.
    pub fn count_open(&self) -> usize {
        self.day.open.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it holds the call, and the call takes applications.
    pub fn is_open(&self, id: Uuid) -> bool {
        self.at.get(&id).is_some_and(|row| self.day.open[*row as usize / 64] >> (row % 64) & 1 == 1)
    }

    /// Whether more than half of it is rows left behind, so that building it anew pays.
    pub fn is_worn(&self) -> bool {
        self.ids.len() > 1_000 && self.ids.len() > 2 * self.at.len()
    }

    /// Takes a call out.
    pub fn remove(&mut self, id: Uuid) {
        if let Some(row) = self.at.remove(&id) {
            self.day.shut(row as usize);
        }
    }

    /// Puts a call in, in place of what was known of it.
    pub fn put(&mut self, id: Uuid, reading: &Reading) {
        self.remove(id);
        let at = number(self.ids.len());
        self.at.insert(id, at);
        self.ids.push(id);
        self.day.push(reading);
        let row = self.row(at, reading);
        self.rows.push(row);
        self.put_edition(at, reading);
        for (stem, word) in words_of(reading) {
            let points = u8::try_from(word.points(&stem)).unwrap_or(0);
            self.saying.entry(stem).or_default().push((at, points));
        }
    }

    fn row(&mut self, at: u32, reading: &Reading) -> Row {
        let title = reading.title.as_ref().map(|title| disciplines_in(&title.value));
        let nobody = Artist::default();
        let worth = points(Part::Worth, reading, &nobody, &Own::of(&nobody), self.day.today);
        let organiser = reading.organisation.as_ref().map(|fact| name_key(&fact.value));
        let shape = Shape::of(reading);
        let dues = self.dues.number(dues_key(reading), || dues_alone(reading));
        if !reading.terms.fee_tiers.is_empty() {
            let (kind, terms) = (reading.kind.clone(), reading.terms.clone());
            self.stepped.push((at, Reading { kind, terms, ..Reading::default() }));
        }
        self.put_conditions(at, reading);
        Row {
            named: bits(reading.disciplines.iter().map(|fact| fact.value)),
            titled: bits(title.unwrap_or_default()),
            shape: self.shapes.number(format!("{shape:?}"), || shape),
            sum: self.sums(reading, dues),
            place: self.place(reading),
            organiser: self.organisers.number(organiser.unwrap_or_default(), || ()),
            worth: i8::try_from(worth).unwrap_or(0),
            any: reading.any_discipline.is_some(),
            asks_fee: Traits::of(reading).asks_fee,
        }
    }

    /// What entering costs today, with what must be paid in order to take part.
    fn sums(&mut self, reading: &Reading, dues: u32) -> [u32; 2] {
        [false, true].map(|student| {
            let alone = fee_alone(reading, self.day.today, student);
            let fee = self.fees.number(fee_key(&alone), || alone);
            self.sums.number(format!("{fee} {dues}"), || (fee, dues))
        })
    }

    fn place(&mut self, reading: &Reading) -> u32 {
        let place = reading.place.as_ref().map(|place| &place.value);
        let number = self.places.number(format!("{place:?}"), || place.cloned());
        let from_home = if from_home(reading).is_some() { FROM_HOME } else { 0 };
        let paid = if paid_travel(reading).is_some() { PAID_TRAVEL } else { 0 };
        (number * WAYS) | from_home | paid
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

    fn put_conditions(&mut self, row: u32, reading: &Reading) {
        let mut seen: Vec<(u32, Option<&Quote>)> = Vec::new();
        for clause in &reading.eligibility {
            let Some(number) = self.conditions.number(clause) else { continue };
            // One sentence that states one rule twice counts once, as it is shown once.
            if !seen.contains(&(number, clause.quote())) {
                seen.push((number, clause.quote()));
                self.with.resize_with(self.conditions.all.values.len(), Vec::new);
                self.with[number as usize].push(row);
            }
        }
    }
}

/// One bit a discipline.
pub(super) fn bits(disciplines: impl IntoIterator<Item = Discipline>) -> u64 {
    const { assert!(Discipline::ALL.len() <= 64, "a discipline is a bit of a word") };
    disciplines.into_iter().fold(0, |bits, one| bits | 1 << one as u64)
}

pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
