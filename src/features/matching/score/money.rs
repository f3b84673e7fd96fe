//! What the winner gets after costs, and the fee against what the artist would pay.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Part, Row, Said, start};
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{
    Award, Cost, CostKind, EntryFee, Fact, FeeTier, Kind, Money, Payer, Period, RATES_OF, Reading,
    Share,
};
use crate::platform::parts::money;

/// US dollars from which the next step begins; any money at all is the first.
const STEPS: [i64; 3] = [300, 1_000, 5_000];

/// What the winner gets: money after costs, in steps, and what is given besides.
pub(super) fn worth(reading: &Reading) -> Said {
    let terms = &reading.terms;
    let sums = terms.awards.iter().filter_map(|award| Some((award, usd(award)?)));
    let best = sums.map(|(award, sum)| (award, sum, counts_fully(&award.value))).max_by_key(
        |(award, sum, full)| (points(*sum, *full), *sum, std::cmp::Reverse(start(award))),
    );
    let costs: Decimal =
        fee_usd(reading) + terms.costs.iter().filter_map(cost_usd).sum::<Decimal>();
    let mut rows = Vec::new();
    if let Some((award, sum, full)) = best {
        let left = sum - costs;
        let reason = if left <= Decimal::ZERO {
            "It costs more than it brings, by our rough rates.".to_owned()
        } else {
            award_words(&award.value, full) + &after_costs(&award.value, left, costs)
        };
        let points = if left <= Decimal::ZERO { WORTH_LOSS } else { points(left, full) };
        rows.push(Row::new(Part::Worth, points, reason).quoting(award));
    } else if costs >= Decimal::from(STEPS[0]) {
        let dearest =
            terms.costs.iter().max_by_key(|cost| (cost_usd(cost), std::cmp::Reverse(start(cost))));
        let row = Row::new(Part::Worth, WORTH_LOSS, "It costs money and names none for you.");
        rows.push(dearest.map_or(row.clone(), |cost| row.quoting(cost)));
    }
    let money: i32 = rows.iter().map(|row| row.points.max(0)).sum();
    rows.extend(benefits(reading, WORTH_MOST - money));
    if rows.is_empty() {
        let reason = "It does not say what the winner gets.";
        return Said::unknown(Row::new(Part::Worth, WORTH_UNKNOWN, reason));
    }
    Said::known(rows)
}

/// What is given besides money, each thing once, up to what is left of the part.
fn benefits(reading: &Reading, left: i32) -> Option<Row> {
    let mut given: Vec<_> = reading.terms.benefits.iter().collect();
    given.sort_by_key(|benefit| (benefit.value, start(benefit)));
    given.dedup_by_key(|benefit| benefit.value);
    let count = i32::try_from(given.len()).unwrap_or(WORTH_MOST);
    let points = (count * WORTH_BENEFIT).min(left);
    let first = given.first().filter(|_| points > 0)?;
    let names = words::and(given.iter().map(|benefit| words::benefit_name(benefit.value)));
    Some(Row::new(Part::Worth, points, format!("It gives {names}.")).quoting(first))
}

/// The fee against the most the artist would pay. What must be paid in order to take part, after
/// acceptance or as a member, counts like a fee where it is more than that. Of a fee in steps the one counts
/// that holds `today` for this artist.
pub(super) fn fee(reading: &Reading, artist: &Artist, today: NaiveDate) -> Said {
    let entering = entry_fee(reading, artist, today);
    match taking_part(reading, artist) {
        Some(row) if entering.rows.iter().all(|fee| fee.points > row.points) => Said::known([row]),
        _ => entering,
    }
}

/// Taking part costs more than the artist would pay.
fn taking_part(reading: &Reading, artist: &Artist) -> Option<Row> {
    let most = artist.most_fee.as_ref()?;
    let over = reading.terms.costs.iter().filter(|cost| {
        let Some(amount) = cost.value.amount.as_ref().filter(|_| is_to_take_part(cost)) else {
            return false;
        };
        if most.amount.is_zero() {
            amount.amount > Decimal::ZERO
        } else {
            share_of(amount, most).is_some_and(|share| share > Decimal::ONE)
        }
    });
    let cost = over.min_by_key(|cost| start(cost))?;
    let amount = cost.value.amount.as_ref().map(words::money)?;
    let row = Row::new(
        Part::Fee,
        FEE_OVER,
        format!("Taking part costs {amount}, more than you would pay."),
    );
    let own = format!("You would pay {} at most.", words::money(most));
    Some(row.quoting(cost).by(Field::MostFee, own))
}

/// Whether it must be paid in order to take part at all.
pub(in super::super) fn is_to_take_part(cost: &Fact<Cost>) -> bool {
    cost.value.per.is_none()
        && matches!(cost.value.kind, CostKind::Participation | CostKind::Membership)
}

fn entry_fee(reading: &Reading, artist: &Artist, today: NaiveDate) -> Said {
    let Some(fact) = &reading.terms.entry_fee else {
        let often = reading
            .kind
            .as_ref()
            .is_some_and(|k| matches!(k.value, Kind::Prize | Kind::Exhibition | Kind::Fair));
        let row = if often {
            let reason = "It says nothing about a fee, and calls of its kind often have one.";
            Row::new(Part::Fee, FEE_SILENT_OFTEN, reason)
        } else {
            Row::new(Part::Fee, FEE_SILENT, "It says nothing about a fee.")
        };
        return Said::unknown(row);
    };
    let due = match &fact.value {
        EntryFee::Free => {
            return Said::known([
                Row::new(Part::Fee, FEE_NONE, "Entering costs nothing.").quoting(fact)
            ]);
        }
        EntryFee::Charged => None,
        EntryFee::Paid { .. } => reading.terms.entry_fee_on(today, artist.student == Some(true)),
    };
    let (amount, step) = (due.map(|due| due.amount), due.and_then(|due| due.step));
    if let Some(step) = step.filter(|step| step.value.amount.amount.is_zero()) {
        let reason = match step.value.payer {
            Payer::Students => "Entering costs students nothing.",
            Payer::Anyone | Payer::Members => "Entering costs nothing now.",
        };
        return Said::known([Row::new(Part::Fee, FEE_NONE, reason).quoting(step)]);
    }
    let Some(most) = &artist.most_fee else {
        let row = Row::new(Part::Fee, 0, "You have not said how much you would pay to enter.");
        return Said::unknown(row.quoting(fact).missing(Field::MostFee));
    };
    let own = format!("You would pay {} at most.", words::money(most));
    if amount.is_none_or(|amount| amount.amount > Decimal::ZERO) && most.amount.is_zero() {
        let row = Row::new(Part::Fee, FEE_OVER, "Entering costs money.").quoting(fact);
        return Said::known([row.by(Field::MostFee, "You would pay nothing.")]);
    }
    let Some(share) = amount.and_then(|amount| share_of(amount, most)) else {
        let row = Row::new(Part::Fee, 0, "Whether the fee is within your limit could not be told.");
        return Said { rows: vec![row.quoting(fact).by(Field::MostFee, own)], known: false };
    };
    let fee = amount.map(words::money).unwrap_or_default() + &until(step);
    let compared = if amount.map(|fee| fee.currency) == Some(most.currency) {
        String::new()
    } else {
        format!(", compared by rough rates of {RATES_OF}")
    };
    let (points, reason) = if share > Decimal::ONE {
        (FEE_OVER, format!("Entering costs {fee}, more than you would pay{compared}."))
    } else if share * Decimal::TWO > Decimal::ONE {
        (FEE_LIMIT, format!("Entering costs {fee}, within what you would pay{compared}."))
    } else {
        (FEE_WITHIN, format!("Entering costs {fee}, well within what you would pay{compared}."))
    };
    let row = Row::new(Part::Fee, points, reason);
    let row = step.map_or_else(|| row.clone().quoting(fact), |step| row.clone().quoting(step));
    Said::known([row.by(Field::MostFee, own)])
}

/// Until when a step of a fee holds.
fn until(step: Option<&Fact<FeeTier>>) -> String {
    let until = step.and_then(|step| step.value.until);
    until.map(|day| format!(" until {}", day.format("%-d %B %Y"))).unwrap_or_default()
}

/// The fee as a share of the most the artist would pay.
fn share_of(fee: &Money, most: &Money) -> Option<Decimal> {
    if fee.currency.is_some() && fee.currency == most.currency {
        return fee.amount.checked_div(most.amount);
    }
    fee.rough_usd()?.checked_div(most.rough_usd()?)
}

fn points(left: Decimal, full: bool) -> i32 {
    let steps = 1 + STEPS.iter().filter(|step| left >= Decimal::from(**step)).count();
    let each = if full { WORTH_STEP } else { WORTH_SHARED };
    i32::try_from(steps).unwrap_or(0) * each
}

/// What one winner gets at least, roughly in US dollars: the whole stay is counted as one period.
fn usd(award: &Fact<Award>) -> Option<Decimal> {
    let sum = award.value.least.as_ref().or(award.value.most.as_ref())?;
    sum.rough_usd().filter(|sum| *sum > Decimal::ZERO)
}

fn counts_fully(award: &Award) -> bool {
    match award.share {
        Share::Recipient => true,
        Share::Pool | Share::Budget | Share::Expenses => false,
    }
}

fn fee_usd(reading: &Reading) -> Decimal {
    match reading.terms.entry_fee.as_ref().map(|fee| &fee.value) {
        Some(EntryFee::Paid { amount, .. }) => amount.rough_usd().unwrap_or_default(),
        _ => Decimal::ZERO,
    }
}

/// What a cost takes away for certain: not a bond, which comes back, nor a share of sales.
fn cost_usd(cost: &Fact<Cost>) -> Option<Decimal> {
    match cost.value.kind {
        CostKind::Rent | CostKind::Participation | CostKind::Membership => {
            cost.value.amount.as_ref()?.rough_usd()
        }
        CostKind::Bond | CostKind::Commission | CostKind::Own => None,
    }
}

fn award_words(award: &Award, full: bool) -> String {
    let sum = match (&award.least, &award.most) {
        (Some(least), Some(most)) if least != most => {
            format!("{} to {}", words::money(least), words::money(most))
        }
        (Some(sum), _) => words::money(sum),
        (None, Some(most)) => format!("up to {}", words::money(most)),
        (None, None) => String::new(),
    };
    let per = match award.per {
        Some(Period::Day) => " a day",
        Some(Period::Week) => " a week",
        Some(Period::Month) => " a month",
        Some(Period::Year) => " a year",
        Some(Period::Work) => " a work",
        Some(Period::Hour) => " an hour",
        None => "",
    };
    let what = match award.share {
        _ if full => "It brings",
        Share::Pool => "All winners together get",
        Share::Budget => "The budget, which must also pay for the work, is",
        _ => "Towards expenses it brings",
    };
    format!("{what} {sum}{per}.")
}

/// What is left of it, in the currency that all are compared in; nothing where that says the same again.
fn after_costs(award: &Award, left: Decimal, costs: Decimal) -> String {
    let sum = award.least.as_ref().or(award.most.as_ref());
    let said = sum.and_then(|sum| sum.currency).is_some_and(|currency| currency.code() == "USD");
    if said && costs.is_zero() {
        return String::new();
    }
    let left = money(left.round_sf(2).unwrap_or(left).normalize(), Some("USD"));
    let after = if costs > Decimal::ZERO { " after costs" } else { "" };
    format!(" That is about {left}{after}, by rough rates of {RATES_OF}.")
}
