//! What it costs to enter.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::amount::{head_of, tail_of};
use super::cue::{Role, cues};
use super::free::free;
use super::number::number;
use super::purse::Purse;
use super::role::{Placed, Survey};
use super::tier::steps;
use super::{EntryFee, FeeTier, Money, Period};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Fact, Quote, Sureness, Warning};

/// Words of a fee, as against other words that lead to an amount.
static FEE_WORD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"fee|cost|charge|frais|droits|cuota|costo|coste|tarifa|tasa|taxa|gebühr|beitrag|geld|quota|비|료|費|料|费",
    )
});

/// A fee that is spoken of but not asked for.
static NOT_ASKED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:no|not|without|waive[rd]?s?|waiving|cover(?:s|ed)? (?:the|all|your)|work visa|keine?|sans|sin|sem|senza|aucun)\b|n[’']t\b",
    )
});

static MEMBERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\bmembers?\b|\bmembres\b|\bsocios\b|\bmitglieder\b|\bsoci\b")
});
static MEMBERS_FREE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bmembers?\W{1,3}(?:(?:are|is|enter|go|submit)\s+(?:for\s+)?)?free\b|\bfree (?:for|to) (?:\w+ ){0,3}members\b",
    )
});
static NOT_MEMBERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bnon[- –]?members?\b|\bnon[- ]membres\b|\bno socios\b|\bnichtmitglieder\b|\bnot members\b",
    )
});
static FURTHER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"additional|each extra|extra (?:work|image|entry|piece)|thereafter|further|each (?:\w+ )?after|second entry|supplémentaire|adicional|zusätzlich|jede[rs]? weitere|ulterior\w*|aggiuntiv\w+|추가|追加",
    )
});
/// Only for a while: the usual fee is what comes after.
static EARLY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bearly\b|\bfrühbucher\w*|\b(?:if (?:you enter|received|entered|submitted) )(?:by|before|until)\b|\b(?:through|until|before|by|entro il|bis|jusqu[’']au|hasta el|até)\s+(?:the )?(?:\d{1,2}\.? (?:\p{L}+)|\p{Lu}\p{Ll}+ \d{1,2})\b",
    )
});
/// What a tier for everyone is called.
static USUAL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\b(?:regular|standard|normal|general|ordinar\w+|regulär\w*)\b")
});
/// For those who come last.
static LATE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\blate\b|\blast[- ](?:minute|call|chance)\b|\bfinal\b|\btardí\w+|\bspät\w*")
});
static REDUCED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"concession|students?\b|youth|next gen|under \d+|low[- ]income|seniors?\b|pensioners?|unwaged|reduced|ermäßigt|réduit|étudiants?|estudiantes|studenti|학생|学生",
    )
});

static STUDENTS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bstudents?\b|\bétudiant\w*|\bestudiantes?\b|\bestudantes?\b|\bstudierende\w*|\bstudent\w+|\bstudenti\b|학생|学生",
    )
});

/// A label of all steps of a fee.
static ALL_FEES: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:fees?|costs?|charges?|frais|droits|cuotas?|tarifas?|taxas?|gebühr(?:en)?|quot[ae]|iscrizione|inscription|inscripción|inscrição)$",
    )
});

/// A fee whose sign was lost on the way: "Submission Fees: 34 for 1-3 works".
static BARE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:entry|submission|application|jury|registration|entrance)[ -]fees?\s*[:=–-]\s*(?P<n>\d{1,3}(?:[.,]\d\d)?)\s*(?:for\b|per\b|/|each\b|$)",
    )
});

/// Money to the artist, in the words of a passage with a bare "fee".
static TO_ARTIST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:receives?|paid to|will be paid|we (?:offer|pay)|offer(?:s|ed|ing)?|provides?|is paid|paying (?:an? )?(?:artist )?fee|fee for the (?:commission|work|project|artist)|commission\w*|freelance\w*|compensat\w+)\b",
    )
});

/// Entering, in the words of a passage with a bare "fee".
static ENTERING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:submi\w+|ent(?:er|ry|ries)|entering|appl(?:y|ication|ications)|images?|artworks?|works|early bird|jur(?:y|ied)|non-?refundable|inscri\w+|candidatur\w+|bewerb\w+|einreich\w+|iscri\w+)\b|접수|응모|応募",
    )
});

/// Which way a bare "fee" or "cost" runs.
pub(super) fn direction(passage: &str, heading: &str, placed: &Placed) -> Option<Role> {
    if matches!(placed.amount.per, Some(Period::Day | Period::Week | Period::Month)) {
        return Some(Role::Rent);
    }
    if TO_ARTIST.is_match(passage) {
        return Some(Role::Award);
    }
    let entering = ENTERING.is_match(passage) || ENTERING.is_match(heading);
    let called_fee = FEE.is_match(passage) || FEE.is_match(heading);
    // Hundreds may be what a programme costs; thousands are what a commission pays.
    let thousands = placed.amount.sign.roughly(placed.amount.top()) > 2000.into();
    if thousands && called_fee && !PROGRAMME.is_match(passage) && !PROGRAMME.is_match(heading) {
        return Some(Role::Award);
    }
    if placed.amount.is_small() && (entering || called_fee) {
        Some(Role::EntryFee)
    } else if called_fee || placed.cue.is_none() {
        Some(Role::Participation)
    } else {
        None
    }
}

static PROGRAMME: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:residenc\w+|program\w*|tuition|course|workshop|participa\w+|week|month)\b",
    )
});

static FEE: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(r"\bfees?\b|gebühr|taxa\b|quota"));

/// The steps of the entry fee, where it has any.
pub(super) fn fee_tiers(
    text: &str,
    survey: &Survey,
    purse: &Purse,
    last_day: Option<NaiveDate>,
) -> Vec<Fact<FeeTier>> {
    let paid: Vec<&Placed> =
        survey.placed.iter().filter(|placed| placed.role == Some(Role::EntryFee)).collect();
    steps(text, survey, &tiers(text, survey, &paid), purse, last_day)
}

/// What it costs to enter, and what is doubtful about it.
pub(super) fn entry_fee(
    text: &str,
    survey: &Survey,
    purse: &Purse,
    warnings: &mut Vec<Warning>,
) -> Option<Fact<EntryFee>> {
    let paid: Vec<&Placed> =
        survey.placed.iter().filter(|placed| placed.role == Some(Role::EntryFee)).collect();
    let free = free(text, survey);
    let only_further = tiers(text, survey, &paid).iter().all(|tier| tier.further);
    // "Fee: none (heating is paid by the guest, 50 a month)": the sums beside it are for something else.
    let beside = free.as_ref().is_some_and(|free| {
        paid.iter().all(|placed| {
            let own = &survey.passages[placed.passage].range;
            own.contains(&free.start) && free.end() <= placed.amount.range.start
        })
    });
    let asked = !paid.is_empty() && (free.is_none() || !only_further && !beside);
    if asked {
        let fact = from_amounts(text, survey, &paid, purse, warnings)?;
        if let (Some(free), Some(quote)) = (free, fact.quote()) {
            warnings.push(Warning::FeeUnclear { quotes: vec![quote.clone(), free] });
            return Some(Fact { sureness: Sureness::Doubtful, ..fact });
        }
        return Some(fact);
    }
    if let Some(quote) = free {
        return Some(Fact::stated(EntryFee::Free, quote));
    }
    bare(text, survey, warnings).or_else(|| charged(text, survey, warnings))
}

/// Who pays an amount, told by the words between its neighbours.
pub(super) struct Tier<'p> {
    pub(super) placed: &'p Placed,
    pub(super) members: bool,
    /// For those who enter before a day, when others pay more.
    early: bool,
    /// For those who come late, and pay more.
    late: bool,
    /// For what comes after the first work.
    pub(super) further: bool,
    pub(super) reduced: bool,
    pub(super) students: bool,
}

fn tiers<'p>(text: &str, survey: &Survey, paid: &[&'p Placed]) -> Vec<Tier<'p>> {
    let all: Vec<&Range<usize>> = survey.placed.iter().map(|placed| &placed.amount.range).collect();
    paid.iter()
        .map(|placed| {
            let passage = &survey.passages[placed.passage].range;
            let range = &placed.amount.range;
            let number = all.partition_point(|other| other.start < range.start);
            let floor = number.checked_sub(1).map_or(0, |n| all[n].end).max(passage.start);
            let ceiling =
                all.get(number + 1).map_or(text.len(), |next| next.start).min(passage.end);
            let before = tail_of(text, floor.min(range.start), range.start, 40);
            let behind = head_of(text, range.end, 45.min(ceiling.saturating_sub(range.end)));
            // A label with a colon speaks of what follows; without one, words behind come first.
            let lead = before.trim_end();
            // "Fees: $20 early bird": such a label speaks of all.
            let label = lead.ends_with([':', '–', '-'])
                && !ALL_FEES.is_match(lead.trim_end_matches([':', '–', '-', ' ']));
            // "$20 early bird, $30 regular": what stands before the comma is the one before's.
            let before = match (label, number) {
                (false, 1..) => before.rsplit([',', ';', ')']).next().unwrap_or_default(),
                _ => before,
            };
            let behind =
                match behind.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')) {
                    Some((inside, _)) if label => inside,
                    _ if label => "",
                    _ => behind.split([',', ';', '.']).next().unwrap_or_default(),
                };
            // "members $20, students $10": with no words behind, those before say for whom.
            let leads = label || behind.trim().is_empty();
            let whole = format!("{before} {behind}");
            Tier {
                early: EARLY.is_match(&whole) && !USUAL.is_match(&whole),
                late: LATE.is_match(&whole),
                placed,
                members: MEMBERS.is_match(&whole)
                    && !NOT_MEMBERS.is_match(&whole)
                    && !MEMBERS_FREE.is_match(&whole),
                further: FURTHER.is_match(behind) || label && FURTHER.is_match(before),
                reduced: REDUCED.is_match(behind) || leads && REDUCED.is_match(before),
                students: STUDENTS.is_match(behind) || leads && STUDENTS.is_match(before),
            }
        })
        .collect()
}

fn from_amounts(
    text: &str,
    survey: &Survey,
    paid: &[&Placed],
    purse: &Purse,
    warnings: &mut Vec<Warning>,
) -> Option<Fact<EntryFee>> {
    let tiers = tiers(text, survey, paid);
    let plain: Vec<&Tier> =
        tiers.iter().filter(|tier| !tier.members && !tier.further && !tier.reduced).collect();
    let usual = plain.iter().find(|tier| !tier.early && !tier.late);
    // "30 until May, 38 until June, 45 for the last": of steps by days the last that is not called late.
    let usual = usual.or_else(|| plain.iter().rfind(|tier| !tier.late)).or(plain.first());
    let main = usual.copied().or_else(|| tiers.iter().find(|t| !t.further)).or(tiers.first())?;
    let amount = &main.placed.amount;
    let (money, doubt) = purse.money(amount.least.or(amount.most)?, amount.sign);
    let top =
        plain.iter().map(|tier| tier.placed.amount.top()).max().filter(|top| *top > money.amount);
    let passage = &survey.passages[main.placed.passage].range;
    let members_free = MEMBERS_FREE.is_match(&text[passage.clone()]).then_some(Decimal::ZERO);
    let members = tiers
        .iter()
        .find(|tier| tier.members)
        .map(|tier| tier.placed.amount.top())
        .or(members_free);
    let with = |amount| Money { amount, currency: money.currency };
    let quote = quote(text, passage.clone(), main.placed)?;
    if money.currency.is_none() {
        warnings.push(Warning::CurrencyUnclear { quote: quote.clone() });
    }
    let fee = EntryFee::Paid {
        most: top.map(with),
        basis: basis(text, passage, amount.range.end),
        members: members.map(with),
        amount: money.clone(),
    };
    Some(match doubt {
        Some(because) => Fact::inferred(fee, quote, because),
        None => Fact::stated(fee, quote),
    })
}

/// Where the next sum begins, with the word or mark that joins it.
static NEXT_SUM: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\s*(?:[,/|–-]|\b(?:and|or|und|et|y|e|ou|o|oder)\b)?\s*(?:(?:[A-Z]{1,3})?[$€£¥]\s?\d|(?:usd|eur|gbp|chf|aud|cad)\s?\d|\d+(?:[.,]\d+)?\s?(?:€|£|euros?\b|eur\b|usd\b|chf\b))",
    )
});

/// The words behind an amount that say what it is for.
fn basis(text: &str, passage: &Range<usize>, end: usize) -> Option<String> {
    let behind = head_of(text, end, 80.min(passage.end.saturating_sub(end)));
    let words = behind.split(['.', ';', '\n']).next().unwrap_or_default();
    // "(one work), 40 EUR (up to three works)", "(early / $40 regular": what the next sum is for.
    let words = words.trim_start_matches([' ', '*', '\u{a0}']);
    let words = match words.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        Some((inside, _)) => inside,
        None => words,
    };
    let words = NEXT_SUM.find(words).map_or(words, |next| &words[..next.start()]);
    let words = words.trim_matches([' ', '(', ')', ',', '/', ':', '-', '*', '\u{a0}']);
    (words.chars().count() > 2).then(|| words.chars().take(60).collect())
}

/// Cue, amount and what it is for, as far as they stand together.
pub(super) fn quote(text: &str, passage: Range<usize>, placed: &Placed) -> Option<Quote> {
    let amount = &placed.amount.range;
    let (mut start, mut end) = (amount.start, amount.end);
    if let Some(cue) = &placed.cue {
        start = start.min(cue.start);
        end = end.max(cue.end);
    }
    if end - start > 200 {
        (start, end) = (amount.start, amount.end);
    }
    // A short passage is quoted whole: it reads better than a splinter of it.
    if passage.len() <= 140 && passage.start <= start && end <= passage.end {
        (start, end) = (passage.start, passage.end);
    }
    Quote::of(text, start..end)
}

/// The same below a heading that says fee: "34 for 1-3 works".
static BARE_BELOW: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W{0,3}(?P<n>\d{1,3}(?:[.,]\d\d)?)\s*(?:for|per|/)\s*(?:up to )?\d{0,2}(?:\s?[-–]\s?\d{1,2})?\s*(?:works?|images?|artworks?|entr\w+|pieces?|photos?)\b",
    )
});

fn bare(text: &str, survey: &Survey, warnings: &mut Vec<Warning>) -> Option<Fact<EntryFee>> {
    survey.passages.iter().find_map(|passage| {
        let below = || {
            let heading = passage.under(text);
            let fee =
                FEE.is_match(heading) && cues(heading).iter().any(|cue| cue.role == Role::EntryFee);
            fee.then(|| BARE_BELOW.captures(passage.of(text))).flatten()
        };
        let found = BARE.captures(passage.of(text)).or_else(below)?;
        let digits = found.name("n")?;
        let start = passage.range.start;
        let value = number(text, start + digits.start())?.value;
        let whole = found.get(0)?;
        let quote = Quote::of(text, start + whole.start()..start + whole.end())?;
        warnings.push(Warning::CurrencyUnclear { quote: quote.clone() });
        let fee = EntryFee::Paid {
            amount: Money { amount: value, currency: None },
            most: None,
            basis: basis(text, &passage.range, start + digits.end()),
            members: None,
        };
        Some(Fact::doubtful(fee, quote, "The sign of the currency is missing in the text"))
    })
}

/// A fee is spoken of, and no amount goes with it.
fn charged(text: &str, survey: &Survey, warnings: &mut Vec<Warning>) -> Option<Fact<EntryFee>> {
    survey.passages.iter().enumerate().find_map(|(at, passage)| {
        // An amount stands there, and was found to be something else.
        if survey.placed.binary_search_by_key(&at, |placed| placed.passage).is_ok() {
            return None;
        }
        let words = passage.of(text);
        let cue = cues(words).into_iter().find(|cue| {
            cue.role == Role::EntryFee && !cue.weak && FEE_WORD.is_match(&words[cue.range.clone()])
        })?;
        if NOT_ASKED.is_match(tail_of(words, 0, cue.range.start, 60)) {
            return None;
        }
        let start = passage.range.start;
        let range = if passage.range.len() <= 160 {
            passage.range.clone()
        } else {
            start + cue.range.start..start + cue.range.end
        };
        let quote = Quote::of(text, range)?;
        warnings.push(Warning::FeeUnclear { quotes: vec![quote.clone()] });
        Some(Fact::stated(EntryFee::Charged, quote))
    })
}
