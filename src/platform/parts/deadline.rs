//! When a call closes: the date, the time where the organiser is, and how long that is from now.

use askama::Template;
use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};

/// When a call closes, in words.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/deadline.html")]
pub struct Deadline {
    /// "3 December 2026", or what stands in its place: "Open all year", "Not stated".
    pub words: String,
    /// The date for `<time datetime>`, where it is a whole date.
    pub iso: Option<String>,
    /// The wall time and zone as written: "17:00, Mexico City time".
    pub at: Option<String>,
    /// The earliest instant the words can mean, RFC 3339; the browser shows it in the reader's zone.
    pub instant: Option<String>,
    /// "in 12 days", "tomorrow", "closed 3 days ago".
    pub remaining: Option<String>,
    /// How near it is.
    pub urgency: Urgency,
    /// Whether the words leave room for another date.
    pub doubtful: bool,
}

/// How near a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// More than a week away, or none.
    Calm,
    /// Within a week.
    Soon,
    /// Passed, or perhaps passed.
    Passed,
}

/// What follows a time by nobody's clock.
const NO_ZONE: &str = ", zone not stated";

impl Deadline {
    /// The last day on which one may apply. `earliest` is the earliest instant the words can mean;
    /// where they name no zone that is the end of the day where it ends first.
    pub fn on(
        date: NaiveDate,
        time: Option<NaiveTime>,
        zone: Option<&str>,
        earliest: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Self {
        let at = match (time, zone) {
            (Some(time), Some(zone)) => Some(format!("{}, {zone}", time.format("%H:%M"))),
            (Some(time), None) => Some(format!("{}{NO_ZONE}", time.format("%H:%M"))),
            (None, Some(zone)) => Some(format!("end of day, {zone}")),
            (None, None) => None,
        };
        let (remaining, urgency) = remaining(date, zone.is_some(), earliest, now);
        Self {
            words: date.format("%-d %B %Y").to_string(),
            iso: Some(date.format("%Y-%m-%d").to_string()),
            at,
            instant: Some(earliest.to_rfc3339_opts(SecondsFormat::Secs, true)),
            remaining: Some(remaining),
            urgency,
            doubtful: false,
        }
    }

    /// The same, marked as doubtful where it is.
    pub fn doubtful(self, doubtful: bool) -> Self {
        Self { doubtful, ..self }
    }

    /// No single date: "Open all year", "Until the places are taken", "7 September, year not stated",
    /// "Not stated".
    pub fn in_words(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            iso: None,
            at: None,
            instant: None,
            remaining: None,
            urgency: Urgency::Calm,
            doubtful: false,
        }
    }

    /// Whether nobody says by whose clock the time is meant, so that its instant is the earliest of many.
    fn may_be_earlier(&self) -> bool {
        self.at.as_ref().is_some_and(|at| at.ends_with(NO_ZONE))
    }

    /// The part of class names that says how near it is.
    pub fn class(&self) -> &'static str {
        match self.urgency {
            Urgency::Calm => "calm",
            Urgency::Soon => "soon",
            Urgency::Passed => "passed",
        }
    }
}

/// How long it is: in calendar days, and at the end in hours to the earliest instant, so that nobody comes
/// late.
fn remaining(
    date: NaiveDate,
    zoned: bool,
    earliest: DateTime<Utc>,
    now: DateTime<Utc>,
) -> (String, Urgency) {
    let left = earliest - now;
    if left.num_seconds() < 0 {
        if may_still_be_open(date, zoned, now) {
            return ("may have closed: the zone is not stated".to_owned(), Urgency::Passed);
        }
        let words = match (now.date_naive() - date).num_days() {
            ..=0 => "closed today".to_owned(),
            1 => "closed yesterday".to_owned(),
            days => format!("closed {days} days ago"),
        };
        return (words, Urgency::Passed);
    }
    // Near the end to the hour; before that as a calendar counts.
    match (left.num_hours(), (date - now.date_naive()).num_days()) {
        (0, _) => ("within the hour".to_owned(), Urgency::Soon),
        (1, _) => ("in 1 hour".to_owned(), Urgency::Soon),
        (hours @ ..48, _) => (format!("in {hours} hours"), Urgency::Soon),
        (_, days @ ..=7) => (format!("in {days} days"), Urgency::Soon),
        (_, days @ ..=60) => (format!("in {days} days"), Urgency::Calm),
        (_, days @ ..=700) => (format!("in {} months", (days + 15) / 30), Urgency::Calm),
        (_, days) => (format!("in {} years", (days + 182) / 365), Urgency::Calm),
    }
}

/// Whether a deadline whose earliest instant is over may be still to come, since its zone is not known.
pub fn may_still_be_open(date: NaiveDate, zoned: bool, now: DateTime<Utc>) -> bool {
    // The day ends last in UTC-12: until noon UTC of the day after.
    let surely_over = date.succ_opt().and_then(|next| next.and_hms_opt(12, 0, 0));
    !zoned && surely_over.is_some_and(|over| now.naive_utc() < over)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(now: &str, zone: Option<&str>) -> String {
        let date = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        // 23:59 in Mexico City, or where the day ends first.
        let earliest = if zone.is_some() { "2026-12-04T05:59:00Z" } else { "2026-12-03T09:59:00Z" };
        let deadline =
            Deadline::on(date, None, zone, earliest.parse().unwrap(), now.parse().unwrap());
        deadline.remaining.unwrap()
    }

    #[test]
    fn counts_to_the_earliest_instant() {
        let zone = Some("Mexico City time");
        assert_eq!(said("2026-11-21T12:00:00Z", zone), "in 12 days");
        assert_eq!(said("2026-12-03T12:00:00Z", zone), "in 17 hours");
        assert_eq!(said("2026-12-04T05:30:00Z", zone), "within the hour");
        assert_eq!(said("2026-12-04T06:00:00Z", zone), "closed yesterday");
        assert_eq!(said("2026-12-09T06:00:00Z", zone), "closed 6 days ago");
        assert_eq!(said("2026-06-03T12:00:00Z", zone), "in 6 months");
        // Whatever the hour, and whether or not there is a zone, it is as many days as a calendar says.
        for hour in ["00:01", "12:00", "23:59"] {
            assert_eq!(said(&format!("2026-11-21T{hour}:00Z"), zone), "in 12 days");
            assert_eq!(said(&format!("2026-11-21T{hour}:00Z"), None), "in 12 days");
        }
    }

    #[test]
    fn does_not_call_it_closed_while_it_is_still_that_day_somewhere() {
        assert_eq!(said("2026-12-03T11:00:00Z", None), "may have closed: the zone is not stated");
        assert_eq!(said("2026-12-04T12:00:00Z", None), "closed yesterday");
    }
}
