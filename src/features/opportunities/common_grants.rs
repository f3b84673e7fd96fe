//! Calls as the CommonGrants protocol writes them, so that any program that speaks it can read them:
//! another Proletto, for one. Fields are those of its opportunities; what a call does not say is left
//! out, as the protocol asks.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::filter::{Filter, Sort};
use super::queries::search::{self, Listed};
use super::{Opportunity, OpportunityId, by_id, words};
use crate::features::reading::{Applicant, Award, Fact, Force, Money, Reading, Rule, Share};
use crate::platform::api::{read_query, whole};
use crate::platform::dressing::Problem;
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::parts::may_still_be_open;
use crate::platform::state;

/// A page of opportunities, as the protocol writes it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsList {
    /// The HTTP status.
    status: u16,
    /// "Success".
    message: &'static str,
    /// The opportunities of this page.
    items: Vec<CommonGrantsOpportunity>,
    /// Which page it is.
    pagination_info: CommonGrantsPages,
}

/// Which page of a list it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsPages {
    /// The page, from 1.
    page: u32,
    /// How many a page holds at most.
    page_size: u32,
    /// How many there are on all pages.
    total_items: u64,
    /// How many pages there are.
    total_pages: u64,
}

/// One opportunity.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommonGrantsOne {
    /// The HTTP status.
    status: u16,
    /// "Success".
    message: &'static str,
    /// The opportunity.
    data: CommonGrantsOpportunity,
}

/// A call as the protocol's `OpportunityBase`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsOpportunity {
    /// Its id.
    id: Uuid,
    /// Its title.
    title: String,
    /// Whether one can apply.
    status: CommonGrantsValue,
    /// The call's own words: what it is about, and those that its facts rest on.
    description: String,
    /// Money to the artist.
    #[serde(skip_serializing_if = "CommonGrantsFunding::is_empty")]
    funding: CommonGrantsFunding,
    /// Dates.
    key_dates: CommonGrantsDates,
    /// Who may apply, where the call says as what one applies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted_applicant_types: Vec<CommonGrantsValue>,
    /// The page it was read from.
    source: String,
    /// Further facts in words: kind, disciplines, place, entry fee, organisation.
    custom_fields: BTreeMap<&'static str, CommonGrantsField>,
    /// When it was published here.
    created_at: DateTime<Utc>,
    /// When anything about it last changed here.
    last_modified_at: DateTime<Utc>,
}

/// A word of the protocol, or `custom` with a word of ours.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsValue {
    /// The word.
    value: &'static str,
    /// Our word, where it is `custom`.
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_value: Option<&'static str>,
}

/// Money to the artist.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsFunding {
    /// All of it in the call's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<String>,
    /// For all recipients together.
    #[serde(skip_serializing_if = "Option::is_none")]
    total_amount_available: Option<CommonGrantsMoney>,
    /// What one recipient gets at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_award_amount: Option<CommonGrantsMoney>,
    /// What one recipient gets at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_award_amount: Option<CommonGrantsMoney>,
    /// How many recipients there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    estimated_award_count: Option<u32>,
}

/// An amount in a currency that is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommonGrantsMoney {
    /// The amount.
    amount: Decimal,
    /// ISO 4217.
    currency: String,
}

/// Dates.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsDates {
    /// When it was published here.
    post_date: CommonGrantsEvent,
    /// The deadline that counts for someone who has not applied yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    close_date: Option<CommonGrantsEvent>,
}

/// A date.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsEvent {
    /// `singleDate`.
    event_type: &'static str,
    /// What it is.
    name: &'static str,
    /// The day.
    date: NaiveDate,
    /// The wall time, where it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<NaiveTime>,
    /// The words it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

/// A fact for which the protocol has no field.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommonGrantsField {
    /// What it is.
    name: &'static str,
    /// `string`.
    field_type: &'static str,
    /// The fact in words.
    #[schema(value_type = String)]
    value: Value,
}

/// Which page is asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
struct Asked {
    /// The page, from 1.
    #[param(required = false, minimum = 1, maximum = 10_000)]
    page: u32,
    /// How many a page holds at most: 24 where absent.
    #[param(required = false, minimum = 1, maximum = 100)]
    page_size: u32,
}

/// Open to everyone, from anywhere.
pub fn api() -> OpenApiRouter<state::State> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one))
}

/// List open calls as CommonGrants opportunities
///
/// What was published last comes first.
#[utoipa::path(
    get, path = "/common-grants/opportunities", operation_id = "listCommonGrantsOpportunities",
    tag = "CommonGrants", params(Asked),
    responses(
        (status = 200, description = "A page of opportunities", body = CommonGrantsList),
        (status = 400, description = "A parameter cannot be read; `errors` names it", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn list(
    State(state): State<state::State>,
    RawQuery(query): RawQuery,
) -> Result<Json<CommonGrantsList>> {
    let mut asked = Asked { page: 1, page_size: 24 };
    read_query(query.as_deref(), |name, value| asked.take(name, value))?;
    let now = state.clock.now();
    let filter = Filter { sort: Sort::Newest, page: asked.page, ..Filter::default() };
    let total_items = search::count(&state.pool, &filter, now).await?;
    let calls = search::part(&state.pool, &filter, asked.page_size, now).await?;
    Ok(Json(CommonGrantsList {
        status: 200,
        message: "Success",
        items: calls.into_iter().map(|call| CommonGrantsOpportunity::of(call, now)).collect(),
        pagination_info: CommonGrantsPages {
            page: asked.page,
            page_size: asked.page_size,
            total_items,
            total_pages: total_items.div_ceil(asked.page_size.into()),
        },
    }))
}

/// One call as a CommonGrants opportunity
#[utoipa::path(
    get, path = "/common-grants/opportunities/{id}", operation_id = "getCommonGrantsOpportunity",
    tag = "CommonGrants", params(("id" = Uuid, Path, description = "Its id")),
    responses(
        (status = 200, description = "The opportunity", body = CommonGrantsOne),
        (status = 404, description = "There is no published call with this id", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn one(
    State(state): State<state::State>,
    Path(id): Path<String>,
) -> Result<Json<CommonGrantsOne>> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let call = by_id(&state.pool, OpportunityId(id)).await?;
    let call = call.filter(|call| call.state == super::State::Published).or_not_found()?;
    let data = CommonGrantsOpportunity::of(call.into(), state.clock.now());
    Ok(Json(CommonGrantsOne { status: 200, message: "Success", data }))
}

impl Asked {
    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        let (place, most) = match name {
            "page" => (&mut self.page, 10_000),
            "pageSize" => (&mut self.page_size, 100),
            _ => return Err("is not known here".into()),
        };
        *place = whole(value, most)?;
        Ok(())
    }
}

impl From<Opportunity> for Listed {
    fn from(call: Opportunity) -> Self {
        Self {
            id: call.id,
            slug: call.slug,
            title: call.title,
            reading: call.reading,
            source_name: call.origin.source_name,
            source_url: call.origin.url,
            published_at: call.published_at,
            checked_at: call.checked_at,
            updated_at: call.updated_at,
        }
    }
}

impl CommonGrantsOpportunity {
    fn of(call: Listed, now: DateTime<Utc>) -> Self {
        let reading = &call.reading;
        let published_at = call.published_at.unwrap_or(call.updated_at);
        let next = reading.closing.next(now.date_naive());
        Self {
            id: call.id.0,
            status: status(reading, now),
            description: own_words(reading),
            funding: CommonGrantsFunding::of(reading),
            key_dates: CommonGrantsDates {
                post_date: event("Published", published_at.date_naive()),
                close_date: next.map(|fact| CommonGrantsEvent {
                    time: fact.value.time,
                    description: fact.quote().map(|quote| quote.words.clone()),
                    ..event("Deadline", fact.value.date)
                }),
            },
            accepted_applicant_types: applicants(reading),
            custom_fields: further(reading),
            source: call.source_url,
            created_at: published_at,
            last_modified_at: call.updated_at,
            title: call.title,
        }
    }
}

/// Whether one can apply, as the pages say it: in the hours in which it is still that day somewhere, a call
/// that names no zone may have closed, and no word of the protocol says that.
fn status(reading: &Reading, now: DateTime<Utc>) -> CommonGrantsValue {
    let plain = |value| CommonGrantsValue { value, custom_value: None };
    let closing = &reading.closing;
    if closing.closed.is_some() {
        return plain("closed");
    }
    let Some(next) = closing.next(now.date_naive()).map(|fact| &fact.value) else {
        return plain("open");
    };
    if closing.recurrence.is_some() || next.earliest >= now {
        plain("open")
    } else if may_still_be_open(next.date, next.zone.is_some(), now) {
        CommonGrantsValue { value: "custom", custom_value: Some("may have closed") }
    } else {
        plain("closed")
    }
}

fn event(name: &'static str, date: NaiveDate) -> CommonGrantsEvent {
    CommonGrantsEvent { event_type: "singleDate", name, date, time: None, description: None }
}

/// What the call says, in its own words and their order: what it is about, and what its facts rest on.
fn own_words(reading: &Reading) -> String {
    fn quoted<T>(fact: &Fact<T>) -> Option<(usize, &str)> {
        fact.quote().map(|quote| (quote.start, quote.words.as_str()))
    }
    let (closing, terms) = (&reading.closing, &reading.terms);
    let mut said: Vec<(usize, &str)> = Vec::new();
    said.extend(reading.summary.as_ref().and_then(quoted));
    said.extend(closing.deadlines.iter().filter_map(quoted));
    said.extend(closing.recurrence.as_ref().and_then(quoted));
    said.extend(terms.entry_fee.as_ref().and_then(quoted));
    said.extend(terms.awards.iter().filter_map(quoted));
    said.extend(terms.costs.iter().filter_map(quoted));
    said.extend(terms.benefits.iter().filter_map(quoted));
    said.extend(reading.eligibility.iter().filter_map(quoted));
    said.sort_unstable();
    let mut lines: Vec<&str> = Vec::new();
    for (_, words) in said {
        if !lines.iter().any(|line| line.contains(words)) {
            lines.retain(|line| !words.contains(line));
            lines.push(words);
        }
    }
    lines.join("\n\n")
}

impl CommonGrantsFunding {
    fn of(reading: &Reading) -> Self {
        let awards = || reading.terms.awards.iter().map(|fact| &fact.value);
        // First, second and third prize are awards between the least and the most.
        let each: Vec<&Award> = awards()
            .filter(|award| award.share == Share::Recipient && award.per.is_none())
            .collect();
        let currency = each.first().and_then(|award| sum(award)?.currency);
        let sums = || {
            let alike = move |sum: &&Money| sum.currency == currency;
            each.iter().filter_map(|award| sum(award)).filter(alike)
        };
        let least = match each[..] {
            [one] => one.least.as_ref(),
            _ => each
                .iter()
                .filter_map(|award| award.least.as_ref().or(award.most.as_ref()))
                .filter(|sum| sum.currency == currency)
                .min_by_key(|sum| sum.amount),
        };
        let pool = awards().find(|award| award.share == Share::Pool);
        Self {
            details: words::gives(reading),
            total_amount_available: pool.and_then(|pool| money(pool.most.as_ref())),
            min_award_amount: money(least),
            max_award_amount: money(sums().max_by_key(|sum| sum.amount)),
            estimated_award_count: each.iter().map(|award| award.recipients).sum(),
        }
    }

    fn is_empty(&self) -> bool {
        self.details.is_none() && self.total_amount_available.is_none()
    }
}

/// The most that one award comes to.
fn sum(award: &Award) -> Option<&Money> {
    award.most.as_ref().or(award.least.as_ref())
}

fn money(money: Option<&Money>) -> Option<CommonGrantsMoney> {
    let money = money?;
    let currency = money.currency?.code().to_owned();
    Some(CommonGrantsMoney { amount: money.amount, currency })
}

/// As what one may apply, where a rule says so.
fn applicants(reading: &Reading) -> Vec<CommonGrantsValue> {
    let required = reading.eligibility.iter().filter(|fact| fact.value.force == Force::Required);
    let kinds = required.filter_map(|fact| match &fact.value.rule {
        Rule::ApplicantKind { kinds } => Some(kinds),
        _ => None,
    });
    let custom = |word| CommonGrantsValue { value: "custom", custom_value: Some(word) };
    kinds
        .flatten()
        .map(|kind| match kind {
            Applicant::Individual => CommonGrantsValue { value: "individual", custom_value: None },
            Applicant::Organisation => {
                CommonGrantsValue { value: "organization", custom_value: None }
            }
            Applicant::Duo => custom("duo"),
            Applicant::Collective => custom("collective"),
        })
        .collect()
}

/// What the protocol has no field for, in words.
fn further(reading: &Reading) -> BTreeMap<&'static str, CommonGrantsField> {
    let disciplines: Vec<&str> = reading.disciplines.iter().map(|one| one.value.name()).collect();
    let known = [
        (
            "organisation",
            "Organisation",
            reading.organisation.as_ref().map(|fact| fact.value.clone()),
        ),
        ("kind", "Kind of call", reading.kind.as_ref().map(|fact| fact.value.name().to_owned())),
        ("disciplines", "Disciplines", (!disciplines.is_empty()).then(|| disciplines.join(", "))),
        ("place", "Place", reading.place.as_ref().and_then(|fact| words::place(&fact.value))),
        ("entryFee", "Entry fee", reading.terms.entry_fee.is_some().then(|| words::fee(reading))),
    ];
    let fields = known.into_iter().filter_map(|(key, name, value)| {
        Some((key, CommonGrantsField { name, field_type: "string", value: json!(value?) }))
    });
    fields.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{Document, Hints, read};

    #[test]
    fn a_call_that_may_still_be_open_is_not_called_closed() {
        let text = "Pier Prize. Painters may enter. Deadline: 3 June 2027.";
        let document = Document {
            url: None,
            title: None,
            text: text.to_owned(),
            links: Vec::new(),
            declared_language: None,
            fetched_on: NaiveDate::from_ymd_opt(2027, 5, 1).unwrap(),
            posted_on: None,
            hints: Hints::default(),
        };
        let reading = read(&document);
        let said = |now: &str| {
            let status = status(&reading, now.parse().unwrap());
            status.custom_value.unwrap_or(status.value)
        };
        assert_eq!(said("2027-06-01T12:00:00Z"), "open");
        assert_eq!(said("2027-06-03T11:00:00Z"), "may have closed");
        assert_eq!(said("2027-06-04T12:00:00Z"), "closed");
    }
}
