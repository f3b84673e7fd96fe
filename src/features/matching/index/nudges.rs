//! What an artist's saves and hides say of each call, as numbers: found once for each kind, discipline,
//! organiser and place, and looked up for a call.

use super::columns::{Index, NO_KIND, WAYS, bits};
use crate::features::matching::feedback::{Feedback, Trait, Traits};
use crate::features::matching::weights::FEEDBACK_MOST;
use crate::features::reading::{Country, Discipline, Kind, Place, Stage};

/// The points of everything that calls share with marked ones.
pub(super) struct Nudges {
    kind: [i32; NO_KIND as usize + 1],
    /// Disciplines by their points, the most first.
    disciplines: Vec<(i32, u64)>,
    organiser: Vec<i32>,
    place: Vec<i32>,
    fee: Vec<i32>,
    stages: [i32; 16],
}

impl Nudges {
    /// Those of one artist; `None`: nothing follows from their marks.
    pub(super) fn of(index: &Index, feedback: &Feedback) -> Option<Self> {
        if feedback.is_empty() {
            return None;
        }
        let mut kind = [0; NO_KIND as usize + 1];
        for one in Kind::ALL {
            kind[one as usize] = feedback.points(&Trait::Kind(one));
        }
        let mut levels = std::collections::BTreeMap::<i32, u64>::new();
        for one in Discipline::ALL {
            let points = feedback.points(&Trait::Discipline(*one));
            *levels.entry(-points).or_default() |= bits([*one]);
        }
        let all = [Stage::Student, Stage::Emerging, Stage::MidCareer, Stage::Established];
        let stages = std::array::from_fn(|asked| {
            let asked = all.iter().filter(|stage| asked >> **stage as u8 & 1 == 1);
            asked.map(|stage| feedback.points(&Trait::Stage(*stage))).max().unwrap_or(0)
        });
        let mut organiser = vec![0; index.organisers.values.len()];
        for key in feedback.organisers() {
            if let Some(number) = index.organisers.numbers.get(key) {
                organiser[*number as usize] = feedback.points(&Trait::Organiser(key.to_owned()));
            }
        }
        let fee = feedback.points(&Trait::Fee);
        Some(Self {
            kind,
            disciplines: levels.into_iter().map(|(points, bits)| (-points, bits)).collect(),
            organiser,
            place: places(index, feedback),
            fee: index
                .fees
                .values
                .iter()
                .map(|call| if Traits::of(call).asks_fee { fee } else { 0 })
                .collect(),
            stages,
        })
    }

    /// The points of a row together.
    pub(super) fn points(&self, index: &Index, row: usize) -> i32 {
        let named = index.named[row];
        let nearest = self.disciplines.iter().find(|(_, bits)| bits & named != 0);
        let sum = self.kind[index.kind[row] as usize]
            + nearest.map_or(0, |(points, _)| *points)
            + self.organiser[index.organiser[row] as usize]
            + self.place[(index.place[row] / WAYS) as usize]
            + self.fee[index.fee[row] as usize]
            + self.stages[index.stages[row] as usize];
        sum.clamp(-FEEDBACK_MOST, FEEDBACK_MOST)
    }
}

/// The points of every place. Most lie in countries of which no mark says anything.
fn places(index: &Index, feedback: &Feedback) -> Vec<i32> {
    let countries: Vec<Country> = feedback.countries().collect();
    let of = |place: &Option<Place>| {
        let told =
            place.as_ref().filter(|at| at.country.is_some_and(|one| countries.contains(&one)));
        told.map_or(0, |place| feedback.points_of_place(place))
    };
    index.places.values.iter().map(of).collect()
}
