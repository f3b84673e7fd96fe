//! Rules about who may apply against labels in free words.
//!
//! A label such as "Australian citizen or permanent resident" is held against the rules that were read:
//! is there one, does it exclude, and does it name a country, an age or a stage that the label names.

use std::collections::BTreeSet;

use chrono::Datelike;
use serde_json::Value;

use super::judged::{Judged, Outcome};
use crate::features::profiles::words;
use crate::features::reading::{Clause, Country, Fact, Force, Rule, Stage, places_in};

/// The labels about who may apply, and the sort of rule each speaks of.
const FIELDS: &[(&str, &str)] = &[
    ("eligibility.citizenship_residency", "citizenship_residency"),
    ("eligibility.age", "age"),
    ("eligibility.career_stage", "career_stage"),
    ("eligibility.other", "other"),
];

/// What a label asks of the rules.
enum Wanted {
    /// It says nothing.
    Nothing,
    /// It says that nobody is shut out.
    Open,
    /// It speaks of a preference only.
    Soft,
    /// Somebody is shut out.
    Limit,
}

/// Holds the rules against the four labels.
pub(super) fn judge(eligibility: &Value, clauses: &[Fact<Clause>]) -> Vec<Judged> {
    let fields = FIELDS.iter().filter(|(_, name)| eligibility.get(name).is_some());
    fields.map(|(field, name)| one(field, name, &eligibility[*name], clauses)).collect()
}

fn one(field: &'static str, name: &str, label: &Value, clauses: &[Fact<Clause>]) -> Judged {
    let text = match label {
        Value::Array(items) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        one => one.as_str().unwrap_or_default().to_owned(),
    };
    let words = text.to_lowercase();
    let silent = words.trim().is_empty();
    let about: Vec<&Fact<Clause>> =
        clauses.iter().filter(|clause| speaks_to(&clause.value.rule, name, silent)).collect();
    let hard: Vec<&Fact<Clause>> =
        about.iter().copied().filter(|clause| clause.value.force == Force::Required).collect();
    let anyone = name == "citizenship_residency"
        && clauses.iter().any(|clause| clause.value.rule == Rule::Anyone);
    let outcome = match wanted(name, &words) {
        Wanted::Nothing if hard.is_empty() => Outcome::RightlyUnknown,
        Wanted::Open | Wanted::Soft if hard.is_empty() => {
            if anyone || !about.is_empty() {
                Outcome::Right
            } else {
                Outcome::RightlyUnknown
            }
        }
        Wanted::Nothing | Wanted::Open | Wanted::Soft => Outcome::Invented,
        Wanted::Limit if about.is_empty() => Outcome::Missing,
        Wanted::Limit if hard.is_empty() && name != "other" => Outcome::Missing,
        Wanted::Limit if about.iter().any(|clause| fits(name, &text, &clause.value.rule)) => {
            Outcome::Right
        }
        Wanted::Limit => Outcome::Wrong,
    };
    let shown = if hard.is_empty() { &about } else { &hard };
    let got: Vec<Value> = shown.iter().map(|clause| said(&clause.value).into()).collect();
    let got = if got.is_empty() && anyone { vec!["anyone".into()] } else { got };
    let quotes: Vec<&str> = shown
        .iter()
        .filter_map(|clause| clause.quote())
        .map(|quote| quote.words.as_str())
        .collect();
    Judged {
        field,
        outcome,
        expected: label.clone(),
        got: got.into(),
        quote: Some(quotes.join(" | ")).filter(|quote| !quote.is_empty()),
    }
}

/// The rules in words, by the labels they answer: what a reader would have written there.
pub(super) fn told(clauses: &[Fact<Clause>]) -> serde_json::Map<String, Value> {
    let of = |name: &str| -> Value {
        let about = clauses.iter().filter(|clause| sorts(&clause.value.rule).contains(name));
        let words: Vec<String> = about.map(|clause| said(&clause.value)).collect();
        if words.is_empty() { Value::Null } else { words.join("; ").into() }
    };
    FIELDS.iter().map(|(_, name)| ((*name).to_owned(), of(name))).collect()
}

fn said(clause: &Clause) -> String {
    let asks = words::asks(&clause.rule);
    match clause.force {
        Force::Required => format!("must {asks}"),
        Force::Preferred => format!("preferred: {asks}"),
        Force::Benefit => format!("benefit: {asks}"),
    }
}

/// Whether a rule is about what the label is about. A rule that two labels could speak of, as those
/// about groups are, is not held against the silent one.
fn speaks_to(rule: &Rule, name: &str, silent: bool) -> bool {
    let sorts = sorts(rule);
    sorts.contains(name) && !(silent && sorts.len() > 1)
}

/// The labels that a rule answers.
fn sorts(rule: &Rule) -> BTreeSet<&'static str> {
    match rule {
        Rule::Anyone => BTreeSet::new(),
        Rule::Residence { .. } | Rule::Citizenship { .. } | Rule::WorkPermission { .. } => {
            BTreeSet::from(["citizenship_residency"])
        }
        Rule::Age { .. } | Rule::Born { .. } => BTreeSet::from(["age"]),
        Rule::CareerStage { .. } | Rule::Experience { .. } | Rule::Professional => {
            BTreeSet::from(["career_stage"])
        }
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().flat_map(sorts).collect(),
        Rule::Not { rule } => sorts(rule),
        // "First Nations artists" stands in labels of origin as well as in those of everything else.
        Rule::Identity { .. } => BTreeSet::from(["citizenship_residency", "other"]),
        _ => BTreeSet::from(["other"]),
    }
}

fn wanted(name: &str, label: &str) -> Wanted {
    const EVERYWHERE: &[&str] = &[
        "world",
        "international",
        "any ",
        "anywhere",
        "globe",
        "no residency",
        "open to non",
        "foreigners",
        "no restriction",
        "all nationalities",
        "everyone",
        "anyone",
        "no limit",
    ];
    let limited = ["citizen", "nationality (in", "residing", "must ", "only", "required"];
    if label.trim().is_empty() || matches!(label.trim(), "null" | "none" | "n/a" | "unknown") {
        return Wanted::Nothing;
    }
    let soft = ["preference", "preferred", "priority", "encouraged", "welcome"];
    let hard = limited.iter().any(|word| label.contains(word));
    match name {
        "citizenship_residency" if !hard && EVERYWHERE.iter().any(|word| label.contains(word)) => {
            Wanted::Open
        }
        "age"
            if label.contains("no limit")
                || label.starts_with("any")
                || label.starts_with("all") =>
        {
            Wanted::Open
        }
        "career_stage" if label.starts_with("any") || label.starts_with("all") => Wanted::Open,
        "career_stage" if stages(label).len() > 1 && label.contains("established") => Wanted::Open,
        _ if !hard && soft.iter().any(|word| label.contains(word)) => Wanted::Soft,
        _ => Wanted::Limit,
    }
}

/// Whether the rule speaks of what the label names; where either names nothing we can compare, yes.
fn fits(name: &str, label: &str, rule: &Rule) -> bool {
    match name {
        "citizenship_residency" => {
            let (theirs, ours) = (countries_in(label), countries(rule));
            theirs.is_empty() || ours.is_empty() || !theirs.is_disjoint(&ours)
        }
        "age" => {
            let theirs: Vec<i64> = label
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let ours = ages(rule);
            let near = |one: &i64| theirs.iter().any(|other| one.abs_diff(*other) <= 1);
            theirs.is_empty() || ours.is_empty() || ours.iter().any(near)
        }
        "career_stage" => {
            let (theirs, ours) = (stages(label), rule_stages(rule));
            theirs.is_empty() || ours.is_empty() || !theirs.is_disjoint(&ours)
        }
        _ => true,
    }
}

fn leaves(rule: &Rule) -> Vec<&Rule> {
    match rule {
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().flat_map(leaves).collect(),
        Rule::Not { rule } => leaves(rule),
        leaf => vec![leaf],
    }
}

fn countries(rule: &Rule) -> BTreeSet<Country> {
    let mut all = BTreeSet::new();
    for leaf in leaves(rule) {
        match leaf {
            Rule::Residence { countries, area, .. } => {
                all.extend(countries.iter().copied());
                all.extend(area.as_deref().map(countries_in).unwrap_or_default());
            }
            Rule::Citizenship { countries } => all.extend(countries.iter().copied()),
            Rule::WorkPermission { country } => all.extend([*country]),
            _ => {}
        }
    }
    all
}

fn countries_in(text: &str) -> BTreeSet<Country> {
    let mentions = places_in(text).into_iter().flat_map(|mention| mention.named);
    mentions.map(|named| named.country).collect()
}

fn ages(rule: &Rule) -> Vec<i64> {
    let years = |day: &chrono::NaiveDate| i64::from(day.year());
    leaves(rule)
        .into_iter()
        .flat_map(|leaf| match leaf {
            Rule::Age { least, most, .. } => {
                [least, most].into_iter().flatten().map(|age| i64::from(*age)).collect()
            }
            Rule::Born { from, until } => [from, until].into_iter().flatten().map(years).collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn rule_stages(rule: &Rule) -> BTreeSet<Stage> {
    let all = leaves(rule).into_iter().filter_map(|leaf| match leaf {
        Rule::CareerStage { stages } => Some(stages.iter().copied()),
        _ => None,
    });
    all.flatten().collect()
}

fn stages(label: &str) -> BTreeSet<Stage> {
    let named = [
        ("student", Stage::Student),
        ("emerging", Stage::Emerging),
        ("early", Stage::Emerging),
        ("mid", Stage::MidCareer),
        ("established", Stage::Established),
        ("senior", Stage::Established),
    ];
    let label = label.to_lowercase();
    named.into_iter().filter(|(word, _)| label.contains(word)).map(|(_, stage)| stage).collect()
}
