//! When a source is read.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use croner::Cron;
use serde::{Deserialize, Serialize};

/// When a source is read: five cron fields (minute, hour, day, month, weekday), in UTC, at most once
/// an hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Schedule(String);

/// By their numbers in cron, which knows Sunday twice.
const WEEKDAYS: [&str; 8] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Schedule {
    /// Every night.
    pub(super) fn nightly() -> Self {
        Self("17 3 * * *".to_owned())
    }

    /// The first time after `instant`. `None` if there is none in the years the calendar knows.
    pub fn next_after(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let cron = Cron::from_str(&self.0).ok()?;
        cron.find_next_occurrence(&instant, false).ok()
    }

    /// For people: "every day at 03:17 UTC", "every Monday at 09:18 UTC"; as written where it is more
    /// than that.
    pub fn in_words(&self) -> String {
        let fields: Vec<&str> = self.0.split(' ').collect();
        let as_written = || format!("at {} (cron, UTC)", self.0);
        let [minute, hour, day, "*", weekday] = fields[..] else { return as_written() };
        let (Ok(minute), Ok(hour)) = (minute.parse::<u32>(), hour.parse::<u32>()) else {
            return as_written();
        };
        let days = match (day, weekday) {
            ("*", "*") => "every day".to_owned(),
            ("*", weekday) => match weekday.parse::<usize>().ok().and_then(|n| WEEKDAYS.get(n)) {
                Some(name) => format!("every {name}"),
                None => return as_written(),
            },
            (day, "*") if day.parse::<u32>().is_ok() => format!("on day {day} of each month"),
            _ => return as_written(),
        };
        format!("{days} at {hour:02}:{minute:02} UTC")
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Schedule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let wrong = |why: &str| {
            Err(format!(
                "{text:?} {why}; \"17 3 * * *\" is every night at 3:17, \"17 3 * * 1\" every Monday"
            ))
        };
        if text.split(' ').count() != 5 {
            return wrong("should be five fields: minute, hour, day, month, weekday");
        }
        if Cron::from_str(&text).is_err() {
            return wrong("is no schedule");
        }
        let schedule = Self(text.clone());
        let mut times = vec![DateTime::UNIX_EPOCH];
        for _ in 0..60 {
            match schedule.next_after(times[times.len() - 1]) {
                Some(next) => times.push(next),
                None => return wrong("never comes"),
            }
        }
        if times[1..].windows(2).any(|pair| pair[1] - pair[0] < TimeDelta::hours(1)) {
            return wrong("is more often than once an hour");
        }
        Ok(schedule)
    }
}

impl TryFrom<String> for Schedule {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Schedule> for String {
    fn from(schedule: Schedule) -> Self {
        schedule.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_reads_as_people_say_it() {
        let said = |text: &str| text.parse::<Schedule>().unwrap().in_words();
        assert_eq!(said("17 3 * * *"), "every day at 03:17 UTC");
        assert_eq!(said("5 14 * * 1"), "every Monday at 14:05 UTC");
        assert_eq!(said("0 4 2 * *"), "on day 2 of each month at 04:00 UTC");
        assert_eq!(said("0 4 * * 1-5"), "at 0 4 * * 1-5 (cron, UTC)");
    }

    #[test]
    fn a_schedule_names_its_next_time_in_utc() {
        let schedule: Schedule = "17  3 * * 1".parse().unwrap();
        let now = "2026-11-20T10:00:00Z".parse().unwrap();
        let next = schedule.next_after(now).unwrap();
        assert_eq!(next.to_rfc3339(), "2026-11-23T03:17:00+00:00");
    }
}
