//! The keys that sign access tokens: Ed25519, one at a time, a new one each month. The private half is
//! sealed in the database and destroyed when the next one takes over.

use anyhow::Context;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use chrono::TimeDelta;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use uuid::Uuid;

use super::access::LIFE;
use super::queries::{self, KeyRow};
use crate::platform::jobs::Job;
use crate::platform::secrets::Column;
use crate::platform::state::State;

/// Where private halves are sealed.
pub const PRIVATE_KEY: Column = Column { table: "signing_keys", id: "id", column: "private_key" };

/// How long a key signs.
const SIGNS_FOR: TimeDelta = TimeDelta::days(30);

/// Lets a new key sign once a month.
pub const ROTATE_KEYS: Job = Job {
    name: "rotate-signing-keys",
    about: "Lets a new key sign access tokens once a month",
    schedule: "41 2 * * *",
    run: |state| {
        Box::pin(async move {
            let made = rotate_if_due(&state).await?;
            Ok(if made { "A new key signs" } else { "No key is due" }.to_owned())
        })
    },
};

/// The key that signs at present, made where there is none.
pub async fn current(state: &State) -> anyhow::Result<(Uuid, EncodingKey)> {
    if let Some(key) = queries::current_key(&state.pool).await? {
        return open(state, &key);
    }
    // Of several programs that find none, one makes it.
    make(state).await?;
    let key = queries::current_key(&state.pool).await?.context("there is no key to sign with")?;
    open(state, &key)
}

/// The key of this name, to check what it signed with.
pub async fn find(state: &State, id: Uuid) -> sqlx::Result<Option<DecodingKey>> {
    let public = queries::public_key(&state.pool, id).await?;
    Ok(public.map(|public| DecodingKey::from_ed_der(&public)))
}

/// Every key whose tokens may still be about, for others who check them.
pub async fn published(state: &State) -> anyhow::Result<JwkSet> {
    let mut keys = Vec::new();
    for (id, public) in queries::public_keys(&state.pool, state.clock.now() - LIFE).await? {
        let key = DecodingKey::from_ed_der(&public);
        let mut key = Jwk::from_decoding_key(&key, Some(Algorithm::EdDSA))?;
        key.common.key_id = Some(id.to_string());
        key.common.public_key_use = Some(PublicKeyUse::Signature);
        keys.push(key);
    }
    Ok(JwkSet { keys })
}

/// Lets a new key sign where the present one has signed for long enough. What it signed stays good for as
/// long as it would have been. Returns whether there is a new one.
async fn rotate_if_due(state: &State) -> anyhow::Result<bool> {
    let now = state.clock.now();
    let due = queries::current_key(&state.pool).await?;
    if due.is_none_or(|key| key.made_at + SIGNS_FOR > now) {
        return Ok(false);
    }
    make(state).await
}

/// Makes a key and lets it sign from now on. False: another program was faster.
async fn make(state: &State) -> anyhow::Result<bool> {
    let id = Uuid::now_v7();
    let pair = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
        .ok()
        .context("no key could be made")?;
    let public = Ed25519KeyPair::from_pkcs8(pair.as_ref())
        .ok()
        .context("the new key cannot be read")?
        .public_key()
        .as_ref()
        .to_vec();
    let sealed = state.secrets.seal(PRIVATE_KEY, id, pair.as_ref())?;
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    queries::retire_key(&mut *tx, now - SIGNS_FOR, now).await?;
    let made = queries::add_key(&mut *tx, id, &public, &sealed, now).await?;
    tx.commit().await?;
    Ok(made)
}

fn open(state: &State, key: &KeyRow) -> anyhow::Result<(Uuid, EncodingKey)> {
    let private = state.secrets.open(PRIVATE_KEY, key.id, &key.private_key)?;
    Ok((key.id, EncodingKey::from_ed_der(&private)))
}
