//! From a page to documents.

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use url::Url;

use super::naming;
use super::record::{self, Column};
use super::run::{Run, apart, keep_links, line_of, parsed, parted, with_fields, with_title};
use super::{Answer, Ask, Detail, Refused, Web};
use crate::features::reading::{Document, PageText, page_text, plain_text};
use crate::features::sources::{Css, Field, Item, PageRules};
use crate::platform::http::decode_text;

/// What of schema.org says something about a call. Offers and prices of events are for visitors.
const STRUCTURED: [Column<'static>; 9] = [
    ("Start date", "startDate", None),
    ("End date", "endDate", None),
    ("Application deadline", "applicationDeadline", None),
    ("Valid through", "validThrough", None),
    ("Location", "location.name", None),
    ("Address", "location.address.addressLocality", None),
    ("Country", "location.address.addressCountry", None),
    ("Organizer", "organizer.name", None),
    ("Funder", "funder.name", None),
];

/// A page with less text may tell the rest in its head only.
const THIN: usize = 300;

/// Fetches an item's page and reads it.
///
/// # Errors
/// It could not be had, or is nothing that can be read.
pub(super) async fn fetch(
    run: &Run,
    web: &dyn Web,
    item: &Item,
    title: Title,
    rules: &PageRules,
) -> Result<Detail, Refused> {
    let raw = web.send(Ask::get(item.url.clone())).await?;
    let (run, item, rules) = (run.clone(), item.clone(), rules.clone());
    apart(move || {
        let documents = documents(&run, &raw, &item, title, &rules)?;
        Ok(Detail { raw, documents })
    })
    .await?
}

/// Whose title is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// The list's.
    Listed,
    /// The page's own.
    OfPage,
}

/// The documents of a page.
fn documents(
    run: &Run,
    answer: &Answer,
    item: &Item,
    title: Title,
    rules: &PageRules,
) -> Result<Vec<Document>, Refused> {
    let content_type = answer.content_type.as_deref();
    let kind = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    if kind == "application/pdf" || answer.bytes.starts_with(b"%PDF") {
        return Err(Refused::item("it is a PDF document, which is not read yet"));
    }
    if ["image/", "audio/", "video/", "font/"].iter().any(|media| kind.starts_with(media)) {
        return Err(Refused::item("it is a picture or a recording, not a text"));
    }
    let text = decode_text(&answer.bytes, content_type).text;
    if kind == "text/plain" {
        let text = with_fields(&item.fields, plain_text(&text));
        return several(vec![run.document(item, &item.title, text)]);
    }
    let page = page_text(&text, &answer.url);
    let language = page.language.clone();
    let mut documents = match parts(&text, rules) {
        Parts::Whole => parted(&whole(run, item, title, rules, &text, page)),
        Parts::Several(parts) => {
            parts.iter().map(|part| one_of_several(run, item, part, &answer.url)).collect()
        }
        Parts::Missing(css) => {
            return Err(Refused::item(format!("nothing on its page matches {css}")));
        }
    };
    for document in &mut documents {
        document.declared_language = language.clone().or(document.declared_language.take());
    }
    several(documents)
}

/// Documents with text in them; none is a refusal.
fn several(mut documents: Vec<Document>) -> Result<Vec<Document>, Refused> {
    documents.retain(|document| {
        let title = document.title.as_deref().unwrap_or_default();
        document.text.trim().len() > title.len()
    });
    if documents.is_empty() {
        return Err(Refused::item("its page holds no text; perhaps only scripts could show it"));
    }
    Ok(documents)
}

enum Parts {
    Whole,
    Several(Vec<String>),
    Missing(String),
}

fn parts(html: &str, rules: &PageRules) -> Parts {
    let Some(css) = &rules.several else { return Parts::Whole };
    let html = parsed(html);
    let parts: Vec<String> = outermost(&html, css).iter().map(ElementRef::html).collect();
    if parts.is_empty() { Parts::Missing(String::from(css.clone())) } else { Parts::Several(parts) }
}

/// The matches that lie in no other match, so that no text is read twice.
pub(super) fn outermost<'a>(html: &'a Html, css: &Css) -> Vec<ElementRef<'a>> {
    let Some(selector) = css.selector() else { return Vec::new() };
    let mut matches: Vec<ElementRef<'_>> = html.select(&selector).collect();
    let ids: std::collections::HashSet<_> = matches.iter().map(|element| element.id()).collect();
    matches.retain(|element| !element.ancestors().any(|above| ids.contains(&above.id())));
    matches
}

/// A page that is one call.
fn whole(
    run: &Run,
    item: &Item,
    title: Title,
    rules: &PageRules,
    html: &str,
    page: PageText,
) -> Document {
    let (chosen, mut fields) = chosen(html, rules, &item.url);
    let (body, links) = match chosen {
        Some(part) => {
            let part = page_text(&part, &item.url);
            (part.text, part.links)
        }
        None => (page.text.clone(), page.links.clone()),
    };
    let mut text = body.clone();
    if title == Title::Listed {
        // What the list says is worth repeating only where the page does not say it.
        let unsaid = item.fields.iter().filter(|field| !text.contains(&field.value));
        fields.extend(unsaid.cloned());
    }
    let own = page.title.as_deref();
    let title = match title {
        Title::Listed if rules.own_title => own.unwrap_or(&item.title),
        Title::Listed => own
            .filter(|own| is_headed(html, &page) && naming::says_more(own, &item.title))
            .unwrap_or(&item.title),
        Title::OfPage => own.unwrap_or_default(),
    };
    text = with_fields(&fields, strip_title(text, title));
    text = with_title(title, text);
    append(&mut text, &about(&page, &item.url));
    let mut document = run.document(item, title, text);
    keep_links(&mut document, &body, links);
    document
}

/// Whether the page's title is one that people see, and not only the name of a window.
fn is_headed(html: &str, page: &PageText) -> bool {
    page.meta.contains_key("og:title")
        || html.as_bytes().windows(3).any(|tag| tag.eq_ignore_ascii_case(b"<h1"))
}

/// The text without the title at its head, so that fields can stand between the two.
fn strip_title(text: String, title: &str) -> String {
    match text.strip_prefix(title).and_then(|rest| rest.strip_prefix('\n')) {
        Some(rest) if !title.is_empty() => rest.trim_start_matches('\n').to_owned(),
        _ => text,
    }
}

/// The HTML that the rules choose, `None` for all of it, and the labelled parts.
fn chosen(html: &str, rules: &PageRules, url: &Url) -> (Option<String>, Vec<Field>) {
    if rules.content.is_none() && rules.without.is_empty() && rules.fields.is_empty() {
        return (None, Vec::new());
    }
    let mut html = parsed(html);
    let fields = rules
        .fields
        .iter()
        .filter_map(|field| {
            let selector = field.select.selector()?;
            let value = html.select(&selector).find_map(|element| words(element, url))?;
            Some(Field { label: field.label.clone(), value })
        })
        .collect();
    let unread: Vec<_> = rules
        .without
        .iter()
        .filter_map(Css::selector)
        .flat_map(|selector| html.select(&selector).map(|e| e.id()).collect::<Vec<_>>())
        .collect();
    for id in &unread {
        if let Some(mut node) = html.tree.get_mut(*id) {
            node.detach();
        }
    }
    // A page without the part that was chosen is read as a whole: better too much than nothing.
    let content = rules
        .content
        .as_ref()
        .map(|css| outermost(&html, css).iter().map(ElementRef::html).collect::<String>());
    let content = content.filter(|content| !content.trim().is_empty());
    let all = || (!unread.is_empty()).then(|| html.html());
    (content.map(|content| format!("<main>{content}</main>")).or_else(all), fields)
}

/// One of the calls on a page; its title is its first heading.
fn one_of_several(run: &Run, item: &Item, part: &str, url: &Url) -> Document {
    let title = Selector::parse("h1, h2, h3, h4, h5, h6, summary, dt, strong")
        .ok()
        .and_then(|heading| {
            let part = parsed(part);
            part.select(&heading).find_map(|element| words(element, url))
        })
        .unwrap_or_default();
    let page = page_text(part, url);
    let mut document = run.document(item, &title, page.text.clone());
    keep_links(&mut document, &page.text, page.links);
    document
}

/// The words of an element in one line, without what its scripts and hidden parts hold.
pub(super) fn words(element: ElementRef<'_>, url: &Url) -> Option<String> {
    let html = element.html();
    // The element's own name may be one that is never shown as text.
    let words = line_of(&format!("<div>{html}</div>"), url);
    (!words.is_empty()).then_some(words)
}

/// What the page's head says and its text does not.
fn about(page: &PageText, url: &Url) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for object in page.structured.iter().filter(|object| is_about_a_call(object)) {
        fields.extend(record::read(object, &STRUCTURED, url));
    }
    fields.retain(|field| !field.value.contains('\n') && !page.text.contains(&field.value));
    if page.text.len() < THIN {
        let description = page.meta.get("og:description").or(page.meta.get("description"));
        if let Some(value) = description.filter(|text| !page.text.contains(text.as_str())) {
            fields.push(Field { label: "Description".to_owned(), value: value.clone() });
        }
    }
    fields
}

fn is_about_a_call(object: &Value) -> bool {
    record::at(object, "@type")
        .into_iter()
        .flat_map(|kind| kind.as_array().cloned().unwrap_or_else(|| vec![kind.clone()]))
        .any(|kind| {
            kind.as_str().is_some_and(|kind| {
                kind.ends_with("Event") || kind.ends_with("Grant") || kind == "Festival"
            })
        })
}

fn append(text: &mut String, fields: &[Field]) {
    for (index, Field { label, value }) in fields.iter().enumerate() {
        text.push_str(if index == 0 { "\n\n" } else { "\n" });
        text.push_str(&format!("{label}: {value}"));
    }
}
