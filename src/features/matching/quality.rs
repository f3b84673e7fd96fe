//! How good a ranking is, against labels: artists, calls graded by hand, and the usual measures.
//!
//! Pure: whoever calls it reads the files. The shapes are those of a labelled folder: `profiles.json`
//! is a list of [`LabelledArtist`], `qrels.jsonl` one [`Label`] a line.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::features::profiles::{Artist, Birth, Residence};
use crate::features::reading::{
    Applicant, Country, Currency, Discipline, Gender, Kind, Money, Stage,
};

/// An artist of a labelled folder.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledArtist {
    /// The name under which labels speak of them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their disciplines, in words.
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
    pub citizenship: Vec<String>,
    /// What else was told of them: a group, a birth year, a permit. `None`: there is nothing else.
    pub other_status: Option<String>,
    /// The kinds of call they want, in words.
    pub interests: Vec<String>,
    /// The most they would pay to enter, in US dollars.
    pub max_fee_usd: Option<serde_json::Number>,
    /// Languages, in words, perhaps with a level.
    pub languages: Vec<String>,
    /// Lines of their CV.
    #[serde(default)]
    pub cv: Vec<String>,
}

/// How well a call suits an artist, by the judgement of a person.
#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    /// [`LabelledArtist::id`].
    pub profile: String,
    /// The file of the call.
    pub opportunity: String,
    /// The call's title.
    pub title: String,
    /// 0 (not at all) to 3 (made for them).
    pub grade: u32,
    /// A rule excludes them.
    pub hard_ineligible: bool,
}

/// The measures of one ranking.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Normalised discounted cumulative gain of the first ten, 0 to 1; gain 2^grade - 1.
    pub ndcg10: f64,
    /// The share of the first five that are graded 2 or 3.
    pub precision5: f64,
    /// How many of the first ten exclude the artist.
    pub ineligible10: f64,
}

impl LabelledArtist {
    /// The profile this artist would have filled in. `as_of` is when their age was told.
    pub fn artist(&self, as_of: NaiveDate) -> Artist {
        let status = self.other_status.as_deref().unwrap_or_default();
        let countries =
            |names: &[String]| names.iter().filter_map(|n| Country::from_name(n)).collect();
        let born = status.split_once("born ").and_then(|(_, year)| year.get(..4)?.parse().ok());
        let residence = self.country.as_deref().and_then(Country::from_name).map(|country| {
            Residence { country, region: None, city: self.city.clone(), since: None }
        });
        Artist {
            display_name: Some(self.name.clone()),
            disciplines: self.disciplines.iter().filter_map(|word| discipline(word)).collect(),
            media: self.medium.clone(),
            stage: self.career_stage.as_deref().and_then(stage),
            birth: born.or(self.age.map(|age| as_of.year() - age)).map(Birth::In),
            citizenships: Some(countries(&self.citizenship)),
            residence,
            work_permissions: self.other_status.is_none().then(Vec::new),
            languages: self.languages.iter().filter_map(|words| language(words)).collect(),
            applies_as: vec![Applicant::Individual],
            gender: self.gender.as_deref().and_then(gender),
            identities: (born.is_none() && !status.is_empty())
                .then(|| status.to_owned())
                .into_iter()
                .collect(),
            most_fee: self.max_fee_usd.as_ref().and_then(|dollars| {
                let amount: Decimal = dollars.to_string().parse().ok()?;
                Some(Money { amount, currency: Currency::new("USD") })
            }),
            kinds: self.interests.iter().filter_map(|words| kind(words)).collect(),
            cv: self.cv.clone(),
            ..Artist::default()
        }
    }
}

fn discipline(word: &str) -> Option<Discipline> {
    Discipline::from_slug(&word.trim().to_lowercase().replace([' ', '-'], "_"))
}

fn kind(words: &str) -> Option<Kind> {
    words.split_whitespace().find_map(|word| Kind::from_slug(&word.to_lowercase()))
}

fn stage(words: &str) -> Option<Stage> {
    match words {
        "student" => Some(Stage::Student),
        "emerging" => Some(Stage::Emerging),
        "mid-career" => Some(Stage::MidCareer),
        "established" => Some(Stage::Established),
        _ => None,
    }
}

fn gender(words: &str) -> Option<Gender> {
    match words {
        "female" | "woman" => Some(Gender::Woman),
        "male" | "man" => Some(Gender::Man),
        "non-binary" | "nonbinary" => Some(Gender::NonBinary),
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
    super::words::language_code(name).map(str::to_owned)
}

/// The measures of an order of calls, against every label there is for the artist.
pub fn figures(order: &[&Label], every: &[&Label]) -> Figures {
    let gains = |labels: &[&Label]| {
        let first = labels.iter().take(10).zip(2u32..);
        first.map(|(label, place)| gain(label.grade) / f64::from(place).log2()).sum::<f64>()
    };
    let mut ideal = every.to_vec();
    ideal.sort_by_key(|label| std::cmp::Reverse(label.grade));
    let best = gains(&ideal);
    let good = order.iter().take(5).filter(|label| label.grade >= 2).count();
    let ineligible = order.iter().take(10).filter(|label| label.hard_ineligible).count();
    Figures {
        ndcg10: if best > 0.0 { gains(order) / best } else { 0.0 },
        precision5: count(good) / 5.0,
        ineligible10: count(ineligible),
    }
}

impl Figures {
    /// The mean over several artists.
    pub fn mean(all: &[Figures]) -> Figures {
        let share =
            |of: fn(&Figures) -> f64| all.iter().map(of).sum::<f64>() / count(all.len().max(1));
        Figures {
            ndcg10: share(|figures| figures.ndcg10),
            precision5: share(|figures| figures.precision5),
            ineligible10: share(|figures| figures.ineligible10),
        }
    }
}

fn gain(grade: u32) -> f64 {
    f64::from(2u32.saturating_pow(grade) - 1)
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(grade: u32, hard_ineligible: bool) -> Label {
        Label {
            profile: "p".into(),
            opportunity: "o".into(),
            title: "t".into(),
            grade,
            hard_ineligible,
        }
    }

    #[test]
    fn the_ideal_order_is_one_and_its_opposite_less() {
        let labels = [label(3, false), label(2, false), label(1, false), label(0, true)];
        let best: Vec<&Label> = labels.iter().collect();
        let worst: Vec<&Label> = labels.iter().rev().collect();
        let ideal = figures(&best, &best);
        assert_eq!((ideal.ndcg10, ideal.precision5, ideal.ineligible10), (1.0, 0.4, 1.0));
        // By hand: gains 7, 3, 1 at places 4, 3, 2 over the same at places 1, 2, 3.
        let expected = (7.0 / 5f64.log2() + 3.0 / 2.0 + 1.0 / 3f64.log2())
            / (7.0 + 3.0 / 3f64.log2() + 1.0 / 2.0);
        assert!((figures(&worst, &best).ndcg10 - expected).abs() < 1e-9);
        assert_eq!(figures(&[], &best).ndcg10, 0.0);
    }
}
