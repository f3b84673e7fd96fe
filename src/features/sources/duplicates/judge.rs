//! Whether two calls are the same, judged by what both say. Pure.
//!
//! Two calls taken for one hide a chance from every artist, and nobody sees it happen: so one doubt is
//! enough to leave it to a person, and a contradiction about edition, round or year ends it.

use std::collections::BTreeSet;

use super::Likeness;
use super::compare::{Comparison, Days, Names};
use super::said::Said;

/// What was found, and why.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    pub(super) likeness: Likeness,
    /// How much speaks for it, for putting several in order; nothing else.
    pub(super) weight: f64,
    /// For first, then against.
    pub(super) reasons: Vec<String>,
}

/// How many days apart a deadline may be and still perhaps be one that was put off.
const PUT_OFF: u64 = 45;

/// How alike the two are; `None`: they are two, or nothing says they are one.
pub(super) fn judge(new: &Said, known: &Said) -> Option<Judged> {
    if other_edition(new, known).is_some() {
        return None;
    }
    let mut case = Comparison::of(new, known);
    case.doubts();
    let likeness = case.likeness()?;
    let weight = case.weight();
    let reasons = case.pro.into_iter().chain(case.contra).collect();
    Some(Judged { likeness, weight, reasons })
}

/// Why they are of two editions, rounds or years.
pub(super) fn other_edition(new: &Said, known: &Said) -> Option<String> {
    let (a, b) = (&new.name, &known.name);
    if apart(&a.years, &b.years) {
        return Some("their names name different years".into());
    }
    if apart(&a.seasons, &b.seasons) || apart(&a.months, &b.months) {
        return Some("their names name different rounds of the year".into());
    }
    let (ours, theirs) = (told(&a.editions, &new.editions), told(&b.editions, &known.editions));
    let in_a_name = !a.editions.is_empty() || !b.editions.is_empty();
    if in_a_name && apart(ours, theirs) {
        return Some("they are different editions".into());
    }
    (a.own == b.own && apart(&a.numbers, &b.numbers))
        .then(|| "they are numbered differently".into())
}

/// What the name says, else what the text says.
fn told<'a>(name: &'a BTreeSet<u32>, text: &'a BTreeSet<u32>) -> &'a BTreeSet<u32> {
    if name.is_empty() { text } else { name }
}

/// Both say something, and nothing in common.
fn apart<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

impl Comparison<'_> {
    /// What leaves it to a person, whatever speaks for it.
    fn doubts(&mut self) {
        let (new, known) = (self.new, self.known);
        if let (Some(ours), Some(theirs)) = (&new.city, &known.city) {
            // A text that names the other's town too may have been read differently.
            if ours != theirs && !new.says(theirs) && !known.says(ours) {
                self.contra.push(format!("but one is in {ours}, the other in {theirs}"));
            }
        } else if let (Some(ours), Some(theirs)) = (new.country, known.country)
            && ours != theirs
        {
            self.contra.push(format!("but one is in {ours}, the other in {theirs}"));
        }
        if apart(&new.name.sorts, &known.name.sorts) && self.names != Names::Translated {
            let of = |said: &Said| said.name.sorts.first().copied().unwrap_or_default();
            self.contra.push(format!("but one is called {}, the other {}", of(new), of(known)));
        }
        if apart(&new.name.numbers, &known.name.numbers) {
            self.contra.push("but their names have different numbers".into());
        }
        self.doubt_season();
        if self.text >= 0.5 {
            self.doubt_twins();
        }
    }

    /// One name says "summer", and nothing of the other's does.
    fn doubt_season(&mut self) {
        let silent = |one: &Said, other: &Said| {
            let said = one.name.seasons.iter().chain(&one.name.months);
            said.copied().find(|season| {
                let heard = match *season {
                    "autumn" => other.gist.has("autumn") || other.gist.has("fall"),
                    season => other.gist.has(season),
                };
                !heard && other.name.seasons.is_empty() && other.name.months.is_empty()
            })
        };
        let said = silent(self.new, self.known).or_else(|| silent(self.known, self.new));
        if let Some(season) =
            said.filter(|_| self.days != Days::Same && self.names != Names::Translated)
        {
            self.contra.push(format!("but only one of them says {season}"));
        }
    }

    /// Two calls made from one template: nearly the same text, and each says a name that the other
    /// never does.
    fn doubt_twins(&mut self) {
        let (new, known) = (self.new, self.known);
        let organisations = [&new.organisation, &known.organisation];
        let except: BTreeSet<String> =
            organisations.into_iter().flatten().flat_map(|o| o.own.clone()).collect();
        let ours = new.gist.own_name(&known.gist, &except);
        let theirs = known.gist.own_name(&new.gist, &except);
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            self.contra.push(format!("but one speaks of {ours}, the other of {theirs}"));
        }
    }

    fn likeness(&self) -> Option<Likeness> {
        // Scripts and languages spell an organisation in ways that only a person sees through.
        if self.organisation == Some(false) && !self.page {
            let told_in_two = self.names == Names::Translated && self.worth_a_look();
            return told_in_two.then_some(Likeness::Maybe);
        }
        if let Days::Apart(days) = self.days {
            let one_call = matches!(self.names, Names::Same | Names::Within)
                && self.organisation == Some(true)
                && (self.text >= 0.4 || self.page);
            // A deadline put off: told in other words, it is the same name in the same hands.
            let told_anew = self.organisation == Some(true)
                && matches!(self.names, Names::Same | Names::Within | Names::Bare)
                && self.words_shared() >= 2;
            return (days <= PUT_OFF && (one_call || told_anew)).then_some(Likeness::Maybe);
        }
        if self.enough() {
            let clear = self.contra.is_empty();
            return Some(if clear { Likeness::Same } else { Likeness::Maybe });
        }
        self.worth_a_look().then_some(Likeness::Maybe)
    }

    /// Whether what speaks for it is enough, leaving out what speaks against it.
    fn enough(&self) -> bool {
        let organisation = self.organisation == Some(true);
        let route = self.page || self.host;
        let same_day = self.days == Days::Same;
        let same_year = !self.new.name.years.is_disjoint(&self.known.name.years);
        match self.names {
            Names::Same if same_day => organisation || route || self.text >= 0.3,
            Names::Same => {
                (organisation || route) && (self.text >= 0.5 || self.page)
                    || same_year && (self.host || self.page)
                    || self.text >= 0.8
            }
            Names::Within if same_day => organisation && (route || self.text >= 0.2) || self.page,
            Names::Within => organisation && self.text >= 0.8,
            // The very page to apply on, of one organisation, on one day: only the name is longer.
            Names::Bare if same_day && organisation && self.page && self.words_shared() >= 2 => {
                true
            }
            Names::Bare => {
                let one_says_more =
                    self.new.own_words(self.known) != self.known.own_words(self.new);
                let text = if one_says_more { 0.5 } else { 0.3 };
                same_day && organisation && (self.text >= text || route && !one_says_more)
                    || self.days == Days::Unknown && organisation && self.page && self.text >= 0.9
            }
            Names::Translated => same_day && (organisation || route) && self.anchors >= 0.6,
            Names::Different => false,
        }
    }

    /// Whether a person should look, though it is not enough.
    fn worth_a_look(&self) -> bool {
        let organisation = self.organisation == Some(true);
        let route = self.page || self.host;
        let same_day = self.days == Days::Same;
        match self.names {
            Names::Same => {
                let words = self.new.name.own.intersection(&self.known.name.own).count();
                organisation || route || same_day || self.text >= 0.3 || words > 1
            }
            Names::Within => {
                organisation && (same_day || self.text >= 0.3)
                    || same_day && (route || self.text >= 0.3)
            }
            Names::Bare => same_day && (self.page || organisation) || self.text >= 0.7,
            Names::Translated => {
                let words = !self.new.name.own.is_disjoint(&self.known.name.own);
                same_day && (organisation || route || words || self.anchors >= 0.75)
                    || self.anchors >= 0.7 && (organisation || route)
                    || same_day
                        && self.new.country.is_some()
                        && self.new.country == self.known.country
                        && self.new.gist.numbers_shared(&self.known.gist) >= 0.5
            }
            Names::Different => {
                let told_anew = self.words_shared() >= 2 || self.name_heard();
                let alike = self.page && self.text >= 0.5 || self.text >= 0.8;
                same_day && organisation && (alike || told_anew && !self.listed_twice)
            }
        }
    }

    fn weight(&self) -> f64 {
        let one = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        one(self.names == Names::Same, 2.0)
            + one(self.names == Names::Within, 1.0)
            + one(self.days == Days::Same, 1.5)
            + one(self.organisation == Some(true), 1.0)
            + one(self.page, 1.0)
            + self.text
            + self.anchors
    }
}
