//! Costs that are not the entry fee.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::amount::tail_of;
use super::cue::Role;
use super::fee::quote;
use super::purse::Purse;
use super::role::{Placed, Survey};
use super::{Cost, CostKind};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Fact, Quote};

static COMMISSION: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?P<a>\d{1,2}(?:[.,]\d)?)\s?%\s*(?:\([^)]{0,20}\)\s*)?(?:[\w’'-]+\s+){0,3}commission|commission(?:\s+rate)?\s*(?:on (?:all )?sales\s*)?(?:of|is|:|at|de|del|will be)?\s*(?:a |du )?(?P<b>\d{1,2})\s?%|(?:retains?|takes?|charges?|keeps?|receives?|deducts?|retiene|prélève|einbehält)\s+(?:an? )?(?P<c>\d{1,2})\s?%\s+(?:[\w’'-]+\s+){0,3}(?:sales?|sold|price|verkäufe|ventas?|ventes?)|(?:provision|comisión|commission|comissão|commissione)\s+(?:von|del?|di|da|von)\s+(?P<d>\d{1,2})\s?%|(?:gallery|venue|organi[sz]ers?|we|museum|cent(?:er|re)|festival)\s+(?:will\s+)?(?:retains?|takes?|keeps?|receives?)\s+(?:an? )?(?P<f>\d{1,2})\s?%|(?P<e>\d{1,2})\s?%\s+(?:provision|de comisión|de comissão|de commission|di commissione)",
    )
});

/// It is the artist who keeps that share.
static ARTIST_KEEPS: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"\bartists?\b[^.;]{0,40}$|\bno\s*$"));

/// Every other cost, in the order of the text.
pub(super) fn costs(text: &str, survey: &Survey, purse: &Purse) -> Vec<Fact<Cost>> {
    let mut found: Vec<Fact<Cost>> = Vec::new();
    for placed in &survey.placed {
        let Some(fact) = kind(placed.role).and_then(|kind| cost(text, survey, placed, kind, purse))
        else {
            continue;
        };
        if !found.iter().any(|other| other.value == fact.value) {
            found.push(fact);
        }
    }
    found.extend(commission(text, survey));
    found
}

fn kind(role: Option<Role>) -> Option<CostKind> {
    match role? {
        Role::Rent => Some(CostKind::Rent),
        Role::Participation => Some(CostKind::Participation),
        Role::Bond => Some(CostKind::Bond),
        Role::Membership => Some(CostKind::Membership),
        Role::Own => Some(CostKind::Own),
        _ => None,
    }
}

fn cost(
    text: &str,
    survey: &Survey,
    placed: &Placed,
    kind: CostKind,
    purse: &Purse,
) -> Option<Fact<Cost>> {
    let amount = &placed.amount;
    let (money, because) = purse.money(amount.least.or(amount.most)?, amount.sign);
    let most = amount.most.filter(|most| *most > money.amount);
    let value = Cost {
        kind,
        most: most.map(|most| purse.money(most, amount.sign).0),
        amount: Some(money),
        per: amount.per,
        percent: None,
    };
    let quote = quote(text, survey.passages[placed.passage].range.clone(), placed)?;
    Some(match because {
        Some(because) => Fact::inferred(value, quote, because),
        None => Fact::stated(value, quote),
    })
}

fn commission(text: &str, survey: &Survey) -> Option<Fact<Cost>> {
    survey.passages.iter().find_map(|passage| {
        let words = passage.of(text);
        let found = COMMISSION.captures_iter(words).find(|found| {
            let before = found.get(0).map_or("", |whole| tail_of(words, 0, whole.start(), 40));
            let kept = found.name("c").is_some() && ARTIST_KEEPS.is_match(before);
            !kept && !before.ends_with("no ")
        })?;
        let whole = found.get(0)?;
        let digits = ["a", "b", "c", "d", "e", "f"].iter().find_map(|name| found.name(name))?;
        let percent: Decimal = digits.as_str().replace(',', ".").parse().ok()?;
        let value = Cost {
            kind: CostKind::Commission,
            amount: None,
            most: None,
            per: None,
            percent: Some(percent),
        };
        let start = passage.range.start;
        (!percent.is_zero())
            .then(|| Quote::of(text, start + whole.start()..start + whole.end()))
            .flatten()
            .map(|quote| Fact::stated(value, quote))
    })
}
