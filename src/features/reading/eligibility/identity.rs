//! Groups that applicants belong to, as calls name them.

use std::ops::Range;
use std::sync::LazyLock;

use super::origin::Found;
use super::scope::{PERSON, head, tail};
use super::{Force, Rule};
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

static ALL_KINDS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:all|any|every|diverse|regardless of|irrespective of)\b[\w ,/’-]{0,50}\b(?:backgrounds?|race|ethnicit\w+|identit\w+|abilit\w+|sexual orientation|religion|creed)\b|\bdiscriminat\w+|\bindigenous and non[- ]indigenous\b|\bequal opportunit\w+|\backnowledge\w*|\btraditional (?:owners|custodians)\b",
    )
});
static ONLY_FOR: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:open (?:only )?(?:to|for)|only|exclusively|must (?:be|identify|come)|reserved for|restricted to|limited to|eligible|available to|for|type:|eligibility:|support(?:s|ing)?|invit\w+|seek\w*|calling|from|wherever)\b",
    )
});

static WHEREVER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"^[^.;]{0,50}\bwherever (?:they|you) (?:live|are|reside|work)")
});

/// "Artists who have lived experience of and a connection with": those who belong there.
static TIED_TO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b(?:seek\w*|invit\w+|call\w* (?:for|to)|open to|for|must be)\b[^.;]{{0,30}}\b{PERSON}\s+(?:who have|who has|with|having)\s+[^.;]{{0,60}}\b(?:experience|connections?|ties|roots|relationship|affinity)\b[^.;]{{0,40}}$"
    ))
});

const GROUPS: &[(&str, &str)] = &[
    (
        "Aboriginal and Torres Strait Islander",
        r"\baboriginal (?:and|or|&|and/or) (?:/? ?)torres strait islander\b|\btorres strait islander\b|\baboriginal\b",
    ),
    ("First Nations", r"\bfirst nations?\b|\bfirst peoples\b"),
    (
        "Native American",
        r"\bnative (?:americans?|(?:[\w-]+ ){0,2}(?:artists?|people|peoples|communit\w+|creatives|nations))\b|\bamerican indians?\b|\balaska natives?\b|\bfederally recognized tribes?\b|\bnative hawaiians?\b|\btribal (?:members?(?:hip)?|enrol\w+)\b",
    ),
    (
        "Indigenous",
        r"\bindigenous\b|\bindígenas?\b|\bautochtones?\b|\boriginari[oa]s?\b|\binuit\b|\bs[aá]mi\b|\bmétis\b|\bm[aā]ori\b",
    ),
    (
        "BIPOC",
        r"\bbipoc\b|\bpoc\b|\bpeople of colou?r\b|\bartists? of colou?r\b|\bwomen of colou?r\b|\bglobal majority\b",
    ),
    (
        "Black",
        r"\bblack (?:[\w-]+ )?(?:artists?|creatives?|women|people|photographers?|americans?|and)\b|\bafrican[- ]americans?\b|\bafrican diaspora\b|\bafro[- ]?descend\w+\b|\bnegr[oa]s\b",
    ),
    ("Latinx", r"\blatin[xeo@a](?:/?[xeoa])?s?\b|\bhispanic\b|\bchican[xoa]s?\b"),
    ("Asian American and Pacific Islander", r"\baapi\b|\basian[- ]americans?\b"),
    ("LGBTQ+", r"\blgbt\w*\+?|\bqueer\b|\b2slgbt\w*"),
    (
        "artists with disability",
        r"\b(?:disabled|d/?deaf|deaf) (?:[\w/-]+ ){0,3}artists?\b|\b(?:artists?|people|persons?|creatives?) with (?:a )?(?:disabilit\w+|chronic illness)|\bneurodiver\w+|\bsituation de handicap\b|\bdiscapacidad\b|\bdeficiência\b|\bbehinderung\w*\b",
    ),
    ("veterans", r"\bveterans?\b|\bactive[- ]duty\b"),
    (
        "refugees",
        r"\brefugees?\b|\basylum[- ]seek\w+|\bdisplaced (?:artists?|people)\b|\bin exile\b|\bexiled\b|\bréfugié\w*|\brefugiad\w+|\bgeflüchtet\w*",
    ),
    ("immigrants", r"\bimmigrants?\b|\bmigrants?\b"),
    (
        "parents",
        r"\bartist[- ](?:parents?|mothers?)\b|\bartists? (?:who are|with) (?:parents?|mothers?|children|caregivers?)\b|\bparent[- ]artists?\b",
    ),
    ("Jewish", r"\bjewish\b"),
];

/// A field that says for whom: "Type: First Nations".
static LABELLED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:type|eligibility|open to|for):\s*(?:first nations|aboriginal|indigenous|bipoc|women|lgbt)",
    )
});

/// It opens one part of the programme only: a panel, a stream, a category.
pub(super) static PART: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\b(?:panel|stream|strand|category|categories|section|division|track)\b")
});

/// For some who apply, something more.
static IF_YOU: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"\bif you (?:are|identify|have)\b"));

static IDENTITIES: LazyLock<Vec<(&str, Pattern)>> = LazyLock::new(|| {
    GROUPS.iter().map(|(group, pattern)| (*group, Pattern::words(pattern))).collect()
});

/// The group a passage opens the call to, and whether it only prefers it.
pub(super) fn identity(
    passage: &str,
    below: bool,
    home: Option<Country>,
) -> Option<(Found, Option<Force>)> {
    if ALL_KINDS.is_match(passage) || IF_YOU.is_match(passage) {
        return None;
    }
    let hits: Vec<(&str, Range<usize>)> = IDENTITIES
        .iter()
        .filter_map(|(group, pattern)| {
            let hit = pattern.find_iter(passage).find(|hit| {
                is_of_people(passage, &hit.range())
                    || TIED_TO.is_match(tail(passage, hit.start(), 160))
            })?;
            Some((*group, hit.range()))
        })
        .collect();
    let start = hits.iter().map(|(_, range)| range.start).min()?;
    let end = hits.iter().map(|(_, range)| range.end).max()?;
    // "Including", "such as": examples among others.
    let before = tail(passage, start, 60).to_lowercase();
    let examples =
        ["including", "such as", "as well as", "themes", "issues", "explor", "celebrat", "about"];
    if examples.iter().any(|word| before.contains(word)) {
        return None;
    }
    let labelled = LABELLED.is_match(passage);
    let tied = TIED_TO.is_match(tail(passage, start, 160));
    // "Sámi weavers, wherever they live": it is for these.
    let all_of_them = start < 4 && WHEREVER.is_match(head(passage, end, 80));
    let firm = labelled || tied || all_of_them || ONLY_FOR.is_match(&before) || below && start < 60;
    let force = if firm { None } else { Some(Force::Preferred) };
    let groups: Vec<&str> = hits.iter().map(|(group, _)| *group).collect();
    let group = if end - start <= 90 { passage[start..end].to_owned() } else { groups.join(", ") };
    let rule = Rule::Identity { group };
    let rule = match homeland(&groups, home) {
        Some(country) => {
            let countries = vec![country];
            let citizen = Rule::Citizenship { countries: countries.clone() };
            let lives = Rule::Residence { countries, area: None, months: None };
            Rule::AllOf { rules: vec![rule, Rule::AnyOf { rules: vec![citizen, lives] }] }
        }
        None => rule,
    };
    Some(((rule, start..end), force))
}

/// Whether a name of a group stands for people who apply, not for a theme or for who runs the place.
fn is_of_people(passage: &str, range: &Range<usize>) -> bool {
    static RUN: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(r"^(?:people)?[- ](?:run|led|owned|operated|focus\w*|cent(?:er|re)d)\b")
    });
    static PEOPLE: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(&format!(
            r"\b{PERSON}\b|\bidentif\w+|\bbackgrounds?\b|\bcommunit(?:y|ies) members?|\btype:|\bdescent\b|\bonly\b"
        ))
    });
    let behind = head(passage, range.end, 70);
    if passage[range.clone()].to_lowercase().starts_with("tribal enrol") {
        return true;
    }
    !RUN.is_match(behind)
        && (PEOPLE.is_match(&passage[range.clone()])
            || PEOPLE.is_match(behind)
            || PEOPLE.is_match(tail(passage, range.start, 40)))
}

/// The one country whose people a name means.
fn homeland(groups: &[&str], home: Option<Country>) -> Option<Country> {
    let at_home = home.filter(|home| ["AU", "CA"].contains(&home.code()));
    match groups {
        [one, rest @ ..]
            if rest.iter().all(|group| ["First Nations", "Indigenous"].contains(group)) =>
        {
            match *one {
                "Aboriginal and Torres Strait Islander" => Country::new("AU"),
                "Native American" => Country::new("US"),
                "First Nations" => at_home,
                _ => None,
            }
        }
        _ => None,
    }
}
