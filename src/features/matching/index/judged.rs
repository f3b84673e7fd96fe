//! What the conditions of all calls say of one artist.

use chrono::{Months, NaiveDate};

use super::conditions::{Condition, Conditions, Leaf, Tree};
use super::day::{days, from_days};
use crate::features::matching::Answer;
use crate::features::matching::rule::{Asked, Finding, Home, judge};
use crate::features::matching::score::weight_of_open;
use crate::features::profiles::{Artist, Field};

/// What a condition says of the artist, as far as verdict and score go.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Said {
    /// It closes the call.
    pub(super) closes: bool,
    /// It is open, and only the artist can judge it.
    pub(super) read: bool,
    /// What it takes away where it is open, and no condition that only the artist can judge.
    pub(super) open: i8,
    /// What it adds where the artist is one of the few whom it lets in.
    pub(super) meant: i8,
    /// It says so only on some days: ask [`Judged::on`].
    pub(super) turns: bool,
}

/// What every condition says of one artist.
pub(super) struct Judged<'a> {
    conditions: &'a Conditions,
    artist: &'a Artist,
    today: i32,
    /// What each leaf says; of a stay: nothing.
    found: Vec<Found>,
    /// What each condition says.
    pub(super) said: Vec<Said>,
    /// Youngest and oldest on each of the next days.
    ages: Vec<(u32, u32)>,
    /// How often that changes until each of them.
    spans: Vec<u8>,
}

/// The answer to a rule, and what would settle it: `rule::judge` without its words.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Found {
    answer: Answer,
    settled_by: u8,
    slim: bool,
}

/// What can settle a rule, as bits: only the artist's own reading, a group they may name, a fact.
const READING: u8 = 1;
const GROUP: u8 = 2;
const FACT: u8 = 4;

/// For so many days ages are found before they are asked for.
const AHEAD: i32 = 800;

impl<'a> Judged<'a> {
    /// Judges every leaf and every condition that does not turn on a day.
    pub(super) fn of(conditions: &'a Conditions, artist: &'a Artist, today: NaiveDate) -> Self {
        let ahead = 0..if artist.birth.is_some() { AHEAD } else { 0 };
        let ages: Vec<(u32, u32)> = ahead
            .filter_map(|day| Some(artist.birth?.ages_on(from_days(days(today) + day))))
            .collect();
        let changes = ages.windows(2).scan(0u8, |span, two| {
            *span = span.saturating_add(u8::from(two[0] != two[1]));
            Some(*span)
        });
        let mut judged = Self {
            conditions,
            artist,
            today: days(today),
            found: steady(conditions, artist, today),
            said: Vec::new(),
            spans: ages.first().map(|_| 0).into_iter().chain(changes).collect(),
            ages,
        };
        judged.said = conditions.all.values.iter().map(|one| judged.whenever(one)).collect();
        judged
    }

    /// What a condition says on a day.
    pub(super) fn on(&self, number: u32, day: i32) -> Said {
        let condition = &self.conditions.all.values[number as usize];
        condition.said(self.tree(&condition.tree, day))
    }

    /// A number of the days on which a condition says what it says on this day; `None` where it has to be
    /// asked for each.
    pub(super) fn span(&self, number: u32, day: i32) -> Option<usize> {
        if self.turns_on_a_stay(&self.conditions.all.values[number as usize]) {
            return None;
        }
        let ahead = usize::try_from(day - self.today).ok()?;
        self.spans.get(ahead).map(|span| usize::from(*span))
    }

    fn turns_on_a_stay(&self, condition: &Condition) -> bool {
        condition.stays && self.artist.residence.as_ref().is_some_and(|home| home.since.is_some())
    }

    fn whenever(&self, condition: &Condition) -> Said {
        let turns =
            condition.ages && self.artist.birth.is_some() || self.turns_on_a_stay(condition);
        if turns {
            return Said { turns, ..Said::default() };
        }
        condition.said(self.tree(&condition.tree, self.today))
    }

    fn tree(&self, tree: &Tree, on: i32) -> Found {
        match tree {
            Tree::Leaf(number) => self.leaf(*number, on),
            Tree::Any(parts) => Found::any(parts.iter().map(|part| self.tree(part, on))),
            Tree::All(parts) => Found::all(parts.iter().map(|part| self.tree(part, on))),
            Tree::Not(part) => {
                let found = self.tree(part, on);
                Found { answer: !found.answer, ..found }
            }
        }
    }

    fn leaf(&self, number: u32, on: i32) -> Found {
        match &self.conditions.leaves.values[number as usize] {
            Leaf::Age { least, most } => self.age(*least, *most, on),
            Leaf::Stay { place, months } => self.stay(self.found[*place as usize], *months, on),
            _ => self.found[number as usize],
        }
    }

    /// As `rule::birth` has it.
    fn age(&self, least: Option<u32>, most: Option<u32>, on: i32) -> Found {
        let Some(birth) = self.artist.birth else { return Found::untold(FACT) };
        let ahead = usize::try_from(on - self.today).ok();
        let known = ahead.and_then(|day| self.ages.get(day)).copied();
        let (youngest, oldest) = known.unwrap_or_else(|| birth.ages_on(from_days(on)));
        let fits = |age: u32| {
            least.is_none_or(|least| age >= least) && most.is_none_or(|most| age <= most)
        };
        match (fits(youngest), fits(oldest)) {
            (true, true) => Found::told(true),
            (false, false) => Found::told(false),
            _ => Found::untold(FACT),
        }
    }

    /// As `rule::residence` has it. `lives`: whether they live there now.
    fn stay(&self, lives: Found, months: u32, on: i32) -> Found {
        let Some(home) = &self.artist.residence else { return Found::untold(FACT) };
        if lives.answer == Answer::No {
            return lives;
        }
        let Some(since) = home.since else { return Found::untold(FACT) };
        let from = since.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
        if days(from) <= on { lives } else { Found::told(false) }
    }
}

/// What the leaves say on every day.
fn steady(conditions: &Conditions, artist: &Artist, on: NaiveDate) -> Vec<Found> {
    let citizen = artist.citizenships.as_deref().map(|own| conditions.countries.known(own));
    let at = artist.residence.as_ref();
    let lives = at.map(|home| conditions.countries.known(&[home.country]));
    let home = at.map(Home::of);
    let told = |met: Option<bool>| met.map_or(Found::untold(FACT), Found::told);
    let asked = Asked { artist, on, assumed: &[] };
    let unanswered = Artist { conditions: Default::default(), ..artist.clone() };
    let found = |leaf: &Leaf| match leaf {
        Leaf::Citizen(of) => told(citizen.map(|own| own.meet(of))),
        Leaf::Lives(of) => told(lives.map(|own| own.meet(of))),
        Leaf::LivesIn(of, area) => match (&lives, &home) {
            (Some(own), Some(home)) if own.meet(of) => Found::answer(area.holds(home)),
            (Some(_), _) => Found::told(false),
            (None, _) => Found::untold(FACT),
        },
        Leaf::ToRead => Found::untold(READING),
        Leaf::Other(rule) => Found::of(&judge(rule, &asked)),
        Leaf::Unanswered(rule) => Found::of(&judge(rule, &Asked { artist: &unanswered, ..asked })),
        // These turn on the day, or on another leaf.
        Leaf::Age { .. } | Leaf::Stay { .. } | Leaf::Anew(_) => Found::untold(FACT),
    };
    let mut found: Vec<Found> = conditions.leaves.values.iter().map(found).collect();
    for (number, leaf) in conditions.leaves.values.iter().enumerate() {
        if let Leaf::Anew(same) = leaf {
            found[number] = found[*same as usize];
        }
    }
    for (key, met) in &artist.conditions {
        for number in conditions.to_read.get(key).into_iter().flatten() {
            found[*number as usize] = Found::told(*met);
        }
    }
    found
}

impl Condition {
    fn said(&self, found: Found) -> Said {
        let is_open =
            found.answer == Answer::Unknown || found.answer == Answer::No && self.doubtful;
        let weight = weight_of_open(found.fields(), found.slim).filter(|_| is_open);
        Said {
            closes: found.answer == Answer::No && !self.doubtful,
            read: is_open && weight.is_none(),
            open: weight.and_then(|points| i8::try_from(points).ok()).unwrap_or(0),
            meant: if found.answer == Answer::Yes && !self.doubtful { self.meant } else { 0 },
            turns: false,
        }
    }
}

impl Found {
    fn answer(answer: Answer) -> Self {
        let settled_by = if answer == Answer::Unknown { FACT } else { 0 };
        Self { answer, settled_by, slim: false }
    }

    fn told(met: bool) -> Self {
        Self::answer(met.into())
    }

    fn untold(settled_by: u8) -> Self {
        Self { answer: Answer::Unknown, settled_by, slim: false }
    }

    fn of(finding: &Finding) -> Self {
        let bit = |(field, _): &(Field, _)| match field {
            Field::Conditions => READING,
            Field::Identities => GROUP,
            _ => FACT,
        };
        let settled_by = finding.open.iter().map(bit).fold(0, |all, bit| all | bit);
        Self { answer: finding.answer, settled_by, slim: finding.slim }
    }

    /// All of several, as `rule::all` has it.
    fn all(parts: impl Iterator<Item = Self>) -> Self {
        let whole = Self { answer: Answer::Yes, settled_by: 0, slim: false };
        let whole = parts.fold(whole, |whole, part| Self {
            answer: whole.answer.and(part.answer),
            settled_by: whole.settled_by | part.settled_by,
            slim: false,
        });
        whole.while_open()
    }

    /// Any of several, as `rule::any` has it.
    fn any(parts: impl Iterator<Item = Self>) -> Self {
        let whole = Self { answer: Answer::No, settled_by: 0, slim: false };
        let mut some_closed = false;
        let whole = parts.fold(whole, |whole, part| {
            some_closed |= part.answer == Answer::No;
            let settled_by = whole.settled_by | part.settled_by;
            Self { answer: whole.answer.or(part.answer), settled_by, slim: false }
        });
        let slim = some_closed && whole.settled_by & !GROUP == 0;
        Self { slim: slim && whole.answer == Answer::Unknown, ..whole.while_open() }
    }

    /// What is settled needs nothing more.
    fn while_open(self) -> Self {
        let settled_by = if self.answer == Answer::Unknown { self.settled_by } else { 0 };
        Self { settled_by, ..self }
    }

    /// One field of each sort that would settle it.
    fn fields(self) -> impl Iterator<Item = Field> {
        let sorts =
            [(READING, Field::Conditions), (GROUP, Field::Identities), (FACT, Field::Birth)];
        sorts.into_iter().filter(move |(bit, _)| self.settled_by & bit != 0).map(|(_, one)| one)
    }
}
