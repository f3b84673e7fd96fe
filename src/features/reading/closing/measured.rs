//! How well deadlines are read from real calls, where a labelled folder lies beside the repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::Value;
use url::Url;

use crate::features::reading::{
    Closing, Document, Hints, Recurrence, YearSource, markdown_text, page_text, plain_text, read,
};

/// The labelled folder, where there is one.
pub(in crate::features::reading) fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("PROLETTO_REALDATA").map(PathBuf::from);
    let beside = ["../shared/realdata", "../../shared/realdata"].map(|path| here.join(path));
    named.into_iter().chain(beside).find(|path| path.join("gold.jsonl").is_file())
}

/// The stored file as the document a source would make of it.
pub(in crate::features::reading) fn document(folder: &Path, file: &str) -> Document {
    let raw = std::fs::read_to_string(folder.join(file)).unwrap();
    let mut url = Url::parse("https://unknown.example/").unwrap();
    let mut title = None;
    let mut body = raw.as_str();
    while let Some((line, rest)) = body.split_once('\n') {
        if let Some(address) = line.strip_prefix("URL: ") {
            url = Url::parse(address.trim()).unwrap_or(url);
        } else if let Some(words) = line.strip_prefix("TITLE: ") {
            title = Some(words.trim().to_owned());
        } else if !line.starts_with("ORGANIZATION: ") && !line.starts_with("LOCATION FIELD: ") {
            break;
        }
        body = rest;
    }
    let (text, page_title, declared_language) = match file.rsplit('.').next() {
        Some("txt") => {
            let text = plain_text(body);
            (title.as_ref().map_or(text.clone(), |title| format!("{title}\n\n{text}")), title, None)
        }
        Some("md") => {
            let page = markdown_text(body, &url);
            (page.text, page.title, page.language)
        }
        _ => {
            let page = page_text(body, &url);
            (page.text, page.title, page.language)
        }
    };
    Document {
        url: Some(url).filter(|url| url.host_str() != Some("unknown.example")),
        title: page_title,
        text,
        links: Vec::new(),
        declared_language,
        fetched_on: NaiveDate::from_ymd_opt(2025, 11, 20).unwrap(),
        posted_on: None,
        hints: Hints::default(),
    }
}

/// What was read, under the names and in the spelling of the labels.
fn told(closing: &Closing) -> BTreeMap<&'static str, Value> {
    let headline = closing.headline().map(|fact| &fact.value);
    let all = closing
        .deadlines
        .iter()
        .map(|fact| fact.value.date.to_string().into())
        .collect::<Vec<Value>>();
    let partial = closing.partial.as_ref().map(|fact| fact.value.to_string());
    let year = headline.map(|deadline| match deadline.year {
        YearSource::Explicit => "explicit",
        YearSource::Inferred => "inferred",
    });
    let goes_on = closing.recurrence.as_ref().map(|fact| fact.value);
    let rolling = matches!(goes_on, Some(Recurrence::Rolling | Recurrence::UntilFilled));
    BTreeMap::from([
        ("deadline", headline.map(|deadline| deadline.date.to_string()).into()),
        (
            "deadline_time",
            headline.and_then(|d| d.time).map(|time| time.format("%H:%M").to_string()).into(),
        ),
        (
            "deadline_tz",
            headline.and_then(|d| d.zone.as_ref()).map(|zone| zone.written.clone()).into(),
        ),
        ("deadline_partial", partial.into()),
        ("deadlines_all", all.into()),
        ("rolling", rolling.then_some(true).into()),
        ("status", closing.closed.as_ref().map(|_| "closed").into()),
        ("deadline_year_source", year.into()),
    ])
}

fn alike(field: &str, label: &Value, found: &Value) -> bool {
    let empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    match field {
        _ if empty(label) || empty(found) => empty(label) && empty(found),
        "deadline_time" => label == found || (label == "24:00" && found == "23:59"),
        "deadline_tz" => {
            let plain =
                |value: &Value| super::super::dates::folded(value.as_str().unwrap_or_default());
            let (label, found) = (plain(label), plain(found));
            label.contains(&found)
                || found.contains(&label)
                || label == "mexico city" && found.contains("mexico")
        }
        _ => label == found,
    }
}

/// Prints every date of a document and what it was taken for.
fn explain(document: &Document) {
    let mut mentions = super::dates_in(&document.text);
    super::order::settle(&mut mentions, document, None);
    for dated in super::roles::roles(&document.text, &mentions) {
        let m = &dated.mention;
        let said = document.text.get(dated.said.clone()).unwrap_or_default();
        println!("  {:?} {:?}-{}-{:?} {:?} {said:?}", dated.role, m.year, m.month, m.day, m.span);
    }
}

#[test]
fn deadlines_of_real_calls() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no labelled calls beside the repository (../shared/realdata)");
        return;
    };
    let labels = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for label in labels.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let file = label["file"].as_str().unwrap();
        let document = document(&folder, file);
        let reading = read(&document);
        let parts = crate::features::reading::split(&document);
        if parts.len() > 1 {
            let titles: Vec<_> =
                parts.iter().map(|part| part.title.clone().unwrap_or_default()).collect();
            println!("{file}: split into {titles:?}");
        }
        if std::env::var("PROLETTO_EXPLAIN").is_ok_and(|part| file.contains(&part)) {
            explain(&document);
        }
        for fact in &reading.closing.deadlines {
            assert!(fact.quote().unwrap().stands_in(&document.text), "{file}");
        }
        for (field, found) in told(&reading.closing) {
            let label = &label[field];
            let empty =
                |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            let right = alike(field, label, &found);
            let kind = match (right, empty(label), empty(&found)) {
                (true, true, _) => 3,
                (true, ..) => 0,
                (false, false, true) => 2,
                (false, ..) => 1,
            };
            counts.entry(field).or_default()[kind] += 1;
            if !right {
                println!("{file}: {field}: {found} for {label}");
                if field == "deadline" {
                    println!(
                        "    {:?}",
                        reading.closing.headline().and_then(|fact| fact.quote()).map(|q| &q.words)
                    );
                    println!("    {:?}", reading.warnings);
                }
            }
        }
    }
    println!("{:22} right wrong missing rightly unknown", "");
    for (field, [right, wrong, missing, unknown]) in &counts {
        println!("{field:22} {right:5} {wrong:5} {missing:7} {unknown:15}");
    }
    let [right, wrong, _, unknown] = counts["deadline"];
    let all = counts["deadline"].iter().sum::<usize>();
    assert!((right + unknown) * 100 >= all * 90, "deadlines are read worse than they were");
    assert!(wrong * 100 <= all * 3, "more deadlines are read wrongly than were");
}
