//! Whether two names are of the same organisation.

use std::collections::BTreeSet;

use super::tokens::{singular, words};

/// What a name may have or lack without being another's.
const WEAK: &[&str] = &[
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "co",
    "company",
    "corp",
    "corporation",
    "plc",
    "pty",
    "gmbh",
    "ev",
    "e",
    "v",
    "ag",
    "kg",
    "asbl",
    "vzw",
    "srl",
    "sl",
    "sa",
    "sas",
    "bv",
    "cic",
    "cio",
    "aps",
    "oy",
    "ab",
    "the",
    "of",
    "for",
    "and",
    "de",
    "la",
    "le",
    "les",
    "el",
    "di",
    "del",
    "da",
    "do",
    "des",
    "du",
    "der",
    "die",
    "das",
    "fur",
    "a",
    "s",
    "in",
    "at",
    "art",
    "arts",
    "fine",
    "gallery",
    "galleries",
    "museum",
    "center",
    "centre",
    "foundation",
    "association",
    "society",
    "council",
    "commission",
    "department",
    "office",
    "city",
    "county",
    "state",
    "institute",
    "studio",
    "studios",
    "residency",
    "international",
    "contemporary",
    "group",
    "organization",
    "organisation",
    "collective",
    "fondation",
    "fundacion",
    "fundacao",
    "stiftung",
    "fondazione",
    "association",
    "asociacion",
    "associacao",
    "university",
    "college",
    "school",
    "prize",
    "award",
    "grant",
    "project",
    "projects",
    "space",
    "community",
    "cultural",
    "culture",
];

/// An organisation's name, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Organisation {
    /// As written.
    pub(super) name: String,
    all: Vec<String>,
    /// The words that are its own.
    pub(super) own: BTreeSet<String>,
    /// Short words in capitals, which may stand for a longer name.
    initials: Vec<String>,
}

impl Organisation {
    /// `None` where the name has no letters.
    pub(super) fn of(name: &str) -> Option<Self> {
        let all = words(name);
        if all.is_empty() {
            return None;
        }
        let own = all.iter().filter(|word| !WEAK.contains(&word.as_str()));
        let capitals = name.split(|c: char| !c.is_alphanumeric()).filter(|word| {
            (3..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
        });
        let own: BTreeSet<String> = own.map(|word| singular(word)).collect();
        Some(Self {
            name: name.trim().to_owned(),
            initials: capitals.map(str::to_lowercase).collect(),
            own: if own.is_empty() { all.iter().map(|word| singular(word)).collect() } else { own },
            all,
        })
    }

    /// The name without what it may lack: what an index finds it by.
    pub(super) fn key(&self) -> String {
        self.own.iter().map(String::as_str).collect()
    }

    /// How the two names are of one organisation, in words; `None`: they are of two.
    pub(super) fn like(&self, other: &Self) -> Option<String> {
        if self.all == other.all {
            return Some(format!("the same organisation, {}", self.name));
        }
        let joined = |of: &Self| of.all.concat();
        let (own, others) = (self.key(), other.key());
        if self.own.is_subset(&other.own)
            || other.own.is_subset(&self.own)
            || joined(self) == joined(other)
            || is_typo(&own, &others)
        {
            return Some(format!("organisations spelt {:?} and {:?}", self.name, other.name));
        }
        (self.abbreviates(other) || other.abbreviates(self))
            .then(|| format!("{:?} may stand for {:?}", self.name, other.name))
    }

    /// Whether one of its words in capitals is the other's first letters.
    fn abbreviates(&self, other: &Self) -> bool {
        let firsts: String = other.all.iter().filter_map(|word| word.chars().next()).collect();
        self.initials.iter().any(|short| firsts.starts_with(short.as_str()))
    }
}

/// Two long words apart by a slip of the hand.
fn is_typo(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    let slips = strsim::osa_distance(one, other);
    slips <= 1 && shorter >= 6 || slips <= 2 && shorter >= 12
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        let (one, other) = (Organisation::of(one).unwrap(), Organisation::of(other).unwrap());
        assert_eq!(one.like(&other).is_some(), other.like(&one).is_some());
        one.like(&other).is_some()
    }

    #[test]
    fn one_organisation_spelt_in_ways() {
        assert!(alike("Harbour Works, Inc.", "The Harbour Works"));
        assert!(alike("Tidewater Print Makers", "TPM Fine Art"));
        assert!(alike("Cormorant Foundation", "Fundación Comrorant"));
        assert!(alike("STILLWATERGROUP", "Stillwater Group"));
    }

    #[test]
    fn two_organisations_with_words_in_common() {
        assert!(!alike("Blue Box Gallery", "Art Loft Gallery"));
        assert!(!alike("North Quay Arts Council", "South Quay Arts Council"));
        assert!(!alike("City of Alder", "City of Elm"));
    }
}
