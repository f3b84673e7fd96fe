//! Dates written in numbers only.

use super::Order;
use super::patterns::{Found, Tokens, plain};

/// "10/15/25", "15.10.2025", "3-4-2027".
pub(super) fn numeric(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    let (first, first_digits) = tokens.number(at)?;
    let separator = tokens.sign(at + 1).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    // In "3/1/2027-4/30/2027" the dash joins two dates.
    let span = at > 0 && tokens.sign(at - 1) == Some('-') && separator != '-';
    if at > 0 && tokens.glued(at) && !span && is_joined(tokens, at) {
        return None;
    }
    let (second, second_digits) = tokens.number(at + 2)?;
    if first_digits > 2 || second_digits > 2 || tokens.sign(at + 3) != Some(separator) {
        return None;
    }
    let (year, digits) = tokens.number(at + 4)?;
    let close = tokens.glued(at + 1)
        && tokens.glued(at + 2)
        && tokens.glued(at + 3)
        && tokens.glued(at + 4);
    let year = match (digits, close) {
        (4, _) => tokens.full_year(at + 4)?,
        (2, true) if separator == '.' && (20..=69).contains(&first) && is_korean(tokens, at) => {
            // "26.04.30" among Korean words begins with the year.
            let plausible = (1..=12).contains(&second) && (1..=31).contains(&year);
            let found =
                Found { year: Some(2000 + first as i32), ..plain(second, Some(year), at + 5) };
            return plausible.then_some(found);
        }
        (2, true) if year < 70 => 2000 + year as i32,
        _ => return None,
    };
    // A fourth part makes it something else: an address, a version, a number.
    let next = at + 5;
    let more = tokens.glued(next)
        && matches!(tokens.sign(next), Some('-' | '/' | '.'))
        && tokens.glued(next + 1)
        && tokens.number(next + 1).is_some();
    if more && separator != '.' && tokens.sign(next) == Some(separator) {
        return None;
    }
    let (day, month, swappable) = day_and_month(first, second, separator)?;
    let order = told_order(first, second, separator);
    Some(Found { year: Some(year), swappable, order, ..plain(month, Some(day), next) })
}

/// "14/6", "08/09", "10.06.": a day and a month without a year.
pub(super) fn short_numeric(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    if at > 0 && tokens.glued(at) && is_joined(tokens, at) {
        return None;
    }
    let (first, first_digits) = tokens.number(at)?;
    let separator = tokens.sign(at + 1).filter(|sign| matches!(sign, '/' | '.'))?;
    let (second, second_digits) = tokens.number(at + 2)?;
    let close = tokens.glued(at + 1) && tokens.glued(at + 2);
    if first_digits > 2 || second_digits > 2 || !close {
        return None;
    }
    let mut next = at + 3;
    let tilde = at > 0 && tokens.sign(at - 1) == Some('~');
    if separator == '.' {
        let dot = tokens.sign(next) == Some('.') && tokens.glued(next);
        let led = at > 0
            && matches!(tokens.word(at - 1), Some("bis" | "zum" | "am" | "vom" | "dem" | "den"));
        let weekday = tokens.sign(next + 1) == Some('(');
        let label = at > 0 && tokens.sign(at - 1) == Some(':');
        if !tilde && !(dot && (led || weekday || label)) {
            return None;
        }
        next += usize::from(dot);
    } else if tokens.glued(next)
        && (tokens.word(next).is_some() || matches!(tokens.sign(next), Some('/' | '%')))
    {
        return None;
    }
    let korean = tilde || tokens.sign(next) == Some('(');
    let (day, month, swappable) = if separator == '.' && korean && (1..=12).contains(&first) {
        (second, first, false)
    } else {
        day_and_month(first, second, separator)?
    };
    let around_the_clock = (first, second) == (24, 7);
    let order = told_order(first, second, separator);
    (!around_the_clock).then(|| Found {
        swappable,
        order,
        bare: true,
        ..plain(month, Some(day), next)
    })
}

/// Whether Hangul stands closely before a token.
pub(super) fn is_korean(tokens: Tokens<'_>, at: usize) -> bool {
    let hangul = |at: usize| matches!(tokens.sign(at), Some('\u{ac00}'..='\u{d7a3}'));
    (at.saturating_sub(12)..at).any(hangul)
}

/// Which of two numbers is the day: the one over 12; with dots the first; else it stays open, the day
/// taken first.
pub(super) fn day_and_month(first: u32, second: u32, separator: char) -> Option<(u32, u32, bool)> {
    match (first, second) {
        (13..=31, 1..=12) => Some((first, second, false)),
        (1..=12, 13..=31) => Some((second, first, false)),
        (1..=12, 1..=12) => Some((first, second, separator != '.' && first != second)),
        _ => None,
    }
}

/// The order that two numbers give away, if one is over 12.
pub(super) fn told_order(first: u32, second: u32, separator: char) -> Option<Order> {
    match (first, second) {
        _ if separator == '.' => None,
        (13.., _) => Some(Order::DayFirst),
        (_, 13..) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Whether the number at `at` hangs on a number or sign before it, as in "1/2/3/2027" or "$5/10".
pub(super) fn is_joined(tokens: Tokens<'_>, at: usize) -> bool {
    match (tokens.sign(at - 1), tokens.word(at - 1)) {
        (Some('/' | '.' | '-' | ':' | '_' | '#' | '+' | '='), _) => {
            at >= 2 && tokens.glued(at - 1) && tokens.number(at - 2).is_some()
        }
        (Some('$' | '€' | '£' | '¥'), _) => true,
        (_, Some(_)) => false,
        _ => false,
    }
}
