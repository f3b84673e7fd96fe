//! The keys: the first one seals, all of them open.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use rand::RngCore;
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};

/// What an envelope names a key by: the beginning of its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyId(pub [u8; KeyId::LENGTH]);

/// A key of 256 bits. Never printed.
#[derive(Clone, Debug)]
pub struct Key {
    /// What envelopes name it by.
    pub id: KeyId,
    bytes: Arc<SecretBox<[u8; 32]>>,
}

/// Keys, the current one first. There is at least one.
#[derive(Clone, Debug)]
pub struct Keyring(Vec<Key>);

impl KeyId {
    /// Bytes of an id.
    pub const LENGTH: usize = 8;
}

impl std::fmt::Display for KeyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Key {
    fn new(bytes: [u8; 32]) -> Self {
        let hash = Sha256::new().chain_update(b"proletto key ").chain_update(bytes).finalize();
        let mut id = [0; KeyId::LENGTH];
        id.copy_from_slice(&hash[..KeyId::LENGTH]);
        Self { id: KeyId(id), bytes: Arc::new(SecretBox::new(Box::new(bytes))) }
    }

    fn make() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self::new(bytes)
    }

    /// The key itself.
    pub fn bytes(&self) -> [u8; 32] {
        *self.bytes.expose_secret()
    }

    fn read(text: &str) -> Result<Self, String> {
        const WRONG: &str = "each key should be 64 hexadecimal digits (openssl rand -hex 32)";
        if text.len() != 64 || !text.is_ascii() {
            return Err(WRONG.into());
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).map_err(|_| WRONG)?;
        }
        Ok(Self::new(bytes))
    }

    fn write(&self) -> String {
        self.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Keyring {
    /// Reads keys separated by commas or white space.
    ///
    /// # Errors
    /// There is none, or one cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let words =
            text.split(|c: char| c == ',' || c.is_whitespace()).filter(|key| !key.is_empty());
        let keys = words.map(Key::read).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err("there is none".into()) } else { Ok(Self(keys)) }
    }

    /// Reads the keys in a file, which is made with a new key where there is none. Only its owner may
    /// read it. Where two programs make it at once, one wins and both use that.
    ///
    /// # Errors
    /// The file can be neither read nor made.
    pub fn load_or_make(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Self::read(&text).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                let keys = Self(vec![Key::make()]);
                let draft = keys.draft(path)?;
                // A link is made only where nothing is; a rename would replace the other's key.
                let linked = fs::hard_link(&draft, path);
                fs::remove_file(&draft)?;
                match linked {
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                        Self::load_or_make(path)
                    }
                    linked => linked.map(|()| keys),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// Puts these keys into the file, in place of those in it.
    ///
    /// # Errors
    /// The file cannot be written; then it is as it was.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        fs::rename(self.draft(path)?, path)
    }

    /// A new key first, and after it only the one that was current: what is still sealed with an older
    /// one has to be sealed anew before.
    pub fn with_new(&self) -> Self {
        Self(vec![Key::make(), self.current().clone()])
    }

    /// The key that seals.
    pub fn current(&self) -> &Key {
        &self.0[0]
    }

    /// The key of this id.
    pub fn find(&self, id: KeyId) -> Option<&Key> {
        self.0.iter().find(|key| key.id == id)
    }

    /// The keys in a new file beside `path`, safely on the disk.
    fn draft(&self, path: &Path) -> io::Result<std::path::PathBuf> {
        let draft = path.with_extension(format!("new-{}", std::process::id()));
        let _ = fs::remove_file(&draft);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        for key in &self.0 {
            writeln!(file, "{}", key.write())?;
        }
        file.sync_all()?;
        Ok(draft)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_file_is_made_once_and_is_its_owners_alone() {
        let folder = std::env::temp_dir().join(format!("proletto-keys-{}", std::process::id()));
        let path = folder.join("data/secret.key");
        let made = Keyring::load_or_make(&path).unwrap();
        let read = Keyring::load_or_make(&path).unwrap();
        assert_eq!(made.current().id, read.current().id);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let newer = made.with_new().with_new();
        newer.save(&path).unwrap();
        let read = Keyring::load_or_make(&path).unwrap();
        assert_eq!((read.current().id, read.0.len()), (newer.current().id, 2));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no draft is left");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_key_that_cannot_be_read_is_told_without_showing_it() {
        for wrong in ["", "abc", &"xy".repeat(32), &"é".repeat(32)] {
            let problem = Keyring::read(wrong).unwrap_err();
            assert!(wrong.is_empty() || !problem.contains(wrong), "{problem}");
        }
        assert!(!format!("{:?}", Keyring::read(&"ab".repeat(32))).contains("abab"));
    }
}
