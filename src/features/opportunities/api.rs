//! Calls as JSON. Values are those of the pages; what a call does not say is `null` or an empty list.

use axum::Json;
use axum::extract::{RawQuery, State};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use url::Url;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::filter::{Filter, PER_PAGE};
use super::parameters::{Parameters, exactly};
use super::queries::search::{self, Listed};
use super::{Opportunity, OpportunityPath};
use crate::features::reading::{
    AiPolicy, Award, Benefit, Clause, Cost, Deadline, Discipline, EntryFee, Fact, FeeTier, KeyDate,
    Kind, Material, PartialDate, Place, Reading, Recurrence, Route,
};
use crate::platform::api::{Pages, at};
use crate::platform::dressing::Problem;
use crate::platform::error::Result;
use crate::platform::state;

/// Where lists of calls are read.
const CALLS: &str = "/api/v1/opportunities";

/// One page of a list of calls.
#[derive(Debug, Serialize, ToSchema)]
pub struct Calls {
    #[serde(flatten)]
    pages: Pages,
    /// The calls of this page.
    items: Vec<ListedCall>,
}

/// A call in a list: values without their evidence. `null` and an empty list mean that the call does
/// not say.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedCall {
    /// Its name in links.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its page, for people.
    pub url: Url,
    /// All its facts with their evidence, for programs.
    pub api_url: Url,
    /// Who calls.
    pub organisation: Option<String>,
    /// What kind of call it is.
    pub kind: Option<Kind>,
    /// The disciplines it names.
    pub disciplines: Vec<Discipline>,
    /// The call says that it takes any discipline.
    pub any_discipline: bool,
    /// Where the work happens or is shown.
    pub place: Option<Place>,
    /// The deadline that counts for someone who has not applied yet.
    pub deadline: Option<Deadline>,
    /// How a call without one fixed end goes on.
    pub recurrence: Option<Recurrence>,
    /// What it costs to enter. `null` is not free: the call does not say.
    pub entry_fee: Option<EntryFee>,
    /// Money to the artist, most telling first.
    pub awards: Vec<Award>,
    /// What the artist gets that is not money.
    pub benefits: Vec<Benefit>,
    /// The language the call is written in: ISO 639-1.
    pub language: Option<String>,
    /// Where it was read.
    pub source: SourceLink,
    /// When it was published here.
    pub published_at: Option<DateTime<Utc>>,
    /// When its page was last looked at.
    pub checked_at: DateTime<Utc>,
    /// When anything about it last changed here.
    pub updated_at: DateTime<Utc>,
}

/// A source's page about a call.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceLink {
    /// The source's name.
    pub name: String,
    /// The call's page there.
    pub url: String,
}

/// A call with everything that is known about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Call {
    /// Its name in links.
    slug: String,
    /// Its title.
    title: String,
    /// Its page, for people.
    url: Url,
    /// This answer.
    api_url: Url,
    /// What is known, fact by fact.
    facts: Facts,
    /// The language the call is written in: ISO 639-1.
    language: Option<String>,
    /// The page its facts were read from. The organiser's own words there are what counts.
    source: SourceLink,
    /// Other sources that list it.
    also_listed_by: Vec<SourceLink>,
    /// When a page of it was found to say something else, which nobody has looked at yet; absent: the facts
    /// are what the page says, as far as is known.
    source_changed_at: Option<DateTime<Utc>>,
    /// When a source first showed it.
    first_seen_at: DateTime<Utc>,
    /// When its page was last looked at.
    checked_at: DateTime<Utc>,
    /// When it was published here.
    published_at: Option<DateTime<Utc>>,
    /// When anything about it last changed here.
    updated_at: DateTime<Utc>,
}

/// The facts of a call, each with the words it rests on. `null` and an empty list mean that the call
/// does not say; nothing is guessed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facts {
    /// Its name.
    title: Option<Fact<String>>,
    /// A short passage that says what it is about.
    summary: Option<Fact<String>>,
    /// Who calls.
    organisation: Option<Fact<String>>,
    /// What kind of call it is.
    kind: Option<Fact<Kind>>,
    /// The call says that it takes any discipline.
    any_discipline: Option<Fact<bool>>,
    /// The disciplines it names.
    disciplines: Vec<Fact<Discipline>>,
    /// Where the work happens or is shown.
    place: Option<Fact<Place>>,
    /// The deadline that counts for someone who has not applied yet: one of `deadlines`.
    next_deadline: Option<Fact<Deadline>>,
    /// Every deadline, earliest first: tiers (early, regular, late) and rounds each have their own.
    deadlines: Vec<Fact<Deadline>>,
    /// A date that stays incomplete.
    partial_deadline: Option<Fact<PartialDate>>,
    /// Rolling, until filled, or every year: how it goes on.
    recurrence: Option<Fact<Recurrence>>,
    /// When applications open.
    opens: Option<Fact<NaiveDate>>,
    /// The text says that the call is closed.
    closed: Option<Fact<bool>>,
    /// What it costs to enter. `null` is not free: the call does not say.
    entry_fee: Option<Fact<EntryFee>>,
    /// Its steps, where it changes with the day or is another for members or students.
    fee_tiers: Vec<Fact<FeeTier>>,
    /// What else it costs.
    costs: Vec<Fact<Cost>>,
    /// Money to the artist, most telling first: for one recipient, then pools, then budgets.
    awards: Vec<Fact<Award>>,
    /// What the artist gets that is not money.
    benefits: Vec<Fact<Benefit>>,
    /// Who may apply, clause by clause.
    eligibility: Vec<Fact<Clause>>,
    /// Where to apply: a web or mail address.
    apply: Option<Fact<Url>>,
    /// By which ways one applies.
    routes: Vec<Fact<Route>>,
    /// What must be handed in, each thing once, in the order of the text.
    materials: Vec<Fact<Material>>,
    /// The languages in which one may apply: ISO 639-1.
    application_languages: Vec<Fact<String>>,
    /// What the call says about works made, or applications written, with artificial intelligence.
    ai_policies: Vec<Fact<AiPolicy>>,
    /// The dates that are not the deadline, in the order of the days.
    key_dates: Vec<Fact<KeyDate>>,
}

/// Open to everyone, from anywhere.
pub fn api() -> OpenApiRouter<state::State> {
    OpenApiRouter::new().routes(routes!(list))
}

/// List and search open calls
///
/// The calls that the page `/opportunities` shows for the same parameters, in the same order.
#[utoipa::path(
    get, path = CALLS, operation_id = "listOpportunities", tag = "Calls", params(Parameters),
    responses(
        (status = 200, description = "A page of calls", body = Calls),
        (status = 400, description = "A parameter cannot be read; `errors` names it", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn list(State(state): State<state::State>, RawQuery(query): RawQuery) -> Result<Json<Calls>> {
    let filter = exactly(query.as_deref())?;
    let now = state.clock.now();
    let total = search::count(&state.pool, &filter, now).await?;
    let calls = search::page(&state.pool, &filter, now).await?;
    let base = state.config.base_url();
    Ok(Json(Calls {
        pages: pages(&base, &filter, total),
        items: calls.into_iter().map(|call| ListedCall::of(call, &base, now)).collect(),
    }))
}

fn pages(base: &Url, filter: &Filter, total: u64) -> Pages {
    Pages::new(filter.page, PER_PAGE, total, |page| at(base, &filter.href(CALLS, page)))
}

/// Where all facts of a call are read.
pub fn api_url(base: &Url, slug: &str) -> Url {
    at(base, &format!("/api/v1{}", OpportunityPath { slug: slug.to_owned() }))
}

impl ListedCall {
    /// The call as of `now`, with addresses under `base`.
    pub fn of(call: Listed, base: &Url, now: DateTime<Utc>) -> Self {
        let reading = call.reading;
        let deadline = reading.closing.next(now.date_naive()).map(|fact| fact.value.clone());
        Self {
            url: at(base, &OpportunityPath { slug: call.slug.clone() }.to_string()),
            api_url: api_url(base, &call.slug),
            slug: call.slug,
            title: call.title,
            organisation: reading.organisation.map(|fact| fact.value),
            kind: reading.kind.map(|fact| fact.value),
            disciplines: reading.disciplines.into_iter().map(|fact| fact.value).collect(),
            any_discipline: reading.any_discipline.is_some(),
            place: reading.place.map(|fact| fact.value),
            deadline,
            recurrence: reading.closing.recurrence.map(|fact| fact.value),
            entry_fee: reading.terms.entry_fee.map(|fact| fact.value),
            awards: reading.terms.awards.into_iter().map(|fact| fact.value).collect(),
            benefits: reading.terms.benefits.into_iter().map(|fact| fact.value).collect(),
            language: reading.language,
            source: SourceLink { name: call.source_name, url: call.source_url },
            published_at: call.published_at,
            checked_at: call.checked_at,
            updated_at: call.updated_at,
        }
    }
}

impl Call {
    /// The call as of `now`, with addresses under `base`.
    pub fn of(
        call: Opportunity,
        also_listed_by: Vec<SourceLink>,
        source_changed_at: Option<DateTime<Utc>>,
        base: &Url,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            url: at(base, &OpportunityPath { slug: call.slug.clone() }.to_string()),
            api_url: api_url(base, &call.slug),
            slug: call.slug,
            title: call.title,
            language: call.reading.language.clone(),
            facts: Facts::of(call.reading, now),
            source: SourceLink { name: call.origin.source_name, url: call.origin.url },
            also_listed_by,
            source_changed_at,
            first_seen_at: call.first_seen_at,
            checked_at: call.checked_at,
            published_at: call.published_at,
            updated_at: call.updated_at,
        }
    }
}

impl Facts {
    fn of(reading: Reading, now: DateTime<Utc>) -> Self {
        let next_deadline = reading.closing.next(now.date_naive()).cloned();
        // Only addresses that a browser or mail program opens harmlessly.
        let harmless = |url: &Url| matches!(url.scheme(), "http" | "https" | "mailto");
        let apply = reading.apply.filter(|fact| harmless(&fact.value));
        let mut routes = reading.application.routes;
        for fact in &mut routes {
            fact.value.address = fact.value.address.take().filter(harmless);
        }
        Self {
            title: reading.title,
            summary: reading.summary,
            organisation: reading.organisation,
            kind: reading.kind,
            any_discipline: reading.any_discipline.map(|fact| fact.map(|()| true)),
            disciplines: reading.disciplines,
            place: reading.place,
            next_deadline,
            deadlines: reading.closing.deadlines,
            partial_deadline: reading.closing.partial,
            recurrence: reading.closing.recurrence,
            opens: reading.closing.opens,
            closed: reading.closing.closed.map(|fact| fact.map(|()| true)),
            entry_fee: reading.terms.entry_fee,
            fee_tiers: reading.terms.fee_tiers,
            costs: reading.terms.costs,
            awards: reading.terms.awards,
            benefits: reading.terms.benefits,
            eligibility: reading.eligibility,
            apply,
            routes,
            materials: reading.application.materials,
            application_languages: reading.application.languages,
            ai_policies: reading.application.ai,
            key_dates: reading.dates,
        }
    }
}
