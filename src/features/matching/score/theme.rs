//! Words that the call shares with the artist's statement, media, works and CV, weighed by BM25.
//!
//! How rare a word is does not depend on what other calls are open, so that the same facts give the same
//! rows: a word that names a medium weighs less, every other the same. Passages are short and alike in
//! length, so that length is left out (b = 0).

use std::collections::{BTreeMap, BTreeSet};

use super::own::OwnWord;
use super::{Own, Part, Row, Said};
use crate::features::matching::stems::{names_a_medium, stem, telling};
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::Field;
use crate::features::reading::{Fact, Reading};

/// A word in the title counts as so many in the summary.
const IN_TITLE: i32 = 2;

/// More often than this says no more.
const OFTEN: i32 = 4;

/// A telling word of a call.
pub(in super::super) struct Word<'a> {
    /// As it is written where it stands first.
    word: &'a str,
    /// It stands first in the title.
    titled: bool,
    times: i32,
}

impl Word<'_> {
    /// What it counts where the artist uses it too: BM25 with k1 = 1.2, in whole points.
    pub(in super::super) fn points(&self, stem: &str) -> i32 {
        let weight = if names_a_medium(stem) { THEME_MEDIUM } else { THEME_WORD };
        let times = self.times.min(OFTEN);
        let (above, below) = (weight * 22 * times, 10 * times + 12);
        (2 * above + below) / (2 * below)
    }
}

/// The telling words of a call's title and summary, by their stems.
pub(in super::super) fn words_of(reading: &Reading) -> BTreeMap<String, Word<'_>> {
    let mut words: BTreeMap<String, Word<'_>> = BTreeMap::new();
    for (passage, titled) in [(&reading.title, true), (&reading.summary, false)] {
        let Some(passage) = passage else { continue };
        for (stem, word) in telling(&passage.value) {
            let known = words.entry(stem).or_insert(Word { word, titled, times: 0 });
            known.times += if titled { IN_TITLE } else { 1 };
        }
    }
    words
}

/// A row for the title and one for the summary, each with the words that met first there.
pub(super) fn theme(reading: &Reading, Own { stems: own, .. }: &Own) -> Said {
    if own.is_empty() {
        let reason = "You have not written about your work yet.";
        return Said::unknown(Row::new(Part::Theme, 0, reason).missing(Field::Statement));
    }
    if reading.title.is_none() && reading.summary.is_none() {
        return Said::unknown(Row::new(Part::Theme, 0, "What it is about could not be read."));
    }
    let words = words_of(reading);
    let met: Vec<(&Word<'_>, &OwnWord, i32)> = words
        .iter()
        .filter_map(|(stem, word)| Some((word, own.get(stem)?, word.points(stem))))
        .collect();
    let mut left = THEME_MOST;
    let mut rows = Vec::new();
    for (passage, titled) in [(&reading.title, true), (&reading.summary, false)] {
        let here = met.iter().filter(|(word, ..)| word.titled == titled);
        let points = here.clone().map(|(.., points)| points).sum::<i32>().min(left);
        if let Some(passage) = passage.as_ref().filter(|_| points > 0) {
            left -= points;
            rows.push(row(passage, points, here.map(|(word, own, _)| (*word, *own))));
        }
    }
    Said::known(rows)
}

fn row<'a>(
    passage: &Fact<String>,
    points: i32,
    met: impl Iterator<Item = (&'a Word<'a>, &'a OwnWord)> + Clone,
) -> Row {
    let fields: BTreeSet<Field> = met.clone().map(|(_, own)| own.field).collect();
    let said: BTreeSet<String> = met.map(|(word, own)| met_words(word.word, &own.word)).collect();
    let said: Vec<String> = said.into_iter().collect();
    let reason = format!("It uses words of yours: {}.", said.join(", "));
    let row = Row::new(Part::Theme, points, reason).quoting(passage);
    let labels = words::and(fields.iter().map(|field| field.label().to_lowercase()));
    match fields.first() {
        Some(field) => row.by(*field, format!("They stand in: {labels}.")),
        None => row,
    }
}

/// "river"; "pots (your vessels)" where two words mean the same.
fn met_words(word: &str, own: &str) -> String {
    let word = word.to_lowercase();
    if stem(&word) == stem(own) { word } else { format!("{word} (your {own})") }
}
