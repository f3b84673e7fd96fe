//! What a call has in common with others.

use rust_decimal::Decimal;

use crate::features::matching::score::stages;
use crate::features::matching::stems::fold;
use crate::features::reading::{
    Clause, Country, Discipline, EntryFee, Fact, Force, Kind, Place, Reading, Stage,
};

/// Something that calls share, by which one says something of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Trait {
    /// What kind of call it is.
    Kind(Kind),
    /// A discipline it names.
    Discipline(Discipline),
    /// Who calls, folded.
    Organiser(String),
    /// The country where it happens; in the artist's own country the region or town, folded.
    Place(Country, Option<String>),
    /// Entering costs money.
    Fee,
    /// A career stage it asks for.
    Stage(Stage),
}

/// The traits of one call.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Traits {
    pub kind: Option<Kind>,
    pub disciplines: Vec<Discipline>,
    pub organiser: Option<String>,
    pub place: Option<Place>,
    pub asks_fee: bool,
    pub stages: Vec<Stage>,
}

impl Traits {
    /// Those of a call as it was read.
    pub fn of(reading: &Reading) -> Self {
        Self {
            kind: reading.kind.as_ref().map(|fact| fact.value),
            disciplines: reading.disciplines.iter().map(|fact| fact.value).collect(),
            organiser: reading.organisation.as_ref().map(|fact| fact.value.clone()),
            place: reading.place.as_ref().map(|fact| fact.value.clone()),
            asks_fee: match reading.terms.entry_fee.as_ref().map(|fact| &fact.value) {
                Some(EntryFee::Charged) => true,
                Some(EntryFee::Paid { amount, .. }) => amount.amount > Decimal::ZERO,
                Some(EntryFee::Free) | None => false,
            },
            stages: asked_stages(&reading.eligibility),
        }
    }
}

/// The career stages that clauses ask for.
pub(in super::super) fn asked_stages(clauses: &[Fact<Clause>]) -> Vec<Stage> {
    let asking = clauses.iter().filter(|clause| clause.value.force != Force::Benefit);
    asking.flat_map(|clause| stages(&clause.value.rule)).collect()
}

impl Trait {
    /// Who calls, by a name of theirs.
    pub fn of_organiser(name: &str) -> Option<Self> {
        Some(name_key(name)).filter(|key| !key.is_empty()).map(Trait::Organiser)
    }

    /// Where a call happens, as far as one call there says something of another.
    pub fn of_place(place: &Place, home: Option<Country>) -> Option<Self> {
        let country = place.country.filter(|_| !place.online)?;
        if home != Some(country) {
            return Some(Trait::Place(country, None));
        }
        // That one town at home is too far says nothing of the others.
        within(place).map(|name| Trait::Place(country, Some(name_key(name))))
    }
}

/// The region of a place, or its town.
pub(super) fn within(place: &Place) -> Option<&str> {
    place.region.as_deref().or(place.city.as_deref())
}

/// A name in lower case, without accents and marks.
pub(in super::super) fn name_key(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
