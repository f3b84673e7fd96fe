//! One source: what it is, what its runs brought, how it is read, and what an admin can do with it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};

use super::definition::Definition;
use super::index::{remark, state_of};
use super::moment::{capital, moment, pause, took};
use crate::features::sources::{
    self, Condition, Distrust, Keys, Registered, Report, Restore, RunNow, ShowRun, ShowSource,
    Source, SourceId, SourceOrigin, Sources, SwitchOff, SwitchOn, Trust,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::{Badge, Fact, Field, Link, Tone, Trail};
use crate::platform::state;

/// How many runs are shown.
const RUNS: i64 = 20;

#[derive(Template, WebTemplate)]
#[template(path = "sources/show.html")]
pub struct SourcePage {
    page: Page,
    trail: Trail,
    name: String,
    state: Badge,
    remark: Option<String>,
    /// Forms of one button: "Read it now".
    actions: Vec<Link>,
    switch: Switch,
    facts: Vec<Fact>,
    runs: Vec<RunRow>,
    definition: Definition,
}

/// Switching it on or off: what that means, and what has to be said.
struct Switch {
    title: &'static str,
    words: String,
    action: String,
    fields: Vec<Field>,
    button: &'static str,
    open: bool,
}

struct RunRow {
    href: String,
    begun: String,
    /// Where it is not simply done.
    state: Option<Badge>,
    remark: Option<String>,
    took: String,
    new: i64,
    changed: i64,
    unchanged: i64,
    duplicate: i64,
    refused: i64,
    errors: i64,
}

pub async fn show(
    path: ShowSource,
    framed: Page,
    State(state): State<state::State>,
) -> Result<SourcePage> {
    page(&state, framed, &path.id, None, None).await
}

/// The page, with a form that was sent and is shown again; `wrong` is what is wrong with the reason for
/// switching it off.
pub async fn page(
    state: &state::State,
    page: Page,
    id: &SourceId,
    form: Option<Definition>,
    wrong: Option<String>,
) -> Result<SourcePage> {
    let now = state.clock.now();
    let one = sources::find(&state.pool, id).await?.or_not_found()?;
    let runs = sources::latest_runs(&state.pool, Some(id), RUNS).await?;
    let source = &one.source;
    let condition = one.condition(&Keys::of(&state.config));
    Ok(SourcePage {
        page,
        trail: Trail::new(&[("Sources", Sources::PATH)], source.name.clone()),
        name: source.name.clone(),
        state: state_of(condition),
        remark: remark(&one, condition, runs.first()),
        actions: actions(&one, condition),
        switch: switch(source, wrong),
        facts: facts(&one, now),
        runs: runs.iter().map(|run| row(id, run, now)).collect(),
        definition: form.unwrap_or_else(|| Definition::as_is(source)),
    })
}

fn actions(one: &Registered, condition: Condition) -> Vec<Link> {
    let id = || one.source.id.clone();
    let mut actions = Vec::new();
    if one.source.enabled && !matches!(condition, Condition::WaitsForKey(_)) {
        actions.push(Link::new("Read it now", RunNow { id: id() }.to_string()));
    }
    if one.source.enabled {
        actions.push(match one.source.trusted {
            false => {
                Link::new("Publish its calls without a review", Trust { id: id() }.to_string())
            }
            true => Link::new("Review its calls again", Distrust { id: id() }.to_string()),
        });
    }
    if one.origin == SourceOrigin::Override {
        actions.push(Link::new("Back to as it ships", Restore { id: id() }.to_string()));
    }
    actions
}

fn switch(source: &Source, wrong: Option<String>) -> Switch {
    let id = source.id.clone();
    if source.enabled {
        let reason = Field::text("reason", "Why")
            .hint("Everyone can read this on the page about sources.")
            .error(wrong.clone())
            .required();
        return Switch {
            title: "Switch it off",
            words: "It is not visited any more. The calls it brought stay.".to_owned(),
            action: SwitchOff { id }.to_string(),
            fields: vec![reason],
            button: "Switch it off",
            open: wrong.is_some(),
        };
    }
    let host = source.address.host_str().unwrap_or("the site");
    let read = source.schedule.in_words();
    Switch {
        title: "Switch it on",
        words: format!(
            "{host} will then be visited {read}, with {} between two requests, and \
             what is read there will wait for a review. Do that only once what keeps it off is settled.",
            pause(source.delay)
        ),
        action: SwitchOn { id }.to_string(),
        fields: Vec::new(),
        button: "Switch it on",
        open: false,
    }
}

fn facts(one: &Registered, now: DateTime<Utc>) -> Vec<Fact> {
    let source = &one.source;
    let kinds: Vec<&str> = source.kinds.iter().map(|kind| kind.name()).collect();
    let link = |url: &url::Url| Link::new(url.to_string(), url.to_string());
    let mut facts = vec![
        Fact::new("Home", link(&source.home)),
        Fact::new("Read from", link(&source.address)),
        Fact::new("Region", source.region.clone()),
        Fact::new(
            "Kinds of call",
            match kinds.is_empty() {
                true => "Any".to_owned(),
                false => kinds.join(", "),
            },
        ),
        Fact::new(
            "Read",
            format!(
                "{}, {} between two requests",
                capital(&source.schedule.in_words()),
                pause(source.delay)
            ),
        ),
    ];
    if let Some(at) = one.next_run_at.filter(|_| source.enabled) {
        facts.push(Fact::new(
            "Next run",
            if at <= now { "due now".into() } else { moment(at, now) },
        ));
    }
    if let Some(usual) = one.usual {
        facts.push(Fact::new("Usually lists", format!("{usual:.0} calls")));
    }
    facts.extend([
        Fact::new("Terms", source.terms.clone()),
        Fact::new(
            "New calls",
            match source.trusted {
                true => "Published at once where nothing is odd",
                false => "Wait for a review",
            },
        ),
        Fact::new(
            "Comes from",
            match one.origin {
                SourceOrigin::BuiltIn => "Proletto itself; an update may change it",
                SourceOrigin::Override => {
                    "Proletto itself, changed here; an update leaves it as it is"
                }
                SourceOrigin::Own => "Here",
            },
        ),
    ]);
    facts
}

fn row(id: &SourceId, run: &Report, now: DateTime<Utc>) -> RunRow {
    RunRow {
        href: ShowRun { id: id.clone(), run: run.id }.to_string(),
        begun: moment(run.started_at, now),
        state: how(run),
        remark: run.error.clone().or_else(|| run.flag.clone()),
        took: took(run.started_at, run.finished_at.unwrap_or(now)),
        new: run.new,
        changed: run.changed,
        unchanged: run.unchanged,
        duplicate: run.duplicate,
        refused: run.refused,
        errors: run.errors,
    }
}

/// How a run stands, where it is not simply done.
pub fn how(run: &Report) -> Option<Badge> {
    match run.state.as_str() {
        "running" => Some(Badge::new(Tone::Open, "Under way")),
        "failed" => Some(Badge::new(Tone::No, "Failed")),
        "stopped" => Some(Badge::new(Tone::Quiet, "Stopped")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::sources::shipped;
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, save};

    fn sample(source: &Source, origin: SourceOrigin, runs: Vec<RunRow>) -> SourcePage {
        let now = "2026-11-20T10:00:00Z".parse().unwrap();
        let one = Registered {
            source: source.clone(),
            origin,
            next_run_at: source.schedule.next_after(now),
            failures: 0,
            usual: Some(63.4),
            flag: None,
        };
        let condition = one.condition(&Keys::default());
        SourcePage {
            page: page_for(Some(("Ines Okafor", Role::Admin)), "/sources/x"),
            trail: Trail::new(&[("Sources", "/sources")], source.name.clone()),
            name: source.name.clone(),
            state: state_of(condition),
            remark: remark(&one, condition, None),
            actions: actions(&one, condition),
            switch: switch(source, None),
            facts: facts(&one, now),
            runs,
            definition: Definition::as_is(source),
        }
    }

    #[test]
    fn a_source_shows_its_runs_and_its_definition() {
        let run = |begun: &str, state, remark: Option<&str>| RunRow {
            href: "/sources/x/runs/y".to_owned(),
            begun: begun.to_owned(),
            state,
            remark: remark.map(ToOwned::to_owned),
            took: "1 min 12 s".to_owned(),
            new: 12,
            changed: 3,
            unchanged: 41,
            duplicate: 2,
            refused: 5,
            errors: 0,
        };
        let source = shipped().iter().find(|source| source.enabled).unwrap();
        let failed = Some(Badge::new(Tone::No, "Failed"));
        let runs = vec![
            run("today, 06:00 UTC", None, None),
            run("yesterday, 06:00 UTC", failed, Some("It did not answer within 60 seconds.")),
        ];
        let html = save("sources-show", &sample(source, SourceOrigin::Override, runs));
        for words in ["Back to as it ships", "Read it now", "63 calls", "Switch it off"] {
            assert!(html.contains(words), "{words}");
        }
        assert!(html.contains(&format!("formaction=\"/sources/{}/try\"", source.id)));
    }

    #[test]
    fn a_source_that_ships_switched_off_says_why_and_what_switching_it_on_means() {
        let source = shipped().iter().find(|source| !source.enabled).unwrap();
        let page = sample(source, SourceOrigin::BuiltIn, Vec::new());
        assert!(page.actions.is_empty(), "what is off is not read");
        let html = save("sources-show-off", &page);
        assert!(html.contains("will then be visited every"), "{html}");
        assert!(page.remark.is_some() && html.contains("It has not been read yet."));
    }
}
