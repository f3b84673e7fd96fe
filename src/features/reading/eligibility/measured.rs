//! How well rules are found in real calls, where a labelled folder lies beside the repository.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Clause, Force, Rule};
use crate::features::reading::closing::measured::{document, folder};
use crate::features::reading::{Fact, read};

/// The fields of the labels that a clause speaks to.
fn fields(rule: &Rule) -> Vec<&'static str> {
    match rule {
        Rule::Anyone => vec!["anyone"],
        Rule::Residence { .. } | Rule::Citizenship { .. } | Rule::WorkPermission { .. } => {
            vec!["origin"]
        }
        Rule::Age { .. } | Rule::Born { .. } => vec!["age"],
        Rule::CareerStage { .. } => vec!["career_stage"],
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().flat_map(fields).collect(),
        Rule::Not { rule } => fields(rule),
        _ => vec!["other"],
    }
}

/// What the labels say of a field: whether there is a rule.
fn wanted(gold: &Value, field: &str) -> bool {
    let text = |name: &str| gold["eligibility"][name].as_str().unwrap_or_default().to_lowercase();
    let origin = text("citizenship_residency");
    let open = [
        "world",
        "international",
        "any ",
        "anywhere",
        "globe",
        "no residency",
        "open to non",
        "foreigners",
    ];
    let anyone = !origin.contains("residing") && open.iter().any(|word| origin.contains(word));
    match field {
        "anyone" => anyone && !origin.contains("citizen") && !origin.contains("nationality (in"),
        "origin" => !origin.is_empty() && !wanted(gold, "anyone"),
        "age" => !text("age").is_empty() && text("age") != "no limit",
        "career_stage" => {
            let stage = text("career_stage");
            !stage.is_empty()
                && !stage.starts_with("any")
                && !stage.contains("emerging and")
                && !stage.contains("and emerging")
        }
        _ => !text("other").is_empty(),
    }
}

fn show(clause: &Fact<Clause>) -> String {
    let words = clause.quote().map_or("", |quote| &quote.words);
    format!(
        "{:?} {} «{words}»",
        clause.value.force,
        serde_json::to_string(&clause.value.rule).unwrap_or_default()
    )
}

#[test]
fn rules_of_real_calls() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no labelled calls beside the repository (../shared/realdata)");
        return;
    };
    let labels = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for gold in labels.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let file = gold["file"].as_str().unwrap();
        let document = document(&folder, file);
        let clauses = read(&document).eligibility;
        for field in ["anyone", "origin", "age", "career_stage", "other"] {
            let found: Vec<_> = clauses
                .iter()
                .filter(|clause| fields(&clause.value.rule).contains(&field))
                .collect();
            let hard = found.iter().any(|clause| clause.value.force == Force::Required);
            let kind = match (wanted(&gold, field), found.is_empty()) {
                (true, false) => 0,
                (false, false) if hard => 1,
                (true, true) => 2,
                _ => 3,
            };
            counts.entry(field).or_default()[kind] += 1;
            if field != "other" && (kind == 1 || kind == 2) {
                println!("{file}: {field}: {}", ["", "invented", "missing", ""][kind]);
                println!("    label {}", gold["eligibility"]);
                clauses.iter().for_each(|clause| println!("    {}", show(clause)));
            }
        }
    }
    println!("{:14} right invented missing rightly none", "");
    for (field, [right, invented, missing, none]) in &counts {
        println!("{field:14} {right:5} {invented:8} {missing:7} {none:12}");
    }
    for field in ["origin", "age"] {
        let [right, invented, missing, _] = counts[field];
        assert!(
            right * 100 >= (right + missing) * 85,
            "fewer rules about {field} are found than were"
        );
        assert!(invented <= 1, "rules about {field} are invented");
    }
}
