//! Times of the day as written beside dates.

use chrono::NaiveTime;

use super::lexer::{Kind, Token};

const NOON: &[&str] = &["noon", "midday", "midi", "mediodia", "mittag", "mezzogiorno", "middag"];
const MIDNIGHT: &[&str] =
    &["midnight", "minuit", "medianoche", "mitternacht", "mezzanotte", "meianoite", "middernacht"];
const HOURS: &[&str] = &[
    "h", "hs", "hrs", "hr", "hours", "hour", "horas", "hora", "heures", "heure", "uhr", "ore",
    "uur", "klokken",
];

/// The time that begins at `tokens[at]`, and how many tokens it takes.
pub(super) fn time(tokens: &[Token], at: usize) -> Option<(NaiveTime, usize)> {
    let before = at.checked_sub(1).and_then(|before| word(tokens, before));
    let hours = matches!(before, Some("ore" | "kl"));
    let led = hours || before == Some("alle");
    let tokens = &tokens[at.min(tokens.len())..];
    named(tokens).or_else(|| cjk(tokens)).or_else(|| clock(tokens, led, hours))
}

fn named(tokens: &[Token]) -> Option<(NaiveTime, usize)> {
    let word = word(tokens, 0)?;
    if NOON.contains(&word) {
        return hour_minute(12, 0).map(|time| (time, 1));
    }
    if MIDNIGHT.contains(&word) {
        return hour_minute(24, 0).map(|time| (time, 1));
    }
    let split =
        word == "meia" && sign(tokens, 1) == Some('-') && self::word(tokens, 2) == Some("noite");
    split.then(|| hour_minute(24, 0).map(|time| (time, 3))).flatten()
}

/// 오후 6시 30분, 17시, 午後5時, 下午5点.
fn cjk(tokens: &[Token]) -> Option<(NaiveTime, usize)> {
    let mut at = 0;
    let mut afternoon = None;
    match (sign(tokens, 0), sign(tokens, 1)) {
        (Some('오'), Some('후')) | (Some('午'), Some('後' | '后')) | (Some('下'), Some('午')) =>
        {
            (afternoon, at) = (Some(true), 2);
        }
        (Some('오'), Some('전')) | (Some('午'), Some('前')) | (Some('上'), Some('午')) => {
            (afternoon, at) = (Some(false), 2);
        }
        (Some('자'), Some('정')) => return hour_minute(24, 0).map(|time| (time, 2)),
        (Some('정'), Some('오')) | (Some('正'), Some('午')) => {
            return hour_minute(12, 0).map(|time| (time, 2));
        }
        _ => {}
    }
    let hour = number(tokens, at)?;
    let hour = if afternoon == Some(true) && hour < 12 { hour + 12 } else { hour };
    if matches!(sign(tokens, at + 1), Some('시' | '時' | '时' | '点')) {
        let minute =
            number(tokens, at + 2).filter(|_| matches!(sign(tokens, at + 3), Some('분' | '分')));
        let length = at + if minute.is_some() { 4 } else { 2 };
        return hour_minute(hour, minute.unwrap_or(0)).map(|time| (time, length));
    }
    if afternoon.is_some() && sign(tokens, at + 1) == Some(':') {
        return hour_minute(hour, number(tokens, at + 2)?).map(|time| (time, at + 3));
    }
    None
}

/// `led`: the word before says that a time follows; `hours`: also where it is a bare hour. 11:59pm, 5 p.m., 17:00, 23h59, 18 Uhr, 17.30 Uhr, 1700 hrs, 12 noon.
fn clock(tokens: &[Token], led: bool, hours: bool) -> Option<(NaiveTime, usize)> {
    let (hour, digits) = match tokens.first()?.kind {
        Kind::Number(value, digits) => (value, digits),
        _ => return None,
    };
    if digits == 4 {
        let marked = word(tokens, 1).is_some_and(|word| HOURS.contains(&word));
        return marked.then(|| hour_minute(hour / 100, hour % 100).map(|time| (time, 2))).flatten();
    }
    if digits > 2 || hour > 24 {
        return None;
    }
    let mut at = 1;
    let mut minute = None;
    let separator = sign(tokens, 1).filter(|c| matches!(c, ':' | '.') && is_glued(tokens, 2));
    let hour_word = word(tokens, 1).is_some_and(|word| HOURS.contains(&word));
    if let Some(separator) = separator {
        let (value, 2) = digits_of(tokens, 2)? else { return None };
        // "17.30" alone is an amount or a date; with "Uhr" or "pm" it is a time.
        let told = separator == ':'
            || led
            || half(tokens, 3).is_some()
            || word(tokens, 3).is_some_and(|word| HOURS.contains(&word));
        if !told {
            return None;
        }
        (minute, at) = (Some(value), 3);
        if sign(tokens, 3) == Some(':')
            && digits_of(tokens, 4).is_some_and(|(s, d)| d == 2 && s < 60)
        {
            at = 5;
        }
    } else if hour_word {
        at = 2;
        let follows = digits_of(tokens, 2).filter(|(m, d)| *d == 2 && *m < 60);
        if let Some((value, _)) =
            follows.filter(|_| is_glued(tokens, 2) || word(tokens, 1) == Some("uhr"))
        {
            (minute, at) = (Some(value), 3);
        }
        return hour_minute(hour, minute.unwrap_or(0)).map(|time| (time, at));
    }
    if let Some((afternoon, length)) = half(tokens, at) {
        let hour = match (hour, afternoon) {
            (12, false) => 0,
            (12, true) => 12,
            (1..=11, true) => hour + 12,
            (hour, _) => hour,
        };
        return hour_minute(hour, minute.unwrap_or(0)).map(|time| (time, at + length));
    }
    if minute.is_none() {
        if let Some((time, length)) = named(tokens.get(1..)?).filter(|_| hour == 12) {
            return Some((time, 1 + length));
        }
        // "entro le ore 13 del 5 maggio"
        return hour_minute(hour, 0).filter(|_| hours).map(|time| (time, at));
    }
    if word(tokens, at).is_some_and(|word| HOURS.contains(&word)) {
        at += 1;
    } else if matches!(word(tokens, at), Some("noon" | "midnight")) {
        let (time, length) = named(&tokens[at..])?;
        return Some((time, at + length));
    }
    hour_minute(hour, minute?).map(|time| (time, at))
}

/// "am" or "pm" in its spellings: whether it is the afternoon, and how many tokens it takes.
fn half(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    match word(tokens, at)? {
        "pm" => Some((true, 1)),
        "am" => Some((false, 1)),
        letter @ ("a" | "p") => {
            let dot = usize::from(sign(tokens, at + 1) == Some('.'));
            (word(tokens, at + 1 + dot) == Some("m")).then(|| {
                let end = usize::from(dot == 1 && sign(tokens, at + 3) == Some('.'));
                (letter == "p", 2 + dot + end)
            })
        }
        _ => None,
    }
}

/// 24:00 is kept as 23:59: it belongs to the day it ends.
fn hour_minute(hour: u32, minute: u32) -> Option<NaiveTime> {
    if hour == 24 && minute == 0 {
        return NaiveTime::from_hms_opt(23, 59, 0);
    }
    NaiveTime::from_hms_opt(hour, minute, 0)
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match &tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

fn sign(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Sign(sign) => Some(sign),
        _ => None,
    }
}

fn number(tokens: &[Token], at: usize) -> Option<u32> {
    digits_of(tokens, at).map(|(value, _)| value)
}

fn digits_of(tokens: &[Token], at: usize) -> Option<(u32, u8)> {
    match tokens.get(at)?.kind {
        Kind::Number(value, digits) => Some((value, digits)),
        _ => None,
    }
}

fn is_glued(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.glued)
}
