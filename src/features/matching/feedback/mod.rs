//! What an artist's saves and hides say of other calls: a few points for or against those that share a
//! trait with the marked ones. Each nudge names the marks it rests on. The gate knows nothing of it.

mod traits;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(super) use self::traits::{Trait, Traits, asked_stages, name_key};
use super::weights::{FEEDBACK_MARK, FEEDBACK_TRAIT_MOST};
use crate::features::profiles::Artist;
use crate::features::reading::{Country, Discipline, Kind, Place, Stage};

/// Why a call was put out of sight.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It asks for other disciplines.
    WrongDiscipline,
    /// It happens too far away.
    TooFar,
    /// It asks for a fee.
    Fee,
    /// It is for another career stage.
    NotMyStage,
    /// It is not the kind of call they look for.
    NotMyKind,
    /// They do not want to work with who calls.
    NotThisOrganiser,
    /// Something else, from which nothing follows.
    Other,
}

impl Why {
    /// Every reason, in the order of the page.
    pub const ALL: [Why; 7] = [
        Why::WrongDiscipline,
        Why::TooFar,
        Why::Fee,
        Why::NotMyStage,
        Why::NotMyKind,
        Why::NotThisOrganiser,
        Why::Other,
    ];

    /// The word in forms and in the database.
    pub fn slug(self) -> &'static str {
        match self {
            Why::WrongDiscipline => "wrong_discipline",
            Why::TooFar => "too_far",
            Why::Fee => "fee",
            Why::NotMyStage => "not_my_stage",
            Why::NotMyKind => "not_my_kind",
            Why::NotThisOrganiser => "not_this_organiser",
            Why::Other => "other",
        }
    }

    /// The reason that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.slug() == slug)
    }

    /// In the artist's words.
    pub fn words(self) -> &'static str {
        match self {
            Why::WrongDiscipline => "Wrong discipline",
            Why::TooFar => "Too far",
            Why::Fee => "The fee",
            Why::NotMyStage => "Not my stage",
            Why::NotMyKind => "Not my kind of call",
            Why::NotThisOrganiser => "Not this organiser",
            Why::Other => "Something else",
        }
    }
}

/// What the artist did with a call.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Keeps it at hand.
    Saved,
    /// Put it out of sight.
    Hidden,
}

/// A mark that a nudge rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MarkedCall {
    /// The call's name in links.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What was done with it.
    pub mark: Mark,
    /// Why it was hidden, where the artist said so.
    pub why: Option<Why>,
}

/// A marked call with what it has in common with others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Marked {
    pub id: Uuid,
    pub call: MarkedCall,
    pub traits: Traits,
    /// It was marked since the artist last began afresh, and can still be looked at.
    pub counts: bool,
}

/// The nudges that follow from an artist's marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feedback {
    home: Option<Country>,
    nudges: BTreeMap<Trait, Nudge>,
}

/// What the marks say of the calls with one trait.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Nudge {
    /// The trait in words, after "two calls".
    pub about: String,
    /// The marks, in the order in which they were made.
    pub marks: Vec<MarkedCall>,
}

impl Nudge {
    /// A point for each saved call, one against for each hidden one, within bounds.
    pub fn points(&self) -> i32 {
        let one = |call: &MarkedCall| match call.mark {
            Mark::Saved => FEEDBACK_MARK,
            Mark::Hidden => -FEEDBACK_MARK,
        };
        let sum: i32 = self.marks.iter().map(one).sum();
        sum.clamp(-FEEDBACK_TRAIT_MOST, FEEDBACK_TRAIT_MOST)
    }

    /// "You saved one and hid three calls for photography."
    pub fn in_words(&self) -> String {
        let count = |mark| self.marks.iter().filter(|call| call.mark == mark).count();
        let calls = |n: usize| if n == 1 { "call" } else { "calls" };
        let (saved, hidden) = (count(Mark::Saved), count(Mark::Hidden));
        let about = &self.about;
        match (saved, hidden) {
            (saved, 0) => format!("You saved {} {} {about}.", number(saved), calls(saved)),
            (0, hidden) => format!("You hid {} {} {about}.", number(hidden), calls(hidden)),
            _ => format!(
                "You saved {} and hid {} {} {about}.",
                number(saved),
                number(hidden),
                calls(hidden)
            ),
        }
    }
}

impl Feedback {
    /// What these marks say. A save speaks for all that the call is; a hide with a reason against what
    /// the reason names, and without one against nothing.
    pub(super) fn of(marks: &[Marked], artist: &Artist) -> Self {
        let home = artist.residence.as_ref().map(|home| home.country);
        let mut feedback = Self { home, nudges: BTreeMap::new() };
        for marked in marks.iter().filter(|marked| marked.counts) {
            for one in marked.says(artist, home) {
                let nudge = feedback.nudges.entry(one).or_insert_with_key(|one| Nudge {
                    about: one.in_words(&marked.traits),
                    marks: Vec::new(),
                });
                nudge.marks.push(marked.call.clone());
            }
        }
        feedback
    }

    /// Whether nothing follows from the marks.
    pub fn is_empty(&self) -> bool {
        self.nudges.is_empty()
    }

    /// Every nudge.
    pub(super) fn nudges(&self) -> impl Iterator<Item = &Nudge> {
        self.nudges.values()
    }

    /// The points of a kind, an organiser or the fee.
    pub(super) fn points(&self, of: &Trait) -> i32 {
        self.nudges.get(of).map_or(0, Nudge::points)
    }

    /// The organisers of marked calls, folded.
    pub(super) fn organisers(&self) -> impl Iterator<Item = &str> {
        self.nudges.keys().filter_map(|one| match one {
            Trait::Organiser(key) => Some(key.as_str()),
            _ => None,
        })
    }

    /// The countries of marked calls, some more than once.
    pub(super) fn countries(&self) -> impl Iterator<Item = Country> {
        self.nudges.keys().filter_map(|one| match one {
            Trait::Place(country, _) => Some(*country),
            _ => None,
        })
    }

    /// The points of a place.
    pub(super) fn points_of_place(&self, place: &Place) -> i32 {
        Trait::of_place(place, self.home).map_or(0, |place| self.points(&place))
    }

    /// The nudges that a call with these traits gets: one each for its kind, its disciplines, who calls,
    /// where it happens, its fee and the stages it asks for.
    pub(super) fn of_call(&self, call: &Traits) -> Vec<&Nudge> {
        if self.is_empty() {
            return Vec::new();
        }
        let best = |of: Vec<Trait>| -> Option<Trait> {
            let mut of: Vec<(i32, Trait)> =
                of.into_iter().map(|one| (-self.points(&one), one)).collect();
            of.sort();
            of.into_iter().next().map(|(_, one)| one)
        };
        let found = [
            call.kind.map(Trait::Kind),
            // Of several disciplines or stages the one that speaks most for it: naming one more never
            // makes a call worse.
            best(call.disciplines.iter().copied().map(Trait::Discipline).collect()),
            call.organiser.as_deref().and_then(Trait::of_organiser),
            call.place.as_ref().and_then(|place| Trait::of_place(place, self.home)),
            call.asks_fee.then_some(Trait::Fee),
            best(call.stages.iter().copied().map(Trait::Stage).collect()),
        ];
        let found = found.into_iter().flatten().filter_map(|one| self.nudges.get(&one));
        found.filter(|nudge| nudge.points() != 0).collect()
    }
}

impl Marked {
    /// The traits that the mark speaks for, or against.
    fn says(&self, artist: &Artist, home: Option<Country>) -> Vec<Trait> {
        let call = &self.traits;
        let kind = || call.kind.map(Trait::Kind).into_iter().collect::<Vec<_>>();
        let place = || call.place.iter().filter_map(|place| Trait::of_place(place, home));
        let organiser = || call.organiser.iter().filter_map(|name| Trait::of_organiser(name));
        let said = match (self.call.mark, self.call.why) {
            (Mark::Saved, _) => {
                let disciplines = call.disciplines.iter().copied().map(Trait::Discipline);
                kind().into_iter().chain(disciplines).chain(organiser()).chain(place()).collect()
            }
            (Mark::Hidden, Some(Why::WrongDiscipline)) => {
                // What the artist works in is not what is wrong with it, unless nothing else is left.
                let own = |one: &&Discipline| artist.disciplines.contains(one);
                let others = call.disciplines.iter().any(|one| !own(&one));
                let wrong = call.disciplines.iter().filter(|one| !others || !own(one));
                wrong.copied().map(Trait::Discipline).collect()
            }
            (Mark::Hidden, Some(Why::TooFar)) => place().collect(),
            (Mark::Hidden, Some(Why::Fee)) => {
                call.asks_fee.then_some(Trait::Fee).into_iter().collect()
            }
            (Mark::Hidden, Some(Why::NotMyStage)) => {
                call.stages.iter().copied().map(Trait::Stage).collect()
            }
            (Mark::Hidden, Some(Why::NotMyKind)) => kind(),
            (Mark::Hidden, Some(Why::NotThisOrganiser)) => organiser().collect(),
            (Mark::Hidden, Some(Why::Other) | None) => Vec::new(),
        };
        let mut said: Vec<Trait> = said;
        said.sort();
        said.dedup();
        said
    }
}

fn number(n: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

impl Trait {
    /// After "two calls".
    fn in_words(&self, call: &Traits) -> String {
        let kind = |kind: Kind| format!("of this kind: {}", kind.name().to_lowercase());
        match self {
            Trait::Kind(one) => kind(*one),
            Trait::Discipline(one) => format!("for {}", super::words::discipline_name(*one)),
            Trait::Organiser(key) => {
                format!("by {}", call.organiser.as_deref().unwrap_or(key))
            }
            Trait::Place(country, None) => format!("in {}", country.name()),
            Trait::Place(country, Some(within)) => {
                let name = call.place.as_ref().and_then(traits::within).unwrap_or(within);
                format!("in {name}, {}", country.name())
            }
            Trait::Fee => "for the fee".to_owned(),
            Trait::Stage(stage) => format!("for {}", stage_plural(*stage)),
        }
    }
}

fn stage_plural(stage: Stage) -> &'static str {
    match stage {
        Stage::Student => "students",
        Stage::Emerging => "emerging artists",
        Stage::MidCareer => "mid-career artists",
        Stage::Established => "established artists",
    }
}
