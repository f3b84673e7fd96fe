//! A stored file, or one record of it, as the document that a source would make of it.

use std::panic::catch_unwind;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;
use url::Url;

use super::folder::Folder;
use super::record::{self, Told};
use crate::features::reading::{
    Country, Document, Hints, PageText, Reading, markdown_text, page_text, plain_text, read,
};

/// Lines at the head of a stored listing, and the label that a source would give them.
const HEAD: &[(&str, Option<&str>)] = &[
    ("URL", None),
    ("TITLE", None),
    ("ORGANIZATION", Some("Organization")),
    ("LOCATION FIELD", Some("Location")),
];

/// When the pages of a folder count as fetched, where their labels do not say.
fn fetched() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, 20).unwrap_or_default()
}

/// The page in a file, as a source would bring it: HTML, Markdown, plain text or one record.
///
/// # Errors
/// In words: it cannot be read, or is no record.
pub fn page_in(file: &Path) -> Result<Document, String> {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name.is_empty() {
        return Err(format!("{} is no file", file.display()));
    }
    Folder::at(file.parent().unwrap_or(Path::new("."))).document(name, &Value::Null)
}

impl Folder {
    /// The document behind a name: `raw/034_call.md`, `raw/005_list.json#12`, `facts.jsonl#p12`. `label`
    /// is the record that names it, for what it knows about the page.
    ///
    /// # Errors
    /// In words: there is no such file or record.
    pub(super) fn document(&self, name: &str, label: &Value) -> Result<Document, String> {
        let (file, key) =
            name.split_once('#').map_or((name, None), |(file, key)| (file, Some(key)));
        let raw = self.text(file)?;
        let ending = file.rsplit('.').next().unwrap_or_default().to_lowercase();
        let structured = matches!(ending.as_str(), "json" | "jsonl" | "ndjson");
        let address = label["url"].as_str().and_then(|address| address.parse().ok());
        let mut document = match key {
            Some(key) if structured => of_told(record::told(&find(&records(&raw), key, name)?)),
            Some(key) => of_told(entry(&raw, key, name)?),
            None if structured => of_told(record::told(&one(&raw, name)?)),
            None => of_page(&raw, &ending, address.as_ref()),
        };
        document.url = document.url.or(address);
        let day = |key: &str| label[key].as_str().and_then(|day| day.get(..10)?.parse().ok());
        document.fetched_on = day("fetched_on").or(day("fetched")).unwrap_or(document.fetched_on);
        document.posted_on = day("posted_on").or(day("posted"));
        document.hints.country = label["source_country"].as_str().and_then(Country::from_name);
        Ok(document)
    }
}

/// What is read of a document. A page that breaks a reader is a finding about the reader, and not the
/// end of the measurement: then `None`.
pub(super) fn reading(document: &Document) -> Option<Reading> {
    catch_unwind(|| read(document)).ok()
}

/// A page in HTML, Markdown or plain text, with the head that stored listings have.
fn of_page(raw: &str, ending: &str, address: Option<&Url>) -> Document {
    let mut head: Vec<(&str, &str)> = Vec::new();
    let mut body = raw;
    while let Some((line, rest)) = body.split_once('\n') {
        let said = HEAD
            .iter()
            .find_map(|(name, _)| Some((*name, line.strip_prefix(name)?.strip_prefix(':')?)));
        let Some((name, value)) = said else { break };
        head.push((name, value.trim()));
        body = rest;
    }
    let of = |wanted: &str| head.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let url = of("URL").and_then(|address| Url::parse(address).ok()).or(address.cloned());
    let listed = HEAD.iter().filter_map(|(name, label)| {
        let value = of(name).filter(|value| !value.is_empty() && *value != "N/A")?;
        Some(format!("{}: {value}", (*label)?))
    });
    let listed: Vec<String> = listed.collect();
    let is_text = matches!(ending, "txt" | "text") || !head.is_empty();
    let page = if is_text {
        PageText { text: plain_text(&body.replace("\\n", "\n")), ..PageText::default() }
    } else {
        let at = url.clone().or_else(|| Url::parse("https://unknown.example/").ok());
        match (at, ending) {
            (Some(at), "md" | "markdown" | "mdx" | "yaml" | "yml") => markdown_text(body, &at),
            (Some(at), _) => page_text(body, &at),
            (None, _) => PageText::default(),
        }
    };
    let title = of("TITLE").filter(|title| !title.is_empty()).map(str::to_owned).or(page.title);
    let mut top: Vec<String> =
        title.iter().filter(|title| !page.text.contains(title.as_str())).cloned().collect();
    top.extend(listed);
    let top = if top.is_empty() { String::new() } else { format!("{}\n\n", top.join("\n")) };
    let mut links = page.links;
    for start in links.iter_mut().filter_map(|link| link.start.as_mut()) {
        *start += top.len();
    }
    Document {
        url,
        title,
        links,
        declared_language: page.language,
        ..bare(format!("{top}{}", page.text))
    }
}

fn of_told(told: Told) -> Document {
    Document { url: told.url, title: told.title, ..bare(told.text) }
}

/// A text of which nothing else is known.
fn bare(text: String) -> Document {
    Document {
        url: None,
        title: None,
        text,
        links: Vec::new(),
        declared_language: None,
        fetched_on: fetched(),
        posted_on: None,
        hints: Hints::default(),
    }
}

/// An entry of a feed as a document.
pub(super) fn of_entry(entry: &feed_rs::model::Entry) -> Document {
    of_told(record::entry(entry))
}

/// A record of a dump as a document.
pub(super) fn of_record(record: &Value) -> Document {
    of_told(record::told(record))
}

/// The records of a dump: a list, an object of records, an object that holds a list, or a record a line.
pub(super) fn records(raw: &str) -> Vec<(String, Value)> {
    let numbered = |all: Vec<Value>| (0..).map(|n: usize| n.to_string()).zip(all).collect();
    match parsed(raw) {
        Some(Value::Array(all)) => numbered(all),
        Some(Value::Object(inside)) => {
            let list = inside
                .values()
                .filter_map(Value::as_array)
                .find(|l| l.iter().any(Value::is_object));
            let longest = inside.values().filter_map(Value::as_array).max_by_key(|list| list.len());
            match (inside.values().all(Value::is_object), longest.or(list)) {
                (false, Some(list)) => numbered(list.clone()),
                (true, _) => inside.into_iter().collect(),
                _ => vec![("0".into(), Value::Object(inside))],
            }
        }
        Some(_) => Vec::new(),
        None => numbered(raw.lines().filter_map(parsed).collect()),
    }
}

/// JSON, also where a backslash before an ordinary letter makes it none.
fn parsed(raw: &str) -> Option<Value> {
    serde_json::from_str(raw).ok().or_else(|| {
        let mut mended = String::with_capacity(raw.len());
        let mut letters = raw.chars().peekable();
        while let Some(letter) = letters.next() {
            mended.push(letter);
            if letter == '\\' {
                match letters.peek() {
                    Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                        mended.extend(letters.next());
                    }
                    _ => mended.push('\\'),
                }
            }
        }
        serde_json::from_str(&mended).ok()
    })
}

/// The record of that number, key or id.
fn find(records: &[(String, Value)], key: &str, name: &str) -> Result<Value, String> {
    let known = |record: &Value| {
        let keys = ["id", "slug", "key", "path", "url", "link", "title"];
        keys.iter().any(|field| match &record[*field] {
            Value::String(text) => text == key,
            Value::Number(number) => number.to_string() == key,
            _ => false,
        })
    };
    let found = records.iter().find(|(own, _)| own == key);
    let found = found.or_else(|| records.iter().find(|(_, record)| known(record)));
    found
        .map(|(_, record)| record.clone())
        .ok_or_else(|| format!("{name}: there is no such record"))
}

fn one(raw: &str, name: &str) -> Result<Value, String> {
    parsed(raw).filter(Value::is_object).ok_or_else(|| format!("{name}: it is not one record"))
}

/// The entry of a feed: by number, id, address or title.
fn entry(raw: &str, key: &str, name: &str) -> Result<Told, String> {
    let feed =
        feed_rs::parser::parse(raw.as_bytes()).map_err(|error| format!("{name}: {error}"))?;
    let by_number = key.parse::<usize>().ok().and_then(|number| feed.entries.get(number));
    let known = |entry: &&feed_rs::model::Entry| {
        entry.id == key
            || entry.links.iter().any(|link| link.href == key)
            || entry.title.as_ref().is_some_and(|title| title.content == key)
    };
    let found = by_number.or_else(|| feed.entries.iter().find(known));
    found.map(record::entry).ok_or_else(|| format!("{name}: there is no such entry"))
}
