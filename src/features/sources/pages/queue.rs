//! Everything that waits for a decision.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use chrono::TimeDelta;
use serde::Deserialize;
use uuid::Uuid;

use super::moment::moment;
use super::review::change::diff;
use crate::features::opportunities::words;
use crate::features::reading::Kind;
use crate::features::sources::{
    self, FromSource, Keys, Overview, Queue, RejectSeveral, Review, Size, Sources, Waiting, Why,
    review,
};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{Badge, Deadline, Diff, Empty, Field, KindMark, Link, Pager, Tone};
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
    /// The sources that they come from, where they are several.
    sources: Vec<Tab>,
    /// Rejecting several: where that is posted to, the reason, and what is wrong.
    reject: String,
    reason: Field,
    wrong: Option<String>,
    /// The source whose calls are shown, and its name.
    only: Option<(String, String)>,
    /// Published calls that pages of trusted sources changed by themselves.
    lately: Vec<Lately>,
    empty: Option<Empty>,
    pager: Pager,
}

struct Tab {
    words: String,
    href: String,
    here: bool,
}

struct QueueRow {
    id: String,
    ticked: bool,
    /// It can be rejected from here: nobody has looked at it, and nobody sees it.
    can_tick: bool,
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
    pub page: String,
    pub source: Option<String>,
}

/// Why several could not be rejected, and what was typed.
pub struct Wrong {
    pub words: String,
    pub typed: String,
    pub ticked: Vec<Uuid>,
}

pub async fn show(
    _: Queue,
    page: Page,
    State(state): State<state::State>,
    Query(asked): Query<Asked>,
) -> Result<QueuePage> {
    self::page(&state, page, asked, None).await
}

/// The queue, or what is in it of one source.
///
/// # Errors
/// The database cannot be reached.
pub async fn page(
    state: &state::State,
    page: Page,
    asked: Asked,
    wrong: Option<Wrong>,
) -> Result<QueuePage> {
    let now = state.clock.now();
    let overview = sources::overview(&state.pool, &Keys::of(&state.config)).await?;
    let size = review::size(&state.pool).await?;
    let everything = size.new + size.changed;
    let sources = review::sources(&state.pool).await?;
    let only = asked.source.as_ref().and_then(|id| sources.iter().find(|one| one.id == *id));
    let total = only.map_or(everything, |one| one.waiting);
    let pages = (total + PER_PAGE - 1) / PER_PAGE;
    let number = asked.page.parse::<i64>().unwrap_or(1).clamp(1, pages.max(1));
    let waiting = review::queue(
        &state.pool,
        (number - 1) * PER_PAGE,
        PER_PAGE,
        only.map(|one| one.id.as_str()),
        now,
    )
    .await?;
    let ticked = wrong.as_ref().map_or(&[][..], |wrong| &wrong.ticked);
    Ok(QueuePage {
        heading: match total {
            1 => "1 call to review".into(),
            n => format!("{n} calls to review"),
        },
        lead: if only.is_none() { lead(size) } else { None },
        sources: tabs(&sources, only, everything),
        reject: RejectSeveral.to_string(),
        reason: reason(wrong.as_ref()),
        only: only.map(|one| (one.id.clone(), one.name.clone())),
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
        waiting: waiting.iter().map(|one| row(one, ticked, now)).collect(),
        pager: Pager::new(
            u32::try_from(number).unwrap_or(1),
            u32::try_from(pages).unwrap_or(1),
            |n| match only {
                Some(one) => format!("{}&page={n}", of(&one.id)),
                None => format!("{Queue}?page={n}"),
            },
        ),
        wrong: wrong.map(|wrong| wrong.words),
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

/// The sources to choose from; none where there is nothing to choose.
fn tabs(sources: &[FromSource], only: Option<&FromSource>, total: i64) -> Vec<Tab> {
    if sources.len() < 2 {
        return Vec::new();
    }
    let all = Tab { words: format!("All {total}"), href: Queue.to_string(), here: only.is_none() };
    let of_one = |one: &FromSource| Tab {
        words: format!("{} {}", one.name, one.waiting),
        href: of(&one.id),
        here: only.is_some_and(|only| only.id == one.id),
    };
    std::iter::once(all).chain(sources.iter().map(of_one)).collect()
}

fn of(source: &str) -> String {
    format!("{Queue}?source={source}")
}

fn reason(wrong: Option<&Wrong>) -> Field {
    let field = Field::text("reason", "Why").hint("For all of them: not for artists, a scam …");
    match wrong {
        Some(wrong) => field.value(&wrong.typed).error(Some(&wrong.words)).focused(),
        None => field,
    }
}

fn row(one: &Waiting, ticked: &[Uuid], now: chrono::DateTime<chrono::Utc>) -> QueueRow {
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
        id: one.id.0.to_string(),
        ticked: ticked.contains(&one.id.0),
        can_tick: one.why == Why::New,
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
            id: "x".to_owned(),
            ticked: false,
            can_tick: true,
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
            sources: vec![
                Tab { words: "All 41".into(), href: "/review".into(), here: true },
                Tab { words: "calls.example 30".into(), href: of("calls"), here: false },
            ],
            reject: "/review/reject".to_owned(),
            reason: reason(None),
            wrong: None,
            only: None,
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
