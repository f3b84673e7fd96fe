//! An artist of a labelled folder, as the profile they would have filled in.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::features::profiles::{Artist, Birth, Residence, words};
use crate::features::reading::{
    Applicant, Country, Currency, Discipline, Gender, Kind, Money, Stage, disciplines_in,
};

/// An artist of a labelled folder. What is absent or null was not told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LabelledArtist {
    /// The name under which labels speak of them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their disciplines, in words.
    #[serde(deserialize_with = "texts")]
    pub disciplines: Vec<String>,
    /// Their media, in their words.
    pub medium: Option<String>,
    /// `emerging`, `mid-career`, `established`, `student`.
    pub career_stage: Option<String>,
    /// Age in years at the time of labelling.
    pub age: Option<i32>,
    /// `female`, `male`, or in other words.
    pub gender: Option<String>,
    /// Where they live: the city, perhaps with the state.
    pub city: Option<String>,
    /// Where they live: the country by its name.
    pub country: Option<String>,
    /// Citizenships, by the names of the countries.
    #[serde(deserialize_with = "texts")]
    pub citizenship: Vec<String>,
    /// What else was told of them: a group, a birth year, a permit. `None`: there is nothing else.
    #[serde(deserialize_with = "joined")]
    pub other_status: Option<String>,
    /// The kinds of call they want, in words.
    #[serde(deserialize_with = "texts")]
    pub interests: Vec<String>,
    /// The most they would pay to enter, in US dollars.
    #[serde(deserialize_with = "dollars")]
    pub max_fee_usd: Option<Decimal>,
    /// Languages, in words, perhaps with a level.
    #[serde(deserialize_with = "texts")]
    pub languages: Vec<String>,
    /// Their statement.
    pub statement: Option<String>,
    /// Lines of their CV.
    #[serde(deserialize_with = "texts")]
    pub cv: Vec<String>,
}

/// What `other_status` says, piece by piece.
#[derive(Default)]
struct Status {
    born: Option<i32>,
    works_in: Vec<Country>,
    applies_as: Vec<Applicant>,
    student: Option<bool>,
    represented: Option<bool>,
    groups: Vec<String>,
}

impl LabelledArtist {
    /// The profile this artist would have filled in. `as_of` is when their age was told.
    pub fn artist(&self, as_of: NaiveDate) -> Artist {
        let home = self.country.as_deref().and_then(Country::from_name);
        let status = Status::of(self.other_status.as_deref().unwrap_or_default(), home);
        let birth = status.born.or(self.age.map(|age| as_of.year() - age)).map(Birth::In);
        let residence = home.map(|country| Residence {
            country,
            region: None,
            city: self.city.clone(),
            since: None,
        });
        Artist {
            display_name: Some(self.name.clone()),
            disciplines: self.disciplines.iter().flat_map(|word| discipline(word)).collect(),
            media: self.medium.clone(),
            stage: self.career_stage.as_deref().and_then(stage),
            birth,
            citizenships: Some(
                self.citizenship.iter().filter_map(|name| Country::from_name(name)).collect(),
            ),
            residence,
            work_permissions: Some(status.works_in),
            languages: self.languages.iter().filter_map(|words| language(words)).collect(),
            applies_as: status.applies_as,
            student: status.student,
            represented: status.represented,
            gender: self.gender.as_deref().and_then(gender),
            identities: status.groups,
            most_fee: self
                .max_fee_usd
                .map(|amount| Money { amount, currency: Currency::new("USD") }),
            kinds: self.interests.iter().filter_map(|words| kind(words)).collect(),
            statement: self.statement.clone(),
            cv: self.cv.clone(),
            ..Artist::default()
        }
    }
}

impl Status {
    fn of(told: &str, home: Option<Country>) -> Self {
        let mut status = Self { applies_as: vec![Applicant::Individual], ..Self::default() };
        for piece in told.split([';', ',']).map(str::trim).filter(|piece| !piece.is_empty()) {
            let words = piece.to_lowercase();
            let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
            if let Some((_, year)) = words.split_once("born ") {
                status.born = year.get(..4).and_then(|year| year.parse().ok());
            } else if says(&[
                "permanent resident",
                "green card",
                "work permit",
                "residence permit",
                "right to work",
                "work visa",
            ]) {
                let named = piece.split([' ', '(', ')']).filter_map(|word| {
                    Country::from_name(word).or_else(|| Country::from_demonym(word))
                });
                let named: Vec<Country> = named.collect();
                status.works_in.extend(if named.is_empty() {
                    home.into_iter().collect()
                } else {
                    named
                });
            } else if says(&["duo"]) {
                status.applies_as.push(Applicant::Duo);
            } else if says(&["collective"]) {
                status.applies_as.push(Applicant::Collective);
            } else if says(&["student"]) {
                status.student = Some(!says(&["not a student", "no student"]));
            } else if says(&["gallery"]) {
                status.represented = Some(!says(&["no gallery", "without", "not represented"]));
            } else {
                status.groups.push(piece.to_owned());
            }
        }
        status
    }
}

fn discipline(word: &str) -> Vec<Discipline> {
    let slug = word.trim().to_lowercase().replace([' ', '-'], "_");
    Discipline::from_slug(&slug).map_or_else(|| disciplines_in(word), |known| vec![known])
}

/// The kind of call that someone is interested in, by the word they use for it.
pub(super) fn kind(words: &str) -> Option<Kind> {
    words.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let word = word.to_lowercase();
        let one = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let one = one.unwrap_or_else(|| word.trim_end_matches('s').to_owned());
        Kind::from_slug(&word).or_else(|| Kind::from_slug(&one)).or(match one.as_str() {
            "award" | "competition" | "contest" => Some(Kind::Prize),
            "fellowship" | "scholarship" | "stipend" | "funding" | "bursary" => Some(Kind::Grant),
            "show" | "biennale" | "biennial" | "festival" => Some(Kind::Exhibition),
            "mural" | "public" => Some(Kind::Commission),
            "residence" | "air" => Some(Kind::Residency),
            _ => None,
        })
    })
}

fn stage(words: &str) -> Option<Stage> {
    let words = words.to_lowercase();
    [
        ("student", Stage::Student),
        ("emerging", Stage::Emerging),
        ("early", Stage::Emerging),
        ("mid", Stage::MidCareer),
        ("established", Stage::Established),
        ("senior", Stage::Established),
    ]
    .into_iter()
    .find(|(name, _)| words.contains(name))
    .map(|(_, stage)| stage)
}

fn gender(words: &str) -> Option<Gender> {
    match words.to_lowercase().as_str() {
        "female" | "woman" | "f" => Some(Gender::Woman),
        "male" | "man" | "m" => Some(Gender::Man),
        "non-binary" | "nonbinary" | "genderqueer" => Some(Gender::NonBinary),
        _ => None,
    }
}

/// The language of "English B2"; a level of A1 or A2 is too little to apply in.
fn language(words: &str) -> Option<String> {
    let mut words = words.split_whitespace();
    let name = words.next()?;
    if words.any(|word| matches!(word, "A1" | "A2")) {
        return None;
    }
    words::language_code(name).map(str::to_owned)
}

/// A list of words, one word, or nothing.
fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let words = |value: &Value| value.as_str().map(str::to_owned);
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(items) => items.iter().filter_map(words).collect(),
        one => words(&one).into_iter().collect(),
    })
}

/// Words, or a list of them as one.
fn joined<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Some(texts(deserializer)?.join("; ")).filter(|text| !text.is_empty()))
}

/// A number, also written as words.
fn dollars<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.trim_start_matches('$').parse().ok(),
        _ => None,
    })
}
