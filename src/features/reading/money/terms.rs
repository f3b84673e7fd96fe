//! Everything a text says about money, put together.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::amount::MOST_AMOUNTS;
use super::cue::Role;
use super::purse::Purse;
use super::role::{Placed, Survey, survey};
use super::{Terms, award, benefit, cost, fee};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::read::left_unread;
use crate::features::reading::{Country, Document, Warning, places_in};

/// Fee, costs, awards and benefits of a document, and what is doubtful about them. `place` is the country
/// the call is about, where it is known: it may settle a bare `$`. `last_day` is the last deadline.
pub(in crate::features::reading) fn terms(
    document: &Document,
    place: Option<Country>,
    last_day: Option<NaiveDate>,
) -> (Terms, Vec<Warning>) {
    let text = &document.text;
    let mut survey = survey(text);
    settle_fees(text, &mut survey);
    let amounts: Vec<_> = survey.placed.iter().map(|placed| &placed.amount).collect();
    let purse = Purse::new(document, &amounts, place.or_else(|| most_named(text)));
    let mut warnings = Vec::new();
    if let Some(last) = survey.placed.get(MOST_AMOUNTS - 1) {
        warnings.extend(left_unread(text, last.amount.range.end));
    }
    let terms = Terms {
        fee_tiers: fee::fee_tiers(text, &survey, &purse, last_day),
        entry_fee: fee::entry_fee(text, &survey, &purse, &mut warnings),
        costs: cost::costs(text, &survey, &purse),
        awards: award::awards(text, &survey, &purse, &mut warnings),
        benefits: benefit::benefits(text, &survey),
    };
    (terms, warnings)
}

/// To be paid only by those who are chosen.
static AFTERWARDS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:up)?on (?:selection|acceptance)\b|\bif (?:selected|accepted|chosen)\b|\b(?:after|once) (?:being )?(?:selected|accepted|acceptance|selection)\b|\b(?:selected|accepted) (?:artists?|participants?|applicants?) (?:will |must )?pay\b",
    )
});

/// Gives every bare "fee" its direction, and takes back entry fees too large to be one.
pub(super) fn settle_fees(text: &str, survey: &mut Survey) {
    let passages = survey.passages.clone();
    for placed in &mut survey.placed {
        let own = passages[placed.passage].of(text);
        let heading = passages[placed.passage].under(text);
        placed.role = match placed.role {
            Some(Role::SomeFee) => fee::direction(own, heading, placed),
            Some(Role::EntryFee) if AFTERWARDS.is_match(own) => Some(Role::Participation),
            Some(Role::EntryFee) if !placed.amount.is_small() => large(text, placed),
            role => role,
        };
    }
}

/// An entry fee of hundreds is one only where the text calls it so.
fn large(text: &str, placed: &Placed) -> Option<Role> {
    let cue = placed.cue.clone().map(|cue| text[cue].to_lowercase()).unwrap_or_default();
    let named = cue.contains("fee") || cue.contains("gebühr") || cue.contains("frais");
    let plausible =
        placed.amount.sign.roughly(placed.amount.top()) <= rust_decimal::Decimal::from(1000);
    (named && plausible).then_some(Role::EntryFee)
}

/// The country that the text names most, where one stands out.
pub(super) fn most_named(text: &str) -> Option<Country> {
    let mut counts: Vec<(Country, usize)> = Vec::new();
    for mention in places_in(text) {
        let [named] = mention.named[..] else { continue };
        if named.weak {
            continue;
        }
        match counts.iter_mut().find(|(country, _)| *country == named.country) {
            Some((_, count)) => *count += 1,
            None => counts.push((named.country, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    match counts[..] {
        [(country, _)] => Some(country),
        [(country, first), (_, second), ..] if first >= 2 * second => Some(country),
        _ => None,
    }
}
