//! Cron lines in words.

/// By their numbers in cron, which knows Sunday twice.
const WEEKDAYS: [&str; 8] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// For people: "every minute", "every 5 minutes", "every hour", "every day at 03:17 UTC", "every Monday at
/// 09:18 UTC"; as written where it is more than that.
pub fn in_words(line: &str) -> String {
    let fields: Vec<&str> = line.split(' ').collect();
    let as_written = || format!("at {line} (cron, UTC)");
    let [minute, hour, day, "*", weekday] = fields[..] else { return as_written() };
    if let ("*", "*", "*") = (hour, day, weekday) {
        return match (minute, minute.strip_prefix("*/"), minute.parse::<u32>()) {
            ("*", ..) => "every minute".to_owned(),
            (_, Some(n), _) if n.parse::<u32>().is_ok() => format!("every {n} minutes"),
            (_, _, Ok(minute)) => format!("every hour, {minute} minutes past"),
            _ => as_written(),
        };
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_as_people_say_it() {
        for (line, words) in [
            ("* * * * *", "every minute"),
            ("*/5 * * * *", "every 5 minutes"),
            ("12 * * * *", "every hour, 12 minutes past"),
            ("17 3 * * *", "every day at 03:17 UTC"),
            ("5 14 * * 1", "every Monday at 14:05 UTC"),
            ("0 4 2 * *", "on day 2 of each month at 04:00 UTC"),
            ("0 4 * * 1-5", "at 0 4 * * 1-5 (cron, UTC)"),
        ] {
            assert_eq!(in_words(line), words);
        }
    }
}
