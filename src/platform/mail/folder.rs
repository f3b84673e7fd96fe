//! Where there is no mail service: letters as files that the operator can read and pass on.

use std::path::{Path, PathBuf};

use tokio::fs;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::Letter;
use super::way::Problem;

/// A folder of letters.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) async fn keep(&self, letter: &Letter) -> Result<(), Problem> {
        let kept = self.write(letter).await;
        kept.map_err(|error| Problem::for_now(format!("{}: {error}", self.path.display())))
    }

    /// Only the operator may read them: their links open accounts.
    async fn write(&self, letter: &Letter) -> std::io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.path).await?;
        let path = self.path.join(format!("{}.txt", Uuid::now_v7()));
        let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).await;
        let mut file = file?;
        let words = format!("To: {}\nSubject: {}\n\n{}", letter.to, letter.subject, letter.text);
        file.write_all(words.as_bytes()).await?;
        file.flush().await
    }
}
