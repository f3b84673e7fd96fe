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
    static PREFERENCE: LazyLock<Pattern> =
        LazyLock::new(|| Pattern::words(r"\b(?:preference|priority|prefer\w*)\b"));
    let mut merged: Vec<Found> = Vec::new();
    for (rule, range) in found {
        match merged.last_mut() {
            Some((last, before)) if *last == rule => before.end = range.end,
            Some((last, before))
                if !PREFERENCE.is_match(&passage[before.end.min(range.start)..range.start])
                    && range.start >= before.end
                    && range.start - before.end < 160
                    && OR.is_match(&passage[before.end..range.start]) =>
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
            }
            _ => merged.push((rule, range)),
        }
    }
    merged
}
