//! Walks the tokens of a text and brings dates, weekdays, times and zones together.

use std::ops::Range;

use chrono::{NaiveTime, Weekday};

use super::lexer::{self, Kind};
use super::patterns::{self, Found, Tokens};
use super::{Mention, Span, WrittenZone, months, times, zones};

/// Words that may stand between a date and its time.
const BETWEEN: &[&str] = &[
    "at", "um", "a", "as", "las", "les", "la", "alle", "ore", "by", "before", "until", "hasta",
    "ate", "on", "of", "no", "later", "than", "the", "kl", "uhr", "bis", "hours", "horas", "est",
    "per", "in", "par", "avant", "entro", "om", "am", "le", "el", "den", "dem", "dia", "del",
    "this", "coming", "de", "di",
];

/// Every date in `text`, in order. Linear: each pattern looks a bounded number of tokens ahead.
pub(in super::super) fn dates_in(text: &str) -> Vec<Mention> {
    let all = lexer::tokens(text);
    let tokens = Tokens { all: &all, text };
    let mut finder = Finder { tokens, found: Vec::new(), clock: None };
    let mut at = 0;
    while at < all.len() {
        at = finder.step(at).max(at + 1);
    }
    finder.link_spans();
    finder.share_years();
    finder.found.into_iter().map(|placed| placed.mention).collect()
}

struct Finder<'a> {
    tokens: Tokens<'a>,
    found: Vec<Placed>,
    /// The last time of day seen: time, zone, its tokens.
    clock: Option<(NaiveTime, Option<WrittenZone>, Range<usize>)>,
}

/// A mention and the tokens it takes.
struct Placed {
    mention: Mention,
    tokens: Range<usize>,
}

impl Finder<'_> {
    /// Reads what begins at token `at`; gives the token to go on with.
    fn step(&mut self, at: usize) -> usize {
        if let Some(found) = patterns::date(self.tokens, at) {
            return self.date(at, found);
        }
        if let Some((time, length)) = times::time(self.tokens.all, at) {
            let mut end = at + length;
            let mut zone = None;
            if let Some((named, length)) = zones::zone(self.tokens.all, end, self.tokens.text) {
                (zone, end) = (Some(named), end + length);
            }
            self.clock = Some((time, zone, at..end));
            return end;
        }
        at + 1
    }

    fn date(&mut self, at: usize, found: Found) -> usize {
        let (before, weekday_before) = self.weekday_before(at);
        let mut start = before;
        let mut next = found.next;
        let mut weekday = weekday_before;
        if let Some((day, end)) = self.weekday_after(next).filter(|_| weekday.is_none()) {
            (weekday, next) = (Some(day), end);
        }
        let mut year = found.year;
        let mut time = None;
        let mut zone = None;
        if let Some((value, named, end)) = self.time_after(next) {
            (time, zone, next) = (Some(value), named, end);
            // "22 December, 4 pm, 2027"
            if year.is_none()
                && self.tokens.sign(next) == Some(',')
                && let Some(late) = self.tokens.full_year(next + 1)
            {
                (year, next) = (Some(late), next + 2);
            }
        } else if let Some((value, named, clock_start)) = self.time_before(start) {
            (time, zone, start) = (Some(value), named, clock_start);
        }
        self.clock = None;
        let mention = Mention {
            at: self.bytes(start..next),
            year,
            month: found.month,
            day: found.day,
            swappable: found.swappable,
            bare: found.bare,
            order: found.order,
            named: found.named,
            weekday,
            time,
            zone,
            span: Span::None,
            year_written: year.is_some(),
        };
        if let Some(from) = found.from_day {
            let (span, end_span) =
                if found.listed { (Span::None, Span::None) } else { (Span::From, Span::To) };
            let first = Mention {
                day: Some(from),
                span,
                time: None,
                zone: None,
                weekday: weekday_before,
                ..mention.clone()
            };
            self.found.push(Placed { mention: first, tokens: start..next });
            let weekday = weekday.filter(|_| weekday_before.is_none());
            let last = Mention { span: end_span, weekday, ..mention };
            self.found.push(Placed { mention: last, tokens: start..next });
        } else {
            self.found.push(Placed { mention, tokens: start..next });
        }
        next
    }

    fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.all.get(tokens.start).map_or(0, |token| token.start);
        let end =
            self.tokens.all.get(tokens.end.saturating_sub(1)).map_or(start, |token| token.end);
        start..end.max(start)
    }

    /// The weekday before token `at`, and where date and weekday begin.
    fn weekday_before(&self, at: usize) -> (usize, Option<Weekday>) {
        let taken = self.found.last().map_or(0, |placed| placed.tokens.end);
        let mut before = at;
        let mut skipped = 0;
        while before > taken && skipped < 4 {
            let index = before - 1;
            if let Some(day) = self.weekday_at(index) {
                return (index, Some(day));
            }
            let small = matches!(
                self.tokens.word(index),
                Some("the" | "den" | "dem" | "le" | "el" | "dia" | "o" | "il" | "feira")
            );
            if !small && !matches!(self.tokens.sign(index), Some(',' | '.' | '-' | ')' | '(')) {
                break;
            }
            before = index;
            skipped += 1;
        }
        (at, None)
    }

    fn weekday_at(&self, at: usize) -> Option<Weekday> {
        let word = self.tokens.word(at)?;
        let day = months::weekday(word)?;
        if word.len() > 2 {
            return Some(day);
        }
        let token = &self.tokens.all[at];
        let capital = self.tokens.text[token.start..token.end].starts_with(char::is_uppercase);
        (capital && matches!(self.tokens.sign(at + 1), Some('.' | ','))).then_some(day)
    }

    /// The weekday after a date: "(Sat.)", ", Friday", "(월)", "（金）", "月曜日".
    fn weekday_after(&self, at: usize) -> Option<(Weekday, usize)> {
        let opened = usize::from(matches!(self.tokens.sign(at), Some('(' | ',' | '[')));
        let bracket = matches!(self.tokens.sign(at), Some('(' | '['));
        let inner = at + opened;
        if let Some(day) = self.tokens.sign(inner).and_then(months::cjk_weekday) {
            let long = matches!(self.tokens.sign(inner + 1), Some('요' | '曜'));
            let end = inner + if long { 3 } else { 1 };
            let closed = matches!(self.tokens.sign(end), Some(')' | ']'));
            return ((bracket && closed) || long)
                .then_some((day, end + usize::from(bracket && closed)));
        }
        let day =
            self.tokens.word(inner).filter(|word| word.len() > 2).and_then(months::weekday)?;
        let mut end = inner + 1;
        if self.tokens.sign(end) == Some('.') {
            end += 1;
        }
        if bracket && matches!(self.tokens.sign(end), Some(')' | ']')) {
            return Some((day, end + 1));
        }
        // ", Friday" belongs to this date only if no other date follows it.
        let other = patterns::date(self.tokens, end).is_some()
            || (self.tokens.sign(end) == Some(',')
                && patterns::date(self.tokens, end + 1).is_some());
        (opened == 1 && !bracket && !other).then_some((day, inner + 1))
    }

    /// The time (and zone) that follows a date closely.
    fn time_after(&self, at: usize) -> Option<(NaiveTime, Option<WrittenZone>, usize)> {
        let mut next = at;
        let mut breaks = 0;
        while next < at + 7 {
            if let Some((time, length)) = times::time(self.tokens.all, next) {
                let mut end = next + length;
                // "10am - 5pm" are the hours of an event.
                let hours = matches!(self.tokens.sign(end), Some('-' | '~'))
                    && times::time(self.tokens.all, end + 1).is_some();
                if hours {
                    return None;
                }
                let zone = match zones::zone(self.tokens.all, end, self.tokens.text) {
                    Some((named, length)) => {
                        end += length;
                        Some(named)
                    }
                    None => self.zone_between(at, next),
                };
                // "… 3 May, 5 pm on 4 May": the time belongs to the date after it.
                let follows = matches!(self.tokens.word(end), Some("on"))
                    && patterns::date(self.tokens, end + 1).is_some();
                return (!follows).then_some((time, zone, end));
            }
            let word = self.tokens.word(next).is_some_and(|word| BETWEEN.contains(&word));
            let sign = matches!(
                self.tokens.sign(next),
                Some(',' | '(' | '@' | '-' | '|' | '·' | '•' | ';' | '.' | '/' | '*')
            );
            let line = self.tokens.all.get(next).is_some_and(|token| token.kind == Kind::Line);
            breaks += usize::from(line);
            if !(word || sign || (line && breaks < 2 && self.tokens.sign(at) == Some(','))) {
                return None;
            }
            next += 1;
        }
        None
    }

    /// A zone written before the time: "midnight" is often preceded by it.
    fn zone_between(&self, from: usize, to: usize) -> Option<WrittenZone> {
        (from..to)
            .find_map(|at| zones::zone(self.tokens.all, at, self.tokens.text).map(|(zone, _)| zone))
    }

    /// The last time of day, if it leads to the date at token `at`: "5 pm on", "midnight ACST".
    fn time_before(&self, at: usize) -> Option<(NaiveTime, Option<WrittenZone>, usize)> {
        let (time, zone, taken) = self.clock.as_ref()?;
        let near = taken.end <= at && at - taken.end <= 4;
        let joined = near
            && (taken.end..at).all(|index| {
                self.tokens.word(index).is_some_and(|word| BETWEEN.contains(&word))
                    || matches!(self.tokens.sign(index), Some(',' | '(' | '-' | ')'))
            });
        let hours = taken.start > 0 && self.tokens.sign(taken.start - 1) == Some('-');
        (joined && !hours).then(|| (*time, zone.clone(), taken.start))
    }

    /// Makes spans of "11 February to 8 April 2027" and shares the year.
    fn link_spans(&mut self) {
        for index in 1..self.found.len() {
            let (before, after) = self.found.split_at_mut(index);
            let (Some(first), Some(last)) = (before.last_mut(), after.first_mut()) else {
                continue;
            };
            if first.mention.span != Span::None || last.mention.span != Span::None {
                continue;
            }
            if first.mention.day.is_none() != last.mention.day.is_none() {
                continue;
            }
            let Some(sure) =
                spans(self.tokens, first.tokens.end, last.tokens.start, first.tokens.start)
            else {
                continue;
            };
            let (from, to) = (&mut first.mention, &mut last.mention);
            let ascending = (from.month, from.day) <= (to.month, to.day);
            match (from.year, to.year) {
                (None, Some(year)) => from.year = Some(if ascending { year } else { year - 1 }),
                (Some(year), None) => to.year = Some(if ascending { year } else { year + 1 }),
                (None, None) if !sure => continue,
                (Some(a), Some(b)) if a > b || b > a + 2 => continue,
                _ => {}
            }
            from.span = Span::From;
            to.span = Span::To;
        }
    }

    /// Shares the year along "31 January 2027 / 15 May / 25 September" and "1 March and 1 June 2027".
    fn share_years(&mut self) {
        for index in 1..self.found.len() {
            let (before, after) = self.found.split_at_mut(index);
            let (Some(first), Some(next)) = (before.last(), after.first_mut()) else { continue };
            let ascending =
                (first.mention.month, first.mention.day) < (next.mention.month, next.mention.day);
            if next.mention.year.is_none()
                && ascending
                && self.tokens.lists(first.tokens.end, next.tokens.start)
            {
                next.mention.year = first.mention.year;
            }
        }
        for index in (1..self.found.len()).rev() {
            let (before, after) = self.found.split_at_mut(index);
            let (Some(first), Some(next)) = (before.last_mut(), after.first()) else { continue };
            let ascending =
                (first.mention.month, first.mention.day) < (next.mention.month, next.mention.day);
            if first.mention.year.is_none()
                && ascending
                && self.tokens.lists(first.tokens.end, next.tokens.start)
            {
                first.mention.year = next.mention.year;
            }
        }
    }
}

impl Tokens<'_> {
    /// Whether only a separator of a list stands between two tokens.
    fn lists(self, from: usize, to: usize) -> bool {
        from < to
            && to - from <= 4
            && (from..to).all(|at| {
                matches!(self.sign(at), Some(',' | '&' | '/' | ';' | '-' | '*' | '•' | '·'))
                    || matches!(
                        self.word(at),
                        Some("and" | "or" | "y" | "e" | "et" | "und" | "o" | "the" | "el" | "le")
                    )
                    || self.all.get(at).is_some_and(|token| token.kind == Kind::Line)
            })
    }
}

/// Whether the tokens between two dates join them to a span. `Some(false)`: only where a shared year
/// bears it out.
fn spans(tokens: Tokens<'_>, from: usize, to: usize, start: usize) -> Option<bool> {
    if to < from || to - from > 5 {
        return None;
    }
    if from == to {
        return Some(false);
    }
    let mut joined = None;
    for at in from..to {
        match (tokens.sign(at), tokens.word(at)) {
            (Some('-' | '~' | '→'), _) => joined = Some(true),
            (
                _,
                Some(
                    "to" | "through" | "thru" | "until" | "till" | "al" | "au" | "bis" | "ate"
                    | "ao" | "hasta" | "a" | "fino" | "tot",
                ),
            ) => {
                joined = Some(true);
            }
            (_, Some("and" | "y" | "e" | "et" | "und")) => {
                let between = ["between", "entre", "zwischen", "tra", "fra"];
                let led = (start.saturating_sub(3)..start)
                    .any(|at| tokens.word(at).is_some_and(|word| between.contains(&word)));
                if !led {
                    return None;
                }
                joined = Some(true);
            }
            (
                _,
                Some(
                    "the" | "el" | "le" | "il" | "zum" | "dem" | "den" | "up" | "o" | "dia" | "de"
                    | "from",
                ),
            ) => {}
            (Some(',' | '.' | '(' | ')' | '부' | '터' | 'か' | 'ら' | '至'), _) => {
                if matches!(tokens.sign(at), Some('터' | 'ら' | '至')) {
                    joined = Some(true);
                }
            }
            _ => return None,
        }
    }
    joined
}
