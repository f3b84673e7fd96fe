//! The index gives what the slow path gives: the same ids, scores and order.

use std::collections::HashSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::features::matching::editions::fold;
use crate::features::matching::{Call, Feedback, Match, made, rank};
use crate::features::profiles::Artist;
use crate::features::reading::Reading;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap()
}

fn calls(from: u64, count: u64) -> Vec<(Uuid, Reading)> {
    (from..from + count)
        .map(|n| {
            (Uuid::from_u128(u128::from(n % 997) << 64 | u128::from(n)), made::call(n, today()))
        })
        .collect()
}

fn hits(index: &Index, artist: &Artist, feedback: &Feedback, side: Side) -> Vec<(Uuid, u32)> {
    let standings = index.ask(artist, feedback, side, &HashSet::new());
    standings.page(0, usize::MAX / 2).iter().map(|hit| (hit.id, hit.total)).collect()
}

/// Holds the index against `rank`, whole lists and counts.
fn must_agree(
    index: &Index,
    calls: &[(Uuid, Reading)],
    (artist, feedback): (&Artist, &Feedback),
    today: NaiveDate,
) {
    let open = calls.iter().map(|(id, reading)| Call { id: *id, reading });
    let slow = rank(open, artist, feedback, today);
    let pair = |one: &Match| (one.id, one.score.total);
    let shown = fold(slow.matches.iter().collect());
    let matches: Vec<(Uuid, u32)> = shown.iter().map(|(one, _)| pair(one)).collect();
    let not_eligible: Vec<(Uuid, u32)> = slow.not_eligible.iter().map(pair).collect();
    assert_eq!(hits(index, artist, feedback, Side::Matches), matches);
    assert_eq!(hits(index, artist, feedback, Side::NotEligible), not_eligible);
    let standings = index.ask(artist, feedback, Side::Matches, &HashSet::new());
    assert_eq!(standings.matches, matches.len());
    for (one, others) in shown {
        assert_eq!(standings.later_editions(one.id), others);
    }
    assert_eq!(standings.not_eligible, slow.not_eligible.len());
}

/// An artist, and what follows from what they saved and hid.
fn asking(who: u64, from: u64) -> (Artist, Feedback) {
    let artist = made::artist(who);
    let feedback = made::feedback(who, from, &artist, today());
    (artist, feedback)
}

fn indexed(calls: &[(Uuid, Reading)]) -> Index {
    let mut index = Index::new(today());
    calls.iter().for_each(|(id, reading)| index.put(*id, reading));
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_ranking_is_that_of_the_slow_path(from in 0u64..1 << 40, who in 0u64..1 << 40) {
        let calls = calls(from, 120);
        let (artist, feedback) = asking(who, from);
        must_agree(&indexed(&calls), &calls, (&artist, &feedback), today());
    }

    #[test]
    fn the_order_in_which_calls_come_means_nothing(from in 0u64..1 << 40, who in 0u64..1 << 40) {
        let calls = calls(from, 100);
        let mut turned = calls.clone();
        turned.reverse();
        turned.rotate_left(37);
        let (artist, feedback) = asking(who, from);
        for side in [Side::Matches, Side::NotEligible] {
            let order = |calls: &[(Uuid, Reading)]| hits(&indexed(calls), &artist, &feedback, side);
            prop_assert_eq!(order(&calls), order(&turned));
        }
    }

    #[test]
    fn a_call_more_changes_no_score(from in 0u64..1 << 40, who in 0u64..1 << 40) {
        let mut calls = calls(from, 60);
        calls.iter_mut().for_each(|(_, call)| call.organisation = None);
        let (artist, feedback) = asking(who, from);
        let order = |calls: &[(Uuid, Reading)]| {
            hits(&indexed(calls), &artist, &feedback, Side::Matches)
        };
        let before = order(&calls[..59]);
        let mut after = order(&calls);
        after.retain(|(id, _)| *id != calls[59].0);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn it_stays_so_when_calls_change_go_and_come_and_days_pass(
        from in 0u64..1 << 40, who in 0u64..1 << 40, days in 0u64..200
    ) {
        let mut calls = calls(from, 80);
        let mut index = indexed(&calls);
        for n in (0..calls.len()).step_by(3) {
            calls[n].1 = made::call(from + 10_000 + n as u64, today());
            index.put(calls[n].0, &calls[n].1);
        }
        for (id, _) in calls.split_off(60) {
            index.remove(id);
        }
        let later = today() + chrono::Days::new(days);
        index.set_today(later);
        let (artist, feedback) = asking(who, from);
        must_agree(&index, &calls, (&artist, &feedback), later);
    }
}

#[test]
fn pages_are_parts_of_the_whole_and_hidden_calls_are_gone() {
    let mut calls = calls(7, 500);
    // Without editions, which would take the place of hidden ones.
    calls.iter_mut().for_each(|(_, call)| call.organisation = None);
    let index = indexed(&calls);
    for who in 0..10 {
        let (artist, feedback) = asking(who, 7);
        let standings = index.ask(&artist, &feedback, Side::Matches, &HashSet::new());
        let whole = standings.page(0, 10_000);
        assert_eq!(whole.len(), standings.matches);
        for skip in [0, 1, 17, 60, 499, 600] {
            let expected: Vec<Hit> = whole.iter().skip(skip).take(20).copied().collect();
            assert_eq!(standings.page(skip, 20), expected, "from {skip}");
        }
        let hidden: HashSet<Uuid> = whole.iter().step_by(2).map(|hit| hit.id).collect();
        let rest = index.ask(&artist, &feedback, Side::Matches, &hidden);
        let expected: Vec<Hit> = whole.iter().skip(1).step_by(2).copied().collect();
        assert_eq!(rest.page(0, 10_000), expected);
        assert_eq!(rest.not_eligible, standings.not_eligible);
    }
}

#[test]
fn rows_left_behind_are_noticed() {
    let calls = calls(1, 1_200);
    let mut index = indexed(&calls);
    assert!(!index.is_worn());
    for (id, reading) in &calls {
        index.put(*id, reading);
    }
    assert!(!index.is_worn());
    index.remove(calls[0].0);
    assert!(index.is_worn());
    assert_eq!((index.len(), index.is_empty()), (1_199, false));
}
