//! Points in time and stretches of it, as the staff reads them.

use chrono::{DateTime, Datelike, Utc};

/// "today, 06:00 UTC", "20 November, 06:00 UTC".
pub fn moment(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let day = match (at.date_naive() - now.date_naive()).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        _ if at.year() == now.year() => at.format("%-d %B").to_string(),
        _ => at.format("%-d %B %Y").to_string(),
    };
    format!("{day}, {} UTC", at.format("%H:%M"))
}

/// "12 s", "1 min 12 s", "2 h 5 min".
pub fn took(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    match (to - from).num_seconds().max(0) {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        seconds => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// How long a site is left alone between two requests: "10 seconds or more".
pub fn pause(seconds: u32) -> String {
    let unit = if seconds == 1 { "second" } else { "seconds" };
    format!("{seconds} {unit} or more")
}

/// The same words at the beginning of a sentence.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_nearby_have_names() {
        let now = "2026-12-31T10:00:00Z".parse().unwrap();
        let said = |at: &str| moment(at.parse().unwrap(), now);
        assert_eq!(said("2026-12-31T06:05:00Z"), "today, 06:05 UTC");
        assert_eq!(said("2027-01-01T00:00:00Z"), "tomorrow, 00:00 UTC");
        assert_eq!(said("2026-12-01T06:05:00Z"), "1 December, 06:05 UTC");
        assert_eq!(said("2027-01-04T06:05:00Z"), "4 January 2027, 06:05 UTC");
    }

    #[test]
    fn a_run_takes_seconds_minutes_or_hours() {
        let from = "2026-11-20T10:00:00Z".parse().unwrap();
        let said = |to: &str| took(from, to.parse().unwrap());
        assert_eq!(said("2026-11-20T10:00:07Z"), "7 s");
        assert_eq!(said("2026-11-20T10:01:12Z"), "1 min 12 s");
        assert_eq!(said("2026-11-20T12:05:30Z"), "2 h 5 min");
        assert_eq!(said("2026-11-20T09:59:59Z"), "0 s", "a clock that was set back");
    }
}
