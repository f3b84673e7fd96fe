//! RSS, Atom and JSON feeds.

use async_trait::async_trait;
use feed_rs::model::{Entry, Feed as Parsed, Link};
use feed_rs::parser::Builder;
use scraper::Selector;
use serde_json::json;
use url::Url;

use super::from_page::{self, Title};
use super::run::{ENOUGH, Run, apart, line_of, link, parsed, plain_address, text_of};
use super::{Adapter, Answer, Ask, Detail, Listing, Refused, Web};
use crate::features::sources::{Content, Cursor, Feed, Field, Follow, Item};
use crate::platform::http::decode_text;

pub(super) struct FeedReader {
    pub(super) run: Run,
    pub(super) settings: Feed,
}

#[async_trait]
impl Adapter for FeedReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let page = from.and_then(|cursor| cursor.0["url"].as_str()?.parse().ok());
        let answer = web.send(Ask::get(page.unwrap_or_else(|| self.run.address()))).await?;
        let (run, follow) = (self.run.clone(), self.settings.follow);
        apart(move || {
            let feed = parse(&answer)?;
            let items =
                feed.entries.iter().filter_map(|entry| item(&run, follow, entry, &answer.url));
            Ok(Listing { items: items.collect(), next: next(&feed, &answer.url) })
        })
        .await?
    }

    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        if item.enough {
            // Categories and authors of feeds choose entries; they are no part of the call's text.
            let (run, item) = (self.run.clone(), item.clone());
            return apart(move || run.inline(&item, &[])).await;
        }
        let bare = Item { fields: Vec::new(), ..item.clone() };
        from_page::fetch(&self.run, web, &bare, Title::Listed, &self.settings.page).await
    }
}

/// The feed, decoded here because feeds too lie about their encoding.
fn parse(answer: &Answer) -> Result<Parsed, Refused> {
    let text = decode_text(&answer.bytes, answer.content_type.as_deref()).text;
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let body = match text.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(text, |(_, body)| body),
        None => text,
    };
    let parser = Builder::new().base_uri(Some(answer.url.as_str())).sanitize_content(false).build();
    parser.parse(body.as_bytes()).map_err(|_| {
        let head: String = body.trim_start().chars().take(15).collect::<String>().to_lowercase();
        Refused::run(if head.starts_with("<!doctype html") || head.starts_with("<html") {
            "it answered with a page for people where a feed was expected"
        } else {
            "its feed breaks off or is no feed"
        })
    })
}

fn item(run: &Run, follow: Follow, entry: &Entry, base: &Url) -> Option<Item> {
    let raw_title = entry.title.as_ref().map(|title| title.content.as_str()).unwrap_or_default();
    // Some feeds put the link into the title, escaped, and only there.
    let target = page_of(&entry.links)
        .and_then(|href| link(base, href))
        .or_else(|| link_in(raw_title, base))
        .map(|url| plain_address(&url));
    let url = target.clone().unwrap_or_else(|| run.source.home.clone());
    let html = words_of(entry);
    let title = match line_of(raw_title, &url) {
        title if title.is_empty() => line_of(&html, &url).chars().take(100).collect(),
        title => title,
    };
    let enough = match follow {
        _ if target.is_none() => true,
        Follow::Always => false,
        Follow::Never => true,
        Follow::Short => text_of(&html, &url).len() >= ENOUGH,
    };
    let terms = entry.categories.iter().map(|c| c.label.as_ref().unwrap_or(&c.term));
    let authors = entry.authors.iter().filter_map(|author| author.name.as_ref());
    Some(Item {
        key: target.map_or_else(|| entry.id.clone(), |url| url.to_string()),
        title,
        posted_on: entry.published.map(|instant| instant.date_naive()),
        fields: [fields("Category", terms, &url), fields("Author", authors, &url)].concat(),
        content: if html.is_empty() { Content::None } else { Content::Html(html) },
        enough,
        url,
    })
}

fn fields<'a>(label: &str, values: impl Iterator<Item = &'a String>, url: &Url) -> Vec<Field> {
    values
        .map(|value| Field { label: label.to_owned(), value: line_of(value, url) })
        .filter(|field| !field.value.is_empty())
        .collect()
}

/// The link to the entry's page: not to itself in another form, an enclosure or replies.
fn page_of(links: &[Link]) -> Option<&str> {
    let is_page = |link: &&Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    links.iter().find(is_page).map(|link| link.href.as_str())
}

fn link_in(html: &str, base: &Url) -> Option<Url> {
    let anchor = Selector::parse("a[href]").ok()?;
    let fragment = parsed(html);
    let href = fragment.select(&anchor).next()?.attr("href")?.to_owned();
    link(base, &href)
}

/// The longer of the entry's content and its summary.
fn words_of(entry: &Entry) -> String {
    let content = entry.content.as_ref().and_then(|content| content.body.clone());
    let summary = entry.summary.as_ref().map(|summary| summary.content.clone());
    match (content, summary) {
        (Some(content), Some(summary)) if content.len() >= summary.len() => content,
        (content, summary) => summary.or(content).unwrap_or_default(),
    }
}

/// The next page of a paged feed (RFC 5005).
fn next(feed: &Parsed, base: &Url) -> Option<Cursor> {
    let next = feed.links.iter().find(|link| link.rel.as_deref() == Some("next"))?;
    let url = link(base, &next.href).filter(|url| url != base)?;
    Some(Cursor(json!({ "url": url })))
}
