//! What a call says, as far as two calls are compared by it.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::address::Addresses;
use super::name::{self, Name};
use super::organisation::Organisation;
use super::tokens::Gist;
use crate::features::opportunities::fold;
use crate::features::reading::{Country, Document, Reading};

/// What a call says about itself.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) name: Name,
    /// The name as listed: what was read as the title may leave out what tells two apart.
    listed: Name,
    /// The editions its text counts.
    pub(super) editions: BTreeSet<u32>,
    pub(super) organisation: Option<Organisation>,
    /// The days on which one of its rounds closes.
    pub(super) closes: BTreeSet<NaiveDate>,
    pub(super) addresses: Addresses,
    pub(super) country: Option<Country>,
    pub(super) city: Option<String>,
    pub(super) language: Option<String>,
    pub(super) gist: Gist,
    /// The text, folded, for names that may stand anywhere in it.
    folded: String,
}

impl Said {
    pub(super) fn of(document: &Document, reading: &Reading) -> Self {
        let read = reading.title.as_ref().map(|title| title.value.as_str());
        let first = document.text.lines().find(|line| !line.trim().is_empty());
        let title = read.or(document.title.as_deref()).or(first).unwrap_or_default();
        let organisation = reading.organisation.as_ref().map(|fact| fact.value.as_str());
        let place = reading.place.as_ref().map(|place| &place.value);
        Self {
            title: title.to_owned(),
            name: Name::of(title),
            listed: Name::of(document.title.as_deref().unwrap_or(title)),
            editions: name::editions(&document.text),
            organisation: organisation.and_then(Organisation::of),
            closes: reading.closing.deadlines.iter().map(|fact| fact.value.date).collect(),
            addresses: Addresses::of(document, reading),
            country: place.and_then(|place| place.country),
            city: place.and_then(|place| place.city.as_deref()).map(fold),
            language: reading.language.clone(),
            gist: Gist::of(&document.text),
            folded: fold(&document.text),
        }
    }

    /// The words of its name that are not its organisation's, nor `other`'s.
    pub(super) fn own_words(&self, other: &Said) -> BTreeSet<String> {
        self.without_organisations(&self.name, other)
    }

    /// The same of its name as listed, without the site's own name, which page titles often end with.
    pub(super) fn listed_words(&self, other: &Said) -> BTreeSet<String> {
        let site = self.addresses.own.as_deref().unwrap_or_default();
        let mut words = self.without_organisations(&self.listed, other);
        words.retain(|word| !site.contains(word.as_str()));
        words
    }

    /// Every word of its name as listed that is no number, the plainest too.
    pub(super) fn title_words(&self) -> BTreeSet<String> {
        self.listed.words.clone()
    }

    fn without_organisations(&self, name: &Name, other: &Said) -> BTreeSet<String> {
        let organisations = [&self.organisation, &other.organisation];
        let theirs: BTreeSet<&String> =
            organisations.into_iter().flatten().flat_map(|found| &found.own).collect();
        name.own.iter().filter(|word| !theirs.contains(word)).cloned().collect()
    }

    /// Whether its text has these words, folded.
    pub(super) fn says(&self, folded: &str) -> bool {
        self.folded.contains(folded)
    }

    /// Whether its text or one of its hosts names this organisation.
    pub(super) fn mentions(&self, organisation: &Organisation) -> bool {
        let key = organisation.key();
        if key.chars().count() < 4 {
            return false;
        }
        let name = fold(&organisation.name);
        self.folded.contains(&name)
            || self.addresses.hosts.iter().any(|host| squeezed(host).contains(&key))
    }

    /// By what an index finds it: each mark begins with what it is. See [`super::candidates`].
    pub(super) fn marks(&self) -> Vec<String> {
        let mut marks = BTreeSet::new();
        let own = self.addresses.own.as_deref();
        let pages = self
            .addresses
            .pages
            .iter()
            .filter(|page| !own.is_some_and(|own| page.starts_with(own)));
        marks.extend(pages.take(20).map(|page| format!("page:{page}")));
        let hosts = self.addresses.hosts.iter();
        marks.extend(hosts.take(20).map(|host| format!("host:{host}")));
        marks.extend(
            self.organisation.iter().map(|organisation| format!("who:{}", organisation.key())),
        );
        marks.extend(self.closes.iter().take(12).map(|day| format!("day:{day}")));
        let words: Vec<&str> = self.name.own.iter().map(String::as_str).collect();
        if !words.is_empty() {
            marks.insert(format!("name:{}", words.join(" ")));
        }
        marks.extend(words.iter().take(12).map(|word| format!("word:{word}")));
        marks.into_iter().collect()
    }

    /// The marks a call that is the same may have: its own, and deadlines a day off.
    pub(super) fn marks_of_alike(&self) -> Vec<String> {
        let mut marks = self.marks();
        for day in &self.closes {
            let beside = [day.checked_sub_days(Days::new(1)), day.checked_add_days(Days::new(1))];
            marks.extend(beside.into_iter().flatten().map(|day| format!("day:{day}")));
        }
        marks
    }
}

fn squeezed(host: &str) -> String {
    host.chars().filter(|c| c.is_alphanumeric()).collect()
}
