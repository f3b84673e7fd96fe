//! Secrets that say nothing: random letters of which only the hash is kept.

use rand::Rng;
use sha2::{Digest, Sha256};

/// What a personal token begins with, so that whoever finds one knows what it is.
pub const PERSONAL: &str = "proletto_pat_";
/// What a refresh token begins with.
pub const REFRESH: &str = "proletto_ref_";

/// A new one: 43 letters and digits, 256 bits.
pub fn make(prefix: &str) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut rng = rand::rng();
    let random = (0..43).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]));
    prefix.chars().chain(random).collect()
}

/// What is kept of it. It is random, so that a quick hash is enough.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_alike() {
        let (one, other) = (make(REFRESH), make(REFRESH));
        assert_eq!(one.len(), REFRESH.len() + 43);
        assert_ne!(hash(&one), hash(&other));
    }
}
