//! Secrets at rest: a small envelope around the few columns that a thief of the database must not be able
//! to read.
//!
//! XChaCha20-Poly1305 under a key that is not in the database. The envelope names its key, so that keys
//! can be changed; the column and the row are authenticated with it, so that nothing sealed can be put
//! into another row.

mod keyring;
mod rotate;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::RngCore;
use uuid::Uuid;

use super::config::{Config, expose};
use keyring::{Key, KeyId, Keyring};

pub use rotate::{Rotated, rotate};

const VERSION: u8 = 1;
const NONCE: usize = 24;
/// Version, key, nonce.
const HEAD: usize = 1 + KeyId::LENGTH + NONCE;

/// A column that holds envelopes; `id` is the row's uuid, `column` a `bytea`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The table.
    pub table: &'static str,
    /// The column of the row's id.
    pub id: &'static str,
    /// The column with the envelope.
    pub column: &'static str,
}

/// Why something sealed stays shut.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no key, or it cannot be used.
    #[error("the key for secrets: {0}")]
    Key(String),
    /// It was sealed with a key we do not have.
    #[error("it was sealed with the key {0}, which is not configured")]
    UnknownKey(String),
    /// It is not what was sealed for this row.
    #[error("what is sealed was changed, or belongs to another row")]
    Broken,
}

/// Where the keys come from, and the keys. They are read when they are first needed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Secrets {
    from: Arc<Place>,
    keys: Arc<RwLock<Option<Keyring>>>,
}

#[derive(Debug)]
enum Place {
    /// The setting.
    Setting(secrecy::SecretString),
    /// A file of ours, made when it is not there.
    File(PathBuf),
}

impl Secrets {
    /// The keys that the configuration names; without any, those in `secret.key` in the data folder.
    pub fn new(config: &Config) -> Self {
        let from = match &config.secret_key {
            Some(keys) => Place::Setting(keys.clone()),
            None => Place::File(config.data.join("secret.key")),
        };
        Self { from: Arc::new(from), keys: Arc::default() }
    }

    /// Puts `plain` into an envelope for this row.
    ///
    /// # Errors
    /// There is no key.
    pub fn seal(&self, column: Column, row: Uuid, plain: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(seal(self.keyring(false)?.current(), column, row, plain))
    }

    /// Takes out of an envelope what was sealed for this row.
    ///
    /// # Errors
    /// The key is not known, or it is not what was sealed for this row.
    pub fn open(&self, column: Column, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let id = key_of(sealed)?;
        let mut keys = self.keyring(false)?;
        if keys.find(id).is_none() {
            // Another program may have changed the keys since.
            keys = self.keyring(true)?;
        }
        let key = keys.find(id).ok_or_else(|| Error::UnknownKey(id.to_string()))?;
        open(key, column, row, sealed)
    }

    fn keyring(&self, afresh: bool) -> Result<Keyring, Error> {
        let known = self.keys.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(keys) = known.filter(|_| !afresh) {
            return Ok(keys);
        }
        let keys = match &*self.from {
            Place::Setting(keys) => Keyring::read(expose(keys)).map_err(Error::Key)?,
            Place::File(path) => Keyring::load_or_make(path)
                .map_err(|error| Error::Key(format!("{}: {error}", path.display())))?,
        };
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Some(keys.clone());
        Ok(keys)
    }
}

fn seal(key: &Key, column: Column, row: Uuid, plain: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    rand::rng().fill_bytes(&mut nonce);
    let aad = bound_to(key.id, column, row);
    let payload = Payload { msg: plain, aad: &aad };
    // It fails only beyond 256 GB.
    let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
    [&[VERSION][..], &key.id.0, &nonce, &sealed].concat()
}

fn open(key: &Key, column: Column, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let nonce: [u8; NONCE] = sealed[HEAD - NONCE..HEAD].try_into().map_err(|_| Error::Broken)?;
    let aad = bound_to(key.id, column, row);
    let payload = Payload { msg: &sealed[HEAD..], aad: &aad };
    cipher(key).decrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Broken)
}

/// The key an envelope names.
fn key_of(sealed: &[u8]) -> Result<KeyId, Error> {
    if sealed.len() < HEAD || sealed[0] != VERSION {
        return Err(Error::Broken);
    }
    let id = sealed[1..=KeyId::LENGTH].try_into().map_err(|_| Error::Broken)?;
    Ok(KeyId(id))
}

/// What is authenticated beside the contents: format, key, column, row.
fn bound_to(key: KeyId, column: Column, row: Uuid) -> Vec<u8> {
    let place = format!("{}.{}", column.table, column.column);
    [&[VERSION][..], &key.0, row.as_bytes(), place.as_bytes()].concat()
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&key.bytes().into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const COLUMN: Column = Column { table: "diaries", id: "user_id", column: "entry" };

    fn secrets(keys: &str) -> Secrets {
        let values = BTreeMap::from([("PROLETTO_SECRET_KEY".to_owned(), keys.to_owned())]);
        Secrets::new(&Config::read(&values).unwrap())
    }

    #[test]
    fn what_is_sealed_opens_for_its_row_and_nowhere_else() {
        let secrets = secrets(&"ab".repeat(32));
        let (row, other) = (Uuid::now_v7(), Uuid::now_v7());
        let sealed = secrets.seal(COLUMN, row, b"woman").unwrap();
        assert_eq!(secrets.open(COLUMN, row, &sealed).unwrap(), b"woman");
        assert!(!sealed.windows(5).any(|five| five == b"woman"));
        assert_ne!(sealed, secrets.seal(COLUMN, row, b"woman").unwrap(), "a nonce of its own");
        assert!(matches!(secrets.open(COLUMN, other, &sealed), Err(Error::Broken)));
        let elsewhere = Column { column: "draft", ..COLUMN };
        assert!(matches!(secrets.open(elsewhere, row, &sealed), Err(Error::Broken)));
    }

    #[test]
    fn a_bit_that_was_turned_is_noticed_wherever_it_is() {
        let secrets = secrets(&"ab".repeat(32));
        let row = Uuid::now_v7();
        let sealed = secrets.seal(COLUMN, row, b"woman").unwrap();
        for at in 0..sealed.len() {
            let mut turned = sealed.clone();
            turned[at] ^= 1;
            assert!(secrets.open(COLUMN, row, &turned).is_err(), "byte {at}");
            assert!(secrets.open(COLUMN, row, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn an_older_key_opens_and_the_first_one_seals() {
        let (old, new) = ("01".repeat(32), "02".repeat(32));
        let row = Uuid::now_v7();
        let sealed = secrets(&old).seal(COLUMN, row, b"then").unwrap();
        let both = secrets(&format!("{new}, {old}"));
        assert_eq!(both.open(COLUMN, row, &sealed).unwrap(), b"then");
        let again = both.seal(COLUMN, row, b"now").unwrap();
        assert_eq!(secrets(&new).open(COLUMN, row, &again).unwrap(), b"now");
        assert!(matches!(secrets(&new).open(COLUMN, row, &sealed), Err(Error::UnknownKey(_))));
    }
}
