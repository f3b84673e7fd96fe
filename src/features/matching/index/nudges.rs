//! What an artist's saves and hides say of each call, as numbers: found once for each kind, discipline,
//! organiser and place, and looked up for a call.

use super::alone::{Shape, stages_of};
use super::ask::small;
use super::columns::{Index, Row, WAYS, bits};
use crate::features::matching::feedback::{Feedback, Trait};
use crate::features::matching::weights::FEEDBACK_MOST;
use crate::features::reading::{Country, Discipline, Place};

/// The points of everything that calls share with marked ones, by its numbers.
pub(super) struct Nudges {
    /// Kind and stages.
    shape: Vec<i8>,
    /// Disciplines by their points.
    disciplines: Vec<(i32, u64)>,
    organiser: Vec<i8>,
    place: Vec<i8>,
    fee: i32,
}

impl Nudges {
    /// Those of one artist; `None`: nothing follows from their marks.
    pub(super) fn of(index: &Index, feedback: &Feedback) -> Option<Self> {
        if feedback.is_empty() {
            return None;
        }
        let mut levels = std::collections::BTreeMap::<i32, u64>::new();
        for one in Discipline::ALL {
            let points = feedback.points(&Trait::Discipline(*one));
            *levels.entry(points).or_default() |= bits([*one]);
        }
        let shape = |shape: &Shape| {
            let kind = shape.kind.map_or(0, |kind| feedback.points(&Trait::Kind(kind)));
            let stages = stages_of(shape.stages).map(|one| feedback.points(&Trait::Stage(one)));
            kind + stages.max().unwrap_or(0)
        };
        let mut organiser = vec![0; index.organisers.values.len()];
        for key in feedback.organisers() {
            if let Some(number) = index.organisers.numbers.get(key) {
                organiser[*number as usize] =
                    small(feedback.points(&Trait::Organiser(key.to_owned())));
            }
        }
        Some(Self {
            shape: index.shapes.values.iter().map(shape).map(small).collect(),
            disciplines: levels.into_iter().collect(),
            organiser,
            place: places(index, feedback),
            fee: feedback.points(&Trait::Fee),
        })
    }

    /// The points of a row together.
    pub(super) fn points(&self, row: &Row) -> i32 {
        // The least first, so that of several the one that speaks most for it stays.
        let discipline = self
            .disciplines
            .iter()
            .fold(0, |known, (points, bits)| if bits & row.named == 0 { known } else { *points });
        let sum = discipline
            + i32::from(self.shape[row.shape as usize])
            + i32::from(self.organiser[row.organiser as usize])
            + i32::from(self.place[(row.place / WAYS) as usize])
            + if row.asks_fee { self.fee } else { 0 };
        sum.clamp(-FEEDBACK_MOST, FEEDBACK_MOST)
    }
}

/// The points of every place. Most lie in countries of which no mark says anything.
fn places(index: &Index, feedback: &Feedback) -> Vec<i8> {
    let countries: Vec<Country> = feedback.countries().collect();
    let of = |place: &Option<Place>| {
        let told =
            place.as_ref().filter(|at| at.country.is_some_and(|one| countries.contains(&one)));
        small(told.map_or(0, |place| feedback.points_of_place(place)))
    };
    index.places.values.iter().map(of).collect()
}
