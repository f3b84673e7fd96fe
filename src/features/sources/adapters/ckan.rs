//! CKAN data portals: the API of a table (`datastore_search`) and its dump as one file.

use async_trait::async_trait;
use serde_json::{Map, Value, json};

use super::html_list::set_parameter;
use super::json::json as read_json;
use super::record::{self, at, carried, columns, first};
use super::run::{Run, apart};
use super::{Adapter, Ask, Detail, Listing, Refused, Web};
use crate::features::sources::{Ckan, Cursor, Item};

pub(super) struct CkanReader {
    pub(super) run: Run,
    pub(super) settings: Ckan,
}

#[async_trait]
impl Adapter for CkanReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let offset = from.and_then(|cursor| cursor.0["offset"].as_u64()).unwrap_or(0);
        let mut url = self.run.address();
        // The dump is a file and takes no parameters; the API's address says what it is.
        let paged = url.path().ends_with("datastore_search");
        if paged {
            set_parameter(&mut url, "limit", &self.settings.rows.to_string());
            set_parameter(&mut url, "offset", &offset.to_string());
        }
        let answer = read_json(&web.send(Ask::json(url).documented()).await?)?;
        if answer.get("success") == Some(&Value::Bool(false)) {
            let said = first(&answer, "error.message", &self.run.source.home).unwrap_or_default();
            return Err(Refused::run(format!("it answered with an error: {said}")));
        }
        let table = answer.get("result").unwrap_or(&answer);
        let Some(Value::Array(records)) = table.get("records") else {
            return Err(Refused::run("its answer holds no records"));
        };
        let seen = offset + records.len() as u64;
        let total = table.get("total").and_then(Value::as_u64).unwrap_or(0);
        let more = paged && !records.is_empty() && seen < total;
        let names: Vec<String> = at(table, "fields.*.id")
            .iter()
            .filter_map(|id| Some(id.as_str()?.to_owned()))
            .collect();
        let (run, rules, records) =
            (self.run.clone(), self.settings.record.clone(), records.clone());
        let items = apart(move || {
            let records = records.into_iter().map(|record| named(record, &names));
            records.filter_map(|record| record::item(&run, &rules, record)).collect()
        })
        .await?;
        Ok(Listing { items, next: more.then(|| Cursor(json!({ "offset": seen }))) })
    }

    async fn detail(&self, _web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        let (record, raw) = carried(item)?;
        let fields = record::read(record, &columns(&self.settings.record), &item.url);
        Ok(record::detail(&self.run, item, raw, &fields))
    }
}

/// A record that is a plain row, with the names of its columns.
fn named(record: Value, names: &[String]) -> Value {
    match record {
        Value::Array(values) => {
            Value::Object(names.iter().cloned().zip(values).collect::<Map<String, Value>>())
        }
        record => record,
    }
}
