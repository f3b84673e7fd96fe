//! What was decided lately, about all calls: where one finds again what one did.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::moment::{capital, moment};
use super::review::change::{did, diff};
use crate::features::sources::{Decided, Decisions, Queue, Review, review};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{Diff, Empty, Link, Pager, Trail};
use crate::platform::state;

/// How many lines a page shows.
const PER_PAGE: i64 = 50;

/// What can be looked at alone, by the word in links.
const KINDS: [(&str, &str); 7] = [
    ("", "All"),
    ("publish", "Published"),
    ("reject", "Rejected"),
    ("merge", "Merged"),
    ("correct", "Corrected"),
    ("accept_change", "Changes that count"),
    ("withdraw", "Put back"),
];

#[derive(Template, WebTemplate)]
#[template(path = "sources/decisions.html")]
pub struct DecisionsPage {
    page: Page,
    trail: Trail,
    tabs: Vec<Tab>,
    decisions: Vec<Row>,
    empty: Option<Empty>,
    pager: Pager,
}

struct Tab {
    words: &'static str,
    href: String,
    here: bool,
}

struct Row {
    call: Link,
    did: String,
    why: Option<String>,
    changes: Option<Diff>,
    by: String,
    when: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    what: String,
    page: String,
}

pub async fn show(
    _: Decisions,
    page: Page,
    State(state): State<state::State>,
    Query(asked): Query<Asked>,
) -> Result<DecisionsPage> {
    let now = state.clock.now();
    let here = KINDS.iter().find(|(kind, _)| *kind == asked.what).map_or("", |(kind, _)| kind);
    let kind = (!here.is_empty()).then_some(here);
    let total = review::count_decided(&state.pool, kind).await?;
    let pages = ((total + PER_PAGE - 1) / PER_PAGE).max(1);
    let number = asked.page.parse::<i64>().unwrap_or(1).clamp(1, pages);
    let skip = (number - 1) * PER_PAGE;
    let decisions = review::decided(&state.pool, kind, skip, PER_PAGE).await?;
    Ok(DecisionsPage {
        page,
        trail: Trail::new(&[("Review", &Queue.to_string())], "Decisions"),
        tabs: KINDS
            .iter()
            .map(|&(kind, words)| Tab { words, href: href(kind), here: kind == here })
            .collect(),
        empty: decisions.is_empty().then(|| {
            Empty::new(
                "Nothing decided yet",
                "What is published, rejected or corrected is kept here.",
            )
            .action("See what waits", Queue.to_string())
        }),
        decisions: decisions.into_iter().map(|one| row(one, now)).collect(),
        pager: Pager::new(
            u32::try_from(number).unwrap_or(1),
            u32::try_from(pages).unwrap_or(1),
            |n| match href(here) {
                all if here.is_empty() => format!("{all}?page={n}"),
                one => format!("{one}&page={n}"),
            },
        ),
    })
}

fn row(one: Decided, now: chrono::DateTime<chrono::Utc>) -> Row {
    Row {
        call: Link::new(one.title, Review::of(one.id)),
        did: capital(did(&one.action)),
        why: one.reason,
        changes: diff(one.changes.as_ref().map(|changes| &changes.0)),
        by: one.by,
        when: moment(one.at, now),
    }
}

fn href(kind: &str) -> String {
    if kind.is_empty() { Decisions.to_string() } else { format!("{Decisions}?what={kind}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, samples, save};

    #[test]
    fn decisions_say_what_who_when_and_what_it_altered() {
        let row = |title: &str, did: &str, why: Option<&str>, changes| Row {
            call: Link::new(title, "/review/x"),
            did: did.to_owned(),
            why: why.map(ToOwned::to_owned),
            changes,
            by: "Ines Okafor".to_owned(),
            when: "today, 06:00 UTC".to_owned(),
        };
        let tab = |&(kind, words): &(&str, &'static str)| Tab {
            words,
            href: href(kind),
            here: kind.is_empty(),
        };
        let page = DecisionsPage {
            page: page_for(Some(("Ines Okafor", Role::Admin)), "/review/decisions"),
            trail: Trail::new(&[("Review", "/review")], "Decisions"),
            tabs: KINDS.iter().map(tab).collect(),
            decisions: vec![
                row("Clay and Corn", "Published", None, None),
                row("A Hoax", "Rejected", Some("Cannot be trusted"), None),
                row("Tram Shelter", "Took a change over", None, Some(samples::diff())),
            ],
            empty: None,
            pager: Pager::new(1, 2, |n| format!("?page={n}")),
        };
        let html = save("sources-decisions", &page);
        assert!(html.contains("Cannot be trusted") && html.contains("class=\"diff\""), "{html}");
    }
}
