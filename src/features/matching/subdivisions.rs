//! States, provinces and cantons, as far as telling one from another needs: a table, not an atlas.

use std::sync::LazyLock;

use super::stems::fold;
use crate::features::profiles::Residence;
use crate::features::reading::Country;

/// A state, province or canton. Two spellings of one are equal.
#[derive(Debug)]
pub(super) struct Subdivision {
    country: &'static str,
    code: &'static str,
    name: Vec<String>,
    cities: Vec<Vec<String>>,
}

static TABLE: LazyLock<Vec<Subdivision>> =
    LazyLock::new(|| include_str!("subdivisions.txt").lines().filter_map(parse).collect());

/// Names that mean something else too, where no country stands beside them.
const SHARED: &[&str] = &["georgia", "victoria", "amazonas", "punjab", "jura", "washington"];

impl Subdivision {
    /// The country it is part of.
    pub(super) fn country(&self) -> Option<Country> {
        Country::new(self.country)
    }
}

impl PartialEq for Subdivision {
    fn eq(&self, other: &Self) -> bool {
        (self.country, self.code) == (other.country, other.code)
    }
}

/// The subdivision that these folded words name, within the countries where some are given: by its
/// name, or by its code beside a country.
pub(super) fn named(words: &[String], countries: &[Country]) -> Option<&'static Subdivision> {
    if let ([only], []) = (words, countries)
        && SHARED.contains(&only.as_str())
    {
        return None;
    }
    within(countries).find(|state| {
        state.name == words
            || !countries.is_empty()
                && matches!(words, [only] if only.eq_ignore_ascii_case(state.code))
    })
}

/// The subdivision a home lies in: by its name, by a code at the end of the city or region ("Tempe,
/// AZ"), or by a larger city.
pub(super) fn of_home(home: &Residence) -> Option<&'static Subdivision> {
    let texts: Vec<Vec<String>> =
        [&home.region, &home.city].into_iter().flatten().map(|text| tokens(text)).collect();
    let here = [home.country];
    let find = |fits: &dyn Fn(&Subdivision, &[String]) -> bool| {
        texts.iter().find_map(|text| within(&here).find(|state| fits(state, text)))
    };
    find(&|state, text| text.last().is_some_and(|last| last.eq_ignore_ascii_case(state.code)))
        .or_else(|| find(&|state, text| state.cities.iter().any(|city| text.starts_with(city))))
        .or_else(|| find(&|state, text| contains(text, &state.name)))
}

/// The words of a text, folded.
pub(super) fn tokens(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether these words stand together in a text.
pub(super) fn contains(text: &[String], words: &[String]) -> bool {
    !words.is_empty() && text.windows(words.len()).any(|window| window == words)
}

fn within(countries: &[Country]) -> impl Iterator<Item = &'static Subdivision> {
    TABLE.iter().filter(move |state| {
        countries.is_empty() || countries.iter().any(|country| country.code() == state.country)
    })
}

fn parse(line: &'static str) -> Option<Subdivision> {
    let (head, cities) = line.split_once(':')?;
    let mut head = head.splitn(3, ' ');
    let (country, code, name) = (head.next()?, head.next()?, head.next()?);
    (!country.starts_with('#')).then(|| Subdivision {
        country,
        code,
        name: tokens(name),
        cities: cities.split(',').map(tokens).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(country: &str, region: Option<&str>, city: &str) -> Residence {
        Residence {
            country: Country::new(country).unwrap(),
            region: region.map(str::to_owned),
            city: Some(city.into()),
            since: None,
        }
    }

    fn code(home: &Residence) -> Option<&'static str> {
        of_home(home).map(|state| state.code)
    }

    #[test]
    fn a_home_is_placed_by_code_name_or_larger_city() {
        assert_eq!(code(&home("US", None, "Scottsdale, AZ")), Some("AZ"));
        assert_eq!(code(&home("US", Some("Arizona"), "Bisbee")), Some("AZ"));
        assert_eq!(code(&home("US", None, "Washington, DC")), Some("DC"));
        assert_eq!(code(&home("US", None, "La Crosse")), None);
        assert_eq!(code(&home("AU", None, "Darwin")), Some("NT"));
        assert_eq!(code(&home("US", None, "Springfield")), None);
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("subdivisions.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(TABLE.len(), lines.count());
        assert!(TABLE.iter().all(|state| state.country().is_some() && !state.name.is_empty()));
    }
}
