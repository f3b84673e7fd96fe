//! Whether someone lives in a place that a call names in words.

use super::Answer;
use crate::features::matching::stems::fold;
use crate::features::profiles::Residence;
use crate::features::reading::{Country, Named, PlaceKind, abbreviated, places_in};

/// Words that only say what sort of area it is.
const SORTS: &[&str] = &[
    "area",
    "areas",
    "canton",
    "city",
    "counties",
    "county",
    "district",
    "greater",
    "in",
    "living",
    "metro",
    "metropolitan",
    "municipality",
    "of",
    "province",
    "region",
    "resident",
    "residents",
    "state",
    "states",
    "surrounding",
    "the",
    "town",
];

/// Words that stretch an area beyond its name.
const AROUND: &[&str] = &[
    "around",
    "greater",
    "km",
    "metro",
    "metropolitan",
    "miles",
    "near",
    "nearby",
    "surrounding",
    "within",
];

/// A word for a part of a country that is no town, though a town may have its name.
const COUNTY: &[&str] = &["borough", "counties", "county", "parish", "shire"];

/// Countries whose parts in our tables do not overlap, so that living in one is not living in another.
const PARTED: &[&str] =
    &["AR", "AT", "AU", "BR", "CA", "CH", "CO", "DE", "ES", "GB", "IN", "IT", "MX", "US"];

/// Names of parts that lie across others or inside one.
const ACROSS: &[&str] = &[
    "Appalachia",
    "Bay Area",
    "Greater London",
    "Greater Manchester",
    "Hudson Valley",
    "Long Island",
    "Moesano",
    "New England",
    "Pacific Northwest",
    "Puget Sound",
    "Ruhrgebiet",
    "SF Bay Area",
    "West Midlands",
];

/// The nations of the United Kingdom; every other part of it in our tables lies in one of them.
const NATIONS: &[&str] = &["England", "Northern Ireland", "Scotland", "Wales"];

/// Parts and towns of the United Kingdom outside of England.
const BEYOND_ENGLAND: &[(&str, &[&str])] = &[
    (
        "Scotland",
        &[
            "Aberdeen",
            "Aberdeenshire",
            "Arbroath",
            "Cove Park",
            "Cromarty",
            "Dumfries",
            "Dundee",
            "Edinburgh",
            "Fife",
            "Glasgow",
            "Helmsdale",
            "Highlands and Islands",
            "Hospitalfield",
            "Huntly",
            "Inverness",
            "Isle of Lewis",
            "Isle of Skye",
            "Kirkcaldy",
            "Lerwick",
            "Orkney",
            "Outer Hebrides",
            "Perth",
            "Shetland",
            "St Andrews",
            "Stornoway",
        ],
    ),
    (
        "Wales",
        &[
            "Aberystwyth",
            "Bangor",
            "Cardiff",
            "Carmarthenshire",
            "Gwynedd",
            "Llandudno",
            "Merthyr Tydfil",
            "Pembrokeshire",
            "Swansea",
            "Wrexham",
        ],
    ),
    ("Northern Ireland", &["Armagh", "Belfast", "Derry", "Enniskillen", "Lisburn", "Newry"]),
];

/// Names that several cities of one country bear: they do not tell the state.
const SEVERAL: &[&str] = &[
    "Arlington",
    "Athens",
    "Aurora",
    "Burlington",
    "Columbus",
    "Concord",
    "Franklin",
    "Glendale",
    "Greenville",
    "Jackson",
    "Kansas City",
    "Lancaster",
    "Lexington",
    "Newport",
    "Pasadena",
    "Peoria",
    "Portland",
    "Richmond",
    "Rochester",
    "Salem",
    "Springfield",
    "Wilmington",
];

/// One name in an area: what it may mean, and its telling words.
#[derive(Debug)]
struct Part {
    meanings: Vec<Named>,
    words: Vec<String>,
}

/// Where someone lives, as far as our tables know the names.
pub(in super::super) struct Home<'a> {
    at: &'a Residence,
    region: Option<&'static str>,
    city: Option<&'static str>,
    words: Vec<String>,
}

/// Where a call asks people to live, taken apart once for many homes.
#[derive(Debug)]
pub(in super::super) struct Area {
    countries: Vec<Country>,
    /// The names in the words of it.
    parts: Vec<Part>,
    /// Its words stretch it beyond its name.
    around: bool,
}

/// Whether the home lies in one of the countries and in the area.
pub(super) fn lives_in(at: &Residence, countries: &[Country], area: Option<&str>) -> Answer {
    let area = Area::of(countries, area);
    match area.country(at.country) {
        Answer::No => Answer::No,
        known if area.parts.is_empty() => known,
        _ => area.holds(&Home::of(at)),
    }
}

impl Area {
    /// One of the countries; and in it the place that the words name.
    pub(in super::super) fn of(countries: &[Country], words: Option<&str>) -> Self {
        let words = words.unwrap_or_default();
        Self {
            countries: countries.to_vec(),
            parts: parts(words, countries),
            around: tokens(words).iter().any(|word| AROUND.contains(&word.as_str())),
        }
    }

    /// Whether a home lies in it. A state or province is settled where the home's is known too; a city or
    /// county by its name, or by lying in another state.
    pub(in super::super) fn holds(&self, home: &Home<'_>) -> Answer {
        let named_country = self.country(home.at.country);
        if named_country == Answer::No {
            return Answer::No;
        }
        let within = |wide: bool| {
            let parts = self.parts.iter().filter(move |part| part.is_wide() == wide);
            parts.map(|part| part.holds(home)).reduce(Answer::or)
        };
        let answer = match (within(true), within(false)) {
            (None, None) => return named_country,
            (Some(answer), None) | (None, Some(answer)) => answer,
            // "Maricopa County, Arizona": the wide name tells where the close one lies.
            (Some(wide), Some(close)) => wide.and(close),
        };
        let abroad = self.parts.iter().all(|part| part.is_abroad(home));
        match answer {
            Answer::No if self.around && !abroad => Answer::Unknown,
            answer => answer,
        }
    }

    /// Whether it is in a country: unknown where it names none.
    fn country(&self, country: Country) -> Answer {
        if self.countries.is_empty() {
            return Answer::Unknown;
        }
        self.countries.contains(&country).into()
    }
}

impl Part {
    /// A country or a part of one, rather than a city or a name we do not know.
    fn is_wide(&self) -> bool {
        self.meanings.iter().any(|named| named.what != PlaceKind::City)
    }

    /// Whether all it may mean lies in other countries.
    fn is_abroad(&self, home: &Home<'_>) -> bool {
        !self.meanings.is_empty()
            && self.meanings.iter().all(|named| named.country != home.at.country)
    }

    /// Whether it holds the home.
    fn holds(&self, home: &Home<'_>) -> Answer {
        if self.is_abroad(home) {
            return Answer::No;
        }
        let here = self.meanings.iter().filter(|named| named.country == home.at.country);
        let known = Answer::any(here.map(|named| home.lies_in(named)));
        if known != Answer::Yes && contains(&home.words, &self.words) && known != Answer::No {
            return Answer::Yes;
        }
        if self.meanings.is_empty() { Answer::Unknown } else { known }
    }
}

impl<'a> Home<'a> {
    /// What our tables know of it.
    pub(in super::super) fn of(at: &'a Residence) -> Self {
        let texts = [&at.region, &at.city].into_iter().flatten();
        let named: Vec<Named> = texts
            .clone()
            .flat_map(|text| {
                let last = text.split([' ', ',']).next_back().unwrap_or_default();
                let names = places_in(text).into_iter().flat_map(|mention| mention.named);
                abbreviated(last).iter().copied().chain(names)
            })
            .filter(|named| named.country == at.country)
            .collect();
        let city = named.iter().find_map(|named| named.city);
        // A part named as such, before the one that a city of that name lies in.
        let region = named
            .iter()
            .find(|named| named.what == PlaceKind::Region)
            .or(named.iter().find(|n| n.city.is_none_or(|city| !SEVERAL.contains(&city))))
            .and_then(|named| named.region);
        Self {
            at,
            region: region.or_else(|| city.filter(|_| at.country.code() == "GB").map(nation)),
            city,
            words: texts.flat_map(|text| tokens(text)).collect(),
        }
    }

    /// Whether the home lies in a named place of the same country.
    fn lies_in(&self, place: &Named) -> Answer {
        match place.what {
            PlaceKind::Country | PlaceKind::Demonym => Answer::Yes,
            PlaceKind::City if place.city == self.city => Answer::Yes,
            PlaceKind::Region if place.region == self.region => Answer::Yes,
            PlaceKind::Region
                if self.at.country.code() == "GB"
                    && self.region.is_some_and(|ours| place.region == Some(nation(ours))) =>
            {
                Answer::Yes
            }
            PlaceKind::City | PlaceKind::Region => match (place.region, self.region) {
                (Some(its), Some(ours)) if its != ours && self.is_apart(its, ours) => Answer::No,
                _ => Answer::Unknown,
            },
        }
    }

    fn is_apart(&self, one: &'static str, other: &'static str) -> bool {
        // Two counties of one nation may overlap; two nations do not.
        let nations = self.at.country.code() != "GB" || nation(one) != nation(other);
        PARTED.contains(&self.at.country.code())
            && nations
            && (self.at.country.code() == "GB"
                || !ACROSS.contains(&one) && !ACROSS.contains(&other))
    }
}

/// The nation of the United Kingdom in which a part or town of it lies.
fn nation(part: &'static str) -> &'static str {
    let beyond = BEYOND_ENGLAND.iter().find(|(_, parts)| parts.contains(&part));
    let itself = NATIONS.iter().find(|nation| **nation == part);
    itself.copied().or(beyond.map(|(nation, _)| *nation)).unwrap_or("England")
}

/// The names in an area: "Maricopa, Pinal and Pima counties" is three.
fn parts(area: &str, countries: &[Country]) -> Vec<Part> {
    area.split([',', '/', ';', '(', ')'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .map(|part| part.trim())
        .map(|part| {
            let words = telling(part);
            // "Orange County" is not the town of Orange.
            let is_county = tokens(part).iter().any(|word| COUNTY.contains(&word.as_str()));
            let mentioned = places_in(part).into_iter().filter(|mention| {
                // The name is all there is to the part; "Bay of Maine" is not Maine.
                part.get(mention.range.clone()).map(telling).as_ref() == Some(&words)
            });
            let meanings = abbreviated(part)
                .iter()
                .copied()
                .chain(mentioned.flat_map(|mention| mention.named))
                .filter(|named| countries.is_empty() || countries.contains(&named.country))
                .filter(|named| !is_county || named.what != PlaceKind::City)
                .collect();
            Part { meanings, words }
        })
        .filter(|part: &Part| !part.words.is_empty())
        .collect()
}

fn telling(text: &str) -> Vec<String> {
    let skipped = |word: &String| SORTS.contains(&word.as_str()) || AROUND.contains(&word.as_str());
    tokens(text).into_iter().filter(|word| !skipped(word)).collect()
}

fn tokens(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn contains(text: &[String], words: &[String]) -> bool {
    !words.is_empty() && text.windows(words.len()).any(|window| window == words)
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
        assert_eq!(lives_in(&tom, &us(), Some("AZ")), Answer::Yes);
        assert_eq!(lives_in(&tom, &us(), Some("California")), Answer::No);
        assert_eq!(lives_in(&tom, &us(), Some("Nevada or Arizona")), Answer::Yes);
        assert_eq!(lives_in(&tom, &us(), None), Answer::Yes);
        assert_eq!(lives_in(&home("US", "Springfield"), &us(), Some("Arizona")), Answer::Unknown);
        assert_eq!(lives_in(&home("SN", "Dakar"), &[], Some("California")), Answer::No);
        assert_eq!(lives_in(&home("US", "Oakland"), &us(), Some("New England")), Answer::Unknown);
        assert_eq!(lives_in(&home("US", "Kansas City, MO"), &us(), Some("Kansas")), Answer::No);
        assert_eq!(lives_in(&home("AU", "Darwin"), &[], Some("Queensland")), Answer::No);
        assert_eq!(lives_in(&home("AU", "Brisbane"), &[], Some("Queensland")), Answer::Yes);
    }

    #[test]
    fn a_nation_of_the_united_kingdom_is_not_another() {
        let gb = vec![Country::new("GB").unwrap()];
        let lives = |city: &str, area: &str| lives_in(&home("GB", city), &gb, Some(area));
        assert_eq!(lives("Cardiff", "Wales"), Answer::Yes);
        assert_eq!(lives("Leeds", "Wales"), Answer::No);
        assert_eq!(lives("Leeds", "England"), Answer::Yes);
        assert_eq!(lives("Glasgow", "Scotland"), Answer::Yes);
        assert_eq!(lives("Glasgow", "Yorkshire"), Answer::No);
        assert_eq!(lives("Leeds", "Yorkshire"), Answer::Unknown);
        assert_eq!(lives("Nether Wallop", "Scotland"), Answer::Unknown);
        assert_eq!(lives_in(&home("CA", "Toronto"), &gb, Some("Wales")), Answer::No);
    }

    #[test]
    fn a_county_is_no_town_of_its_name() {
        assert_eq!(
            lives_in(&home("US", "Irvine, CA"), &[], Some("Orange County")),
            Answer::Unknown
        );
    }

    #[test]
    fn a_city_or_county_is_settled_by_its_name_or_by_another_state() {
        let tom = home("US", "Scottsdale, AZ");
        assert_eq!(lives_in(&tom, &us(), Some("Scottsdale")), Answer::Yes);
        assert_eq!(lives_in(&tom, &us(), Some("Phoenix")), Answer::Unknown);
        assert_eq!(lives_in(&tom, &us(), Some("Oakland")), Answer::No);
        assert_eq!(lives_in(&tom, &us(), Some("Maricopa County, Arizona")), Answer::Unknown);
        assert_eq!(lives_in(&tom, &us(), Some("Orange County, California")), Answer::No);
        assert_eq!(
            lives_in(&home("DE", "Bremen"), &[], Some("Bremen and surrounding areas")),
            Answer::Yes
        );
        assert_eq!(lives_in(&home("IN", "Bengaluru"), &[], Some("Canton of Bern")), Answer::No);
        assert_eq!(lives_in(&home("US", "Marfa, TX"), &us(), Some("Terlingua")), Answer::Unknown);
    }
}
