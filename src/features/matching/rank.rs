//! Every open call, best first.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::editions::series;
use super::feedback::Feedback;
use super::score::{Own, Score, score_with};
use super::verdict::{Outcome, Question, Verdict, verdict};
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{Reading, Recurrence};

/// A call as ranking sees it: its id and what was read.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The id that settles ties and that pages link by.
    pub id: Uuid,
    /// What was read, corrections included.
    pub reading: &'a Reading,
}

/// A call held against an artist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The call.
    pub id: Uuid,
    /// May they apply.
    pub verdict: Verdict,
    /// How well it fits.
    pub score: Score,
    /// When it closes next; `None`: it does not say, or takes applications at any time.
    pub closes: Option<NaiveDate>,
    /// When it opens, where that is still to come.
    pub opens: Option<NaiveDate>,
    /// What it shares with other editions of the same call.
    #[serde(skip)]
    pub(super) series: Option<String>,
}

/// The open calls in two lists, each best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// Calls the artist may apply to, or for which that is open.
    pub matches: Vec<Match>,
    /// Calls that a rule closes to the artist: hidden by default, and reachable.
    pub not_eligible: Vec<Match>,
}

/// Ranks the calls that have not closed by `today`: by score, then by what closes first, then by id.
/// Linear in the number of calls, and then a sort of those that are left.
pub fn rank<'a>(
    calls: impl IntoIterator<Item = Call<'a>>,
    artist: &Artist,
    feedback: &Feedback,
    today: NaiveDate,
) -> Ranking {
    let open = calls.into_iter().filter(|call| is_open(call.reading, today));
    let own = Own::of(artist);
    let mut matches: Vec<Match> =
        open.map(|call| hold(call, artist, &own, feedback, today)).collect();
    matches.sort_by_key(|m| {
        (std::cmp::Reverse(m.score.total), m.closes.unwrap_or(NaiveDate::MAX), m.id)
    });
    let (not_eligible, matches) =
        matches.into_iter().partition(|m| m.verdict.outcome == Outcome::NotEligible);
    Ranking { matches, not_eligible }
}

/// The question whose answer would settle most of these calls for the artist, and how many.
pub fn most_telling<'a>(matches: impl IntoIterator<Item = &'a Match>) -> Option<(Question, usize)> {
    let mut counts: BTreeMap<(Field, &str), (usize, &Question)> = BTreeMap::new();
    let open = matches
        .into_iter()
        .flat_map(|m| &m.verdict.questions)
        .filter(|question| question.settles());
    for question in open {
        counts.entry((question.field, &question.asks)).or_insert((0, question)).0 += 1;
    }
    // The first of equals, in the order of the profile.
    let most = counts.into_values().rev().max_by_key(|(count, _)| *count)?;
    Some((most.1.clone(), most.0))
}

/// Whether one can still apply, today or once it opens. A call that names no date counts as open.
pub(super) fn is_open(reading: &Reading, today: NaiveDate) -> bool {
    if reading.not_a_call.is_some() || reading.closing.closed.is_some() {
        return false;
    }
    let rolling = reading
        .closing
        .recurrence
        .as_ref()
        .is_some_and(|r| matches!(r.value, Recurrence::Rolling | Recurrence::UntilFilled));
    rolling || reading.closing.next(today).is_none_or(|deadline| deadline.value.date >= today)
}

/// Holds one call against an artist whose words were gathered before.
pub(super) fn hold(
    call: Call<'_>,
    artist: &Artist,
    own: &Own,
    feedback: &Feedback,
    today: NaiveDate,
) -> Match {
    let verdict = verdict(call.reading, artist, today);
    let score = score_with(call.reading, artist, own, feedback, &verdict, today);
    let closing = &call.reading.closing;
    Match {
        id: call.id,
        series: series(call.reading),
        closes: closing.next(today).map(|deadline| deadline.value.date).filter(|day| *day >= today),
        opens: closing.opens.as_ref().map(|opens| opens.value).filter(|day| *day > today),
        verdict,
        score,
    }
}
