//! Recovery codes: for when the app is lost. Each works once. What is kept are hashes.

use rand::Rng;

use crate::features::accounts::passwords::derive;
use crate::platform::config::Config;

/// How many there are.
const HOW_MANY: usize = 10;

/// A new set of codes, to be shown once.
pub struct Codes {
    /// As they are shown: two groups of five.
    pub shown: Vec<String>,
    /// The salt of their hashes.
    pub salt: Vec<u8>,
    /// Their hashes.
    pub hashes: Vec<Vec<u8>>,
}

impl Codes {
    /// Makes them up: 50 bits each.
    ///
    /// # Errors
    /// The configured cost of a hash is not possible.
    pub async fn make_up(config: &Config) -> anyhow::Result<Self> {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let salt: [u8; 16] = rand::rng().random();
        let mut codes = Self { shown: Vec::new(), salt: salt.to_vec(), hashes: Vec::new() };
        for _ in 0..HOW_MANY {
            let code: String = {
                let mut rng = rand::rng();
                (0..10).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
            };
            codes.hashes.push(derive(config, code.clone(), &codes.salt).await?);
            codes.shown.push(format!("{}-{}", &code[..5], &code[5..]));
        }
        Ok(codes)
    }
}

/// The hash that a typed code has under this salt; `None`: it cannot be one.
///
/// # Errors
/// The configured cost of a hash is not possible.
pub async fn hash_of(config: &Config, typed: &str, salt: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    let code: String = typed.to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    if code.len() != 10 {
        return Ok(None);
    }
    Ok(Some(derive(config, code, salt).await?))
}
