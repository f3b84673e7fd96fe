//! The shapes a date is written in.

use super::lexer::{Kind, Token};
use super::numeric::{is_joined, numeric, short_numeric};
use super::{Order, months};

/// A date found at a token: its parts and the token after it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: Option<u32>,
    /// The first day of a span within the same month ("5-9 January").
    pub(super) from_day: Option<u32>,
    /// The two days are a list ("1 and 15 March"), not a span.
    pub(super) listed: bool,
    pub(super) swappable: bool,
    pub(super) order: Option<Order>,
    pub(super) named: bool,
    /// Without a month's name or a year ("14/6"): a date only where the words around say so.
    pub(super) bare: bool,
    pub(super) next: usize,
}

/// A view on the tokens of one text.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a> {
    pub(super) all: &'a [Token],
    pub(super) text: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn word(self, at: usize) -> Option<&'a str> {
        match &self.all.get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn sign(self, at: usize) -> Option<char> {
        match self.all.get(at)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn number(self, at: usize) -> Option<(u32, u8)> {
        match self.all.get(at)?.kind {
            Kind::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }

    pub(super) fn glued(self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.glued)
    }

    fn written(self, at: usize) -> &'a str {
        self.all.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// A day of the month of one or two digits at `at`, with its ordinal, and the token after.
    fn day(self, at: usize) -> Option<(u32, usize)> {
        // "Entro il primo marzo": only the first is written as a word.
        if let Some("primo" | "primero" | "primeiro" | "premier" | "ersten" | "erster") =
            self.word(at)
        {
            return Some((1, at + 1));
        }
        let (value, digits) = self.number(at)?;
        if digits > 2 || !(1..=31).contains(&value) {
            return None;
        }
        let mut next = at + 1;
        let ordinal = [
            "st", "nd", "rd", "th", "er", "re", "eme", "ste", "te", "ter", "o", "a", "e", "º", "ª",
        ];
        if self.glued(next) {
            if self.word(next).is_some_and(|word| ordinal.contains(&word))
                || matches!(self.sign(next), Some('º' | '°' | 'ª'))
            {
                next += 1;
            } else if self.word(next).is_some_and(|word| months::month(word).is_none()) {
                return None;
            }
        } else if matches!(self.word(next), Some("st" | "nd" | "rd" | "th")) {
            // "the 3 rd of May", where markup left a space.
            next += 1;
        }
        Some((value, next))
    }

    /// A year of four digits at `at`.
    pub(super) fn full_year(self, at: usize) -> Option<i32> {
        let (value, digits) = self.number(at)?;
        let plausible = digits == 4 && (1990..=2099).contains(&value);
        let more = self.glued(at + 1)
            && matches!(self.sign(at + 1), Some('%' | ':'))
            && self.number(at + 2).is_some()
            && self.glued(at + 2);
        (plausible && !more).then_some(value as i32)
    }

    /// The year after the day and month that end before `at`: ", 2027", " de 2027", "-27", " '27".
    fn year_after(self, at: usize) -> Option<(i32, usize)> {
        let mut next = at;
        if matches!(self.sign(next), Some('.')) {
            next += 1;
        }
        if matches!(self.sign(next), Some(',')) {
            next += 1;
            // A line broken after the comma.
            if self.all.get(next).is_some_and(|token| token.kind == Kind::Line) {
                next += 1;
            }
        } else if matches!(self.word(next), Some("de" | "del" | "of" | "do" | "dell" | "d")) {
            next += 1;
        }
        if let Some(year) = self.full_year(next) {
            return Some((year, next + 1));
        }
        let separator = self.sign(next)?;
        if matches!(separator, '-' | '/' | '.') {
            let year = self.full_year(next + 1);
            if let Some(year) = year.filter(|_| self.glued(next + 1)) {
                return Some((year, next + 2));
            }
        }
        if matches!(separator, '-' | '/' | '\'') && self.glued(next + 1) {
            let (value, digits) = self.number(next + 1)?;
            let ends = !matches!(self.sign(next + 2), Some(':')) || !self.glued(next + 2);
            return (digits == 2 && value < 70 && ends).then_some((2000 + value as i32, next + 2));
        }
        None
    }
}

/// The date that begins at token `at`, if one does.
pub(super) fn date(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    if tokens.word(at).is_some() {
        return month_first(tokens, at).or_else(|| day_first(tokens, at));
    }
    year_first(tokens, at)
        .or_else(|| month_day_signs(tokens, at))
        .or_else(|| day_first(tokens, at))
        .or_else(|| numeric(tokens, at))
        .or_else(|| short_numeric(tokens, at))
}

/// "March 3rd, 2027", "Sept. 30", "June 12-21, 2026", "December 2026".
fn month_first(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    let word = tokens.word(at)?;
    let month = months::month(word)?;
    let lower = !tokens.written(at).starts_with(char::is_uppercase);
    let odd = months::ambiguous(word) && lower;
    let mut next = at + 1;
    if tokens.sign(next) == Some('.') {
        next += 1;
    }
    if tokens.word(next) == Some("the") {
        next += 1;
    }
    let Some((day, after)) = tokens.day(next) else {
        let (year, after) = tokens.year_after(next)?;
        let found = Found { year: Some(year), ..plain(month, None, after) };
        return (!odd).then_some(found);
    };
    let ordinal = after > next + 1;
    if is_measure(tokens, after) {
        return None;
    }
    let mut found = plain(month, Some(day), after);
    if let Some((to, end, listed)) = second_day(tokens, after, day) {
        found = Found { from_day: Some(day), listed, ..plain(month, Some(to), end) };
    }
    if let Some((year, end)) = tokens.year_after(found.next) {
        (found.year, found.next) = (Some(year), end);
    }
    // "Mayo 20 26"? No: but "June 12  21, 2026" lost its dash on the way.
    if found.year.is_none()
        && let Some((to, end)) =
            tokens.day(found.next).filter(|(to, _)| *to > day && found.from_day.is_none())
        && tokens.sign(end) == Some(',')
        && let Some((year, end)) = tokens.year_after(end)
    {
        found = Found { from_day: Some(day), year: Some(year), ..plain(month, Some(to), end) };
    }
    (found.named, found.order) = (true, Some(Order::MonthFirst));
    (!odd || ordinal || found.year.is_some()).then_some(found)
}

/// "3rd of March 2027", "1er mars", "31octobre", "7-Jul-23", "5–9 January 2026", "21.–28. Juni".
fn day_first(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    let (day, mut next) = tokens.day(at)?;
    if at > 0 && tokens.glued(at) && is_joined(tokens, at) {
        return None;
    }
    let mut from_day = None;
    let mut listed = false;
    if let Some((to, end, list)) = second_day(tokens, next, day) {
        (from_day, listed, next) = (Some(day), list, end);
        return with_month(tokens, next, to, from_day, listed);
    }
    with_month(tokens, next, day, from_day.take(), listed)
}

fn with_month(
    tokens: Tokens<'_>,
    at: usize,
    day: u32,
    from_day: Option<u32>,
    listed: bool,
) -> Option<Found> {
    let mut next = at;
    let mut linked = false;
    while next < at + 3 {
        let small = matches!(
            tokens.word(next),
            Some("of" | "de" | "del" | "do" | "di" | "d" | "the" | "von")
        );
        if small || matches!(tokens.sign(next), Some('.' | '-' | '/' | '\'' | ',')) {
            linked |= small || matches!(tokens.sign(next), Some('-' | '/'));
            next += 1;
        } else {
            break;
        }
    }
    let word = tokens.word(next)?;
    let month = months::month(word)?;
    let everyday = ["set", "out", "ago", "des", "dec", "gen", "mag", "mar", "sett"].contains(&word)
        && !tokens.written(next).starts_with(char::is_uppercase);
    let mut end = next + 1;
    let mut found = Found { from_day, listed, ..plain(month, Some(day), end) };
    if let Some((year, after)) = tokens.year_after(end) {
        (found.year, end) = (Some(year), after);
    } else if tokens.sign(end) == Some('.')
        && word.len() <= 5
        && tokens.full_year(end + 1).is_some()
    {
        (found.year, end) = (tokens.full_year(end + 1), end + 2);
    }
    found.next = end;
    (found.named, found.order) = (true, Some(Order::DayFirst));
    (!everyday || linked || found.year.is_some()).then_some(found)
}

/// The second day of "5-9 January", "1 to 15", "1 and 15": day, token after, whether it is a list.
fn second_day(tokens: Tokens<'_>, at: usize, first: u32) -> Option<(u32, usize, bool)> {
    let mut next = at;
    if tokens.sign(next) == Some('.') {
        next += 1;
    }
    let listed = match (tokens.sign(next), tokens.word(next)) {
        (Some('-' | '~'), _) => false,
        (
            _,
            Some(
                "to" | "through" | "thru" | "until" | "till" | "al" | "au" | "bis" | "ao" | "a"
                | "tot" | "til" | "hasta" | "ate" | "fino",
            ),
        ) => false,
        (Some('&' | '/'), _) | (_, Some("and" | "or" | "y" | "e" | "et" | "und" | "o")) => true,
        _ => return None,
    };
    next += 1;
    while matches!(tokens.word(next), Some("the" | "el" | "le" | "il" | "o" | "zum" | "dem" | "al"))
    {
        next += 1;
    }
    let (second, end) = tokens.day(next)?;
    if tokens.sign(next.wrapping_sub(1)) == Some('/') && tokens.sign(end) == Some('/') {
        return None;
    }
    let time = tokens.sign(end) == Some(':')
        || matches!(tokens.word(end), Some("am" | "pm" | "h" | "uhr"));
    (second > first && !time).then_some((second, end, listed))
}

/// "2026-08-31", "2026.8.31.", "2026년 8월 31일", "2026年8月31日".
fn year_first(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    if at > 0 && tokens.glued(at) && is_joined(tokens, at) {
        return None;
    }
    let short = tokens.number(at).filter(|(_, digits)| *digits == 2);
    let quoted = at > 0 && tokens.sign(at - 1) == Some('\'') && tokens.glued(at);
    let year = tokens.full_year(at).or_else(|| Some(2000 + short.filter(|_| quoted)?.0 as i32));
    let cjk = |at| matches!(tokens.sign(at), Some('년' | '年'));
    let era = || {
        let (value, digits) = tokens.number(at).filter(|_| cjk(at + 1))?;
        // "114年6月30日": the years of the Republic of China.
        if digits == 3 && (100..=150).contains(&value) {
            return Some(1911 + value as i32);
        }
        let first = match (tokens.sign(at.checked_sub(2)?), tokens.sign(at - 1)) {
            (Some('令'), Some('和')) => 2018,
            (Some('平'), Some('成')) => 1988,
            _ => return None,
        };
        Some(first + value as i32)
    };
    let year = era().or(year).or_else(|| Some(2000 + short.filter(|_| cjk(at + 1))?.0 as i32))?;
    if cjk(at + 1) {
        let mut found = month_day_signs(tokens, at + 2).or_else(|| {
            let (month, _) = tokens.number(at + 2).filter(|(m, _)| (1..=12).contains(m))?;
            matches!(tokens.sign(at + 3), Some('월' | '月')).then(|| plain(month, None, at + 4))
        })?;
        found.year = Some(year);
        found.bare = false;
        return Some(found);
    }
    let separator = tokens.sign(at + 1).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (month, digits) = tokens.number(at + 2)?;
    if digits > 2 || !(1..=12).contains(&month) || tokens.sign(at + 3) != Some(separator) {
        return None;
    }
    let (day, day_digits) = tokens.number(at + 4)?;
    if day_digits > 2 || !(1..=31).contains(&day) {
        return None;
    }
    let mut next = at + 5;
    // The "T22:18:54Z" of a machine's date says nothing about a deadline.
    if tokens.glued(next) && tokens.word(next) == Some("t") {
        next += 1;
        while tokens.glued(next) && !matches!(tokens.sign(next), Some('(' | ',')) {
            next += 1;
        }
    } else if tokens.sign(next) == Some('.') && separator == '.' {
        next += 1;
    }
    Some(Found { year: Some(year), ..plain(month, Some(day), next) })
}

/// "8월 31일", "8月31日" and, in a Korean list, "8.24.(월)" after a tilde.
fn month_day_signs(tokens: Tokens<'_>, at: usize) -> Option<Found> {
    let (month, digits) = tokens.number(at)?;
    if digits > 2 || !(1..=12).contains(&month) || !matches!(tokens.sign(at + 1), Some('월' | '月'))
    {
        return None;
    }
    let (day, digits) = tokens.number(at + 2)?;
    let ends = matches!(tokens.sign(at + 3), Some('일' | '日' | '号' | '號'));
    (digits <= 2 && (1..=31).contains(&day) && ends).then(|| plain(month, Some(day), at + 4))
}

/// Whether what follows makes the number before it an amount, not a day.
fn is_measure(tokens: Tokens<'_>, at: usize) -> bool {
    let unit =
        ["am", "pm", "cm", "mm", "km", "px", "dpi", "mb", "kb", "x", "percent", "artists", "pages"];
    let clock = tokens.sign(at) == Some(':')
        && tokens.glued(at)
        && tokens.glued(at + 1)
        && tokens.number(at + 1).is_some_and(|(_, digits)| digits == 2);
    clock
        || tokens.sign(at) == Some('%')
        || tokens.word(at).is_some_and(|word| unit.contains(&word))
}

pub(super) fn plain(month: u32, day: Option<u32>, next: usize) -> Found {
    Found {
        year: None,
        month,
        day,
        from_day: None,
        listed: false,
        swappable: false,
        order: None,
        named: false,
        bare: false,
        next,
    }
}
