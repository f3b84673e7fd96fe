//! Everything that waits for a decision.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::features::reading::Kind;
use crate::features::sources::{Queue, Review, Waiting, Why, review};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{Badge, Deadline, Empty, KindMark, Pager, Tone};
use crate::platform::state;

/// How many lines a page shows, and how many the queue holds at most.
const PER_PAGE: usize = 50;
const MOST: i64 = 5_000;

#[derive(Template, WebTemplate)]
#[template(path = "sources/queue.html")]
pub struct QueuePage {
    page: Page,
    heading: String,
    lead: String,
    first: Option<String>,
    waiting: Vec<QueueRow>,
    empty: Option<Empty>,
    pager: Pager,
}

struct QueueRow {
    href: String,
    title: String,
    organisation: Option<String>,
    kind: Option<KindMark>,
    deadline: Deadline,
    why: Vec<Badge>,
    source: String,
    since: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
}

pub async fn show(
    _: Queue,
    page: Page,
    State(state): State<state::State>,
    Query(asked): Query<Asked>,
) -> Result<QueuePage> {
    let all = review::queue(&state.pool, MOST).await?;
    let pages = all.len().div_ceil(PER_PAGE);
    let number = asked.page.parse::<usize>().unwrap_or(1).clamp(1, pages.max(1));
    let changed = all.iter().filter(|one| one.why == Why::Changed).count();
    let here = all.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
    Ok(QueuePage {
        heading: match all.len() {
            1 => "1 call to review".into(),
            n => format!("{n} calls to review"),
        },
        lead: format!(
            "{} new, {changed} published ones whose pages changed. What closes soonest is first.",
            all.len() - changed
        ),
        first: all.first().map(|one| Review::of(one.id)),
        empty: all.is_empty().then(|| {
            Empty::new("Nothing to review", "New calls appear here as sources are read.")
                .action("See the sources", "/sources")
        }),
        waiting: here.map(|one| row(one, state.clock.now())).collect(),
        pager: Pager::new(
            u32::try_from(number).unwrap_or(1),
            u32::try_from(pages).unwrap_or(1),
            |n| format!("{Queue}?page={n}"),
        ),
        page,
    })
}

fn row(one: &Waiting, now: chrono::DateTime<chrono::Utc>) -> QueueRow {
    let kind = one.kind.as_deref().and_then(Kind::from_slug);
    let mut why = vec![match one.why {
        Why::New => Badge::new(Tone::Quiet, "New"),
        Why::Changed => Badge::new(Tone::Open, "Changed"),
    }];
    match one.warnings {
        0 => {}
        1 => why.push(Badge::new(Tone::Open, "1 warning")),
        n => why.push(Badge::new(Tone::Open, format!("{n} warnings"))),
    }
    if one.alike > 0 {
        why.push(Badge::new(Tone::Open, "Perhaps a duplicate"));
    }
    let deadline = match one.deadline_on {
        Some(day) => {
            let end = day.and_hms_opt(23, 59, 0).unwrap_or_default().and_utc();
            Deadline::on(day, None, None, end, now)
        }
        None => Deadline::in_words("No date"),
    };
    QueueRow {
        href: Review::of(one.id),
        title: one.title.clone(),
        organisation: one.organisation.clone(),
        kind: kind.map(|kind| KindMark::new(kind.slug(), kind.name())),
        deadline,
        why,
        source: one.source_name.clone(),
        since: format!("since {}", one.since.format("%-d %B %Y")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, samples, save};

    #[test]
    fn the_queue_says_why_each_call_is_in_it() {
        let row = |title: &str, why: Vec<Badge>| QueueRow {
            href: "/review/x".to_owned(),
            title: title.to_owned(),
            organisation: Some("Taller Río Seco".to_owned()),
            kind: Some(KindMark::new("residency", "Residency")),
            deadline: samples::deadline("2026-12-03", Some("Mexico City time")),
            why,
            source: "calls.example".to_owned(),
            since: "since 20 November 2026".to_owned(),
        };
        let queue = QueuePage {
            page: page_for(Some(("Ines Okafor", Role::Admin)), "/review"),
            heading: "41 calls to review".to_owned(),
            lead: "What closes soonest comes first. 3 are published calls whose page has changed."
                .to_owned(),
            first: Some("/review/x".to_owned()),
            waiting: vec![
                row(
                    "Clay and Corn",
                    vec![Badge::new(Tone::Quiet, "New"), Badge::new(Tone::Open, "2 warnings")],
                ),
                row("Northern Light Fund", vec![Badge::new(Tone::Open, "Changed")]),
                row("Small Works, Long Walls", vec![Badge::new(Tone::Open, "Perhaps a duplicate")]),
            ],
            empty: None,
            pager: Pager::new(1, 2, |n| format!("/review?page={n}")),
        };
        assert!(save("sources-queue", &queue).contains("Perhaps a duplicate"));
    }
}
