//! The newest calls as an Atom feed, for feed readers.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use url::Url;

use super::filter::{Filter, Sort};
use super::queries::search;
use super::{Feed, OpportunityPath, words};
use crate::platform::api::at;
use crate::platform::error::Result;
use crate::platform::state;

/// How many calls the feed holds.
const ENTRIES: u32 = 50;

#[derive(Template)]
#[template(path = "opportunities/feed.xml")]
struct AtomFeed {
    here: Url,
    list: Url,
    updated: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    url: Url,
    published: String,
    updated: String,
    by: String,
    summary: String,
}

/// The feed.
pub async fn feed(_: Feed, State(state): State<state::State>) -> Result<Response> {
    let now = state.clock.now();
    let filter = Filter { sort: Sort::Newest, page: 1, ..Filter::default() };
    let calls = search::part(&state.pool, &filter, ENTRIES, now).await?;
    let base = state.config.base_url();
    let last = calls.iter().map(|call| call.updated_at).max();
    let entries = calls.into_iter().map(|call| {
        let reading = &call.reading;
        let organisation = reading.organisation.as_ref().map(|fact| fact.value.as_str());
        let facts = [
            reading
                .closing
                .next(now.date_naive())
                .map(|next| format!("Closes {}", next.value.date.format("%-d %B %Y"))),
            Some(words::fee(reading)),
            words::gives(reading),
            reading.place.as_ref().and_then(|fact| words::place(&fact.value)),
        ];
        Entry {
            id: call.id.0.urn().to_string(),
            url: at(&base, &OpportunityPath { slug: call.slug }.to_string()),
            published: instant(call.published_at.unwrap_or(call.updated_at)),
            updated: instant(call.updated_at),
            by: legible(organisation.unwrap_or(&call.source_name)),
            summary: legible(&facts.into_iter().flatten().collect::<Vec<_>>().join(". ")),
            title: legible(&call.title),
        }
    });
    let feed = AtomFeed {
        entries: entries.collect(),
        here: at(&base, &Feed.to_string()),
        list: at(&base, &super::Opportunities.to_string()),
        updated: instant(last.unwrap_or(now)),
    };
    let xml = feed.render().map_err(anyhow::Error::from)?;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response())
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Without the characters that XML has no way to write.
fn legible(text: &str) -> String {
    let known = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    text.chars().filter(known).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
