//! A record of a dump or feed as the text that a source would hand on.

use feed_rs::model::Entry;
use serde_json::Value;
use url::Url;

use crate::features::reading::{page_text, plain_text};

/// A record: its title, its address, its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    pub(super) title: Option<String>,
    pub(super) url: Option<Url>,
    pub(super) text: String,
}

const TITLES: &[&str] = &["title", "TITLE", "name", "nombre", "titulo", "headline", "GrantTitle"];
const ADDRESSES: &[&str] = &["url", "link", "source_url", "applicationUrl", "href"];
const BODIES: &[&str] = &["summary", "description", "text", "body", "content", "notice_text"];
/// What a listing says beside its text: the label a source gives it, and where it stands.
const BESIDE: &[(&str, &[&str])] = &[
    ("Organization", &["organization", "organisation", "organizer", "entidad"]),
    ("Location", &["location"]),
    ("Deadline", &["deadline"]),
];
/// A text so long speaks for itself; the other fields of the record are then the collector's own.
const LONG: usize = 150;

/// The text of a record: its own long text with what stands beside it, or all its fields with labels.
pub(super) fn told(record: &Value) -> Told {
    let first = |names: &[&str]| {
        names.iter().find_map(|name| record[*name].as_str()).filter(|text| !text.trim().is_empty())
    };
    let title = first(TITLES).map(|title| plain_text(title).trim().to_owned());
    let url = first(ADDRESSES).and_then(|address| address.parse().ok());
    let body = first(BODIES).map(tidied).unwrap_or_default();
    let mut text = title.clone().unwrap_or_default();
    // What a collector guessed of a page by patterns is no part of the page.
    let guessed = !record["relevant"].is_null();
    if body.len() >= LONG {
        for (label, names) in BESIDE.iter().filter(|_| !guessed) {
            let value = names.iter().find_map(|name| line(&record[*name]));
            if let Some(value) = value.filter(|value| value != "N/A") {
                text.push_str(&format!("\n{label}: {value}"));
            }
        }
        text.push_str(&format!("\n\n{body}"));
    } else {
        let inside = if record["facts"].is_object() { &record["facts"] } else { record };
        for name in ["organisation", "organization", "type"] {
            let outside = line(&record[name]).filter(|_| record["facts"].is_object());
            text.extend(outside.map(|value| format!("\n{}: {value}", label(name))));
        }
        fields(inside, "", &mut text);
    }
    Told { title, url, text: plain_text(&text) }
}

/// An entry of a feed.
pub(super) fn entry(entry: &Entry) -> Told {
    let title = entry.title.as_ref().map(|title| plain_text(&title.content).trim().to_owned());
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let body = content.or(entry.summary.as_ref().map(|summary| summary.content.as_str()));
    let url = entry.links.first().and_then(|link| link.href.parse().ok());
    let text =
        format!("{}\n\n{}", title.as_deref().unwrap_or_default(), tidied(body.unwrap_or_default()));
    Told { title, url, text: plain_text(&text) }
}

/// Texts of feeds and dumps are often HTML, and often hold `\n` spelt out.
fn tidied(text: &str) -> String {
    let text = text.replace("\\n", "\n");
    let nowhere = Url::parse("https://unknown.example/");
    match nowhere {
        Ok(nowhere) if text.contains("</") || text.contains("<br") || text.contains("/>") => {
            page_text(&text, &nowhere).text
        }
        _ => text,
    }
}

/// Every value of a record on a line of its own, under its name.
fn fields(value: &Value, name: &str, text: &mut String) {
    // The collector's own: marks, addresses, and what nobody published.
    const OWN: &[&str] = &["id", "image", "trap", "note", "first_seen", "site", "slug", "path"];
    match value {
        Value::Object(inside) => {
            for (key, value) in inside {
                let known = TITLES.contains(&key.as_str()) || ADDRESSES.contains(&key.as_str());
                if !known && !OWN.contains(&key.as_str()) {
                    fields(value, &format!("{name} {key}"), text);
                }
            }
        }
        value => {
            if let Some(value) = line(value) {
                text.push_str(&format!("\n{}: {}", label(name), tidied(&value)));
            }
        }
    }
}

/// A value in a line: words, numbers, lists of them, an object's name.
fn line(value: &Value) -> Option<String> {
    let said = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().filter_map(line).collect::<Vec<_>>().join(", "),
        Value::Object(inside) => inside.get("name").and_then(line)?,
        Value::Bool(_) | Value::Null => return None,
    };
    Some(said).filter(|said| !said.is_empty())
}

fn label(name: &str) -> String {
    let words = name.trim().replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
