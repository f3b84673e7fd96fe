//! What a call's page says of itself to programs that find, show or keep it.

use askama::Template;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::features::opportunities::{Opportunity, OpportunityPath, words};
use crate::platform::api::at;

/// The longest description that is shown whole, in characters.
const LONGEST: usize = 200;

/// Description, canonical address, Open Graph, and the same as JSON-LD. All of it says only what the page
/// itself says of the call, and nothing of whoever looks at it.
#[derive(Clone, Debug, Template)]
#[template(path = "opportunities/head.html")]
pub struct CallHead {
    url: Url,
    title: String,
    description: String,
    /// JSON in which nothing ends its element.
    data: String,
}

/// It is whole elements, each part of which was escaped.
impl askama::filters::HtmlSafe for CallHead {}

impl CallHead {
    /// Of a call that is published. Where a page of it says something else by now (`changed`), what may not
    /// be so any more is left out.
    pub fn of(call: &Opportunity, base: &Url, changed: bool, now: DateTime<Utc>) -> Self {
        let url = at(base, &OpportunityPath { slug: call.slug.clone() }.to_string());
        let description = description(call, changed, now);
        let data = data(call, base, &url, &description, changed, now);
        Self { url, title: call.title.clone(), description, data: inert(&data) }
    }
}

/// "Residency in Évora, Portugal, by the Kiln House Foundation. Deadline: 3 June 2027. No entry fee."
fn description(call: &Opportunity, changed: bool, now: DateTime<Utc>) -> String {
    let reading = &call.reading;
    let mut text = reading.kind.as_ref().map_or("Call", |kind| kind.value.name()).to_owned();
    if let Some(place) = reading.place.as_ref().and_then(|fact| words::place(&fact.value)) {
        text.push_str(&if place == "Online" { ", online".into() } else { format!(" in {place}") });
    }
    if let Some(organisation) = &reading.organisation {
        text.push_str(&format!(", by {}", organisation.value));
    }
    text.push('.');
    if !changed {
        if let Some(next) = reading.closing.next(now.date_naive()) {
            text.push_str(&format!(" Deadline: {}.", next.value.date.format("%-d %B %Y")));
        }
        if reading.terms.entry_fee.is_some() {
            text.push_str(&format!(" {}.", words::fee(reading)));
        }
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

fn data(
    call: &Opportunity,
    base: &Url,
    url: &Url,
    description: &str,
    changed: bool,
    now: DateTime<Utc>,
) -> Value {
    let reading = &call.reading;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": call.title,
        "description": description,
        "isPartOf": { "@type": "WebSite", "name": "Proletto", "url": base },
        "isBasedOn": call.origin.url,
        "dateModified": call.updated_at,
    });
    if let Some(published) = call.published_at {
        data["datePublished"] = json!(published);
    }
    if let Some(organisation) = &reading.organisation {
        data["sourceOrganization"] = json!({ "@type": "Organization", "name": organisation.value });
    }
    if let Some(place) = reading.place.as_ref().and_then(|fact| words::place(&fact.value)) {
        data["contentLocation"] = json!({ "@type": "Place", "name": place });
    }
    if !reading.disciplines.is_empty() {
        let names = reading.disciplines.iter().map(|one| one.value.name());
        data["keywords"] = json!(names.collect::<Vec<_>>());
    }
    // A call that comes again is not over at its next date.
    let next =
        reading.closing.next(now.date_naive()).filter(|_| reading.closing.recurrence.is_none());
    if let Some(next) = next.filter(|_| !changed) {
        data["expires"] = json!(next.value.date);
    }
    data
}

/// JSON as it may stand in an element of HTML: no sign in it means anything there.
fn inert(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_title_ends_the_element() {
        let title = "Kiln </script><!-- & <b>House</b>";
        let text = inert(&json!({ "name": title }));
        assert!(!text.contains(['<', '>', '&']), "{text}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["name"], title);
    }
}
