use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::features::matching::{Call, Feedback, Ranking, made, most_telling, rank};
use crate::features::profiles::Field;
use crate::features::reading::{NotACall, Recurrence};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn ranked(readings: &[(u128, Reading)], artist: &Artist) -> Ranking {
    rank(
        readings.iter().map(|(number, reading)| Call { id: id(*number), reading }),
        artist,
        &Feedback::default(),
        today(),
    )
}

fn ids(ranking: &Ranking) -> Vec<u128> {
    ranking.matches.iter().map(|found| found.id.as_u128()).collect()
}

#[test]
fn the_better_fit_comes_first_and_what_excludes_stands_apart() {
    let mut far = fjord();
    far.disciplines = vec![fact(Discipline::Photography, "photographers only")];
    let mut closed_to_her = fjord();
    closed_to_her.eligibility.push(requires(citizen_of(&["NO"]), "Norwegian citizens"));
    let ranking = ranked(&[(1, far), (2, closed_to_her), (3, fjord())], &ines());
    assert_eq!(ids(&ranking), [3, 1]);
    assert_eq!(ranking.not_eligible[0].id, id(2));
}

#[test]
fn among_equals_what_closes_first_comes_first_then_the_id() {
    let closing = |date: Option<&str>| {
        let mut call = fjord();
        call.closing.deadlines = date.map(closes).into_iter().collect();
        call
    };
    let calls = [
        (4, closing(None)),
        (3, closing(Some("2027-06-01"))),
        (2, closing(Some("2027-04-01"))),
        (1, closing(Some("2027-06-01"))),
    ];
    assert_eq!(ids(&ranked(&calls, &ines())), [2, 1, 3, 4]);
}

#[test]
fn what_has_closed_is_gone() {
    let mut expired = fjord();
    expired.closing.deadlines = vec![closes("2027-02-28")];
    let mut last_day = fjord();
    last_day.closing.deadlines = vec![closes("2027-03-01")];
    let mut says_closed = fjord();
    says_closed.closing.closed = Some(fact((), "applications are closed"));
    let mut news = fjord();
    news.not_a_call = Some(fact(NotACall::News, "we look back"));
    let mut rolling = expired.clone();
    rolling.closing.recurrence = Some(fact(Recurrence::Rolling, "at any time"));
    let calls = [(1, expired), (2, last_day), (3, says_closed), (4, news), (5, rolling)];
    let ranking = ranked(&calls, &ines());
    assert_eq!(ids(&ranking), [2, 5]);
    assert_eq!(ranking.matches[1].closes, None, "a date that has passed is not when it closes");
}

#[test]
fn a_higher_fee_never_ranks_higher() {
    let with = |fee: i64| {
        let mut call = fjord();
        let fee =
            EntryFee::Paid { amount: money(fee, "EUR"), most: None, basis: None, members: None };
        call.terms.entry_fee = Some(fact(fee, "fee"));
        call
    };
    let place = |fee: i64| {
        let others = [2, 12, 18, 25, 60].map(with);
        let mut calls: Vec<_> = (1..).zip(others).collect();
        calls.push((0, with(fee)));
        ids(&ranked(&calls, &ines())).iter().position(|id| *id == 0).unwrap()
    };
    let places: Vec<_> = [0, 5, 11, 20, 21, 100, 5_000].into_iter().map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_ne!(places.first(), places.last());
}

#[test]
fn the_order_of_every_list_means_nothing() {
    let mut call = fjord();
    call.eligibility.push(requires(Rule::NoGallery, "without a gallery"));
    call.eligibility
        .push(requires(Rule::Member { of: "the guild".into() }, "members of the guild"));
    call.eligibility.push(requires(citizen_of(&["NO", "PT", "IS"]), "from these countries"));
    let either = Rule::AnyOf { rules: vec![citizen_of(&["PT"]), lives_in(&["PT"], None)] };
    call.eligibility.push(requires(either, "citizens or residents"));
    call.terms.awards.push(fact(
        Award {
            least: Some(money(3_000, "NOK")),
            most: None,
            share: Share::Pool,
            per: None,
            recipients: None,
        },
        "a pool",
    ));
    let mut artist = ines();
    artist.works = vec!["River bed".into(), "Kiln song".into()];
    artist.identities = vec!["veteran".into(), "deaf".into()];
    let calls = [(1, call.clone()), (2, fjord()), (3, Reading::default())];

    let mut turned_artist = artist.clone();
    turned_artist.disciplines.reverse();
    turned_artist.kinds.reverse();
    turned_artist.languages.reverse();
    turned_artist.works.reverse();
    turned_artist.identities.reverse();
    let turned = |mut call: Reading| {
        call.disciplines.reverse();
        call.eligibility.reverse();
        call.terms.awards.reverse();
        call.terms.benefits.reverse();
        for clause in &mut call.eligibility {
            if let Rule::Citizenship { countries } = &mut clause.value.rule {
                countries.reverse();
            }
            if let Rule::AnyOf { rules } = &mut clause.value.rule {
                rules.reverse();
            }
        }
        call
    };
    let shuffled = [(3, Reading::default()), (2, turned(fjord())), (1, turned(call))];
    let bytes = |ranking: Ranking| serde_json::to_string(&ranking).unwrap();
    assert_eq!(bytes(ranked(&calls, &artist)), bytes(ranked(&shuffled, &turned_artist)));
}

#[test]
fn the_question_that_settles_most_is_found() {
    let asking = |rule: Rule| {
        let mut call = fjord();
        call.eligibility.push(requires(rule, "one more rule"));
        call
    };
    let calls = [
        (1, asking(citizen_of(&["PT"]))),
        (2, asking(Rule::NoGallery)),
        (3, asking(citizen_of(&["NO"]))),
        (4, fjord()),
    ];
    let mut shy = ines();
    shy.citizenships = None;
    shy.represented = None;
    let (question, settled) = most_telling(&ranked(&calls, &shy).matches).unwrap();
    assert_eq!((question.field, settled), (Field::Citizenships, 2));
    assert_eq!(most_telling(&ranked(&calls, &ines()).matches), None);
}

/// The made-up calls from a number on.
fn made_calls(from: u64, count: u64) -> Vec<(u128, Reading)> {
    (from..from + count).map(|n| (u128::from(n), made::call(n, today()))).collect()
}

fn ranked_for(calls: &[(u128, Reading)], artist: &Artist, feedback: &Feedback) -> Ranking {
    let calls = calls.iter().map(|(number, reading)| Call { id: id(*number), reading });
    rank(calls, artist, feedback, today())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_call_more_changes_no_other(from in 0u64..1 << 40, who in 0u64..1 << 40) {
        let calls = made_calls(from, 40);
        let artist = made::artist(who);
        let feedback = made::feedback(who, from, &artist, today());
        let before = ranked_for(&calls[1..], &artist, &feedback);
        let mut after = ranked_for(&calls, &artist, &feedback);
        after.matches.retain(|found| found.id != id(calls[0].0));
        after.not_eligible.retain(|found| found.id != id(calls[0].0));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn the_order_in_which_calls_come_changes_nothing(
        from in 0u64..1 << 40, who in 0u64..1 << 40, turn in 1usize..40
    ) {
        let calls = made_calls(from, 40);
        let artist = made::artist(who);
        let feedback = made::feedback(who, from, &artist, today());
        let mut turned = calls.clone();
        turned.reverse();
        turned.rotate_left(turn);
        let bytes = |calls: &[(u128, Reading)]| {
            serde_json::to_string(&ranked_for(calls, &artist, &feedback)).unwrap()
        };
        prop_assert_eq!(bytes(&calls), bytes(&turned));
    }

    #[test]
    fn a_lower_fee_never_lowers_a_score(
        from in 0u64..1 << 40, who in 0u64..1 << 40, fee in 1i64..200, less in 1i64..200
    ) {
        let artist = made::artist(who);
        let feedback = made::feedback(who, from, &artist, today());
        let paid = |euros: i64| EntryFee::Paid {
            amount: money(euros, "EUR"), most: None, basis: None, members: None,
        };
        let mut calls = made_calls(from, 20);
        let totals = |calls: &mut Vec<(u128, Reading)>, fee: EntryFee, raised: i64| {
            for (_, call) in calls.iter_mut() {
                call.terms.entry_fee = Some(fact(fee.clone(), "fee"));
                for tier in &mut call.terms.fee_tiers {
                    tier.value.amount = money(raised, "EUR");
                }
            }
            let ranking = ranked_for(calls, &artist, &feedback);
            let all = ranking.matches.iter().chain(&ranking.not_eligible);
            all.map(|found| (found.id, found.score.total)).collect::<BTreeMap<_, _>>()
        };
        let high = totals(&mut calls, paid(fee), fee);
        let low = (fee - less).max(0);
        for (lower, euros) in [(paid(low), low), (EntryFee::Free, 0)] {
            for (call, total) in totals(&mut calls, lower, euros) {
                prop_assert!(total >= high[&call], "{call}: {} then {total}", high[&call]);
            }
        }
    }
}
