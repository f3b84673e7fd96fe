//! All sources: which are read, what they brought, and which of them someone should look at.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};

use super::moment::moment;
use crate::features::sources::{self, NewSource, Registered, Report, ShowRun, ShowSource, Sources};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{Badge, Link, Tone};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "sources/index.html")]
pub struct SourcesPage {
    page: Page,
    heading: String,
    lead: String,
    add: Link,
    sources: Vec<SourceRow>,
}

struct SourceRow {
    href: String,
    name: String,
    region: String,
    /// "On", "Off", "Failing".
    state: Badge,
    /// The flag, or why it is off.
    remark: Option<String>,
    /// "today, 06:00 UTC, failed".
    last_run: Option<Link>,
    /// "12 new, 3 changed".
    brought: Option<String>,
    /// "tomorrow, 06:00 UTC".
    next_run: Option<String>,
}

pub async fn show(
    _: Sources,
    page: Page,
    State(state): State<state::State>,
) -> Result<SourcesPage> {
    let now = state.clock.now();
    let mut all = sources::all(&state.pool).await?;
    // What someone should look at comes first, what is off last; each by name.
    all.sort_by_key(|one| (!one.source.enabled, one.flag.is_none()));
    let runs = sources::latest_runs(&state.pool, None, 1).await?;
    let on = all.iter().filter(|one| one.source.enabled).count();
    let flagged = all.iter().filter(|one| one.source.enabled && one.flag.is_some()).count();
    let last = |one: &Registered| runs.iter().find(|run| run.source_id == one.source.id.as_str());
    Ok(SourcesPage {
        heading: format!("{} sources", all.len()),
        lead: lead(all.len(), on, flagged),
        add: Link::new("Add a source", NewSource::PATH),
        sources: all.iter().map(|one| row(one, last(one), now)).collect(),
        page,
    })
}

fn lead(all: usize, on: usize, flagged: usize) -> String {
    let attention = match flagged {
        0 => String::new(),
        1 => " One of them needs a look.".to_owned(),
        n => format!(" {n} of them need a look."),
    };
    let off = match all - on {
        0 => String::new(),
        1 => " One is switched off, for a stated reason.".to_owned(),
        n => format!(" {n} are switched off, each for a stated reason."),
    };
    format!("{on} are read on schedule.{attention}{off}")
}

fn row(one: &Registered, last: Option<&Report>, now: DateTime<Utc>) -> SourceRow {
    let source = &one.source;
    SourceRow {
        href: ShowSource { id: source.id.clone() }.to_string(),
        name: source.name.clone(),
        region: source.region.clone(),
        state: state_of(one),
        remark: remark(one),
        last_run: last.map(|run| {
            let how = if run.state == "done" { String::new() } else { format!(", {}", run.state) };
            let words = format!("{}{how}", moment(run.started_at, now));
            Link::new(words, ShowRun { id: source.id.clone(), run: run.id }.to_string())
        }),
        brought: last.map(brought),
        next_run: one.next_run_at.filter(|_| source.enabled).map(|at| match at <= now {
            true => "due now".to_owned(),
            false => moment(at, now),
        }),
    }
}

/// "On", "Failing", "Needs a look", "Off".
pub fn state_of(one: &Registered) -> Badge {
    match (one.source.enabled, one.failures, &one.flag) {
        (false, ..) => Badge::new(Tone::Quiet, "Off"),
        (true, 3.., _) => Badge::new(Tone::No, "Failing"),
        (true, _, Some(_)) => Badge::new(Tone::Open, "Needs a look"),
        (true, ..) => Badge::new(Tone::Yes, "On"),
    }
}

/// The flag, or why it is off.
pub fn remark(one: &Registered) -> Option<String> {
    if one.source.enabled { one.flag.clone() } else { one.source.off_reason.clone() }
}

/// What a run brought: "12 new, 3 changed".
pub fn brought(run: &Report) -> String {
    let counts = [
        (run.new, "new"),
        (run.changed, "changed"),
        (run.unchanged, "as before"),
        (run.duplicate, "known from elsewhere"),
        (run.refused, "refused"),
        (run.errors, "not read"),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, save};

    #[test]
    fn sources_say_what_they_brought_and_why_they_are_off() {
        let row = |name: &str, state, remark: Option<&str>, ran: Option<&str>| SourceRow {
            href: "/sources/x".to_owned(),
            name: name.to_owned(),
            region: "Europe".to_owned(),
            state,
            remark: remark.map(ToOwned::to_owned),
            last_run: ran.map(|at| Link::new(at, "/sources/x/runs/y")),
            brought: ran.map(|_| "12 new, 3 changed".to_owned()),
            next_run: ran.map(|_| "tomorrow, 06:00 UTC".to_owned()),
        };
        let sources = SourcesPage {
            page: page_for(Some(("Ines Okafor", Role::Admin)), "/sources"),
            heading: "40 sources".to_owned(),
            lead: lead(40, 24, 1),
            add: Link::new("Add a source", "/sources/new"),
            sources: vec![
                row(
                    "Calls of the North",
                    Badge::new(Tone::Yes, "On"),
                    None,
                    Some("today, 06:00 UTC"),
                ),
                row(
                    "Art Calendar",
                    Badge::new(Tone::No, "Failing"),
                    Some("It listed 2 where it usually lists 60: its pages may have changed."),
                    Some("today, 06:10 UTC"),
                ),
                row(
                    "Portal of the Ministry",
                    Badge::new(Tone::Quiet, "Off"),
                    Some("Its terms allow links only."),
                    None,
                ),
            ],
        };
        let html = save("sources-index", &sources);
        assert!(
            html.contains("Its terms allow links only.")
                && html.contains("One of them needs a look.")
        );
    }
}
