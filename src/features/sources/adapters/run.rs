//! What every adapter of a run knows, and the small things they share.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, NaiveDate};
use regex::Regex;
use scraper::Html;
use url::Url;

use super::{Answer, Detail, Refused};
use crate::features::reading::{Document, Link, page_text, plain_text, split, tamed};
use crate::features::sources::{Content, Field, Item, Source};

/// A text of at least so many characters is enough to judge a call by.
pub(super) const ENOUGH: usize = 900;

/// The longest title or field that is kept; what is longer is no title.
const LONGEST_LINE: usize = 300;

/// The most links that are kept of a document: what has more is a directory.
const MOST_LINKS: usize = 200;

/// How far into HTML its first line is looked for.
const LINE_WITHIN: usize = 20_000;

/// The source that is read, and the day.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) source: Arc<Source>,
    pub(super) today: NaiveDate,
}

impl Run {
    /// The source's address. `{today}` in it becomes the day, for portals that filter by date.
    pub(super) fn address(&self) -> Url {
        let address = &self.source.address;
        let today = self.today.to_string();
        ["{today}", "%7Btoday%7D"]
            .into_iter()
            .find(|mark| address.as_str().contains(mark))
            .and_then(|mark| address.as_str().replace(mark, &today).parse().ok())
            .unwrap_or_else(|| address.clone())
    }

    /// A document of this source. The title is put before the text where the text does not hold it.
    pub(super) fn document(&self, item: &Item, title: &str, text: String) -> Document {
        Document {
            url: Some(item.url.clone()),
            title: (!title.is_empty()).then(|| title.to_owned()),
            text: with_title(title, text),
            links: Vec::new(),
            declared_language: self.source.language.clone(),
            fetched_on: self.today,
            posted_on: item.posted_on,
            hints: self.source.hints(),
        }
    }

    /// The detail of an item that is enough by itself: its fields and its HTML.
    pub(super) fn inline(&self, item: &Item, fields: &[Field]) -> Detail {
        let (media_type, bytes, (body, links)) = match &item.content {
            Content::Html(html) => {
                ("text/html; charset=utf-8", html.clone(), read_html(html, &item.url))
            }
            content => {
                let json = serde_json::json!({ "title": item.title, "fields": item.fields,
                    "content": content });
                ("application/json", json.to_string(), (String::new(), Vec::new()))
            }
        };
        let mut document = self.document(item, &item.title, with_fields(fields, body.clone()));
        keep_links(&mut document, &body, links);
        Detail {
            raw: Answer {
                url: item.url.clone(),
                content_type: Some(media_type.to_owned()),
                bytes: bytes.into_bytes(),
                etag: None,
                last_modified: None,
                unchanged: false,
            },
            // Records of an API are one call each.
            documents: if body.is_empty() { vec![document] } else { parted(&document) },
        }
    }
}

/// Parses a page or a part of one. Slow for large ones: see [`apart`].
pub(super) fn parsed(html: &str) -> Html {
    Html::parse_document(&tamed(html))
}

/// Runs what takes long, or may break on hostile input, away from the threads that serve requests.
pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Refused::item("it is built in a way that cannot be read"))
}

/// HTML, or text with or without tags and entities in it, as text. Portals escape twice at times.
pub(super) fn text_of(html: &str, url: &Url) -> String {
    read_html(html, url).0
}

/// The same with its links.
fn read_html(html: &str, url: &Url) -> (String, Vec<Link>) {
    if !looks_like_html(html) {
        return (plain_text(html), Vec::new());
    }
    let page = page_text(html, url);
    if !looks_like_html(&page.text) {
        return (page.text, page.links);
    }
    let page = page_text(&page.text, url);
    (page.text, page.links)
}

/// Keeps of the links of `page`, a text that the document's was made of, those whose words stand in the
/// document's text, in their order. Links of menus are left out: that their words stand in the text is
/// chance.
pub(super) fn keep_links(document: &mut Document, page: &str, links: Vec<Link>) {
    let text = document.text.as_str();
    // All but the title, which may have moved.
    let body = page.find('\n').map_or(page, |end| page[end..].trim_start());
    let moved = text.find(body).map(|at| (page.len() - body.len(), at));
    let mut after = 0;
    let mut standing = |mut link: Link| {
        let was = link.start.filter(|_| !link.words.is_empty())?;
        let stands = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(&link.words));
        let start = moved
            .and_then(|(from, to)| (was + to).checked_sub(from))
            .filter(stands)
            .or_else(|| text[after..].find(&link.words).map(|at| after + at))?;
        after = after.max(start + link.words.len());
        link.start = Some(start);
        Some(link)
    };
    document.links = links.into_iter().filter_map(&mut standing).take(MOST_LINKS).collect();
}

/// The calls that a document holds under headings of their own, each with the links in its text.
pub(super) fn parted(document: &Document) -> Vec<Document> {
    let mut parts = split(document);
    let mut at = 0;
    for part in parts.iter_mut().filter(|part| part.text != document.text) {
        part.links = Vec::new();
        let Some(start) = document.text[at..].find(&part.text).map(|found| at + found) else {
            continue;
        };
        at = start + part.text.len();
        part.links.extend(document.links.iter().filter_map(|link| {
            let inside = link.start.filter(|within| (start..at).contains(within))?;
            Some(Link { start: Some(inside - start), ..link.clone() })
        }));
    }
    parts
}

/// The same in one line, cut where it is too long to be a title or a field.
pub(super) fn line_of(html: &str, url: &Url) -> String {
    let within = html.char_indices().nth(LINE_WITHIN).map_or(html.len(), |(end, _)| end);
    let text = text_of(&html[..within], url);
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(LONGEST_LINE) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

fn looks_like_html(text: &str) -> bool {
    static HTML: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"<[a-zA-Z/!]|&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});").ok()
    });
    HTML.as_ref().is_some_and(|html| html.is_match(text))
}

/// The title before the text, unless the text holds it.
pub(super) fn with_title(title: &str, text: String) -> String {
    match (title.is_empty() || text.contains(title), text.is_empty()) {
        (true, _) => text,
        (false, true) => title.to_owned(),
        (false, false) => format!("{title}\n\n{text}"),
    }
}

/// `Label: value` lines before the text, those left out that the text has already.
pub(super) fn with_fields(fields: &[Field], text: String) -> String {
    let mut lines = String::new();
    for Field { label, value } in fields {
        let line = format!("{label}: {value}");
        if !text.contains(&line) {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    match (lines.is_empty(), text.is_empty()) {
        (true, _) => text,
        (false, true) => lines.trim_end().to_owned(),
        (false, false) => format!("{lines}\n{text}"),
    }
}

/// An address without its fragment and without what only says where a reader came from.
pub(super) fn plain_address(url: &Url) -> Url {
    let mut plain = url.clone();
    plain.set_fragment(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_tracking(&name.to_ascii_lowercase()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    if kept.len() < url.query_pairs().count() {
        plain.set_query(None);
        if !kept.is_empty() {
            plain.query_pairs_mut().extend_pairs(kept);
        }
    }
    plain
}

fn is_tracking(name: &str) -> bool {
    const NAMES: [&str; 8] =
        ["fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "msclkid", "ref_src", "_hsenc"];
    name.starts_with("utm_") || NAMES.contains(&name)
}

/// Where a link leads, if to a page on the web.
pub(super) fn link(base: &Url, href: &str) -> Option<Url> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    base.join(href).ok().filter(crate::features::sources::model::is_web)
}

/// An address that may lack its scheme, as portals write them: `www.arts.example/grants`.
pub(super) fn loose_address(text: &str) -> Option<Url> {
    let text = text.trim();
    let looks_like_host = |text: &str| {
        let host = text.split('/').next().unwrap_or_default();
        host.contains('.') && !host.contains([' ', '@', ':'])
    };
    Url::parse(text)
        .ok()
        .or_else(|| Url::parse(&format!("https://{text}")).ok().filter(|_| looks_like_host(text)))
        .filter(crate::features::sources::model::is_web)
}

/// The day a machine-written date names: ISO 8601 or RFC 2822, time ignored.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let iso = text.get(..10).and_then(|head| NaiveDate::parse_from_str(head, "%Y-%m-%d").ok());
    iso.or_else(|| DateTime::parse_from_rfc2822(text).ok().map(|instant| instant.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here() -> Url {
        Url::parse("https://calls.example/list").unwrap()
    }

    #[test]
    fn a_title_is_one_plain_line() {
        let title = |html: &str| line_of(html, &here());
        assert_eq!(title("Artists&rsquo; Fund"), "Artists’ Fund");
        assert_eq!(title("Artists&amp;rsquo; Fund"), "Artists’ Fund");
        assert_eq!(title("<a href=\"/x\">Salt</a><script>alert(1)</script>"), "Salt");
        assert_eq!(title("Salt\n  &amp; Light"), "Salt & Light");
        assert_eq!(title("under 5 < 6 & more"), "under 5 < 6 & more");
        assert_eq!(title(&"a".repeat(1000)).chars().count(), 301);
    }

    #[test]
    fn an_address_loses_only_what_tracks() {
        let plain = |url: &str| plain_address(&Url::parse(url).unwrap()).to_string();
        assert_eq!(
            plain("https://a.example/c?id=7&utm_source=x&FBCLID=y#top"),
            "https://a.example/c?id=7"
        );
        assert_eq!(plain("https://a.example/c?utm_medium=x"), "https://a.example/c");
        assert_eq!(plain("https://a.example/c?a=%20b"), "https://a.example/c?a=%20b");
        assert_eq!(
            loose_address("www.arts.example/g").unwrap().as_str(),
            "https://www.arts.example/g"
        );
        assert_eq!(loose_address("see website"), None);
        assert_eq!(loose_address("mailto:a@b.example"), None);
    }
}
