//! Names of tiers and rounds: "early", "regular", "late", "round 2".

use std::sync::LazyLock;

use crate::features::reading::pattern::Pattern;

static TIER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"\b(?:(early)(?:[-\s]*birds?)?|(regular|standard|general|normal|advance)|(late|last[-\s](?:minute|call|chance)|final)\b|(priority)|(extended)|(future|next|upcoming)|(?:round|cycle|session|phase|tranche|tour|runde|turno)\s*(?:no\.?\s*)?(\d|one|two|three|four|i{1,3}|iv)\b|(\d|first|second|third|fourth|1st|2nd|3rd)\s+(?:round|cycle|session|dead\s?line|call)|(spring|summer|autumn|fall|winter)\b)",
    )
});

/// A day on which the fee rises.
pub(super) const FEE_STEP: &str = "fee step";

/// "$30 for three images if you enter by": the words before a day name what is paid until then.
static PAID_UNTIL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?:[$€£]\s?\d|\d\s?(?:[$€£]|euros?\b|eur\b|usd\b|chf\b|aud\b))[^.;:]{0,60}\b(?:by|until|till|before|through|bis|jusqu.?au|avant|hasta|ate|entro|fino)\b[^.;:]{0,12}$",
    )
});

/// Whether folded words before a date say what is paid until then.
pub(super) fn is_fee_step(before: &str) -> bool {
    PAID_UNTIL.is_match(before)
}

/// The tier or round that folded words beside a date name, the nearest to the date.
pub(super) fn tier(before: &str, after: &str) -> Option<String> {
    let near_before = TIER.captures_iter(before).last();
    let near_after =
        TIER.captures(after).filter(|found| found.get(0).is_some_and(|m| m.start() <= 16));
    let found = near_before.or(near_after)?;
    let name = |index: usize| found.get(index).map(|m| m.as_str());
    Some(match () {
        () if name(1).is_some() => "early".to_owned(),
        () if name(2).is_some() => "regular".to_owned(),
        () if name(3).is_some() => "late".to_owned(),
        () if name(4).is_some() => "priority".to_owned(),
        () if name(5).is_some() => "extended".to_owned(),
        () if name(6).is_some() => "next round".to_owned(),
        () => match (name(7).or(name(8)), name(9)) {
            (Some(number), _) => format!("round {}", digit(number)),
            (_, Some(season)) => season.to_owned(),
            _ => return None,
        },
    })
}

fn digit(number: &str) -> &str {
    match number {
        "one" | "first" | "1st" | "i" => "1",
        "two" | "second" | "2nd" | "ii" => "2",
        "three" | "third" | "3rd" | "iii" => "3",
        "four" | "fourth" | "iv" => "4",
        number => number,
    }
}

/// Whether the name is of a tier (a later one of the same round is as good, only dearer), not a round.
pub(in super::super) fn is_tier(name: &str) -> bool {
    matches!(name, "early" | "regular" | "late" | "priority" | "extended" | FEE_STEP)
}
