//! The page of matches, rendered from a sample.

use super::*;
use crate::platform::visitor::Role;
use crate::styleguide::{page_for, samples, save};

#[test]
fn matches_show_verdict_fit_and_reasons() {
    let tab = |words: &str, count, here| Tab {
        words: words.to_owned(),
        count,
        href: format!("/matches?show={}", words.to_lowercase()),
        here,
    };
    let action =
        |words: &str, href: &str| Action { link: Link::new(words, href), at: "x".to_owned() };
    let found = |(n, card)| Match {
        anchor: format!("call-{n}"),
        said: (n == 0).then(|| Flash::from("Saved. You find it again under Saved.")),
        card,
        clauses: samples::clauses(),
        score: samples::score(),
        change: None,
        actions: vec![action("Save", "/matches/x/save"), action("Hide", "/matches/x/hide")],
        hide_for: Some(samples::because()),
        later: Some((
            "1 more date of this call".to_owned(),
            vec![Edition {
                call: Link::new("Clay and Corn, autumn", "/opportunities/x"),
                deadline: Deadline::in_words("Not stated"),
            }],
        )),
    };
    let page = MatchesPage {
        page: page_for(Some(("Ada Lindqvist", Role::Artist)), "/matches"),
        heading: "31 calls you can apply to".to_owned(),
        lead: "Of 387 open calls, 31 are open to you, 14 hang on one fact we do not know, and 342 are not \
               for you."
            .to_owned(),
        learned: None,
        tabs: vec![
            tab("Open to you", 31, true),
            tab("One fact away", 14, false),
            tab("Saved", 4, false),
            tab("Not eligible", 342, false),
        ],
        question: Some(Question {
            words: "Since when have you lived in Canada?".to_owned(),
            why: "The answer settles 9 calls that we cannot judge yet.".to_owned(),
            answer: Link::new("Answer in your profile", "/profile#field-residence_since"),
        }),
        matches: samples::judged_cards().into_iter().enumerate().map(found).collect(),
        empty: None,
        pager: Pager::new(1, 2, |n| format!("/matches?page={n}")),
    };
    let html = save("matching-index", &page);
    for words in ["Strong fit, 82", "Since when have you lived", "May you apply?", ">82<"] {
        assert!(html.contains(words), "{words}");
    }
}
