//! Who may apply: typed rules, each with its clause.

mod admission;
mod age;
mod age_words;
mod alternatives;
mod applicant;
mod around;
mod asked;
mod born;
mod career;
mod clauses;
mod countries;
mod experience;
mod identity;
mod language;
mod living;
mod local;
mod media;
mod named;
mod nation;
mod only_media;
mod origin;
mod other;
mod peoples;
mod person;
mod practice;
mod repeat;
mod scope;
mod standing;
mod student;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
pub use countries::european_union;
use serde::{Deserialize, Serialize};

use super::{Country, Discipline, Fact};

pub(super) use clauses::{countries, eligibility};

/// One sentence about who may apply, and the rule it states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Clause {
    /// What it asks.
    pub rule: Rule,
    /// Whether it excludes, prefers or only grants something extra.
    pub force: Force,
}

/// What a clause does to those who do not meet it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// They may not apply.
    Required,
    /// They may apply; others go first.
    Preferred,
    /// They may apply; others get something more (travel for those who live far).
    Benefit,
}

/// A rule that can be held against an artist's own facts with the answer yes, no or unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Rule {
    /// Everyone, everywhere: the text says so.
    Anyone,
    /// Lives in one of these places, for so long at least.
    Residence {
        /// The countries, any of which will do.
        countries: Vec<Country>,
        /// A part of the country, as written ("California", "Canton of Bern", "Brisbane").
        area: Option<String>,
        /// For so many months without a break.
        months: Option<u32>,
    },
    /// Is a citizen of one of these countries.
    Citizenship {
        /// Any of which will do.
        countries: Vec<Country>,
    },
    /// May legally work in the country.
    WorkPermission {
        /// Where.
        country: Country,
    },
    /// So old, at the date given (or at the deadline).
    Age {
        /// Youngest, in completed years.
        least: Option<u32>,
        /// Oldest, in completed years.
        most: Option<u32>,
        /// At which date; `None`: at the deadline.
        on: Option<NaiveDate>,
    },
    /// Born in this span.
    Born {
        /// On or after this day.
        from: Option<NaiveDate>,
        /// On or before this day.
        until: Option<NaiveDate>,
    },
    /// Stands where in the career.
    CareerStage {
        /// Any of which will do.
        stages: Vec<Stage>,
    },
    /// Has been an artist for so long, counted from one of several beginnings.
    Experience {
        /// What the years are counted from.
        since: Start,
        /// For so many years at least.
        least: Option<u32>,
        /// For so many years at most.
        most: Option<u32>,
    },
    /// Is an artist by profession, as the call understands it.
    Professional {
        /// Of whom: who calls, and by which programme. It is put in where a rule meets an artist.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
    },
    /// Is (or is not) a student.
    Student {
        /// True: only students. False: no students.
        must_be: bool,
    },
    /// Applies as one of these.
    ApplicantKind {
        /// Any of which will do.
        kinds: Vec<Applicant>,
    },
    /// Identifies as one of these.
    Gender {
        /// Any of which will do.
        genders: Vec<Gender>,
    },
    /// Belongs to a group, as written ("First Nations", "veterans", "artists with disability").
    Identity {
        /// The group, as written.
        group: String,
    },
    /// Works in one of these disciplines.
    Practice {
        /// Any of which will do.
        disciplines: Vec<Discipline>,
    },
    /// Does not enter work of these disciplines.
    PracticeExcluded {
        /// None of which may be entered.
        disciplines: Vec<Discipline>,
    },
    /// Speaks one of these languages.
    Language {
        /// ISO 639-1 codes, any of which will do.
        languages: Vec<String>,
    },
    /// Cannot apply: is put forward by others.
    NominationOnly {
        /// Of whom: who calls, and by which programme. It is put in where a rule meets an artist.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
    },
    /// Has not had this before.
    NoPreviousRecipient {
        /// Of whom: who calls, and by which programme. It is put in where a rule meets an artist.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
    },
    /// Has no gallery that represents them.
    NoGallery,
    /// Is a member, as written.
    Member {
        /// Of what.
        of: String,
    },
    /// Any of these will do ("citizen or permanent resident").
    AnyOf {
        /// The alternatives.
        #[schema(no_recursion)]
        rules: Vec<Rule>,
    },
    /// All of these at once.
    AllOf {
        /// The conditions.
        #[schema(no_recursion)]
        rules: Vec<Rule>,
    },
    /// None of this.
    Not {
        /// What must not be.
        #[schema(no_recursion)]
        rule: Box<Rule>,
    },
    /// A condition no fact of a profile answers; the artist reads it and says so.
    Other {
        /// The condition in short, as written.
        condition: String,
    },
}

impl Rule {
    /// The rule as whoever calls means it. Who counts as a professional, was put forward or had it before is
    /// asked by each of them anew: an answer to one is none to another.
    fn meant_by(self, who: &str) -> Self {
        let each = |rules: Vec<Self>| rules.into_iter().map(|rule| rule.meant_by(who)).collect();
        let of = Some(who.to_owned());
        match self {
            Rule::Professional { .. } => Rule::Professional { of },
            Rule::NominationOnly { .. } => Rule::NominationOnly { of },
            Rule::NoPreviousRecipient { .. } => Rule::NoPreviousRecipient { of },
            Rule::Member { of } if of == THE_ORGANISER => Rule::Member { of: who.to_owned() },
            Rule::AnyOf { rules } => Rule::AnyOf { rules: each(rules) },
            Rule::AllOf { rules } => Rule::AllOf { rules: each(rules) },
            Rule::Not { rule } => Rule::Not { rule: Box::new(rule.meant_by(who)) },
            rule => rule,
        }
    }
}

/// Whose members a rule means that does not say.
const THE_ORGANISER: &str = "the organiser";

/// The clauses as they are asked of an artist: by whom, and by which programme of theirs, whatever the year.
pub(super) fn meant(
    clauses: Vec<Fact<Clause>>,
    organisation: Option<&str>,
    title: Option<&str>,
) -> Vec<Fact<Clause>> {
    let numbered = |word: &&str| !word.starts_with(|first: char| first.is_ascii_digit());
    let title: Vec<&str> = title.unwrap_or_default().split_whitespace().filter(numbered).collect();
    let named = [organisation.unwrap_or_default().to_owned(), title.join(" ")];
    let who: Vec<String> = named.into_iter().filter(|name| !name.is_empty()).collect();
    if who.is_empty() {
        return clauses;
    }
    let who = who.join(", ");
    let each = clauses.into_iter().map(|fact| {
        fact.map(|clause| Clause { rule: clause.rule.meant_by(&who), force: clause.force })
    });
    each.collect()
}

/// Where an artist stands in the career.
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
pub enum Stage {
    /// Studying art.
    Student,
    /// Early: first years of showing work.
    Emerging,
    /// Established practice, growing recognition.
    MidCareer,
    /// Long record.
    Established,
}

/// What the years of an artist's career are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// The first year of working as an artist.
    Practice,
    /// The end of training.
    Training,
    /// The first show in public.
    FirstShow,
}

/// As what one applies.
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
pub enum Applicant {
    /// One person.
    Individual,
    /// Two together.
    Duo,
    /// A group.
    Collective,
    /// A legal body.
    Organisation,
}

/// A gender as the rules of calls name them.
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
pub enum Gender {
    /// Women.
    Woman,
    /// Men.
    Man,
    /// Non-binary and gender-diverse people.
    NonBinary,
}
