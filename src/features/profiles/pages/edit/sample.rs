//! The page of a profile, rendered from a sample.

use super::*;
use crate::platform::visitor::Role;
use crate::styleguide::{page_for, samples, save};

#[test]
fn the_profile_says_what_each_answer_is_for() {
    let section = |title: &str, words: &str, fields| Section {
        title: title.to_owned(),
        words: words.to_owned(),
        fields,
    };
    let countries = || {
        vec![
            Choice::new("", "Choose a country", true),
            Choice::new("CA", "Canada", false),
            Choice::new("SE", "Sweden", false),
        ]
    };
    let mut work = samples::fields();
    work.remove(0);
    let sections = vec![
        section("Your work", "Decides how well a call fits. None of it is published.", work),
        section(
            "Where you live and belong",
            "Many calls are open only to residents or citizens of some places.",
            vec![
                Field::select("residence", "You live in", countries()),
                Field::line("date", "residence_since", "Since")
                    .hint("Some calls ask for two or five years."),
                Field::select("citizenship", "Citizen of", countries()),
                Field::select("citizenship", "And of", countries()).key("citizenship-2"),
            ],
        ),
        section(
            "Money",
            "Calls that cost more are still shown, with their price.",
            vec![
                Field::number("fee_most", "The most you would pay to enter, in euros", 0, 1000)
                    .value("30"),
            ],
        ),
    ];
    let errors = ErrorSummary::of(sections.iter().flat_map(|section| &section.fields));
    let page = EditPage {
        page: page_for(Some(("Ada Lindqvist", Role::Artist)), "/profile"),
        lead: "Everything here is optional. What you leave out, we treat as unknown and say so, call by call."
            .to_owned(),
        seen: "0a1b2c3d4e5f6071".to_owned(),
        errors,
        sections,
    };
    assert!(save("profiles-edit", &page).contains("Many calls are open only"));
}
