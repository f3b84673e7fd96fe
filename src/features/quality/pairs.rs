//! Pairs of listings: one call or two.

use serde::{Deserialize, Serialize};

use super::document::reading;
use super::folder::Folder;
use super::statistics::Interval;
use crate::features::sources::{self, Likeness};

/// How well duplicates are told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Duplicates {
    /// Pairs that are one call, by what was said of them.
    pub same: Told,
    /// Pairs that are two calls, by what was said of them.
    pub different: Told,
    /// The share of pairs of one call that were merged without a person.
    pub recall: Option<Interval>,
    /// The share of them that were merged or shown to a person.
    pub recall_with_maybe: Option<Interval>,
    /// The share of pairs of two calls that were merged: the mistake that hides a call.
    pub false_merge: Option<Interval>,
    /// The pairs that were not told as labelled.
    pub disagreements: Vec<PairMiss>,
}

/// How often pairs were told to be what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The same.
    pub same: usize,
    /// A person should look.
    pub maybe: usize,
    /// Two.
    pub different: usize,
}

/// A pair that was not told as labelled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairMiss {
    /// One listing.
    pub a: String,
    /// The other.
    pub b: String,
    /// Whether they are one call.
    pub expected: String,
    /// What was said.
    pub got: String,
    /// Why, for and against.
    pub reasons: Vec<String>,
}

impl Told {
    fn total(self) -> usize {
        self.same + self.maybe + self.different
    }
}

/// Judges every pair whose two listings are there; problems are told.
pub(super) fn duplicates(folder: &Folder, problems: &mut Vec<String>) -> Option<Duplicates> {
    let mut found = Duplicates::default();
    for (number, pair) in (1..).zip(&folder.pairs) {
        let Some(same) = pair["same"].as_bool() else {
            problems.push(format!("dedup_pairs.jsonl, pair {number}: it does not say \"same\""));
            continue;
        };
        let name =
            |side: &str| pair[side]["ref"].as_str().or(pair[side].as_str()).unwrap_or_default();
        let sides = ["a", "b"].map(|side| {
            let mut document = folder.document(name(side), &pair[side])?;
            if document.title.is_none() {
                document.title = pair[side]["title"].as_str().map(str::to_owned);
            }
            Ok::<_, String>(document)
        });
        let (a, b) = match sides {
            [Ok(a), Ok(b)] => (a, b),
            [Err(why), _] | [_, Err(why)] => {
                problems.push(format!("dedup_pairs.jsonl, pair {number}: {why}"));
                continue;
            }
        };
        let (Some(of_a), Some(of_b)) = (reading(&a), reading(&b)) else {
            problems.push(format!("dedup_pairs.jsonl, pair {number}: the reader broke off"));
            continue;
        };
        let judged = sources::likeness((&a, &of_a), (&b, &of_b));
        let likeness = judged.as_ref().map(|(likeness, _)| *likeness);
        let row = if same { &mut found.same } else { &mut found.different };
        match likeness {
            Some(Likeness::Same) => row.same += 1,
            Some(Likeness::Maybe) => row.maybe += 1,
            None => row.different += 1,
        }
        let as_labelled = if same { Some(Likeness::Same) } else { None };
        if likeness != as_labelled {
            found.disagreements.push(PairMiss {
                a: name("a").to_owned(),
                b: name("b").to_owned(),
                expected: said(as_labelled),
                got: said(likeness),
                reasons: judged.map(|(_, reasons)| reasons).unwrap_or_default(),
            });
        }
    }
    found.recall = Interval::of_share(found.same.same, found.same.total());
    found.recall_with_maybe =
        Interval::of_share(found.same.same + found.same.maybe, found.same.total());
    found.false_merge = Interval::of_share(found.different.same, found.different.total());
    (found.same.total() + found.different.total() > 0).then_some(found)
}

fn said(likeness: Option<Likeness>) -> String {
    match likeness {
        Some(Likeness::Same) => "same",
        Some(Likeness::Maybe) => "maybe",
        None => "different",
    }
    .to_owned()
}
