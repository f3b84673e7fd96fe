//! An artist's profile: what `templates/profiles/edit.html` expects; and the forms of accounts.

use askama::Template;

use super::{page_for, samples, save};
use crate::platform::page::Page;
use crate::platform::parts::{Choice, ErrorSummary, Field, Link};
use crate::platform::visitor::Role;

/// The facts that eligibility and fit are answered from.
#[derive(Template)]
#[template(path = "profiles/edit.html")]
struct EditPage {
    page: Page,
    /// What the profile is for, or what an answer would bring, in a sentence.
    lead: String,
    /// What the form began with.
    seen: String,
    errors: ErrorSummary,
    sections: Vec<Section>,
}

/// A few fields that belong together.
struct Section {
    /// "Where you live".
    title: String,
    /// What the answers are used for.
    words: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    page: Page,
    errors: ErrorSummary,
    next: String,
    fields: Vec<Field>,
    elsewhere: Vec<Link>,
    passkey: Option<Link>,
}

#[derive(Template)]
#[template(path = "accounts/sign_up.html")]
struct SignUpPage {
    page: Page,
    open: bool,
    errors: ErrorSummary,
    next: String,
    fields: Vec<Field>,
}

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

#[test]
fn one_can_sign_in_and_sign_up() {
    let email =
        || Field::line("email", "email", "E-mail address").required().autocomplete("username");
    let password = || {
        Field::line("password", "password", "Password").required().autocomplete("current-password")
    };
    let fields = vec![email().value("ada@lindqvist.example"), password()];
    let page = SignInPage {
        page: page_for(None, "/sign-in"),
        errors: ErrorSummary::of(&fields).and("The address and the password do not fit together."),
        next: String::new(),
        fields,
        elsewhere: vec![Link::new("Continue with Google", "#")],
        passkey: Some(Link::new("", "/sign-in/passkey")),
    };
    assert!(save("accounts-sign_in", &page).contains("do not fit together"));
    for (name, open) in [("accounts-sign_up", true), ("accounts-sign_up-closed", false)] {
        let page = SignUpPage {
            page: page_for(None, "/sign-up"),
            open,
            errors: ErrorSummary::of(&[]),
            next: String::new(),
            fields: vec![email()],
        };
        assert_eq!(save(name, &page).contains("type=\"email\""), open);
    }
}
