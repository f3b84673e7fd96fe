//! Amounts of money in a text: number, sign, range, bound, period.

use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::currency::Sign;
use super::number::{Number, number};
use super::{Period, sign};
use crate::features::reading::pattern::Pattern;

/// An amount as it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// Where it stands, signs and bounding words ("up to") included.
    pub(super) range: Range<usize>,
    /// The least it says. `None` after "up to".
    pub(super) least: Option<Decimal>,
    /// The most it says. `None` after "over".
    pub(super) most: Option<Decimal>,
    /// What stands beside it.
    pub(super) sign: Sign,
    /// By what it is paid.
    pub(super) per: Option<Period>,
}

static UP_TO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:up to|upto|capped at|cap of|ceiling of|plafonnée?s? à|maximum (?:award|grant|amount|funding)(?: amount)?\s*[:=]?|maximum(?: of)?|a max(?:imum)?\.? of|max\.?:?|not exceeding|no more than|at most|jusqu[’']à|jusqu[’']a|maximum de|máximo(?: de)?|hasta(?: por)?|até|bis zu|bis max\.?|höchstens|max\. von|fino a(?:d un massimo di)?|massimo|최대|上限|最大)\s*(?:the sum of|an amount of|a total of|of|de|un total de)?\s*$",
    )
});

static AT_LEAST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:over|more than|at least|minimum(?: of)?|min\.?|in excess of|exceeds|exceeding|starting (?:at|from)|starts at|start at|plus de|au moins|más de|al menos|mais de|mindestens|über|ab|oltre|almeno|이상)\s*$",
    )
});

/// "€5,000 maximum", "10.000 € max."
static UP_TO_BEHIND: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"^\s*\(?(?:maximum|max\b|or less|이내|이하|以内|まで)"));

static PER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:\(?\s*(?:\+|plus)\s*(?:gst|vat|iva|hst|tax|tva|mwst\.?|taxes)\)?)?\s*(?:,\s*)?(?:net|gross|brut[tos]*|netto|cash)?\s*(?:/\s?|(?:per|a|an|each|every|par|por|pro|je|im|al|alla|ao|para cada|for each)\s+|(?:(?:stipend|allowance|living|grant)\s+){0,2}per\s+)(?P<what>day|days?|night|week|month|mo\b|year|annum|hour|hr\b|work|artwork|image|photo|photograph|piece|entry|entries|submission|painting|print|set|jour|semaine|mois|an\b|année|heure|œuvre|oeuvre|día|dia|semana|mes\b|mês|año|ano\b|hora|obra|pieza|tag\b|woche|monat|jahr|stunde|werk|arbeit|giorno|settimana|mese|anno|ora\b|opera)",
    )
});

static PERIOD_WORDS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?P<what>monthly|weekly|daily|annually|per annum|mensuels?|mensuelles?|mensuales?|mensais|monatlich|mensili?|wöchentlich|täglich|diarios?)\b",
    )
});

impl Amount {
    /// The greatest sum it names.
    pub(super) fn top(&self) -> Decimal {
        self.most.or(self.least).unwrap_or_default()
    }

    /// Whether it is what one pays to enter rather than what one wins: at most some 200 euros.
    pub(super) fn is_small(&self) -> bool {
        self.sign.roughly(self.top()) <= Decimal::from(200)
    }
}

/// No call names more sums; comparing each with each stays cheap.
pub(super) const MOST_AMOUNTS: usize = 300;

/// The amounts of the text with a sign or mark of money, in order: the first [`MOST_AMOUNTS`].
pub(super) fn amounts(text: &str) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < MOST_AMOUNTS
        && let Some(start) = next_digit(text, at)
    {
        at = match amount(text, start, at) {
            Some((amount, next)) => {
                found.push(amount);
                next
            }
            None => digits_end(text, start),
        };
    }
    found
}

/// The amount whose first number begins at `start`; nothing before `floor` belongs to it.
fn amount(text: &str, start: usize, floor: usize) -> Option<(Amount, usize)> {
    let first = number(text, start)?;
    let before = sign::before(text, start).filter(|(_, begin)| *begin >= floor);
    if before.is_none() && glued_to_word(text, start) {
        return None;
    }
    let mut begin = before.map_or(start, |(_, begin)| begin);
    let mut sign = before.map(|(sign, _)| sign);
    let mut end = first.end;
    let behind = behind(text, end, sign);
    if let Some((mark, mark_end)) = behind {
        sign = Some(mark);
        end = mark_end;
    }
    let mut values = (first.value, first.value);
    if let Some((second, mark, second_end)) = range_end(text, &first, end, sign.is_some()) {
        values.1 = second.value;
        sign = sign.or(mark);
        end = second_end;
        if let Some((code, code_end)) = sign::code_behind(text, end) {
            sign = Some(code);
            end = code_end;
        }
    }
    let marked = first.marked_as_money() || is_labelled(text, &first);
    let sign = sign.or(marked.then_some(Sign::Missing))?;
    let (mut least, mut most) = (Some(values.0), Some(values.1));
    let next = end;
    if values.0 == values.1 {
        let head = tail_of(text, floor, begin, 48);
        if let Some(bound) = UP_TO.find(head) {
            begin -= head.len() - bound.start();
            least = None;
        } else if let Some(bound) = AT_LEAST.find(head) {
            begin -= head.len() - bound.start();
            most = None;
        } else if let Some(bound) = UP_TO_BEHIND.find(head_of(text, end, 20)) {
            least = None;
            end += bound.end();
        }
    }
    let per = period(head_of(text, next, 60));
    Some((Amount { range: begin..end, least, most, sign, per }, next))
}

/// "Maximum award: 25000": a sum by its label, without a sign.
fn is_labelled(text: &str, number: &Number) -> bool {
    static LABEL: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:(?:maximum|minimum|max|min|total)\.? )?(?:award|grant|prize|stipend|honorarium)s?(?: (?:amount|money|value|size))?\s*[:=]\s*$",
        )
    });
    let year = !number.grouped && (1900..2100).contains(&number.value.to_i64().unwrap_or_default());
    number.value >= Decimal::from(100)
        && !year
        && LABEL.is_match(tail_of(text, 0, number.start, 40))
}

/// The sign behind a number; where one stands before it too, only a code that makes it plainer.
fn behind(text: &str, end: usize, before: Option<Sign>) -> Option<(Sign, usize)> {
    let Some(before) = before else { return sign::after(text, end) };
    // "€1.300,- Euros" says it twice.
    let twice = sign::after(text, end).filter(|(sign, _)| *sign == before);
    sign::code_behind(text, end).or(twice)
}

static RANGE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"^\s*(?:-|–|—|~|〜|to|and|à|a|et|bis|und|al|y|e|até|hasta|or)\s*(?:up to\s*)?$")
});

/// The second number of a range that begins with `first`: `$500–5,000`, `30 000 à 70 000 FCFA`, `$1,000 $5,000`.
fn range_end(
    text: &str,
    first: &Number,
    end: usize,
    signed: bool,
) -> Option<(Number, Option<Sign>, usize)> {
    let next = next_digit(head_of(text, 0, end + 17), end).filter(|next| next - end <= 16)?;
    let second = number(text, next)?;
    let mark = sign::before(text, next).filter(|(_, begin)| *begin >= end);
    let behind = behind(text, second.end, mark.map(|(sign, _)| sign));
    let between = &text[end..mark.map_or(next, |(_, begin)| begin)];
    if between.contains('\n') {
        return None;
    }
    let joined = RANGE.is_match(between);
    let joiner = between.trim().trim_end_matches("up to").trim_end();
    let and = matches!(joiner, "and" | "or" | "et" | "y" | "e" | "und" | "a" | "à" | "al");
    // "$25 and 3 images", "$250 and up to $1,000": two amounts, unless "between" or "from" opens the range.
    let opened = OPENS.is_match(tail_of(text, 0, first.start, 24));
    let lost_dash = between.trim().is_empty() && mark.is_some() && signed;
    let money = mark.is_some() || behind.is_some() || signed && dashed(between);
    let rising = second.value > first.value
        && second.value <= first.value.checked_mul(Decimal::from(1000))?;
    let fits = (joined && (!and || opened)) || lost_dash;
    let counts = COUNTED.is_match(head_of(text, second.end, 24));
    if !(fits && money && rising) || counts && mark.is_none() {
        return None;
    }
    if !signed && mark.is_none() && behind.is_none() {
        return None;
    }
    let (sign, stop) = match (mark, behind) {
        (_, Some((sign, stop))) => (Some(sign), stop),
        (Some((sign, _)), None) => (Some(sign), second.end),
        (None, None) => (None, second.end),
    };
    Some((second, sign, stop))
}

static OPENS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:between|from|entre|de|zwischen|von|da|tra|fra|range of|ranging from)\s*(?:usd|eur|us|aud)?\s*[^\s\w]?$",
    )
});

/// What a bare number behind an amount counts, when it is no upper end: "$24 - 3 images", "15 € bis 20. Dezember".
static COUNTED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:images?|works?|artworks?|pieces?|entries|photos?|photographs|artists?|days?|weeks?|months?|years?|people|am\b|pm\b|%)|^\.?\s*(?:de\s+)?(?:jan|feb|fév|fev|mar|mär|apr|avr|abr|ma[iyjg]|jun|juin|giu|jul|juil|lug|aug|aoû|ago|sep|set|okt|oct|out|ott|nov|d[ei][czx]|déc)\p{L}*\b",
    )
});

fn dashed(between: &str) -> bool {
    matches!(
        between.trim(),
        "-" | "–" | "—" | "~" | "〜" | "to" | "à" | "a" | "bis" | "al" | "até" | "hasta"
    )
}

impl Number {
    /// `1.300,-` or `7,000만` is an amount with no sign too.
    fn marked_as_money(&self) -> bool {
        self.marked && self.grouped
    }
}

fn period(rest: &str) -> Option<Period> {
    let found = PER.captures(rest).or_else(|| PERIOD_WORDS.captures(rest))?;
    let word = found.name("what")?.as_str().to_lowercase();
    Some(match &*word {
        "day" | "days" | "night" | "jour" | "día" | "dia" | "tag" | "giorno" | "daily"
        | "täglich" | "diario" | "diarios" => Period::Day,
        "week" | "semaine" | "semana" | "woche" | "settimana" | "weekly" | "wöchentlich" => {
            Period::Week
        }
        "month" | "mo" | "mois" | "mes" | "mês" | "monat" | "mese" | "monthly" => Period::Month,
        "year" | "annum" | "an" | "année" | "año" | "ano" | "jahr" | "anno" | "annually"
        | "per annum" => Period::Year,
        "hour" | "hr" | "heure" | "hora" | "stunde" | "ora" => Period::Hour,
        word if word.starts_with("mens") || word == "monatlich" => Period::Month,
        _ => Period::Work,
    })
}

/// The next ASCII digit at or after `at`.
fn next_digit(text: &str, at: usize) -> Option<usize> {
    text.as_bytes()[at..].iter().position(u8::is_ascii_digit).map(|found| at + found)
}

fn digits_end(text: &str, start: usize) -> usize {
    start + text.as_bytes()[start..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// `A4`, `2nd_floor3`, `v2.0`: the digits belong to a word.
fn glued_to_word(text: &str, start: usize) -> bool {
    text[..start].ends_with(|c: char| {
        (c.is_alphanumeric() && !sign::is_wide(c)) || matches!(c, '_' | '.' | ',' | '/' | '#')
    })
}

/// Up to `most` bytes of the text before `end`, not reaching back beyond `floor`.
pub(super) fn tail_of(text: &str, floor: usize, end: usize, most: usize) -> &str {
    let mut start = end.saturating_sub(most).max(floor.min(end));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..end]
}

/// Up to `most` bytes of the text from `start`.
pub(super) fn head_of(text: &str, start: usize, most: usize) -> &str {
    let mut end = text.len().min(start + most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}
