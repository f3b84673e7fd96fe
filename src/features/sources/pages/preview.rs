//! What a source would bring: its first page and a few calls, read and not written.

use askama::Template;
use askama_web::WebTemplate;
use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::definition::Definition;
use super::moment::{capital, pause};
use crate::features::opportunities::{self, Listed, OpportunityId};
use crate::features::reading::{Document, Reading};
use crate::features::sources::{Preview, Source, Sources, Tried};
use crate::platform::page::Page;
use crate::platform::parts::{Badge, Card, Empty, Tone, Trail};

#[derive(Template, WebTemplate)]
#[template(path = "sources/preview.html")]
pub struct PreviewPage {
    page: Page,
    trail: Trail,
    name: String,
    /// "The first page lists 24 items and goes on. Here are the first three."
    lead: String,
    /// Why nothing came.
    empty: Option<Empty>,
    calls: Vec<TriedRow>,
    /// Something was read, so that it can be kept as it is.
    promising: bool,
    definition: Definition,
}

struct TriedRow {
    title: String,
    href: String,
    /// Beside `refused`: "Not a call", "Not read".
    badge: Badge,
    /// Why there is no call.
    refused: Option<String>,
    /// The calls on its page, as they would appear.
    cards: Vec<Card>,
}

impl PreviewPage {
    /// Of what a trial brought, or why it brought nothing.
    pub fn of(
        page: Page,
        source: &Source,
        tried: Result<Preview, String>,
        definition: Definition,
        now: DateTime<Utc>,
    ) -> Self {
        let (lead, empty, calls) = match tried {
            Ok(preview) => {
                let none = Empty::new(
                    "Nothing was listed",
                    "Its first page was read, and nothing on it is what the definition looks for.",
                );
                let calls: Vec<TriedRow> =
                    preview.tried.iter().map(|one| row(source, one, now)).collect();
                (lead(source, &preview), (preview.listed == 0).then_some(none), calls)
            }
            Err(reason) => (
                "Nothing was written.".to_owned(),
                Some(Empty::new("Its list could not be read", sentence(&reason))),
                Vec::new(),
            ),
        };
        let trail = Trail::new(&[("Sources", Sources::PATH)], "A trial");
        let promising = calls.iter().any(|call| !call.cards.is_empty());
        Self { page, trail, name: source.name.clone(), lead, empty, calls, promising, definition }
    }
}

fn lead(source: &Source, preview: &Preview) -> String {
    let more = if preview.more { " and goes on" } else { "" };
    let items =
        if preview.listed == 1 { "1 item".into() } else { format!("{} items", preview.listed) };
    let shown = match preview.tried.len() {
        0 => String::new(),
        n if n == preview.listed => String::new(),
        1 => " Here is the first that is wanted.".to_owned(),
        n => format!(" Here are the first {n} that are wanted."),
    };
    let cut = match preview.cut {
        true => format!(
            " There was no time for more: a page has to answer soon, and between two requests the \
             site is left alone for {}.",
            pause(source.delay)
        ),
        false => String::new(),
    };
    format!("The first page lists {items}{more}.{shown}{cut} Nothing was written.")
}

fn row(source: &Source, one: &Tried, now: DateTime<Utc>) -> TriedRow {
    let mut cards = Vec::new();
    let mut not_a_call = None;
    let mut badge = Badge::new(Tone::Quiet, "Not a call");
    match &one.calls {
        Ok(calls) => {
            for (document, reading) in calls {
                match &reading.not_a_call {
                    Some(why) => not_a_call = Some(why.value.reason().to_owned()),
                    None => cards.push(card(source, one, document, reading, now)),
                }
            }
        }
        Err(reason) => {
            badge = Badge::new(Tone::No, "Not read");
            not_a_call = Some(reason.clone());
        }
    }
    let refused = not_a_call.filter(|_| cards.is_empty());
    TriedRow {
        title: one.item.title.clone(),
        href: one.item.url.to_string(),
        badge,
        refused,
        cards,
    }
}

/// The call as it would appear, leading to where it was read.
fn card(
    source: &Source,
    one: &Tried,
    document: &Document,
    reading: &Reading,
    now: DateTime<Utc>,
) -> Card {
    let title = reading.title.as_ref().map(|title| title.value.clone());
    let url = document.url.as_ref().unwrap_or(&one.item.url).to_string();
    let listed = Listed {
        id: OpportunityId(Uuid::nil()),
        slug: String::new(),
        title: title.or(document.title.clone()).unwrap_or_else(|| one.item.title.clone()),
        reading: reading.clone(),
        source_name: source.name.clone(),
        source_url: url.clone(),
        published_at: None,
        checked_at: now,
        updated_at: now,
    };
    Card { href: url, ..opportunities::card(&listed, now) }
}

fn sentence(reason: &str) -> String {
    format!("{}.", capital(reason.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::sources::{Content, Item, shipped};
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, save};

    fn tried(title: &str, calls: Result<&str, &str>) -> Tried {
        let url: url::Url = "https://rioseco.example/call".parse().unwrap();
        let item = Item {
            key: title.into(),
            url: url.clone(),
            title: title.into(),
            posted_on: None,
            fields: Vec::new(),
            content: Content::None,
            enough: false,
        };
        let document = |text: &str| -> Document {
            serde_json::from_value(serde_json::json!({
                "url": url, "title": title, "text": text, "fetched_on": "2026-11-20",
                "hints": { "kinds": [] },
            }))
            .unwrap()
        };
        let read = |text: &str| {
            let document = document(text);
            let reading = crate::features::reading::read(&document);
            vec![(document, reading)]
        };
        Tried { item, calls: calls.map(read).map_err(ToOwned::to_owned) }
    }

    #[test]
    fn a_trial_shows_what_would_be_read_and_what_not() {
        let source = &shipped()[0];
        let call = "Clay and Corn, open call 2027\n\nWe invite ceramic artists to apply for a \
            residency of six weeks in our workshop. Artists receive a stipend of 900 euros and a room.\n\n\
            Deadline: 3 May 2027\n\nEntry fee: none";
        let preview = Preview {
            listed: 24,
            more: true,
            cut: true,
            tried: vec![
                tried("Clay and Corn", Ok(call)),
                tried("Endless", Err("its page is larger than 10 MB")),
            ],
        };
        let page = |tried| {
            let page = page_for(Some(("Ines Okafor", Role::Admin)), "/sources/x/try");
            let now = "2026-11-20T10:00:00Z".parse().unwrap();
            PreviewPage::of(page, source, tried, Definition::as_is(source), now)
        };
        let html = save("sources-preview", &page(Ok(preview)));
        for words in [
            "lists 24 items and goes on",
            "There was no time for more",
            "its page is larger than 10 MB",
            "href=\"https://rioseco.example/call\"",
            "3 May 2027",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        let html = save("sources-preview-failed", &page(Err("robots.txt asks us not to".into())));
        assert!(html.contains("Robots.txt asks us not to."), "{html}");
    }
}
