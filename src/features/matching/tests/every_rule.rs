//! For every sort of rule: closed is hidden and reachable, open is one fact away, and time says from when.

use uuid::Uuid;

use super::*;
use crate::features::matching::{Call, Feedback, Outcome, rank, verdict};
use crate::features::reading::Start;

/// One rule of each sort that does not let Inês in, or that no fact of hers settles. The match names
/// every sort, so that a new one has to be thought of here.
fn every_rule() -> Vec<Rule> {
    let lives_elsewhere = || lives_in(&["NO"], None);
    let of = |sort: &Rule| match sort {
        Rule::Anyone => Rule::Anyone,
        Rule::Residence { .. } => lives_elsewhere(),
        Rule::Citizenship { .. } => citizen_of(&["NO"]),
        Rule::WorkPermission { .. } => Rule::WorkPermission { country: country("NO") },
        Rule::Age { .. } => aged(50, 60),
        Rule::Born { .. } => Rule::Born { from: Some(day("2005-01-01")), until: None },
        Rule::CareerStage { .. } => Rule::CareerStage { stages: vec![Stage::Established] },
        Rule::Experience { .. } => {
            Rule::Experience { since: Start::Practice, least: Some(5), most: None }
        }
        Rule::Professional { .. } => Rule::Professional { of: None },
        Rule::Student { .. } => Rule::Student { must_be: true },
        Rule::ApplicantKind { .. } => Rule::ApplicantKind { kinds: vec![Applicant::Duo] },
        Rule::Gender { .. } => Rule::Gender { genders: vec![Gender::Man] },
        Rule::Identity { .. } => Rule::Identity { group: "veterans".into() },
        Rule::Practice { .. } => Rule::Practice { disciplines: vec![Discipline::Music] },
        Rule::PracticeExcluded { .. } => Rule::PracticeExcluded {
            disciplines: vec![Discipline::Ceramics, Discipline::Installation],
        },
        Rule::Language { .. } => Rule::Language { languages: vec!["no".into()] },
        Rule::NominationOnly { .. } => Rule::NominationOnly { of: None },
        Rule::NoPreviousRecipient { .. } => Rule::NoPreviousRecipient { of: None },
        Rule::NoGallery => Rule::NoGallery,
        Rule::Member { .. } => Rule::Member { of: "the guild".into() },
        Rule::AnyOf { .. } => Rule::AnyOf { rules: vec![lives_elsewhere(), citizen_of(&["NO"])] },
        Rule::AllOf { .. } => Rule::AllOf { rules: vec![lives_elsewhere(), citizen_of(&["NO"])] },
        Rule::Not { .. } => Rule::Not { rule: Box::new(lives_in(&["PT"], None)) },
        Rule::Other { .. } => Rule::Other { condition: "own a boat".into() },
    };
    let stays = Rule::Residence { countries: vec![country("PT")], area: None, months: Some(96) };
    let sorts = [
        Rule::Anyone,
        lives_elsewhere(),
        citizen_of(&[]),
        Rule::WorkPermission { country: country("NO") },
        aged(1, 2),
        Rule::Born { from: None, until: None },
        Rule::CareerStage { stages: vec![] },
        Rule::Experience { since: Start::Training, least: None, most: None },
        Rule::Professional { of: None },
        Rule::Student { must_be: false },
        Rule::ApplicantKind { kinds: vec![] },
        Rule::Gender { genders: vec![] },
        Rule::Identity { group: String::new() },
        Rule::Practice { disciplines: vec![] },
        Rule::PracticeExcluded { disciplines: vec![] },
        Rule::Language { languages: vec![] },
        Rule::NominationOnly { of: None },
        Rule::NoPreviousRecipient { of: None },
        Rule::NoGallery,
        Rule::Member { of: String::new() },
        Rule::AnyOf { rules: vec![] },
        Rule::AllOf { rules: vec![] },
        Rule::Not { rule: Box::new(Rule::Anyone) },
        Rule::Other { condition: String::new() },
    ];
    sorts.iter().map(of).chain([stays]).collect()
}

fn with(rule: &Rule) -> Reading {
    let mut call = fjord();
    call.eligibility = vec![requires(rule.clone(), "the clause")];
    call
}

/// Inês, who has said no to whatever only she can answer.
fn refusing() -> Artist {
    let mut artist = ines();
    artist.represented = Some(true);
    let said = [
        "have worked as an artist for at least 5 years",
        "professional artist",
        "veterans",
        "not a previous recipient",
        "member of the guild",
        "own a boat",
    ];
    artist.conditions = said.map(|said| (Artist::condition_key(said), false)).into();
    artist
}

#[test]
fn what_a_rule_closes_is_out_of_the_list_and_reachable_with_the_clause() {
    for rule in every_rule() {
        let call = with(&rule);
        let calls = [Call { id: Uuid::from_u128(1), reading: &call }];
        let ranking = rank(calls, &refusing(), &Feedback::default(), today());
        // Whether somebody speaks a language is never told for certain by a profile.
        let open = matches!(rule, Rule::Anyone | Rule::Language { .. });
        assert_eq!(ranking.matches.len(), usize::from(open), "{rule:?}");
        let Some(closed) = ranking.not_eligible.first() else { continue };
        let clause = &closed.verdict.clauses[0];
        assert!(clause.excludes() && clause.quote.is_some() && !clause.own.is_empty(), "{rule:?}");
        assert!(closed.verdict.in_words.contains(&clause.asks), "{}", closed.verdict.in_words);
    }
}

#[test]
fn whoever_told_nothing_is_one_fact_away() {
    for rule in every_rule() {
        let found = verdict(&with(&rule), &Artist::default(), today());
        match rule {
            Rule::Anyone => assert_eq!(found.outcome, Outcome::Eligible),
            // Nobody can apply; that somebody nominates them is for them to say.
            Rule::NominationOnly { .. } => assert_eq!(found.outcome, Outcome::NotEligible),
            // Two facts: where they live and where they are citizens.
            Rule::AllOf { .. } => assert_eq!(found.questions.len(), 2),
            // Where they live, and then since when.
            Rule::Residence { months: Some(_), .. } => assert!(!found.questions.is_empty()),
            rule => {
                assert_eq!(found.outcome, Outcome::Unknown, "{rule:?}");
                assert!(found.questions.iter().any(|one| one.settles()), "{rule:?}: {found:?}");
                assert!(found.in_words.starts_with("One answer settles"), "{}", found.in_words);
            }
        }
    }
}

#[test]
fn what_time_alone_settles_says_from_when() {
    for rule in every_rule() {
        let found = verdict(&with(&rule), &refusing(), today());
        let by_time = matches!(rule, Rule::Age { .. } | Rule::Residence { months: Some(_), .. });
        assert_eq!(found.eligible_from.is_some(), by_time, "{rule:?}");
        if let Some(from) = found.eligible_from {
            let day = from.format("%-d %B %Y").to_string();
            assert!(found.in_words.contains(&day), "{}", found.in_words);
        }
    }
}
