//! One fact away: what the artist could tell, and what each answer would change, found by trying.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Asked, Outcome, outcome, words};
use crate::features::matching::rule::{judge, window};
use crate::features::profiles::{Artist, Birth, Field};
use crate::features::reading::{Applicant, Clause, Fact, Force, Gender, Rule, Stage};

/// A question to the artist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Question {
    /// The profile field that answers it.
    pub field: Field,
    /// "Where do you live?"
    pub asks: String,
    /// What each answer would make of the verdict.
    pub answers: Vec<IfAnswered>,
}

/// What one answer would make of the verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct IfAnswered {
    /// "In Australia."
    pub answer: String,
    /// The verdict as a whole with this answer.
    pub outcome: Outcome,
}

impl Question {
    /// Whether some answer alone makes the artist eligible.
    pub fn settles(&self) -> bool {
        self.answers.iter().any(|answer| answer.outcome == Outcome::Eligible)
    }
}

/// An answer to try: its words, the artist as if they had given it, and rules taken as settled.
struct Trial {
    answer: String,
    artist: Artist,
    assumed: Vec<(Rule, bool)>,
}

/// The questions whose answers would change an open verdict, those that settle it first.
pub(super) fn questions(
    clauses: &[Fact<Clause>],
    asked: &Asked<'_>,
    now: Outcome,
) -> Vec<Question> {
    if now != Outcome::Unknown {
        return Vec::new();
    }
    let mut open: Vec<(Field, Rule)> = Vec::new();
    for clause in clauses.iter().filter(|clause| clause.value.force == Force::Required) {
        for found in judge(&clause.value.rule, asked).open {
            if !open.contains(&found) {
                open.push(found);
            }
        }
    }
    open.sort_by_cached_key(|(field, rule)| (*field, words::asks(rule)));
    let mut groups: Vec<(Field, Vec<Rule>)> = Vec::new();
    for (field, rule) in open {
        match groups.iter_mut().find(|(known, _)| *known == field && shared(field)) {
            Some((_, rules)) => rules.push(rule),
            None => groups.push((field, vec![rule])),
        }
    }
    let mut questions: Vec<Question> = groups
        .into_iter()
        .map(|(field, rules)| question(field, &rules, clauses, asked))
        .filter(|question| question.answers.iter().any(|answer| answer.outcome != now))
        .collect();
    questions.sort_by_cached_key(|question| {
        (!question.settles(), question.field, question.asks.clone())
    });
    questions
}

/// Whether one answer settles every rule about the field. (Each condition and group is its own.)
fn shared(field: Field) -> bool {
    !matches!(field, Field::Conditions | Field::Identities | Field::Residence)
}

fn question(field: Field, rules: &[Rule], clauses: &[Fact<Clause>], asked: &Asked<'_>) -> Question {
    let tried = trials(field, rules, asked).into_iter().map(|trial| {
        let then = Asked { artist: &trial.artist, on: asked.on, assumed: &trial.assumed };
        IfAnswered { answer: trial.answer, outcome: outcome(clauses, &then) }
    });
    let mut answers: Vec<IfAnswered> = Vec::new();
    for answer in tried {
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    Question { field, asks: asks(field, rules), answers }
}

fn asks(field: Field, rules: &[Rule]) -> String {
    match field {
        Field::Birth => "When were you born?".into(),
        Field::Citizenships => "Which citizenships do you have?".into(),
        Field::Stage => "At which career stage does the call see you?".into(),
        Field::AppliesAs => "As what do you apply?".into(),
        Field::Gender => "Do you want to tell your gender?".into(),
        Field::Student => "Are you a student?".into(),
        Field::Represented => "Does a gallery represent you?".into(),
        Field::Disciplines => "What do you work in?".into(),
        _ => match rules {
            [rule] => asks_of(rule),
            rules => format!("Do you {}?", words::or(rules.iter().map(words::asks))),
        },
    }
}

/// One rule as a question. A rule that forbids is asked for what it forbids.
fn asks_of(rule: &Rule) -> String {
    let asks = words::asks(rule);
    match rule {
        Rule::NoPreviousRecipient { .. } => "Have you received it before?".into(),
        Rule::NominationOnly { .. } => "Does somebody nominate you?".into(),
        Rule::Not { rule } => asks_of(rule),
        Rule::Identity { group } => format!("Do you belong to: {group}?"),
        Rule::Other { condition } => {
            format!("Do you meet this condition: {}?", condition.trim_end_matches(['.', ' ']))
        }
        _ => match asks.split_once(' ') {
            Some(("be", rest)) => format!("Are you {rest}?"),
            Some(("have", rest)) => format!("Have you {rest}?"),
            _ => format!("Do you {asks}?"),
        },
    }
}

fn trials(field: Field, rules: &[Rule], asked: &Asked<'_>) -> Vec<Trial> {
    let with = |answer: String, change: &dyn Fn(&mut Artist)| {
        let mut artist = asked.artist.clone();
        change(&mut artist);
        Trial { answer, artist, assumed: asked.assumed.to_vec() }
    };
    match field {
        Field::Birth => births(rules, asked.on)
            .into_iter()
            .map(|(answer, day)| with(answer, &|artist| artist.birth = Some(Birth::On(day))))
            .collect(),
        Field::Gender => [Gender::Woman, Gender::Man, Gender::NonBinary]
            .map(|own| {
                let answer = format!("I am {}.", words::gender_name(own));
                with(answer, &|artist| artist.gender = Some(own))
            })
            .into(),
        Field::AppliesAs => {
            [Applicant::Individual, Applicant::Duo, Applicant::Collective, Applicant::Organisation]
                .map(|own| {
                    let answer = format!("As {}.", words::applicant_name(own));
                    with(answer, &|artist| artist.applies_as = vec![own])
                })
                .into()
        }
        Field::Stage if asked.artist.stage.is_none() => {
            [Stage::Student, Stage::Emerging, Stage::MidCareer, Stage::Established]
                .map(|own| {
                    let answer = format!("I am {}.", words::stage_name(own));
                    with(answer, &|artist| artist.stage = Some(own))
                })
                .into()
        }
        _ => assumptions(rules, asked),
    }
}

/// Yes to each rule, the others left open; and no to all of them.
fn assumptions(rules: &[Rule], asked: &Asked<'_>) -> Vec<Trial> {
    let assume = |answer: String, settled: Vec<(Rule, bool)>| Trial {
        answer,
        artist: asked.artist.clone(),
        assumed: asked.assumed.iter().cloned().chain(settled).collect(),
    };
    let mut trials: Vec<Trial> = rules
        .iter()
        .map(|rule| {
            let answer = match rule {
                // Asked the other way round: the yes that lets one apply is a no.
                Rule::NoPreviousRecipient { .. } => "No: I have not received it before.".to_owned(),
                rule => format!("Yes: I {}.", first_person(&words::asks(rule))),
            };
            assume(answer, vec![(rule.clone(), true)])
        })
        .collect();
    let none = match rules {
        [Rule::NoPreviousRecipient { .. }] => "Yes: I have received it before.",
        _ => "No.",
    };
    trials.push(assume(none.into(), rules.iter().map(|rule| (rule.clone(), false)).collect()));
    trials
}

fn first_person(asks: &str) -> String {
    match asks.split_once(' ') {
        Some(("be", rest)) => format!("am {rest}"),
        Some(("not", rest)) => match rest.strip_prefix("be ") {
            Some(rest) => format!("am not {rest}"),
            None => format!("do not {rest}"),
        },
        _ => asks.to_owned(),
    }
}

/// The stretches of birth dates that the rules tell apart, each with a day inside it.
fn births(rules: &[Rule], on: NaiveDate) -> Vec<(String, NaiveDate)> {
    let mut edges: Vec<NaiveDate> = Vec::new();
    for (first, last) in rules.iter().filter_map(|rule| window(rule, on)) {
        edges.extend((first > NaiveDate::MIN).then_some(first));
        edges.extend(last.succ_opt().filter(|_| last < NaiveDate::MAX));
    }
    edges.retain(|edge| *edge <= on);
    edges.sort();
    edges.dedup();
    let Some(first) = edges.first() else { return Vec::new() };
    let before = format!("Before {}.", words::date(*first));
    let mut stretches = vec![(before, first.pred_opt().unwrap_or(*first))];
    for (index, from) in edges.iter().enumerate() {
        let answer = match edges.get(index + 1).and_then(|next| next.pred_opt()) {
            Some(until) => format!("From {} to {}.", words::date(*from), words::date(until)),
            None => format!("On {} or later.", words::date(*from)),
        };
        stretches.push((answer, *from));
    }
    stretches
}
