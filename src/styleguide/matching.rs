//! An artist's matches: what `templates/matching/index.html` expects.

use askama::Template;

use super::{page_for, samples, save};
use crate::platform::page::{Flash, Page};
use crate::platform::parts::{Because, Card, Clause, Deadline, Empty, Link, Pager, Score};
use crate::platform::visitor::Role;

/// The calls worth an artist's evening, best first.
#[derive(Template)]
#[template(path = "matching/index.html")]
struct MatchesPage {
    page: Page,
    /// "31 calls you can apply to".
    heading: String,
    /// What was looked through, in a sentence.
    lead: String,
    /// Where one finds what saves and hides change.
    learned: Option<Link>,
    /// All, saved, hidden, not eligible.
    tabs: Vec<Tab>,
    /// The one answer that would settle most, if any.
    question: Option<Question>,
    matches: Vec<Match>,
    /// Where there are none.
    empty: Option<Empty>,
    pager: Pager,
}

/// One view of the matches.
struct Tab {
    /// "Saved".
    words: String,
    /// How many.
    count: u64,
    href: String,
    here: bool,
}

/// What one answer would change.
struct Question {
    /// "Since when have you lived in Canada?"
    words: String,
    /// "It would settle 14 calls that we cannot judge yet."
    why: String,
    /// The field of the profile.
    answer: Link,
}

/// One call with its reasons.
struct Match {
    /// Its name in links.
    anchor: String,
    /// What was just done here.
    said: Option<Flash>,
    /// With `verdict`, `fit` and the weightiest reason as `notes`.
    card: Card,
    /// Condition by condition.
    clauses: Vec<Clause>,
    score: Score,
    /// What would change it: "A call for three months in place would fit better after May."
    change: Option<String>,
    /// Forms of one button: Save, Hide.
    actions: Vec<Action>,
    /// A form with a button for each reason to hide it.
    hide_for: Option<Because>,
    /// "2 more dates of this call", and the editions that close later.
    later: Option<(String, Vec<Edition>)>,
}

/// A button, and beside which call it is said that it was pressed.
struct Action {
    link: Link,
    at: String,
}

/// An edition of a call that closes later.
struct Edition {
    call: Link,
    deadline: Deadline,
}

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
