//! What a newer version says differently.

use std::collections::HashSet;

use crate::features::opportunities::words::{self, Standing};
use crate::features::opportunities::{self, Corrected, Correction};
use crate::features::reading::Reading;
use crate::features::sources::review::Case;
use crate::platform::parts::{Change, Fact};

/// What a newer version says differently, fact by fact, with the corrections on top of both.
pub fn changes(case: &Case, newer: &Reading) -> Vec<Change> {
    let now = case.version.read_at;
    let place = Standing { text: "", url: "", source: "" };
    let lay = |reading: &Reading| {
        let corrections: Vec<Corrected> = case
            .corrections
            .iter()
            .filter(|one| !matches!(one.correction, Correction::NotARule(_)))
            .cloned()
            .collect();
        words::facts(&opportunities::lay_over(reading.clone(), &corrections), now, place)
    };
    let (before, after) = (lay(&case.version.reading), lay(newer));
    let said = |facts: &[Fact], label: &str| {
        let words: Vec<String> = facts
            .iter()
            .filter(|fact| fact.label == label)
            .filter_map(|fact| fact.value.in_words())
            .collect();
        (!words.is_empty()).then(|| words.join("; "))
    };
    let mut labels: Vec<String> =
        before.iter().chain(&after).map(|fact| fact.label.clone()).collect();
    let mut seen = HashSet::new();
    labels.retain(|label| seen.insert(label.clone()));
    labels
        .into_iter()
        .map(|label| Change { was: said(&before, &label), is: said(&after, &label), label })
        .filter(|change| change.was != change.is)
        .collect()
}
