use super::*;
use crate::features::matching::{Answer, Outcome, Verdict, verdict};
use crate::features::profiles::Field;
use crate::features::reading::Evidence;

fn judge(clauses: Vec<Fact<Clause>>, artist: &Artist) -> Verdict {
    let reading = Reading { eligibility: clauses, ..Reading::default() };
    verdict(&reading, artist, today())
}

fn one(rule: Rule, artist: &Artist) -> Outcome {
    judge(vec![requires(rule, "the clause")], artist).outcome
}

#[test]
fn a_clause_stands_beside_the_artists_own_fact() {
    let found =
        judge(vec![requires(citizen_of(&["ES", "PT"]), "Spanish or Portuguese citizens")], &ines());
    assert_eq!(found.outcome, Outcome::Eligible);
    let clause = &found.clauses[0];
    assert_eq!(clause.quote.as_ref().unwrap().words, "Spanish or Portuguese citizens");
    assert_eq!(clause.own[0].field, Field::Citizenships);
    assert!(clause.own[0].words.starts_with("You are a citizen of"), "{}", clause.own[0].words);
}

#[test]
fn silence_about_who_may_apply_neither_excludes_nor_promises() {
    let silent = judge(vec![], &ines());
    assert_eq!(silent.outcome, Outcome::Unstated);
    assert!(silent.in_words.contains("nothing about who may apply"));
    assert_eq!(one(Rule::Anyone, &Artist::default()), Outcome::Eligible);
}

#[test]
fn a_preference_or_benefit_never_excludes() {
    let mut perk = prefers(lives_in(&["NZ"], None), "Travel money for New Zealanders");
    perk.value.force = Force::Benefit;
    let found = judge(
        vec![
            requires(Rule::Anyone, "open to all"),
            prefers(Rule::Identity { group: "veterans".into() }, "veterans first"),
            perk,
        ],
        &ines(),
    );
    assert_eq!(found.outcome, Outcome::Eligible);
    assert_eq!(found.clauses.last().unwrap().answer, Answer::No);
}

#[test]
fn what_was_not_told_is_open_and_never_no() {
    let nobody = Artist::default();
    let rules = [
        lives_in(&["PT"], None),
        citizen_of(&["PT"]),
        Rule::WorkPermission { country: country("US") },
        aged(18, 30),
        Rule::CareerStage { stages: vec![Stage::Emerging] },
        Rule::Student { must_be: true },
        Rule::ApplicantKind { kinds: vec![Applicant::Individual] },
        Rule::Gender { genders: vec![Gender::Woman] },
        Rule::Identity { group: "veterans".into() },
        Rule::Practice { disciplines: vec![Discipline::Glass] },
        Rule::PracticeExcluded { disciplines: vec![Discipline::Film] },
        Rule::NoPreviousRecipient { of: None },
        Rule::NoGallery,
        Rule::Member { of: "the guild".into() },
        Rule::Other { condition: "own a boat".into() },
    ];
    for rule in rules {
        let not = Rule::Not { rule: Box::new(rule.clone()) };
        assert_eq!(one(rule.clone(), &nobody), Outcome::Unknown, "{rule:?}");
        assert_eq!(one(not, &nobody), Outcome::Unknown, "not {rule:?}");
    }
}

#[test]
fn citizen_or_resident_is_settled_by_either() {
    let either = Rule::AnyOf { rules: vec![citizen_of(&["AU"]), lives_in(&["AU"], None)] };
    assert_eq!(one(either.clone(), &ines()), Outcome::NotEligible);
    let mut moved = ines();
    moved.residence.as_mut().unwrap().country = country("AU");
    assert_eq!(one(either.clone(), &moved), Outcome::Eligible);
    moved.residence = None;
    assert_eq!(one(either, &moved), Outcome::Unknown);
}

#[test]
fn age_counts_on_the_day_of_the_deadline() {
    let mut reading =
        Reading { eligibility: vec![requires(aged(18, 28), "18 to 28")], ..Reading::default() };
    let ask = |reading: &Reading, artist: &Artist| verdict(reading, artist, today()).outcome;
    // Inês turns 29 on 10 April 2027.
    reading.closing.deadlines = vec![closes("2027-04-09")];
    assert_eq!(ask(&reading, &ines()), Outcome::Eligible);
    reading.closing.deadlines = vec![closes("2027-04-10")];
    assert_eq!(ask(&reading, &ines()), Outcome::NotEligible);

    let mut by_year = ines();
    by_year.birth = Some(Birth::In(1998));
    assert_eq!(ask(&reading, &by_year), Outcome::Unknown);
    by_year.birth = Some(Birth::In(1999));
    assert_eq!(ask(&reading, &by_year), Outcome::Eligible);
    by_year.birth = Some(Birth::In(1997));
    assert_eq!(ask(&reading, &by_year), Outcome::NotEligible);
}

#[test]
fn born_on_or_after_a_day_is_told_by_the_year_where_it_can_be() {
    let rule = Rule::Born { from: Some(day("1998-06-01")), until: None };
    let born = |year| Artist { birth: Some(Birth::In(year)), ..Artist::default() };
    assert_eq!(one(rule.clone(), &born(1999)), Outcome::Eligible);
    assert_eq!(one(rule.clone(), &born(1997)), Outcome::NotEligible);
    assert_eq!(one(rule, &born(1998)), Outcome::Unknown);
}

#[test]
fn time_alone_settles_some_rules_and_says_from_when() {
    let lived = |months| Rule::Residence {
        countries: vec![country("PT")],
        area: None,
        months: Some(months),
    };
    assert_eq!(one(lived(24), &ines()), Outcome::Eligible);
    let not_yet = judge(
        vec![requires(lived(96), "eight years"), requires(aged(30, 50), "30 to 50")],
        &ines(),
    );
    assert_eq!(not_yet.outcome, Outcome::NotEligible);
    assert_eq!(not_yet.eligible_from, Some(day("2028-09-01")));
    assert!(not_yet.in_words.contains("1 September 2028"), "{}", not_yet.in_words);

    // A rule that time does not settle leaves no such day.
    let never = judge(
        vec![requires(lived(96), "eight years"), requires(citizen_of(&["JP"]), "Japanese")],
        &ines(),
    );
    assert_eq!(never.eligible_from, None);
    // Nor does it for those who are too old.
    assert_eq!(judge(vec![requires(aged(18, 20), "18 to 20")], &ines()).eligible_from, None);
}

#[test]
fn one_fact_away_is_found_by_trying_the_answers() {
    let mut shy = ines();
    shy.citizenships = None;
    let clauses = vec![
        requires(citizen_of(&["PT"]), "Portuguese citizens"),
        requires(aged(18, 40), "18 to 40"),
    ];
    let found = judge(clauses.clone(), &shy);
    assert_eq!(found.outcome, Outcome::Unknown);
    let [question] = found.questions.as_slice() else { panic!("{:?}", found.questions) };
    assert_eq!(question.field, Field::Citizenships);
    assert!(question.settles());
    let outcomes: Vec<_> = question.answers.iter().map(|answer| answer.outcome).collect();
    assert_eq!(outcomes, [Outcome::Eligible, Outcome::NotEligible]);

    // With a second fact missing, no single answer settles it, but each can still rule it out.
    shy.birth = None;
    let found = judge(clauses, &shy);
    assert_eq!(found.questions.len(), 2);
    assert!(found.questions.iter().all(|question| !question.settles()));
}

#[test]
fn birth_dates_are_asked_for_in_the_stretches_that_matter() {
    let shy = Artist::default();
    let found = judge(vec![requires(aged(18, 30), "18 to 30")], &shy);
    let [question] = found.questions.as_slice() else { panic!("{:?}", found.questions) };
    let answers: Vec<_> = question.answers.iter().map(|a| (a.answer.as_str(), a.outcome)).collect();
    assert_eq!(
        answers,
        [
            ("Before 2 March 1996.", Outcome::NotEligible),
            ("From 2 March 1996 to 1 March 2009.", Outcome::Eligible),
            ("On 2 March 2009 or later.", Outcome::NotEligible),
        ]
    );
}

#[test]
fn a_citizen_may_work_at_home_and_others_where_they_say() {
    let rule = Rule::WorkPermission { country: country("PT") };
    assert_eq!(one(rule.clone(), &ines()), Outcome::Eligible);
    let elsewhere = Rule::WorkPermission { country: country("US") };
    assert_eq!(one(elsewhere.clone(), &ines()), Outcome::NotEligible);
    let mut silent = ines();
    silent.work_permissions = None;
    assert_eq!(one(elsewhere, &silent), Outcome::Unknown);
}

#[test]
fn the_next_career_stage_is_open_and_a_distant_one_is_not() {
    let asks = |stage| Rule::CareerStage { stages: vec![stage] };
    assert_eq!(one(asks(Stage::Emerging), &ines()), Outcome::Eligible);
    assert_eq!(one(asks(Stage::MidCareer), &ines()), Outcome::Unknown);
    assert_eq!(one(asks(Stage::Established), &ines()), Outcome::NotEligible);
}

#[test]
fn work_that_is_refused_is_held_against_all_the_artist_does() {
    let no =
        |disciplines: &[Discipline]| Rule::PracticeExcluded { disciplines: disciplines.to_vec() };
    assert_eq!(one(no(&[Discipline::Film]), &ines()), Outcome::Eligible);
    assert_eq!(one(no(&[Discipline::Craft]), &ines()), Outcome::Eligible, "installations remain");
    assert_eq!(
        one(no(&[Discipline::Craft, Discipline::Installation]), &ines()),
        Outcome::NotEligible
    );
}

#[test]
fn a_call_by_nomination_is_closed_unless_someone_nominates() {
    assert_eq!(one(Rule::NominationOnly { of: None }, &ines()), Outcome::NotEligible);
    let mut known = ines();
    known.conditions.insert("nominated by others".into(), true);
    assert_eq!(one(Rule::NominationOnly { of: None }, &known), Outcome::Eligible);
}

#[test]
fn what_each_organiser_asks_anew_is_answered_for_each() {
    let of = |who: &str| Some(who.to_owned());
    let before = |who: &str| Rule::NoPreviousRecipient { of: of(who) };
    let mut ines = ines();
    let key = Artist::condition_key("not a previous recipient (Kiln House, Ember Grant)");
    ines.conditions.insert(key, false);
    assert_eq!(one(before("Kiln House, Ember Grant"), &ines), Outcome::NotEligible);
    assert_eq!(one(before("Kiln House, Ash Prize"), &ines), Outcome::Unknown);
    assert_eq!(one(before("Reed Rooms, Ember Grant"), &ines), Outcome::Unknown);
    let named = |who: &str| Rule::NominationOnly { of: of(who) };
    ines.conditions.insert(Artist::condition_key("nominated by others (Reed Rooms)"), true);
    assert_eq!(one(named("Reed Rooms"), &ines), Outcome::Eligible);
    assert_eq!(one(named("Kiln House"), &ines), Outcome::NotEligible);
}

#[test]
fn a_condition_answered_once_is_known_in_the_next_call() {
    let boat = || Rule::Other { condition: "Own a boat".into() };
    let mut sailor = ines();
    sailor.conditions.insert(Artist::condition_key("own a boat"), true);
    assert_eq!(one(boat(), &sailor), Outcome::Eligible);
}

#[test]
fn a_clause_the_reader_doubts_does_not_exclude_by_itself() {
    let doubted = Fact {
        sureness: crate::features::reading::Sureness::Doubtful,
        ..requires(citizen_of(&["JP"]), "Japanese")
    };
    assert_eq!(judge(vec![doubted.clone()], &ines()).outcome, Outcome::Unknown);
    let corrected = Fact {
        evidence: Evidence::Correction {
            by: "Mo".into(),
            at: chrono::DateTime::UNIX_EPOCH,
            note: "read it again".into(),
        },
        sureness: crate::features::reading::Sureness::Stated,
        ..doubted
    };
    let found = judge(vec![corrected], &ines());
    assert_eq!((found.outcome, &found.clauses[0].quote), (Outcome::NotEligible, &None));
}

#[test]
fn a_rule_is_said_once_and_ends_once() {
    let twice = Rule::AnyOf {
        rules: vec![
            citizen_of(&["PT"]),
            lives_in(&["PT"], None),
            lives_in(&["PT"], None),
            Rule::Other { condition: "Own a boat.".into() },
        ],
    };
    let found = judge(vec![requires(twice, "the clause")], &Artist::default());
    assert_eq!(
        found.clauses[0].asks,
        "be a citizen of Portugal, live in Portugal or meet this condition: Own a boat"
    );
}

#[test]
fn a_question_asks_for_what_a_rule_forbids() {
    let asked = |rule: Rule| {
        let told = judge(vec![requires(rule, "the clause")], &Artist::default());
        told.questions.iter().map(|question| question.asks.clone()).collect::<Vec<_>>()
    };
    assert_eq!(asked(Rule::NoPreviousRecipient { of: None }), ["Have you received it before?"]);
    assert_eq!(asked(Rule::Professional { of: None }), ["Are you an artist by profession?"]);
    let condition = "Applicants own a loom.".to_owned();
    assert_eq!(
        asked(Rule::Other { condition }),
        ["Do you meet this condition: Applicants own a loom?"]
    );
}

#[test]
fn a_fact_that_is_told_settles_what_was_open_and_turns_nothing_round() {
    let whole = Artist {
        disciplines: vec![Discipline::Textile],
        stage: Some(Stage::Emerging),
        birth: Some(Birth::On(day("1990-05-05"))),
        citizenships: Some(vec![country("IN")]),
        residence: Some(Residence {
            country: country("NO"),
            region: None,
            city: None,
            since: Some(day("2020-01-01")),
        }),
        student: Some(false),
        gender: Some(Gender::Woman),
        represented: Some(false),
        applies_as: vec![Applicant::Individual],
        ..Artist::default()
    };
    let forget: [fn(&mut Artist); 8] = [
        |artist| artist.disciplines.clear(),
        |artist| artist.stage = None,
        |artist| artist.birth = None,
        |artist| artist.citizenships = None,
        |artist| artist.residence = None,
        |artist| artist.student = None,
        |artist| artist.gender = None,
        |artist| artist.represented = None,
    ];
    let either = vec![citizen_of(&["IN"]), lives_in(&["SE"], None)];
    let rules = [
        aged(18, 30),
        citizen_of(&["NO"]),
        lives_in(&["NO"], None),
        Rule::AnyOf { rules: either.clone() },
        Rule::AllOf { rules: either },
        Rule::Not { rule: Box::new(lives_in(&["NO"], None)) },
        Rule::Student { must_be: false },
        Rule::NoGallery,
        Rule::CareerStage { stages: vec![Stage::Established] },
        Rule::Gender { genders: vec![Gender::Woman] },
        Rule::PracticeExcluded { disciplines: vec![Discipline::Textile] },
    ];
    for forgotten in 0u32..1 << forget.len() {
        let mut less = whole.clone();
        for (_, forget) in forget.iter().enumerate().filter(|(at, _)| forgotten >> at & 1 == 1) {
            forget(&mut less);
        }
        for rule in &rules {
            let (known, open) = (one(rule.clone(), &whole), one(rule.clone(), &less));
            assert!(open == known || open == Outcome::Unknown, "{rule:?}: {open:?}, {known:?}");
        }
    }
}
