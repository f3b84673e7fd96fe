//! The index gives what the slow path gives: the same ids, scores and order.

use std::collections::HashSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::features::matching::{Call, made, rank};
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

fn hits(index: &Index, artist: &Artist, side: Side) -> Vec<(Uuid, u32)> {
    let standings = index.ask(artist, side, &HashSet::new());
    standings.page(0, usize::MAX / 2).iter().map(|hit| (hit.id, hit.total)).collect()
}

/// Holds the index against `rank`, whole lists and counts.
fn must_agree(index: &Index, calls: &[(Uuid, Reading)], artist: &Artist, today: NaiveDate) {
    let slow = rank(calls.iter().map(|(id, reading)| Call { id: *id, reading }), artist, today);
    let of = |all: &[crate::features::matching::Match]| -> Vec<(Uuid, u32)> {
        all.iter().map(|one| (one.id, one.score.total)).collect()
    };
    assert_eq!(hits(index, artist, Side::Matches), of(&slow.matches));
    assert_eq!(hits(index, artist, Side::NotEligible), of(&slow.not_eligible));
    let standings = index.ask(artist, Side::Matches, &HashSet::new());
    assert_eq!(standings.matches, slow.matches.len());
    assert_eq!(standings.not_eligible, slow.not_eligible.len());
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
        must_agree(&indexed(&calls), &calls, &made::artist(who), today());
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
        must_agree(&index, &calls, &made::artist(who), later);
    }
}

#[test]
fn pages_are_parts_of_the_whole_and_hidden_calls_are_gone() {
    let calls = calls(7, 500);
    let index = indexed(&calls);
    for who in 0..10 {
        let artist = made::artist(who);
        let standings = index.ask(&artist, Side::Matches, &HashSet::new());
        let whole = standings.page(0, 10_000);
        assert_eq!(whole.len(), standings.matches);
        for skip in [0, 1, 17, 60, 499, 600] {
            let expected: Vec<Hit> = whole.iter().skip(skip).take(20).copied().collect();
            assert_eq!(standings.page(skip, 20), expected, "from {skip}");
        }
        let hidden: HashSet<Uuid> = whole.iter().step_by(2).map(|hit| hit.id).collect();
        let rest = index.ask(&artist, Side::Matches, &hidden);
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
