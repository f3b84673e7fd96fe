//! What is true of the calls on one day: whether they are open, when they close, on which day ages count.

use chrono::{Datelike, NaiveDate};

use super::columns::number;
use crate::features::reading::{Reading, Recurrence};

/// No day: later than every other.
pub(super) const NEVER: i32 = i32::MAX;

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

impl ByDay {
    /// Without calls.
    pub(super) fn new(today: NaiveDate) -> Self {
        Self { today, first: vec![0], ..Self::default() }
    }

    /// From now on it is another day. Linear in the number of rows.
    pub(super) fn turn(&mut self, today: NaiveDate) {
        self.today = today;
        (0..self.lasting.len()).for_each(|row| self.settle(row));
    }

    /// Puts a call in after the others.
    pub(super) fn push(&mut self, reading: &Reading) {
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

    /// A row that was left behind takes none.
    pub(super) fn shut(&mut self, row: usize) {
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

pub(super) fn days(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

pub(super) fn from_days(days: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX)
}
