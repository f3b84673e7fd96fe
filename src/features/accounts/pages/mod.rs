//! The room's pages.

pub mod account;
pub mod code;
pub mod confirm;
pub mod elsewhere;
pub mod email;
pub mod forgot;
pub mod invitations;
pub mod name;
pub mod passkeys;
pub mod password;
pub mod reset;
pub mod sessions;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;
pub mod sign_up_finish;
pub mod tokens;
pub mod two_step;

use askama::Template;
use askama_web::WebTemplate;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::platform::NO_STORE;
use crate::platform::config::Config;
use crate::platform::mail::Way;
use crate::platform::page::Page;
use crate::platform::parts::{ErrorSummary, Field, Link};

/// Where to go on after signing in.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// What stands in the link of a letter.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    #[serde(default)]
    token: String,
}

/// A page that is a few words and one form.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/form.html")]
pub struct FormPage {
    page: Page,
    title: &'static str,
    lead: Vec<String>,
    action: String,
    /// What is sent along unseen.
    hidden: Vec<(&'static str, String)>,
    errors: ErrorSummary,
    fields: Vec<Field>,
    button: &'static str,
    /// Other ways to go.
    aside: Vec<Link>,
    /// Where a passkey may be shown instead, and where to go then.
    passkey: Option<Link>,
    /// Other sites that say who one is, and a sentence before them.
    elsewhere: (&'static str, Vec<Link>),
}

/// A page that is a few words.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/notice.html")]
pub struct NoticePage {
    page: Page,
    title: &'static str,
    words: Vec<String>,
    aside: Vec<Link>,
}

impl Next {
    /// A path on this site; anything else, another site's above all, is `otherwise`.
    pub fn path_or(&self, otherwise: &str) -> String {
        let path = self.next.as_str();
        let local = path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(|c: char| c == '\\' || c.is_control());
        if local { path.to_owned() } else { otherwise.to_owned() }
    }
}

impl FormPage {
    fn new(page: Page, title: &'static str, action: impl ToString, button: &'static str) -> Self {
        Self {
            page,
            title,
            lead: Vec::new(),
            action: action.to_string(),
            hidden: Vec::new(),
            errors: ErrorSummary::of([]),
            fields: Vec::new(),
            button,
            aside: Vec::new(),
            passkey: None,
            elsewhere: ("", Vec::new()),
        }
    }

    fn say(mut self, words: impl Into<String>) -> Self {
        self.lead.push(words.into());
        self
    }

    fn send_along(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    fn fields(mut self, fields: Vec<Field>) -> Self {
        self.errors = ErrorSummary::of(&fields);
        self.fields = fields;
        self
    }

    fn aside(mut self, words: &str, href: impl ToString) -> Self {
        self.aside.push(Link::new(words, href.to_string()));
        self
    }

    fn elsewhere(mut self, words: &'static str, links: impl Iterator<Item = Link>) -> Self {
        self.elsewhere = (words, links.collect());
        self
    }

    /// The answer: refused where something needs another look; never kept by a browser or a proxy.
    fn answer(self) -> Response {
        let refused = !self.errors.errors.is_empty();
        let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        private(status, self)
    }
}

impl NoticePage {
    fn new(page: Page, title: &'static str, words: impl Into<String>) -> Self {
        Self { page, title, words: vec![words.into()], aside: Vec::new() }
    }

    fn say(mut self, words: impl Into<String>) -> Self {
        self.words.push(words.into());
        self
    }

    fn aside(mut self, words: &str, href: impl ToString) -> Self {
        self.aside.push(Link::new(words, href.to_string()));
        self
    }
}

/// An answer that nobody keeps.
fn private(status: StatusCode, page: impl IntoResponse) -> Response {
    (status, [(header::CACHE_CONTROL, NO_STORE)], page).into_response()
}

/// A link from a letter that opens nothing any more, and what is to be said `also`.
fn used_up(page: Page, also: Option<&str>, again: Link) -> Response {
    let notice = NoticePage::new(
        page,
        "This link does not work any more",
        "Links in letters work once and for a short time. This one was used already, or it is too old.",
    );
    let notice = notice.aside(&again.words, again.href);
    private(StatusCode::GONE, also.into_iter().fold(notice, NoticePage::say))
}

/// "Look in your mail": the same words whether or not there is an account for the address.
fn look_in_your_mail(page: Page, config: &Config, email: &str, then: &str) -> Response {
    let mut notice =
        NoticePage::new(page, "Look in your mail", format!("We have written to {email}. {then}"));
    if Way::is_folder(config) {
        let folder = config.data.join("mail");
        notice = notice.say(format!(
            "This site has no mail service yet: the letter is kept in the folder {} of the machine it \
             runs on, where the people who run it can read it.",
            folder.display()
        ));
    } else {
        notice = notice.say(
            "Nothing there after a few minutes? Look among the unwanted mail, and at how the address \
             is spelt.",
        );
    }
    private(StatusCode::OK, notice)
}

/// The field for a password that is chosen.
fn new_password(wrong: Option<String>) -> Field {
    Field::line("password", "password", "New password")
        .hint("At least 8 characters. A few words in a row are easy to keep and hard to guess.")
        .error(wrong)
        .required()
        .autocomplete("new-password")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        let to = |next: &str| Next { next: next.into() }.path_or("/matches");
        assert_eq!(to("/opportunities?kind=grant"), "/opportunities?kind=grant");
        for elsewhere in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/\n/x"]
        {
            assert_eq!(to(elsewhere), "/matches", "{elsewhere:?}");
        }
    }
}
