//! A date that somebody else says is the deadline: read where it stands, as every date is.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::choose::deadline_of;
use super::roles::{self, Role};
use super::{MOST_DATES, order};
use crate::features::reading::claim::Refusal;
use crate::features::reading::dates::{Mention, Span, dates_in};
use crate::features::reading::{Deadline, Document, YearSource};

/// The deadline on `date` whose words stand at `at`. Time and zone are those that stand beside it.
///
/// # Errors
/// Another date stands there, or none, or it is not plain which, or it is for something else.
pub(in crate::features::reading) fn deadline_at(
    document: &Document,
    language: Option<&str>,
    at: &Range<usize>,
    date: NaiveDate,
) -> Result<Deadline, Refusal> {
    let text = document.text.as_str();
    // Day, month and year stand in the quoted words themselves.
    let own = dates_in(text.get(at.clone()).unwrap_or_default());
    let days: Vec<NaiveDate> = own.iter().filter_map(Mention::date).collect();
    if own.is_empty() {
        return Err(Refusal::NoDate);
    }
    if own.iter().any(|one| one.year.is_none() && one.in_year(date.year()) == Some(date)) {
        return Err(Refusal::NoYear);
    }
    let mut mentions = dates_in(text);
    mentions.truncate(MOST_DATES);
    order::settle(&mut mentions, document, language, None);
    let dated = roles::roles(text, &mentions);
    let overlaps = |one: &Range<usize>| one.start < at.end && at.start < one.end;
    let here = dated
        .iter()
        .find(|dated| overlaps(&dated.mention.at) && dated.mention.date() == Some(date));
    let swapped = own.iter().filter_map(|one| one.swapped()?.date());
    let Some(here) =
        here.filter(|_| days.contains(&date) || swapped.clone().any(|day| day == date))
    else {
        let words: Vec<String> =
            days.iter().map(|day| day.format("%-d %B %Y").to_string()).collect();
        return Err(match words.is_empty() {
            true => Refusal::NoYear,
            false => Refusal::OtherDay(words.join(", ")),
        });
    };
    let mention = &here.mention;
    if mention.swappable {
        return Err(Refusal::DayOrMonth);
    }
    if mention.weekday.is_some_and(|weekday| weekday != date.weekday()) {
        return Err(Refusal::OtherWeekday);
    }
    let other = match here.role {
        Role::Opens => Some("when applications open"),
        Role::Notice => Some("when applicants are told"),
        Role::Event => Some("when it happens"),
        Role::Posted => Some("when the text was written"),
        Role::Other => Some("when something else ends"),
        Role::Unknown if mention.span == Span::From => Some("the first day of a span"),
        Role::Deadline | Role::Until | Role::Unknown => None,
    };
    match other {
        Some(words) => Err(Refusal::OtherDate(words)),
        None => Ok(deadline_of(text, mention, date, None, YearSource::Explicit)),
    }
}
