//! Names of countries, their parts and cities, in several languages, from the tables in `lexicon/`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::{Phrases, Words, fold};
use super::{Country, Currency};

/// One row of the country table.
pub(super) struct CountryRow {
    pub country: Country,
    pub currency: Option<Currency>,
    pub name: &'static str,
}

/// A name of a place found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// Which bytes of the text.
    pub range: Range<usize>,
    /// What it names. More than one where the name alone does not tell ("Georgia").
    pub named: Vec<Named>,
}

/// What a name of a place names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The country it is or lies in.
    pub country: Country,
    /// What it is.
    pub what: PlaceKind,
    /// The part of the country: its usual name.
    pub region: Option<&'static str>,
    /// The city: its English name.
    pub city: Option<&'static str>,
    /// It is as often something else (a person, a common word): counts only beside other words that
    /// say a place is meant.
    pub weak: bool,
}

/// What a name of a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A country by its name.
    Country,
    /// A country by the word for its people or things ("Australian").
    Demonym,
    /// A state, province, canton, island.
    Region,
    /// A city, town or village.
    City,
}

struct Gazetteer {
    rows: Vec<CountryRow>,
    names: HashMap<String, Country>,
    demonyms: Phrases<Country>,
    places: Phrases<Vec<Named>>,
    abbreviations: HashMap<&'static str, Vec<Named>>,
}

static TABLE: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

/// The country table, in the order of the codes.
pub(super) fn countries() -> &'static [CountryRow] {
    &TABLE.rows
}

/// The row of a code.
pub(super) fn row(code: &str) -> Option<&'static CountryRow> {
    let at = TABLE.rows.binary_search_by(|row| row.country.code().cmp(code)).ok()?;
    TABLE.rows.get(at)
}

/// The country of which this is a name, in any of the languages of the table.
pub(super) fn country_named(name: &str) -> Option<Country> {
    TABLE.names.get(&fold(name)).copied()
}

/// The country of whose people or things this is the word.
pub(super) fn country_of_demonym(word: &str) -> Option<Country> {
    TABLE.demonyms.whole(word).copied()
}

/// What an abbreviation ("AZ", "NSW", "BC") stands for. Written in capitals only.
pub fn abbreviated(capitals: &str) -> &'static [Named] {
    TABLE.abbreviations.get(capitals).map_or(&[], Vec::as_slice)
}

/// The names of countries, regions and cities in a text, in order, none overlapping another. Names in
/// small letters do not count, nor do words that only sometimes name a place, unless `weak` is set on
/// them: then it is for the caller to weigh.
pub fn places_in(text: &str) -> Vec<PlaceMention> {
    mentions(&Words::of(text)).into_iter().map(|(_, mention)| mention).collect()
}

/// What the word here names, where it alone is the name of a place.
pub(super) fn named_at(words: &Words<'_>, at: usize) -> &'static [Named] {
    let named = TABLE.places.whole(words.written(at)).filter(|_| words.is_capital(at));
    named.map_or(&[], Vec::as_slice)
}

/// As [`places_in`], with the words each covers.
pub(super) fn mentions(words: &Words<'_>) -> Vec<(Range<usize>, PlaceMention)> {
    let mut found: Vec<(Range<usize>, PlaceMention)> = TABLE
        .places
        .find_in(words)
        .into_iter()
        .filter(|hit| {
            !hit.value.is_empty()
                && is_written_as_name(words, &hit.words)
                && !names_something_else(words, hit.words.end)
        })
        .map(|hit| {
            let range = words.span(hit.words.clone());
            (hit.words, PlaceMention { range, named: hit.value.clone() })
        })
        .collect();
    let demonyms = TABLE.demonyms.find_in(words).into_iter().map(|hit| {
        let named = Named {
            country: *hit.value,
            what: PlaceKind::Demonym,
            region: None,
            city: None,
            weak: false,
        };
        let range = words.span(hit.words.clone());
        (hit.words, PlaceMention { range, named: vec![named] })
    });
    let taken: std::collections::HashSet<usize> =
        found.iter().flat_map(|(words, _)| words.clone()).collect();
    let free: Vec<_> =
        demonyms.filter(|(words, _)| !words.clone().any(|word| taken.contains(&word))).collect();
    found.extend(free);
    found.sort_by_key(|(words, _)| words.start);
    found
}

/// Whether the name is only part of another's: a newspaper, a street, a school of painting.
fn names_something_else(words: &Words<'_>, end: usize) -> bool {
    const AFTER: &[&str] = &[
        "guide",
        "times",
        "review",
        "magazine",
        "post",
        "journal",
        "news",
        "herald",
        "tribune",
        "street",
        "road",
        "avenue",
        "ave",
        "st",
        "rd",
        "blvd",
        "boulevard",
        "lane",
        "drive",
        "school",
        "style",
        "strasse",
        "platz",
        "allee",
        "syndrome",
        "convention",
        "arena",
    ];
    let gap = end.checked_sub(1).map_or("", |last| words.gap_after(last));
    let guide = words.folded(end) == "art" && words.folded(end + 1) == "guide";
    gap == " " && words.is_capital(end) && (guide || AFTER.contains(&words.folded(end)))
}

/// A name has a capital; an abbreviation of two or three letters is all capitals, on a line that is not.
fn is_written_as_name(words: &Words<'_>, at: &Range<usize>) -> bool {
    let written = words.written(at.start);
    if at.len() > 1 && written.chars().count() > 1 {
        // "In the Netherlands", "dans le canton de Vaud": these words of a name are written small.
        const SMALL: &[&str] =
            &["the", "canton", "kanton", "cantone", "estado", "state", "provincia", "departamento"];
        let article = SMALL.contains(&words.folded(at.start));
        return (article || words.is_capital(at.start)) && words.is_capital(at.end - 1);
    }
    let folded = words.folded(at.start);
    if matches!(
        folded,
        "us" | "uk" | "nz" | "uae" | "usa" | "eua" | "eeuu" | "drc" | "bvi" | "png" | "rok" | "rsa"
    ) {
        let all_capitals = written.chars().all(char::is_uppercase);
        // "US$10,000" is money.
        if words.gap_after(at.start).starts_with('$') {
            return false;
        }
        return all_capitals && (folded != "us" || !is_shouted(words, at.start));
    }
    words.is_capital(at.start)
}

/// Whether the words around this one are all capitals ("CONTACT US").
fn is_shouted(words: &Words<'_>, at: usize) -> bool {
    let line = words.all.get(at).map(|word| word.line);
    let beside = [at.checked_sub(1), Some(at + 1)];
    beside
        .into_iter()
        .flatten()
        .filter(|&near| words.all.get(near).map(|word| word.line) == line && line.is_some())
        .any(|near| {
            let written = words.written(near);
            written.len() > 2 && written.chars().all(|c| !c.is_lowercase() && !c.is_numeric())
        })
}

impl Gazetteer {
    fn load() -> Self {
        let mut rows = Vec::new();
        let mut names = HashMap::new();
        let mut demonyms = Vec::new();
        let mut abbreviations: HashMap<&'static str, Vec<Named>> = HashMap::new();
        let mut places = Places::default();

        for fields in lines(include_str!("lexicon/countries.txt")) {
            let [code, currency, name, others, people] = fields[..] else { continue };
            let Some(country) = Country::unchecked(code) else { continue };
            let named =
                Named { country, what: PlaceKind::Country, region: None, city: None, weak: false };
            let shown = name.trim_start_matches('~');
            rows.push(CountryRow { country, currency: Currency::new(currency), name: shown });
            for other in std::iter::once(name).chain(list(others)) {
                names.entry(fold(other)).or_insert(country);
                places.add(other, named);
            }
            demonyms.extend(list(people).map(|word| (word.to_owned(), country)));
        }
        for fields in lines(include_str!("lexicon/regions.txt")) {
            let [code, short, name, others] = fields[..] else { continue };
            let Some(country) = Country::unchecked(code) else { continue };
            let region = Some(name.trim_start_matches('~'));
            let named = Named { country, what: PlaceKind::Region, region, city: None, weak: false };
            if !short.is_empty() {
                abbreviations.entry(short).or_default().push(named);
            }
            for other in std::iter::once(name).chain(list(others)) {
                places.add(other, named);
                // "Scotland" also says which state it is.
                if NATIONS.contains(&short) {
                    names.entry(fold(other)).or_insert(country);
                }
            }
        }
        for (at, cities) in
            include_str!("lexicon/cities.txt").lines().filter_map(|l| l.split_once(": "))
        {
            let (code, short) = at.split_once('-').unwrap_or((at, ""));
            let Some(country) = Country::unchecked(code) else { continue };
            let region = abbreviations
                .get(short)
                .and_then(|named| named.iter().find(|named| named.country == country))
                .and_then(|named| named.region);
            for city in list(cities) {
                let main = city.split('=').next().unwrap_or(city);
                let shown = main.split(" (").next().map(|name| name.trim_start_matches('~'));
                let named =
                    Named { country, what: PlaceKind::City, region, city: shown, weak: false };
                city.split('=').for_each(|name| places.add(name, named));
                if matches!(code, "AT" | "CH" | "DE") && !EATEN.contains(&main) {
                    // "in der Villacher Altstadt"
                    city.split('=').for_each(|name| places.add(&format!("{name}er"), named));
                }
            }
        }
        // Names that hold the name of a place and are none of ours.
        for elsewhere in NOWHERE {
            places.0.entry(fold(elsewhere)).or_default();
        }
        Gazetteer {
            rows,
            names,
            demonyms: Phrases::new(demonyms),
            places: Phrases::new(places.0),
            abbreviations,
        }
    }
}

/// Nations of the United Kingdom, by their short names in the table.
const NATIONS: &[&str] = &["ENG", "NIR", "SCT", "WLS"];

const NOWHERE: &[&str] = &[
    "Latin America",
    "North America",
    "South America",
    "Central America",
    "Americas",
    "South East Asia",
    "Little Italy",
    "Chinatown",
    "Koreatown",
    "Paris Review",
    "New York Times",
    "Washington Post",
    "Boston Globe",
    "Los Angeles Times",
    "Berlin Biennale",
    "Venice Beach",
    "India ink",
    "Indian ink",
    "China ink",
    "Chine collé",
    "Plaster of Paris",
    "Bath House",
    "Cologne cathedral",
    "Panama hat",
    "Jersey shirt",
    "Bermuda shorts",
    "Florence Nightingale",
    "Jordan Street",
    "Paris Street",
    "London Street",
    "Bank of America",
    "New Guinea",
    "University of the Arts London",
];

/// Whose word for its people is also something else.
const EATEN: &[&str] =
    &["Hamburg", "Frankfurt", "~Essen", "~Halle", "~Ulm", "Jena", "Zug", "Mainz", "Kiel"];

#[derive(Default)]
struct Places(HashMap<String, Vec<Named>>);

impl Places {
    fn add(&mut self, name: &str, named: Named) {
        let weak = name.starts_with('~') || name.ends_with(')');
        let name = name.split(" (").next().unwrap_or(name);
        let named = Named { weak, ..named };
        let known = self.0.entry(fold(name)).or_default();
        // Folded alike in two languages ("Georgia", "Geórgia"): one name, and as weak as the weaker.
        match known.iter_mut().find(|same| Named { weak, ..**same } == named) {
            Some(same) => same.weak |= weak,
            None => known.push(named),
        }
    }
}

fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('|').collect())
}

fn list(names: &'static str) -> impl Iterator<Item = &'static str> {
    names.split(", ").filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn countries_of(text: &str) -> Vec<(&str, Vec<&str>)> {
        places_in(text)
            .into_iter()
            .map(|m| {
                let codes = m.named.iter().filter_map(|n| row(n.country.code()).map(|r| r.country));
                (&text[m.range], codes.map(code_of).collect())
            })
            .collect()
    }

    fn code_of(country: Country) -> &'static str {
        countries().iter().find(|row| row.country == country).map_or("", |row| row.country.code())
    }

    #[test]
    fn every_row_of_every_table_is_whole() {
        let table = include_str!("lexicon/countries.txt");
        let written = lines(table).count();
        assert_eq!(countries().len(), written);
        assert_eq!(written, 250, "249 of ISO 3166-1 and Kosovo");
        assert!(countries().windows(2).all(|two| two[0].country.code() < two[1].country.code()));
        assert!(countries().iter().all(|row| row.currency.is_some() && !row.name.is_empty()));
        for fields in lines(include_str!("lexicon/regions.txt")) {
            assert_eq!(fields.len(), 4, "{fields:?}");
            assert!(row(fields[0]).is_some(), "{fields:?}");
        }
        for line in include_str!("lexicon/cities.txt").lines().filter(|l| !l.starts_with('#')) {
            let (at, _) = line.split_once(": ").expect(line);
            let (code, short) = at.split_once('-').unwrap_or((at, ""));
            assert!(row(code).is_some(), "{line}");
            assert!(short.is_empty() || !abbreviated(short).is_empty(), "{line}");
        }
    }

    #[test]
    fn names_are_found_in_many_languages_and_only_when_written_as_names() {
        assert_eq!(
            countries_of(
                "En Colombia, à l'Île Maurice oder in Österreich; turkey is a bird, us too."
            ),
            [("Colombia", vec!["CO"]), ("Île Maurice", vec!["MU"]), ("Österreich", vec!["AT"])]
        );
        assert_eq!(countries_of("CONTACT US"), []);
        assert_eq!(countries_of("artists in the US may"), [("US", vec!["US"])]);
        assert_eq!(
            countries_of("New Mexico, not Mexico"),
            [("New Mexico", vec!["US"]), ("Mexico", vec!["MX"])]
        );
        assert_eq!(countries_of("Georgia"), [("Georgia", vec!["GE", "US"])]);
    }

    #[test]
    fn people_are_known_by_their_country() {
        assert_eq!(country_of_demonym("Australian").map(code_of), Some("AU"));
        assert_eq!(country_of_demonym("brasileiras").map(code_of), Some("BR"));
        assert_eq!(country_named("Deutschland").map(code_of), Some("DE"));
        assert_eq!(country_named("estados unidos").map(code_of), Some("US"));
        assert_eq!(country_named("Atlantis"), None);
    }
}
