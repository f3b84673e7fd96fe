//! Single pages: a funder's programme, a biennial's call.

use async_trait::async_trait;

use super::from_page::{self, Title};
use super::run::Run;
use super::{Adapter, Detail, Listing, Refused, Web};
use crate::features::sources::{Content, Cursor, Item, Page};

pub(super) struct PageReader {
    pub(super) run: Run,
    pub(super) settings: Page,
}

#[async_trait]
impl Adapter for PageReader {
    async fn list(&self, _web: &dyn Web, _from: Option<Cursor>) -> Result<Listing, Refused> {
        let pages = std::iter::once(&self.run.source.address).chain(&self.settings.more);
        let items = pages.map(|url| Item {
            key: url.to_string(),
            url: url.clone(),
            // Only until the page is read, which names itself.
            title: self.run.source.name.clone(),
            posted_on: None,
            fields: Vec::new(),
            content: Content::None,
            enough: false,
        });
        Ok(Listing { items: items.collect(), next: None })
    }

    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        from_page::fetch(&self.run, web, item, Title::OfPage, &self.settings.page).await
    }
}
