//! The steps of an entry fee: how much, until when, for whom.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fee::{Tier, quote};
use super::purse::Purse;
use super::role::Survey;
use super::{EntryFee, Money, Terms};
use crate::features::reading::dates::{Mention, Span, dates_in};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Fact, Quote};

/// One step of an entry fee that is not the same for everybody, or not on every day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FeeTier {
    /// What is paid; zero: nothing.
    pub amount: Money,
    /// The last day on which it holds; `None`: to the end.
    pub until: Option<NaiveDate>,
    /// For whom it holds.
    pub payer: Payer,
}

/// Who pays a step of a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// Everybody for whom no other step is made.
    Anyone,
    /// Members of the organiser.
    Members,
    /// Students.
    Students,
}

/// What entering costs one person on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DueFee<'a> {
    /// How much.
    pub amount: &'a Money,
    /// The step that says so; `None`: it is the fee of the call.
    pub step: Option<&'a Fact<FeeTier>>,
}

impl Terms {
    /// What entering costs on `day`, for a student or not. `None` where no amount is stated.
    pub fn entry_fee_on(&self, day: NaiveDate, student: bool) -> Option<DueFee<'_>> {
        let Some(EntryFee::Paid { amount, .. }) = self.entry_fee.as_ref().map(|fact| &fact.value)
        else {
            return None;
        };
        let steps = |payer| self.fee_tiers.iter().filter(move |fact| fact.value.payer == payer);
        let holds = |fact: &&Fact<FeeTier>| fact.value.until.is_none_or(|until| until >= day);
        let soonest = |fact: &&Fact<FeeTier>| fact.value.until.unwrap_or(NaiveDate::MAX);
        let usual = steps(Payer::Anyone).filter(holds).min_by_key(soonest);
        // All of them are over: the last one is the nearest to the truth.
        let usual = usual.or_else(|| steps(Payer::Anyone).max_by_key(soonest));
        let due = DueFee { amount: usual.map_or(amount, |fact| &fact.value.amount), step: usual };
        let reduced = steps(Payer::Students)
            .filter(|fact| student && holds(fact) && fact.value.amount.amount < due.amount.amount)
            .min_by_key(|fact| fact.value.amount.amount);
        Some(reduced.map_or(due, |fact| DueFee { amount: &fact.value.amount, step: Some(fact) }))
    }
}

/// What leads to the last day of a step.
static UNTIL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:\b(?:until|till|by|before|through|thru|up to|bis(?: zum)?|vor dem|jusqu[’']au|avant le|hasta(?: el)?|antes del?|até(?: o dia| ao dia)?|entro il|fino al|prima del|tot|t/m|til|do)|[–-])\s*(?:the\s+|and including\s+|einschließlich\s+)?$",
    )
});

static STUDENTS_FREE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bstudents?\W{1,3}(?:(?:are|is|enter|go|apply|submit|pay)\s+(?:for\s+)?)?(?:free|nothing)\b|\bfree (?:for|to) (?:\w+ ){0,3}students?\b|\bgratuit[es]* pour les étudiant\w*|\bétudiant\w*\W{1,3}gratuit\w*|\bgrat(?:is|uit[oa]) para (?:los |las )?estudiantes\b|\bestudiantes?\W{1,3}grat\w+|\b(?:kostenlos|gratis|frei) für (?:studierende|student\w*)|\b(?:studierende|student\w*)\W{1,3}(?:kostenlos|gratis|frei|nichts)\b|\bgratuit[ao] per (?:gli )?student\w*|\bstudenti\W{1,3}gratis\b|\bgratuito para estudantes\b|\bestudantes\W{1,3}gr[aá]t\w+",
    )
});

/// The steps of a fee, in the order of the text; none where it is one fee for everybody at any time.
/// `last` is the last deadline, by which the year of a day without one is known.
pub(super) fn steps(
    text: &str,
    survey: &Survey,
    tiers: &[Tier<'_>],
    purse: &Purse,
    last: Option<NaiveDate>,
) -> Vec<Fact<FeeTier>> {
    let mut steps: Vec<Fact<FeeTier>> = Vec::new();
    for (at, tier) in tiers.iter().enumerate().filter(|(_, tier)| !tier.further) {
        let payer = match (tier.members, tier.students) {
            (true, _) => Payer::Members,
            (_, true) => Payer::Students,
            _ if tier.reduced => continue,
            _ => Payer::Anyone,
        };
        let amount = &tier.placed.amount;
        let Some(value) = amount.least.or(amount.most) else { continue };
        let (money, because) = purse.money(value, amount.sign);
        let until = until(text, survey, tiers, at, last);
        let passage = survey.passages[tier.placed.passage].range.clone();
        let Some(quote) = quote(text, passage, tier.placed) else { continue };
        let step = FeeTier { amount: money, until, payer };
        steps.push(match because {
            Some(because) => Fact::inferred(step, quote, because),
            None => Fact::stated(step, quote),
        });
    }
    settle(&mut steps);
    steps.extend(students_free(text, survey, tiers, purse));
    steps
}

/// Leaves of the steps for anyone those that a day parts, the cheapest entry of each, and of the others
/// those that differ from them.
fn settle(steps: &mut Vec<Fact<FeeTier>>) {
    let anyone = |fact: &Fact<FeeTier>| fact.value.payer == Payer::Anyone;
    let mut kept: Vec<Fact<FeeTier>> = Vec::new();
    for step in steps.drain(..) {
        let same = |other: &Fact<FeeTier>| {
            other.value.payer == step.value.payer && other.value.until == step.value.until
        };
        if !kept.iter().any(same) {
            kept.push(step);
        }
    }
    let dated = kept.iter().filter(|fact| anyone(fact) && fact.value.until.is_some()).count();
    let parted = dated > 0 && kept.iter().filter(|fact| anyone(fact)).count() > 1;
    // What stands first and has no day is the fee as such, said again below by days.
    let first_dated = kept.iter().position(|fact| anyone(fact) && fact.value.until.is_some());
    let mut at = 0;
    kept.retain(|fact| {
        at += 1;
        let before = first_dated.is_some_and(|first| at <= first) && fact.value.until.is_none();
        !anyone(fact) || parted && !before
    });
    if kept.iter().filter(|fact| anyone(fact)).count() == 1 {
        kept.retain(|fact| !anyone(fact));
    }
    *steps = kept;
}

fn students_free(
    text: &str,
    survey: &Survey,
    tiers: &[Tier<'_>],
    purse: &Purse,
) -> Option<Fact<FeeTier>> {
    tiers.iter().find_map(|tier| {
        // "Entry fee: €25; students free.": the words may stand in the next part of the line.
        let at = tier.placed.passage;
        let own = survey.passages[at].range.end;
        let near = survey.passages[at..].iter().take(2);
        let near = near.filter(|passage| passage.range.start <= own + 2);
        let (passage, found) = near
            .filter_map(|passage| Some((passage, STUDENTS_FREE.find(passage.of(text))?)))
            .next()?;
        let start = passage.range.start;
        let quote = Quote::of(text, start + found.start()..start + found.end())?;
        let amount = purse.money(Decimal::ZERO, tier.placed.amount.sign).0;
        Some(Fact::stated(FeeTier { amount, until: None, payer: Payer::Students }, quote))
    })
}

/// The last day of a step: a day between its amount and the next, or, where the words lead with it, between
/// the amount before and its own.
fn until(
    text: &str,
    survey: &Survey,
    tiers: &[Tier<'_>],
    at: usize,
    last: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let placed = tiers[at].placed;
    let passage = &survey.passages[placed.passage].range;
    let inside: Vec<Range<usize>> = survey
        .placed
        .iter()
        .filter(|other| other.passage == placed.passage)
        .map(|other| other.amount.range.clone())
        .collect();
    let own = inside.iter().position(|range| *range == placed.amount.range)?;
    let first = passage.start..inside.first()?.start;
    let window = match last_day(text, first, last) {
        Some(_) => own.checked_sub(1).map_or(passage.start, |n| inside[n].end)..inside[own].start,
        None => inside[own].end..inside.get(own + 1).map_or(passage.end, |next| next.start),
    };
    last_day(text, window, last)
}

fn last_day(text: &str, window: Range<usize>, last: Option<NaiveDate>) -> Option<NaiveDate> {
    let words = text.get(window)?;
    dates_in(words).iter().find_map(|mention| {
        let lead = &words[..mention.at.start];
        let lead = lead.rsplit(['.', ';']).next().unwrap_or_default();
        (UNTIL.is_match(lead) || mention.span == Span::To).then(|| dated(mention, last)).flatten()
    })
}

/// The day; where its year is not written, the last such day before the call closes.
fn dated(mention: &Mention, last: Option<NaiveDate>) -> Option<NaiveDate> {
    if mention.swappable {
        return None;
    }
    mention.date().or_else(|| {
        let last = last?;
        let years = [last.year(), last.year() - 1];
        let days = years.into_iter().filter_map(|year| mention.in_year(year));
        days.into_iter().find(|day| *day <= last && (last - *day).num_days() <= 330)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{Document, read};

    /// Each step in short: `15 until 2026-12-20`, `0 Students`.
    fn steps_in(text: &str) -> Vec<String> {
        let reading = read(&Document::of_text(text));
        let steps = reading.terms.fee_tiers.iter().map(|fact| {
            assert!(fact.quote().is_some_and(|quote| quote.stands_in(text)), "{fact:?}");
            let FeeTier { amount, until, payer } = &fact.value;
            let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
            let payer = if *payer == Payer::Anyone { String::new() } else { format!(" {payer:?}") };
            format!("{}{until}{payer}", amount.amount.normalize())
        });
        steps.collect()
    }

    #[test]
    fn a_fee_that_rises_is_read_step_by_step() {
        let rising = ["15 until 2026-12-20", "25 until 2027-01-19", "35 until 2027-02-03"];
        for text in [
            "Print prize\nDeadline: 3 February 2027\nEntry fee: €15 until 20 December, €25 until 19 January, €35 until 3 February.",
            "Print prize\nDeadline: 3 February 2027\nEntry fees\nEarly bird (through 20 December 2026): €15\nRegular (through 19 January 2027): €25\nLast call (through 3 February 2027): €35",
            "Prix d'estampe\nDate limite : 3 février 2027\nFrais d'inscription : 15 € jusqu'au 20 décembre, 25 € jusqu'au 19 janvier, 35 € jusqu'au 3 février.",
            "Druckpreis\nEinsendeschluss: 3. Februar 2027\nTeilnahmegebühr: 15 € bis 20. Dezember, 25 € bis 19. Januar, 35 € bis 3. Februar",
            "Premio de grabado\nFecha límite: 3 de febrero de 2027\nCuota de inscripción: 15 € hasta el 20 de diciembre, 25 € hasta el 19 de enero, 35 € hasta el 3 de febrero.",
        ] {
            assert_eq!(steps_in(text), rising, "{text}");
        }
        assert_eq!(
            steps_in(
                "Prize\nFees: $20 Early Bird (by Sept 30, 2026), $30 Standard (by Mar 31, 2027)."
            ),
            ["20 until 2026-09-30", "30 until 2027-03-31"]
        );
        assert_eq!(
            steps_in(
                "Premio\nScadenza: 15 marzo 2027\nQuota di iscrizione: 18 euro entro il 31 gennaio 2027, 25 euro dopo tale data."
            ),
            ["18 until 2027-01-31", "25"]
        );
    }

    #[test]
    fn members_and_students_pay_a_step_of_their_own() {
        assert_eq!(
            steps_in("Print prize\nDeadline: 3 February 2027\nEntry fee: €25; students free."),
            ["0 Students"]
        );
        assert_eq!(
            steps_in("Print prize\nEntry fee: $30, members $20, students $10."),
            ["20 Members", "10 Students"]
        );
        assert_eq!(
            steps_in("Prix\nFrais d'inscription : 20 €, gratuit pour les étudiants."),
            ["0 Students"]
        );
    }

    #[test]
    fn one_fee_for_everybody_has_no_steps() {
        for text in [
            "Print prize\nEntry fee: €25 until 3 February 2027.",
            "Print prize\nEntry fee: €25 for one work, €35 for three works.",
            "Print prize\nEntry fee: €25. Each additional work €5.",
            "Print prize\nEntering is free.",
        ] {
            assert_eq!(steps_in(text), [""; 0], "{text}");
        }
    }
}
