//! When a source is read.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use croner::Cron;
use serde::{Deserialize, Serialize};

use crate::platform::cron;

/// When a source is read: five cron fields (minute, hour, day, month, weekday), in UTC, at most once
/// an hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Schedule(String);

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

    /// For people: "every day at 03:17 UTC".
    pub fn in_words(&self) -> String {
        cron::in_words(&self.0)
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
    fn a_schedule_names_its_next_time_in_utc() {
        let schedule: Schedule = "17  3 * * 1".parse().unwrap();
        let now = "2026-11-20T10:00:00Z".parse().unwrap();
        let next = schedule.next_after(now).unwrap();
        assert_eq!(next.to_rfc3339(), "2026-11-23T03:17:00+00:00");
    }
}
