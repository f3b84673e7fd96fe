//! A PostgreSQL of our own, for those who have none to give: real server programs, found on the
//! machine or fetched once, on a cluster under the data folder, reached through a socket there
//! that only we can open. The server lives and dies with the process that started it.
//!
//! Several processes may share a data folder: the first runs the server, the others are its
//! guests, and when the first goes, one of them takes over.

mod cluster;
mod fetch;
mod find;
mod keeper;
mod leftovers;
mod lock;
mod place;
pub mod scratch;
mod sys;
mod user;

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use sqlx::postgres::PgConnectOptions;
use tokio::sync::watch;

use keeper::State;
use place::{DATABASE, Place};

/// The role as which the application works, once it was let in.
pub const APPLICATION: &str = "proletto";

/// What an operator may say about the private PostgreSQL.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `PROLETTO_PG_BIN`: the folder with `postgres` and `initdb`; searched for when absent.
    pub bin: Option<PathBuf>,
    /// `PROLETTO_PG_FETCH`: whether a private copy may be fetched when none is installed.
    pub fetch: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { bin: None, fetch: true }
    }
}

/// Why there is no database. The words are for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something about the machine has to change first; the text says what.
    #[error("{0}")]
    Setup(String),
    /// A file or program could not be used.
    #[error("could not {doing} {}: {cause}", path.display())]
    File {
        /// What was tried, as in "could not …".
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A program ended that should not have.
    #[error("{what}{}", quoted(words))]
    Ended {
        /// Which, and how.
        what: String,
        /// The last it said.
        words: String,
    },
}

impl Error {
    fn file(doing: &'static str, path: &Path, cause: io::Error) -> Self {
        Self::File { doing, path: path.to_owned(), cause }
    }
}

fn quoted(words: &str) -> String {
    let mut text = String::new();
    for line in words.lines() {
        let _ = write!(text, "\n    {line}");
    }
    text
}

/// A running private PostgreSQL. It stops when this is dropped, unless another process runs it.
#[derive(Debug)]
pub struct Server {
    place: Place,
    state: watch::Receiver<State>,
    /// Its end is the keeper's sign to stop.
    stop: Option<mpsc::Sender<()>>,
    keeper: Option<JoinHandle<()>>,
}

/// Starts the PostgreSQL of the data folder `data`, or joins the one that another process already
/// runs there, and returns when it takes connections. The first start finds or fetches the
/// programs and makes the cluster (one to two seconds, some ten when it has to fetch); later ones
/// take about a tenth of a second.
pub async fn start(data: &Path, settings: &Settings) -> Result<Server, Error> {
    if std::env::var_os("PGOPTIONS").is_some() {
        tracing::warn!("PGOPTIONS is set and reaches our own database too; better unset it");
    }
    let place = Place::at(data)?;
    let (said, mut state) = watch::channel(State::Starting);
    let (stop, stopped) = mpsc::channel();
    let keeper = keeper::start(place.clone(), settings.clone(), said, stopped)?;
    let server = Server { place, state: state.clone(), stop: Some(stop), keeper: Some(keeper) };
    loop {
        match &*state.borrow_and_update() {
            State::Starting => {}
            State::Ready => return Ok(server),
            State::Failed(error) => return Err(error.take()),
        }
        if state.changed().await.is_err() {
            return Err(Error::Setup("the database's keeper ended without a word".to_owned()));
        }
    }
}

impl Server {
    /// How to connect: as its owner and superuser, no TLS, over the socket. The application works as
    /// [`APPLICATION`] instead.
    pub fn options(&self) -> PgConnectOptions {
        self.place.options(DATABASE)
    }

    /// Waits until the server cannot be kept running, and says why. A server that dies once is
    /// started again and does not end this wait.
    pub async fn failed(&self) -> Error {
        let mut state = self.state.clone();
        loop {
            if let State::Failed(error) = &*state.borrow_and_update() {
                return error.take();
            }
            if state.changed().await.is_err() {
                return Error::Setup("the database's keeper ended without a word".to_owned());
            }
        }
    }

    /// Stops the server, if this process runs it, and returns when all is written down.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        if let Some(keeper) = self.keeper.take() {
            let _ = tokio::task::spawn_blocking(|| keeper.join()).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        // One that is still fetching or making the cluster is not waited for: what it started ends
        // with it, and the next start begins where it has to.
        let running = matches!(*self.state.borrow(), State::Ready);
        if let Some(keeper) = self.keeper.take().filter(|_| running) {
            let _ = keeper.join();
        }
    }
}
