//! Rules that an "or" or a list joins into one.

use std::sync::LazyLock;

use super::Rule;
use super::origin::Found;
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

/// Two places of one rule: "Chile and Peru".
pub(super) fn widened(one: &Rule, other: &Rule) -> Option<Rule> {
    match (one, other) {
        (
            Rule::Residence { countries, area: None, months },
            Rule::Residence { countries: more, area: None, .. },
        ) => Some(Rule::Residence {
            countries: joined(countries, more),
            area: None,
            months: *months,
        }),
        (Rule::Not { rule }, Rule::Not { rule: more }) => {
            widened(rule, more).map(|rule| Rule::Not { rule: Box::new(rule) })
        }
        (Rule::Citizenship { countries }, Rule::Citizenship { countries: more }) => {
            Some(Rule::Citizenship { countries: joined(countries, more) })
        }
        (
            Rule::Residence { countries, area: Some(area), months },
            Rule::Residence { countries: more, area: Some(also), .. },
        ) if countries == more && area != also => Some(Rule::AnyOf {
            rules: vec![
                one.clone(),
                Rule::Residence {
                    countries: more.clone(),
                    area: Some(also.clone()),
                    months: *months,
                },
            ],
        }),
        (Rule::AnyOf { rules }, Rule::AnyOf { rules: more })
            if rules.len() == 2 && more.len() == 2 =>
        {
            let both: Option<Vec<Rule>> =
                rules.iter().zip(more).map(|(one, other)| widened(one, other)).collect();
            both.map(|rules| Rule::AnyOf { rules })
        }
        (Rule::AnyOf { rules }, Rule::Residence { .. }) => {
            let mut rules = rules.clone();
            rules.push(other.clone());
            Some(Rule::AnyOf { rules })
        }
        _ => None,
    }
}

fn joined(one: &[Country], more: &[Country]) -> Vec<Country> {
    let mut all = one.to_vec();
    all.extend(more.iter().filter(|country| !one.contains(country)));
    all
}

/// Rules of one passage joined by "or" are alternatives.
pub(super) fn alternatives(passage: &str, found: Vec<Found>) -> Vec<Found> {
    static OR: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^\s*(?:and|y|et|und|e|,)\s*$|^\s*(?:citizens?|nationals?|residents?),\s*$|\b(?:or|ou|o|oder|oppure|as well as|sowie|and (?:international|foreign|also|those|non-\w+|permanent)|both an?)\b|/|;\s*y\b|\bartists? and an?\b|\b(?:and|y|et|und|e)\s+(?:one|two|three|an?|un|una|une|eine?)\b|,? and (?:\w+ ){0,2}(?:artists|residents|citizens)\b",
        )
    });
    // "Citizens or residents who have lived in Alberta for a year": both are asked.
    static WHO_ALSO: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:residents?|citizens?|nationals?)(?: of (?:the )?[\w ]{2,24})?,? (?:and )?(?:who|that) (?:have|has|are|currently|also|live|reside|normally)\b[^.;]*$",
        )
    });
    static PREFERENCE: LazyLock<Pattern> =
        LazyLock::new(|| Pattern::words(r"\b(?:preference|priority|prefer\w*)\b"));
    // "(ECOWAS citizens may also enter)": said to be one more way in.
    static ALSO: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:can|may|are) also (?:enter|apply|eligible|submit|take part|participate)",
        )
    });
    // "Or nationals of Ghana living in Togo": where they live is asked of these alone.
    static LIVING: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^\s*(?:countr(?:y|ies)|states?|citizens?|nationals?|artists?|people)?\s*(?:who\s+)?(?:are\s+)?(?:legally\s+|permanently\s+)?(?:living|residing|based|residents?|live|reside)\s+(?:in|within|of)\s+(?:the\s+)?$",
        )
    });
    let also = ALSO.is_match(passage);
    let mut merged: Vec<(Found, bool)> = Vec::new();
    for (rule, range) in found {
        let Some(((last, before), joined)) = merged.last_mut() else {
            merged.push(((rule, range), false));
            continue;
        };
        let gap = &passage[before.end.min(range.start)..range.start];
        let near = range.start >= before.end && range.start - before.end < 160;
        let both_denied = matches!((&*last, &rule), (Rule::Not { .. }, Rule::Not { .. }));
        if *last == rule {
            before.end = range.end;
        } else if let (true, Rule::AnyOf { rules }, Rule::Residence { .. }) =
            (*joined && LIVING.is_match(gap), &mut *last, &rule)
            && let Some(of_these) = rules.pop()
        {
            rules.push(Rule::AllOf { rules: vec![of_these, rule] });
            before.end = range.end;
        } else if near
            && !both_denied
            && (OR.is_match(gap) || also && gap.contains('('))
            && !WHO_ALSO.is_match(gap)
            && !PREFERENCE.is_match(gap)
        {
            let mut rules = match std::mem::replace(last, Rule::Anyone) {
                Rule::AnyOf { rules } => rules,
                one => vec![one],
            };
            match rule {
                Rule::AnyOf { rules: more } => rules.extend(more),
                one => rules.push(one),
            }
            rules.dedup();
            *last = Rule::AnyOf { rules };
            before.end = range.end;
            *joined = true;
        } else {
            merged.push(((rule, range), false));
        }
    }
    merged.into_iter().map(|(found, _)| found).collect()
}
