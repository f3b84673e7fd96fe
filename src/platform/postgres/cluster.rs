//! One cluster: made, started, stopped, and put right after a crash.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::find::Programs;
use super::place::{DATABASE, Place, SUPERUSER};
use super::sys::{self, RunAs, Signal};
use super::{Error, leftovers, user};

/// How often we look whether something has happened.
const LOOK: Duration = Duration::from_millis(10);

/// How long a server may take to write everything down when asked to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// At this size the log of earlier runs is put aside.
const LONG_LOG: u64 = 8 << 20;

/// Whether what is committed must survive the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Data that matters.
    Durable,
    /// A test's: nothing is ever forced to a disk.
    Scratch,
}

/// A cluster and the programs that run it.
#[derive(Debug)]
pub struct Cluster<'a> {
    place: &'a Place,
    programs: &'a Programs,
    keeping: Keeping,
    run_as: RunAs,
}

impl<'a> Cluster<'a> {
    /// The cluster of `place`, made when there is none yet. The caller holds the lock.
    pub fn open(place: &'a Place, programs: &'a Programs, keeping: Keeping) -> Result<Self, Error> {
        let run_as = user::choose(place, programs)?;
        let cluster = Self { place, programs, keeping, run_as };
        if version(place)?.is_none() {
            cluster.create()?;
        }
        user::give(&place.cluster, &cluster.run_as)?;
        Ok(cluster)
    }

    /// `initdb` beside the final place and a rename when all of it is on the disk: a cluster is
    /// there whole or not at all.
    fn create(&self) -> Result<(), Error> {
        let new = self.place.cluster.with_extension("new");
        if new.exists() {
            leftovers::end(&new)?;
            fs::remove_dir_all(&new)
                .map_err(|e| Error::file("remove the half-made database", &new, e))?;
        }
        fs::create_dir(&new).map_err(|e| Error::file("create the database's folder", &new, e))?;
        user::give(&new, &self.run_as)?;
        let mut initdb = self.command("initdb", Signal::Kill);
        initdb.arg("-D").arg(&new).args(["-U", SUPERUSER, "-A", "trust", "-E", "UTF8"]);
        initdb.args(["-k", "-N"]);
        // Never the locale C: lower(), ILIKE and pg_trgm would know no letter beyond ASCII.
        let locale = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };
        initdb.arg(format!("--locale={locale}"));
        run(initdb, "initdb", None)?;
        let mut single = self.command("postgres", Signal::Kill);
        single.args(["--single", "-F", "-D"]).arg(&new).arg("postgres");
        run(single, "postgres --single", Some(&format!("CREATE DATABASE {DATABASE}\n")))?;
        if self.keeping == Keeping::Durable {
            sync(&new)?;
        }
        fs::rename(&new, &self.place.cluster)
            .map_err(|e| Error::file("name the new database", &self.place.cluster, e))?;
        if self.keeping == Keeping::Durable { sync(&self.place.data) } else { Ok(()) }
    }

    /// Starts the server. What an earlier one left behind is cleared away first.
    pub fn spawn(&self) -> Result<Child, Error> {
        leftovers::clear(self.place)?;
        self.place.make_run(self.run_as.owner())?;
        user::give(&self.place.run, &self.run_as)?;
        let log = open_log(&self.place.log)?;
        let mut server = self.command("postgres", Signal::Fast);
        server.arg("-D").arg(&self.place.cluster);
        let run = self.place.run.to_string_lossy().replace('"', "\"\"");
        server.arg("-c").arg(format!("unix_socket_directories=\"{run}\""));
        for setting in settings(self.keeping) {
            server.args(["-c", setting]);
        }
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        server.spawn().map_err(|e| Error::file("start", &self.programs.bin.join("postgres"), e))
    }

    /// Waits until the server takes connections: true, or false when `stopped` says that nobody
    /// waits any more. Recovery after a crash takes as long as it takes.
    pub fn wait_ready(
        &self,
        server: &mut Child,
        mut stopped: impl FnMut(Duration) -> bool,
    ) -> Result<bool, Error> {
        let begun = Instant::now();
        let mut said = 0;
        loop {
            if let Some(status) = ended(server)? {
                return Err(self.failed("PostgreSQL did not start", status));
            }
            if self.place.status() == Some((server.id(), true)) && self.place.is_ready() {
                return Ok(true);
            }
            if begun.elapsed().as_secs() / 10 > said {
                said += 1;
                tracing::info!(
                    "PostgreSQL is still starting; after a crash it reads its log first"
                );
            }
            if stopped(LOOK) {
                return Ok(false);
            }
        }
    }

    /// Stops the server: politely, then firmly, then by force.
    pub fn stop(&self, server: &mut Child) {
        for signal in [Signal::Fast, Signal::Immediate, Signal::Kill] {
            sys::send(server.id(), signal);
            let begun = Instant::now();
            while begun.elapsed() < PATIENCE {
                match server.try_wait() {
                    Ok(None) => sleep(LOOK),
                    _ => return,
                }
            }
            tracing::warn!(?signal, "PostgreSQL did not stop in time");
        }
    }

    /// An error that says how the server ended, with its last words.
    pub fn failed(&self, what: &str, status: ExitStatus) -> Error {
        Error::Ended { what: format!("{what} ({status})"), words: last_words(&self.place.log) }
    }

    fn command(&self, name: &str, at_our_death: Signal) -> Command {
        let mut command = self.programs.command(name);
        command.current_dir(&self.place.data);
        sys::bind(&mut command, &self.run_as, at_our_death);
        command
    }
}

/// Whether the server has ended, and how.
pub fn ended(server: &mut Child) -> Result<Option<ExitStatus>, Error> {
    server.try_wait().map_err(|e| Error::Setup(format!("cannot watch PostgreSQL: {e}")))
}

/// The major version that wrote the cluster of `place`; `None` when there is none.
pub fn version(place: &Place) -> Result<Option<u32>, Error> {
    let file = place.cluster.join("PG_VERSION");
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text.trim().parse().ok()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::file("read", &file, e)),
    }
}

fn settings(keeping: Keeping) -> &'static [&'static str] {
    match keeping {
        Keeping::Durable => &[
            "listen_addresses=",
            "unix_socket_permissions=0700",
            // The one zone that needs no zone files.
            "timezone=GMT",
            "log_timezone=GMT",
            "jit=off",
            "recovery_init_sync_method=syncfs",
            "logging_collector=off",
            "log_destination=stderr",
            "client_min_messages=warning",
        ],
        Keeping::Scratch => &[
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "timezone=GMT",
            "log_timezone=GMT",
            "jit=off",
            "logging_collector=off",
            "log_destination=stderr",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_wal_size=128MB",
            // In the cluster's own folder, which is in memory already and is removed as a whole.
            "dynamic_shared_memory_type=mmap",
            "client_min_messages=warning",
            "checkpoint_timeout=1h",
            "max_connections=300",
            "shared_buffers=64MB",
        ],
    }
}

/// Runs `command` to its end, with `input` if it reads any; what it said is in the error.
fn run(mut command: Command, name: &str, input: Option<&str>) -> Result<(), Error> {
    let failed = |what: String| Error::Ended { what, words: String::new() };
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child =
        command.spawn().map_err(|e| failed(format!("{name} could not be started: {e}")))?;
    if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
        // A program that ended early says why itself.
        let _ = pipe.write_all(input.as_bytes());
    }
    let output =
        child.wait_with_output().map_err(|e| failed(format!("{name} could not be read: {e}")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::Ended {
        what: format!("{name} failed ({})", output.status),
        words: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

fn sync(folder: &Path) -> Result<(), Error> {
    File::open(folder)
        .and_then(|folder| sys::sync_filesystem(&folder))
        .map_err(|e| Error::file("write to the disk", folder, e))
}

/// The log, opened for more; a long one is put aside first.
fn open_log(path: &Path) -> Result<File, Error> {
    if fs::metadata(path).is_ok_and(|log| log.len() > LONG_LOG) {
        let _ = fs::rename(path, path.with_extension("log.old"));
    }
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .map_err(|e| Error::file("open the database's log", path, e))
}

/// The last lines that the server wrote.
fn last_words(log: &Path) -> String {
    let read = || {
        let mut file = File::open(log).ok()?;
        let length = file.metadata().ok()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(4096))).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    let text = read().unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(8)).copied().collect::<Vec<_>>().join("\n")
}
