//! Everything that waits for a decision.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use chrono::TimeDelta;
use serde::Deserialize;

use super::moment::moment;
use super::review::change::diff;
use crate::features::opportunities::words;
use crate::features::reading::Kind;
use crate::features::sources::{
    self, Keys, Overview, Queue, Review, Size, Sources, Waiting, Why, review,
};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{Badge, Deadline, Diff, Empty, KindMark, Link, Pager, Tone};
use crate::platform::state;

/// How many lines a page shows.
const PER_PAGE: i64 = 50;

/// For how long a change that nobody looked at is shown here.
const LATELY: TimeDelta = TimeDelta::days(7);

#[derive(Template, WebTemplate)]
#[template(path = "sources/queue.html")]
pub struct QueuePage {
    page: Page,
    heading: String,
    lead: Option<String>,
    first: Option<String>,
    waiting: Vec<QueueRow>,
    /// Published calls that pages of trusted sources changed by themselves.
    lately: Vec<Lately>,
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

/// A published call that changed without anybody's look.
struct Lately {
    call: Link,
    when: String,
    changes: Option<Diff>,
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
    let now = state.clock.now();
    let overview = sources::overview(&state.pool, &Keys::of(&state.config)).await?;
    let size = review::size(&state.pool).await?;
    let total = size.new + size.changed;
    let pages = (total + PER_PAGE - 1) / PER_PAGE;
    let number = asked.page.parse::<i64>().unwrap_or(1).clamp(1, pages.max(1));
    let waiting = review::queue(&state.pool, (number - 1) * PER_PAGE, PER_PAGE, now).await?;
    Ok(QueuePage {
        heading: match total {
            1 => "1 call to review".into(),
            n => format!("{n} calls to review"),
        },
        lead: lead(size),
        first: waiting.first().map(|one| Review::of(one.id)),
        empty: (total == 0).then(|| empty(overview)),
        lately: review::changed_by_themselves(&state.pool, now - LATELY)
            .await?
            .into_iter()
            .map(|one| Lately {
                call: Link::new(one.title, format!("{}#history", Review::of(one.id))),
                when: moment(one.at, now),
                changes: diff(one.changes.as_ref().map(|changes| &changes.0)),
            })
            .collect(),
        waiting: waiting.iter().map(|one| row(one, now)).collect(),
        pager: Pager::new(
            u32::try_from(number).unwrap_or(1),
            u32::try_from(pages).unwrap_or(1),
            |n| format!("{Queue}?page={n}"),
        ),
        page,
    })
}

fn empty(overview: Overview) -> Empty {
    let all_fail = overview.failing > 0 && overview.failing + overview.waiting == overview.on;
    let words = match (overview.offline_in_words(), all_fail) {
        (Some(offline), _) => offline,
        (None, true) => "Every source that is on failed at its last run.",
        (None, false) => "New calls appear here as sources are read.",
    };
    let see = if all_fail { "See why" } else { "See the sources" };
    Empty::new("Nothing to review", words).action(see, Sources.to_string())
}

/// How much of what there is, and in which order.
fn lead(size: Size) -> Option<String> {
    let changed = match size.changed {
        0 => None,
        1 => Some("1 is published, and its page has changed".to_owned()),
        n => Some(format!("{n} are published, and their pages have changed")),
    };
    let parts: Vec<String> = match (size.new, changed) {
        (0, None) => return None,
        (0, Some(changed)) => vec![changed],
        (_, None) => vec!["All of them are new".to_owned()],
        (new, Some(changed)) => vec![format!("{new} new"), changed],
    };
    Some(format!("{}. What closes soonest is first.", parts.join("; ")))
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
    QueueRow {
        href: Review::of(one.id),
        title: one.title.clone(),
        organisation: one.organisation.clone(),
        kind: kind.map(|kind| KindMark::new(kind.slug(), kind.name())),
        deadline: words::deadline(&one.closing, now),
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
            lead: lead(Size { new: 38, changed: 3 }),
            first: Some("/review/x".to_owned()),
            waiting: vec![
                row(
                    "Clay and Corn",
                    vec![Badge::new(Tone::Quiet, "New"), Badge::new(Tone::Open, "2 warnings")],
                ),
                row("Northern Light Fund", vec![Badge::new(Tone::Open, "Changed")]),
                row("Small Works, Long Walls", vec![Badge::new(Tone::Open, "Perhaps a duplicate")]),
            ],
            lately: vec![Lately {
                call: Link::new("Tram Shelter", "/review/x#history"),
                when: "today, 06:00 UTC".to_owned(),
                changes: Some(samples::diff()),
            }],
            empty: None,
            pager: Pager::new(1, 2, |n| format!("/review?page={n}")),
        };
        assert!(save("sources-queue", &queue).contains("Perhaps a duplicate"));
    }
}
