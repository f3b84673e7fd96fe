//! Passwords: what may be one, and how it is kept.

mod common;
mod hasher;
mod turns;

pub use hasher::{check_cost, derive, hash, verify};
pub use turns::Lane;

use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

/// The fewest and the most characters of a new password.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=1000;

/// What everybody knows of this site.
const SITE: &str = "proletto";

/// A password. Never printed. Its characters are composed (NFC), so that it is the same from every
/// keyboard.
#[derive(Clone, Debug)]
pub struct Password(SecretString);

impl Password {
    /// Reads a new password. There are no rules but length and that nobody guesses it first: it is not
    /// common, and not made of what is known of the person (name, address) and of the site (its host).
    ///
    /// # Errors
    /// What is wrong, for the person who typed it.
    pub fn choose(text: &str, known: &[&str]) -> Result<Self, String> {
        let text: String = text.nfc().collect();
        let length = text.chars().count();
        if length == 0 {
            Err("Choose a password.".into())
        } else if length < *LENGTHS.start() {
            Err("Choose a password of at least 8 characters.".into())
        } else if length > *LENGTHS.end() {
            Err("Choose a password of at most 1,000 characters.".into())
        } else if common::is_common(&text) {
            Err("That is one of the passwords that are tried first. Choose another: three or four words \
                 that do not belong together are easy to keep and hard to guess."
                .into())
        } else if common::is_about(&text, &[known, &[SITE]].concat()) {
            Err("That is made of your name, your address or the name of this site, which others \
                 know too. Choose another, or put words before it that nobody expects."
                .into())
        } else {
            Ok(Self(text.into()))
        }
    }

    /// Takes what was typed to sign in, whatever it is.
    pub fn typed(text: &str) -> Self {
        Self(text.nfc().collect::<String>().into())
    }

    /// A new password that is easy to copy by hand: four groups of five letters and digits, 100 bits.
    pub fn make_up() -> String {
        const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut rng = rand::rng();
        let letter = |_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]);
        let letters: Vec<char> = (0..20).map(letter).collect();
        letters.chunks(5).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_judged_by_its_length_in_characters() {
        assert!(Password::choose("ünïcödé", &[]).is_err());
        assert!(Password::choose("ünïcödé!", &[]).is_ok());
        // Composed, these are seven characters.
        assert!(Password::choose("u\u{308}nicode", &[]).is_err());
        assert!(Password::choose(&"moth ".repeat(100), &[]).is_err(), "one word over and over");
        let long: String = (0..128).map(|n| char::from(b'!' + (n * 7 % 90) as u8)).collect();
        assert!(Password::choose(&long, &[]).is_ok());
        assert!(!format!("{:?}", Password::choose("hunter2fired moths", &[])).contains("moths"));
    }

    #[test]
    fn it_is_the_same_password_from_every_keyboard() {
        let (composed, apart) = ("f\u{fc}nf moths", "fu\u{308}nf moths");
        assert_eq!(Password::typed(composed).expose(), Password::typed(apart).expose());
    }

    #[test]
    fn what_we_make_up_may_be_chosen() {
        for _ in 0..50 {
            let made_up = Password::make_up();
            assert!(Password::choose(&made_up, &["ada@example.org", "Ada"]).is_ok(), "{made_up}");
        }
    }
}
