//! What the name of a call says: the words that tell it from others, and which edition it is of.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::tokens::{singular, words};
use super::vocabulary::{GENERIC, MONTHS, ORDINALS, SEASONS, SORTS};

static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)[$€£¥₹]\s?\d[\d.,]*\s?k?\+?|\d[\d.,]*\s?(?:€|£|usd|eur|euros?|dollars?)\b")
        .ok()
});
static YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)|(\d\d)/(\d\d)|((?:19|20)\d\d))\b").ok()
});
static EDITION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(\d{1,3})\s?(?:st|nd|rd|th|ª|º|°|a|e|o|ème|eme)?\.?\s(?:[a-z]+\s)?(?:edition|édition|annual|edición|edição|edizione|ausgabe|anual)\b|\b(?:edition|édition|edición|edição|edizione)\s(?:no?\.?\s?|#)?(\d{1,3})\b",
    )
    .ok()
});

/// A call's name, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Name {
    /// The words that tell it from others.
    pub(super) own: BTreeSet<String>,
    /// All its words of three letters and more.
    pub(super) words: BTreeSet<String>,
    pub(super) editions: BTreeSet<u32>,
    pub(super) years: BTreeSet<i32>,
    pub(super) seasons: BTreeSet<&'static str>,
    pub(super) months: BTreeSet<&'static str>,
    pub(super) numbers: BTreeSet<u32>,
    pub(super) sorts: BTreeSet<&'static str>,
}

impl Name {
    pub(super) fn of(title: &str) -> Self {
        let mut name = Self { editions: editions(title), ..Self::default() };
        let mut rest = AMOUNT
            .as_ref()
            .map_or_else(|| title.to_owned(), |amount| amount.replace_all(title, " ").into_owned());
        if let Some(years) = YEARS.as_ref() {
            name.years = years.captures_iter(&rest).flat_map(|found| years_of(&found)).collect();
            rest = years.replace_all(&rest, " ").into_owned();
        }
        for word in rest.split(|c: char| !c.is_alphanumeric() && c != 'ª' && c != 'º') {
            name.editions.extend(roman(word).or_else(|| ordinal(word)));
        }
        name.sort_words(&rest);
        name
    }

    fn sort_words(&mut self, rest: &str) {
        for word in words(rest) {
            let of = |table: &[(&'static str, &[&str])]| {
                table.iter().find(|(_, words)| words.contains(&&*word)).map(|(name, _)| *name)
            };
            let bare = singular(&word);
            if word.chars().count() > 2 && !word.bytes().all(|b| b.is_ascii_digit()) {
                self.words.insert(bare.clone());
            }
            self.sorts.extend(
                SORTS.iter().find(|(_, words)| words.contains(&&*bare)).map(|(name, _)| *name),
            );
            if let Some(season) = of(SEASONS) {
                self.seasons.insert(season);
            } else if let Some(month) = MONTHS.iter().find(|month| **month == word) {
                self.months.insert(month);
            } else if let Ok(number) = word.parse::<u32>() {
                if !self.editions.contains(&number) {
                    self.numbers.insert(number);
                }
            } else if !is_any_titles(&word) && !is_any_titles(&bare) {
                self.own.insert(bare);
            }
        }
    }
}

/// Whether any call's title may have the word; a lone letter is what an apostrophe leaves.
fn is_any_titles(word: &str) -> bool {
    GENERIC.contains(&word) || ordinal(word).is_some() || word.len() < 2
}

/// The editions a text counts: "17th edition", "the second annual show".
pub(super) fn editions(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    if let Some(edition) = EDITION.as_ref() {
        for numbers in edition.captures_iter(text).take(20) {
            let number = numbers.get(1).or(numbers.get(2));
            found.extend(number.and_then(|number| number.as_str().parse::<u32>().ok()));
        }
    }
    let words = words(text);
    for pair in words.windows(2) {
        if matches!(pair[1].as_str(), "edition" | "annual") {
            let place = ORDINALS.iter().position(|ordinal| *ordinal == pair[0]);
            found.extend(place.and_then(|place| u32::try_from(place + 1).ok()));
        }
    }
    found
}

fn years_of(found: &regex::Captures<'_>) -> Vec<i32> {
    let number = |index: usize| found.get(index).and_then(|m| m.as_str().parse::<i32>().ok());
    match (number(1), number(2), number(3), number(4), number(5)) {
        (Some(year), Some(next), ..) => vec![year, year / 100 * 100 + next],
        (_, _, Some(year), Some(next), _) if next == year + 1 => vec![2000 + year, 2000 + next],
        (.., Some(year)) => vec![year],
        _ => Vec::new(),
    }
}

/// "17th", "4.ª": not "2D", "3a" being no ordinal of a call's edition either way.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, ending) = word.split_at(digits);
    let ending = ending.to_lowercase();
    let ends = ["st", "nd", "rd", "th", "ª", "º", "eme", "ème"].contains(&&*ending);
    number.parse().ok().filter(|_| ends && digits <= 3)
}

/// "VII"; a single letter is no number of a call.
fn roman(word: &str) -> Option<u32> {
    if word.len() < 2 || !word.bytes().all(|b| b"IVX".contains(&b)) {
        return None;
    }
    let values: Vec<u32> = word
        .bytes()
        .map(|b| {
            if b == b'I' {
                1
            } else if b == b'V' {
                5
            } else {
                10
            }
        })
        .collect();
    let next = values.iter().skip(1).chain(std::iter::once(&0));
    let sum = values.iter().zip(next).fold(0i64, |sum, (value, next)| {
        if value < next { sum - i64::from(*value) } else { sum + i64::from(*value) }
    });
    u32::try_from(sum).ok()
}
