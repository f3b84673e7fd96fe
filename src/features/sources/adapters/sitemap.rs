//! Sitemaps: which pages a site has, and when they changed.

use std::io::Read;

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use flate2::read::GzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;
use url::Url;

use super::from_page::{self, Title};
use super::run::{Run, apart, day, plain_address};
use super::{Adapter, Answer, Ask, Detail, Listing, Refused, Web};
use crate::features::sources::{Content, Cursor, Item, Sitemap};
use crate::platform::http::decode_text;

/// The protocol allows 50 MB; a file that unpacks to more is no sitemap.
const LARGEST: u64 = 50 * 1024 * 1024;

pub(super) struct SitemapReader {
    pub(super) run: Run,
    pub(super) settings: Sitemap,
}

#[async_trait]
impl Adapter for SitemapReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let mut waiting: Vec<Url> = from
            .and_then(|cursor| serde_json::from_value(cursor.0["maps"].clone()).ok())
            .unwrap_or_else(|| vec![self.run.source.address.clone()]);
        let Some(url) = waiting.pop() else { return Ok(Listing::default()) };
        let answer = web.send(Ask::get(url)).await?;
        let map = apart(move || read(&answer)).await??;
        let host = self.run.source.address.host().map(|host| host.to_owned());
        let own = |url: &Url| url.host().map(|host| host.to_owned()) == host;
        let most = self.run.source.limits.pages as usize;
        // The last of an index are usually the newest; they are taken first.
        waiting.extend(map.maps.into_iter().map(|entry| entry.url).filter(own));
        let surplus = waiting.len().saturating_sub(most);
        waiting.drain(..surplus);
        let mut pages = map.pages;
        pages.retain(|page| own(&page.url) && self.wanted(page));
        pages.sort_by_key(|page| std::cmp::Reverse(page.changed));
        let next = (!waiting.is_empty()).then(|| Cursor(json!({ "maps": waiting })));
        Ok(Listing { items: pages.into_iter().map(item).collect(), next })
    }

    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        from_page::fetch(&self.run, web, item, Title::OfPage, &self.settings.page).await
    }
}

impl SitemapReader {
    fn wanted(&self, page: &Entry) -> bool {
        let paths = &self.settings.paths;
        let path = page.url.path();
        let recent = match (self.settings.within_days, page.changed) {
            (Some(days), Some(changed)) => {
                self.run.today.checked_sub_days(Days::new(days.into())).is_none_or(|d| changed >= d)
            }
            _ => true,
        };
        recent && (paths.is_empty() || paths.iter().any(|part| path.contains(part.as_str())))
    }
}

struct Entry {
    url: Url,
    changed: Option<NaiveDate>,
}

#[derive(Default)]
struct Map {
    pages: Vec<Entry>,
    maps: Vec<Entry>,
}

/// Reads a sitemap or an index of sitemaps, packed or not.
fn read(answer: &Answer) -> Result<Map, Refused> {
    let mut unpacked = Vec::new();
    let bytes = if answer.bytes.starts_with(&[0x1f, 0x8b]) {
        let mut packed = GzDecoder::new(answer.bytes.as_slice()).take(LARGEST + 1);
        packed
            .read_to_end(&mut unpacked)
            .map_err(|_| Refused::run("its sitemap cannot be unpacked"))?;
        if unpacked.len() as u64 > LARGEST {
            return Err(Refused::run("its sitemap is larger than a sitemap may be"));
        }
        &unpacked
    } else {
        &answer.bytes
    };
    let text = decode_text(bytes, answer.content_type.as_deref()).text;
    let mut reader = Reader::from_str(&text);
    let broken = || Refused::run("its sitemap breaks off or is no sitemap");
    let mut map = Map::default();
    let mut name = String::new();
    let (mut place, mut changed) = (String::new(), String::new());
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(tag) => {
                tag.local_name().as_ref().clone_into(&mut name);
            }
            // A map without a single entry may be one element that closes itself.
            Event::Empty(tag) if is_root(tag.local_name().as_ref()) => return Ok(map),
            Event::Text(text) => match name.as_str() {
                "loc" => place.push_str(&text),
                "lastmod" => changed.push_str(&text),
                _ => {}
            },
            Event::GeneralRef(reference) if name == "loc" => {
                place.push_str(entity(&reference));
            }
            Event::CData(text) if name == "loc" => {
                place.push_str(&text);
            }
            Event::End(tag) => {
                let entries = match tag.local_name().as_ref() {
                    "url" => Some(&mut map.pages),
                    "sitemap" => Some(&mut map.maps),
                    _ => None,
                };
                if let Some(entries) = entries {
                    let url =
                        answer.url.join(place.trim()).ok().filter(|_| !place.trim().is_empty());
                    entries.extend(url.map(|url| Entry { url, changed: day(&changed) }));
                    place.clear();
                    changed.clear();
                } else if is_root(tag.local_name().as_ref()) {
                    return Ok(map);
                }
                name.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Err(broken())
}

fn is_root(name: &str) -> bool {
    matches!(name, "urlset" | "sitemapindex")
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        "lt" => "<",
        "gt" => ">",
        _ => "",
    }
}

fn item(page: Entry) -> Item {
    let url = plain_address(&page.url);
    let last = url.path_segments().and_then(|parts| parts.rev().find(|part| !part.is_empty()));
    let words = last.unwrap_or_else(|| url.host_str().unwrap_or_default()).replace(['-', '_'], " ");
    Item {
        key: url.to_string(),
        // Only until the page is read, which names itself.
        title: words.trim_end_matches(".html").to_owned(),
        posted_on: None,
        fields: Vec::new(),
        content: Content::None,
        enough: false,
        url,
    }
}
