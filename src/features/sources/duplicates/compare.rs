//! What two calls have in common and what they have not, name by name and day by day.

use std::collections::BTreeSet;

use super::said::Said;

/// How the names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// The same words tell both from others.
    Same,
    /// One has words the other lacks, and the other's text has them.
    Within,
    /// Neither has words of its own ("Open call"), or only one has.
    Bare,
    /// In two languages: words say little.
    Translated,
    /// Each has words of its own.
    Different,
}

/// How the deadlines compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    Same,
    Unknown,
    /// So many days apart.
    Apart(u64),
}

/// Two calls side by side.
pub(super) struct Comparison<'a> {
    pub(super) new: &'a Said,
    pub(super) known: &'a Said,
    pub(super) names: Names,
    pub(super) days: Days,
    pub(super) organisation: Option<bool>,
    pub(super) page: bool,
    pub(super) host: bool,
    pub(super) text: f64,
    pub(super) anchors: f64,
    /// One site lists both, at two addresses.
    pub(super) listed_twice: bool,
    pub(super) pro: Vec<String>,
    pub(super) contra: Vec<String>,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(new: &'a Said, known: &'a Said) -> Self {
        let mut case = Self {
            new,
            known,
            names: Names::Different,
            days: Days::Unknown,
            organisation: None,
            page: false,
            host: false,
            text: new.gist.shared(&known.gist).unwrap_or_default(),
            anchors: 0.0,
            listed_twice: new.addresses.lists_apart(&known.addresses),
            pro: Vec::new(),
            contra: Vec::new(),
        };
        case.compare_names();
        case.compare_days();
        case.compare_organisations();
        case.compare_addresses();
        case.compare_texts();
        case.compare_entries();
        case
    }

    /// Two entries of one list under clearly different titles: whoever made the list told them apart,
    /// however alike the rest is.
    fn compare_entries(&mut self) {
        if !self.listed_twice || self.names == Names::Translated {
            return;
        }
        let (ours, theirs) = (self.new.title_words(), self.known.title_words());
        let (ours, theirs) = without_twins(ours, theirs);
        let lone = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).count();
        if lone(&ours, &theirs) > 0 && lone(&theirs, &ours) > 0 {
            self.contra.push("but one site lists them apart, under different titles".into());
        }
    }

    /// How many telling words of one name both texts have, and whether they are the whole name.
    pub(super) fn name_heard(&self) -> bool {
        let heard = |one: &Said, other: &Said| {
            let own = one.own_words(other);
            own.len() >= 2 && own.iter().all(|word| other.gist.has(word))
        };
        heard(self.new, self.known) || heard(self.known, self.new)
    }

    /// How many telling words both names have.
    pub(super) fn words_shared(&self) -> usize {
        let (ours, theirs) = (self.new.own_words(self.known), self.known.own_words(self.new));
        ours.intersection(&theirs).count()
    }

    fn compare_names(&mut self) {
        let (new, known) = (self.new, self.known);
        let (mut ours, mut theirs) = without_twins(new.own_words(known), known.own_words(new));
        // A prize that bears its organiser's name, letter for letter the same: that name tells it.
        if ours.is_empty() && theirs.is_empty() && new.title_words() == known.title_words() {
            (ours, theirs) = (new.name.own.clone(), known.name.own.clone());
        }
        let translated = matches!((&new.language, &known.language), (Some(a), Some(b)) if a != b);
        let extra: BTreeSet<&String> = ours.symmetric_difference(&theirs).collect();
        let heard = extra.iter().all(|word| new.gist.has(word) && known.gist.has(word));
        let shared = ours.intersection(&theirs).count();
        self.names = if extra.is_empty() && shared > 0 {
            self.pro.push(format!("the same name but for words any call has ({:?})", known.title));
            if !translated {
                self.listed_apart();
            }
            Names::Same
        } else if translated {
            Names::Translated
        } else if ours.is_empty() || theirs.is_empty() {
            // What was read as the name says nothing: perhaps the list says more.
            self.listed_apart().unwrap_or(Names::Bare)
        } else if let Some(different) = self.apart(&ours, &theirs) {
            different
        } else {
            self.pro.push(format!("one name holds the other ({:?})", known.title));
            if heard || extra.len() <= shared { Names::Within } else { Names::Bare }
        };
    }

    /// The same of the names as listed.
    fn listed_apart(&mut self) -> Option<Names> {
        let (new, known) = (self.new, self.known);
        let (ours, theirs) = without_twins(new.listed_words(known), known.listed_words(new));
        self.apart(&ours, &theirs)
    }

    /// Whether each name has words that the other lacks.
    fn apart(&mut self, ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> Option<Names> {
        let lone = |words: &BTreeSet<String>, other: &BTreeSet<String>| {
            words.difference(other).take(3).cloned().collect::<Vec<_>>().join(" ")
        };
        let (ours, theirs) = (lone(ours, theirs), lone(theirs, ours));
        if ours.is_empty() || theirs.is_empty() {
            return None;
        }
        self.contra.push(format!("but each name has words of its own: {ours:?} and {theirs:?}"));
        Some(Names::Different)
    }

    fn compare_days(&mut self) {
        let pairs = self.new.closes.iter().flat_map(|day| {
            self.known
                .closes
                .iter()
                .map(move |other| (day, other, (*day - *other).num_days().unsigned_abs()))
        });
        let Some((day, other, off)) = pairs.min_by_key(|(.., off)| *off) else { return };
        self.days = match off {
            0 => {
                self.pro.push(format!("both close on {}", day.format("%-d %B %Y")));
                Days::Same
            }
            1 => {
                self.pro.push(format!(
                    "they close a day apart, on {} and {}, as sites that store the day after show it",
                    day.format("%-d"),
                    other.format("%-d %B %Y")
                ));
                Days::Same
            }
            _ => {
                let (day, other) = (day.format("%-d %B %Y"), other.format("%-d %B %Y"));
                self.contra.push(format!("but one closes on {day}, the other on {other}"));
                Days::Apart(off)
            }
        };
    }

    fn compare_organisations(&mut self) {
        let (new, known) = (self.new, self.known);
        let like = match (&new.organisation, &known.organisation) {
            (Some(ours), Some(theirs)) => ours.like(theirs),
            _ => None,
        };
        let mentioned = || {
            let ours =
                new.organisation.as_ref().filter(|organisation| known.mentions(organisation));
            let theirs =
                known.organisation.as_ref().filter(|organisation| new.mentions(organisation));
            ours.or(theirs).map(|organisation| format!("both name {}", organisation.name))
        };
        match like.or_else(mentioned) {
            Some(reason) => {
                self.pro.push(reason);
                self.organisation = Some(true);
            }
            None => {
                if let (Some(ours), Some(theirs)) = (&new.organisation, &known.organisation) {
                    self.organisation = Some(false);
                    self.contra.push(format!("but {} calls, and {}", ours.name, theirs.name));
                }
            }
        }
    }

    fn compare_addresses(&mut self) {
        let (ours, theirs) = (&self.new.addresses, &self.known.addresses);
        if let Some(page) = ours.shared_page(theirs) {
            self.page = true;
            self.pro.push(format!("both lead to {page}"));
        }
        if let Some(host) = ours.shared_host(theirs) {
            self.host = true;
            if !self.page {
                self.pro.push(format!("both name {host}"));
            }
        }
    }

    fn compare_texts(&mut self) {
        if self.text >= 0.25 {
            self.pro.push(format!(
                "{:.0} % of the shorter text stands in the other",
                self.text * 100.0
            ));
        }
        if self.names == Names::Translated || self.new.language != self.known.language {
            self.anchors = self.new.gist.anchors(&self.known.gist).unwrap_or_default();
            if self.anchors >= 0.4 {
                let share = self.anchors * 100.0;
                self.pro.push(format!(
                    "{share:.0} % of the names and numbers are the same in two languages"
                ));
            }
        }
    }
}

/// Both sets of words without those that differ by a slip or an ending only.
fn without_twins(
    ours: BTreeSet<String>,
    mut theirs: BTreeSet<String>,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let lone: Vec<String> = ours.difference(&theirs).cloned().collect();
    for word in lone {
        let twin = theirs.iter().find(|other| {
            !ours.contains(*other)
                && word.chars().count().min(other.chars().count()) >= 5
                && strsim::jaro_winkler(&word, other) >= 0.93
        });
        if let Some(twin) = twin.cloned() {
            theirs.remove(&twin);
            theirs.insert(word);
        }
    }
    (ours, theirs)
}
