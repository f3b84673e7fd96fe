//! A sum that somebody else says is the fee, or the award: read where it stands, as every sum is.

use std::ops::Range;

use rust_decimal::Decimal;

use super::amount::{Amount, amounts};
use super::award;
use super::cue::Role;
use super::free::free;
use super::purse::Purse;
use super::role::{Placed, Survey, survey};
use super::terms::{most_named, settle_fees};
use super::{Award, Currency, EntryFee, Money, Share};
use crate::features::reading::claim::Refusal;
use crate::features::reading::{Country, Document};

/// A sum as it is claimed: how much, in what.
type Claimed = (Option<Decimal>, Option<Currency>);

/// The fee whose words stand at `at`, and why its currency was taken, where its sign alone does not say.
///
/// # Errors
/// Another sum stands there, or none, or the words beside it say that it is something else.
pub(in crate::features::reading) fn fee_at(
    document: &Document,
    place: Option<Country>,
    at: &Range<usize>,
    claimed: Claimed,
) -> Result<(EntryFee, Option<String>), Refusal> {
    let desk = Desk::of(document, place);
    let placed = desk.find(at, claimed, &[Role::EntryFee])?;
    if !placed.amount.is_small() && placed.role != Some(Role::EntryFee) {
        return Err(Refusal::TooMuch);
    }
    let (amount, because) = desk.money(placed.amount.least.or(placed.amount.most), placed)?;
    if amount.amount.is_zero() {
        return Err(Refusal::NotFree);
    }
    let top = placed.amount.most.filter(|most| *most > amount.amount);
    let most = top.map(|top| Money { amount: top, currency: amount.currency });
    Ok((EntryFee::Paid { amount, most, basis: None, members: None }, because))
}

/// The award whose words stand at `at`, and why its currency was taken.
///
/// # Errors
/// As [`fee_at`].
pub(in crate::features::reading) fn award_at(
    document: &Document,
    place: Option<Country>,
    at: &Range<usize>,
    claimed: Claimed,
    share: Share,
) -> Result<(Award, Option<String>), Refusal> {
    const GIVING: [Role; 4] = [Role::Award, Role::Pool, Role::Budget, Role::Expenses];
    let desk = Desk::of(document, place);
    let placed = desk.find(at, claimed, &GIVING)?;
    if award::share(placed.role).is_some_and(|read| read != share) {
        return Err(Refusal::OtherMoney);
    }
    let (top, because) = desk.money(Some(placed.amount.top()), placed)?;
    let money = |amount| Money { amount, currency: top.currency };
    let award = Award {
        least: placed.amount.least.map(money),
        most: placed.amount.most.map(money),
        share,
        per: placed.amount.per,
        recipients: None,
    };
    Ok((award, because))
}

/// That entering is free, where the words at `at` are read so.
///
/// # Errors
/// They are not.
pub(in crate::features::reading) fn free_at(
    document: &Document,
    at: &Range<usize>,
) -> Result<EntryFee, Refusal> {
    let mut survey = survey(&document.text);
    survey.passages.retain(|passage| passage.range.start < at.end && at.start < passage.range.end);
    let quote = free(&document.text, &survey);
    match quote.filter(|quote| at.start <= quote.start && quote.end() <= at.end) {
        Some(_) => Ok(EntryFee::Free),
        None => Err(Refusal::NotFree),
    }
}

/// All the money of a text.
struct Desk<'a> {
    text: &'a str,
    survey: Survey,
    purse: Purse,
}

impl<'a> Desk<'a> {
    fn of(document: &'a Document, place: Option<Country>) -> Self {
        let text = document.text.as_str();
        let mut survey = survey(text);
        settle_fees(text, &mut survey);
        let amounts: Vec<_> = survey.placed.iter().map(|placed| &placed.amount).collect();
        let purse = Purse::new(document, &amounts, place.or_else(|| most_named(text)));
        Self { text, survey, purse }
    }

    /// The claimed sum within `at`, where the words beside it give it one of these roles, or none.
    fn find(
        &self,
        at: &Range<usize>,
        (sum, currency): Claimed,
        roles: &[Role],
    ) -> Result<&Placed, Refusal> {
        let own = amounts(self.text.get(at.clone()).unwrap_or_default());
        let names = |amount: &Amount| {
            sum.is_some_and(|sum| [amount.least, amount.most].contains(&Some(sum)))
        };
        if own.is_empty() {
            return Err(Refusal::NoSum);
        }
        let overlaps = |one: &Range<usize>| one.start < at.end && at.start < one.end;
        let here = self.survey.placed.iter().find(|placed| {
            overlaps(&placed.amount.range) && names(&placed.amount) && own.iter().any(names)
        });
        let Some(placed) = here else {
            let sums: Vec<String> = own.iter().map(in_words).collect();
            return Err(Refusal::OtherSum(sums.join(", ")));
        };
        let (read, _) = self.money(sum, placed)?;
        if let (Some(claimed), Some(read)) = (currency, read.currency)
            && claimed != read
        {
            return Err(Refusal::OtherCurrency(read));
        }
        match placed.role {
            Some(role) if !roles.contains(&role) => Err(Refusal::OtherMoney),
            _ => Ok(placed),
        }
    }

    fn money(
        &self,
        sum: Option<Decimal>,
        placed: &Placed,
    ) -> Result<(Money, Option<String>), Refusal> {
        Ok(self.purse.money(sum.ok_or(Refusal::NoSum)?, placed.amount.sign))
    }
}

fn in_words(amount: &Amount) -> String {
    Money { amount: amount.top(), currency: amount.sign.alone() }.to_string()
}
