//! Whether someone lives in a place that a call names in words.

use super::Answer;
use crate::features::matching::subdivisions::{self, Subdivision, contains, tokens};
use crate::features::profiles::Residence;
use crate::features::reading::Country;

/// Words that only say what sort of area it is.
const SORTS: &[&str] = &[
    "county",
    "counties",
    "state",
    "states",
    "province",
    "canton",
    "region",
    "city",
    "town",
    "greater",
    "metropolitan",
    "metro",
    "area",
    "areas",
    "district",
    "municipality",
    "the",
    "of",
    "in",
    "surrounding",
    "resident",
    "residents",
];

/// Words that stretch an area beyond its name.
const AROUND: &[&str] = &["around", "km", "miles", "near", "nearby", "surrounding", "within"];

/// Whether the home lies in one of the countries and in the area. An area that is a state or province
/// is settled where the home's is known too; a city or county only where its name stands in the home.
pub(super) fn lives_in(home: &Residence, countries: &[Country], area: Option<&str>) -> Answer {
    let parts: Vec<Vec<String>> = area.map(parts).unwrap_or_default();
    let states: Vec<&Subdivision> =
        parts.iter().filter_map(|part| subdivisions::named(part, countries)).collect();
    let inside_country = match (countries, states.as_slice()) {
        ([], []) => Answer::Unknown,
        ([], states) => states.iter().any(|state| state.country() == Some(home.country)).into(),
        (countries, _) => countries.contains(&home.country).into(),
    };
    let Some(area) = area.filter(|_| inside_country != Answer::No) else { return inside_country };
    if parts.is_empty() {
        return inside_country.and(if area.trim().is_empty() {
            Answer::Yes
        } else {
            Answer::Unknown
        });
    }

    let around = tokens(area).iter().any(|word| AROUND.contains(&word.as_str()));
    let in_state = match subdivisions::of_home(home).map(|own| states.contains(&own)) {
        Some(false) if around || states.is_empty() => Answer::Unknown,
        known => known.into(),
    };
    let closer: Vec<&Vec<String>> =
        parts.iter().filter(|part| subdivisions::named(part, countries).is_none()).collect();
    if closer.is_empty() || in_state == Answer::No {
        return in_state;
    }
    // A name inside the home's own words settles it; another name may still be around it.
    let home_words: Vec<String> =
        [&home.city, &home.region].into_iter().flatten().flat_map(|text| tokens(text)).collect();
    let named = closer.iter().any(|part| contains(&home_words, part));
    if named { Answer::Yes } else { Answer::Unknown }
}

/// The names in an area: "Maricopa, Pinal and Pima counties" is three.
fn parts(area: &str) -> Vec<Vec<String>> {
    area.split([',', '/', ';', '(', ')'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .map(|part| {
            tokens(part).into_iter().filter(|word| !SORTS.contains(&word.as_str())).collect()
        })
        .filter(|part: &Vec<String>| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(country: &str, city: &str) -> Residence {
        Residence {
            country: Country::new(country).unwrap(),
            region: None,
            city: Some(city.into()),
            since: None,
        }
    }

    fn us() -> Vec<Country> {
        vec![Country::new("US").unwrap()]
    }

    #[test]
    fn a_state_is_settled_where_the_homes_is_known() {
        let tom = home("US", "Scottsdale, AZ");
        assert_eq!(lives_in(&tom, &us(), Some("Arizona")), Answer::Yes);
        assert_eq!(lives_in(&tom, &us(), Some("California")), Answer::No);
        assert_eq!(lives_in(&tom, &us(), Some("Nevada or Arizona")), Answer::Yes);
        assert_eq!(lives_in(&tom, &us(), None), Answer::Yes);
        assert_eq!(lives_in(&home("US", "Springfield"), &us(), Some("Arizona")), Answer::Unknown);
        assert_eq!(lives_in(&home("SN", "Dakar"), &[], Some("California")), Answer::No);
    }

    #[test]
    fn a_city_or_county_is_settled_by_its_name_only() {
        let tom = home("US", "Scottsdale, AZ");
        assert_eq!(lives_in(&tom, &us(), Some("Scottsdale")), Answer::Yes);
        assert_eq!(lives_in(&tom, &us(), Some("Maricopa County, Arizona")), Answer::Unknown);
        assert_eq!(lives_in(&tom, &us(), Some("Orange County, California")), Answer::No);
        assert_eq!(
            lives_in(&home("DE", "Bremen"), &[], Some("Bremen and surrounding areas")),
            Answer::Yes
        );
        assert_eq!(lives_in(&home("IN", "Bengaluru"), &[], Some("Bern")), Answer::No);
    }
}
