//! Words as two calls are compared by.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};

use crate::features::opportunities::fold;

/// So many words of a text are compared; longer texts are as alike as their beginnings.
const MOST: usize = 6000;
/// Texts with fewer runs of words than this are too short for their likeness to mean anything.
const FEWEST: usize = 12;
/// How many words make a run.
const RUN: usize = 3;

/// The words of `text`: folded, split at everything that is no letter or digit; each character of a
/// script without spaces is a word.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in fold(text).chars() {
        let alone = matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af);
        if (alone || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if alone {
            words.push(c.to_string());
        } else if c.is_alphanumeric() {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A word without the ending of its plural: enough for titles.
pub(super) fn singular(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// A text as runs of words, and the names and numbers that survive translation.
pub(super) struct Gist {
    runs: HashSet<u64>,
    /// How often each name is said: words that begin with a capital within a sentence.
    names: BTreeMap<String, usize>,
    /// Numbers of two digits and more.
    numbers: BTreeSet<String>,
    words: HashSet<String>,
}

impl Gist {
    pub(super) fn of(text: &str) -> Self {
        let mut words = words(text);
        words.truncate(MOST);
        let runs = words.windows(RUN).map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        });
        let digits = |word: &&String| word.len() > 1 && word.bytes().all(|b| b.is_ascii_digit());
        Self {
            runs: runs.collect(),
            names: names(text),
            numbers: words.iter().filter(digits).cloned().collect(),
            words: words.iter().map(|word| singular(word)).collect(),
        }
    }

    /// The share of the shorter text's runs that the longer one has too, 0 to 1. `None`: too little
    /// text to tell.
    pub(super) fn shared(&self, other: &Gist) -> Option<f64> {
        let fewer = self.runs.len().min(other.runs.len());
        (fewer >= FEWEST).then(|| share(self.runs.intersection(&other.runs).count(), fewer))
    }

    /// The share of the names and numbers of the one with fewer that the other has too, whatever the
    /// languages. `None`: too few to tell.
    pub(super) fn anchors(&self, other: &Gist) -> Option<f64> {
        let (ours, theirs) = (self.roots(), other.roots());
        let fewer = ours.len().min(theirs.len());
        (fewer >= 6).then(|| share(ours.intersection(&theirs).count(), fewer))
    }

    /// The share of the numbers of the one with fewer that the other has too: what survives translation
    /// into another script. Nothing where there are too few.
    pub(super) fn numbers_shared(&self, other: &Gist) -> f64 {
        let fewer = self.numbers.len().min(other.numbers.len());
        if fewer < 5 {
            return 0.0;
        }
        share(self.numbers.intersection(&other.numbers).count(), fewer)
    }

    fn roots(&self) -> BTreeSet<String> {
        let names = self.names.keys().map(|name| name.chars().take(5).collect());
        names.chain(self.numbers.iter().cloned()).collect()
    }

    /// Whether the text has this word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// A name this text says again and again and the other never.
    pub(super) fn own_name(&self, other: &Gist, except: &BTreeSet<String>) -> Option<&str> {
        let own = self.names.iter().filter(|(name, times)| {
            **times >= 3 && !other.has(&singular(name)) && !except.contains(&singular(name))
        });
        own.max_by_key(|(_, times)| **times).map(|(name, _)| name.as_str())
    }
}

fn names(text: &str) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for line in text.lines() {
        let mut begins = true;
        for word in line.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let lower = bare.chars().skip(1).any(char::is_lowercase);
            if !begins && lower && bare.chars().count() > 3 && bare.starts_with(char::is_uppercase)
            {
                // Of "O'Sullivan's" the part that is the name.
                let longest = words(bare).into_iter().max_by_key(|part| part.chars().count());
                *names.entry(longest.unwrap_or_default()).or_insert(0) += 1;
            }
            begins = word.ends_with(['.', '!', '?', ':', '•', '|']) || bare.is_empty();
        }
    }
    names
}

fn share(part: usize, whole: usize) -> f64 {
    let as_float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    as_float(part) / as_float(whole.max(1))
}
