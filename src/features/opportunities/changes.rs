//! What two readings of a call say differently, in words.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::words::{self, Standing};
use crate::features::reading::Reading;
use crate::platform::parts::{Change, Fact};

/// What `after` says differently from `before`, fact by fact.
pub fn changes(before: &Reading, after: &Reading, now: DateTime<Utc>) -> Vec<Change> {
    let nowhere = Standing { text: "", url: "", source: "" };
    let title = |reading: &Reading| reading.title.as_ref().map(|fact| fact.value.clone());
    let (was, is) = (title(before), title(after));
    let mut all = Vec::new();
    if was != is {
        all.push(Change { label: "Title".into(), was, is });
    }
    let (before, after) = (words::facts(before, now, nowhere), words::facts(after, now, nowhere));
    let mut seen = HashSet::new();
    let labels = before.iter().chain(&after).map(|fact| fact.label.as_str());
    for label in labels.filter(|label| seen.insert(*label)) {
        let (was, is) = (said(&before, label), said(&after, label));
        if was != is {
            all.push(Change { label: label.to_owned(), was, is });
        }
    }
    all
}

/// Changes in one line: "Deadline: 30 April 2027 → 14 May 2027".
pub fn in_one_line(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "not stated".into());
        format!("{}: {} → {}", change.label, side(&change.was), side(&change.is))
    };
    changes.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn said(facts: &[Fact], label: &str) -> Option<String> {
    let words: Vec<String> = facts
        .iter()
        .filter(|fact| fact.label == label)
        .filter_map(|fact| fact.value.in_words())
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}
