//! What an account is made of. A value of these types has been checked.

use rand::Rng;
use secrecy::{ExposeSecret, SecretString};

/// A mail address, in lower case: one address is one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

/// The name a person goes by, 1 to 200 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

/// A password, 8 to 1,000 characters. Never printed.
#[derive(Clone, Debug)]
pub struct Password(SecretString);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err("Enter your email address.".into());
        }
        let sound = text.len() <= 254
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
            && matches!(text.rsplit_once('@'), Some((local, host))
                if !local.is_empty() && host.contains('.')
                    && host.split('.').all(|label| !label.is_empty()));
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

impl Password {
    /// Reads a new password. There are no rules but length: long and strange beats short and mixed.
    ///
    /// # Errors
    /// What is wrong, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.chars().count() {
            0 => Err("Choose a password.".into()),
            1..8 => Err("Choose a password of at least 8 characters.".into()),
            8..=1000 => Ok(Self(text.to_owned().into())),
            _ => Err("Choose a password of at most 1,000 characters.".into()),
        }
    }

    /// Takes what was typed to sign in, whatever it is.
    pub fn typed(text: String) -> Self {
        Self(text.into())
    }

    /// A new password that is easy to copy by hand: four groups of five letters and digits, 100 bits.
    pub fn make_up() -> String {
        const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut rng = rand::rng();
        let letter = |_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]);
        let letters: Vec<char> = (0..20).map(letter).collect();
        letters.chunks(5).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    /// The password itself.
    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_account_however_it_is_typed() {
        assert_eq!(Email::parse(" Ada@Example.ORG ").unwrap().as_str(), "ada@example.org");
        for wrong in ["", "ada", "ada@", "@example.org", "ada@localhost", "a da@example.org"] {
            assert!(Email::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_password_is_judged_by_its_length_in_characters() {
        assert!(Password::parse("ünïcödé").is_err());
        assert!(Password::parse("ünïcödé!").is_ok());
        assert!(!format!("{:?}", Password::parse("hunter2hunter2")).contains("hunter2"));
    }
}
