//! The CommonGrants protocol, which Proletto speaks too: so one Proletto can read another.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::html_list::set_parameter;
use super::json::json as read_json;
use super::record::{self, Column, at, carried, first};
use super::run::{Run, day, loose_address};
use super::{Adapter, Ask, Detail, Listing, Refused, Web};
use crate::features::sources::{CommonGrants, Content, Cursor, Field, Item};

const COLUMNS: [Column<'static>; 11] = [
    ("Status", "status", None),
    ("Posted", "keyDates.postDate", None),
    ("Close date", "keyDates.closeDate", None),
    ("Eligible applicants", "acceptedApplicantTypes.*", None),
    ("Total funding", "funding.totalAmountAvailable", None),
    ("Minimum award", "funding.minAwardAmount", None),
    ("Maximum award", "funding.maxAwardAmount", None),
    ("Minimum number of awards", "funding.minAwardCount", None),
    ("Maximum number of awards", "funding.maxAwardCount", None),
    ("Estimated number of awards", "funding.estimatedAwardCount", None),
    ("Funding", "funding.details", None),
];

pub(super) struct CommonGrantsReader {
    pub(super) run: Run,
    pub(super) settings: CommonGrants,
}

#[async_trait]
impl Adapter for CommonGrantsReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let page = from.and_then(|cursor| cursor.0["page"].as_u64()).unwrap_or(1);
        let mut url = self.run.address();
        set_parameter(&mut url, "page", &page.to_string());
        set_parameter(&mut url, "pageSize", &self.settings.rows.to_string());
        let found = read_json(&web.send(Ask::json(url).documented()).await?)?;
        let Some(Value::Array(records)) = found.get("items") else {
            return Err(Refused::run("its answer holds no list of opportunities"));
        };
        let pages = at(&found, "paginationInfo.totalPages").first().and_then(|n| n.as_u64());
        let more = match pages {
            Some(pages) => page < pages,
            None => records.len() >= self.settings.rows as usize,
        };
        Ok(Listing {
            items: records.iter().filter_map(|record| self.item(record)).collect(),
            next: (more && !records.is_empty()).then(|| Cursor(json!({ "page": page + 1 }))),
        })
    }

    async fn detail(&self, _web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        let (record, raw) = carried(item)?;
        let mut fields = record::read(record, &COLUMNS, &item.url);
        for group in ["keyDates.otherDates.*", "customFields.*"] {
            fields.extend(at(record, group).into_iter().filter_map(|value| named(value, item)));
        }
        fields.extend(record::read(record, &[("Description", "description", None)], &item.url));
        Ok(record::detail(&self.run, item, raw, &fields))
    }
}

impl CommonGrantsReader {
    fn item(&self, record: &Value) -> Option<Item> {
        let home = &self.run.source.home;
        let source = first(record, "source", home).and_then(|text| loose_address(&text));
        Some(Item {
            key: first(record, "id", home)?,
            url: source.unwrap_or_else(|| home.clone()),
            title: first(record, "title", home)?,
            posted_on: first(record, "keyDates.postDate", home).and_then(|text| day(&text)),
            fields: record::short(record::read(record, &COLUMNS, home)),
            content: Content::Record(record.clone()),
            enough: true,
        })
    }
}

/// A further date or field, under the name it gives itself.
fn named(value: &Value, item: &Item) -> Option<Field> {
    let label = first(value, "name", &item.url)?;
    let path = if value.get("value").is_some() { "value" } else { "date" };
    let columns = [(label.as_str(), path, None)];
    record::read(value, &columns, &item.url).into_iter().next()
}
