//! Places named in a passage, and the rule that the words beside each make of it.

use std::ops::Range;
use std::sync::LazyLock;

use super::Rule;
use super::around::{
    ACROSS_BEFORE, ALONE_BEHIND, ALSO_WELCOME, ARE_BEFORE, BASED_BEHIND, BODY_BEFORE, BORN_BEFORE,
    BORN_BEHIND, BORN_THEN, BUT_BEFORE, CHOSEN_BEFORE, CITIZEN_BEFORE, CITIZEN_BEHIND,
    DENIED_BEFORE, DESCENT_BEHIND, DIASPORA_BEFORE, DIASPORA_BEHIND, ERRAND, FOREIGN_LIVING,
    FROM_BEFORE, HOME_LIES_BEFORE, HOSTED_BEFORE, IN_CASE, INCLUDING_BEFORE, IS_BEFORE,
    LIES_BEHIND, LIVES_THERE, MILES_BEFORE, NAMES_A_PRIZE, NATIONALS_BEHIND, NO_NEED, NON_BEFORE,
    NOT_ELIGIBLE, NOT_NATION, NOT_ONLY, OR_ELSEWHERE, OR_PERMANENT, OR_PERMANENT_BEFORE,
    OUTSIDE_BEFORE, OUTSIDE_BEHIND, OUTSIDERS_TOO, PEOPLE_BEFORE, PEOPLE_BEHIND, PERMANENT_BEFORE,
    PERMANENT_BEHIND, RESIDENT_BEHIND, RESTRICTED_BEFORE, SHUT_BEFORE, SHUT_BEHIND, TO_WORK,
    WITH_OTHERS, WITHIN_BEFORE,
};
use super::countries::groups_in;
use super::living::{
    AND_LIVES, BASED_BEFORE, BORN_OR_LIVES_BEFORE, LIVES_BEFORE, LIVES_BEHIND, OR_WORKS_BEFORE,
    SPAN, SPAN_OF_RESIDENCE, STAY_FOR, STAYS_BEHIND, STUDIO_BEFORE, TO_COME, WORKED, WORKS_BEFORE,
};
use super::peoples::{add_peoples, add_states, nation_of};
use super::scope::{head, tail};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Country, Named as PlaceName, PlaceKind, PlaceMention, places_in};

/// A place or group of places named in a passage.
pub(super) struct Named {
    pub(super) range: Range<usize>,
    pub(super) countries: Vec<Country>,
    pub(super) area: Option<String>,
    /// It is a city, town, village or county.
    pub(super) town: bool,
    /// It stands as a word for people ("Australian", "African").
    pub(super) people: bool,
}

impl Named {
    /// Whether it is the state or country in which another place lies.
    pub(super) fn holds(&self, other: &Self) -> bool {
        !self.people && !self.town && other.town && self.countries == other.countries
    }
}

/// "Orange County", "Kangaroo Valley Shire": parts of a country too small for the tables.
static COUNTY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?-i:\b(?:(?:[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2},\s+){0,25}[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2},?\s+(?:and|or|&)\s+)?(?:[A-Z][\w’'-]+ ){1,3}(?:County|Counties|counties|Shire|Parish|Borough|LGA)|\bCounty (?:[A-Z][a-z]+)|\b(?:[Cc]ounties|[Bb]oroughs) of [A-Z][\w’'-]+(?:, [A-Z][\w’'-]+)*,? (?:and|or|&) [A-Z][\w’'-]+)\b",
    )
});

pub(super) fn named(passage: &str, home: Option<Country>) -> Vec<Named> {
    let mut groups = groups_in(passage);
    let mentions = places_in(passage);
    // "South African": a country, though "African" is a group.
    groups.retain(|(range, _)| {
        !mentions.iter().any(|it| it.range.start < range.start && range.end <= it.range.end)
    });
    let lies_in: Vec<Option<Country>> =
        (0..mentions.len()).map(|at| holder(passage, &mentions, at)).collect();
    let mut all: Vec<Named> = mentions
        .into_iter()
        .zip(lies_in)
        .filter(|(mention, _)| {
            !groups.iter().any(|(range, _)| {
                range.start < mention.range.end && mention.range.start < range.end
            })
        })
        .filter_map(|(mention, lies_in)| {
            // "Victoria, Australia": the words behind tell which is meant.
            let told = |it: &&PlaceName| lies_in == Some(it.country);
            let place = match &mention.named[..] {
                [one] => *one,
                // "New York": the city and the state.
                [one, rest @ ..] if rest.iter().all(|other| other.country == one.country) => {
                    *mention
                        .named
                        .iter()
                        .find(|named| named.what == PlaceKind::Region)
                        .unwrap_or(one)
                }
                // "Georgia": the reading that fits where the source speaks from.
                several if several.iter().any(|it| told(&it)) => *several.iter().find(told)?,
                several => {
                    // A town of that name elsewhere counts only where the name alone is weak.
                    let mut firm = several.iter().filter(|named| !named.weak);
                    let alone = firm.next().filter(|_| firm.next().is_none());
                    *alone.or_else(|| several.iter().find(|it| Some(it.country) == home))?
                }
            };
            // "Residents of Bath": the words before say that a place is meant.
            let meant = lies_in == Some(place.country)
                || LIVES_BEFORE.is_match(tail(passage, mention.range.start, 60))
                || MILES_BEFORE.is_match(tail(passage, mention.range.start, 60));
            if place.weak && Some(place.country) != home && !meant {
                return None;
            }
            let area = match place.what {
                PlaceKind::Demonym => nation_of(&passage[mention.range.clone()]),
                PlaceKind::Country => None,
                PlaceKind::Region => place.region,
                PlaceKind::City => place.city,
            };
            Some(Named {
                range: mention.range,
                countries: vec![place.country],
                area: area.map(str::to_owned),
                people: place.what == PlaceKind::Demonym,
                town: place.what == PlaceKind::City,
            })
        })
        .collect();
    add_counties(passage, &mut all, home);
    add_peoples(passage, &mut all);
    add_states(passage, &mut all);
    all.extend(groups.into_iter().map(|(range, countries)| Named {
        range,
        countries,
        area: None,
        people: true,
        town: false,
    }));
    all.sort_by_key(|name| name.range.start);
    all
}

/// The country that the words right behind a name say it lies in.
fn holder(passage: &str, mentions: &[PlaceMention], at: usize) -> Option<Country> {
    let (own, next) = (&mentions[at], mentions.get(at + 1)?);
    let gap = &passage[own.range.end..next.range.start];
    let sure = next.named.iter().all(|it| it.country == next.named[0].country && !it.weak);
    let wide = next.named.first()?.what != PlaceKind::City;
    (sure && wide && matches!(gap, ", " | " (" | " in ")).then(|| next.named[0].country)
}

/// Counties and the like, in the country that the words behind name, else at home. A list of counties
/// ("Greene, Columbia and Orange counties") is one area, whatever else its names may stand for.
fn add_counties(passage: &str, all: &mut Vec<Named>, home: Option<Country>) {
    for hit in COUNTY.find_iter(passage) {
        let inside = |name: &Named| hit.start() <= name.range.start && name.range.end <= hit.end();
        let touches = |name: &Named| name.range.start < hit.end() && hit.start() < name.range.end;
        // "Orange County" is not the town of Orange; "Prince Edward County" stands in the tables.
        let within = |name: &Named| inside(name) && name.range != hit.range();
        if all.iter().any(|name| touches(name) && !within(name)) {
            continue;
        }
        let near = |name: &&Named| {
            !name.people && name.range.start >= hit.end() && name.range.start - hit.end() <= 12
        };
        let behind = all.iter().find(near).and_then(|name| name.countries.first().copied());
        let country = behind.or(home);
        all.retain(|name| !inside(name));
        all.push(Named {
            range: hit.range(),
            countries: country.into_iter().collect(),
            area: Some(hit.as_str().to_owned()),
            people: false,
            town: true,
        });
    }
}

/// The rule that the words around a name make of it.
pub(super) fn rule_of(passage: &str, name: &Named) -> Option<Rule> {
    let before = tail(passage, name.range.start, 110);
    // "Within 50 miles of Bristol" is wider than Bristol.
    if let Some(around) = MILES_BEFORE.find(before) {
        let start = name.range.start - (before.len() - around.start());
        let area = passage[start..name.range.end].to_owned();
        let near = LIVES_BEFORE.is_match(&before[..around.start()])
            || WORKS_BEFORE.is_match(&before[..around.start()]);
        let rule =
            Rule::Residence { countries: name.countries.clone(), area: Some(area), months: None };
        return near.then_some(rule);
    }
    let behind = head(passage, name.range.end, 90);
    if OUTSIDE_BEHIND.is_match(behind) {
        return Some(Rule::Not { rule: Box::new(lives(name, None)) });
    }
    let town = name.area.is_some() && name.town;
    let shut_out = NON_BEFORE.is_match(before) && NOT_ELIGIBLE.is_match(behind);
    let foreigners_living = name.people && FOREIGN_LIVING.is_match(behind);
    if foreigners_living && !CITIZEN_BEHIND.is_match(behind) {
        let home = lives(name, span(passage, &name.range));
        return Some(Rule::AnyOf { rules: vec![citizens(name), home] });
    }
    let says_they_live = || LIVES_BEFORE.is_match(before) || BASED_BEFORE.is_match(before);
    let set_aside = NO_NEED.is_match(before)
        || CHOSEN_BEFORE.is_match(before)
        || OUTSIDERS_TOO.is_match(behind) && OUTSIDE_BEFORE.is_match(before)
        || STAY_FOR.is_match(before) && !says_they_live()
        || STAYS_BEHIND.is_match(behind)
        || town && ALSO_WELCOME.is_match(behind)
        || WITH_OTHERS.is_match(behind) && !foreigners_living
        || OR_ELSEWHERE.is_match(behind)
        || (NON_BEFORE.is_match(before) && !shut_out)
        || [&TO_WORK, &IN_CASE, &NOT_NATION].iter().any(|words| words.is_match(before));
    if set_aside {
        return None;
    }
    // "U.S. citizen": the point belongs to the name.
    let behind = behind
        .strip_prefix('.')
        .filter(|_| passage[name.range.clone()].len() <= 5)
        .unwrap_or(behind);
    if DESCENT_BEHIND.is_match(behind) {
        return Some(Rule::Identity { group: format!("{} descent", &passage[name.range.clone()]) });
    }
    let alone = name.people
        && (IS_BEFORE.is_match(before)
            || ARE_BEFORE.is_match(before) && ALONE_BEHIND.is_match(behind)
            || is_nationals(passage, name, behind));
    let citizen = CITIZEN_BEHIND.is_match(behind) || CITIZEN_BEFORE.is_match(before) || alone;
    let rule = if DIASPORA_BEHIND.is_match(behind) || DIASPORA_BEFORE.is_match(before) {
        Rule::Identity { group: format!("{} diaspora", &passage[name.range.clone()]) }
    } else if citizen && (OR_PERMANENT.is_match(behind) || OR_PERMANENT_BEFORE.is_match(before)) {
        Rule::AnyOf { rules: vec![citizens(name), permanent(name)] }
    } else if citizen {
        citizens(name)
    } else if PERMANENT_BEHIND.is_match(behind) || PERMANENT_BEFORE.is_match(before) {
        permanent(name)
    } else if BORN_OR_LIVES_BEFORE.is_match(before) && says_home(name, before, behind) {
        let born = Rule::Other { condition: format!("born in {}", place_of(passage, name)) };
        Rule::AnyOf { rules: vec![born, lives(name, span(passage, &name.range))] }
    } else if !name.people && BORN_THEN.is_match(behind) {
        let born = Rule::Other { condition: format!("born in {}", place_of(passage, name)) };
        let rules = vec![born, lives(name, span(passage, &name.range))];
        if LIVES_THERE.is_match(behind) {
            Rule::AnyOf { rules }
        } else {
            rules.into_iter().next()?
        }
    } else if BORN_BEHIND.is_match(behind) {
        Rule::Other { condition: format!("born in {}", place_words(passage, name)) }
    } else if BORN_BEFORE.is_match(before) {
        let born = Rule::Other { condition: format!("born in {}", place_of(passage, name)) };
        if LIVES_THERE.is_match(behind) {
            Rule::AnyOf { rules: vec![born, lives(name, span(passage, &name.range))] }
        } else {
            born
        }
    } else if says_home(name, before, behind) && OR_WORKS_BEFORE.is_match(before)
        || !name.people && STUDIO_BEFORE.is_match(before)
    {
        or_works(passage, name)
    } else if says_home(name, before, behind) {
        lives(name, span(passage, &name.range))
    } else if says_from(passage, name, before, behind) {
        from(name)
    } else {
        return None;
    };
    // "Outside Chile" denies, and so does "must not live in Chile"; both together are twice denied.
    let outside = OUTSIDE_BEFORE.find(before);
    let in_words = outside.is_some_and(|hit| is_negation(hit.as_str()));
    let shut = in_words || !shut_out && shuts(passage, &name.range);
    let denied = (outside.is_some() && !in_words) != shut;
    Some(if denied { Rule::Not { rule: Box::new(rule) } } else { rule })
}

/// Whether the words around a stretch say that those it names may not apply.
pub(super) fn shuts(passage: &str, range: &Range<usize>) -> bool {
    let before = tail(passage, range.start, 110);
    let shut = SHUT_BEFORE.find(before).is_some_and(|hit| !BUT_BEFORE.is_match(hit.as_str()));
    let denied = DENIED_BEFORE
        .find(before)
        .is_some_and(|hit| !BUT_BEFORE.is_match(hit.as_str()) && !NOT_ONLY.is_match(hit.as_str()));
    shut || denied || SHUT_BEHIND.is_match(head(passage, range.end, 110))
}

/// Whether words begin with a plain no, rather than with "outside" or "other than".
fn is_negation(words: &str) -> bool {
    const NO: &[&str] = &[
        "do", "does", "don't", "don’t", "not", "never", "no", "non", "não", "ne", "nicht", "niet",
    ];
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    NO.contains(&first.as_str())
}

/// Whether the words beside a name say that one lives there.
fn says_home(name: &Named, before: &str, behind: &str) -> bool {
    let resident_artist = behind.trim_start().to_lowercase().starts_with("resident artist");
    let place = !name.people;
    LIVES_BEFORE.is_match(before)
        || WORKS_BEFORE.is_match(before)
        || BASED_BEFORE.is_match(before)
        || BASED_BEHIND.is_match(behind) && !INCLUDING_BEFORE.is_match(before)
        || RESIDENT_BEHIND.is_match(behind) && !resident_artist
        || place && LIVES_BEHIND.is_match(behind)
        || place
            && !FROM_BEFORE.is_match(before)
            && ACROSS_BEFORE.is_match(before)
            && !HOSTED_BEFORE.is_match(before)
        || place
            && !FROM_BEFORE.is_match(before)
            && WITHIN_BEFORE.is_match(before)
            && !ERRAND.is_match(before)
        || place && RESTRICTED_BEFORE.is_match(before) && !NAMES_A_PRIZE.is_match(behind)
        || place && HOME_LIES_BEFORE.is_match(before) && LIES_BEHIND.is_match(behind)
}

/// Whether the words beside a name say that one comes from there.
fn says_from(passage: &str, name: &Named, before: &str, behind: &str) -> bool {
    let lowercase = passage[name.range.clone()].starts_with(char::is_lowercase);
    FROM_BEFORE.is_match(before)
        || name.people && lowercase && PEOPLE_BEFORE.is_match(before)
        || !BODY_BEFORE.is_match(before) && people_behind(behind)
}

/// A word for people follows, with at most adjectives between: "Arizona ceramic artists", but not
/// "Tempe invites artists" nor "Korean Artists Society".
fn people_behind(behind: &str) -> bool {
    static VERB: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:invit\w*|seek\w*|takes?|nimmt|gives?|has|have|brings?|sends?|asks?|pays?|opens?|selects?|chooses?|helps?|is|are|was|will|announc\w*|present\w*|offer\w*|to|for|with|in|at|on|of|dedicat\w*|provid\w*|welcom\w*|call\w*|host\w*|launch\w*|by|the|arts?|cent(?:er|re)|museum|gallery|council|foundation|holiday|public|universit\w+|college|school|institute|festival|biennale|celebrat\w*|support\w*|area|project|program\w*|fund\w*|award\w*|prize\w*)\b",
        )
    });
    let Some(hit) = PEOPLE_BEHIND.find(behind) else { return false };
    let person = hit.as_str().rsplit([' ', '/']).next().unwrap_or_default();
    let between = &hit.as_str()[..hit.end() - person.len()];
    let next = behind[hit.end()..].trim_start_matches([' ', '-']);
    let named = person.starts_with(char::is_uppercase)
        && behind[hit.end()..].starts_with(' ')
        && next.starts_with(char::is_uppercase);
    !VERB.is_match(between) && !named
}

/// A word for a people that stands for its members: "Nigerians living abroad".
fn is_nationals(passage: &str, name: &Named, behind: &str) -> bool {
    let word = &passage[name.range.clone()];
    let plural = word.ends_with('s') || word.ends_with("os") || word.ends_with("as");
    plural && !word.ends_with("ss") && NATIONALS_BEHIND.is_match(behind)
}

/// Living there will do, and so will working there, which no fact of a profile tells.
fn or_works(passage: &str, name: &Named) -> Rule {
    let place = place_of(passage, name);
    let works = Rule::Other { condition: format!("work or study in {place}") };
    Rule::AnyOf { rules: vec![lives(name, span(passage, &name.range)), works] }
}

fn place_of(passage: &str, name: &Named) -> String {
    name.area.clone().unwrap_or_else(|| place_words(passage, name))
}

fn place_words(passage: &str, name: &Named) -> String {
    name.countries
        .first()
        .map_or_else(|| passage[name.range.clone()].to_owned(), |c| c.name().to_owned())
}

pub(super) fn citizens(name: &Named) -> Rule {
    Rule::Citizenship { countries: name.countries.clone() }
}

pub(super) fn lives(name: &Named, months: Option<u32>) -> Rule {
    Rule::Residence { countries: name.countries.clone(), area: name.area.clone(), months }
}

/// Permanent residents live there, and have a status that no fact of a profile tells.
fn permanent(name: &Named) -> Rule {
    let place = name.countries.first().map_or("the country", |country| country.name());
    let status = Rule::Other { condition: format!("permanent resident of {place}") };
    Rule::AllOf { rules: vec![lives(name, None), status] }
}

/// "Australian artists", "artists from Chile": by passport or by home.
pub(super) fn from(name: &Named) -> Rule {
    if name.area.is_some() {
        return lives(name, None);
    }
    Rule::AnyOf { rules: vec![citizens(name), lives(name, None)] }
}

/// For how many months one must have lived there.
fn span(passage: &str, range: &Range<usize>) -> Option<u32> {
    let (after, before) = (head(passage, range.end, 110), tail(passage, range.start, 60));
    // "Live in …, and have worked for ten years"; "have worked for ten years and live in …".
    let of_work = [
        SPAN.find(after).is_some_and(|span| WORKED.is_match(&after[..span.start()])),
        SPAN.find(before).is_some_and(|span| AND_LIVES.is_match(&before[span.end()..])),
    ];
    let around = [if of_work[0] { "" } else { after }, if of_work[1] { "" } else { before }];
    // "For the two years of the fellowship": a stay to come, and not one that was.
    let to_come = SPAN.find(after).is_some_and(|span| TO_COME.is_match(&after[span.end()..]));
    let around = [if to_come { "" } else { around[0] }, around[1]];
    let of_residence = |words| {
        SPAN_OF_RESIDENCE.captures(words).filter(|_| words.to_lowercase().contains("resid"))
    };
    let found = around
        .into_iter()
        .find_map(|words| SPAN.captures(words))
        .or_else(|| around.into_iter().find_map(of_residence))?;
    let number = match &*found.name("n")?.as_str().to_lowercase() {
        "one" | "einem" | "un" => 1,
        "two" | "zwei" | "dos" | "deux" | "due" | "dois" | "duas" => 2,
        "three" | "drei" | "tres" | "trois" | "tre" | "três" => 3,
        "four" | "vier" | "cuatro" | "quatre" | "quattro" | "quatro" => 4,
        "five" | "fünf" | "cinco" | "cinq" | "cinque" => 5,
        "six" => 6,
        "ten" | "zehn" | "diez" | "dix" => 10,
        "twelve" => 12,
        digits => digits.parse().ok()?,
    };
    let unit = found.name("unit")?.as_str().to_lowercase();
    let months = ["mo", "mes"].iter().any(|start| unit.starts_with(start));
    Some(if months { number } else { number * 12 })
}
