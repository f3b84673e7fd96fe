//! All sources: which are read, what they brought, and which of them someone should look at.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};

use super::moment::moment;
use crate::features::sources::{
    self, Condition, Keys, NewSource, Overview, Registered, Report, ShowRun, ShowSource, Sources,
};
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
    /// What is the matter with all of them at once.
    alarm: Option<&'static str>,
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
    let (now, keys) = (state.clock.now(), Keys::of(&state.config));
    let mut all = sources::all(&state.pool).await?;
    // What someone should look at comes first, what is off last; each by name.
    all.sort_by_key(|one| one.condition(&keys));
    let runs = sources::latest_runs(&state.pool, None, 1).await?;
    let overview = Overview::of(&all, &runs, &keys);
    let last = |one: &Registered| runs.iter().find(|run| run.source_id == one.source.id.as_str());
    Ok(SourcesPage {
        heading: heading(overview),
        lead: lead(overview),
        alarm: overview.offline_in_words(),
        add: Link::new("Add a source", NewSource::PATH),
        sources: all.iter().map(|one| row(one, last(one), &keys, now)).collect(),
        page,
    })
}

fn heading(overview: Overview) -> String {
    let failing = match overview.failing {
        0 => String::new(),
        n => format!(", {n} failing"),
    };
    format!("{} sources on{failing}", overview.on)
}

fn lead(overview: Overview) -> String {
    let say = |count: usize, one: &str, several: &str| match count {
        0 => String::new(),
        1 => format!(" {one}"),
        n => format!(" {n} {several}"),
    };
    let Overview { all, on, failing, flagged, waiting, .. } = overview;
    let read = match on - failing - waiting {
        n if n == on => format!("{on} are read on schedule."),
        0 => "None is read just now as it should be.".to_owned(),
        n => format!("{n} are read as they should be."),
    };
    [
        read,
        say(failing, "One failed at its last run.", "failed at their last run."),
        say(flagged, "One needs a look.", "need a look."),
        say(waiting, "One waits for a key.", "wait for a key."),
        say(
            all - on,
            "One is switched off, for a stated reason.",
            "are switched off, each for a stated reason.",
        ),
    ]
    .concat()
}

fn row(one: &Registered, last: Option<&Report>, keys: &Keys, now: DateTime<Utc>) -> SourceRow {
    let source = &one.source;
    let condition = one.condition(keys);
    let reads = !matches!(condition, Condition::Off | Condition::WaitsForKey(_));
    SourceRow {
        href: ShowSource { id: source.id.clone() }.to_string(),
        name: source.name.clone(),
        region: source.region.clone(),
        state: state_of(condition),
        remark: remark(one, condition, last),
        last_run: last.map(|run| {
            let how = if run.state == "done" { String::new() } else { format!(", {}", run.state) };
            let words = format!("{}{how}", moment(run.started_at, now));
            Link::new(words, ShowRun { id: source.id.clone(), run: run.id }.to_string())
        }),
        brought: last.map(brought),
        next_run: one.next_run_at.filter(|_| reads).map(|at| match at <= now {
            true => "due now".to_owned(),
            false => moment(at, now),
        }),
    }
}

/// "Failing", "Needs a look", "Waits for a key", "On", "Off".
pub fn state_of(condition: Condition) -> Badge {
    match condition {
        Condition::Failing => Badge::new(Tone::No, "Failing"),
        Condition::Flagged => Badge::new(Tone::Open, "Needs a look"),
        Condition::WaitsForKey(_) => Badge::new(Tone::Quiet, "Waits for a key"),
        Condition::On => Badge::new(Tone::Yes, "On"),
        Condition::Off => Badge::new(Tone::Quiet, "Off"),
    }
}

/// Why it fails, needs a look, waits or is off.
pub fn remark(one: &Registered, condition: Condition, last: Option<&Report>) -> Option<String> {
    match condition {
        Condition::Off => one.source.off_reason.clone(),
        Condition::WaitsForKey(setting) => Some(format!(
            "It answers only to holders of a key, and is not asked before {setting} is set."
        )),
        Condition::Failing => one.flag.clone().or_else(|| {
            let why = last.and_then(|run| run.error.as_deref())?;
            Some(format!("It could not be read: {}.", why.trim_end_matches('.')))
        }),
        Condition::Flagged | Condition::On => one.flag.clone(),
    }
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
        let overview = Overview { all: 40, on: 24, failing: 1, flagged: 1, ..Overview::default() };
        let sources = SourcesPage {
            page: page_for(Some(("Ines Okafor", Role::Admin)), "/sources"),
            heading: heading(overview),
            lead: lead(overview),
            alarm: Overview { offline: true, ..overview }.offline_in_words(),
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
                && html.contains("One needs a look.")
                && html.contains("24 sources on, 1 failing")
        );
    }
}
