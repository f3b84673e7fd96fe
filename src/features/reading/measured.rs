//! How well kind, title, organisation, disciplines and place are read, measured on the real calls kept
//! beside the project. Without them the test says so and passes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use url::Url;

use super::*;

fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("PROLETTO_REALDATA").map(PathBuf::from);
    let beside = ["../shared/realdata", "../../shared/realdata"].map(|path| here.join(path));
    named.into_iter().chain(beside).find(|path| path.join("gold.jsonl").is_file())
}

fn titled(title: &str, text: String) -> Document {
    let text = match text.contains(title) {
        true => text,
        false => format!("{title}\n\n{text}"),
    };
    let mut document = Document::of_text(&text);
    document.title = Some(title.to_owned()).filter(|title| !title.is_empty());
    document
}

/// The stored file as the document a source would make of it.
fn document(folder: &Path, file: &str) -> Document {
    let raw = std::fs::read_to_string(folder.join(file)).unwrap();
    let url = Url::parse("https://unknown.example/").unwrap();
    if file.ends_with(".txt") {
        let head = ["URL: ", "TITLE: ", "ORGANIZATION: ", "LOCATION FIELD: "];
        let is_head = |line: &&str| head.iter().any(|label| line.starts_with(label));
        let title = raw.lines().find_map(|line| line.strip_prefix("TITLE: ")).unwrap_or_default();
        let body: Vec<&str> = raw.lines().skip_while(is_head).collect();
        return titled(title, plain_text(&body.join("\n").replace("\\n", "\n")));
    }
    let page = match file.ends_with(".md") {
        true => markdown_text(&raw, &url),
        false => page_text(&raw, &url),
    };
    Document { title: page.title, links: page.links, ..Document::of_text(&page.text) }
}

/// Right, wrong, missing, rightly unknown.
type Tally = BTreeMap<&'static str, [usize; 4]>;

fn note(tally: &mut Tally, field: &'static str, want: Option<&str>, got: Option<&str>, like: bool) {
    let right = match (want, got) {
        (Some(want), Some(got)) => want == got || like && alike(want, got),
        _ => false,
    };
    let place = match (want, got) {
        (None, None) => 3,
        (Some(_), None) => 2,
        _ if right => 0,
        _ => 1,
    };
    tally.entry(field).or_default()[place] += 1;
}

/// Most words of the shorter name stand in the other.
fn alike(one: &str, other: &str) -> bool {
    let words = |name: &str| words::fold(name).split(' ').map(str::to_owned).collect::<Vec<_>>();
    one.split(" / ").any(|one| {
        let (one, other) = (words(one), words(other));
        let common = one.iter().filter(|word| other.contains(word)).count();
        common * 10 >= (one.len() + other.len()) * 3 || common == one.len().min(other.len())
    })
}

#[test]
fn real_calls_are_read() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no real calls beside the project; nothing was measured");
        return;
    };
    let labels = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let mut tally = Tally::default();
    let (mut calls, mut falsely_refused, mut disciplines) = (0, Vec::new(), [0; 3]);
    for line in labels.lines() {
        let gold: Value = serde_json::from_str(line).unwrap();
        let file = gold["file"].as_str().unwrap();
        let reading = read(&document(&folder, file));
        let refused = reading.not_a_call.is_some().then_some("refused");
        if gold["is_opportunity"] != true {
            note(&mut tally, "not a call", Some("refused"), refused, false);
            continue;
        }
        calls += 1;
        if refused.is_some() {
            falsely_refused.push(file.to_owned());
        }
        let kind = reading.kind.as_ref().map(|fact| fact.value.slug());
        note(&mut tally, "kind", gold["type"].as_str(), kind, false);
        let title = reading.title.as_ref().map(|fact| fact.value.as_str());
        note(&mut tally, "title", gold["title"].as_str(), title, true);
        let organisation = reading.organisation.as_ref().map(|fact| fact.value.as_str());
        note(&mut tally, "organisation", gold["organisation"].as_str(), organisation, true);
        let place = reading.place.map(|fact| fact.value).unwrap_or_default();
        let country = gold["location"]["country"].as_str().and_then(Country::from_name);
        let name = |country: Country| country.name();
        note(&mut tally, "country", country.map(name), place.country.map(name), false);
        note(&mut tally, "city", gold["location"]["city"].as_str(), place.city.as_deref(), true);
        let online = gold["location"]["online"] == true;
        note(&mut tally, "online", online.then_some("yes"), place.online.then_some("yes"), false);
        let wanted: Vec<&str> =
            gold["disciplines"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let any = wanted.contains(&"any").then_some("any");
        note(&mut tally, "any discipline", any, reading.any_discipline.map(|_| "any"), false);
        let wanted: BTreeSet<Discipline> = wanted.into_iter().flat_map(disciplines_in).collect();
        let got: BTreeSet<Discipline> = reading.disciplines.iter().map(|fact| fact.value).collect();
        disciplines[0] += wanted.intersection(&got).count();
        disciplines[1] += got.difference(&wanted).count();
        disciplines[2] += wanted.difference(&got).count();
    }
    println!("{:16} {:>6} {:>6} {:>8} {:>16}", "", "right", "wrong", "missing", "rightly unknown");
    for (field, [right, wrong, missing, unknown]) in &tally {
        println!("{field:16} {right:>6} {wrong:>6} {missing:>8} {unknown:>16}");
    }
    let [right, wrong, missing] = disciplines;
    println!("{:16} {right:>6} {wrong:>6} {missing:>8}", "each discipline");
    assert!(falsely_refused.is_empty(), "refused, and they are calls: {falsely_refused:?}");
    assert!(tally["kind"][0] * 100 >= calls * 92, "{:?}", tally["kind"]);
    assert!(
        (tally["country"][0] + tally["country"][3]) * 100 >= calls * 85,
        "{:?}",
        tally["country"]
    );
}

#[test]
fn keyword_noise_is_refused_and_listed_calls_are_not() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no real listings beside the project; nothing was measured");
        return;
    };
    let feed =
        std::fs::read_to_string(folder.join("raw/014_fundingfinder_arts_culture.xml")).unwrap();
    let within = |entry: &str, tag: &str| {
        let open = entry.split_once(&format!("<{tag}>")).map_or("", |(_, rest)| rest);
        open.split_once("</").map_or("", |(inside, _)| inside).replace("&amp;", "&")
    };
    let noise: Vec<Document> = feed
        .split("<entry>")
        .skip(1)
        .map(|entry| {
            let text = format!("{}\nCategory: Arts and culture", within(entry, "summary"));
            titled(&within(entry, "title"), text)
        })
        .collect();
    let listing = std::fs::read_to_string(folder.join("raw/001_artsydney_seen.json")).unwrap();
    let listing: Value = serde_json::from_str(&listing).unwrap();
    let listed: Vec<Document> = listing
        .as_object()
        .unwrap()
        .values()
        .filter(|item| item["relevant"] == true)
        .map(|item| {
            let text = plain_text(item["summary"].as_str().unwrap_or_default());
            titled(item["title"].as_str().unwrap_or_default(), text)
        })
        .collect();
    let refused = |documents: &[Document]| {
        let all = documents.iter().filter(|document| read(document).not_a_call.is_some());
        all.filter_map(|document| document.title.clone()).collect::<Vec<_>>()
    };
    let (of_noise, of_calls) = (refused(&noise), refused(&listed));
    println!("noise refused: {} of {}", of_noise.len(), noise.len());
    println!("calls refused: {} of {}", of_calls.len(), listed.len());
    assert_eq!(of_noise.len(), noise.len());
    assert!(of_calls.is_empty(), "{of_calls:?}");
}
