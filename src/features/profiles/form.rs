//! The profile as a form: what was typed, what is wrong with it, and the artist it makes.

use std::collections::HashSet;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::countries::{
    countries, countries_in_words, country_code, permissions, permissions_in_words,
};
use super::{Artist, Birth, Residence};
use crate::features::reading::{Applicant, Currency, Discipline, Gender, Kind, Money, Stage};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    pub disciplines: Vec<String>,
    pub media: String,
    pub kinds: Vec<String>,
    pub stage: String,
    pub statement: String,
    pub works: String,
    pub cv: String,
    pub birth: String,
    pub residence: String,
    pub residence_region: String,
    pub residence_city: String,
    pub residence_since: String,
    pub citizenships: String,
    pub work_permissions: String,
    pub languages: Vec<String>,
    pub most_fee: String,
    pub most_fee_currency: String,
    pub student: String,
    pub applies_as: Vec<String>,
    pub represented: String,
    pub travels: String,
    pub gender: String,
    pub identities: String,
    pub identity_consent: String,
}

/// What is wrong, by the name of the field.
pub type Wrong = Vec<(&'static str, String)>;

/// The most characters of a long text.
const LONGEST: usize = 10_000;

impl Answers {
    /// What is known already, as it would have been typed.
    pub fn of(artist: &Artist) -> Self {
        let residence = artist.residence.as_ref();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            disciplines: artist.disciplines.iter().map(|d| d.slug().to_owned()).collect(),
            media: text(&artist.media),
            kinds: artist.kinds.iter().map(|kind| kind.slug().to_owned()).collect(),
            stage: word_of(artist.stage),
            statement: text(&artist.statement),
            works: artist.works.join("\n"),
            cv: artist.cv.join("\n"),
            birth: artist.birth.map_or_else(String::new, |birth| match birth {
                Birth::On(day) => day.to_string(),
                Birth::In(year) => year.to_string(),
            }),
            residence: residence.map_or_else(String::new, |r| r.country.code().to_owned()),
            residence_region: residence.and_then(|r| r.region.clone()).unwrap_or_default(),
            residence_city: residence.and_then(|r| r.city.clone()).unwrap_or_default(),
            residence_since: residence
                .and_then(|r| r.since)
                .map_or_else(String::new, |day| day.to_string()),
            citizenships: countries_in_words(artist.citizenships.as_deref()),
            work_permissions: permissions_in_words(artist.work_permissions.as_deref()),
            languages: artist.languages.clone(),
            most_fee: artist
                .most_fee
                .as_ref()
                .map_or_else(String::new, |fee| fee.amount.normalize().to_string()),
            most_fee_currency: artist
                .most_fee
                .as_ref()
                .and_then(|fee| fee.currency)
                .map_or_else(String::new, |currency| currency.code().to_owned()),
            student: yes_or_no(artist.student),
            applies_as: artist.applies_as.iter().map(|kind| word_of(Some(*kind))).collect(),
            represented: yes_or_no(artist.represented),
            travels: yes_or_no(artist.travels),
            gender: word_of(artist.gender),
            identities: artist.identities.join("\n"),
            identity_consent: if artist.gender.is_some() || !artist.identities.is_empty() {
                "yes".into()
            } else {
                String::new()
            },
        }
    }

    /// What is known already, with what was sent in its place. A field that was not sent stays as it is: only
    /// an empty one takes back what was told.
    pub fn sent(before: &Artist, pairs: Vec<(String, String)>) -> Self {
        let mut answers = Self::of(before);
        let mut several = HashSet::new();
        for (name, value) in pairs {
            if let Some(line) = answers.line(&name) {
                *line = value;
            } else if let Some(list) = answers.list(&name) {
                if several.insert(name) {
                    list.clear();
                }
                list.extend(Some(value).filter(|value| !value.is_empty()));
            }
        }
        answers
    }

    /// Names what is kept, for a form to say what it began with.
    pub fn version(&self) -> String {
        let hash = Sha256::digest(format!("{self:?}"));
        hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// A field with one answer.
    fn line(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "media" => &mut self.media,
            "stage" => &mut self.stage,
            "statement" => &mut self.statement,
            "works" => &mut self.works,
            "cv" => &mut self.cv,
            "birth" => &mut self.birth,
            "residence" => &mut self.residence,
            "residence_region" => &mut self.residence_region,
            "residence_city" => &mut self.residence_city,
            "residence_since" => &mut self.residence_since,
            "citizenships" => &mut self.citizenships,
            "work_permissions" => &mut self.work_permissions,
            "most_fee" => &mut self.most_fee,
            "most_fee_currency" => &mut self.most_fee_currency,
            "student" => &mut self.student,
            "represented" => &mut self.represented,
            "travels" => &mut self.travels,
            "gender" => &mut self.gender,
            "identities" => &mut self.identities,
            "identity_consent" => &mut self.identity_consent,
            _ => return None,
        })
    }

    /// A field with several.
    fn list(&mut self, name: &str) -> Option<&mut Vec<String>> {
        Some(match name {
            "disciplines" => &mut self.disciplines,
            "kinds" => &mut self.kinds,
            "languages" => &mut self.languages,
            "applies_as" => &mut self.applies_as,
            _ => return None,
        })
    }

    /// What was chosen that the page does not offer, by the name of the field.
    fn strange(&self) -> Vec<&'static str> {
        let odd = |word: &str, known: bool| !word.is_empty() && !known;
        let yes_no = |word: &str| odd(word, value_of_yes_or_no(word).is_some());
        [
            ("disciplines", self.disciplines.iter().any(|s| Discipline::from_slug(s).is_none())),
            ("kinds", self.kinds.iter().any(|slug| Kind::from_slug(slug).is_none())),
            ("stage", odd(&self.stage, value::<Stage>(&self.stage).is_some())),
            ("gender", odd(&self.gender, value::<Gender>(&self.gender).is_some())),
            ("applies_as", self.applies_as.iter().any(|word| value::<Applicant>(word).is_none())),
            ("student", yes_no(&self.student)),
            ("represented", yes_no(&self.represented)),
            ("travels", yes_no(&self.travels)),
            (
                "most_fee_currency",
                odd(&self.most_fee_currency, Currency::known(&self.most_fee_currency).is_some()),
            ),
        ]
        .into_iter()
        .filter(|(_, strange)| *strange)
        .map(|(name, _)| name)
        .collect()
    }

    /// The artist these answers make of the one known before.
    ///
    /// # Errors
    /// Everything that is wrong, for the person who typed it.
    pub fn read(&self, before: &Artist, today: NaiveDate) -> Result<Artist, Wrong> {
        let mut wrong = Wrong::new();
        let mut note = |field, problem: Option<String>| {
            wrong.extend(problem.map(|problem| (field, problem)));
        };
        let birth = read(&self.birth, |text| birth(text, today), |p| note("birth", p));
        let since =
            read(&self.residence_since, |text| since(text, today), |p| note("residence_since", p));
        let country = read(&self.residence, country_code, |p| note("residence", p));
        let citizenships = read(&self.citizenships, countries, |p| note("citizenships", p));
        let permitted = read(&self.work_permissions, permissions, |p| note("work_permissions", p));
        let fee = read(&self.most_fee, |text| self.fee(text), |p| note("most_fee", p));
        for field in self.strange() {
            note(field, Some("Choose from the list.".into()));
        }
        for (field, text) in [
            ("statement", &self.statement),
            ("works", &self.works),
            ("cv", &self.cv),
            ("media", &self.media),
            ("identities", &self.identities),
            ("residence_region", &self.residence_region),
            ("residence_city", &self.residence_city),
        ] {
            let long = text.chars().count() > LONGEST;
            note(field, long.then(|| format!("At most {LONGEST} characters, please.")));
        }
        let detailed = [&self.residence_region, &self.residence_city, &self.residence_since];
        if country.is_none() && detailed.iter().any(|text| !text.trim().is_empty()) {
            note("residence", Some("Say in which country, too.".into()));
        }
        let told = !self.gender.trim().is_empty() || !lines(&self.identities).is_empty();
        if told && self.identity_consent != "yes" {
            let words = "Tick that it may be kept, or leave gender and groups empty.";
            note("identity_consent", Some(words.into()));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Artist {
            disciplines: known(&self.disciplines, Discipline::from_slug),
            media: text(&self.media),
            kinds: known(&self.kinds, Kind::from_slug),
            stage: value(&self.stage),
            statement: text(&self.statement),
            works: lines(&self.works),
            cv: lines(&self.cv),
            birth,
            residence: country.map(|country| Residence {
                country,
                region: text(&self.residence_region),
                city: text(&self.residence_city),
                since,
            }),
            citizenships,
            work_permissions: permitted,
            languages: self.languages.iter().filter(|code| code.len() == 2).cloned().collect(),
            most_fee: fee,
            student: value_of_yes_or_no(&self.student),
            applies_as: self.applies_as.iter().filter_map(|word| value(word)).collect(),
            represented: value_of_yes_or_no(&self.represented),
            travels: value_of_yes_or_no(&self.travels),
            gender: value(&self.gender),
            identities: lines(&self.identities),
            // Not asked on this page.
            ..before.clone()
        })
    }

    fn fee(&self, typed: &str) -> Result<Money, String> {
        let amount = Decimal::from_str(&typed.replace(',', "."))
            .ok()
            .filter(|amount| !amount.is_sign_negative())
            .ok_or("Write an amount, like 25. Zero means that you would pay nothing.")?;
        let currency = Currency::new(&self.most_fee_currency);
        if currency.is_none() && !amount.is_zero() {
            return Err("Say in which currency.".into());
        }
        Ok(Money { amount, currency })
    }
}

/// Reads what was typed, if anything was, and hands on what is wrong with it.
fn read<T>(
    typed: &str,
    reader: impl FnOnce(&str) -> Result<T, String>,
    note: impl FnOnce(Option<String>),
) -> Option<T> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    match reader(typed) {
        Ok(value) => Some(value),
        Err(problem) => {
            note(Some(problem));
            None
        }
    }
}

fn birth(typed: &str, today: NaiveDate) -> Result<Birth, String> {
    let birth = match (typed.parse::<NaiveDate>(), typed.parse::<i32>()) {
        (Ok(day), _) => Birth::On(day),
        (_, Ok(year)) => Birth::In(year),
        _ => return Err("Write a year, like 1987, or a day, like 1987-05-04.".into()),
    };
    let (first, _) = birth.span();
    if first > today || first.year() < today.year() - 120 {
        return Err("That cannot be the year you were born in.".into());
    }
    Ok(birth)
}

fn since(typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    // A year or a month counts from its last day: the artist has lived there at least since then.
    let day = typed
        .parse()
        .ok()
        .or_else(|| NaiveDate::from_str(&format!("{typed}-28")).ok())
        .or_else(|| NaiveDate::from_str(&format!("{typed}-12-31")).ok())
        .ok_or("Write a day, a month or a year: 2019-09-01, 2019-09 or 2019.")?;
    if day > today && day.year() > today.year() {
        return Err("That is still to come.".into());
    }
    Ok(day.min(today))
}

fn known<T>(slugs: &[String], from_slug: impl Fn(&str) -> Option<T>) -> Vec<T> {
    slugs.iter().filter_map(|slug| from_slug(slug)).collect()
}

fn text(typed: &str) -> Option<String> {
    let typed = typed.trim().replace('\0', "");
    (!typed.is_empty()).then_some(typed)
}

fn lines(typed: &str) -> Vec<String> {
    typed.lines().filter_map(text).take(200).collect()
}

fn yes_or_no(value: Option<bool>) -> String {
    value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned()
}

fn value_of_yes_or_no(typed: &str) -> Option<bool> {
    match typed {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The word that stands for a value in forms: the one it has in JSON.
pub fn word_of<T: serde::Serialize>(value: Option<T>) -> String {
    let json = value.and_then(|value| serde_json::to_value(value).ok());
    json.and_then(|json| json.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

fn value<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    #[test]
    fn what_was_kept_comes_back_as_it_was_typed() {
        let typed = Answers {
            disciplines: vec!["ceramics".into()],
            stage: "mid_career".into(),
            birth: "1987".into(),
            residence: "CA".into(),
            residence_city: "Halifax".into(),
            residence_since: "2019-09".into(),
            citizenships: "Sweden, Canada".into(),
            most_fee: "25".into(),
            most_fee_currency: "EUR".into(),
            student: "no".into(),
            ..Answers::default()
        };
        let artist = typed.read(&Artist::default(), today()).unwrap();
        assert_eq!(artist.birth, Some(Birth::In(1987)));
        assert_eq!(artist.citizenships.as_ref().map(Vec::len), Some(2));
        let again = Answers::of(&artist);
        assert_eq!(again.citizenships, "Sweden, Canada");
        assert_eq!((again.stage.as_str(), again.most_fee.as_str()), ("mid_career", "25"));
        assert_eq!(again.read(&Artist::default(), today()).unwrap(), artist);
    }

    #[test]
    fn who_may_work_in_the_eu_says_so_in_one_word() {
        let told = |typed: &str| {
            let typed = Answers { work_permissions: typed.into(), ..Answers::default() };
            typed.read(&Artist::default(), today())
        };
        let artist = told("Norway, EU").unwrap();
        let may = artist.work_permissions.as_ref().unwrap();
        assert_eq!(may.len(), 28);
        assert_eq!(Answers::of(&artist).work_permissions, "EU, Norway");
        assert_eq!(told("the European Union").unwrap().work_permissions.unwrap().len(), 27);
        assert_eq!(told("Austria, Norway").unwrap().work_permissions.unwrap().len(), 2);
        let citizen = Answers { citizenships: "EU".into(), ..Answers::default() };
        let wrong = citizen.read(&Artist::default(), today()).unwrap_err();
        assert_eq!(wrong, [("citizenships", "Write which country of the EU.".to_owned())]);
    }

    #[test]
    fn what_was_kept_has_a_version_that_changes_with_it() {
        let (one, other) =
            (Artist::default(), Artist { media: Some("felt".into()), ..Artist::default() });
        assert_eq!(Answers::of(&one).version(), Answers::of(&one).version());
        assert_ne!(Answers::of(&one).version(), Answers::of(&other).version());
    }

    #[test]
    fn what_is_wrong_is_said_field_by_field_and_nothing_is_kept() {
        let typed = Answers {
            birth: "long ago".into(),
            citizenships: "Atlantis".into(),
            residence_city: "Halifax".into(),
            most_fee: "25".into(),
            ..Answers::default()
        };
        let wrong = typed.read(&Artist::default(), today()).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["birth", "citizenships", "most_fee", "residence"]);
    }

    #[test]
    fn what_was_not_sent_stays_and_what_was_sent_empty_is_taken_back() {
        let known = Answers {
            disciplines: vec!["ceramics".into(), "drawing".into()],
            birth: "1987".into(),
            media: "river clay".into(),
            ..Answers::default()
        };
        let known = known.read(&Artist::default(), today()).unwrap();
        let sent = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            Answers::sent(&known, pairs).read(&known, today())
        };
        assert_eq!(sent(&[]).unwrap(), known);
        let after =
            sent(&[("media", ""), ("disciplines", ""), ("disciplines", "drawing")]).unwrap();
        assert_eq!((after.media, after.birth), (None, known.birth));
        assert_eq!(after.disciplines, [Discipline::Drawing]);
        assert_eq!(sent(&[("disciplines", "")]).unwrap().disciplines, []);
        assert_eq!(sent(&[("stage", "immortal")]).unwrap_err()[0].0, "stage");
    }

    #[test]
    fn nothing_typed_is_nothing_known() {
        let artist = Answers::default().read(&Artist::default(), today()).unwrap();
        assert_eq!(artist, Artist::default());
    }
}
