//! Simpler.Grants.gov: a search whose records are complete.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::json::json as read_json;
use super::record::{self, Column, at, carried, first};
use super::run::{Run, day};
use super::{Adapter, Again, Ask, Detail, Listing, Refused, Scope, Web};
use crate::features::sources::{Content, Cursor, Item, SimplerGrants};
use secrecy::SecretString;

const COLUMNS: [Column<'static>; 19] = [
    ("Opportunity number", "opportunity_number", None),
    ("Agency", "agency_name", None),
    ("Status", "opportunity_status", None),
    ("Posted", "summary.post_date", None),
    ("Close date", "summary.close_date", None),
    ("Close date explanation", "summary.close_date_description", None),
    ("Estimated close date", "summary.forecasted_close_date", None),
    ("Forecast for", "summary.fiscal_year", None),
    ("Funding category", "summary.funding_categories", None),
    ("Funding instrument", "summary.funding_instruments", None),
    ("Eligible applicants", "summary.applicant_types", None),
    ("Additional information on eligibility", "summary.applicant_eligibility_description", None),
    ("Award ceiling", "summary.award_ceiling", Some("USD")),
    ("Award floor", "summary.award_floor", Some("USD")),
    ("Estimated total program funding", "summary.estimated_total_program_funding", Some("USD")),
    ("Expected number of awards", "summary.expected_number_of_awards", None),
    ("Cost sharing or matching requirement", "summary.is_cost_sharing", None),
    ("More information", "summary.additional_info_url", None),
    ("Description", "summary.summary_description", None),
];

pub(super) struct SimplerGrantsReader {
    pub(super) run: Run,
    pub(super) settings: SimplerGrants,
    pub(super) key: Option<SecretString>,
}

#[async_trait]
impl Adapter for SimplerGrantsReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let Some(key) = &self.key else {
            return Err(Refused {
                reason:
                    "it gives answers only to holders of a key; set PROLETTO_SIMPLER_GRANTS_KEY"
                        .to_owned(),
                scope: Scope::Setting,
                again: Again::No,
            });
        };
        let page = from.and_then(|cursor| cursor.0["page"].as_u64()).unwrap_or(1);
        let settings = &self.settings;
        let mut body = json!({
            "filters": {},
            "pagination": {
                "page_offset": page,
                "page_size": settings.rows,
                // The oldest first, so that what is posted meanwhile moves nothing between pages.
                "sort_order": [{ "order_by": "opportunity_id", "sort_direction": "ascending" }],
            },
        });
        for (name, values) in
            [("funding_category", &settings.categories), ("opportunity_status", &settings.statuses)]
        {
            if !values.is_empty() {
                body["filters"][name] = json!({ "one_of": values });
            }
        }
        if !settings.keyword.is_empty() {
            body["query"] = json!(settings.keyword);
        }
        let ask = Ask::post_json(self.run.address(), body).documented();
        let answer = web.send(Ask { key: Some(("X-API-Key", key.clone())), ..ask }).await?;
        let found = read_json(&answer)?;
        let Some(Value::Array(records)) = found.get("data") else {
            return Err(Refused::run("its answer holds no list of opportunities"));
        };
        let pages = at(&found, "pagination_info.total_pages").first().and_then(|n| n.as_u64());
        let more = !records.is_empty() && pages.is_some_and(|pages| page < pages);
        Ok(Listing {
            items: records.iter().filter_map(|record| self.item(record)).collect(),
            next: more.then(|| Cursor(json!({ "page": page + 1 }))),
        })
    }

    async fn detail(&self, _web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        let (record, raw) = carried(item)?;
        let fields = record::read(record, &COLUMNS, &item.url);
        Ok(record::detail(&self.run, item, raw, &fields))
    }
}

impl SimplerGrantsReader {
    fn item(&self, record: &Value) -> Option<Item> {
        let home = &self.run.source.home;
        let key = first(record, "opportunity_id", home)?;
        let url = home.join(&format!("/opportunity/{key}")).ok()?;
        Some(Item {
            title: first(record, "opportunity_title", &url)?,
            posted_on: first(record, "summary.post_date", &url).and_then(|text| day(&text)),
            fields: record::short(record::read(record, &COLUMNS, &url)),
            content: Content::Record(record.clone()),
            enough: true,
            key,
            url,
        })
    }
}
