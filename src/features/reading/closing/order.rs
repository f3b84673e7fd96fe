//! 3/4/2027: settled by what else the text and its source tell, or left open.

use chrono::Datelike;

use crate::features::reading::dates::{Mention, Order};
use crate::features::reading::{Country, Document};

/// Settles the order of day and month where something tells it. What stays open keeps
/// [`Mention::swappable`]. The reason, for each mention that was settled by something beside it.
pub(super) fn settle(
    mentions: &mut [Mention],
    document: &Document,
    language: Option<&str>,
    country: Option<Country>,
) -> Vec<Option<String>> {
    let general = general(mentions, document, language, country);
    let named: Vec<(Option<i32>, u32, Option<u32>)> =
        mentions.iter().filter(|m| m.named).map(|m| (m.year, m.month, m.day)).collect();
    let same = |mention: &Mention| {
        named.iter().any(|(year, month, day)| {
            (*month, *day) == (mention.month, mention.day)
                && (year.is_none() || mention.year.is_none() || *year == mention.year)
        })
    };
    let mut reasons = vec![None; mentions.len()];
    for (mention, reason) in mentions.iter_mut().zip(&mut reasons) {
        let Some(swapped) = mention.swapped() else { continue };
        let (as_written, other) = (weekday_fits(mention), weekday_fits(&swapped));
        let told = if as_written == Some(true) && other == Some(false) {
            Some((Order::DayFirst, "the weekday fits only so".to_owned()))
        } else if as_written == Some(false) && other == Some(true) {
            Some((Order::MonthFirst, "the weekday fits only so".to_owned()))
        } else {
            match (same(mention), same(&swapped)) {
                (true, false) => {
                    Some((Order::DayFirst, "the text also names that day in words".to_owned()))
                }
                (false, true) => {
                    Some((Order::MonthFirst, "the text also names that day in words".to_owned()))
                }
                _ => general.clone(),
            }
        };
        if let Some((order, why)) = told {
            if order == Order::MonthFirst {
                *mention = swapped;
            }
            mention.swappable = false;
            let first = if order == Order::DayFirst { "day" } else { "month" };
            *reason = Some(format!("The {first} is read first: {why}."));
        }
    }
    reasons
}

fn weekday_fits(mention: &Mention) -> Option<bool> {
    let weekday = mention.weekday?;
    Some(mention.date()?.weekday() == weekday)
}

/// The order that holds for all of the text, and why.
fn general(
    mentions: &[Mention],
    document: &Document,
    language: Option<&str>,
    place: Option<Country>,
) -> Option<(Order, String)> {
    let numeric = |order| mentions.iter().any(|m| !m.named && m.order == Some(order));
    match (numeric(Order::DayFirst), numeric(Order::MonthFirst)) {
        (true, false) => {
            return Some((Order::DayFirst, "another date in the text has it so".to_owned()));
        }
        (false, true) => {
            return Some((Order::MonthFirst, "another date in the text has it so".to_owned()));
        }
        _ => {}
    }
    if let Some(day_first) = document.hints.day_first {
        let order = if day_first { Order::DayFirst } else { Order::MonthFirst };
        return Some((order, "the source writes its dates so".to_owned()));
    }
    if mentions
        .iter()
        .any(|m| m.zone.as_ref().is_some_and(|zone| is_american(zone.taken_as.as_deref())))
    {
        return Some((Order::MonthFirst, "the time zone is American".to_owned()));
    }
    if let Some((country, order)) = document.hints.country.and_then(usual_in) {
        return Some((order, format!("the source speaks from {}", country.code())));
    }
    if let Some(language) =
        language.filter(|language| !matches!(*language, "en" | "zh" | "ja" | "ko"))
    {
        return Some((Order::DayFirst, format!("the text is in {language}")));
    }
    if let Some((order, ending)) = by_address(document) {
        return Some((order, format!("the site's address ends in .{ending}")));
    }
    let named = |order| mentions.iter().filter(|m| m.named && m.order == Some(order)).count();
    match (named(Order::DayFirst), named(Order::MonthFirst)) {
        (0, 1..) => Some((Order::MonthFirst, "its dates in words put the month first".to_owned())),
        (1.., 0) => Some((Order::DayFirst, "its dates in words put the day first".to_owned())),
        _ => place
            .and_then(usual_in)
            .map(|(country, order)| (order, format!("it happens in {}", country.code()))),
    }
}

/// The order usual in a country; in Canada both are.
fn usual_in(country: Country) -> Option<(Country, Order)> {
    let month_first = matches!(country.code(), "US" | "PH" | "FM" | "PW");
    let order = if month_first { Order::MonthFirst } else { Order::DayFirst };
    (country.code() != "CA").then_some((country, order))
}

fn is_american(zone: Option<&str>) -> bool {
    let american =
        ["New_York", "Chicago", "Denver", "Phoenix", "Los_Angeles", "Anchorage", "Honolulu"];
    zone.is_some_and(|zone| american.iter().any(|city| zone.ends_with(city)))
}

fn by_address(document: &Document) -> Option<(Order, String)> {
    let host = document.url.as_ref()?.host_str()?;
    let ending = host.rsplit('.').next()?;
    let order = match ending {
        "gov" | "mil" | "us" | "edu" => Order::MonthFirst,
        "uk" | "au" | "nz" | "ie" | "in" | "za" | "fr" | "de" | "es" | "it" | "pt" | "br"
        | "mx" | "ar" | "cl" | "co" | "pe" | "nl" | "be" | "ch" | "at" | "eu" | "dk" | "no"
        | "se" | "fi" | "pl" | "cz" | "gr" | "tr" | "ng" | "ke" | "gh" | "sn" | "sg" | "my" => {
            Order::DayFirst
        }
        _ => return None,
    };
    // ".co" and ".in" sell names to everybody.
    (!matches!(ending, "co")).then(|| (order, ending.to_owned()))
}
