//! What an address seems to be: a feed, a sitemap, an API we speak, a list of links, or one page.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use url::Url;

use super::collecting::PoliteWeb;
use super::model::is_web;
use super::{
    AdapterSettings, Answer, Ask, CommonGrants, Feed, Page, Sitemap, Source, SourceId, Web,
};
use crate::features::reading::tamed;
use crate::platform::http::decode_text;
use crate::platform::state::State;

/// Where the links of a list usually stand, the most telling first.
const LISTS: [&str; 10] = [
    "article h2 a[href]",
    "article h3 a[href]",
    "main h2 a[href]",
    "main h3 a[href]",
    "main li a[href]",
    "main td a[href]",
    "h2 a[href]",
    "h3 a[href]",
    "h4 a[href]",
    "article a[href]",
];

/// What is said of data without a page.
const DATA: &str = "it is data for programs and no page: write a definition of kind \"json_list\" or \
    \"ckan\" that says which of its fields is what";

/// So many links to different pages of a site are a list.
const A_LIST: usize = 3;

/// A source made of an address alone: what stands there is fetched once, and how it would be read follows
/// from that.
///
/// # Errors
/// Why the page could not be had, or that it is none that can be read like this, in words.
pub async fn guess(state: &State, address: &Url) -> Result<Source, String> {
    let trial = Source::trial(address.clone(), AdapterSettings::Page(Page::default()));
    let web = PoliteWeb::forgetting(state, &trial);
    let answer = web.send(Ask::get(address.clone())).await.map_err(|refused| refused.reason)?;
    let apart = tokio::task::spawn_blocking(move || made_of(trial, &answer));
    apart.await.map_err(|_| "it is built in a way that cannot be read".to_owned())?
}

fn made_of(trial: Source, answer: &Answer) -> Result<Source, String> {
    let text = decode_text(&answer.bytes, answer.content_type.as_deref()).text;
    let host = answer.url.host_str().unwrap_or("a site");
    let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
    let home = answer.url.join("/").unwrap_or_else(|_| answer.url.clone());
    let source = Source {
        id: name_in_links(&host).unwrap_or(trial.id),
        name: host,
        home,
        address: answer.url.clone(),
        terms: "Not looked at yet.".to_owned(),
        ..trial
    };
    if is_feed(answer.content_type.as_deref(), &text) {
        return Ok(Source { adapter: AdapterSettings::Feed(Feed::default()), ..source });
    }
    if begins_with(&text, &["<urlset", "<sitemapindex"]) {
        return Ok(Source { adapter: AdapterSettings::Sitemap(Sitemap::default()), ..source });
    }
    if let Ok(Value::Object(answer)) = serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        // Lists of the CommonGrants protocol say how they go on.
        if answer.contains_key("items") && answer.contains_key("paginationInfo") {
            let adapter = AdapterSettings::CommonGrants(CommonGrants::default());
            return Ok(Source { adapter, ..source });
        }
        return Err(DATA.to_owned());
    }
    if text.trim_start().starts_with("[{") {
        return Err(DATA.to_owned());
    }
    let html = Html::parse_document(&tamed(&text));
    let name = site_name(&html).unwrap_or_else(|| source.name.clone());
    let source = Source { name, ..source };
    if let Some(feed) = feed_of(&html, &answer.url) {
        let adapter = AdapterSettings::Feed(Feed::default());
        return Ok(Source { address: feed, adapter, ..source });
    }
    let list = LISTS.iter().find(|css| is_list(&html, css, &answer.url));
    let adapter = list
        .and_then(|css| serde_json::from_value(json!({ "kind": "html_list", "item": css })).ok());
    Ok(match adapter {
        Some(adapter) => Source { adapter, ..source },
        None => source,
    })
}

fn is_feed(content_type: Option<&str>, text: &str) -> bool {
    let kind = content_type.unwrap_or_default().to_ascii_lowercase();
    let root = begins_with(text, &["<rss", "<feed", "<rdf:RDF"]);
    kind.contains("rss") || kind.contains("atom") || kind.contains("feed+json") || root
}

/// Whether one of these elements stands at the beginning, behind what XML says of itself.
fn begins_with(text: &str, roots: &[&str]) -> bool {
    let begins: String = text.trim_start().chars().take(600).collect();
    roots.iter().any(|root| begins.contains(root))
}

/// The feed that the page names as its own, of the same site; not that of its comments.
fn feed_of(html: &Html, page: &Url) -> Option<Url> {
    let links = Selector::parse("link[rel~=alternate][href]").ok()?;
    html.select(&links).find_map(|link| {
        let kind = link.attr("type")?.to_ascii_lowercase();
        let is_feed = ["rss+xml", "atom+xml", "feed+json"].iter().any(|feed| kind.ends_with(feed));
        let url = page.join(link.attr("href")?).ok()?;
        let comments = url.path().contains("comment")
            || link.attr("title").is_some_and(|title| title.to_lowercase().contains("comment"));
        let own = is_web(&url) && url.host_str() == page.host_str();
        (is_feed && own && !comments).then_some(url)
    })
}

/// Whether these links lead to several pages of the same site, each with a name of some words.
fn is_list(html: &Html, css: &str, page: &Url) -> bool {
    let Ok(selector) = Selector::parse(css) else { return false };
    let mut targets = HashSet::new();
    for link in html.select(&selector) {
        let words = link.text().collect::<String>().split_whitespace().count();
        let target = link.attr("href").and_then(|href| page.join(href).ok());
        let target = target.filter(|url| url.host_str() == page.host_str() && url != page);
        if let Some(mut target) = target.filter(|_| words >= 2) {
            target.set_fragment(None);
            targets.insert(target);
        }
    }
    targets.len() >= A_LIST
}

/// What the page calls its site, or itself.
fn site_name(html: &Html) -> Option<String> {
    let first = |css: &str, of: fn(ElementRef<'_>) -> String| {
        let selector = Selector::parse(css).ok()?;
        let name = html.select(&selector).next().map(of)?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = name.chars().take(80).collect();
        (!name.is_empty()).then_some(name)
    };
    first("meta[property='og:site_name']", |meta| meta.attr("content").unwrap_or("").to_owned())
        .or_else(|| first("title", |title| title.text().collect()))
}

/// A host as a short name: `calls.example.org` is `calls-example-org`.
fn name_in_links(host: &str) -> Option<SourceId> {
    let words = host.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: String =
        words.collect::<Vec<_>>().join("-").to_ascii_lowercase().chars().take(60).collect();
    name.trim_end_matches('-').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(content_type: &str, body: &str) -> Source {
        made(content_type, body).unwrap()
    }

    fn made(content_type: &str, body: &str) -> Result<Source, String> {
        let url = Url::parse("https://www.calls.example.org/open").unwrap();
        let answer = Answer {
            url: url.clone(),
            content_type: Some(content_type.to_owned()),
            bytes: body.as_bytes().to_vec(),
            etag: None,
            last_modified: None,
            unchanged: false,
        };
        made_of(Source::trial(url, AdapterSettings::Page(Page::default())), &answer)
    }

    #[test]
    fn an_address_is_a_feed_a_page_with_a_feed_a_list_or_a_page() {
        let feed = guessed("text/xml", "<?xml version='1.0'?><rss><channel></channel></rss>");
        assert!(matches!(feed.adapter, AdapterSettings::Feed(_)));
        assert_eq!(feed.id.as_str(), "calls-example-org");
        let with_feed = guessed(
            "text/html",
            "<title>The Board</title><link rel=alternate type=application/rss+xml href=/c/comments>\
             <link rel=alternate type=application/rss+xml href=/feed><h2><a href=/1>A call</a></h2>",
        );
        assert_eq!(with_feed.address.path(), "/feed");
        assert_eq!(with_feed.name, "The Board");
        let links = "<h3><a href=/a>Alder Prize</a></h3><h3><a href=/b>Birch Fund</a></h3>\
                     <h3><a href=/c>Cedar House</a></h3>";
        let AdapterSettings::HtmlList(list) = guessed("text/html", links).adapter else { panic!() };
        assert_eq!(String::from(list.item), "h3 a[href]");
        let page = guessed("text/html", "<h1>One call</h1><a href=/x>Home page</a>");
        assert!(matches!(page.adapter, AdapterSettings::Page(_)));
        assert!(page.problems().is_empty(), "{:?}", page.problems());
    }

    #[test]
    fn an_address_is_a_sitemap_an_api_or_data_that_needs_a_definition() {
        let map =
            "<?xml version='1.0'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
        assert!(matches!(guessed("application/xml", map).adapter, AdapterSettings::Sitemap(_)));
        let api = r#"{"items": [], "paginationInfo": {"page": 1, "totalPages": 1}}"#;
        let api = guessed("application/json", api);
        assert!(matches!(api.adapter, AdapterSettings::CommonGrants(_)));
        for data in [r#"{"success": true, "result": {"records": []}}"#, "[{\"title\": \"A\"}]"] {
            assert_eq!(made("application/json", data).unwrap_err(), DATA);
        }
    }
}
