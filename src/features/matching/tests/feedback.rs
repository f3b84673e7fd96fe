use super::*;
use crate::features::matching::feedback::{Feedback, Mark, Marked, MarkedCall, Traits, Why};
use crate::features::matching::{Call, Part, Score, made, rank, score, verdict};
use proptest::prelude::*;
use uuid::Uuid;

fn mark(call: &Reading, mark: Mark, why: Option<Why>) -> Marked {
    let title = call.title.as_ref().map_or("A call", |title| title.value.as_str()).to_owned();
    Marked {
        id: Uuid::from_u128(9),
        call: MarkedCall { slug: "a-call".into(), title, mark, why },
        traits: Traits::of(call),
        counts: true,
    }
}

fn scored(call: &Reading, marks: &[Marked]) -> Score {
    let (artist, verdict) = (ines(), verdict(call, &ines(), today()));
    score(call, &artist, &Feedback::of(marks, &artist), &verdict, today())
}

fn nudges(score: &Score) -> String {
    let rows = score.rows.iter().filter(|row| row.part == Part::Feedback);
    let lines = rows.map(|row| {
        format!("{:+} {} {}", row.points, row.reason, row.own.clone().unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn photography() -> Reading {
    let mut call = fjord();
    call.title = Some(fact("Light on paper".to_owned(), "Light"));
    call.disciplines = vec![fact(Discipline::Photography, "photographers")];
    call.kind = Some(fact(Kind::Fair, "a fair"));
    call.terms.entry_fee = Some(fact(EntryFee::Free, "free"));
    call
}

#[test]
fn saves_and_hides_move_calls_like_them_and_say_so() {
    let hidden = mark(&photography(), Mark::Hidden, Some(Why::WrongDiscipline));
    let marks = vec![hidden; 3];
    assert_eq!(
        nudges(&scored(&photography(), &marks)),
        "-3 You hid three calls for photography. \
         Hidden: “Light on paper”, “Light on paper” and “Light on paper”."
    );
    let title = "Saved: “Clay and river: a fjord residency”.";
    let saved = [mark(&fjord(), Mark::Saved, None)];
    assert_eq!(
        nudges(&scored(&fjord(), &saved)),
        format!(
            "+1 You saved one call for ceramics. {title}\n\
             +1 You saved one call in Norway. {title}\n\
             +1 You saved one call of this kind: residency. {title}"
        )
    );
    let fees = [mark(&fjord(), Mark::Hidden, Some(Why::Fee))];
    let row = nudges(&scored(&fjord(), &fees));
    assert!(row.starts_with("-1 You hid one call for the fee."), "{row}");
    assert_eq!(nudges(&scored(&photography(), &fees)), "", "it asks for no fee");
}

#[test]
fn without_marks_or_reasons_there_is_no_row() {
    let silent =
        [mark(&fjord(), Mark::Hidden, None), mark(&fjord(), Mark::Hidden, Some(Why::Other))];
    for marks in [&[][..], &silent[..]] {
        assert_eq!(nudges(&scored(&fjord(), marks)), "");
        assert!(Feedback::of(marks, &ines()).is_empty());
    }
    let before = Marked { counts: false, ..mark(&fjord(), Mark::Saved, None) };
    assert_eq!(nudges(&scored(&fjord(), &[before])), "", "it was reset");
}

#[test]
fn one_town_at_home_says_nothing_of_another() {
    let in_town = |city: &str| {
        let mut call = fjord();
        let place =
            Place { country: Some(country("PT")), city: Some(city.into()), ..Place::default() };
        call.place = Some(fact(place, "in town"));
        call
    };
    let marks = [mark(&in_town("Évora"), Mark::Hidden, Some(Why::TooFar))];
    assert_eq!(nudges(&scored(&in_town("Lisboa"), &marks)), "");
    assert!(nudges(&scored(&in_town("Evora"), &marks)).starts_with("-1 You hid one call in Évora"));
}

#[test]
fn together_they_count_a_tenth_at_most_and_no_score_leaves_its_bounds() {
    let marks = vec![mark(&fjord(), Mark::Saved, None); 5];
    let mut call = fjord();
    call.organisation = Some(fact("Odda House".to_owned(), "Odda House"));
    let marks: Vec<Marked> =
        marks.into_iter().map(|one| Marked { traits: Traits::of(&call), ..one }).collect();
    let (plain, nudged) = (scored(&call, &[]), scored(&call, &marks));
    assert_eq!(nudged.total, plain.total + 10);
    let rows: i32 = nudged.rows.iter().map(|row| row.points).sum();
    assert_eq!(rows, nudged.total as i32);
    assert!(nudges(&nudged).contains("Together they count 10 at most."), "{}", nudges(&nudged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn feedback_stays_within_a_tenth_and_never_touches_the_gate(
        from in 0u64..1 << 40, who in 0u64..1 << 40
    ) {
        let artist = made::artist(who);
        let feedback = made::feedback(who, from, &artist, today());
        let calls: Vec<(Uuid, Reading)> = (from..from + 60)
            .map(|n| (Uuid::from_u128(u128::from(n)), made::call(n, today())))
            .collect();
        let of = |feedback: &Feedback| {
            let calls = calls.iter().map(|(id, reading)| Call { id: *id, reading });
            rank(calls, &artist, feedback, today())
        };
        let (plain, nudged) = (of(&Feedback::default()), of(&feedback));
        let mut before: Vec<_> = plain.matches.iter().chain(&plain.not_eligible).collect();
        let mut after: Vec<_> = nudged.matches.iter().chain(&nudged.not_eligible).collect();
        before.sort_by_key(|found| found.id);
        after.sort_by_key(|found| found.id);
        for (before, after) in before.into_iter().zip(after) {
            prop_assert_eq!(&before.verdict, &after.verdict);
            prop_assert!(before.score.total.abs_diff(after.score.total) <= 10);
            prop_assert!(after.score.total <= 100);
            let sum: i32 = after.score.rows.iter().map(|row| row.points).sum();
            prop_assert_eq!(sum, after.score.total as i32);
            for row in after.score.rows.iter().filter(|row| row.part == Part::Feedback) {
                prop_assert!(!row.marks.is_empty() && row.points.abs() <= 3);
            }
        }
    }
}
