//! Rankings of real calls against labels, where the labelled folder is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use uuid::Uuid;

use super::day;
use crate::features::matching::quality::{Figures, Label, LabelledArtist, figures};
use crate::features::matching::stems::telling;
use crate::features::matching::{Call, rank};
use crate::features::profiles::Artist;
use crate::features::reading::{
    Closing, Document, Hints, Reading, markdown_text, page_text, plain_text, read,
};

/// One call of the folder: what was read from it, and its text.
struct Known {
    reading: Reading,
    text: String,
    posted: Option<NaiveDate>,
}

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata");
    let folder = std::env::var_os("PROLETTO_REALDATA").map_or(beside, PathBuf::from);
    folder.join("qrels.jsonl").is_file().then_some(folder)
}

/// The call as the scrapers would hand it on: its address, title and tidied text.
fn document(folder: &Path, name: &str) -> Document {
    let raw = match name.split_once('#') {
        None => std::fs::read_to_string(folder.join(name)).unwrap(),
        Some((file, id)) => {
            let lines = std::fs::read_to_string(folder.join(file)).unwrap();
            let values = lines.lines().map(|line| serde_json::from_str(line).unwrap());
            let found = values.into_iter().find(|v: &serde_json::Value| v["id"] == id);
            facts_as_text(&found.unwrap())
        }
    };
    let mut url = url::Url::parse("https://example.org/").unwrap();
    let mut title = None;
    let mut rest = raw.as_str();
    while let Some((label, value, after)) = header(rest) {
        match label {
            "URL" => url = value.parse().unwrap_or(url),
            "TITLE" => title = Some(value.to_owned()),
            _ => {}
        }
        rest = after;
    }
    let (text, found_title) = if name.ends_with(".md") {
        let page = markdown_text(rest, &url);
        (page.text, page.title)
    } else if name.ends_with(".txt") || name.contains('#') {
        (plain_text(&rest.replace("\\n", "\n")), None)
    } else {
        let page = page_text(rest, &url);
        (page.text, page.title)
    };
    let title = title.or(found_title);
    let text = match &title {
        Some(title) if !text.contains(title.as_str()) => format!("{title}\n{text}"),
        _ => text,
    };
    Document {
        url: Some(url),
        title,
        text,
        links: Vec::new(),
        declared_language: None,
        fetched_on: day("2026-07-01"),
        posted_on: None,
        hints: Hints::default(),
    }
}

fn header(text: &str) -> Option<(&str, &str, &str)> {
    let (line, after) = text.split_once('\n')?;
    let (label, value) = line.split_once(": ")?;
    ["URL", "TITLE", "ORGANIZATION", "LOCATION FIELD"]
        .contains(&label)
        .then_some((label, value, after))
}

fn facts_as_text(record: &serde_json::Value) -> String {
    let said = |key: &str, value: &serde_json::Value| {
        value.as_str().map(|value| format!("{key}: {value}\n")).unwrap_or_default()
    };
    let mut text = said("TITLE", &record["title"]) + &said("Organisation", &record["organisation"]);
    text += &said("Type", &record["type"]);
    for (key, value) in record["facts"].as_object().unwrap() {
        if key != "trap" {
            let mut label = key.clone();
            label[..1].make_ascii_uppercase();
            text += &said(&label, value);
        }
    }
    text
}

/// Everything as if it were open, as the labels ask.
fn opened(reading: Reading) -> Reading {
    Reading { closing: Closing::default(), not_a_call: None, ..reading }
}

fn last_date(text: &str) -> Option<NaiveDate> {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let year =
        years.filter_map(|run| run.parse().ok()).filter(|year| (2000..2030).contains(year)).max();
    NaiveDate::from_ymd_opt(year?, 1, 1)
}

fn shared_words(artist: &Artist, text: &str) -> usize {
    let names = artist.disciplines.iter().map(|discipline| discipline.name().to_owned());
    let kinds = artist.kinds.iter().map(|kind| kind.name().to_owned());
    let home =
        artist.residence.iter().map(|home| format!("{:?} {}", home.city, home.country.name()));
    let own: Vec<String> = names.chain(kinds).chain(home).chain(artist.media.clone()).collect();
    let own = own.join(" ");
    let own: BTreeSet<String> = telling(&own).map(|(stem, _)| stem).collect();
    telling(text).map(|(stem, _)| stem).collect::<BTreeSet<_>>().intersection(&own).count()
}

#[test]
fn rankings_of_real_calls_against_labels() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no labelled folder at ../shared/realdata or PROLETTO_REALDATA");
        return;
    };
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let artists: Vec<LabelledArtist> = serde_json::from_str(&text("profiles.json")).unwrap();
    let labels: Vec<Label> =
        text("qrels.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let today = day("2026-07-01");
    let rows = std::env::var_os("PROLETTO_ROWS").is_some();
    let shown = if rows { usize::MAX } else { 14 };
    let mut calls: BTreeMap<&str, Known> = BTreeMap::new();
    for label in &labels {
        calls.entry(&label.opportunity).or_insert_with(|| {
            let document = document(&folder, &label.opportunity);
            let posted = last_date(&document.text);
            Known { reading: read(&document), text: document.text, posted }
        });
    }
    let open: BTreeMap<&str, Reading> =
        calls.iter().map(|(name, known)| (*name, opened(known.reading.clone()))).collect();
    let ids: BTreeMap<Uuid, &str> =
        (1u128..).map(Uuid::from_u128).zip(open.keys().copied()).collect();

    let mut results: BTreeMap<&str, Vec<Figures>> = BTreeMap::new();
    let mut wrongly_closed = 0;
    let mut hard = (0, 0, 0);
    for artist in &artists {
        let every: Vec<&Label> = labels.iter().filter(|label| label.profile == artist.id).collect();
        let label_of = |name: &str| every.iter().find(|label| label.opportunity == name).copied();
        let profile = artist.artist(today);
        let mut judge = |name, order: Vec<&Label>| {
            let of_one = figures(&order, &every);
            results.entry(name).or_default().push(of_one);
            of_one
        };

        let ranking = rank(
            ids.iter().map(|(id, name)| Call { id: *id, reading: &open[name] }),
            &profile,
            today,
        );
        let order: Vec<&Label> =
            ranking.matches.iter().filter_map(|found| label_of(ids[&found.id])).collect();
        let ours = judge("ours", order.clone());
        println!(
            "\n{} ({}): nDCG@10 {:.3}, P@5 {:.2}, ineligible in top ten {}",
            artist.name, artist.id, ours.ndcg10, ours.precision5, ours.ineligible10
        );
        for (found, label) in ranking.matches.iter().zip(&order).take(shown) {
            println!(
                "  {:>3} {:>3}% grade {}{} {:?} {}",
                found.score.total,
                found.score.confidence,
                label.grade,
                if label.hard_ineligible { " HARD" } else { "" },
                found.verdict.outcome,
                label.title
            );
            if rows {
                for row in &found.score.rows {
                    println!("        {:+} {}", row.points, row.reason);
                }
            }
        }
        for found in &ranking.not_eligible {
            let label = label_of(ids[&found.id]).unwrap();
            if !label.hard_ineligible {
                wrongly_closed += 1;
                println!(
                    "  closed to them, though graded {}: {} ({})",
                    label.grade, label.title, found.verdict.in_words
                );
            }
        }
        for label in every.iter().filter(|label| label.hard_ineligible) {
            hard.0 += 1;
            let gone = ranking.not_eligible.iter().any(|found| ids[&found.id] == label.opportunity);
            hard.1 += usize::from(gone);
            let found = ranking.matches.iter().find(|found| ids[&found.id] == label.opportunity);
            if found.is_some_and(|found| {
                found.verdict.outcome != crate::features::matching::Outcome::Unknown
            }) {
                hard.2 += 1;
                println!(
                    "  not seen to be closed: {} ({:?})",
                    label.title,
                    found.map(|f| f.verdict.outcome)
                );
            }
        }

        let mut by = |name, key: &dyn Fn(&Known) -> i64| {
            let mut order = every.clone();
            order.sort_by_key(|label| {
                (key(&calls[label.opportunity.as_str()]), label.opportunity.clone())
            });
            judge(name, order);
        };
        by("newest", &|known| -known.posted.map_or(0, |day| i64::from(day.to_epoch_days())));
        by("nearest deadline", &|known| {
            let last = known.reading.closing.deadlines.last();
            last.map_or(i64::MAX, |deadline| i64::from(deadline.value.date.to_epoch_days()))
        });
        by("shared words", &|known| {
            -i64::try_from(shared_words(&profile, &known.text)).unwrap_or(0)
        });
    }

    println!("\n{:18} nDCG@10  P@5  ineligible in top ten", "mean");
    for (name, all) in &results {
        let mean = Figures::mean(all);
        println!(
            "{name:18} {:.3}    {:.2}  {:.2}",
            mean.ndcg10, mean.precision5, mean.ineligible10
        );
    }
    println!(
        "hard-ineligible pairs: {} of {} closed, {} passed as eligible; wrongly closed: {wrongly_closed}",
        hard.1, hard.0, hard.2
    );
}
