//! What the artist's own saves and hides say of a call.

use super::{Part, Row};
use crate::features::matching::feedback::{Feedback, Mark, Nudge, Traits};
use crate::features::matching::weights::FEEDBACK_MOST;
use crate::features::matching::words;
use crate::features::reading::Reading;

/// So many calls are named in a row; the others are counted.
const NAMED: usize = 3;

/// A row for each trait that marked calls share with this one.
pub(super) fn nudges(reading: &Reading, feedback: &Feedback) -> Vec<Row> {
    if feedback.is_empty() {
        return Vec::new();
    }
    let mut rows: Vec<Row> = feedback.of_call(&Traits::of(reading)).into_iter().map(row).collect();
    let sum: i32 = rows.iter().map(|row| row.points).sum();
    let said = format!(" (Together they count {FEEDBACK_MOST} at most.)");
    if sum > FEEDBACK_MOST {
        cut(&mut rows, sum - FEEDBACK_MOST, &said);
    } else if sum < -FEEDBACK_MOST {
        rows.iter_mut().for_each(|row| row.points = -row.points);
        cut(&mut rows, -sum - FEEDBACK_MOST, &said);
        rows.iter_mut().for_each(|row| row.points = -row.points);
    }
    rows
}

fn row(nudge: &Nudge) -> Row {
    let titles = |mark| {
        let of_mark = nudge.marks.iter().filter(move |call| call.mark == mark);
        let titles: Vec<String> = of_mark.map(|call| format!("“{}”", call.title)).collect();
        let more = titles.len().saturating_sub(NAMED);
        let named = titles.into_iter().take(NAMED);
        words::and(named.chain((more > 0).then(|| format!("{more} more"))))
    };
    let parts = [("Saved", Mark::Saved), ("Hidden", Mark::Hidden)];
    let own = parts.into_iter().filter_map(|(said, mark)| {
        let titles = titles(mark);
        (!titles.is_empty()).then(|| format!("{said}: {titles}."))
    });
    Row {
        own: Some(own.collect::<Vec<_>>().join(" ")),
        marks: nudge.marks.clone(),
        ..Row::new(Part::Feedback, nudge.points(), nudge.in_words())
    }
}

/// Takes so much away from the rows that add something, the last of them first.
pub(super) fn cut(rows: &mut [Row], mut over: i32, said: &str) {
    for row in rows.iter_mut().rev().filter(|row| row.part == Part::Feedback && row.points > 0) {
        let less = over.min(row.points);
        if less > 0 {
            row.points -= less;
            row.reason.push_str(said);
            over -= less;
        }
    }
}
