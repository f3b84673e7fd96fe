//! Looking for the call that another one is the same as, where the program did not suspect it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::review::standing;
use crate::features::opportunities::{self, OpportunityId, State as Standing, words};
use crate::features::sources::{Found, Merge, Queue, Review, SameAs, review};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::{Deadline, Empty, Link, Trail};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "sources/same_as.html")]
pub struct SameAsPage {
    page: Page,
    trail: Trail,
    action: String,
    words: String,
    found: Vec<Row>,
    empty: Option<Empty>,
}

struct Row {
    call: Link,
    organisation: Option<String>,
    deadline: Deadline,
    source: String,
    stands: &'static str,
    merge: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: Option<String>,
}

pub async fn show(
    path: SameAs,
    page: Page,
    State(state): State<state::State>,
    Query(asked): Query<Asked>,
) -> Result<SameAsPage> {
    let id = OpportunityId(path.id);
    let call = opportunities::by_id(&state.pool, id).await?.or_not_found()?;
    if call.state == Standing::Merged {
        return Err(Error::InTheWay("This call is part of another one already.".into()));
    }
    let now = state.clock.now();
    // Its own name is what the other one most likely has.
    let words = asked.q.unwrap_or_else(|| call.title.clone());
    let found = review::with_words(&state.pool, id, &words).await?;
    Ok(SameAsPage {
        trail: Trail::new(
            &[("Review", &Queue.to_string()), (&call.title, &Review::of(id))],
            "The same as",
        ),
        action: path.to_string(),
        empty: found.is_empty().then(|| {
            Empty::new(
                "No other call has these words",
                "Try fewer of them, or the address of its page.",
            )
        }),
        found: found.into_iter().map(|other| row(id, other, now)).collect(),
        words,
        page,
    })
}

fn row(id: OpportunityId, other: Found, now: chrono::DateTime<chrono::Utc>) -> Row {
    Row {
        deadline: words::deadline(&other.closing, now),
        merge: Merge { id: id.0, into: other.id.0 }.to_string(),
        call: Link::new(other.title, Review::of(other.id)),
        organisation: other.organisation,
        source: other.source_name,
        stands: standing(other.state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, samples, save};

    #[test]
    fn calls_with_the_words_are_offered() {
        let row = |title: &str| Row {
            call: Link::new(title, "/review/y"),
            organisation: Some("Taller Río Seco".to_owned()),
            deadline: samples::deadline("2026-12-03", None),
            source: "calls.example".to_owned(),
            stands: "Published",
            merge: "/review/x/merge/y".to_owned(),
        };
        let page = SameAsPage {
            page: page_for(Some(("Ines Okafor", Role::Admin)), "/review"),
            trail: Trail::new(
                &[("Review", "/review"), ("Clay and Corn", "/review/x")],
                "The same as",
            ),
            action: "/review/x/same-as".to_owned(),
            words: "clay".to_owned(),
            found: vec![row("Barro y Maíz"), row("Clay Month")],
            empty: None,
        };
        let html = save("sources-same-as", &page);
        assert!(html.contains("Merge<span class=\"visually-hidden\">: Barro y Maíz"), "{html}");
    }
}
