//! One run, item by item: what the source listed, what became of each, and why.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};
use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::index::brought;
use super::moment::{capital, moment, took};
use crate::features::opportunities::OpportunityId;
use crate::features::sources::{
    self, ItemReport, Outcome, Report, Review, ShowRun, ShowSource, Sources, StopRun,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::{Badge, Empty, Link, Pager, Tone, Trail};
use crate::platform::state;

/// How many items a page shows.
const PER_PAGE: u32 = 100;

#[derive(Template, WebTemplate)]
#[template(path = "sources/run.html")]
pub struct RunPage {
    page: Page,
    trail: Trail,
    heading: String,
    /// How long, how many, what went wrong.
    lead: String,
    /// What was asked of the site, and who wanted it.
    manners: String,
    /// It is under way: where to look again.
    again: Option<String>,
    /// Where it is stopped.
    stop: Option<String>,
    items: Vec<ItemRow>,
    empty: Option<Empty>,
    pager: Pager,
}

struct ItemRow {
    href: String,
    title: String,
    outcome: Badge,
    reason: Option<String>,
    /// The call it is, in the review.
    call: Option<Link>,
    /// Each call in it, where it holds several.
    calls: Vec<CallRow>,
}

struct CallRow {
    title: String,
    outcome: Badge,
    reason: Option<String>,
    call: Option<Link>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
}

pub async fn show(
    path: ShowRun,
    page: Page,
    State(state): State<state::State>,
    Query(asked): Query<Asked>,
) -> Result<RunPage> {
    let known = sources::find(&state.pool, &path.id).await?.or_not_found()?;
    let run = sources::report(&state.pool, &path.id, path.run).await?.or_not_found()?;
    let pages = u32::try_from(run.listed).unwrap_or(u32::MAX).div_ceil(PER_PAGE).max(1);
    let number = asked.page.parse::<u32>().unwrap_or(1).clamp(1, pages);
    let from = i64::from((number - 1) * PER_PAGE);
    let items = sources::items_from(&state.pool, run.id, from, PER_PAGE.into()).await?;
    let now = state.clock.now();
    let source = ShowSource { id: path.id.clone() }.to_string();
    let heading = moment(run.started_at, now);
    Ok(RunPage {
        trail: Trail::new(&[("Sources", Sources::PATH), (&known.source.name, &source)], "A run"),
        heading: capital(&heading),
        lead: lead(&run, now),
        manners: manners(&run),
        again: (run.state == "running").then(|| page.here.clone()),
        stop: (run.state == "running")
            .then(|| StopRun { id: path.id.clone(), run: path.run }.to_string()),
        empty: items.is_empty().then(|| empty(&run)),
        items: items.into_iter().map(row).collect(),
        pager: Pager::new(number, pages, |n| format!("{path}?page={n}")),
        page,
    })
}

fn lead(run: &Report, now: DateTime<Utc>) -> String {
    let done = run.new + run.changed + run.unchanged + run.duplicate + run.refused + run.errors;
    let time = took(run.started_at, run.finished_at.unwrap_or(now));
    let items = if run.listed == 1 { "1 item".into() } else { format!("{} items", run.listed) };
    match run.state.as_str() {
        "running" => format!("Under way for {time}: {done} of {items} dealt with so far."),
        "done" if run.listed == 0 => format!("Nothing was listed, in {time}."),
        "done" => format!("{items} in {time}: {}.", brought(run)),
        _ => {
            let why = run.error.as_deref().unwrap_or("it was cut short");
            format!("It did not get to the end: {why}. {done} of {items} dealt with in {time}.")
        }
    }
}

fn manners(run: &Report) -> String {
    let kept = match run.kept {
        0 => String::new(),
        kept => format!(", {kept} of them had not changed"),
    };
    let flag = run.flag.as_ref().map(|flag| format!(" {flag}")).unwrap_or_default();
    let lists = if run.pages == 1 { "1 page".into() } else { format!("{} pages", run.pages) };
    format!(
        "Asked for by {}. {lists} of the list read, {} fetched{kept}.{flag}",
        run.asked_by,
        if run.fetched == 1 { "1 item".into() } else { format!("{} items", run.fetched) }
    )
}

fn empty(run: &Report) -> Empty {
    match run.state.as_str() {
        "running" => Empty::new("Nothing listed yet", "The site is asked for its list."),
        "failed" | "stopped" => {
            Empty::new("Nothing was listed", "The run ended before the list was read.")
        }
        _ => Empty::new(
            "Nothing was listed",
            "If a person sees calls there, its pages may have changed: look at how it is read.",
        ),
    }
}

fn row(item: ItemReport) -> ItemRow {
    ItemRow {
        href: item.url,
        title: item.title,
        outcome: badge(item.outcome),
        // Said of each call beneath.
        reason: item.reason.filter(|_| item.calls.0.is_empty()),
        call: item.call.filter(|_| item.calls.0.is_empty()).map(|call| link(item.outcome, call)),
        calls: item
            .calls
            .0
            .into_iter()
            .map(|one| CallRow {
                title: one.title,
                outcome: badge(Some(one.outcome)),
                reason: one.reason,
                call: one.call.map(|call| link(Some(one.outcome), call)),
            })
            .collect(),
    }
}

fn badge(outcome: Option<Outcome>) -> Badge {
    match outcome {
        Some(Outcome::New) => Badge::new(Tone::Yes, "New"),
        Some(Outcome::Changed) => Badge::new(Tone::Open, "Changed"),
        Some(Outcome::Unchanged) => Badge::new(Tone::Quiet, "As before"),
        Some(Outcome::Duplicate) => Badge::new(Tone::Quiet, "Known from elsewhere"),
        Some(Outcome::Refused) => Badge::new(Tone::Quiet, "Refused"),
        Some(Outcome::Error) => Badge::new(Tone::No, "Not read"),
        None => Badge::new(Tone::Quiet, "Not reached yet"),
    }
}

fn link(outcome: Option<Outcome>, call: OpportunityId) -> Link {
    match outcome {
        Some(Outcome::Changed) => {
            Link::new("See what changed", format!("{}#history", Review::of(call)))
        }
        _ => Link::new("Open the call", Review::of(call)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, save};

    #[test]
    fn a_run_says_item_by_item_what_became_of_it() {
        let now = "2026-11-20T06:01:12Z".parse().unwrap();
        let item = |title: &str, outcome, reason: Option<&str>| {
            row(ItemReport {
                url: "https://calls-north.example/4711".to_owned(),
                title: title.to_owned(),
                outcome,
                reason: reason.map(ToOwned::to_owned),
                call: None,
                calls: sqlx::types::Json(Vec::new()),
            })
        };
        let run = Report::sample("done");
        let above = [("Sources", "/sources"), ("Calls of the North", "/sources/x")];
        let page = RunPage {
            page: page_for(Some(("Ines Okafor", Role::Admin)), "/sources/x"),
            trail: Trail::new(&above, "A run"),
            heading: capital("today, 06:00 UTC"),
            lead: lead(&run, now),
            manners: manners(&run),
            again: None,
            stop: None,
            items: vec![
                item("Clay and Corn", Some(Outcome::New), None),
                item("We are hiring", Some(Outcome::Refused), Some("a job")),
                item("Endless call", Some(Outcome::Error), Some("its page is larger than 10 MB")),
                item("Not looked at", None, None),
            ],
            empty: None,
            pager: Pager::new(1, 1, |n| format!("?page={n}")),
        };
        let html = save("sources-run", &page);
        assert!(html.contains("63 items in 1 min 12 s: 12 new, 3 changed, 41 as before"), "{html}");
        assert!(html.contains("41 of them had not changed") && html.contains("a job"), "{html}");
    }

    #[test]
    fn a_run_under_way_and_one_that_failed_say_so() {
        let now = "2026-11-20T06:00:30Z".parse().unwrap();
        assert_eq!(
            lead(&Report::sample("running"), now),
            "Under way for 30 s: 63 of 63 items dealt with so far."
        );
        let failed = Report { error: Some("it did not answer".into()), ..Report::sample("failed") };
        assert!(lead(&failed, now).starts_with("It did not get to the end: it did not answer."));
    }
}
