//! What the artist wants and can do: kind, career stage, language; and what stays open about the rules.

use super::{Part, Row, Said, start};
use crate::features::matching::verdict::Verdict;
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{Clause, Fact, Force, Reading, Rule, Stage};

/// Whether it is a kind of call the artist wants.
pub(super) fn kind(reading: &Reading, artist: &Artist) -> Said {
    let Some(kind) = &reading.kind else {
        let reason = "What kind of call it is could not be read.";
        return Said::unknown(Row::new(Part::Kind, KIND_UNKNOWN, reason));
    };
    let name = kind.value.name().to_lowercase();
    if artist.kinds.is_empty() {
        let row = Row::new(Part::Kind, 0, "You have not said which kinds of call you want.");
        return Said::unknown(row.missing(Field::Kinds));
    }
    let mut kinds = artist.kinds.clone();
    kinds.sort();
    let own =
        format!("You want: {}.", words::and(kinds.iter().map(|kind| kind.name().to_lowercase())));
    let (points, reason) = if artist.kinds.contains(&kind.value) {
        (KIND_WANTED, format!("You want this kind of call: {name}."))
    } else {
        (KIND_UNWANTED, format!("You did not ask for this kind of call: {name}."))
    };
    Said::known([Row::new(Part::Kind, points, reason).quoting(kind).by(Field::Kinds, own)])
}

/// Whether it looks for artists at the same career stage.
pub(super) fn stage(reading: &Reading, artist: &Artist) -> Said {
    let mut asked: Vec<(&Fact<Clause>, Stage)> = reading
        .eligibility
        .iter()
        .filter(|clause| clause.value.force != Force::Benefit)
        .flat_map(|clause| stages(&clause.value.rule).into_iter().map(move |stage| (clause, stage)))
        .collect();
    asked.sort_by_key(|(clause, stage)| (start(clause), *stage));
    if asked.is_empty() {
        // Silence about stages is an answer where the call was read at all.
        let row = Row::new(Part::Stage, STAGE_OPEN, "It asks for no particular career stage.");
        return Said { rows: vec![row], known: !reading.eligibility.is_empty() };
    }
    let Some(own) = artist.stage else {
        let row = Row::new(Part::Stage, 0, "You have not said at which career stage you are.");
        return Said::unknown(row.missing(Field::Stage));
    };
    let steps = |stage: Stage| (stage as i32 - own as i32).abs();
    let Some((clause, nearest)) = asked.into_iter().min_by_key(|(_, stage)| steps(*stage)) else {
        return Said::known([]);
    };
    let (points, reason) = match steps(nearest) {
        0 => (STAGE_ASKED, "It looks for artists at your career stage."),
        1 => (STAGE_NEAR, "It looks for artists at the career stage next to yours."),
        _ => (STAGE_OTHER, "It looks for artists at another career stage."),
    };
    let row = Row::new(Part::Stage, points, reason).quoting(clause);
    Said::known([row.by(Field::Stage, format!("You are {}.", words::stage_name(own)))])
}

/// The stages a rule asks for, alone or beside other conditions.
pub(in super::super) fn stages(rule: &Rule) -> Vec<Stage> {
    match rule {
        Rule::CareerStage { stages } => stages.clone(),
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().flat_map(stages).collect(),
        _ => Vec::new(),
    }
}

/// Whether the artist can apply in its language: in one of those that it names for applications, or else in the
/// one it is written in.
pub(super) fn language(reading: &Reading, artist: &Artist) -> Said {
    let taken = &reading.application.languages;
    let written = reading.language.iter().filter(|_| taken.is_empty());
    let codes: Vec<&String> = taken.iter().map(|fact| &fact.value).chain(written).collect();
    if codes.is_empty() {
        let reason = "The language of the call could not be told.";
        return Said::unknown(Row::new(Part::Language, LANGUAGE_UNKNOWN, reason));
    }
    if artist.languages.is_empty() {
        let row =
            Row::new(Part::Language, 0, "You have not said in which languages you can apply.");
        return Said::unknown(row.missing(Field::Languages));
    }
    let mut own = artist.languages.clone();
    own.sort();
    let own_words = format!(
        "You can apply in {}.",
        words::or(own.iter().map(|code| words::language_name(code)))
    );
    let shared = codes.iter().find(|code| own.contains(code));
    let names = match shared {
        Some(code) => words::language_name(code).to_owned(),
        None => words::or(codes.iter().map(|code| words::language_name(code))),
    };
    let takes = if taken.is_empty() { "It is written in" } else { "It takes applications in" };
    let (points, reason) = match shared {
        Some(_) => (LANGUAGE_YOURS, format!("{takes} {names}.")),
        None => (LANGUAGE_OTHER, format!("{takes} {names}, which you did not name.")),
    };
    let quoted = taken.iter().find(|fact| shared.is_none_or(|shared| **shared == fact.value));
    let row = Row::new(Part::Language, points, reason).by(Field::Languages, own_words);
    Said::known([match quoted {
        Some(fact) => row.quoting(fact),
        None => row,
    }])
}

/// Rules about who may apply that the profile leaves open. What sort of fact is missing makes no
/// difference, but that a condition only the artist can judge weighs less.
pub(super) fn open_rules(verdict: &Verdict) -> Vec<Row> {
    let (mut left, mut left_to_read) = (RULE_OPEN_MOST, RULE_READ_MOST);
    verdict
        .clauses
        .iter()
        .filter(|clause| clause.is_open())
        .map(|clause| {
            let points = match weight_of_open(clause.settled_by.iter().copied(), clause.slim) {
                Some(points) => points.max(left),
                None => {
                    let points = RULE_READ.max(left_to_read).max(left);
                    left_to_read -= points;
                    points
                }
            };
            left -= points;
            Row {
                quote: clause.quote.clone(),
                own: clause.own.first().map(|own| own.words.clone()),
                field: clause.settled_by.first().copied(),
                ..Row::new(Part::Rules, points, format!("Not settled: you must {}.", clause.asks))
            }
        })
        .filter(|row| row.points < 0)
        .collect()
}

/// What a rule takes away that is open for want of these fields; `None`: only the artist can judge it.
pub(in super::super) fn weight_of_open(
    mut settled_by: impl Iterator<Item = Field>,
    slim: bool,
) -> Option<i32> {
    let to_read = settled_by.all(|field| field == Field::Conditions);
    (!to_read).then_some(if slim { RULE_SLIM } else { RULE_OPEN })
}
