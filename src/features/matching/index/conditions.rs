//! The conditions of all calls, each once, and what each says of one artist.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::columns::{Index, days, from_days};
use crate::features::matching::Answer;
use crate::features::matching::rule::{Asked, judge};
use crate::features::matching::score::{limit, weight_of_open};
use crate::features::matching::verdict::in_order;
use crate::features::matching::weights::RULE_OPEN;
use crate::features::profiles::{Artist, Birth};
use crate::features::reading::{Clause, Fact, Force, Rule, Sureness};

/// A required condition, as many calls may have it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    pub(super) rule: Rule,
    pub(super) doubtful: bool,
    pub(super) when: When,
}

/// Whether the day on which it counts makes a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// None.
    Always,
    /// It is an age at the deadline, and nothing else.
    Age(Option<u32>, Option<u32>),
    /// It has such an age or a length of stay in it.
    OnTheDay,
}

/// What a condition says of the artist, as far as verdict and score go.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Said {
    /// It closes the call.
    pub(super) closes: bool,
    /// What it takes away where it is open, and no condition that only the artist can judge.
    pub(super) open: i32,
    /// It is open, and only the artist can judge it.
    pub(super) read: bool,
    /// What it adds where the artist is one of the few whom it lets in.
    pub(super) meant: i32,
}

/// What every condition says of one artist, on the days that make a difference.
pub(super) struct Judged<'a> {
    index: &'a Index,
    artist: &'a Artist,
    always: Vec<Said>,
    /// Youngest and oldest on each of the next days.
    ages: Vec<(u32, u32)>,
    on_the_day: HashMap<(u32, i32), Said>,
}

/// For so many days ages are found before they are asked for.
const AHEAD: i32 = 800;

impl Condition {
    /// The condition that a clause states; `None` where it only prefers or grants.
    pub(super) fn of(clause: &Fact<Clause>) -> Option<Self> {
        if clause.value.force != Force::Required {
            return None;
        }
        let rule = in_order(clause.value.rule.clone());
        let when = match &rule {
            Rule::Age { least, most, on: None } => When::Age(*least, *most),
            rule if turns_on_the_day(rule) => When::OnTheDay,
            _ => When::Always,
        };
        Some(Self { rule, doubtful: clause.sureness <= Sureness::Doubtful, when })
    }

    fn said(&self, artist: &Artist, on: NaiveDate) -> Said {
        if let Some(answer) = self.of_country(artist) {
            // What is not told of a country is settled by a field of the profile.
            return self.weighed(answer, (answer == Answer::Unknown).then_some(RULE_OPEN));
        }
        let finding = judge(&self.rule, &Asked { artist, on, assumed: &[] });
        let weight = weight_of_open(finding.open.iter().map(|(field, _)| *field), finding.slim);
        self.weighed(finding.answer, weight)
    }

    /// What `rule::judge` says of lists of countries, without its words: nearly every call has a list of
    /// its own. `None`: it is about something else.
    fn of_country(&self, artist: &Artist) -> Option<Answer> {
        match &self.rule {
            Rule::Citizenship { countries } => {
                let own = artist.citizenships.as_ref();
                Some(own.map(|own| own.iter().any(|one| countries.contains(one))).into())
            }
            Rule::Residence { countries, area: None, months: None } if !countries.is_empty() => {
                let home = artist.residence.as_ref();
                Some(home.map(|home| countries.contains(&home.country)).into())
            }
            _ => None,
        }
    }

    /// `weight`: what the condition takes away where it is open; `None`: only the artist can judge it.
    fn weighed(&self, answer: Answer, weight: Option<i32>) -> Said {
        let meant = limit(&self.rule).filter(|_| answer == Answer::Yes && !self.doubtful);
        let is_open = answer == Answer::Unknown || answer == Answer::No && self.doubtful;
        Said {
            closes: answer == Answer::No && !self.doubtful,
            open: weight.filter(|_| is_open).unwrap_or(0),
            read: is_open && weight.is_none(),
            meant: meant.unwrap_or(0),
        }
    }
}

fn turns_on_the_day(rule: &Rule) -> bool {
    match rule {
        Rule::Age { on, .. } => on.is_none(),
        Rule::Residence { months, .. } => months.is_some(),
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().any(turns_on_the_day),
        Rule::Not { rule } => turns_on_the_day(rule),
        _ => false,
    }
}

impl<'a> Judged<'a> {
    /// Judges every condition that does not turn on a day.
    pub(super) fn of(index: &'a Index, artist: &'a Artist) -> Self {
        let today = index.today();
        let always = index.conditions.values.iter().map(|condition| match condition.when {
            When::Age(..) if artist.birth.is_some() => Said::default(),
            When::OnTheDay => Said::default(),
            // Without a birth date no day makes a difference to an age.
            When::Always | When::Age(..) => condition.said(artist, today),
        });
        let ahead = 0..if artist.birth.is_some() { AHEAD } else { 0 };
        let ages =
            ahead.filter_map(|day| Some(artist.birth?.ages_on(from_days(days(today) + day))));
        Self {
            always: always.collect(),
            ages: ages.collect(),
            on_the_day: HashMap::new(),
            index,
            artist,
        }
    }

    /// Whether any day makes a difference to it.
    pub(super) fn is_steady(&self, condition: usize) -> bool {
        match self.index.conditions.values[condition].when {
            When::Always => true,
            When::Age(..) => self.artist.birth.is_none(),
            When::OnTheDay => false,
        }
    }

    /// What a condition says on a day.
    pub(super) fn said(&mut self, number: u32, on: i32) -> Said {
        let condition = &self.index.conditions.values[number as usize];
        match (condition.when, self.artist.birth) {
            (When::Always, _) | (When::Age(..), None) => self.always[number as usize],
            (When::Age(least, most), Some(birth)) => {
                let answer = self.of_age(least, most, birth, on);
                // An open age is settled by the birth date; one that is doubted by nothing.
                condition.weighed(answer, (answer == Answer::Unknown).then_some(RULE_OPEN))
            }
            (When::OnTheDay, _) => *self
                .on_the_day
                .entry((number, on))
                .or_insert_with(|| condition.said(self.artist, from_days(on))),
        }
    }

    /// What `rule::judge` says of an age, without its words.
    fn of_age(&self, least: Option<u32>, most: Option<u32>, birth: Birth, on: i32) -> Answer {
        let ahead = usize::try_from(on - days(self.index.today())).ok();
        let known = ahead.and_then(|day| self.ages.get(day)).copied();
        let (youngest, oldest) = known.unwrap_or_else(|| birth.ages_on(from_days(on)));
        let fits = |age: u32| {
            least.is_none_or(|least| age >= least) && most.is_none_or(|most| age <= most)
        };
        match (fits(youngest), fits(oldest)) {
            (true, true) => Answer::Yes,
            (false, false) => Answer::No,
            _ => Answer::Unknown,
        }
    }
}
