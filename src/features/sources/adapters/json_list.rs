//! Any JSON that holds a list of records.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::from_page::{self, Title};
use super::html_list::set_parameter;
use super::json::json as read_json;
use super::record::{self, at, carried, columns, first};
use super::run::{Run, apart, link};
use super::{Adapter, Ask, Detail, Listing, Refused, Web};
use crate::features::sources::{Cursor, Follow, Item, JsonList};

pub(super) struct JsonListReader {
    pub(super) run: Run,
    pub(super) settings: JsonList,
}

#[async_trait]
impl Adapter for JsonListReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let number = |name: &str| from.as_ref().and_then(|cursor| cursor.0[name].as_u64());
        let offset = number("offset").unwrap_or(0);
        let page = number("page").unwrap_or(self.settings.first_page.into());
        let next = from.as_ref().and_then(|cursor| cursor.0["url"].as_str()?.parse().ok());
        let mut url = next.unwrap_or_else(|| self.run.address());
        if let Some(parameter) = &self.settings.offset_parameter {
            set_parameter(&mut url, parameter, &offset.to_string());
        }
        if let Some(parameter) = &self.settings.page_parameter {
            set_parameter(&mut url, parameter, &page.to_string());
        }
        let answer = web.send(Ask::json(url)).await?;
        let found = read_json(&answer)?;
        let list = match &self.settings.items {
            Some(path) => at(&found, path.as_str()).into_iter().find(|value| value.is_array()),
            None => Some(&found),
        };
        let Some(Value::Array(records)) = list else {
            return Err(Refused::run("its answer holds no list where one was expected"));
        };
        let next = if records.is_empty() {
            None
        } else if let Some(path) = &self.settings.next {
            first(&found, path.as_str(), &answer.url)
                .and_then(|text| link(&answer.url, &text))
                .filter(|url| *url != answer.url)
                .map(|url| json!({ "url": url }))
        } else if self.settings.offset_parameter.is_some() {
            Some(json!({ "offset": offset + records.len() as u64 }))
        } else {
            self.settings.page_parameter.is_some().then(|| json!({ "page": page + 1 }))
        };
        let (run, settings, records) = (self.run.clone(), self.settings.clone(), records.clone());
        let items = apart(move || {
            let items = records
                .into_iter()
                .filter_map(|record| record::item(&run, &settings.record, record));
            items.map(|item| followed(item, &run, &settings)).collect()
        })
        .await?;
        Ok(Listing { items, next: next.map(Cursor) })
    }

    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        if let (Some(whole), true) = (&self.settings.whole, item.enough) {
            let key: String = url::form_urlencoded::byte_serialize(item.key.as_bytes()).collect();
            let url = whole.replace("{key}", &key).parse();
            let url = url.map_err(|_| Refused::item("the address of its record is none"))?;
            let raw = web.send(Ask::json(url)).await?;
            let record = read_json(&raw).map_err(|refused| Refused::item(refused.reason))?;
            let fields = record::read(&record, &columns(&self.settings.record), &item.url);
            return Ok(record::detail(&self.run, item, raw, &fields));
        }
        if item.enough {
            let (record, raw) = carried(item)?;
            let fields = record::read(record, &columns(&self.settings.record), &item.url);
            return Ok(record::detail(&self.run, item, raw, &fields));
        }
        from_page::fetch(&self.run, web, item, Title::Listed, &self.settings.page).await
    }
}

/// Whether the record is enough, as the settings say. One without a page of its own has to be.
fn followed(mut item: Item, run: &Run, settings: &JsonList) -> Item {
    let home = &run.source.home;
    item.enough = item.url == *home
        || match settings.follow {
            Follow::Never => true,
            Follow::Always => false,
            Follow::Short => record::is_enough(&item, &settings.record, home),
        };
    item
}
