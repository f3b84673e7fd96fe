//! What an account is made of. A value of these types has been checked.

use unicode_normalization::UnicodeNormalization;

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
            turns_around(c) || c.is_whitespace() || c.is_control() || r#"<>()[]\,;:""#.contains(c)
        };
        let sound = text.len() <= 254
            && text.matches('@').count() == 1
            && !text.contains(odd)
            && matches!(text.rsplit_once('@'), Some((local, host))
                if !local.is_empty() && host.contains('.')
                    && host.split('.').all(is_label));
        if sound { Ok(Self(text)) } else { Err("Enter an address like name@example.org.".into()) }
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
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.contains(turns_around) {
            return Err(
                "Enter the name without invisible signs that turn its letters around.".into()
            );
        }
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
        for name in ["\u{202e}ecarG", "Ada\u{2066} nimda\u{2069}", "a\u{202a}b", "a\u{0}b"] {
            assert!(Name::parse(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn an_address_is_one_account_however_it_is_typed() {
        for same in [" Ada@Example.ORG ", "ａda@example.org", "ada@ｅxample.org"] {
            assert_eq!(Email::parse(same).unwrap().as_str(), "ada@example.org");
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
