//! The page of a review, rendered from a sample.

use super::facts::{Correct, Quoted, Undo};
use super::twins::TwinRow;
use super::*;
use crate::platform::parts::{Badge, Choice, ErrorSummary, Redline, Tone};
use crate::platform::visitor::Role;
use crate::styleguide::{page_for, samples, save};

fn reading(label: &str, value: Option<&str>, words: Option<&str>) -> Reading {
    Reading {
        label: label.to_owned(),
        value: value.map(ToOwned::to_owned),
        badge: None,
        because: None,
        quotes: words
            .map(|words| Quoted {
                words: words.to_owned(),
                anchor: format!("quote-{}", label.to_lowercase().replace(' ', "-")),
            })
            .into_iter()
            .collect(),
        was: None,
        correction: None,
        correct: Some(Correct {
            title: "Correct",
            about: Some(label.to_owned()),
            action: "/review/x/correct".to_owned(),
            errors: ErrorSummary::of(&[]),
            hidden: Vec::new(),
            button: "Keep the correction",
            first: false,
            fields: vec![
                Field::text(format!("{}-value", label.to_lowercase()), label)
                    .value(value.unwrap_or_default()),
                Field::text(format!("{}-note", label.to_lowercase()), "Why").required(),
            ],
            open: false,
        }),
    }
}

fn proposed() -> Proposals {
    use super::proposals::{Proposed, RefusedLine};
    Proposals {
        proposed: vec![Proposed {
            label: "Entry fee",
            value: "MX$120".to_owned(),
            badge: Badge::new(Tone::Open, "To look at"),
            about:
                "small-1, 20 November 2026. No reader found this; it fills the gap until you say."
                    .to_owned(),
            quote: Some(Quoted {
                words: "There is no application fee.".to_owned(),
                anchor: "quote-entry-fee".to_owned(),
            }),
            gone: None,
            accept: Some("/review/x/proposals/1/accept".to_owned()),
            strike: Some("/review/x/proposals/1/strike".to_owned()),
        }],
        refused: vec![RefusedLine {
            said: "deadline: date 2026-12-31".to_owned(),
            words: "the end of the year".to_owned(),
            reason: "no date stands in the quoted words".to_owned(),
        }],
        failed: None,
    }
}

fn readings() -> Vec<Reading> {
    vec![
        reading(
            "Title",
            Some("Clay and Corn: Three Months on the River"),
            Some("Clay and Corn: Three Months on the River"),
        ),
        reading("Organisation", Some("Taller Río Seco"), Some("Taller Río Seco")),
        reading("Kind", Some("Residency"), None),
        reading(
            "Deadline",
            Some("3 December 2026, 17:00, Mexico City time"),
            Some("3 December 2026, 17:00 Mexico City time"),
        ),
        reading("Entry fee", Some("None"), Some("There is no application fee.")),
        Reading {
            badge: Some(Badge::new(Tone::Open, "Inferred")),
            because: Some("€800 for each of the three months from March to May.".to_owned()),
            ..reading("To the artist", Some("€2,400 in all"), Some("monthly stipend of €800"))
        },
        reading("Other costs", None, None),
        Reading {
            correction: Some(Undo {
                words:
                    "Corrected by Ines Okafor on 20 November 2026: the mill is outside the city."
                        .to_owned(),
                undo: "/review/x/corrections/1/undo".to_owned(),
            }),
            badge: Some(Badge::new(Tone::Quiet, "Corrected")),
            ..reading("Region", Some("Oaxaca"), None)
        },
        reading("Place", Some("Oaxaca de Juárez, Mexico"), Some("Oaxaca de Juárez, Mexico")),
        reading(
            "Who may apply",
            Some("21 or over on 1 March 2027; any nationality"),
            Some("must be at least 21 years old on 1 March 2027"),
        ),
    ]
}

fn sample_twin() -> Twin {
    let row = |label: &str, this: &str, that: &str| TwinRow {
        label: label.to_owned(),
        this: this.to_owned(),
        that: that.to_owned(),
        same: this == that,
    };
    Twin {
        heading: "Perhaps the same call".to_owned(),
        title: "Residencia Barro y Maíz 2027".to_owned(),
        href: "/opportunities/y".to_owned(),
        rows: vec![
            row("Organisation", "Taller Río Seco", "Taller Río Seco"),
            row("Deadline", "3 December 2026", "3 December 2026"),
            row("Place", "Oaxaca de Juárez, Mexico", "Oaxaca, Mexico"),
            row("Language", "English", "Spanish"),
            row("Apply at", "rioseco.example", "rioseco.example"),
        ],
        reasons: vec![
            "Same organisation, deadline and address to apply at.".to_owned(),
            "The titles differ, and so do the languages: one reads like a translation.".to_owned(),
        ],
        merge: "/review/x/merge/y".to_owned(),
        apart: "/review/x/apart/y".to_owned(),
    }
}

#[test]
fn a_reviewer_sees_each_fact_beside_its_words() {
    let reasons = ["Not a call", "Closed already", "Not for visual artists", "Cannot be trusted"];
    let mut page = ReviewPage {
        page: page_for(Some(("Ines Okafor", Role::Admin)), "/review"),
        place: "3 of 41".to_owned(),
        arrived: "from the feed of calls.example, 20 November 2026, 14:03 UTC".to_owned(),
        previous: Some("/review/w".to_owned()),
        next: Some("/review/y".to_owned()),
        keys: Keys::of(&[
            ("j", "next"),
            ("k", "previous"),
            ("a", "publish"),
            ("e", "correct"),
            ("r", "reject"),
            ("m", "merge"),
        ]),
        card: samples::cards().swap_remove(0),
        doubts: vec![
            Warned {
                words: "The stipend is named by the month; the sum is ours.".to_owned(),
                href: Some("#quote-to-the-artist".to_owned()),
            },
            Warned { words: "Perhaps the same call is published already.".to_owned(), href: None },
        ],
        ask: None,
        merged: None,
        parts: vec![Part {
            call: Link::new("Barro y Maíz", "/review/z"),
            undo: "/review/z/withdraw".to_owned(),
        }],
        change: Some(PageChange {
            heading: "What changed since it was published",
            elsewhere: None,
            on_that_page: None,
            facts: samples::diff(),
            words: Redline::of("Deadline: 3 December.", "Deadline: 10 December."),
        }),
        twins: vec![sample_twin()],
        proposals: Some(proposed()),
        facts: readings(),
        texts: vec![Text {
            heading: "The text of the call",
            id: "source",
            page: Link::new("rioseco.example/open-call", "https://rioseco.example/open-call"),
            marked: samples::marked(),
        }],
        listed_by: vec![Listing {
            page: Link::new("calls.example, seen today", "https://calls.example/4711"),
            title: Some("Clay and Corn".to_owned()),
            split: Some("/review/x/split/4711".to_owned()),
        }],
        same_as: "/review/x/same-as".to_owned(),
        meanwhile: None,
        add: Vec::new(),
        history: vec![Line {
            words: "20 November 2026, 14:10: corrected (region: it says so), by Ines Okafor"
                .to_owned(),
            changes: Some(samples::diff()),
        }],
        more: vec![(Link::new("Keep what is published", "/review/x/keep"), None)],
        publish: Some("/review/x/publish".to_owned()),
        publish_words: "Publish",
        seen: "4711".to_owned(),
        reject: Some("/review/x/reject".to_owned()),
        reject_fields: vec![
            Field::radios(
                "reason",
                "Why is it not published?",
                reasons.iter().map(|reason| Choice::new(*reason, *reason, false)).collect(),
            )
            .required(),
            Field::text("note", "In a few words"),
        ],
        reject_open: false,
    };
    let html = save("sources-review", &page);
    for link in ["#quote-deadline", "#quote-entry-fee", "#quote-to-the-artist"] {
        assert!(html.contains(&format!("href=\"{link}\"")), "{link}");
        assert!(html.contains(&format!("id=\"{}\"", &link[1..])), "{link} leads nowhere");
    }
    page.ask = Some(Ask {
        question: "Publish it all the same?",
        knowing: "4711".to_owned(),
        back: "/review/x".to_owned(),
    });
    let html = save("sources-review-asked", &page);
    assert!(html.contains("Publish all the same") && html.contains("value=\"4711\""), "{html}");
}
