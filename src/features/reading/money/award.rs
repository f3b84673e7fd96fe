//! Money to the artist: per recipient, pool, budget, expenses.

use std::sync::LazyLock;

use super::amount::{head_of, tail_of};
use super::cue::Role;
use super::fee::quote;
use super::purse::Purse;
use super::role::{Placed, Survey};
use super::{Award, Money, Period, Share};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Fact, Warning};

static COUNT_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:(?:^|[^\w,.$€£¥/-])(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dos|tres|cuatro|cinco|diez|veinte|veinticinco|deux|trois|quatre|cinq|dix|zwei|drei|vier|fünf|zehn|due|dois|duas|três)\b\s*(?:\)\s*|[x×]\s*$|(?:[\w’']+\s+){0,2}?(?:artists?|awards?|prizes?|grants?|fellowships?|scholarships?|residenc\w+|stipends?|winners?|recipients?|finalists?|premios?|becas?|estímulos?|bourses?|prix|stipendien|preise|borse|premi|bolsas?|prêmios?|mentions?)\b[^.$€£¥\d]{0,30}$))",
    )
});
static COUNT_BEHIND: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"^\s*[x×]\s*(?P<n>\d{1,3})\b"));

static FINALIST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bfinalists?\b|\bshort-?list\w*|\bsite visit|\bconcept (?:design|proposal|fee)|\bproposal (?:fee|stipend|development)|\bmaquette|\bindemnit|\bentwurfshonorar",
    )
});
static MONTHLY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\b(?:monthly|mensuel(?:le)?|mensual|mensal|monatlich\w*|mensile)\b|월 |月額")
});
static WEEKLY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\b(?:weekly|hebdomadaire|semanal|wöchentlich\w*|settimanale)\b")
});
static DAILY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\b(?:daily|per[ -]diem|journali\w+|diario|täglich\w*)\b|日額")
});

/// Every sum to the artist, most telling first, each once.
pub(super) fn awards(
    text: &str,
    survey: &Survey,
    purse: &Purse,
    warnings: &mut Vec<Warning>,
) -> Vec<Fact<Award>> {
    let mut found: Vec<Fact<Award>> = Vec::new();
    for placed in &survey.placed {
        let Some(share) = share(placed.role) else { continue };
        let Some(fact) = award(text, survey, placed, share, purse) else { continue };
        let money = fact.value.least.as_ref().or(fact.value.most.as_ref());
        if money.is_some_and(|money| money.currency.is_none())
            && let Some(quote) = fact.quote()
        {
            warnings.push(Warning::CurrencyUnclear { quote: quote.clone() });
        }
        match found.iter_mut().find(|other| same(&other.value, &fact.value)) {
            Some(other) => {
                other.value.recipients = other.value.recipients.or(fact.value.recipients);
            }
            None => found.push(fact),
        }
    }
    // What those on the shortlist of a commission get for a proposal is not what it pays.
    if found.iter().any(|fact| fact.value.share == Share::Budget) {
        for fact in found.iter_mut().filter(|fact| fact.value.share == Share::Recipient) {
            if fact.quote().is_some_and(|quote| FINALIST.is_match(&quote.words)) {
                fact.value.share = Share::Expenses;
            }
        }
    }
    // A sum named as the budget of the work, or as all there is, is not also what one artist takes home.
    let wider: Vec<_> = found
        .iter()
        .filter(|fact| matches!(fact.value.share, Share::Pool | Share::Budget))
        .map(|fact| (fact.value.least.clone(), fact.value.most.clone()))
        .collect();
    found.retain(|fact| {
        matches!(fact.value.share, Share::Pool | Share::Budget)
            || !wider.contains(&(fact.value.least.clone(), fact.value.most.clone()))
    });
    found.sort_by_key(|fact| fact.value.share as u8);
    found
}

/// What a sum of this role is, where it goes to the artist.
pub(super) fn share(role: Option<Role>) -> Option<Share> {
    match role? {
        Role::Award => Some(Share::Recipient),
        Role::Pool => Some(Share::Pool),
        Role::Budget => Some(Share::Budget),
        Role::Expenses => Some(Share::Expenses),
        _ => None,
    }
}

fn same(one: &Award, other: &Award) -> bool {
    let parts = |award: &Award| (award.least.clone(), award.most.clone(), award.share);
    parts(one) == parts(other) && (one.per == other.per || one.per.is_none() || other.per.is_none())
}

fn award(
    text: &str,
    survey: &Survey,
    placed: &Placed,
    share: Share,
    purse: &Purse,
) -> Option<Fact<Award>> {
    let amount = &placed.amount;
    let passage = survey.passages[placed.passage].range.clone();
    let before = tail_of(text, passage.start.min(amount.range.start), amount.range.start, 80);
    let behind =
        head_of(text, amount.range.end, 30.min(passage.end.saturating_sub(amount.range.end)));
    let (_, because) = purse.money(amount.top(), amount.sign);
    let money = |value| purse.money(value, amount.sign).0;
    let share = refined(
        share,
        before,
        head_of(text, amount.range.end, 70.min(passage.end.saturating_sub(amount.range.end))),
    )?;
    let value = Award {
        least: amount.least.map(money),
        most: amount.most.map(money),
        share,
        per: amount.per.or_else(|| period_before(before)),
        recipients: recipients(before, behind),
    };
    let quote = quote(text, passage, placed)?;
    Some(match because {
        Some(because) => Fact::inferred(value, quote, because),
        None => Fact::stated(value, quote),
    })
}

/// For a purpose, right behind the sum: "£350 for yarn", "900 $ pour les matériaux".
static FOR_A_PURPOSE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W{0,3}(?:(?:a|per|each|par|al|por|pro|im)\s+\w+\s+)?(?:for|towards?|pour|para|für|per|voor)\s+(?:the\s+|your\s+|les?\s+|la\s+|los\s+|das\s+|die\s+|i\s+|il\s+)?(?:\w+\s+)?(?:materials?|matériaux|matériel|materiales|materiais|materialien|materiali|supplies|yarn|paper|production|producción|produção|produktion|produzione|travel|voyages?|transports?|viajes?|viagens|reisen|viaggi\w*|shipping|housing|accommodation|lodging|hébergement|logement|alojamiento|unterkunft|alloggio|framing|printing|installation|professional services|research costs?)\b",
    )
});
static PURPOSE_LABEL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:materials?|materiales|matériaux|material(?:kosten)?|materiali|travel|housing|accommodation|production|supplies|shipping)(?:\s+(?:costs?|budget|allowance|fund))?\s*[:–-]\s*$",
    )
});

/// All prizes together: "1,000 euros in monetary prizes", "prizes now add up to $45,000".
static TOGETHER_BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:in|en|em|an|di)\s+(?:total\s+|monetary\s+|cash\s+|prize\s+)*(?:prizes|awards|prize money|premios|prix|preisen|preisgeldern|premi|prêmios)\b",
    )
});
static TOGETHER_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:prizes|awards|premios|prix|preise|premi|prêmios)\s+(?:\w+\s+){0,2}(?:add(?: up to)?|amount to|come to|total(?:l?ing)?|worth|suman|ascienden a|totalisant|im gesamtwert von|per un totale di|somam|totalizando)\s*$|\bpremios?\b[^.;]{0,60}\bbolsa de\s*$",
    )
});

/// What a thing given is said to be worth: no money.
static SAID_WORTH: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:publicity|promotion|exposure|feature|coverage|membership|subscription|course|gift card|voucher|bon d[’']achat|gutschein|buono)\b[^.;]{0,60}\b(?:worth|valued? (?:at|of)|de|von|im wert von|di)\s*(?:over|more than|up to|about)?\s*$|\b(?:free entry|entry) (?:in|to|into)(?: the)?\s*$",
    )
});

/// What the words right beside a sum for one recipient make of it; `None`: no money to anybody.
fn refined(share: Share, before: &str, behind: &str) -> Option<Share> {
    if share != Share::Recipient {
        return Some(share);
    }
    if SAID_WORTH.is_match(before) {
        None
    } else if FOR_A_PURPOSE.is_match(behind) || PURPOSE_LABEL.is_match(before) {
        Some(Share::Expenses)
    } else if TOGETHER_BEHIND.is_match(behind) || TOGETHER_BEFORE.is_match(before) {
        Some(Share::Pool)
    } else {
        Some(share)
    }
}

/// "A monthly stipend of": only words right before count.
fn period_before(before: &str) -> Option<Period> {
    let near = tail_of(before, 0, before.len(), 30);
    if MONTHLY.is_match(near) {
        Some(Period::Month)
    } else if WEEKLY.is_match(near) {
        Some(Period::Week)
    } else if DAILY.is_match(near) {
        Some(Period::Day)
    } else {
        None
    }
}

fn recipients(before: &str, behind: &str) -> Option<u32> {
    let found = COUNT_BEHIND.captures(behind).or_else(|| COUNT_BEFORE.captures(before))?;
    let word = found.name("n")?.as_str().to_lowercase();
    let number = match &*word {
        "one" => 1,
        "two" | "dos" | "deux" | "zwei" | "due" | "dois" | "duas" => 2,
        "three" | "tres" | "trois" | "drei" | "três" => 3,
        "four" | "cuatro" | "quatre" | "vier" => 4,
        "five" | "cinco" | "cinq" | "fünf" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" | "diez" | "dix" | "zehn" => 10,
        "twelve" => 12,
        "twenty" | "veinte" => 20,
        "veinticinco" => 25,
        digits => digits.parse().ok()?,
    };
    (number > 0).then_some(number)
}

impl super::Terms {
    /// What one recipient gets, least and most over all sums named for one: where none is, the all-in
    /// budget of the work. Sums for a day or a month stand as they are written.
    pub fn per_recipient(&self) -> Option<(Option<Money>, Option<Money>)> {
        let span = |share| {
            let sums: Vec<&Award> = self
                .awards
                .iter()
                .map(|fact| &fact.value)
                .filter(|award| award.share == share)
                .collect();
            let currency =
                sums.iter().find_map(|sum| sum.most.as_ref().or(sum.least.as_ref()))?.currency;
            let of = |money: Option<&Money>| {
                money.filter(|money| money.currency == currency).map(|money| money.amount)
            };
            let least =
                sums.iter().filter_map(|sum| of(sum.least.as_ref().or(sum.most.as_ref()))).min();
            let most =
                sums.iter().filter_map(|sum| of(sum.most.as_ref().or(sum.least.as_ref()))).max();
            let open = sums.iter().all(|sum| sum.least.is_none());
            let money = |amount| Money { amount, currency };
            Some((least.filter(|_| !open).map(money), most.map(money)))
        };
        span(Share::Recipient).or_else(|| span(Share::Budget))
    }
}

#[cfg(test)]
mod tests {
    use crate::features::reading::{Document, read};

    /// Each sum in short: `2400 Recipient`.
    fn sums(text: &str) -> Vec<String> {
        let terms = read(&Document::of_text(&format!("Open call\n{text}"))).terms;
        let sums = terms.awards.iter().map(|fact| {
            let award = &fact.value;
            let sum = award.most.as_ref().or(award.least.as_ref());
            format!("{} {:?}", sum.map(|sum| sum.amount).unwrap_or_default(), award.share)
        });
        sums.collect()
    }

    #[test]
    fn a_sum_for_a_purpose_is_on_top_and_all_prizes_together_are_a_pool() {
        for (text, expected) in [
            (
                "Money: A stipend of £2,400, and £350 for yarn.",
                vec!["2400 Recipient", "350 Expenses"],
            ),
            (
                "What we offer\n\n- Stipend: €1,500\n- Materials: €300",
                vec!["1500 Recipient", "300 Expenses"],
            ),
            (
                "- un cachet de 3 250 €\n- une somme de 900 € pour les matériaux",
                vec!["3250 Recipient", "900 Expenses"],
            ),
            ("We give 1,000 euros in monetary prizes every year.", vec!["1000 Pool"]),
            ("The prizes now add up to $45,000.", vec!["45000 Pool"]),
            (
                "First prize €300. The publicity given to the winners is worth over €9,000.",
                vec!["300 Recipient"],
            ),
            ("Estímulos por valor de ($25’000.000) cada uno.", vec!["25000000 Recipient"]),
        ] {
            assert_eq!(sums(text), expected, "{text}");
        }
    }
}
