//! The page of a call, rendered from a sample.

use super::*;
use crate::platform::parts::{Badge, Clause};
use crate::platform::visitor::Role;
use crate::styleguide::{page_for, samples, save};

fn show(page: Page, standing: Standing) -> CallPage {
    CallPage {
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
        wrong_verdict: Some("#".into()),
        wrong_fit: Some("#".into()),
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
    let page = CallPage {
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
