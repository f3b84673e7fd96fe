//! When a call closes.

use chrono::offset::LocalResult;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Fact;
use super::closing::is_tier;

/// Everything the text says about when a call closes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Closing {
    /// Every deadline, earliest first: tiers (early, regular, late) and rounds each have their own.
    pub deadlines: Vec<Fact<Deadline>>,
    /// A date that stays incomplete ("7 September", no year to be found).
    pub partial: Option<Fact<PartialDate>>,
    /// Rolling, until filled, or every year: how it goes on.
    pub recurrence: Option<Fact<Recurrence>>,
    /// When applications open.
    pub opens: Option<Fact<NaiveDate>>,
    /// The text says that the call is closed.
    pub closed: Option<Fact<()>>,
}

/// One deadline: as written, as a date, and as the earliest instant it can mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Deadline {
    /// The last day on which one may apply. "Midnight" and "24:00" belong to the day they end.
    pub date: NaiveDate,
    /// The wall time, where one is given. 24:00 is kept as 23:59.
    pub time: Option<NaiveTime>,
    /// The zone, where one is given.
    pub zone: Option<Zone>,
    /// The earliest instant these words can mean. With no time: the start of the last minute of the
    /// day (23:59) in the zone; with no zone: in UTC+14, where a day ends first.
    pub earliest: DateTime<Utc>,
    /// Which tier or round it closes ("early", "regular", "late", "round 2"), where there are several.
    pub round: Option<String>,
    /// Where the year comes from.
    pub year: YearSource,
}

/// A time zone as written and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Zone {
    /// As written: "AEST", "Mexico City time", "CET".
    pub written: String,
    /// The IANA zone or fixed offset it was taken for ("Australia/Brisbane", "+10:00"); `None` where it
    /// could not be told.
    pub taken_as: Option<String>,
}

/// Where a deadline's year comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearSource {
    /// It is written with the date.
    Explicit,
    /// It follows from other stated words (event dates, the title, a weekday).
    Inferred,
}

/// A date that lacks a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PartialDate {
    /// The year, where it is known.
    pub year: Option<i32>,
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The day, 1 to 31.
    pub day: Option<u32>,
}

/// How a call without one fixed end goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// Applications are taken at any time.
    Rolling,
    /// Until the places are taken or the money is spent.
    UntilFilled,
    /// On the same dates every year.
    Yearly,
}

impl Closing {
    /// The deadline a reader would name without knowing today's date: the first round's, and of tiers
    /// (early, regular, late) the last.
    pub fn headline(&self) -> Option<&Fact<Deadline>> {
        self.deadlines.first().map(|first| self.last_tier_from(first))
    }

    /// The deadline that counts for someone who has not applied yet: the last tier of the next round
    /// on or after `today`; the last of all where every one has passed.
    pub fn next(&self, today: NaiveDate) -> Option<&Fact<Deadline>> {
        let coming = self.deadlines.iter().find(|deadline| deadline.value.date >= today);
        coming.map(|coming| self.last_tier_from(coming)).or(self.deadlines.last())
    }

    /// The last tier of the round that `deadline` belongs to. Tiers follow each other within months.
    fn last_tier_from<'a>(&'a self, deadline: &'a Fact<Deadline>) -> &'a Fact<Deadline> {
        let later = self.deadlines.iter().filter(|other| other.value.date >= deadline.value.date);
        let mut last = deadline;
        for other in later {
            // After "early" and "regular" the deadline itself needs no name.
            let closes = last.value.is_tier()
                && other.value.round.is_none()
                && (other.value.date - last.value.date).num_days() <= 60;
            if other.value.date != deadline.value.date && !other.value.is_tier() && !closes {
                break;
            }
            last = other;
        }
        last
    }
}

impl Deadline {
    /// Whether it is one of several steps (early, regular, late) of one round.
    pub fn is_tier(&self) -> bool {
        self.round.as_deref().is_some_and(is_tier)
    }

    /// The earliest instant that this day, and this time where one is given, can mean. With no time:
    /// the last minute of the day. With no zone: at UTC+14, where a day ends first. A wall time that a
    /// change of clocks skips or repeats counts at its earliest.
    pub fn earliest_of(
        date: NaiveDate,
        time: Option<NaiveTime>,
        zone: Option<Tz>,
    ) -> DateTime<Utc> {
        let last_minute = NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default();
        let wall = date.and_time(time.unwrap_or(last_minute));
        let zoned = zone.and_then(|zone| match zone.from_local_datetime(&wall) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Some(instant),
            // The hour does not exist: an hour before it does.
            LocalResult::None => zone.from_local_datetime(&(wall - TimeDelta::hours(1))).earliest(),
        });
        zoned.map_or_else(|| (wall - TimeDelta::hours(14)).and_utc(), |zoned| zoned.to_utc())
    }
}

impl std::fmt::Display for PartialDate {
    /// ISO 8601 with hyphens for what is missing: `--09-07`, `2027-09`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.year, self.month, self.day) {
            (Some(y), Some(m), Some(d)) => write!(f, "{y:04}-{m:02}-{d:02}"),
            (Some(y), Some(m), None) => write!(f, "{y:04}-{m:02}"),
            (Some(y), None, _) => write!(f, "{y:04}"),
            (None, Some(m), Some(d)) => write!(f, "--{m:02}-{d:02}"),
            (None, Some(m), None) => write!(f, "--{m:02}"),
            (None, None, Some(d)) => write!(f, "---{d:02}"),
            (None, None, None) => write!(f, "unknown"),
        }
    }
}
