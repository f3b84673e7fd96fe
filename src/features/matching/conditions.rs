//! Conditions that no fact of a profile answers: the artist reads the clause and says whether they meet it.
//! An answer is kept by the condition's words, so that it counts for every call that asks the same; what
//! each organiser asks anew, under the organiser's and the programme's name.

use std::collections::BTreeMap;

use super::rank::Match;
use super::rule::own_words;
use super::verdict::Judged;
use super::words;
use crate::features::profiles::{Artist, Field};
use crate::features::reading::Rule;

/// A condition that only the artist can judge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ToJudge {
    /// What it asks, after "you must".
    pub asks: String,
    /// The words by which the answer is kept.
    pub key: String,
    /// It asks whether they had it before: who says yes may not apply.
    pub had_it: bool,
}

impl ToJudge {
    /// Those that a rule holds, each once. Groups that somebody belongs to are none of them: they are
    /// told in the profile, where they are sealed.
    pub fn of(rule: &Rule) -> Vec<Self> {
        let key = match rule {
            Rule::AnyOf { rules } | Rule::AllOf { rules } => {
                let mut all: Vec<Self> = rules.iter().flat_map(Self::of).collect();
                all.sort();
                all.dedup();
                return all;
            }
            Rule::Not { rule } => return Self::of(rule),
            Rule::Experience { .. } | Rule::CareerStage { .. } => words::asks(rule),
            Rule::Professional { .. }
            | Rule::NominationOnly { .. }
            | Rule::NoPreviousRecipient { .. } => own_words(rule).unwrap_or_default(),
            Rule::Member { of } => format!("member of {of}"),
            Rule::Other { condition } => condition.clone(),
            _ => return Vec::new(),
        };
        let asks = match rule {
            Rule::Professional { of: Some(of) }
            | Rule::NominationOnly { of: Some(of) }
            | Rule::NoPreviousRecipient { of: Some(of) } => format!("{} ({of})", words::asks(rule)),
            rule => words::asks(rule),
        };
        let had_it = matches!(rule, Rule::NoPreviousRecipient { .. });
        vec![Self { asks, key: Artist::condition_key(&key), had_it }]
    }

    /// Those of a clause; none where the stage in the profile answers it, or would.
    pub fn of_clause(judged: &Judged) -> Vec<Self> {
        if judged.own.iter().any(|own| own.field == Field::Stage) {
            return Vec::new();
        }
        Self::of(&judged.rule)
    }
}

/// The conditions that stay open in these matches, with how many calls ask each: most first.
pub(super) fn open(matches: &[Match]) -> Vec<(ToJudge, usize)> {
    let mut counts: BTreeMap<ToJudge, usize> = BTreeMap::new();
    for found in matches {
        let open = found.verdict.clauses.iter().filter(|clause| clause.is_open());
        let mut asked: Vec<ToJudge> = open.flat_map(ToJudge::of_clause).collect();
        asked.sort();
        asked.dedup();
        asked.into_iter().for_each(|one| *counts.entry(one).or_default() += 1);
    }
    let mut counts: Vec<(ToJudge, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
