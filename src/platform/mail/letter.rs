//! A letter, from its words to its two parts.

use askama::Template;
use url::Url;

/// A letter as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The address it goes to.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Its words as plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// The words of a letter: paragraphs, and at most one link to follow.
#[derive(Clone, Debug)]
pub struct Words {
    subject: String,
    before: Vec<String>,
    link: Option<(String, Url)>,
    after: Vec<String>,
    home: Url,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    words: &'a Words,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    words: &'a Words,
}

impl Words {
    /// A letter with this subject, from the site at `home`: the configured address and never the one
    /// that a request names.
    pub fn new(home: Url, subject: impl Into<String>) -> Self {
        // A subject is one line, whatever somebody is called.
        let subject = subject.into().split_whitespace().collect::<Vec<_>>().join(" ");
        Self { subject, before: Vec::new(), link: None, after: Vec::new(), home }
    }

    /// With a paragraph more.
    pub fn say(mut self, words: impl Into<String>) -> Self {
        let part = if self.link.is_none() { &mut self.before } else { &mut self.after };
        part.push(words.into());
        self
    }

    /// With the link that the letter is about; what is said later stands below it.
    ///
    /// # Errors
    /// The path cannot be joined to the site's address.
    pub fn link(mut self, words: impl Into<String>, path: &str) -> Result<Self, url::ParseError> {
        self.link = Some((words.into(), self.home.join(path)?));
        Ok(self)
    }

    /// The letter to this address.
    ///
    /// # Errors
    /// The templates cannot be filled in.
    pub fn to(self, to: impl Into<String>) -> askama::Result<Letter> {
        let (text, html) = (Text { words: &self }.render()?, Html { words: &self }.render()?);
        Ok(Letter { to: to.into(), subject: self.subject, text, html })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_the_same_in_both_parts_and_leads_home() {
        let home = Url::parse("https://calls.example/").unwrap();
        let letter = Words::new(home, "Hello\r\nBcc: eve@evil.example")
            .say("Ada <script> & co.")
            .link("Go on", "/sign-up/finish?token=abc")
            .unwrap()
            .say("Below.")
            .to("ada@example.org")
            .unwrap();
        assert_eq!(letter.subject, "Hello Bcc: eve@evil.example");
        insta::assert_snapshot!(letter.text, @r"
        Ada <script> & co.

        Go on:
        https://calls.example/sign-up/finish?token=abc

        Below.

        --
        Proletto, https://calls.example/
        ");
        assert!(letter.html.contains("&#60;script&#62;"), "{}", letter.html);
        assert!(letter.html.contains("href=\"https://calls.example/sign-up/finish?token=abc\""));
    }
}
