//! A throw-away PostgreSQL for tests: one for all test processes of a user, in shared memory,
//! started by the first that asks, in a process of its own, and gone some seconds after the last.
//!
//! Everything about who uses it is said by file locks, which the system lets go of when a process
//! dies in whatever way: `users` is held by everyone who has joined, `held/NAME` by the owner of
//! the database NAME.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::cluster::{self, Cluster, Keeping};
use super::lock::Lock;
use super::place::{self, Place};
use super::{Error, Settings, find, leftovers, sys};

/// The hidden word on our command line that makes the process the keeper of this server.
pub const COMMAND: &str = "scratch-postgres";

/// How long an unused server waits for somebody to come back.
const IDLE: Duration = Duration::from_secs(30);

/// How often the keeper looks around.
const LOOK: Duration = Duration::from_millis(200);

/// So much room a whole run of the tests may take, in bytes.
const ENOUGH: u64 = 1 << 30;

/// How long one who joins waits for the server.
const LONGEST_START: Duration = Duration::from_secs(120);

/// The throw-away server, in use until this is dropped.
#[derive(Debug)]
pub struct Scratch {
    place: Place,
    _user: File,
}

/// A database that the keeper removes some time after this is dropped.
#[derive(Debug)]
pub struct Held {
    /// Its name.
    pub name: String,
    _lock: File,
}

impl Scratch {
    /// Joins the server, starting its keeper with `proletto` (our binary) when there is none.
    /// `data` is the data folder where a private copy of the programs may be. Blocks.
    pub fn join(proletto: &Path, data: &Path) -> Result<Self, Error> {
        let folder = folder();
        let user = use_folder(&folder)?;
        let place = Place::at(&folder)?;
        if !place.is_ready() {
            let said = folder.join("keeper.log");
            let keeper = start_keeper(proletto, data, &said)?;
            wait_ready(&place, keeper, &said)?;
        }
        Ok(Self { place, _user: user })
    }

    /// How to connect to one of its databases.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        self.place.options(database)
    }

    /// Declares a database that is about to be created. It belongs to the caller for as long as
    /// the result lives, and is dropped afterwards.
    pub fn hold(&self, name: &str) -> Result<Held, Error> {
        let held = self.place.data.join("held");
        place::make_private(&held)?;
        // Locked before it can be seen, so that the keeper never finds it free.
        let hidden = held.join(format!(".{name}"));
        let file = File::create(&hidden).map_err(|e| Error::file("create", &hidden, e))?;
        file.lock_shared().map_err(|e| Error::file("lock", &hidden, e))?;
        fs::rename(&hidden, held.join(name)).map_err(|e| Error::file("name", &hidden, e))?;
        Ok(Held { name: name.to_owned(), _lock: file })
    }
}

/// In shared memory, else among the temporary files. Containers are often given too little of the
/// former.
fn folder() -> PathBuf {
    let name = format!("proletto-scratch-{}", sys::user_id());
    let memory = Path::new("/dev/shm");
    let open = fs::metadata(memory).is_ok_and(|found| found.is_dir() && found.mode() & 0o002 != 0);
    let there = memory.join(&name);
    // Whoever came first chose, and has taken some of the room since.
    if there.exists() || (open && sys::free_bytes(memory).is_some_and(|free| free >= ENOUGH)) {
        there
    } else {
        std::env::temp_dir().join(name)
    }
}

/// Takes part in the use of `folder`. A keeper that is just clearing up is waited for.
fn use_folder(folder: &Path) -> Result<File, Error> {
    loop {
        place::make_private(folder)?;
        place::check_private(folder, sys::user_id())?;
        let path = folder.join("users");
        let opened = OpenOptions::new().create(true).append(true).open(&path);
        let file = match opened {
            Ok(file) => file,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
            Err(e) => return Err(Error::file("open", &path, e)),
        };
        file.lock_shared().map_err(|e| Error::file("lock", &path, e))?;
        // The keeper removes the file when it stops; then ours is not the one that counts.
        let (ours, named) = (file.metadata(), fs::metadata(&path));
        if let (Ok(ours), Ok(named)) = (ours, named)
            && ours.ino() == named.ino()
        {
            let _ = file.set_modified(SystemTime::now());
            return Ok(file);
        }
    }
}

fn start_keeper(proletto: &Path, data: &Path, said: &Path) -> Result<Child, Error> {
    let log = OpenOptions::new()
        .create(true)
        .append(true)
        .open(said)
        .map_err(|e| Error::file("open", said, e))?;
    Command::new(proletto)
        .arg(COMMAND)
        .env("PROLETTO_DATA", data)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .process_group(0)
        .spawn()
        .map_err(|e| Error::file("start the keeper", proletto, e))
}

fn wait_ready(place: &Place, mut keeper: Child, said: &Path) -> Result<(), Error> {
    let begun = Instant::now();
    while !place.is_ready() {
        // One that ends well found another keeper at work.
        let failed = keeper.try_wait().is_ok_and(|end| end.is_some_and(|status| !status.success()));
        if failed || begun.elapsed() > LONGEST_START {
            let words = fs::read_to_string(said).unwrap_or_default();
            return Err(Error::Ended { what: "the tests' database did not start".into(), words });
        }
        sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// The keeper: runs the server until nobody has used it for a while. Returns at once when another
/// keeper is at work. `data` is where a private copy of the programs is or would be fetched to.
/// Blocks; must be called on a thread that lives as long as the server.
pub fn keep(data: &Path, settings: &Settings) -> Result<(), Error> {
    let folder = folder();
    place::make_private(&folder)?;
    place::check_private(&folder, sys::user_id())?;
    let place = Place::at(&folder)?;
    let Some(_lock) = Lock::try_take(&place)? else { return Ok(()) };
    // Nothing here is worth recovering.
    leftovers::clear(&place)?;
    remove(&[&place.cluster, &folder.join("held")]);
    let programs = find::programs(settings, &data.join("pgsql"), None)?;
    let cluster = Cluster::open(&place, &programs, Keeping::Scratch)?;
    let mut server = cluster.spawn()?;
    cluster.wait_ready(&mut server, |wait| {
        sleep(wait);
        false
    })?;
    let kept = watch(&place, &cluster, &mut server);
    cluster.stop(&mut server);
    kept
}

/// Looks after the databases and the users until there are none left, and clears everything away.
fn watch(place: &Place, cluster: &Cluster<'_>, server: &mut Child) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::Setup(format!("no runtime: {e}")))?;
    let users = place.data.join("users");
    loop {
        if let Some(status) = cluster::ended(server)? {
            return Err(cluster.failed("the tests' PostgreSQL ended by itself", status));
        }
        let free = free_databases(place);
        if !free.is_empty()
            && let Err(error) = runtime.block_on(drop_databases(place, &free))
        {
            tracing::warn!("could not drop a test's database: {error}");
        }
        if let Some(_alone) = unused(&users) {
            cluster.stop(server);
            remove(&[&place.cluster, &place.run, &place.data.join("held")]);
            remove(&[&place.log, &place.data.join("keeper.log"), &place.lock]);
            // Last, and still locked: whoever comes now begins anew.
            remove(&[&users]);
            let _ = fs::remove_dir(&place.data);
            return Ok(());
        }
        sleep(LOOK);
    }
}

/// The users' lock for us alone, if nobody has had it for a while.
fn unused(users: &Path) -> Option<File> {
    let file = OpenOptions::new().create(true).append(true).open(users).ok()?;
    let touched = file.metadata().and_then(|found| found.modified()).ok()?;
    if touched.elapsed().unwrap_or_default() < IDLE {
        return None;
    }
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => {
            // The time counts from the last look at which somebody was there.
            let _ = file.set_modified(SystemTime::now());
            None
        }
        Err(TryLockError::Error(_)) => None,
    }
}

/// The databases whose owners are gone.
fn free_databases(place: &Place) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.data.join("held")).into_iter().flatten().flatten();
    entries
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .filter(|path| File::open(path).is_ok_and(|file| file.try_lock().is_ok()))
        .collect()
}

async fn drop_databases(place: &Place, free: &[PathBuf]) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect_with(&place.options("postgres")).await?;
    for path in free {
        let name = path.file_name().unwrap_or_default().to_string_lossy().replace('"', "\"\"");
        let sql = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        connection.execute(AssertSqlSafe(sql)).await?;
        let _ = fs::remove_file(path);
    }
    connection.close().await
}

fn remove(paths: &[&Path]) {
    for path in paths {
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        if let Err(error) = removed
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!("could not remove {}: {error}", path.display());
        }
    }
}
