//! A call in words: what its pages, cards and the review say of each fact.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::applying;
use crate::features::profiles;
use crate::features::reading::{
    self, Award, Benefit, Clause, Closing, Cost, CostKind, EntryFee, Evidence, FeeTier, Force,
    Money, Payer, Period, Place, Reading, Recurrence, Share, Sureness,
};
use crate::platform::parts::{Badge, Correction, Deadline, Evidence as Shown, Fact, Tone, money};

/// Where evidence stands: the document's text and the page it was fetched from.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The text quotes point into.
    pub text: &'a str,
    /// The page's address.
    pub url: &'a str,
    /// What readers call it.
    pub source: &'a str,
}

/// When a call closes: the one place where this is put into words, so that every page counts the same
/// days.
pub fn deadline(closing: &Closing, now: DateTime<Utc>) -> Deadline {
    if let Some(fact) = closing.next(now.date_naive()) {
        let next = &fact.value;
        let zone = next.zone.as_ref().map(|zone| zone.written.as_str());
        return Deadline::on(next.date, next.time, zone, next.earliest, now)
            .doubtful(fact.sureness <= Sureness::Doubtful);
    }
    if let Some(recurrence) = &closing.recurrence {
        return Deadline::in_words(recurrence_words(recurrence.value));
    }
    if let Some(partial) = &closing.partial {
        return Deadline::in_words(match &partial.evidence {
            Evidence::Quote(quote) => format!("“{}”, year not stated", quote.words),
            Evidence::Correction { .. } => format!("{}, incomplete", partial.value),
        });
    }
    Deadline::in_words("Not stated")
}

/// What it costs to enter, in one phrase.
pub fn fee(reading: &Reading) -> String {
    match reading.terms.entry_fee.as_ref().map(|fact| &fact.value) {
        None => "Entry fee not stated".into(),
        Some(EntryFee::Free) => "No entry fee".into(),
        Some(EntryFee::Charged) => "Entry fee, amount not stated".into(),
        Some(EntryFee::Paid { amount, most: Some(most), .. }) if most != amount => {
            format!("Entry fee {} to {}", sum(amount), sum(most))
        }
        Some(EntryFee::Paid { amount, .. }) => format!("Entry fee {}", sum(amount)),
    }
}

/// What the artist gets, most telling first, in one phrase; `None` where nothing is stated.
pub fn gives(reading: &Reading) -> Option<String> {
    // A budget is no one's income, and it tells how large the work is: beside a design fee it comes first.
    let awards = || reading.terms.awards.iter().map(|fact| &fact.value);
    let budget = awards().find(|award| award.share == Share::Budget).map(award_words);
    let award = awards().find(|award| award.share != Share::Budget).map(award_words);
    let award = match (budget, award) {
        (Some(budget), Some(award)) => Some(format!("{budget}; {award}")),
        (budget, award) => budget.or(award),
    };
    let benefits: Vec<&str> = reading
        .terms
        .benefits
        .iter()
        .map(|fact| benefit_name(fact.value))
        .take(if award.is_some() { 2 } else { 3 })
        .collect();
    let benefits = (!benefits.is_empty()).then(|| benefits.join(", "));
    let parts: Vec<String> = award.into_iter().chain(benefits).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Where it happens: "Oaxaca, Mexico", "Online".
pub fn place(place: &Place) -> Option<String> {
    let country = place.country.map(|country| country.name().to_owned());
    let parts = [place.city.clone(), place.region.clone(), country];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.dedup();
    if place.online {
        parts.insert(0, "Online".into());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A clause about who may apply, in the call's words, with what it does to those who do not meet it.
pub fn force(clause: &Clause) -> &'static str {
    match clause.force {
        Force::Required => "Required",
        Force::Preferred => "Preferred",
        Force::Benefit => "A benefit",
    }
}

/// Every fact of a call, in the order a reader wants them: those that are not stated say so.
pub fn facts(reading: &Reading, now: DateTime<Utc>, standing: Standing<'_>) -> Vec<Fact> {
    let mut facts = terms(reading, now, standing);
    facts.extend(applying::materials(reading, standing));
    facts.extend(applying::applying(reading, standing));
    facts.extend(applying::dates(reading, standing));
    facts
}

/// What a call offers and asks, without how one applies and its other dates.
pub fn terms(reading: &Reading, now: DateTime<Utc>, standing: Standing<'_>) -> Vec<Fact> {
    let mut facts = vec![closing(reading, now, standing), entry_fee(reading, standing)];
    facts.extend(awards(reading, standing));
    facts.extend(costs(reading, standing));
    facts.push(eligibility(reading, standing));
    facts.push(disciplines(reading, standing));
    facts.push(match &reading.place {
        Some(fact) => say("Place", place(&fact.value).unwrap_or_default(), fact, standing),
        None => Fact::unknown("Place", "Not stated"),
    });
    facts.push(match &reading.organisation {
        Some(fact) => say("Who calls", fact.value.clone(), fact, standing),
        None => Fact::unknown("Who calls", "Not stated"),
    });
    if let Some(fact) = &reading.kind {
        facts.push(say("Kind", fact.value.name().to_owned(), fact, standing));
    }
    facts
}

fn closing(reading: &Reading, now: DateTime<Utc>, standing: Standing<'_>) -> Fact {
    let closing = &reading.closing;
    let next = closing.next(now.date_naive());
    // The badge beside it says how sure it is.
    let shown = deadline(closing, now).doubtful(false);
    let mut fact = match (next, &closing.recurrence, &closing.partial) {
        (Some(fact), _, _) => Fact::new("Deadline", shown).resting_on(evidence(fact, standing)),
        (None, Some(fact), _) => Fact::new("Deadline", shown).resting_on(evidence(fact, standing)),
        (None, None, Some(fact)) => {
            Fact::new("Deadline", shown).resting_on(evidence(fact, standing))
        }
        (None, None, None) => return Fact::unknown("Deadline", "Not stated"),
    };
    if let Some(badge) = next.and_then(|next| doubt(next.sureness, &next.evidence)) {
        fact = fact.badge(badge);
    }
    for other in &closing.deadlines {
        if Some(other) != next {
            fact = fact.resting_on(evidence(other, standing));
        }
    }
    fact
}

fn entry_fee(reading: &Reading, standing: Standing<'_>) -> Fact {
    match &reading.terms.entry_fee {
        None => Fact::unknown("Entry fee", "Not stated"),
        Some(fact) => {
            let words = match &fact.value {
                EntryFee::Paid { amount, most, basis, members } => {
                    let steps = &reading.terms.fee_tiers;
                    if !steps.is_empty() && fact.sureness > Sureness::Doubtful {
                        return fee_steps(steps, standing);
                    }
                    let mut words = sum(amount);
                    if let Some(most) = most.as_ref().filter(|most| *most != amount) {
                        words.push_str(&format!(" to {}", sum(most)));
                    }
                    if let Some(basis) = basis {
                        words.push_str(&format!(" ({basis})"));
                    }
                    if let Some(members) = members {
                        words.push_str(&format!("; members {}", sum(members)));
                    }
                    words
                }
                EntryFee::Free => "None".into(),
                EntryFee::Charged => "There is one; how much is not stated".into(),
            };
            say("Entry fee", words, fact, standing)
        }
    }
}

/// A fee that changes with the day, or is another for members or students: step by step.
fn fee_steps(steps: &[reading::Fact<FeeTier>], standing: Standing<'_>) -> Fact {
    let words = steps.iter().map(|step| fee_step(&step.value)).collect::<Vec<_>>();
    let fact = Fact::new("Entry fee", words);
    steps.iter().fold(fact, |fact, step| fact.resting_on(evidence(step, standing)))
}

fn fee_step(step: &FeeTier) -> String {
    let sum = match step.amount.amount.is_zero() {
        true => "free".to_owned(),
        false => sum(&step.amount),
    };
    let until = step.until.map(|day| format!(" until {}", day.format("%-d %B %Y")));
    let until = until.unwrap_or_default();
    match step.payer {
        Payer::Anyone => format!("{sum}{until}"),
        Payer::Members => format!("{sum} for members{until}"),
        Payer::Students => format!("{sum} for students{until}"),
    }
}

fn awards(reading: &Reading, standing: Standing<'_>) -> Vec<Fact> {
    let terms = &reading.terms;
    let mut facts: Vec<Fact> = terms
        .awards
        .iter()
        .map(|fact| say(share_name(fact.value.share), award_words(&fact.value), fact, standing))
        .collect();
    if facts.is_empty() {
        facts.push(Fact::unknown("Money to the artist", "Not stated"));
    }
    if !terms.benefits.is_empty() {
        let names: Vec<String> =
            terms.benefits.iter().map(|fact| benefit_name(fact.value).to_owned()).collect();
        let mut fact = Fact::new("Also given", names);
        for benefit in &terms.benefits {
            fact = fact.resting_on(evidence(benefit, standing));
        }
        facts.push(fact);
    }
    facts
}

fn costs(reading: &Reading, standing: Standing<'_>) -> Vec<Fact> {
    let cost = |fact: &reading::Fact<Cost>| {
        say(cost_name(fact.value.kind), cost_words(&fact.value), fact, standing)
    };
    reading.terms.costs.iter().map(cost).collect()
}

fn eligibility(reading: &Reading, standing: Standing<'_>) -> Fact {
    if reading.eligibility.is_empty() {
        return Fact::unknown("Who may apply", "Nothing found about it");
    }
    let mut lines: Vec<String> = reading
        .eligibility
        .iter()
        .map(|fact| {
            let asked = || format!("You must {}", profiles::words::asks(&fact.value.rule));
            let words = fact.quote().map_or_else(asked, |quote| quote.words.clone());
            match fact.value.force {
                Force::Required => words,
                Force::Preferred => format!("{words} (a preference)"),
                Force::Benefit => format!("{words} (a benefit, not a condition)"),
            }
        })
        .collect();
    // One sentence may hold several rules, and is one sentence.
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    let mut shown = Fact::new("Who may apply", lines);
    let mut rested = BTreeSet::new();
    for fact in &reading.eligibility {
        if fact.quote().is_none_or(|quote| rested.insert((quote.start, &quote.words))) {
            shown = shown.resting_on(evidence(fact, standing));
        }
    }
    shown
}

fn disciplines(reading: &Reading, standing: Standing<'_>) -> Fact {
    let mut names: Vec<String> =
        reading.disciplines.iter().map(|fact| fact.value.name().to_owned()).collect();
    if reading.any_discipline.is_some() {
        names.insert(0, "Any discipline".into());
    }
    if names.is_empty() {
        return Fact::unknown("Disciplines", "Not stated");
    }
    let mut shown = Fact::new("Disciplines", names);
    if let Some(fact) = &reading.any_discipline {
        shown = shown.resting_on(evidence(fact, standing));
    }
    for fact in &reading.disciplines {
        shown = shown.resting_on(evidence(fact, standing));
    }
    shown
}

/// A fact that is said in one phrase.
pub fn say<T>(label: &str, words: String, fact: &reading::Fact<T>, standing: Standing<'_>) -> Fact {
    let shown = Fact::new(label, words).resting_on(evidence(fact, standing));
    match doubt(fact.sureness, &fact.evidence) {
        Some(badge) => shown.badge(badge),
        None => shown,
    }
}

/// What a fact rests on, as it is shown.
pub fn evidence<T>(fact: &reading::Fact<T>, standing: Standing<'_>) -> Shown {
    match &fact.evidence {
        Evidence::Quote(quote) => Shown::quoted(
            quote
                .stands_in(standing.text)
                .then(|| {
                    crate::platform::parts::InContext::of(standing.text, quote.start, quote.end())
                })
                .flatten()
                .unwrap_or_else(|| crate::platform::parts::InContext {
                    more: Vec::new(),
                    before: String::new(),
                    words: quote.words.clone(),
                    after: String::new(),
                }),
        )
        .because(fact.because.clone())
        .source(standing.source, standing.url),
        Evidence::Correction { by, at, note } => Shown {
            correction: Some(Correction {
                by: by.clone(),
                on: at.format("%-d %B %Y").to_string(),
                note: note.clone(),
            }),
            ..Shown::default()
        },
    }
}

fn doubt(sureness: Sureness, evidence: &Evidence) -> Option<Badge> {
    match (sureness, evidence) {
        (_, Evidence::Correction { .. }) => Some(Badge::new(Tone::Quiet, "Corrected")),
        (Sureness::Stated, _) => None,
        (Sureness::Inferred, _) => Some(Badge::new(Tone::Quiet, "Inferred")),
        (Sureness::Doubtful, _) => Some(Badge::new(Tone::Open, "Doubtful")),
        (Sureness::Proposed, _) => Some(Badge::new(Tone::Open, "Proposed by a model")),
    }
}

fn recurrence_words(recurrence: Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Rolling => "Open all year",
        Recurrence::UntilFilled => "Until the places are taken",
        Recurrence::Yearly => "Every year, date not stated",
    }
}

/// A sum in words.
pub fn sum(amount: &Money) -> String {
    money(amount.amount, amount.currency.as_ref().map(|currency| currency.code()))
}

fn award_words(award: &Award) -> String {
    let mut words = match (&award.least, &award.most) {
        (Some(least), Some(most)) if least == most => sum(most),
        (Some(least), Some(most)) => format!("{} to {}", sum(least), sum(most)),
        (None, Some(most)) => format!("up to {}", sum(most)),
        (Some(least), None) => format!("from {}", sum(least)),
        (None, None) => "amount not stated".into(),
    };
    if let Some(per) = award.per {
        words.push_str(period_words(per));
    }
    match (award.share, award.recipients) {
        (Share::Recipient, Some(n)) if n > 1 => words.push_str(&format!(" each, for {n} artists")),
        (Share::Pool, Some(n)) if n > 1 => words.push_str(&format!(" in all, for {n} artists")),
        (Share::Pool, _) => words.push_str(" in all"),
        (Share::Budget, _) => words.push_str(" project budget"),
        _ => {}
    }
    words
}

fn cost_words(cost: &Cost) -> String {
    let amount = match (&cost.amount, &cost.most) {
        (Some(least), Some(most)) if least != most => {
            Some(format!("{} to {}", sum(least), sum(most)))
        }
        (Some(amount), _) => Some(sum(amount)),
        (None, Some(most)) => Some(format!("up to {}", sum(most))),
        (None, None) => None,
    };
    let percent = cost.percent.map(|percent: Decimal| format!("{}% of sales", percent.normalize()));
    match amount.or(percent) {
        Some(words) => words + cost.per.map_or("", period_words),
        None => "Amount not stated".into(),
    }
}

fn period_words(period: Period) -> &'static str {
    match period {
        Period::Hour => " an hour",
        Period::Day => " a day",
        Period::Week => " a week",
        Period::Month => " a month",
        Period::Year => " a year",
        Period::Work => " a work",
    }
}

fn share_name(share: Share) -> &'static str {
    match share {
        Share::Recipient => "Money to the artist",
        Share::Pool => "Prize pool",
        Share::Budget => "Project budget",
        Share::Expenses => "Expenses paid",
    }
}

fn cost_name(kind: CostKind) -> &'static str {
    match kind {
        CostKind::Rent => "Rent",
        CostKind::Participation => "Cost of taking part",
        CostKind::Bond => "Bond",
        CostKind::Commission => "Commission",
        CostKind::Membership => "Membership",
        CostKind::Own => "Left to the artist",
    }
}

/// A benefit by name.
pub fn benefit_name(benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::Travel => "Travel",
        Benefit::Lodging => "Lodging",
        Benefit::Board => "Meals",
        Benefit::Studio => "Studio",
        Benefit::Materials => "Materials",
        Benefit::TechnicalSupport => "Technical support",
        Benefit::Mentoring => "Mentoring",
        Benefit::Exhibition => "Exhibition",
        Benefit::Catalogue => "Catalogue",
        Benefit::Publicity => "Publicity",
        Benefit::Acquisition => "Acquisition",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{Currency, Fact, Quote};

    fn giving(awards: &[(i64, Share, Option<u32>)]) -> Option<String> {
        let mut reading = Reading::default();
        reading.terms.awards = awards
            .iter()
            .map(|(amount, share, recipients)| {
                let sum =
                    Money { amount: Decimal::from(*amount), currency: Currency::known("USD") };
                let award = Award {
                    least: Some(sum.clone()),
                    most: Some(sum),
                    share: *share,
                    per: None,
                    recipients: *recipients,
                };
                Fact::stated(award, Quote { words: "$".into(), start: 0 })
            })
            .collect();
        gives(&reading)
    }

    #[test]
    fn a_budget_says_how_large_the_work_is_and_a_fee_for_each_how_much_one_gets() {
        assert_eq!(
            giving(&[(1_000, Share::Recipient, Some(3)), (45_000, Share::Budget, None)]).unwrap(),
            "US$45,000 project budget; US$1,000 each, for 3 artists"
        );
        assert_eq!(
            giving(&[(1_000, Share::Recipient, Some(3))]).unwrap(),
            "US$1,000 each, for 3 artists"
        );
        assert_eq!(
            giving(&[(9_000, Share::Pool, Some(4))]).unwrap(),
            "US$9,000 in all, for 4 artists"
        );
        assert_eq!(giving(&[]), None);
    }
}
