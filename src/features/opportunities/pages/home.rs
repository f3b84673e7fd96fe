//! The front door: what Proletto is, one fact with its words, and the calls that close next.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use chrono::{DateTime, Utc};

use super::index::card;
use crate::features::opportunities::filter::{Facet, Filter};
use crate::features::opportunities::queries::search::{self, Listed};
use crate::features::opportunities::{Home, OpportunityPath, words};
use crate::features::reading::{Kind, Sureness};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{Card, Deadline, Empty, KindMark, Link};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "opportunities/home.html")]
pub struct HomePage {
    page: Page,
    /// How many calls are open.
    open: u64,
    /// The kinds of which some are open, and how many.
    kinds: Vec<(KindMark, u64)>,
    /// A deadline with its words; none while no open call has one.
    example: Option<Example>,
    /// What closes next.
    cards: Vec<Card>,
    empty: Option<Empty>,
}

/// A deadline, the words it was read from, and whose it is.
struct Example {
    words: String,
    deadline: Deadline,
    call: Link,
}

/// Words this long, in bytes, say enough to be read alone and fit on a phone.
const TELLING: std::ops::RangeInclusive<usize> = 16..=110;

pub async fn show(_: Home, page: Page, State(state): State<state::State>) -> Result<HomePage> {
    let filter = Filter { page: 1, ..Filter::default() };
    let now = state.clock.now();
    let open = search::count(&state.pool, &filter, now).await?;
    let calls = search::page(&state.pool, &filter, now).await?;
    let counts = search::counts(&state.pool, &filter, Facet::Kind, now).await?;
    Ok(HomePage {
        page,
        open,
        kinds: kinds(&counts),
        example: calls.iter().find_map(|call| example(call, now)),
        cards: calls.iter().take(6).map(|call| card(call, now)).collect(),
        empty: calls.is_empty().then(|| {
            Empty::new(
                "No open calls yet",
                "Calls appear here once they have been collected and looked at.",
            )
        }),
    })
}

fn kinds(counts: &[(String, u64)]) -> Vec<(KindMark, u64)> {
    let count = |kind: Kind| {
        let (_, count) = counts.iter().find(|(slug, _)| slug == kind.slug())?;
        Some((KindMark::new(kind.slug(), kind.name()), *count))
    };
    Kind::ALL.into_iter().filter_map(count).filter(|(_, count)| *count > 0).collect()
}

fn example(call: &Listed, now: DateTime<Utc>) -> Option<Example> {
    let next = call.reading.closing.next(now.date_naive())?;
    // What the front page boasts with is stated in so many words.
    let quote = next.quote().filter(|_| next.sureness == Sureness::Stated)?;
    TELLING.contains(&quote.words.len()).then(|| Example {
        words: quote.words.split_whitespace().collect::<Vec<_>>().join(" "),
        deadline: words::deadline(&call.reading.closing, now),
        call: Link::new(&call.title, OpportunityPath { slug: call.slug.clone() }.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::styleguide::{page_for, samples, save};

    #[test]
    fn the_front_page_shows_one_deadline_with_its_words() {
        let words = "Send the form by 3 December 2026, 17:00 Mexico City time.";
        let page = HomePage {
            page: page_for(None, "/"),
            open: 387,
            kinds: kinds(&[("residency".into(), 112), ("grant".into(), 84), ("fair".into(), 0)]),
            example: Some(Example {
                words: words.to_owned(),
                deadline: samples::deadline("2026-12-03", Some("Mexico City time")),
                call: Link::new("Clay and Corn", "/opportunities/x"),
            }),
            cards: samples::cards(),
            empty: None,
        };
        let html = save("opportunities-home", &page);
        assert!(html.contains(&format!("<mark>{words}</mark>")), "{html}");
        assert!(html.contains("kind=residency") && !html.contains("kind=fair"), "{html}");
    }
}
