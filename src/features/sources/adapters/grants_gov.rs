//! grants.gov: `search2` lists, `fetchOpportunity` tells.

use async_trait::async_trait;
use serde_json::{Value, json};
use url::Url;

use super::json::json as read_json;
use super::record::{self, Column, at, first};
use super::run::Run;
use super::{Adapter, Ask, Detail, Listing, Refused, Web};
use crate::features::sources::{Content, Cursor, GrantsGov, Item};

const LISTED: [Column<'static>; 5] = [
    ("Opportunity number", "number", None),
    ("Agency", "agency", None),
    ("Status", "oppStatus", None),
    ("Open date", "openDate", None),
    ("Close date", "closeDate", None),
];

const COLUMNS: [Column<'static>; 17] = [
    ("Opportunity number", "opportunityNumber", None),
    ("Agency", "synopsis.agencyName", None),
    ("Agency", "forecast.agencyName", None),
    ("Posted", "synopsis.postingDate", None),
    ("Close date", "synopsis.responseDate", None),
    ("Close date explanation", "synopsis.responseDateDesc", None),
    ("Estimated close date", "forecast.estApplicationResponseDate", None),
    ("Funding category", "synopsis.fundingActivityCategories.*.description", None),
    ("Eligible applicants", "synopsis.applicantTypes.*.description", None),
    ("Additional information on eligibility", "synopsis.applicantEligibilityDesc", None),
    ("Award ceiling", "synopsis.awardCeiling", Some("USD")),
    ("Award floor", "synopsis.awardFloor", Some("USD")),
    ("Estimated total program funding", "synopsis.estimatedFunding", Some("USD")),
    ("Expected number of awards", "synopsis.numberOfAwards", None),
    ("Cost sharing or matching requirement", "synopsis.costSharing", None),
    ("Description", "synopsis.synopsisDesc", None),
    ("Description", "forecast.forecastDesc", None),
];

pub(super) struct GrantsGovReader {
    pub(super) run: Run,
    pub(super) settings: GrantsGov,
}

#[async_trait]
impl Adapter for GrantsGovReader {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        let start = from.and_then(|cursor| cursor.0["start"].as_u64()).unwrap_or(0);
        let mut body = json!({ "rows": self.settings.rows, "startRecordNum": start });
        for (name, value) in [
            ("keyword", &self.settings.keyword),
            ("oppStatuses", &self.settings.statuses),
            ("fundingCategories", &self.settings.categories),
            ("eligibilities", &self.settings.eligibilities),
        ] {
            if !value.is_empty() {
                body[name] = json!(value);
            }
        }
        let answer = web.send(Ask::post_json(self.run.address(), body).documented()).await?;
        let data = data(read_json(&answer)?)?;
        let Some(Value::Array(hits)) = data.get("oppHits") else {
            return Err(Refused::run("its answer holds no list of opportunities"));
        };
        let seen = start + hits.len() as u64;
        let total = data.get("hitCount").and_then(Value::as_u64).unwrap_or(0);
        let next = (!hits.is_empty() && seen < total).then(|| Cursor(json!({ "start": seen })));
        Ok(Listing { items: hits.iter().filter_map(|hit| self.item(hit)).collect(), next })
    }

    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        let url = self.run.source.address.join("fetchOpportunity");
        let url = url.map_err(|_| Refused::run("its address is no address of an API"))?;
        let id: Value = item.key.parse::<u64>().map_or_else(|_| json!(item.key), |id| json!(id));
        let ask = Ask::post_json(url, json!({ "opportunityId": id })).documented();
        let answer = web.send(ask).await?;
        let data = data(read_json(&answer)?).map_err(|refused| Refused::item(refused.reason))?;
        let mut fields = record::read(&data, &COLUMNS, &item.url);
        // The list's date counts where the record has none.
        let missing: Vec<_> = item
            .fields
            .iter()
            .filter(|listed| !fields.iter().any(|field| field.label == listed.label))
            .cloned()
            .collect();
        fields.splice(0..0, missing);
        Ok(record::detail(&self.run, item, answer, &fields))
    }
}

impl GrantsGovReader {
    fn item(&self, hit: &Value) -> Option<Item> {
        let home = &self.run.source.home;
        let key = first(hit, "id", home)?;
        let url = home.join(&format!("/search-results-detail/{key}")).ok()?;
        Some(Item {
            title: first(hit, "title", &url)?,
            posted_on: first(hit, "openDate", &url).and_then(|text| american_day(&text)),
            fields: record::read(hit, &LISTED, &url),
            content: Content::None,
            enough: false,
            key,
            url,
        })
    }
}

/// What an answer holds when it is no complaint.
fn data(answer: Value) -> Result<Value, Refused> {
    let failed = answer.get("errorcode").is_some_and(|code| code.as_i64() != Some(0));
    if failed {
        let here = Url::parse("https://www.grants.gov/").ok();
        let said = here.and_then(|here| first(&answer, "msg", &here)).unwrap_or_default();
        return Err(Refused::run(format!("it answered with an error: {said}")));
    }
    match at(&answer, "data").first() {
        Some(data) if data.is_object() => Ok((*data).clone()),
        _ => Err(Refused::run("its answer holds no data")),
    }
}

fn american_day(text: &str) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::parse_from_str(text, "%m/%d/%Y").ok()
}
