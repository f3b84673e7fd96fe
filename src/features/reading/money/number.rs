//! Numbers as people write amounts: `77,000`, `1.300,-`, `10 000`, `2.000,00`, `3, 00,000/-`, `7,000만`,
//! `2.5 million`.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::amount::head_of;
use crate::features::reading::pattern::Pattern;

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last, marks like `,-` and words like `million` included.
    pub(super) end: usize,
    /// What it says.
    pub(super) value: Decimal,
    /// Thousands are set apart or cents given.
    pub(super) grouped: bool,
    /// `,-` or `/-` stands behind it, or a word that multiplies.
    pub(super) marked: bool,
}

/// How groups of digits are written, the most telling first: the pattern, and the mark before cents.
static WRITINGS: LazyLock<[(Pattern, Option<char>); 8]> = LazyLock::new(|| {
    [
        (r"^\d{1,2}(?:, ?\d{2})+,\d{3}", None),
        // "$25’000.000": millions by an apostrophe, thousands by a point.
        (r"^\d{1,3}['’´]\d{3}(?:\.\d{3})+", None),
        (r"^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", Some('.')),
        (r"^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", Some(',')),
        (r"^\d{1,3}(?:['’]\d{3})+(?:\.\d{1,2})?", Some('.')),
        (r"^\d{1,3}(?:[ \u{a0}\u{202f}\u{2009}]\d{3})+(?:,\d{1,2})?", Some(',')),
        (r"^\d+\.\d{1,2}", Some('.')),
        (r"^\d+,\d{1,2}", Some(',')),
    ]
    .map(|(pattern, cents)| (Pattern::new(pattern), cents))
});

static PLAIN: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^\d+"));

/// Marks behind a round amount.
static ROUND: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^(?:[.,](?:--?|–|—)|/-|/=)"));

/// Words and signs that multiply, and whether a lakh.
const FACTORS: &[(&str, i64, bool)] = &[
    ("천만", 10_000_000, false),
    ("백만", 1_000_000, false),
    ("억", 100_000_000, false),
    ("億", 100_000_000, false),
    ("만", 10_000, false),
    ("万", 10_000, false),
    ("萬", 10_000, false),
    ("천", 1000, false),
    ("million", 1_000_000, false),
    ("millions", 1_000_000, false),
    ("mio", 1_000_000, false),
    ("millón", 1_000_000, false),
    ("millones", 1_000_000, false),
    ("milhão", 1_000_000, false),
    ("milhões", 1_000_000, false),
    ("millionen", 1_000_000, false),
    ("milioni", 1_000_000, false),
    ("billion", 1_000_000_000, false),
    ("milliards", 1_000_000_000, false),
    ("thousand", 1000, false),
    ("mil", 1000, false),
    ("mille", 1000, false),
    ("tausend", 1000, false),
    ("mila", 1000, false),
    ("lakh", 100_000, true),
    ("lakhs", 100_000, true),
    ("lac", 100_000, true),
    ("lacs", 100_000, true),
    ("crore", 10_000_000, false),
    ("crores", 10_000_000, false),
];

/// The number that begins at `start`, which must be the first of its digits. `None` for numbers longer
/// than any budget.
pub(super) fn number(text: &str, start: usize) -> Option<Number> {
    // Longer ones are no amounts of anything.
    let rest = head_of(text, start, 80);
    let (length, cents) = WRITINGS
        .iter()
        .find_map(|(writing, cents)| {
            let length = writing.find(rest)?.end();
            ends_whole(&rest[length..]).then_some((length, *cents))
        })
        .or_else(|| PLAIN.find(rest).map(|plain| (plain.end(), None)))?;
    let written = &rest[..length];
    let (whole, fraction) = match cents.and_then(|mark| written.rsplit_once(mark)) {
        Some((whole, fraction)) if fraction.len() <= 2 => (whole, fraction),
        _ => (written, ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.len() > 15 {
        return None;
    }
    let mut value = Decimal::from_str_exact(&format!("{digits}.{fraction}0")).ok()?;
    let mut end = length;
    let mut marked = false;
    // A dash before a digit is a range.
    if let Some(round) = ROUND.find(&rest[end..])
        && !rest[end + round.end()..].starts_with(|c: char| c.is_ascii_digit())
    {
        end += round.end();
        marked = true;
    }
    if let Some((factor, length, lakh)) = factor(&rest[end..]) {
        // "INR 4,00,000 Lacs" says the unit twice.
        if !(lakh && value >= Decimal::from(10_000)) {
            value = value.checked_mul(factor)?;
        }
        end += length;
        marked = true;
    }
    let value = value.normalize();
    let grouped = written.contains(|c: char| !c.is_ascii_digit());
    Some(Number { start, end: start + end, value, grouped, marked })
}

/// Whether the digits end here: no further digit, nor a separator with one.
fn ends_whole(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_digit())
}

/// What multiplies the number before `rest`: the factor, the bytes it takes, whether it is a lakh.
fn factor(rest: &str) -> Option<(Decimal, usize, bool)> {
    let word = rest.trim_start_matches([' ', '\u{a0}']);
    let space = rest.len() - word.len();
    if space > 2 {
        return None;
    }
    let letters = word.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let name = word.get(..letters.min(30)).unwrap_or_default().to_lowercase();
    let (mark, factor, lakh) = FACTORS
        .iter()
        .find(|(mark, ..)| {
            if mark.starts_with(super::sign::is_wide) {
                name.starts_with(mark)
            } else {
                name == *mark
            }
        })
        .map(|(mark, factor, lakh)| (mark.len(), *factor, *lakh))
        .or_else(|| match (&*name, space) {
            ("k", 0) => Some((1, 1000, false)),
            ("m", 0) => Some((1, 1_000_000, false)),
            _ => None,
        })?;
    Some((Decimal::from(factor), space + mark, lakh))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, &str) {
        let number = number(text, 0).unwrap();
        (number.value.to_string(), &text[number.end..])
    }

    #[test]
    fn grouping_of_many_places() {
        let is = |text, value: &str, rest| assert_eq!(read(text), (value.to_owned(), rest));
        is("77,000 in prizes", "77000", " in prizes");
        is("1.300,- Euros", "1300", " Euros");
        is("10 000 €", "10000", " €");
        is("2.000,00 por projeto", "2000", " por projeto");
        is("3, 00,000/- (Three lakhs)", "300000", " (Three lakhs)");
        is("4,00,000 Lacs", "400000", "");
        is("4 lakh", "400000", "");
        is("7,000 만원", "70000000", "원");
        is("2.5 Million", "2500000", "");
        is("24.50 each", "24.5", " each");
        is("5k prize", "5000", " prize");
        is("193.970.000", "193970000", "");
        is("12'500 CHF", "12500", " CHF");
        is("25, 10 of them", "25", ", 10 of them");
        is("10.5.2026", "10.5", ".2026");
        is("500-1,500", "500", "-1,500");
        assert_eq!(number("12345678901234567890", 0), None);
    }
}
