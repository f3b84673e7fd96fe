//! Rules about who may apply against labels in free words.
//!
//! A label such as "Australian citizen or permanent resident" is held against the rules that were read:
//! is there one, does it exclude, and does it name a country, an age, a stage or a number of years that the
//! label names.

mod label;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::Datelike;
use serde_json::Value;

use self::label::{Label, Wanted};
use super::judged::{Judged, Outcome};
use crate::features::profiles::words;
use crate::features::reading::{Clause, Country, Fact, Force, Rule, Stage, Sureness, places_in};

/// The labels about who may apply, and the sort of rule each speaks of.
const FIELDS: &[(&str, &str)] = &[
    ("eligibility.citizenship_residency", "citizenship_residency"),
    ("eligibility.age", "age"),
    ("eligibility.career_stage", "career_stage"),
    ("eligibility.other", "other"),
];

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
    let Label { wanted, limits } = Label::of(name, &text);
    let silent = wanted == Wanted::Nothing;
    let about: Vec<&Fact<Clause>> =
        clauses.iter().filter(|clause| speaks_to(&clause.value.rule, name, silent)).collect();
    let hard: Vec<&Fact<Clause>> =
        about.iter().copied().filter(|clause| clause.value.force == Force::Required).collect();
    let anyone = name == "citizenship_residency"
        && clauses.iter().any(|clause| clause.value.rule == Rule::Anyone);
    let unsure = |clause: &&Fact<Clause>| clause.sureness == Sureness::Doubtful;
    let outcome = match wanted {
        Wanted::Nothing if hard.is_empty() => Outcome::RightlyUnknown,
        Wanted::Open | Wanted::Soft | Wanted::Unstated if hard.is_empty() => {
            if anyone || !about.is_empty() { Outcome::Right } else { Outcome::RightlyUnknown }
        }
        // It sounds like a rule; whoever says so with doubt says what is there.
        Wanted::Unstated if hard.iter().all(unsure) => Outcome::Right,
        Wanted::Nothing | Wanted::Open | Wanted::Soft | Wanted::Unstated => Outcome::Invented,
        Wanted::Limit if about.is_empty() => Outcome::Missing,
        Wanted::Limit if hard.is_empty() && name != "other" => Outcome::Missing,
        Wanted::Limit if about.iter().any(|clause| fits(name, &limits, &clause.value.rule)) => {
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
        let about = clauses.iter().filter(|clause| told_in(&clause.value.rule, name));
        let words: Vec<String> = about.map(|clause| said(&clause.value)).collect();
        if words.is_empty() { Value::Null } else { words.join("; ").into() }
    };
    FIELDS.iter().map(|(_, name)| ((*name).to_owned(), of(name))).collect()
}

/// Whether a rule is told under a label. That anyone may apply is said of where they come from.
fn told_in(rule: &Rule, name: &str) -> bool {
    match rule {
        Rule::Anyone => name == "citizenship_residency",
        Rule::Other { .. } => name == "other",
        rule => sorts(rule).contains(name),
    }
}

fn said(clause: &Clause) -> String {
    if clause.rule == Rule::Anyone {
        return "worldwide: anyone, from anywhere".to_owned();
    }
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
        Rule::CareerStage { .. } | Rule::Experience { .. } | Rule::Professional { .. } => {
            BTreeSet::from(["career_stage"])
        }
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().flat_map(sorts).collect(),
        Rule::Not { rule } => sorts(rule),
        // "First Nations artists" stands in labels of origin as well as in those of everything else.
        Rule::Identity { .. } => BTreeSet::from(["citizenship_residency", "other"]),
        // Media are labelled as disciplines; where they are a limit, also among the others.
        Rule::Practice { .. } | Rule::PracticeExcluded { .. } => {
            BTreeSet::from(["disciplines", "other"])
        }
        // "For students" names a stage of the career, too.
        Rule::Student { must_be: true } => BTreeSet::from(["career_stage", "other"]),
        Rule::Other { condition } => speaks_of(condition).into_iter().chain(["other"]).collect(),
        _ => BTreeSet::from(["other"]),
    }
}

/// The label besides `other` that a condition of no known type may stand in.
fn speaks_of(condition: &str) -> Option<&'static str> {
    const CAREER: &[&str] = &[
        "exhibit",
        "solo show",
        "degree",
        "diploma",
        "graduat",
        "studies",
        "career",
        "professional",
        "experience",
        "exposition",
        "exposición",
        "ausstellung",
        "studium",
        "mostr",
        "개인전",
        "個展",
    ];
    const ORIGIN: &[&str] = &["born in", "permanent resident", "connection to", "citizenship of"];
    let condition = condition.to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| condition.contains(word));
    if holds(ORIGIN) {
        Some("citizenship_residency")
    } else if holds(CAREER) {
        Some("career_stage")
    } else {
        None
    }
}

/// Whether the rule speaks of what the label names; where either names nothing we can compare, yes.
fn fits(name: &str, label: &str, rule: &Rule) -> bool {
    match name {
        "citizenship_residency" => {
            let theirs = countries_in(label);
            let denied = DENIES.iter().any(|word| label.to_lowercase().contains(word));
            let (asked, shut) = countries(rule);
            let ours = if denied { &shut } else { &asked };
            let neither = asked.is_empty() && shut.is_empty();
            theirs.is_empty() || neither || !theirs.is_disjoint(ours)
        }
        "age" => near(&numbers(label), &ages(rule), 1),
        "career_stage" => {
            let (theirs, ours) = (stages(label), rule_stages(rule));
            let stage = theirs.is_empty() || ours.is_empty() || !theirs.is_disjoint(&ours);
            stage && near(&numbers(label), &years(rule), 0)
        }
        _ => true,
    }
}

/// Words of labels that say where one must not live or come from.
const DENIES: &[&str] = &[
    "other than",
    "living outside",
    "live outside",
    "lives outside",
    "based outside",
    "resident outside",
    "residing outside",
    "not a citizen",
    "not live",
    "not resid",
];

/// Whether some number of ours is one of theirs, so far apart at most; yes, where either has none.
fn near(theirs: &[i64], ours: &[i64], apart: u64) -> bool {
    let close = |one: &i64| theirs.iter().any(|other| one.abs_diff(*other) <= apart);
    theirs.is_empty() || ours.is_empty() || ours.iter().any(close)
}

/// The numbers in a label, small ones also in words.
fn numbers(label: &str) -> Vec<i64> {
    const WORDS: &[&str] = &[
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    ];
    label
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter_map(|word| {
            let named = || i64::try_from(WORDS.iter().position(|number| *number == word)?).ok();
            word.parse().ok().or_else(named)
        })
        .collect()
}

fn leaves(rule: &Rule) -> Vec<&Rule> {
    match rule {
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().flat_map(leaves).collect(),
        Rule::Not { rule } => leaves(rule),
        leaf => vec![leaf],
    }
}

/// The countries that a rule asks for, and those that it shuts out.
fn countries(rule: &Rule) -> (BTreeSet<Country>, BTreeSet<Country>) {
    let mut found = (BTreeSet::new(), BTreeSet::new());
    let of = |rules: &[Rule]| {
        rules
            .iter()
            .map(countries)
            .fold(Default::default(), |all: (BTreeSet<_>, BTreeSet<_>), one| {
                (&all.0 | &one.0, &all.1 | &one.1)
            })
    };
    match rule {
        Rule::AnyOf { rules } | Rule::AllOf { rules } => found = of(rules),
        Rule::Not { rule } => {
            let (asked, shut) = countries(rule);
            found = (shut, asked);
        }
        Rule::Residence { countries, area, .. } => {
            found.0.extend(countries.iter().copied());
            found.0.extend(area.as_deref().map(countries_in).unwrap_or_default());
        }
        Rule::Citizenship { countries } => found.0.extend(countries.iter().copied()),
        Rule::WorkPermission { country } => found.0.extend([*country]),
        _ => {}
    }
    found
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

/// The years that a rule asks of a career.
fn years(rule: &Rule) -> Vec<i64> {
    let all = leaves(rule).into_iter().filter_map(|leaf| match leaf {
        Rule::Experience { least, most, .. } => Some([*least, *most]),
        _ => None,
    });
    all.flatten().flatten().map(i64::from).collect()
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
