//! What an account is made of. A value of these types has been checked.

use crate::platform::visitor::UserId;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use url::Host;

/// A mail address, in lower case: one address is one account.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct Email(String);

/// The name a person goes by, 1 to 200 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        // Letters that only look wide or small are the plain ones: one address is one account.
        let text = text.trim().nfkc().collect::<String>().to_lowercase();
        if text.is_empty() {
            return Err("Enter your email address.".into());
        }
        // What a mail program would read as more than one address, or as a comment, is in no real one.
        let odd = |c: char| {
            turns_around(c)
                || is_unseen(c)
                || c.is_whitespace()
                || c.is_control()
                || r#"<>()[]\,;:""#.contains(c)
        };
        let sound = text.len() <= 254
            && text.matches('@').count() == 1
            && !text.contains(odd)
            && matches!(text.rsplit_once('@'), Some((local, host))
                if !local.is_empty() && host.contains('.')
                    && host.split('.').all(is_label));
        let local = text.rsplit_once('@').map_or("", |(local, _)| local);
        // What no mail server takes: better said now than found out by a letter that never comes.
        let sound = sound
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let wrong = || "Enter an address like name@example.org.".to_owned();
        let (local, host) = text.rsplit_once('@').filter(|_| sound).ok_or_else(wrong)?;
        // However a name in other letters is written, it is one host.
        match Host::parse(host) {
            Ok(Host::Domain(host)) => Ok(Self(format!("{local}@{host}"))),
            _ => Err(wrong()),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Name {
    /// Reads a name.
    ///
    /// # Errors
    /// What is wrong, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.contains(turns_around) {
            return Err(
                "Enter the name without invisible signs that turn its letters around.".into()
            );
        }
        // The marks of scripts that run from right to left, and those that join letters, belong to names.
        let belongs = |c: char| matches!(c, '\u{200c}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}');
        let text: String = text.chars().filter(|c| belongs(*c) || !is_unseen(*c)).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.chars().count() {
            0 => Err("Enter the name you go by.".into()),
            1..=200 if !text.contains(char::is_control) => Ok(Self(text)),
            _ => Err("Enter a name of at most 200 characters.".into()),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody who has shown who they are, in this turn of their account. Where that is over by now, because the
/// password changed in the same moment, they have shown nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proved {
    /// Who.
    pub user: UserId,
    /// The turn.
    #[serde(default)]
    pub turn: i32,
}

/// Letters that nobody sees: what they stand in looks like another word.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Signs of Unicode that make what follows be shown in another order: what they stand in reads as something
/// else. Names in scripts that run from right to left need none of them.
pub fn turns_around(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Part of a host's name: letters of any script, digits, and hyphens inside.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_as_it_is_written() {
        for name in ["Ada Okonkwo", "יעל כהן", "سلمى", "O’Hara \u{200f}"] {
            assert!(Name::parse(name).is_ok(), "{name:?}");
        }
        assert_eq!(Name::parse("A\u{200b}da\u{ad} \u{feff}").unwrap().as_str(), "Ada");
        assert!(Name::parse("\u{200b}").is_err());
        for name in ["\u{202e}ecarG", "Ada\u{2066} nimda\u{2069}", "a\u{202a}b", "a\u{0}b"] {
            assert!(Name::parse(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn an_address_is_one_account_however_it_is_typed() {
        for same in [" Ada@Example.ORG ", "ａda@example.org", "ada@ｅxample.org"] {
            assert_eq!(Email::parse(same).unwrap().as_str(), "ada@example.org");
        }
        for same in ["a@bücher.example", "a@xn--bcher-kva.example", "A@BÜCHER.example"] {
            assert_eq!(Email::parse(same).unwrap().as_str(), "a@xn--bcher-kva.example");
        }
        let long = format!("{}@example.org", "a".repeat(65));
        for never in [
            "ada\u{ad}@example.org",
            "a\u{200b}da@example.org",
            "ada\u{feff}@example.org",
            ".ada@example.org",
            "a..b@example.org",
            &long,
            "ada@1.2.3.4",
        ] {
            assert!(Email::parse(never).is_err(), "{never:?}");
        }
        for wrong in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@localhost",
            "a da@example.org",
            "a@b@c.org",
            "<ada@example.org>",
            "a,b@example.org",
            "x@y.example\"><script>",
            "x@-y.example",
            "x@y_z.example",
        ] {
            assert!(Email::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
