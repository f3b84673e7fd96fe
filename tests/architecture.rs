//! The walls between the parts, which the compiler cannot hold alone.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// A file and what is in it; its path is relative to the repository.
struct File {
    path: String,
    text: String,
}

/// Every file under these folders, in order.
fn files(folders: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in folders {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    assert!(!paths.is_empty(), "{folders:?} are empty");
    let read = |path: PathBuf| {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        File { path: path.strip_prefix(root).unwrap().to_string_lossy().into_owned(), text }
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}

/// The rooms in reading order.
fn rooms() -> Vec<String> {
    let all = &files(&["src/features"]);
    let map = all.iter().find(|file| file.path == "src/features/mod.rs").unwrap();
    let names = Regex::new(r"(?m)^pub mod (\w+);").unwrap();
    let rooms: Vec<String> =
        names.captures_iter(&map.text).map(|found| found[1].to_owned()).collect();
    assert!(rooms.len() >= 8, "{rooms:?}");
    rooms
}

/// The rooms that a file names.
fn named(text: &str) -> Vec<String> {
    let one = Regex::new(r"crate::features::(\w+)").unwrap();
    let several = Regex::new(r"crate::features::\{([^;]*)\}").unwrap();
    let mut names: Vec<String> = one.captures_iter(text).map(|found| found[1].to_owned()).collect();
    for found in several.captures_iter(text) {
        let mut depth = 0;
        for piece in found[1].split_inclusive([',', '{', '}']) {
            if depth == 0 {
                let name = piece.trim().split([':', ',', ' ', '{']).next().unwrap();
                names.extend(Some(name.to_owned()).filter(|name| !name.is_empty()));
            }
            depth += piece.matches('{').count();
            depth -= piece.matches('}').count();
        }
    }
    names
}

#[test]
fn the_platform_names_no_feature() {
    for file in files(&["src/platform", "templates/parts"]) {
        assert!(!file.text.contains("features::"), "{} names a feature", file.path);
    }
}

#[test]
fn a_room_imports_only_rooms_before_it() {
    let rooms = rooms();
    let at = |name: &str| rooms.iter().position(|room| room == name);
    for (here, room) in rooms.iter().enumerate() {
        let mut folders = vec![format!("src/features/{room}")];
        let templates = format!("templates/{room}");
        if Path::new(env!("CARGO_MANIFEST_DIR")).join(&templates).is_dir() {
            folders.push(templates);
        }
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        for file in files(&folders) {
            for name in named(&file.text) {
                let there = at(&name).unwrap_or_else(|| panic!("{}: no room {name}", file.path));
                assert!(there <= here, "{}: {room} stands before {name}", file.path);
            }
        }
    }
}

#[test]
fn what_is_named_in_braces_is_seen_too() {
    let text = "use crate::features::{accounts, sources::{self, Source}, desk};";
    assert_eq!(named(text), ["accounts", "sources", "desk"]);
}

#[test]
fn sql_stands_in_queries_and_in_the_platform_only() {
    let sql =
        Regex::new(r#"sqlx::query|QueryBuilder|"\s*(select|insert into|update|delete from) "#)
            .unwrap();
    for file in files(&["src"]) {
        let allowed = file.path.starts_with("src/platform/")
            || file.path.contains("/queries/")
            || file.path.ends_with("/queries.rs");
        if let Some(found) = sql.find(&file.text).filter(|_| !allowed) {
            panic!("{} holds SQL: {}", file.path, found.as_str());
        }
    }
}

#[test]
fn every_template_is_used() {
    let code = files(&["src"]);
    let templates = files(&["templates"]);
    for template in &templates {
        let name = template.path.strip_prefix("templates/").unwrap();
        let quoted = format!("\"{name}\"");
        let used = code.iter().chain(&templates).any(|file| file.text.contains(&quoted));
        assert!(used, "{} is used by nothing", template.path);
    }
}

#[test]
fn no_file_grows_beyond_what_one_reads_in_a_sitting() {
    const MOST: usize = 500;
    for file in files(&["src", "tests", "templates", "static/css", "static/js", "migrations"]) {
        // Made by others, or lists of names that nobody reads from end to end.
        let other = file.path.starts_with("tests/support/axe/")
            || file.path.ends_with("/shipped.json")
            || file.path.contains("/lexicon/");
        let lines = file.text.lines().count();
        assert!(other || lines <= MOST, "{} has {lines} lines: what is hiding in it?", file.path);
    }
}
