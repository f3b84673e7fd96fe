//! The conditions of all calls, taken apart into leaves that many of them share.

use std::collections::HashMap;

use super::columns::Shared;
use crate::features::matching::rule::{Area, own_words};
use crate::features::matching::score::limit;
use crate::features::matching::verdict::in_order;
use crate::features::profiles::Artist;
use crate::features::reading::{Clause, Country, Fact, Force, Rule, Sureness};

/// The conditions of all calls, each once.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) all: Shared<Condition>,
    pub(super) leaves: Shared<Leaf>,
    pub(super) countries: Numbered,
    /// The leaves that an answer of the artist's settles, by its key.
    pub(super) to_read: HashMap<String, Vec<u32>>,
}

/// A required condition, as many calls may have it.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) tree: Tree,
    pub(super) doubtful: bool,
    /// What it adds where the artist is one of the few whom it lets in.
    pub(super) meant: i8,
    /// It has an age at the deadline in it.
    pub(super) ages: bool,
    /// It has a length of stay until the deadline in it.
    pub(super) stays: bool,
}

/// A rule over the numbers of its leaves.
#[derive(Debug)]
pub(super) enum Tree {
    Leaf(u32),
    Any(Vec<Tree>),
    All(Vec<Tree>),
    Not(Box<Tree>),
}

/// A rule without parts. Those that nearly every call words for itself, or that turn on its deadline, are
/// kept in a shape that is judged without a word being made.
#[derive(Debug)]
pub(super) enum Leaf {
    /// Citizens of one of these.
    Citizen(Countries),
    /// Residents of one of these.
    Lives(Countries),
    /// Residents of an area, which lies in one of these.
    LivesIn(Countries, Area),
    /// So old at the deadline.
    Age { least: Option<u32>, most: Option<u32> },
    /// Who meets the leaf of that number has to have lived there for so long at the deadline.
    Stay { place: u32, months: u32 },
    /// A condition in words, which only the artist can judge.
    ToRead,
    /// What each organiser asks anew: until it is answered, as the leaf of that number says, which is of no
    /// organiser.
    Anew(u32),
    /// Such a rule of no organiser, of an artist who has answered nothing.
    Unanswered(Rule),
    /// Any other, judged as it is shown.
    Other(Rule),
}

/// Countries by their bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Countries([u64; 4]);

/// Numbers of countries, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Numbered(HashMap<Country, usize>);

impl Conditions {
    /// The number of the condition that a clause states; `None` where it only prefers or grants.
    pub(super) fn number(&mut self, clause: &Fact<Clause>) -> Option<u32> {
        if clause.value.force != Force::Required {
            return None;
        }
        let rule = in_order(clause.value.rule.clone());
        let doubtful = clause.sureness <= Sureness::Doubtful;
        let key = format!("{doubtful}{rule:?}");
        if let Some(number) = self.all.numbers.get(&key) {
            return Some(*number);
        }
        let has = |leaf: fn(&Rule) -> bool| some_leaf(&rule, leaf);
        let condition = Condition {
            doubtful,
            meant: limit(&rule).and_then(|points| i8::try_from(points).ok()).unwrap_or(0),
            ages: has(|leaf| matches!(leaf, Rule::Age { on: None, .. })),
            stays: has(|leaf| matches!(leaf, Rule::Residence { months: Some(_), .. })),
            tree: self.tree(&rule),
        };
        Some(self.all.number(key, || condition))
    }

    fn tree(&mut self, rule: &Rule) -> Tree {
        let mut all = |rules: &[Rule]| rules.iter().map(|rule| self.tree(rule)).collect();
        match rule {
            Rule::AnyOf { rules } => Tree::Any(all(rules)),
            Rule::AllOf { rules } => Tree::All(all(rules)),
            Rule::Not { rule } => Tree::Not(Box::new(self.tree(rule))),
            leaf => Tree::Leaf(self.leaf(leaf)),
        }
    }

    fn leaf(&mut self, rule: &Rule) -> u32 {
        let leaf = match rule {
            Rule::Citizenship { countries } => self.countries.set(countries).map(Leaf::Citizen),
            Rule::Residence { countries, area, months: None } if !countries.is_empty() => {
                self.countries.set(countries).map(|set| match area {
                    None => Leaf::Lives(set),
                    Some(_) => Leaf::LivesIn(set, Area::of(countries, area.as_deref())),
                })
            }
            Rule::Residence { countries, area, months: Some(months) } => {
                let (countries, area) = (countries.clone(), area.clone());
                let place = self.leaf(&Rule::Residence { countries, area, months: None });
                Some(Leaf::Stay { place, months: *months })
            }
            Rule::Age { least, most, on: None } => Some(Leaf::Age { least: *least, most: *most }),
            Rule::Other { .. } => Some(Leaf::ToRead),
            Rule::Professional { .. } => Some(self.anew(Rule::Professional { of: None })),
            Rule::NominationOnly { .. } => Some(self.anew(Rule::NominationOnly { of: None })),
            Rule::NoPreviousRecipient { .. } => {
                Some(self.anew(Rule::NoPreviousRecipient { of: None }))
            }
            _ => None,
        };
        let asks = match rule {
            Rule::Other { condition } => Some(condition.clone()),
            rule => own_words(rule),
        };
        let known = self.leaves.values.len();
        let leaf = || leaf.unwrap_or_else(|| Leaf::Other(rule.clone()));
        let number = self.leaves.number(format!("{rule:?}"), leaf);
        if let Some(asks) = asks.filter(|_| number as usize == known) {
            self.to_read.entry(Artist::condition_key(&asks)).or_default().push(number);
        }
        number
    }

    fn anew(&mut self, of_none: Rule) -> Leaf {
        let key = format!("unanswered {of_none:?}");
        Leaf::Anew(self.leaves.number(key, || Leaf::Unanswered(of_none)))
    }
}

fn some_leaf(rule: &Rule, is: fn(&Rule) -> bool) -> bool {
    match rule {
        Rule::AnyOf { rules } | Rule::AllOf { rules } => {
            rules.iter().any(|rule| some_leaf(rule, is))
        }
        Rule::Not { rule } => some_leaf(rule, is),
        leaf => is(leaf),
    }
}

impl Numbered {
    /// The countries as bits; `None` where there are more countries than bits.
    fn set(&mut self, countries: &[Country]) -> Option<Countries> {
        let mut set = Countries::default();
        for country in countries {
            let next = self.0.len();
            set.add(*self.0.entry(*country).or_insert(next))?;
        }
        Some(set)
    }

    /// Those of the countries that some condition names.
    pub(super) fn known(&self, countries: &[Country]) -> Countries {
        let mut set = Countries::default();
        for number in countries.iter().filter_map(|country| self.0.get(country)) {
            set.add(*number);
        }
        set
    }
}

impl Countries {
    fn add(&mut self, number: usize) -> Option<()> {
        *self.0.get_mut(number / 64)? |= 1 << (number % 64);
        Some(())
    }

    /// Whether they have a country in common.
    pub(super) fn meet(&self, others: &Self) -> bool {
        self.0.iter().zip(others.0).any(|(one, other)| one & other != 0)
    }
}
