//! Password hashes: argon2id with the crate's recommended cost, off the async threads.

use std::sync::LazyLock;

use anyhow::Context;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use super::Password;

/// A hash of no password, so that an unknown address costs as much time as a known one.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody's password").unwrap_or_default());

/// The hash of a password, with its salt and cost.
///
/// # Errors
/// The machine gives no random numbers.
pub async fn hash(password: Password) -> anyhow::Result<String> {
    tokio::task::spawn_blocking(move || hash_now(password.expose())).await?
}

/// Whether the password is the one of this hash. `None` (no such account) takes as long and says no.
///
/// # Errors
/// The thread that computed it broke off.
pub async fn verify(password: Password, hash: Option<String>) -> anyhow::Result<bool> {
    Ok(tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let fits = Argon2::default().verify_password(password.expose().as_bytes(), hash.as_str());
        fits.is_ok() && known
    })
    .await?)
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.context("a password could not be hashed")?.to_string())
}
