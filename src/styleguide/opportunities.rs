//! The public pages of calls: what `templates/opportunities/*.html` expect.

use askama::Template;

use super::{page_for, samples, save};
use crate::features::opportunities::CallHead;
use crate::platform::page::Page;
use crate::platform::parts::{
    Badge, Because, Card, Choice, Clause, Deadline, Empty, Filters, KindMark, Link, Pager, Score,
    Section, Standing, Tone, Trail,
};
use crate::platform::visitor::Role;

/// The list of open calls: search, filters with counts, pages.
#[derive(Template)]
#[template(path = "opportunities/index.html")]
struct IndexPage {
    page: Page,
    /// "387 open calls", "23 open calls with “clay”".
    heading: String,
    /// The words looked for, as typed.
    q: String,
    /// The panel. Its `kept` stays empty here: the words and the order are fields of the same form.
    filters: Filters,
    /// Filters that could not be read, each in a sentence.
    unread: Vec<String>,
    /// The orders: value "deadline", words "deadline, nearest first".
    sort: Vec<Choice>,
    cards: Vec<Card>,
    /// Instead of the cards where there are none.
    empty: Option<Empty>,
    pager: Pager,
}

/// A page that says something else by now.
struct Changed {
    on: String,
    page: Link,
}

/// A call's page.
#[derive(Template)]
#[template(path = "opportunities/show.html")]
struct ShowPage {
    page: Page,
    head: Option<CallHead>,
    trail: Trail,
    title: String,
    organisation: Option<String>,
    /// Where the work happens.
    place: Option<String>,
    kind: KindMark,
    /// Whether this visitor may apply, first and in words; for others who may.
    standing: Standing,
    deadline: Deadline,
    /// "Apply on rioseco.example".
    apply: Link,
    /// How well it fits, in short.
    fit: Option<String>,
    /// What a signed-in artist can do, each a form of one button: Save, Hide.
    actions: Vec<Link>,
    /// A form with a button for each reason to hide it.
    hide_for: Option<Because>,
    /// For the staff: the call in the review.
    staff: Option<Link>,
    /// The page it was read from.
    source: Link,
    /// The same call elsewhere.
    also_on: Vec<Link>,
    /// "20 November 2026".
    checked: String,
    /// What a page of it said when it was read last: something else.
    changed: Option<Changed>,
    /// What it is about, in its own words.
    summary: Option<String>,
    sections: Vec<Section>,
    /// Where one says that the verdict, or the fit, is wrong.
    wrong_verdict: String,
    wrong_fit: String,
    /// For a signed-in artist.
    score: Option<Score>,
}

fn index(page: Page, cards: Vec<Card>, empty: Option<Empty>) -> IndexPage {
    let mut filters = samples::filters();
    filters.kept.clear();
    IndexPage {
        page,
        heading: "23 open calls with “clay”".to_owned(),
        q: "clay".to_owned(),
        filters,
        unread: vec!["The day it closes by must be a date, like 2027-01-31.".to_owned()],
        sort: vec![
            Choice::new("deadline", "deadline, nearest first", true),
            Choice::new("newest", "arrival, newest first", false),
            Choice::new("award", "award, highest first", false),
        ],
        cards,
        empty,
        pager: Pager::new(2, 9, |n| format!("/opportunities?q=clay&page={n}")),
    }
}

fn show(page: Page, standing: Standing) -> ShowPage {
    ShowPage {
        head: None,
        page,
        trail: Trail::new(
            &[("Calls", "/opportunities"), ("Residencies", "/opportunities?kind=residency")],
            "Clay and Corn",
        ),
        title: "Clay and Corn: Three Months on the River".to_owned(),
        organisation: Some("Taller Río Seco".to_owned()),
        place: Some("Oaxaca, Mexico".to_owned()),
        kind: KindMark::new("residency", "Residency"),
        standing,
        deadline: samples::deadline("2026-12-03", Some("Mexico City time")),
        apply: Link::new("Apply on rioseco.example", "https://rioseco.example/open-call"),
        fit: None,
        actions: Vec::new(),
        hide_for: None,
        staff: None,
        source: Link::new("rioseco.example", "https://rioseco.example/open-call"),
        also_on: vec![Link::new("calls.example", "https://calls.example/4711")],
        checked: "20 November 2026".to_owned(),
        changed: Some(Changed {
            on: "21 November 2026".to_owned(),
            page: Link::new("calls.example", "https://calls.example/4711"),
        }),
        summary: Some(
            "Taller Río Seco invites artists who work with clay or fibre to spend three months \
             (March to May 2027) in a former corn mill outside Oaxaca de Juárez, Mexico."
                .to_owned(),
        ),
        sections: vec![Section::new("facts", "What it says", samples::facts())],
        wrong_verdict: "#".into(),
        wrong_fit: "#".into(),
        score: None,
    }
}

/// How it stands for an artist of whom everything is known but one thing.
fn standing() -> Standing {
    Standing {
        tone: Tone::Yes,
        words: "You can apply.".to_owned(),
        detail: Some("Both of its conditions are met; a third is a preference only.".to_owned()),
        clauses: samples::clauses(),
        open: false,
        next: None,
    }
}

#[test]
fn the_list_shows_what_is_set_and_what_is_found() {
    let html = save(
        "opportunities-index",
        &index(page_for(None, "/opportunities"), samples::cards(), None),
    );
    assert!(html.contains("Clay and Corn") && html.contains("Without: </span>No entry fee"));
    let empty =
        Empty::new("No open call fits all of this", "Without “No entry fee” there would be 14.")
            .action("Show those 14", "/opportunities?q=clay&kind=residency");
    let html = save(
        "opportunities-empty",
        &index(page_for(None, "/opportunities"), Vec::new(), Some(empty)),
    );
    assert!(html.contains("Show those 14") && !html.contains("class=\"card\""));
}

#[test]
fn a_call_says_first_whether_one_may_apply() {
    let open_to = Standing {
        tone: Tone::Quiet,
        words: "Open to artists of any nationality, 21 or over.".to_owned(),
        detail: None,
        clauses: samples::clauses_in_general(),
        open: false,
        next: Some(Link::new(
            "Sign in to see whether it fits you",
            "/sign-in?next=/opportunities/x",
        )),
    };
    save("opportunities-show", &show(page_for(None, "/opportunities/x"), open_to));

    let ada = page_for(Some(("Ada Lindqvist", Role::Artist)), "/opportunities/x");
    let page = ShowPage {
        actions: vec![Link::new("Save", "/matches/x/save"), Link::new("Hide", "/matches/x/hide")],
        fit: Some("Strong fit: 82 of 100".to_owned()),
        score: Some(samples::score()),
        ..show(ada, standing())
    };
    let html = save("opportunities-show-eligible", &page);
    let (verdict, facts) =
        (html.find("You can apply.").unwrap(), html.find("What it says").unwrap());
    assert!(verdict < facts);

    let unknown = Standing {
        tone: Tone::Open,
        words: "One fact is missing.".to_owned(),
        detail: Some("It asks for an age of at least 21 on 1 March 2027.".to_owned()),
        clauses: vec![Clause {
            badge: Badge::unknown(),
            own: None,
            change: Some(Link::new("Add your year of birth", "/profile#field-birth_year")),
            ..samples::clauses().swap_remove(0)
        }],
        open: true,
        next: Some(Link::new("Add your year of birth", "/profile#field-birth_year")),
    };
    let ada = page_for(Some(("Ada Lindqvist", Role::Artist)), "/opportunities/x");
    assert!(
        save("opportunities-show-unknown", &show(ada, unknown)).contains("Add your year of birth")
    );
}
