//! Words for the people of a part of a country: "Scottish", "Tasmanian", "bretonnes".

use std::sync::LazyLock;

use super::named::Named;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Country, abbreviated};

/// The part of a country whose people a word names.
pub(super) fn nation_of(people: &str) -> Option<&'static str> {
    match &*people.to_lowercase() {
        "scottish" => Some("Scotland"),
        "welsh" => Some("Wales"),
        "northern irish" => Some("Northern Ireland"),
        _ => None,
    }
}

/// Words for the people of a part of a country: pattern, country, part.
const PEOPLES: &[(&str, &str, &str)] = &[
    (r"western australians?", "AU", "Western Australia"),
    (r"south australians?", "AU", "South Australia"),
    (r"tasmanians?", "AU", "Tasmania"),
    (r"queenslanders?", "AU", "Queensland"),
    (r"californians?", "US", "California"),
    (r"texans?", "US", "Texas"),
    (r"minnesotans?", "US", "Minnesota"),
    (r"québécois\w*|quebecois|quebeckers?|quebecers?", "CA", "Quebec"),
    (r"ontarians?", "CA", "Ontario"),
    (r"catalans?|catalanes?|catalán|catalana", "ES", "Cataluña"),
    (r"basques?|vascos?|vascas?", "ES", "País Vasco"),
    (r"galleg[oa]s?|galeg[oa]s?", "ES", "Galicia"),
    (r"andaluz(?:as?|es)?", "ES", "Andalucía"),
    (r"flemish|flamande?s?|vlaamse", "BE", "Flanders"),
    (r"wallon(?:ne)?s?|walloons?", "BE", "Wallonia"),
    (r"bretonne?s?", "FR", "Bretagne"),
    (r"bayerische\w*|bavarians?", "DE", "Bayern"),
    (r"sächsische\w*", "DE", "Sachsen"),
    (r"ticinesi?e?", "CH", "Ticino"),
    (r"siciliani?e?", "IT", "Sicilia"),
    (r"paulistas?", "BR", "Estado de São Paulo"),
    (r"jaliscienses?", "MX", "Jalisco"),
];

static PEOPLE_PATTERNS: LazyLock<Vec<(Pattern, &str, &str)>> = LazyLock::new(|| {
    let compiled = |(words, country, part): &(&str, &'static str, &'static str)| {
        (Pattern::words(&format!(r"\b(?:{words})\b")), *country, *part)
    };
    PEOPLES.iter().map(compiled).collect()
});

/// "NSW residents": states that are mostly written so.
pub(super) fn add_states(passage: &str, all: &mut Vec<Named>) {
    static STATES: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\b(?:NSW|QLD|TAS|NRW)\b"));
    for hit in STATES.find_iter(passage) {
        let Some(state) = abbreviated(hit.as_str()).first() else { continue };
        let taken = |name: &Named| name.range.start < hit.end() && hit.start() < name.range.end;
        if !all.iter().any(taken) {
            all.push(Named {
                range: hit.range(),
                countries: vec![state.country],
                area: state.region.map(str::to_owned),
                town: false,
                people: false,
            });
        }
    }
}

/// "Tasmanian artists": those of a part of a country, by one word.
pub(super) fn add_peoples(passage: &str, all: &mut Vec<Named>) {
    for (pattern, country, part) in PEOPLE_PATTERNS.iter() {
        let Some(hit) = pattern.find(passage) else { continue };
        let inside = |name: &Named| hit.start() <= name.range.start && name.range.end <= hit.end();
        all.retain(|name| !inside(name));
        let taken = |name: &Named| name.range.start < hit.end() && hit.start() < name.range.end;
        if !all.iter().any(taken) {
            all.push(Named {
                range: hit.range(),
                countries: Country::new(country).into_iter().collect(),
                area: Some((*part).to_owned()),
                town: false,
                people: true,
            });
        }
    }
}
