//! Password hashes: argon2id at the configured cost, off the async threads and only a few at a time.

use std::num::NonZero;
use std::sync::LazyLock;
use std::thread::available_parallelism;

use anyhow::Context;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use super::Password;
use super::turns::{Lane, Turns};
use crate::platform::caller;
use crate::platform::config::Config;

/// Each hash takes its memory: more at once than the machine has cores would only fill it.
static TURNS: LazyLock<Turns> =
    LazyLock::new(|| Turns::new(available_parallelism().map_or(2, NonZero::get)));

/// Does a work at its turn, behind those of the same network.
async fn at_its_turn<T: Send + 'static>(
    lane: Lane,
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    TURNS.run(lane, caller::current().address, work).await
}

/// What came of comparing a password with a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// It is the password.
    pub fits: bool,
    /// The hash was made at another cost and should be made anew.
    pub stale: bool,
}

/// Whether the configured cost can be paid.
///
/// # Errors
/// It cannot, and why.
pub fn check_cost(config: &Config) -> anyhow::Result<()> {
    params(config).map(drop)
}

/// The hash of a password, with its salt and cost.
///
/// # Errors
/// The configured cost is not possible.
pub async fn hash(config: &Config, password: Password) -> anyhow::Result<String> {
    let argon2 = argon2(params(config)?);
    at_its_turn(Lane::Other, move || hash_now(&argon2, &password)).await
}

/// Compares a password with a hash. `None` (no such account, or one without a password) takes as long
/// and says no.
///
/// # Errors
/// The configured cost is not possible.
pub async fn verify(
    config: &Config,
    password: Password,
    hash: Option<String>,
    lane: Lane,
) -> anyhow::Result<Checked> {
    let params = params(config)?;
    at_its_turn(lane, move || {
        let argon2 = argon2(params.clone());
        let Some(hash) = hash else {
            hash_now(&argon2, &password)?;
            return Ok(Checked { fits: false, stale: false });
        };
        count();
        let fits = argon2.verify_password(password.expose().as_bytes(), hash.as_str()).is_ok();
        let cost = argon2::PasswordHash::new(&hash)
            .ok()
            .and_then(|hash| Params::try_from(&hash).ok())
            .map(|cost| (cost.m_cost(), cost.t_cost(), cost.p_cost()));
        let wanted = (params.m_cost(), params.t_cost(), params.p_cost());
        Ok(Checked { fits, stale: fits && cost != Some(wanted) })
    })
    .await
}

/// The bytes that follow from a secret and this salt, at the configured cost.
///
/// # Errors
/// The configured cost is not possible.
pub async fn derive(config: &Config, secret: String, salt: &[u8]) -> anyhow::Result<Vec<u8>> {
    let argon2 = argon2(params(config)?);
    let salt = salt.to_vec();
    at_its_turn(Lane::Known, move || {
        let mut bytes = vec![0; 32];
        argon2
            .hash_password_into(secret.as_bytes(), &salt, &mut bytes)
            .map_err(|error| anyhow::anyhow!("a code could not be hashed: {error}"))?;
        Ok(bytes)
    })
    .await
}

fn params(config: &Config) -> anyhow::Result<Params> {
    let (memory, iterations) = (config.argon2_memory, config.argon2_iterations);
    Params::new(memory, iterations, config.argon2_parallelism, None)
        .map_err(|error| anyhow::anyhow!("PROLETTO_ARGON2_…: this cost is not possible: {error}"))
}

fn argon2(params: Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(argon2: &Argon2<'_>, password: &Password) -> anyhow::Result<String> {
    count();
    let hash = argon2.hash_password(password.expose().as_bytes());
    Ok(hash.context("a password could not be hashed")?.to_string())
}

/// Notes that a hash was computed, for the test that counts them.
fn count() {
    #[cfg(test)]
    tests::HASHES.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    pub static HASHES: AtomicUsize = AtomicUsize::new(0);

    #[tokio::test]
    async fn an_unknown_address_is_as_much_work_as_a_wrong_password() {
        let cheap = [("PROLETTO_ARGON2_MEMORY", "64"), ("PROLETTO_ARGON2_ITERATIONS", "1")];
        let cheap: BTreeMap<String, String> = cheap.map(|(k, v)| (k.into(), v.into())).into();
        let config = Config::read(&cheap).unwrap();
        let hash = hash(&config, Password::typed("moths")).await.unwrap();
        let mut done = Vec::new();
        for hash in [Some(hash), None] {
            let before = HASHES.load(Ordering::SeqCst);
            let wrong = Password::typed("not it");
            assert!(!verify(&config, wrong, hash, Lane::Other).await.unwrap().fits);
            done.push(HASHES.load(Ordering::SeqCst) - before);
        }
        assert_eq!(done, [1, 1]);
    }
}
