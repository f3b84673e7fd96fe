//! The parts of a reading that are searched, filtered and sorted by.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::fold;
use crate::features::reading::{EntryFee, Force, Money, Reading, Recurrence, Rule, Share};

/// The most characters of a title that nobody read.
const LONGEST_TITLE: usize = 200;

/// What stands beside the reading in a call's row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub title: String,
    pub organisation: Option<String>,
    pub kind: Option<&'static str>,
    pub disciplines: Vec<String>,
    pub any_discipline: bool,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub online: bool,
    pub deadline_on: Option<NaiveDate>,
    pub deadline_at: Option<DateTime<Utc>>,
    pub rolling: bool,
    /// The text says that it is closed.
    pub closed: bool,
    pub fee: &'static str,
    pub fee_amount: Option<Decimal>,
    pub fee_currency: Option<String>,
    pub fee_usd: Option<Decimal>,
    pub award_amount: Option<Decimal>,
    pub award_currency: Option<String>,
    pub award_usd: Option<Decimal>,
    pub open_to: Option<Vec<String>>,
    pub language: Option<String>,
    pub apply_url: Option<String>,
    /// Words of the name, folded: found first.
    pub search_title: String,
    /// Organisation, disciplines, places, summary: folded.
    pub search_facts: String,
}

impl Columns {
    /// The columns of a reading as of `today`, when the deadline that counts next is chosen.
    pub fn of(reading: &Reading, fallback_title: &str, today: NaiveDate) -> Self {
        let text = |fact: &Option<crate::features::reading::Fact<String>>| {
            fact.as_ref().map(|fact| fact.value.clone())
        };
        let fallback = || fallback_title.chars().take(LONGEST_TITLE).collect();
        let title = text(&reading.title).unwrap_or_else(fallback);
        let place = reading.place.as_ref().map(|fact| &fact.value);
        let deadline = reading.closing.next(today).map(|fact| &fact.value);
        let (fee, fee_money) = fee(reading);
        let award = award(reading);
        let columns = Self {
            organisation: text(&reading.organisation),
            kind: reading.kind.as_ref().map(|fact| fact.value.slug()),
            disciplines: reading.disciplines.iter().map(|d| d.value.slug().to_owned()).collect(),
            any_discipline: reading.any_discipline.is_some(),
            country: place.and_then(|place| place.country).map(|c| c.code().to_owned()),
            region: place.and_then(|place| place.region.clone()),
            city: place.and_then(|place| place.city.clone()),
            online: place.is_some_and(|place| place.online),
            deadline_on: deadline.map(|deadline| deadline.date),
            deadline_at: deadline.map(|deadline| deadline.earliest),
            rolling: reading.closing.recurrence.as_ref().is_some_and(|fact| {
                matches!(fact.value, Recurrence::Rolling | Recurrence::UntilFilled)
            }),
            fee,
            fee_amount: fee_money.map(|money| money.amount),
            fee_currency: fee_money.and_then(|m| m.currency).map(|c| c.code().to_owned()),
            closed: reading.closing.closed.is_some(),
            fee_usd: fee_money.and_then(rough),
            award_usd: award.and_then(rough),
            award_amount: award.map(|money| money.amount),
            award_currency: award.and_then(|m| m.currency).map(|c| c.code().to_owned()),
            open_to: open_to(reading),
            language: reading.language.clone(),
            apply_url: reading.apply.as_ref().map(|fact| fact.value.to_string()),
            search_title: fold(&title),
            title,
            ..Self::default()
        };
        Self { search_facts: columns.facts_in_words(reading), ..columns }
    }

    fn facts_in_words(&self, reading: &Reading) -> String {
        let mut words: Vec<&str> = Vec::new();
        words.extend(self.organisation.as_deref());
        words.extend(reading.kind.as_ref().map(|kind| kind.value.name()));
        words.extend(reading.disciplines.iter().map(|discipline| discipline.value.name()));
        words.extend(self.city.as_deref());
        words.extend(self.region.as_deref());
        words.extend(reading.place.as_ref().and_then(|p| p.value.country).map(|c| c.name()));
        words.extend(reading.summary.as_ref().map(|summary| summary.value.as_str()));
        fold(&words.join("\n"))
    }
}

/// The fee in one word, and what the smallest entry costs.
fn fee(reading: &Reading) -> (&'static str, Option<&Money>) {
    match reading.terms.entry_fee.as_ref().map(|fact| &fact.value) {
        None => ("unknown", None),
        Some(EntryFee::Free) => ("free", None),
        Some(EntryFee::Charged) => ("paid", None),
        Some(EntryFee::Paid { amount, .. }) => ("paid", Some(amount)),
    }
}

/// The most one recipient can get; never a pool or a budget, which are not anyone's income.
fn award(reading: &Reading) -> Option<&Money> {
    let sums = reading.terms.awards.iter().map(|fact| &fact.value);
    sums.filter(|award| award.share == Share::Recipient)
        .find_map(|award| award.most.as_ref().or(award.least.as_ref()))
}

/// The countries whose people may apply: `*` for everyone, `None` where the text does not say.
fn open_to(reading: &Reading) -> Option<Vec<String>> {
    let mut countries: Option<Vec<String>> = None;
    let required = reading.eligibility.iter().filter(|c| c.value.force == Force::Required);
    for clause in required {
        let Some(named) = countries_of(&clause.value.rule) else { continue };
        countries = Some(match countries {
            None => named,
            // Two clauses about countries: both have to hold.
            Some(before) if before == ["*"] => named,
            Some(before) if named == ["*"] => before,
            Some(before) => before.into_iter().filter(|code| named.contains(code)).collect(),
        });
    }
    countries
}

/// The countries a rule lets in; `None` where it says nothing about countries.
fn countries_of(rule: &Rule) -> Option<Vec<String>> {
    let codes = |list: &[crate::features::reading::Country]| {
        list.iter().map(|country| country.code().to_owned()).collect::<Vec<_>>()
    };
    match rule {
        Rule::Anyone => Some(vec!["*".into()]),
        Rule::Residence { countries, .. } | Rule::Citizenship { countries } => {
            (!countries.is_empty()).then(|| codes(countries))
        }
        Rule::AnyOf { rules } => {
            let mut all: Vec<String> = rules.iter().filter_map(countries_of).flatten().collect();
            all.sort();
            all.dedup();
            if all.iter().any(|code| code == "*") {
                all = vec!["*".into()];
            }
            (!all.is_empty()).then_some(all)
        }
        Rule::AllOf { rules } => rules.iter().find_map(countries_of),
        _ => None,
    }
}

/// Rough worth in US dollars, to the cent.
fn rough(money: &Money) -> Option<Decimal> {
    money.rough_usd().map(|usd| usd.round_dp(2))
}
