//! The page for signing in, rendered from a sample.

use super::*;
use crate::styleguide::{page_for, save};

#[test]
fn one_can_sign_in() {
    let fields = vec![
        Field::line("email", "email", "Email address").value("ada@lindqvist.example").required(),
        Field::line("password", "password", "Password").required(),
    ];
    let page = SignInPage {
        page: page_for(None, "/sign-in"),
        errors: ErrorSummary::of(&fields).and("The address and the password do not fit together."),
        next: String::new(),
        fields,
        elsewhere: vec![Link::new("Continue with Google", "#")],
        passkey: Some(Link::new("", "/sign-in/passkey")),
    };
    assert!(save("accounts-sign_in", &page).contains("do not fit together"));
}
