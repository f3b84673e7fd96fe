//! How well duplicates are told among real calls, where a labelled folder lies beside the repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Likeness;
use super::judge::{judge, other_edition};
use super::said::Said;
use crate::features::reading::{Document, Hints, markdown_text, page_text, plain_text, read};

fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("PROLETTO_REALDATA").map(PathBuf::from);
    let beside = ["../shared/realdata", "../../shared/realdata"].map(|path| here.join(path));
    named.into_iter().chain(beside).find(|path| path.join("dedup_pairs.jsonl").is_file())
}

/// A listing as a source would give it; `None` where its file or its record is missing.
fn document(folder: &Path, side: &Value) -> Option<Document> {
    let name = side["ref"].as_str().unwrap();
    let (file, key) = name.split_once('#').map_or((name, None), |(file, key)| (file, Some(key)));
    let raw = std::fs::read_to_string(folder.join(file)).ok()?;
    let mut url: Option<url::Url> = side["url"].as_str().and_then(|url| url.parse().ok());
    let (title, text) = match key {
        Some(key) => {
            let all: Value = serde_json::from_str(&raw).unwrap();
            let record = key.parse::<usize>().ok().and_then(|n| all.get(n)).or(all.get(key))?;
            let text = |names: &[&str]| {
                names.iter().find_map(|name| record[*name].as_str()).unwrap_or_default().to_owned()
            };
            let title = text(&["title"]);
            url = url.or_else(|| text(&["url", "link"]).parse().ok());
            let mut body = format!("{title}\n");
            for (label, names) in [("Organization", "organization"), ("Deadline", "deadline")] {
                let value = text(&[names]);
                if !value.is_empty() && value != "N/A" && key.parse::<usize>().is_ok() {
                    body.push_str(&format!("{label}: {value}\n"));
                }
            }
            body.push_str(&text(&["summary", "description", "text"]).replace("\\n", "\n"));
            (Some(title), plain_text(&body))
        }
        None => {
            let somewhere = url.clone().unwrap_or("https://unknown.example/".parse().unwrap());
            let page = if name.ends_with(".md") {
                markdown_text(&raw, &somewhere)
            } else {
                page_text(&raw, &somewhere)
            };
            (page.title, page.text)
        }
    };
    Some(Document {
        url,
        title,
        text,
        links: Vec::new(),
        declared_language: None,
        fetched_on: "2025-10-01".parse().unwrap(),
        posted_on: None,
        hints: Hints::default(),
    })
}

fn told(said: &Said) -> String {
    let organisation = said.organisation.as_ref().map(|o| o.name.as_str());
    let own: Vec<&String> = said.name.own.iter().collect();
    format!(
        "{:?} by {organisation:?}, closes {:?}, {:?} {:?} own {own:?}",
        said.title, said.closes, said.city, said.addresses.hosts
    )
}

#[test]
fn real_pairs_against_labels() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no labelled folder at ../shared/realdata or PROLETTO_REALDATA");
        return;
    };
    let pairs = std::fs::read_to_string(folder.join("dedup_pairs.jsonl")).unwrap();
    let mut counts: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    let mut unreachable = 0;
    for pair in pairs.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let sides = [&pair["a"], &pair["b"]].map(|side| document(&folder, side));
        let [Some(a), Some(b)] = sides else {
            println!("not there: {} or {}", pair["a"]["ref"], pair["b"]["ref"]);
            continue;
        };
        let same = pair["same"].as_bool().unwrap();
        let (one, other) = (Said::of(&a, &read(&a)), Said::of(&b, &read(&b)));
        let found = judge(&one, &other);
        assert_eq!(
            found.as_ref().map(|f| f.likeness),
            judge(&other, &one).map(|f| f.likeness),
            "whichever comes first"
        );
        let verdict = match found.as_ref().map(|found| found.likeness) {
            Some(Likeness::Same) => "same",
            Some(Likeness::Maybe) => "maybe",
            None => "nothing",
        };
        *counts.entry((same, verdict)).or_default() += 1;
        if (same, verdict) != (true, "same") && (same, verdict) != (false, "nothing") {
            println!(
                "{} is {verdict}:\n  {}\n  {}",
                if same { "one" } else { "two" },
                told(&one),
                told(&other)
            );
            println!(
                "  shared {:?}, {:?}",
                one.gist.shared(&other.gist),
                other_edition(&one, &other)
            );
            for reason in found.iter().flat_map(|found| &found.reasons) {
                println!("    {reason}");
            }
        }
        let marks = other.marks();
        let reached = one.marks_of_alike().iter().filter(|mark| marks.contains(mark)).count();
        if same && reached == 0 {
            unreachable += 1;
            println!("  no mark in common");
        }
    }
    println!("{counts:?}, without a mark in common: {unreachable}");
    assert_eq!(counts.get(&(false, "same")), None, "two calls were taken for one");
}
