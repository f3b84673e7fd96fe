//! What a page says about itself: meta, OpenGraph, JSON-LD, canonical address.

use scraper::ElementRef;
use serde_json::Value;
use url::Url;

use super::PageText;
use super::writer::Writer;

/// Objects of JSON-LD kept of one page.
const MOST_OBJECTS: usize = 200;

/// Takes what `element` says about the page, wherever it stands.
pub(super) fn note(element: ElementRef<'_>, base: &Url, page: &mut PageText) {
    let value = element.value();
    match value.name() {
        "html" => page.language = value.attr("lang").and_then(tag),
        "meta" => meta(element, page),
        "link" if value.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
            page.canonical = value.attr("href").and_then(|href| base.join(href.trim()).ok());
        }
        "title" if page.title.is_none() => page.title = words(element),
        "script" if value.attr("type").is_some_and(is_json_ld) => {
            let script: String = element.text().collect();
            if let Ok(value) = serde_json::from_str(&script) {
                flatten(value, &mut page.structured);
            }
        }
        _ => {}
    }
}

fn meta(element: ElementRef<'_>, page: &mut PageText) {
    let value = element.value();
    let name = value.attr("property").or(value.attr("name")).or(value.attr("itemprop"));
    if let (Some(name), Some(content)) = (name, value.attr("content")) {
        let content = tidied(content);
        if !content.is_empty() {
            page.meta.entry(name.trim().to_ascii_lowercase()).or_insert(content);
        }
    }
    let declares =
        value.attr("http-equiv").is_some_and(|h| h.eq_ignore_ascii_case("content-language"));
    if declares && page.language.is_none() {
        page.language = value.attr("content").and_then(tag);
    }
}

fn is_json_ld(kind: &str) -> bool {
    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
}

/// A language tag, if it can be one.
fn tag(lang: &str) -> Option<String> {
    let lang = lang.trim();
    let plausible = (2..=35).contains(&lang.len())
        && lang.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    plausible.then(|| lang.replace('_', "-"))
}

fn flatten(value: Value, into: &mut Vec<Value>) {
    // serde_json refuses nesting beyond 128 levels, so this recursion is bounded.
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| flatten(value, into)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                flatten(graph, into);
            }
            if into.len() < MOST_OBJECTS && object.contains_key("@type") {
                into.push(Value::Object(object));
            }
        }
        _ => {}
    }
}

/// The one address that the page gives, in its head, as its organisation's: town, region and country in a line.
/// `None` where there is none, or several.
pub(super) fn address(structured: &[Value]) -> Option<String> {
    let written = structured.iter().filter_map(|object| {
        let address = match &object["address"] {
            Value::Array(several) => several.first()?,
            one => one,
        };
        let parts = ["addressLocality", "addressRegion", "addressCountry"];
        let of = |part: &str| match &address[part] {
            Value::String(words) => Some(tidied(words)),
            Value::Object(country) => country["name"].as_str().map(tidied),
            _ => None,
        };
        let parts: Vec<String> = parts
            .into_iter()
            .filter_map(of)
            .filter(|part| (2..=60).contains(&part.len()))
            .collect();
        (parts.len() >= 2).then(|| parts.join(", "))
    });
    let mut written: Vec<String> = written.take(MOST_OBJECTS).collect();
    written.dedup();
    if written.len() == 1 { written.pop() } else { None }
}

/// The words of an element in one tidy line. `None` where there are none.
pub(super) fn words(element: ElementRef<'_>) -> Option<String> {
    let words = tidied(&element.text().collect::<String>());
    (!words.is_empty()).then_some(words)
}

/// A text in one tidy line.
pub(super) fn tidied(text: &str) -> String {
    let mut writer = Writer::new();
    writer.inline_start();
    writer.text(text);
    writer.finish()
}
