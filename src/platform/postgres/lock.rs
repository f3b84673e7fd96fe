//! One process runs the server of a data folder; the lock says which.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;

use super::Error;
use super::place::Place;

/// The lock, ours until it is dropped. The system lets go of it when we die, however we die.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of `place`; `None` while another process has it.
    pub fn try_take(place: &Place) -> Result<Option<Self>, Error> {
        let path = &place.lock;
        let mut file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false)
            .open(path)
            .map_err(|e| Error::file("open the lock", path, e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(e)) => return Err(Error::file("take the lock", path, e)),
        }
        // Only for people who wonder who has it.
        let named = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        named.map_err(|e| Error::file("write the lock", path, e))?;
        Ok(Some(Self { _file: file }))
    }

    /// Who has the lock, in words: `process 4711 (proletto serve)`.
    pub fn holder(place: &Place) -> String {
        let pid = std::fs::read_to_string(&place.lock).unwrap_or_default();
        let pid = pid.trim();
        if pid.is_empty() {
            return "another process".to_owned();
        }
        match std::fs::read(format!("/proc/{pid}/cmdline")) {
            Ok(words) if !words.is_empty() => {
                let words = String::from_utf8_lossy(&words).replace('\0', " ");
                format!("process {pid} ({})", words.trim())
            }
            _ => format!("process {pid}"),
        }
    }
}
