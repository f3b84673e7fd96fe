//! The thread that keeps the server running for as long as we want it. It spawns the server
//! itself and lives as long as it, because on Linux a child follows the thread, not the process.

use std::process::{Child, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::cluster::{self, Cluster, Keeping};
use super::lock::Lock;
use super::place::Place;
use super::{Error, Settings, find};

/// How often a running server is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// So many ends within [`SHORT`] are not accidents any more.
const TOO_MANY: usize = 5;
const SHORT: Duration = Duration::from_secs(120);

/// How long a guest waits for a server that another process is starting (it may be fetching it).
const LONGEST_START: Duration = Duration::from_secs(300);

/// How the server is.
#[derive(Debug)]
pub enum State {
    /// Not there yet.
    Starting,
    /// Takes connections.
    Ready,
    /// Will not be started again.
    Failed(Failure),
}

/// Why it will not: the error itself for the first who asks, its words for everyone after.
#[derive(Debug)]
pub struct Failure {
    words: String,
    error: Mutex<Option<Error>>,
}

impl Failure {
    fn new(error: Error) -> Self {
        Self { words: error.to_string(), error: Mutex::new(Some(error)) }
    }

    /// The error.
    pub fn take(&self) -> Error {
        let mut error = self.error.lock().unwrap_or_else(PoisonError::into_inner);
        error.take().unwrap_or_else(|| Error::Setup(self.words.clone()))
    }
}

/// Starts the thread. It tells `said` how the server is and ends when the other end of `stopped`
/// is dropped.
pub fn start(
    place: Place,
    settings: Settings,
    said: watch::Sender<State>,
    stopped: Receiver<()>,
) -> Result<JoinHandle<()>, Error> {
    let work = move || {
        let keeper = Keeper { place, settings, said, stopped };
        if let Err(error) = keeper.work() {
            keeper.said.send_replace(State::Failed(Failure::new(error)));
        }
    };
    std::thread::Builder::new()
        .name("postgres".to_owned())
        .spawn(work)
        .map_err(|e| Error::Setup(format!("could not start a thread for the database: {e}")))
}

struct Keeper {
    place: Place,
    settings: Settings,
    said: watch::Sender<State>,
    stopped: Receiver<()>,
}

impl Keeper {
    fn work(&self) -> Result<(), Error> {
        match self.lock_or_visit()? {
            None => Ok(()),
            Some(lock) => self.keep(&lock),
        }
    }

    /// The lock, at once or when the process that has it is gone; until then its server is ours
    /// to use. `None` when we are to stop.
    fn lock_or_visit(&self) -> Result<Option<Lock>, Error> {
        let begun = Instant::now();
        let (mut ready, mut told) = (false, false);
        loop {
            if let Some(lock) = Lock::try_take(&self.place)? {
                if ready {
                    tracing::info!("the process that ran the database is gone; taking over");
                }
                return Ok(Some(lock));
            }
            if !ready {
                ready = self.place.is_ready();
                if ready {
                    self.said.send_replace(State::Ready);
                } else if begun.elapsed() > LONGEST_START {
                    return Err(Error::Setup(format!(
                        "{} is in use by {}, whose database does not answer; stop that process or \
                         choose another PROLETTO_DATA.",
                        self.place.data.display(),
                        Lock::holder(&self.place)
                    )));
                } else if !told && begun.elapsed() > Duration::from_secs(2) {
                    told = true;
                    let holder = Lock::holder(&self.place);
                    tracing::info!("waiting for the database that {holder} is starting");
                }
            }
            if self.stop_within(if ready { LOOK } else { LOOK / 10 }) {
                return Ok(None);
            }
        }
    }

    /// Runs the server until we are to stop, and starts it again when it ends by itself.
    fn keep(&self, _lock: &Lock) -> Result<(), Error> {
        let wanted = cluster::version(&self.place)?;
        let programs = find::programs(&self.settings, &self.place.programs, wanted)?;
        let cluster = Cluster::open(&self.place, &programs, Keeping::Durable)?;
        let mut ends: Vec<Instant> = Vec::new();
        let mut ran = false;
        loop {
            let mut server = cluster.spawn()?;
            let started = cluster.wait_ready(&mut server, |wait| self.stop_within(wait));
            let error = match started {
                Ok(true) => {
                    ran = true;
                    self.said.send_replace(State::Ready);
                    match self.watch(&mut server)? {
                        None => {
                            cluster.stop(&mut server);
                            return Ok(());
                        }
                        Some(status) => cluster.failed("PostgreSQL ended by itself", status),
                    }
                }
                Ok(false) => {
                    cluster.stop(&mut server);
                    return Ok(());
                }
                // A first start that fails would fail again.
                Err(error) if !ran => return Err(error),
                Err(error) => error,
            };
            ends.retain(|end| end.elapsed() < SHORT);
            ends.push(Instant::now());
            if ends.len() >= TOO_MANY {
                return Err(error);
            }
            tracing::error!("{error}\nstarting it again");
        }
    }

    /// How the server ended by itself, or `None` when we are to stop.
    fn watch(&self, server: &mut Child) -> Result<Option<ExitStatus>, Error> {
        loop {
            if let Some(status) = cluster::ended(server)? {
                return Ok(Some(status));
            }
            if self.stop_within(LOOK) {
                return Ok(None);
            }
        }
    }

    /// Waits so long, or less when we are to stop; whether we are.
    fn stop_within(&self, wait: Duration) -> bool {
        !matches!(self.stopped.recv_timeout(wait), Err(RecvTimeoutError::Timeout))
    }
}
