//! Lists in HTML.

use async_trait::async_trait;
use scraper::{ElementRef, Selector};
use serde_json::json;
use url::Url;

use super::from_page::{self, Title, outermost, words};
use super::run::{ENOUGH, Run, apart, link, parsed, plain_address, text_of};
use super::{Adapter, Answer, Ask, Detail, Listing, Refused, Web};
use crate::features::sources::{Content, Css, Cursor, Field, Follow, HtmlList, Item};
use crate::platform::http::decode_text;

pub(super) struct HtmlListReader {
    pub(super) run: Run,
    pub(super) settings: HtmlList,
}

#[async_trait]
impl Adapter for HtmlListReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let at = |name: &str| from.as_ref().map(|cursor| cursor.0[name].clone());
        let number = at("page").and_then(|page| page.as_u64()).map(|page| page as u32);
        let url = at("url").and_then(|url| url.as_str()?.parse().ok());
        let url = url.unwrap_or_else(|| self.page(number));
        let answer = web.send(Ask::get(url)).await?;
        let (run, settings) = (self.run.clone(), self.settings.clone());
        apart(move || listing(&run, &settings, &answer, number)).await
    }

    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        if item.enough {
            let (run, item) = (self.run.clone(), item.clone());
            return apart(move || run.inline(&item, &item.fields)).await;
        }
        from_page::fetch(&self.run, web, item, Title::Listed, &self.settings.page).await
    }
}

impl HtmlListReader {
    /// The address of the list's n-th page.
    fn page(&self, number: Option<u32>) -> Url {
        let mut url = self.run.address();
        if let (Some(parameter), Some(number)) = (&self.settings.page_parameter, number) {
            set_parameter(&mut url, parameter, &number.to_string());
        }
        url
    }
}

/// Sets a parameter of an address, in place of what it was.
pub(super) fn set_parameter(url: &mut Url, name: &str, value: &str) {
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(other, _)| other != name)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, value);
}

fn listing(run: &Run, settings: &HtmlList, answer: &Answer, number: Option<u32>) -> Listing {
    let html = decode_text(&answer.bytes, answer.content_type.as_deref()).text;
    let html = parsed(&html);
    let base = select(html.root_element(), "base[href]")
        .and_then(|base| answer.url.join(base.attr("href")?).ok())
        .unwrap_or_else(|| answer.url.clone());
    let found = outermost(&html, &settings.item);
    let items = found.iter().filter_map(|element| item(run, settings, *element, &base)).collect();
    let next = match (&settings.next, &settings.page_parameter) {
        (Some(css), _) => inside(html.root_element(), css)
            .and_then(|element| link(&base, element.attr("href")?))
            .filter(|url| *url != answer.url)
            .map(|url| Cursor(json!({ "url": url }))),
        (None, Some(_)) if !found.is_empty() => {
            let next = number.unwrap_or(settings.first_page).saturating_add(1);
            Some(Cursor(json!({ "page": next })))
        }
        _ => None,
    };
    Listing { items, next }
}

fn item(run: &Run, settings: &HtmlList, element: ElementRef<'_>, base: &Url) -> Option<Item> {
    let anchor = match &settings.link {
        Some(css) => inside(element, css),
        None if element.value().name() == "a" => Some(element),
        None => select(element, "a[href]"),
    };
    let target =
        anchor.and_then(|anchor| link(base, anchor.attr("href")?)).map(|url| plain_address(&url));
    let title = match &settings.title {
        Some(css) => inside(element, css).and_then(|title| words(title, base)),
        None => anchor.or(Some(element)).and_then(|anchor| words(anchor, base)),
    }?;
    let html = match settings.follow {
        Follow::Always => None,
        Follow::Short | Follow::Never => Some(element.html()),
    };
    let enough = match &html {
        None => false,
        Some(_) if settings.follow == Follow::Never || target.is_none() => true,
        Some(html) => text_of(html, base).len() >= ENOUGH,
    };
    let key = match &target {
        Some(url) => url.to_string(),
        // A call that has no page of its own is known by its title on the list's page.
        None if enough => format!("{base}#{}", title.to_lowercase()),
        None => return None,
    };
    let fields = settings.fields.iter().filter_map(|field| {
        let value = inside(element, &field.select).and_then(|element| words(element, base))?;
        Some(Field { label: field.label.clone(), value })
    });
    Some(Item {
        key,
        url: target.unwrap_or_else(|| run.source.address.clone()),
        posted_on: select(element, "time[datetime]")
            .and_then(|time| super::run::day(time.attr("datetime")?)),
        fields: fields.collect(),
        content: html.map_or(Content::None, Content::Html),
        enough,
        title,
    })
}

fn inside<'a>(element: ElementRef<'a>, css: &Css) -> Option<ElementRef<'a>> {
    element.select(&css.selector()?).next()
}

fn select<'a>(element: ElementRef<'a>, css: &str) -> Option<ElementRef<'a>> {
    element.select(&Selector::parse(css).ok()?).next()
}
