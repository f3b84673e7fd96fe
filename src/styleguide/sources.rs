//! The staff's pages about sources: what `templates/sources/{queue,index,show,run,preview}.html`
//! expect. The page of one case is in `review.rs`.

use askama::Template;

use super::{page_for, samples, save};
use crate::platform::page::Page;
use crate::platform::parts::{
    Badge, Card, Deadline, Empty, ErrorSummary, Fact, Field, KindMark, Link, Pager, Tone, Trail,
};
use crate::platform::visitor::Role;

/// Everything that waits for a decision.
#[derive(Template)]
#[template(path = "sources/queue.html")]
struct QueuePage {
    page: Page,
    /// "41 calls to review".
    heading: String,
    /// What is in it, in a sentence.
    lead: String,
    /// The first case.
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
    /// "New", "Changed", "2 warnings", "Perhaps a duplicate".
    why: Vec<Badge>,
    /// The source's name.
    source: String,
    /// "since 20 November 2026".
    since: String,
}

/// All sources.
#[derive(Template)]
#[template(path = "sources/index.html")]
struct SourcesPage {
    page: Page,
    heading: String,
    lead: String,
    add: Option<Link>,
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
    /// "today, 06:00, done".
    last_run: Option<String>,
    /// "12 new, 3 changed".
    brought: Option<String>,
    /// "tomorrow, 06:00".
    next_run: Option<String>,
}

/// One source.
#[derive(Template)]
#[template(path = "sources/show.html")]
struct SourcePage {
    page: Page,
    trail: Trail,
    name: String,
    state: Badge,
    remark: Option<String>,
    /// Forms of one button: "Read it now", "Switch it off".
    actions: Vec<Link>,
    /// Home, region, schedule, manners, terms.
    facts: Vec<Fact>,
    runs: Vec<RunRow>,
    errors: ErrorSummary,
    /// The definition as TOML.
    fields: Vec<Field>,
    try_action: String,
    save_action: String,
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

/// One run, item by item.
#[derive(Template)]
#[template(path = "sources/run.html")]
struct RunPage {
    page: Page,
    trail: Trail,
    heading: String,
    /// How long, how many, what went wrong.
    lead: String,
    items: Vec<ItemRow>,
    empty: Option<Empty>,
    pager: Pager,
}

struct ItemRow {
    href: String,
    title: String,
    outcome: Badge,
    reason: Option<String>,
}

/// What a source would bring; nothing was written.
#[derive(Template)]
#[template(path = "sources/preview.html")]
struct PreviewPage {
    page: Page,
    trail: Trail,
    name: String,
    /// "The first page lists 24 items; here are the first five."
    lead: String,
    /// Why nothing came.
    empty: Option<Empty>,
    calls: Vec<TriedRow>,
    errors: ErrorSummary,
    fields: Vec<Field>,
    try_action: String,
    save_action: String,
}

struct TriedRow {
    title: String,
    href: String,
    /// Beside `refused`: "Not a call", "Could not be had".
    badge: Badge,
    /// Why it was refused.
    refused: Option<String>,
    /// The calls on its page, as they would appear.
    cards: Vec<Card>,
}

fn page(path: &str) -> Page {
    page_for(Some(("Ines Okafor", Role::Admin)), path)
}

fn definition() -> Vec<Field> {
    vec![
        Field::area("definition", "Definition", 14)
            .value("id = \"rio-seco\"\nname = \"Taller Río Seco\"\nhome = \"https://rioseco.example/\"\n")
            .hint("TOML, as in the files that ship with Proletto.")
            .error(Some("Line 3: an address of the list is missing."))
            .required(),
    ]
}

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
        page: page("/review"),
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

#[test]
fn sources_say_what_they_brought_and_why_they_are_off() {
    let row = |name: &str, state, remark: Option<&str>, ran: Option<&str>| SourceRow {
        href: "/sources/x".to_owned(),
        name: name.to_owned(),
        region: "Europe".to_owned(),
        state,
        remark: remark.map(ToOwned::to_owned),
        last_run: ran.map(ToOwned::to_owned),
        brought: ran.map(|_| "12 new, 3 changed".to_owned()),
        next_run: ran.map(|_| "tomorrow, 06:00 UTC".to_owned()),
    };
    let sources = SourcesPage {
        page: page("/sources"),
        heading: "40 sources".to_owned(),
        lead: "24 are read on schedule, 16 are switched off, each for a stated reason.".to_owned(),
        add: Some(Link::new("Add a source", "/sources/new")),
        sources: vec![
            row("Calls of the North", Badge::new(Tone::Yes, "On"), None, Some("today, 06:00 UTC")),
            row(
                "Art Calendar",
                Badge::new(Tone::No, "Failing"),
                Some(
                    "The last run listed 2 items where there are usually 60: its page may have changed.",
                ),
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
    assert!(save("sources-index", &sources).contains("Its terms allow links only."));
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
    let fields = definition();
    let source = SourcePage {
        page: page("/sources/x"),
        trail: Trail::new(&[("Sources", "/sources")], "Calls of the North"),
        name: "Calls of the North".to_owned(),
        state: Badge::new(Tone::Yes, "On"),
        remark: None,
        actions: vec![
            Link::new("Read it now", "/sources/x/runs"),
            Link::new("Switch it off", "/sources/x/off"),
        ],
        facts: vec![
            Fact::new("Home", Link::new("calls-north.example", "https://calls-north.example/")),
            Fact::new("Read", "Every day at 06:00 UTC, 5 seconds between two requests"),
            Fact::new("Terms", "A public feed; republishing facts with a link is allowed."),
        ],
        runs: vec![
            run("20 November 2026, 06:00", None, None),
            run(
                "19 November 2026, 06:00",
                Some(Badge::new(Tone::No, "Failed")),
                Some("The site did not answer within 60 seconds."),
            ),
        ],
        errors: ErrorSummary::of(&fields),
        fields,
        try_action: "/sources/x/try".to_owned(),
        save_action: "/sources/x".to_owned(),
    };
    assert!(save("sources-show", &source).contains("formaction=\"/sources/x/try\""));

    let item = |title: &str, outcome, reason: Option<&str>| ItemRow {
        href: "https://calls-north.example/4711".to_owned(),
        title: title.to_owned(),
        outcome,
        reason: reason.map(ToOwned::to_owned),
    };
    let run = RunPage {
        page: page("/sources/x"),
        trail: Trail::new(&[("Sources", "/sources"), ("Calls of the North", "/sources/x")], "A run"),
        heading: "20 November 2026, 06:00".to_owned(),
        lead: "63 items in 1 min 12 s: 12 new, 3 changed, 41 as before, 2 known from elsewhere, 5 refused."
            .to_owned(),
        items: vec![
            item("Clay and Corn", Badge::new(Tone::Yes, "New"), None),
            item("We are hiring", Badge::new(Tone::Quiet, "Refused"), Some("a job")),
            item("Call without an end", Badge::new(Tone::No, "Error"), Some("The page is larger than 10 MB.")),
        ],
        empty: None,
        pager: Pager::new(1, 1, |n| format!("?page={n}")),
    };
    assert!(save("sources-run", &run).contains("a job"));
}

#[test]
fn a_trial_shows_what_would_be_read() {
    let fields = definition();
    let preview = PreviewPage {
        page: page("/sources/x"),
        trail: Trail::new(&[("Sources", "/sources"), ("Taller Río Seco", "/sources/x")], "A trial"),
        name: "Taller Río Seco".to_owned(),
        lead: "The first page lists 24 items and goes on. Here are the first two; nothing was written."
            .to_owned(),
        empty: None,
        calls: vec![
            TriedRow {
                title: "Open call 2027".to_owned(),
                href: "https://rioseco.example/open-call".to_owned(),
                badge: Badge::new(Tone::Yes, "Read"),
                refused: None,
                cards: samples::cards().into_iter().take(1).collect(),
            },
            TriedRow {
                title: "Our year in pictures".to_owned(),
                href: "https://rioseco.example/pictures".to_owned(),
                badge: Badge::new(Tone::Quiet, "Refused"),
                refused: Some("news or a report, not a call".to_owned()),
                cards: Vec::new(),
            },
        ],
        errors: ErrorSummary::of(&fields),
        fields,
        try_action: "/sources/x/try".to_owned(),
        save_action: "/sources/x".to_owned(),
    };
    assert!(save("sources-preview", &preview).contains("news or a report, not a call"));
}
