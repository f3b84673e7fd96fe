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

/// Peoples of some countries: their members are citizens of one of these or live there.
const PEOPLES: &[(&str, &[&str])] = &[
    ("aboriginal", &["AU", "CA"]),
    ("torres strait islander", &["AU"]),
    ("first nations", &["AU", "CA", "US"]),
    ("native american", &["US", "CA", "MX"]),
    ("american indian", &["US", "CA", "MX"]),
    ("alaska native", &["US", "CA"]),
    ("native hawaiian", &["US"]),
    ("inuit", &["CA", "GL", "US", "DK"]),
    ("metis", &["CA", "US"]),
    ("maori", &["NZ", "AU"]),
    ("sami", &["NO", "SE", "FI", "RU"]),
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
        None => no_tie(artist, group).unwrap_or_else(|| {
            Finding::untold(
                Field::Identities,
                "You have not said whether you belong to it, and need not.",
            )
        }),
    }
}

/// No, where the group is a people of countries of which the artist is no citizen and where they do not
/// live. Both must be told; and saying that one belongs to it comes before.
fn no_tie(artist: &Artist, group: &str) -> Option<Finding> {
    let own = artist.citizenships.as_deref().filter(|own| !own.is_empty())?;
    let home = artist.residence.as_ref()?;
    let mut countries: Vec<&str> = Vec::new();
    for part in parts(group) {
        let asked = content(part);
        let named = |people: &&(&str, &[&str])| content(people.0).is_subset(&asked);
        countries.extend(PEOPLES.iter().find(named)?.1);
    }
    let tied = own.iter().chain([&home.country]).any(|own| countries.contains(&own.code()));
    (!tied && !countries.is_empty()).then(|| {
        Finding::of(
            Answer::No,
            Field::Identities,
            false,
            "You named no tie to the country of this people. If you belong to it, say so.",
        )
    })
}

/// The groups in a name of several: "Aboriginal and Torres Strait Islander" is two.
fn parts(group: &str) -> impl Iterator<Item = &str> {
    group
        .split([',', '/', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .filter(|part| !content(part).is_empty())
}

/// Is a member of the body.
pub(super) fn member(artist: &Artist, of: &str) -> Finding {
    match artist.answered(&format!("member of {of}")).or_else(|| artist.answered(of)) {
        Some(true) => Finding::told(true, Field::Identities, format!("You are a member of {of}.")),
        Some(false) => {
            Finding::told(false, Field::Identities, format!("You are not a member of {of}."))
        }
        None => Finding::untold(
            Field::Identities,
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
    parts(group).any(|part| {
        let asked = content(part);
        asked.is_subset(&own) || mine.contains(&asked)
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

    #[test]
    fn a_people_of_other_countries_is_no_unless_said_otherwise() {
        let country = |code| crate::features::reading::Country::new(code).unwrap();
        let mut jo = Artist { citizenships: Some(vec![country("IN")]), ..Artist::default() };
        let asked = "Aboriginal and Torres Strait Islander artists";
        assert_eq!(identity(&jo, asked).answer, Answer::Unknown, "where they live is not told");
        jo.residence = Some(crate::features::profiles::Residence {
            country: country("IN"),
            region: None,
            city: None,
            since: None,
        });
        assert_eq!(identity(&jo, asked).answer, Answer::No);
        assert_eq!(identity(&jo, "First Nations or LGBTQ artists").answer, Answer::Unknown);
        assert_eq!(identity(&jo, "veterans").answer, Answer::Unknown);
        jo.identities = vec!["Aboriginal".into()];
        assert_eq!(identity(&jo, asked).answer, Answer::Yes);
        jo.identities.clear();
        jo.citizenships = Some(vec![country("IN"), country("AU")]);
        assert_eq!(identity(&jo, asked).answer, Answer::Unknown);
    }
}
