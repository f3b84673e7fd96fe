//! Finds every date in a text: what is written, nothing more.
//!
//! A [`Mention`] keeps the parts a date has (year, month, day, weekday, time, zone) and where it
//! stands. Which of them closes a call, and which year a date without one means, is decided by the
//! readers that use this.

mod find;
mod lexer;
mod months;
mod numeric;
mod patterns;
mod times;
mod zones;

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime, Weekday};

pub(super) use find::dates_in;
pub(super) use lexer::folded;
pub(super) use months::{month as month_named, weekday_name};
pub(super) use zones::{WrittenZone, earliest};

/// A date as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    /// Where it stands, weekday, time and zone included, in bytes.
    pub(super) at: Range<usize>,
    /// The year, as written or shared with the other end of a range or list.
    pub(super) year: Option<i32>,
    /// The month, 1 to 12. With [`Self::swapped`], one of two readings.
    pub(super) month: u32,
    /// The day, 1 to 31; `None`: a month only.
    pub(super) day: Option<u32>,
    /// Day and month are numbers that could be the other way round. `month` then holds the second
    /// number, as most of the world writes.
    pub(super) swappable: bool,
    /// It has neither a month's name nor a year ("14/6"): a date only where the words around say so.
    pub(super) bare: bool,
    /// The weekday beside it.
    pub(super) weekday: Option<Weekday>,
    /// The wall time beside it; 24:00 and midnight are 23:59.
    pub(super) time: Option<NaiveTime>,
    /// The zone beside the time.
    pub(super) zone: Option<WrittenZone>,
    /// Whether it begins or ends a span of days.
    pub(super) span: Span,
    /// What its way of writing tells about the order of day and month in this text.
    pub(super) order: Option<Order>,
    /// The month has a name.
    pub(super) named: bool,
    /// It is written with its year (not shared from a neighbour).
    pub(super) year_written: bool,
}

/// Which comes first in a text's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// 31/12, 31 December.
    DayFirst,
    /// 12/31, December 31.
    MonthFirst,
}

/// The place of a date in a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// It stands alone.
    None,
    /// The first day of a span; the next mention is its end.
    From,
    /// The last day of a span.
    To,
}

impl Mention {
    /// The day it names, if it has all its parts.
    pub(super) fn date(&self) -> Option<NaiveDate> {
        self.in_year(self.year?)
    }

    /// The day it names in `year`.
    pub(super) fn in_year(&self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day?)
    }

    /// With day and month the other way round.
    pub(super) fn swapped(&self) -> Option<Self> {
        let day = self.day.filter(|_| self.swappable)?;
        Some(Self { month: day, day: Some(self.month), ..self.clone() })
    }
}

#[cfg(test)]
mod tests;
