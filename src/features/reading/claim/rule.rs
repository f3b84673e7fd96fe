//! Conditions: our readers read the quoted words as if they stood below a heading that says who may apply.

use super::Refusal;
use crate::features::reading::eligibility::{countries, eligibility};
use crate::features::reading::{Clause, Country, Document, Fact, Quote, Rule};

/// What conditions may be about, by the names that claims use.
pub const RULES: [&str; 18] = [
    "anyone",
    "residence",
    "citizenship",
    "work_permission",
    "age",
    "born",
    "career_stage",
    "experience",
    "professional",
    "student",
    "applicant_kind",
    "gender",
    "identity",
    "practice",
    "language",
    "nomination_only",
    "no_previous_recipient",
    "no_gallery",
];

/// What is claimed of a condition.
pub(super) struct Asked<'a> {
    /// What it is about.
    pub rule: &'a str,
    /// The least and the most years.
    pub years: (Option<u32>, Option<u32>),
    /// The countries, by their codes.
    pub countries: Option<&'a [String]>,
}

/// The condition that the quoted words state.
pub(super) fn clause(
    quote: &Quote,
    home: Option<Country>,
    asked: &Asked<'_>,
) -> Result<Clause, Refusal> {
    let document = Document::of_text(&format!("Eligibility\n\n{}", quote.words));
    let (clauses, _) = eligibility(&document, home);
    let of_it = |clause: &Fact<Clause>| names(&clause.value.rule).contains(&asked.rule);
    let clause = clauses.into_iter().find(of_it).ok_or(Refusal::NoRule)?.value;
    if says_so(&clause.rule, asked) { Ok(clause) } else { Err(Refusal::OtherRule) }
}

/// What a rule is about; several where it joins several. Conditions in free words have no name: there
/// would be nothing to check.
fn names(rule: &Rule) -> Vec<&'static str> {
    vec![match rule {
        Rule::Anyone => "anyone",
        Rule::Residence { .. } => "residence",
        Rule::Citizenship { .. } => "citizenship",
        Rule::WorkPermission { .. } => "work_permission",
        Rule::Age { .. } => "age",
        Rule::Born { .. } => "born",
        Rule::CareerStage { .. } => "career_stage",
        Rule::Experience { .. } => "experience",
        Rule::Professional { .. } => "professional",
        Rule::Student { .. } => "student",
        Rule::ApplicantKind { .. } => "applicant_kind",
        Rule::Gender { .. } => "gender",
        Rule::Identity { .. } => "identity",
        Rule::Practice { .. } | Rule::PracticeExcluded { .. } => "practice",
        Rule::Language { .. } => "language",
        Rule::NominationOnly { .. } => "nomination_only",
        Rule::NoPreviousRecipient { .. } => "no_previous_recipient",
        Rule::NoGallery => "no_gallery",
        Rule::AnyOf { rules } | Rule::AllOf { rules } => {
            return rules.iter().flat_map(names).collect();
        }
        Rule::Not { rule } => return names(rule),
        Rule::Member { .. } | Rule::Other { .. } => return Vec::new(),
    }]
}

/// Whether numbers and countries are those that were claimed, where any were.
fn says_so(rule: &Rule, asked: &Asked<'_>) -> bool {
    let years = match rule {
        Rule::Age { least, most, .. } | Rule::Experience { least, most, .. } => {
            let (claimed_least, claimed_most) = asked.years;
            let same =
                |claimed: Option<u32>, read: Option<u32>| claimed.is_none() || claimed == read;
            same(claimed_least, *least) && same(claimed_most, *most)
        }
        _ => true,
    };
    let inner = match rule {
        Rule::Not { rule } => rule,
        rule => rule,
    };
    let claimed: Vec<Country> =
        asked.countries.unwrap_or_default().iter().filter_map(|code| Country::new(code)).collect();
    let read = countries(inner).unwrap_or_default();
    years && (claimed.is_empty() || claimed.iter().all(|country| read.contains(country)))
}
