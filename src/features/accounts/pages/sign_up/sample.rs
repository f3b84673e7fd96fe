//! The page for signing up, rendered from a sample.

use super::*;
use crate::styleguide::{page_for, save};

#[test]
fn one_can_sign_up_where_that_is_open() {
    for (name, open) in [("accounts-sign_up", true), ("accounts-sign_up-closed", false)] {
        let page = SignUpPage {
            page: page_for(None, "/sign-up"),
            open,
            errors: ErrorSummary::of(&[]),
            next: String::new(),
            fields: vec![Field::line("email", "email", "Email address").required()],
        };
        assert_eq!(save(name, &page).contains("type=\"email\""), open);
    }
}
