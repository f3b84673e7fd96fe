//! Groups and memberships, which only the artist can tell.

use std::collections::BTreeSet;

use super::{Answer, Field, Finding};
use crate::features::matching::stems::stem;
use crate::features::profiles::Artist;

/// What belongs to what: whoever names the first also belongs to the second.
const BELONGS: &[(&str, &str)] = &[
    ("aboriginal", "first nations"),
    ("torres strait islander", "first nations"),
    ("first nations", "indigenous"),
    ("native american", "indigenous"),
    ("inuit", "indigenous"),
    ("metis", "indigenous"),
    ("maori", "indigenous"),
    ("sami", "indigenous"),
    ("lesbian", "lgbtq"),
    ("gay", "lgbtq"),
    ("bisexual", "lgbtq"),
    ("trans", "lgbtq"),
    ("queer", "lgbtq"),
    ("black", "bipoc"),
    ("indigenous", "bipoc"),
    ("black", "people of color"),
    ("deaf", "disability"),
    ("disabled", "disability"),
];

/// Belongs to the group. Having told of one group says nothing about another: it stays open.
pub(super) fn identity(artist: &Artist, group: &str) -> Finding {
    if let Some(met) = artist.answered(group) {
        let say = if met { "You said that you do." } else { "You said that you do not." };
        return Finding::told(met, Field::Identities, say);
    }
    let mut told: Vec<&String> =
        artist.identities.iter().filter(|own| belongs(own, group)).collect();
    told.sort();
    match told.first() {
        Some(own) => Finding::of(Answer::Yes, Field::Identities, true, format!("You said: {own}.")),
        None => Finding::untold(
            Field::Identities,
            "You have not said whether you belong to it, and need not.",
        ),
    }
}

/// Is a member of the body.
pub(super) fn member(artist: &Artist, of: &str) -> Finding {
    match artist.answered(&format!("member of {of}")).or_else(|| artist.answered(of)) {
        Some(true) => Finding::told(true, Field::Conditions, format!("You are a member of {of}.")),
        Some(false) => {
            Finding::told(false, Field::Conditions, format!("You are not a member of {of}."))
        }
        None => Finding::untold(
            Field::Conditions,
            format!("You have not said whether you are a member of {of}."),
        ),
    }
}

/// Whether someone who says `own` of themselves belongs to the group: its name, or one of several
/// joined by "and", "or" or commas, stands in their own words, or follows from them.
fn belongs(own: &str, group: &str) -> bool {
    let own = content(own);
    let mut mine: Vec<BTreeSet<String>> = vec![own.clone()];
    let mut next = 0;
    while let Some(known) = mine.get(next).cloned() {
        let wider = BELONGS.iter().filter(|(part, _)| content(part).is_subset(&known));
        for whole in wider.map(|(_, whole)| content(whole)).collect::<Vec<_>>() {
            if !mine.contains(&whole) {
                mine.push(whole);
            }
        }
        next += 1;
    }
    group
        .split([',', '/', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .any(|part| {
            let asked = content(part);
            !asked.is_empty() && (asked.is_subset(&own) || mine.contains(&asked))
        })
}

/// The stems of the words that make the difference.
fn content(words: &str) -> BTreeSet<String> {
    const COMMON: &[&str] = &[
        "artist",
        "people",
        "peoples",
        "person",
        "persons",
        "community",
        "communities",
        "living",
        "with",
        "identifying",
        "the",
        "of",
        "from",
        "who",
        "are",
        "a",
        "an",
        "as",
        "member",
        "members",
    ];
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(stem)
        .filter(|word| !COMMON.iter().any(|common| stem(common) == *word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_in_the_artists_own_words() {
        assert!(belongs("Aboriginal (Larrakia)", "Aboriginal and Torres Strait Islander artists"));
        assert!(belongs("Aboriginal (Larrakia)", "First Nations artists"));
        assert!(belongs("veteran", "Veterans"));
        assert!(belongs("deaf", "artists with disability"));
        assert!(!belongs("Aboriginal", "Indigenous Sami artists"));
        assert!(!belongs("veteran", "First Nations"));
        assert!(!belongs("", "artists"));
    }

    #[test]
    fn one_group_told_says_nothing_about_another() {
        let jo = Artist { identities: vec!["veteran".into()], ..Artist::default() };
        assert_eq!(identity(&jo, "First Nations").answer, Answer::Unknown);
        assert_eq!(identity(&jo, "veterans").answer, Answer::Yes);
        let mut no = jo.clone();
        no.conditions.insert(Artist::condition_key("First Nations"), false);
        assert_eq!(identity(&no, "First Nations").answer, Answer::No);
    }
}
