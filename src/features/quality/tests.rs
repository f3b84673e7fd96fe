//! Folders of our own making, and the real one where it is there.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A folder that goes when the test ends.
struct Made(PathBuf);

impl Made {
    fn of(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("proletto-quality-{}-{number}", std::process::id());
        let root = std::env::temp_dir().join(name);
        for (file, text) in files {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(root)
    }

    fn report(&self) -> Report {
        measure(&Folder::open(&self.0).unwrap()).unwrap()
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const CALL: &str = "TITLE: Lantern Residency\nURL: https://lantern.example/open\n\nLantern Residency\\n\
    The Lantern House invites painters and printmakers to a residency of two months in Bergen, Norway.\\n\
    Application deadline: 14 March 2027. There is no application fee. Residents receive EUR 1,500.";

#[test]
fn each_field_is_right_wrong_invented_missing_or_rightly_unknown() {
    let gold = r#"{"file": "raw/1.txt", "is_opportunity": true, "type": "residency", "deadline": "2027-03-14",
        "deadline_time": null, "entry_fee": {"amount": 0, "currency": null},
        "award": {"min": 2000, "max": 1500, "currency": null, "in_kind": null},
        "location": {"city": "Bergen", "country": "Norway"}, "rolling": true, "brand_new": {"x": 1}}"#
        .replace('\n', " ");
    let made = Made::of(&[("gold.jsonl", &gold), ("raw/1.txt", CALL)]);
    let report = made.report();
    let of = |field: &str| {
        let c = report.fields[field];
        [c.right, c.wrong, c.invented, c.missing, c.rightly_unknown]
    };
    assert_eq!(of("deadline"), [1, 0, 0, 0, 0]);
    assert_eq!(of("deadline_time"), [0, 0, 0, 0, 1]);
    assert_eq!(of("entry_fee"), [1, 0, 0, 0, 0]);
    assert_eq!(of("award.min"), [0, 1, 0, 0, 0]);
    assert_eq!(of("award.currency"), [0, 1, 1, 0, 0]);
    assert_eq!(of("rolling"), [0, 0, 0, 1, 0]);
    assert_eq!(of("location.country"), [1, 0, 0, 0, 0]);
    assert!(!report.fields.contains_key("title"), "what has no label is not measured");
    let miss = report.disagreements.iter().find(|miss| miss.field == "award.min").unwrap();
    assert_eq!((miss.expected.clone(), miss.got.clone()), (2000.into(), 1500.into()));
    assert!(miss.quote.as_ref().unwrap().contains("1,500"), "{miss:?}");
    assert!(plain(&report).contains("dedup_pairs.jsonl is not there"), "{}", plain(&report));
    assert!(misses(&report).contains("raw/1.txt award.min wrong"));
}

#[test]
fn bad_lines_and_absent_files_are_told_and_the_rest_is_measured() {
    let gold = "{\"file\": \"raw/1.txt\", \"deadline\": \"2027-03-14\"}\n{not json}\n\
        {\"file\": \"raw/none.txt\"}\n{\"file\": \"../etc/passwd\"}\n{\"file\": null}\n";
    let report = Made::of(&[("gold.jsonl", gold), ("raw/1.txt", CALL)]).report();
    assert_eq!((report.pages, report.fields["deadline"].right), (1, 1));
    let told = report.problems.join("\n");
    assert!(told.contains("gold.jsonl, line 2"), "{told}");
    assert!(told.contains("raw/none.txt"), "{told}");
    assert!(told.contains("outside the folder"), "{told}");
}

#[test]
fn an_empty_or_absent_folder_is_an_error_in_words() {
    let nowhere = Folder::open(Path::new("/nowhere/at/all")).unwrap_err();
    assert!(nowhere.to_string().contains("there is no folder"));
    let made = Made::of(&[("readme.txt", "")]);
    let empty = measure(&Folder::open(&made.0).unwrap()).unwrap_err();
    assert!(empty.to_string().contains("holds no labels"), "{empty}");
}

#[test]
fn records_of_dumps_and_feeds_are_found_by_number_key_and_id() {
    let text = "Painters may apply until 1 May 2027 for the prize of the city. ".repeat(4);
    let list =
        format!(r#"[{{"title": "A"}}, {{"title": "Prize B", "id": 77, "description": "{text}"}}]"#);
    let keyed = format!(
        r#"{{"k1": {{"title": "Prize C", "relevant": true, "summary": "{text}", "deadline": "2030-01-01"}}}}"#
    );
    let feed = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><id>f</id>\
        <entry><id>e1</id><title>Mycobacteria Culture Grant</title>\
        <summary>Research on tuberculosis in culture media.</summary></entry></feed>";
    let gold = [
        "raw/list.json#1",
        "raw/list.json#77",
        "raw/keyed.json#k1",
        "raw/list.json#9",
        "raw/lines.jsonl#p2",
    ]
    .map(|file| format!(r#"{{"file": "{file}", "deadline": "2027-05-01"}}"#))
    .join("\n");
    let lines = r#"{"id": "p1"}
        {"id": "p2", "title": "Prize D", "facts": {"deadline": "1 May 2027"}}"#;
    let made = Made::of(&[
        ("gold.jsonl", &gold),
        ("raw/list.json", &list),
        ("raw/keyed.json", &keyed),
        ("raw/lines.jsonl", lines),
        ("raw/noise.xml", feed),
    ]);
    let report = made.report();
    assert_eq!(report.fields["deadline"].right, 4, "{:?}", report.disagreements);
    assert!(
        report.problems.iter().any(|told| told.contains("list.json#9")),
        "{:?}",
        report.problems
    );
    let noise = report.not_a_call.iter().find(|noise| noise.file == "raw/noise.xml").unwrap();
    assert_eq!((noise.entries, noise.refused, noise.calls), (1, 1, false));
}

#[test]
fn pairs_and_rankings_are_measured() {
    let other = CALL.replace("Lantern", "Harbour").replace("Bergen, Norway", "Porto, Portugal");
    let closed = format!("{other} Only citizens of Portugal may apply.");
    let pairs = "{\"a\": {\"ref\": \"raw/1.txt\"}, \"b\": {\"ref\": \"raw/1.txt\"}, \"same\": true}\n\
        {\"a\": {\"ref\": \"raw/1.txt\"}, \"b\": {\"ref\": \"raw/2.txt\"}, \"same\": false}\n\
        {\"a\": {\"ref\": \"raw/1.txt\"}, \"b\": {\"ref\": \"raw/9.txt\"}, \"same\": true}\n{\"a\": 1}";
    let artists = r#"[{"id": "x", "name": "Ada", "disciplines": ["painting"], "citizenship": ["Norway"],
        "country": "Norway", "city": "Bergen", "max_fee_usd": null, "languages": null, "age": 30, "new": []}]"#;
    let labels = "{\"profile\": \"x\", \"opportunity\": \"raw/1.txt\", \"grade\": 3}\n\
        {\"profile\": \"x\", \"opportunity\": \"raw/2.txt\", \"grade\": 0, \"hard_ineligible\": true}";
    let made = Made::of(&[
        ("raw/1.txt", CALL),
        ("raw/2.txt", &closed),
        ("dedup_pairs.jsonl", pairs),
        ("profiles.json", artists),
        ("qrels.jsonl", labels),
    ]);
    let report = made.report();
    let found = report.duplicates.as_ref().unwrap();
    assert_eq!((found.same.same, found.different.same), (1, 0), "{found:?}");
    let ranked = report.ranking.as_ref().unwrap();
    assert_eq!((ranked.closed, ranked.ours.ineligible10, ranked.newest.ineligible10), (1, 0, 1));
    assert_eq!(ranked.ours.ndcg10.unwrap().value, 1.0);
    let json = serde_json::to_string(&report).unwrap();
    assert!(json.contains("\"ndcg@10\""), "{json}");
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    assert_eq!(made.report(), report, "the same folder gives the same bytes");
}

#[test]
fn the_public_figures_are_what_the_code_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calls");
    let report = measure(&Folder::open(&folder).unwrap()).unwrap();
    let now = serde_json::to_string_pretty(&report).unwrap();
    let shipped = include_str!("shipped.json").trim_end();
    let first = now.lines().zip(shipped.lines()).find(|(now, then)| now != then);
    assert!(
        now == shipped,
        "the calls that ship are read otherwise than src/features/quality/shipped.json says, first at \
         {first:?}: look at the difference, and if it is better, \
         `cargo run -- quality tests/calls --json > src/features/quality/shipped.json`"
    );
}

/// The labelled folder beside the repository, where there is one.
fn real() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("PROLETTO_REALDATA").map(PathBuf::from);
    let beside = ["../shared/realdata", "../../shared/realdata"].map(|path| here.join(path));
    named.into_iter().chain(beside).find(|path| path.join("gold.jsonl").is_file())
}

#[test]
fn real_calls_are_read_told_apart_and_ranked_no_worse_than_before() {
    let Some(folder) = real() else {
        println!("SKIPPED: no labelled folder at ../shared/realdata or PROLETTO_REALDATA");
        return;
    };
    let report = measure(&Folder::open(&folder).unwrap()).unwrap();
    println!("{}", plain(&report));
    let good = |field: &str| report.fields[field].good.unwrap().value;
    for (field, floor) in [
        ("deadline", 0.95),
        ("entry_fee", 0.95),
        ("award.max", 0.90),
        ("type", 0.90),
        ("location.country", 0.85),
        ("is_opportunity", 0.99),
    ] {
        assert!(good(field) >= floor, "{field}: {}", good(field));
    }
    assert!(report.fields["deadline"].wrong_share.unwrap().value <= 0.02);
    let hard = report.hard_rules.as_ref().unwrap();
    assert!(hard.found.unwrap().value >= 0.8 && hard.invented <= 3, "{hard:?}");
    for noise in &report.not_a_call {
        let strict = noise.calls || noise.file.ends_with(".xml");
        assert!(!strict || noise.misjudged.is_empty(), "{}: {:?}", noise.file, noise.misjudged);
    }
    let found = report.duplicates.as_ref().unwrap();
    assert_eq!(found.different.same, 0, "two calls were taken for one");
    assert!(found.recall.unwrap().value >= 0.9, "{found:?}");
    let ranked = report.ranking.as_ref().unwrap();
    assert_eq!(ranked.ours.ineligible10, 0);
    assert!(ranked.ours.ndcg10.unwrap().value >= 0.8, "{:?}", ranked.ours);
}
