//! From a source to items, and from an item to documents.

mod bounded;
mod ckan;
mod common_grants;
mod feed;
mod from_page;
mod grants_gov;
mod html_list;
mod json;
mod json_list;
mod naming;
mod page;
mod record;
mod run;
mod sicon;
mod simpler_grants;
mod sitemap;
mod web;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::NaiveDate;
use secrecy::SecretString;

use super::{AdapterSettings, Cursor, Item, Source};
use crate::features::reading::Document;
use crate::platform::config::Config;

use bounded::Bounded;
use run::Run;
pub use web::{Again, Answer, Ask, Body, Refused, Scope, Web};

/// One kind of source. Keeps nothing between calls: what it must remember is in the cursor.
#[async_trait]
pub trait Adapter: Send + Sync {
    /// One page of the list, from the beginning or from where a cursor points.
    ///
    /// # Errors
    /// The page could not be had, or is not what this kind of source answers.
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused>;

    /// The documents of one item: usually one, several where a page holds several calls. Asks the web
    /// only where the item itself is not enough.
    ///
    /// # Errors
    /// The item's page could not be had, or is nothing that can be read.
    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused>;
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What it lists, in its order.
    pub items: Vec<Item>,
    /// Where it goes on; `None`: this was the last page.
    pub next: Option<Cursor>,
}

/// What an item's page says.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What it was read from, to be kept as the snapshot: the page, or the record the list held (then
    /// as JSON or HTML, with no validators).
    pub raw: Answer,
    /// One document a call, in the order of the page. Never empty.
    pub documents: Vec<Document>,
}

/// Keys that some portals ask for.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// Of Simpler.Grants.gov.
    pub simpler_grants: Option<SecretString>,
}

impl Keys {
    /// The keys the operator gave.
    pub fn of(config: &Config) -> Self {
        Self { simpler_grants: config.simpler_grants_key.clone() }
    }
}

/// The adapter of a source, ready for a run that begins on `today`.
pub fn open(source: Arc<Source>, today: NaiveDate, keys: &Keys) -> Box<dyn Adapter> {
    use AdapterSettings as Kind;
    let run = Run { source: Arc::clone(&source), today };
    let of = run.clone();
    let inner: Box<dyn Adapter> = match source.adapter.clone() {
        Kind::Feed(settings) => Box::new(feed::FeedReader { run: of, settings }),
        Kind::HtmlList(settings) => Box::new(html_list::HtmlListReader { run: of, settings }),
        Kind::Page(settings) => Box::new(page::PageReader { run: of, settings }),
        Kind::Sitemap(settings) => Box::new(sitemap::SitemapReader { run: of, settings }),
        Kind::GrantsGov(settings) => Box::new(grants_gov::GrantsGovReader { run: of, settings }),
        Kind::SimplerGrants(settings) => {
            let key = keys.simpler_grants.clone();
            Box::new(simpler_grants::SimplerGrantsReader { run: of, settings, key })
        }
        Kind::CommonGrants(settings) => {
            Box::new(common_grants::CommonGrantsReader { run: of, settings })
        }
        Kind::Ckan(settings) => Box::new(ckan::CkanReader { run: of, settings }),
        Kind::JsonList(settings) => Box::new(json_list::JsonListReader { run: of, settings }),
        Kind::Sicon(settings) => Box::new(sicon::SiconReader { run: of, settings }),
    };
    Box::new(Bounded { run, inner })
}
