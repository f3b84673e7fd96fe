//! What an artist may have told us.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::features::reading::{Applicant, Country, Discipline, Gender, Kind, Money, Place, Stage};

/// All the facts an artist may have told. `None` and an empty list mean "not told", unless the field
/// says otherwise. Stored as JSON; fields may be added, and old rows still read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Artist {
    /// The name under which they show work.
    pub display_name: Option<String>,
    /// What they work in; the order means nothing.
    pub disciplines: Vec<Discipline>,
    /// Their media in their own words ("indigo cloth, natural dyes").
    pub media: Option<String>,
    /// Where they stand in the career, by their own judgement.
    pub stage: Option<Stage>,
    /// When they were born.
    pub birth: Option<Birth>,
    /// Every citizenship; `Some` of an empty list is stateless.
    pub citizenships: Option<Vec<Country>>,
    /// Where they live.
    pub residence: Option<Residence>,
    /// Where they may legally work besides the countries they are citizens of; `Some` of an empty list
    /// is "nowhere else".
    pub work_permissions: Option<Vec<Country>>,
    /// The languages they can apply in: ISO 639-1 codes.
    pub languages: Vec<String>,
    /// Whether they study at present.
    pub student: Option<bool>,
    /// As what they apply.
    pub applies_as: Vec<Applicant>,
    /// Their gender, if they chose to tell. Used for rules only, never for the score.
    pub gender: Option<Gender>,
    /// Groups they chose to say they belong to ("Aboriginal", "veteran"). Used for rules only, never
    /// for the score.
    pub identities: Vec<String>,
    /// Whether a gallery represents them.
    pub represented: Option<bool>,
    /// The most they would pay to enter; an amount of zero is "nothing".
    pub most_fee: Option<Money>,
    /// The kinds of call they want.
    pub kinds: Vec<Kind>,
    /// Places they would like to go to or show in.
    pub places_wanted: Vec<Place>,
    /// Places they would not go to.
    pub places_unwanted: Vec<Place>,
    /// Whether they would travel for a call.
    pub travels: Option<bool>,
    /// Their statement.
    pub statement: Option<String>,
    /// Titles and themes of their works, one a line.
    pub works: Vec<String>,
    /// Lines of their CV: shows, prizes, residencies, studies.
    pub cv: Vec<String>,
    /// Conditions of calls they have answered themselves, by [`Artist::condition_key`]: whether they
    /// meet them ("member of the watercolour society": yes).
    pub conditions: BTreeMap<String, bool>,
}

/// When someone was born, as exactly as they told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Birth {
    /// On this day.
    On(NaiveDate),
    /// In this year.
    In(i32),
}

/// Where someone lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residence {
    /// The country.
    pub country: Country,
    /// State, province, canton, as they write it ("Arizona", "AZ").
    #[serde(default)]
    pub region: Option<String>,
    /// City, town or county, as they write it.
    #[serde(default)]
    pub city: Option<String>,
    /// Since when without a break in this country.
    #[serde(default)]
    pub since: Option<NaiveDate>,
}

/// A field of the profile that verdicts and scores speak of, so that pages can link to it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// [`Artist::disciplines`]
    Disciplines,
    /// [`Artist::media`]
    Media,
    /// [`Artist::stage`]
    Stage,
    /// [`Artist::birth`]
    Birth,
    /// [`Artist::citizenships`]
    Citizenships,
    /// [`Artist::residence`]
    Residence,
    /// [`Residence::since`]
    ResidenceSince,
    /// [`Artist::work_permissions`]
    WorkPermissions,
    /// [`Artist::languages`]
    Languages,
    /// [`Artist::student`]
    Student,
    /// [`Artist::applies_as`]
    AppliesAs,
    /// [`Artist::gender`]
    Gender,
    /// [`Artist::identities`]
    Identities,
    /// [`Artist::represented`]
    Represented,
    /// [`Artist::most_fee`]
    MostFee,
    /// [`Artist::kinds`]
    Kinds,
    /// [`Artist::places_wanted`] and [`Artist::places_unwanted`]
    Places,
    /// [`Artist::travels`]
    Travels,
    /// [`Artist::statement`]
    Statement,
    /// [`Artist::works`]
    Works,
    /// [`Artist::cv`]
    Cv,
    /// [`Artist::conditions`]
    Conditions,
}

impl Field {
    /// The word that names the field in links and forms.
    pub fn slug(self) -> &'static str {
        match self {
            Field::Disciplines => "disciplines",
            Field::Media => "media",
            Field::Stage => "stage",
            Field::Birth => "birth",
            Field::Citizenships => "citizenships",
            Field::Residence => "residence",
            Field::ResidenceSince => "residence_since",
            Field::WorkPermissions => "work_permissions",
            Field::Languages => "languages",
            Field::Student => "student",
            Field::AppliesAs => "applies_as",
            Field::Gender => "gender",
            Field::Identities => "identities",
            Field::Represented => "represented",
            Field::MostFee => "most_fee",
            Field::Kinds => "kinds",
            Field::Places => "places",
            Field::Travels => "travels",
            Field::Statement => "statement",
            Field::Works => "works",
            Field::Cv => "cv",
            Field::Conditions => "conditions",
        }
    }

    /// What the field is called on the profile page.
    pub fn label(self) -> &'static str {
        match self {
            Field::Disciplines => "What you work in",
            Field::Media => "Your media",
            Field::Stage => "Career stage",
            Field::Birth => "Date or year of birth",
            Field::Citizenships => "Citizenships",
            Field::Residence => "Where you live",
            Field::ResidenceSince => "Living there since",
            Field::WorkPermissions => "Where you may work",
            Field::Languages => "Languages you can apply in",
            Field::Student => "Whether you are a student",
            Field::AppliesAs => "As what you apply",
            Field::Gender => "Gender",
            Field::Identities => "Groups you belong to",
            Field::Represented => "Gallery representation",
            Field::MostFee => "The most you would pay to enter",
            Field::Kinds => "Kinds of call you want",
            Field::Places => "Places you want or avoid",
            Field::Travels => "Whether you would travel",
            Field::Statement => "Statement",
            Field::Works => "Works and their themes",
            Field::Cv => "CV",
            Field::Conditions => "Conditions you have answered",
        }
    }
}

impl Artist {
    /// The key under which the answer to a condition is kept: its words in lower case, joined by
    /// single spaces, without punctuation, so that the same condition in another call finds the answer.
    pub fn condition_key(condition: &str) -> String {
        condition
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What they answered to a condition, if they did.
    pub fn answered(&self, condition: &str) -> Option<bool> {
        self.conditions.get(&Self::condition_key(condition)).copied()
    }
}

impl Birth {
    /// The youngest and the oldest they can be on that day, in completed years. Equal where the full
    /// date is known. Someone born later has zero years.
    pub fn ages_on(self, day: NaiveDate) -> (u32, u32) {
        let (first, last) = self.span();
        (day.years_since(last).unwrap_or(0), day.years_since(first).unwrap_or(0))
    }

    /// The first and the last day on which they can have been born.
    pub fn span(self) -> (NaiveDate, NaiveDate) {
        match self {
            Birth::On(date) => (date, date),
            Birth::In(year) => (
                NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN),
                NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_birth_year_leaves_two_ages_open_until_the_year_ends() {
        assert_eq!(Birth::In(1996).ages_on(day("2026-05-30")), (29, 30));
        assert_eq!(Birth::In(1996).ages_on(day("2026-12-31")), (30, 30));
        assert_eq!(Birth::On(day("1996-05-31")).ages_on(day("2026-05-30")), (29, 29));
        assert_eq!(Birth::On(day("1996-05-30")).ages_on(day("2026-05-30")), (30, 30));
        assert_eq!(Birth::In(2030).ages_on(day("2026-05-30")), (0, 0));
    }

    #[test]
    fn the_same_condition_in_other_clothes_finds_the_answer() {
        let mut ada = Artist::default();
        ada.conditions.insert(Artist::condition_key("Member of RQAS"), true);
        assert_eq!(ada.answered("member of  RQAS."), Some(true));
        assert_eq!(ada.answered("member of the RQAS"), None);
    }

    #[test]
    fn an_empty_profile_and_an_old_one_can_be_read() {
        let empty: Artist = serde_json::from_str("{}").unwrap();
        assert_eq!(empty, Artist::default());
        let old: Artist = serde_json::from_str(
            r#"{"birth": {"in": 1991}, "residence": {"country": "SN", "city": "Dakar"}, "citizenships": ["SN"]}"#,
        )
        .unwrap();
        assert_eq!(old.birth, Some(Birth::In(1991)));
        assert_eq!(old.residence.unwrap().city.as_deref(), Some("Dakar"));
    }
}
