//! Ages and birth dates.

use chrono::{Months, NaiveDate};

use super::{Answer, Asked, Field, Finding, words};
use crate::features::profiles::{Artist, Birth};
use crate::features::reading::Rule;

/// So old on that day. A birth year alone answers only where both possible ages give the same.
pub(super) fn age(
    asked: &Asked<'_>,
    least: Option<u32>,
    most: Option<u32>,
    on: Option<NaiveDate>,
) -> Finding {
    let Some(birth) = asked.artist.birth else { return untold() };
    let day = on.unwrap_or(asked.on);
    let (youngest, oldest) = birth.ages_on(day);
    let fits =
        |age: u32| least.is_none_or(|least| age >= least) && most.is_none_or(|most| age <= most);
    let answer = both(fits(youngest), fits(oldest));
    let ages =
        if youngest == oldest { youngest.to_string() } else { format!("{youngest} or {oldest}") };
    let say = format!("{} On {} you are {ages}.", born_words(birth), words::date(day));
    let mut finding = Finding::of(answer, Field::Birth, true, say);
    // Time helps the too young, and only where the rule speaks of the deadline and not of a fixed day.
    if answer == Answer::No
        && on.is_none()
        && let Some(least) = least.filter(|least| oldest < *least)
    {
        finding.from = birth.span().1.checked_add_months(Months::new(12 * least));
    }
    finding
}

/// Born in that span.
pub(super) fn born(artist: &Artist, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Finding {
    let Some(birth) = artist.birth else { return untold() };
    let (first, last) = birth.span();
    let from = from.unwrap_or(NaiveDate::MIN);
    let until = until.unwrap_or(NaiveDate::MAX);
    let answer = if from <= first && last <= until {
        Answer::Yes
    } else if last < from || until < first {
        Answer::No
    } else {
        Answer::Unknown
    };
    Finding::of(answer, Field::Birth, true, born_words(birth))
}

/// The birth dates that a rule about age or birth admits: first and last day.
pub(in super::super) fn window(rule: &Rule, on: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    match rule {
        Rule::Age { least, most, on: fixed } => {
            let day = fixed.unwrap_or(on);
            let last = least.and_then(|least| day.checked_sub_months(Months::new(12 * least)));
            let first = most
                .and_then(|most| day.checked_sub_months(Months::new(12 * (most + 1))))
                .and_then(|before| before.succ_opt());
            Some((first.unwrap_or(NaiveDate::MIN), last.unwrap_or(NaiveDate::MAX)))
        }
        Rule::Born { from, until } => {
            Some((from.unwrap_or(NaiveDate::MIN), until.unwrap_or(NaiveDate::MAX)))
        }
        _ => None,
    }
}

fn both(one: bool, other: bool) -> Answer {
    if one == other { one.into() } else { Answer::Unknown }
}

fn born_words(birth: Birth) -> String {
    match birth {
        Birth::On(day) => format!("You were born on {}.", words::date(day)),
        Birth::In(year) => format!("You were born in {year}."),
    }
}

fn untold() -> Finding {
    Finding::untold(Field::Birth, "You have not said when you were born.")
}
