//! Where a private PostgreSQL keeps its things, under the data folder.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::{Error, sys};

/// A socket's whole path has to fit into the kernel's `sun_path`, less its closing zero.
const LONGEST_SOCKET: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// PostgreSQL names its socket after a port, even where it listens on none.
const PORT: u16 = 5432;

/// The one database in the cluster that is ours.
pub const DATABASE: &str = "proletto";

/// Its superuser; who may reach the socket may be this user.
pub const SUPERUSER: &str = "postgres";

/// The files and folders of one private PostgreSQL.
#[derive(Clone, Debug)]
pub struct Place {
    /// The data folder itself.
    pub data: PathBuf,
    /// Held locked for life by the process that runs the server.
    pub lock: PathBuf,
    /// The cluster.
    pub cluster: PathBuf,
    /// The folder of the socket.
    pub run: PathBuf,
    /// What the server says.
    pub log: PathBuf,
    /// A private copy of PostgreSQL's programs, where one was fetched.
    pub programs: PathBuf,
}

impl Place {
    /// The place under `data`, which is created when it is not there.
    pub fn at(data: &Path) -> Result<Self, Error> {
        fs::create_dir_all(data).map_err(|e| Error::file("create the data folder", data, e))?;
        let data = data.canonicalize().map_err(|e| Error::file("find the data folder", data, e))?;
        Ok(Self {
            lock: data.join("lock"),
            cluster: data.join("db"),
            run: socket_folder(&data),
            log: data.join("db.log"),
            programs: data.join("pgsql"),
            data,
        })
    }

    /// Makes the socket's folder, for us alone, or for the user `server` if it runs as another.
    pub fn make_run(&self, server: u32) -> Result<(), Error> {
        make_private(&self.run)?;
        // In a folder that others write to, somebody may have been there before us.
        if self.run.starts_with(&self.data) {
            return Ok(());
        }
        check_private(&self.run, sys::user_id()).or_else(|_| check_private(&self.run, server))
    }

    /// The socket on which the server answers.
    pub fn socket(&self) -> PathBuf {
        self.run.join(format!(".s.PGSQL.{PORT}"))
    }

    /// Whether a server says it is ready and its socket answers.
    pub fn is_ready(&self) -> bool {
        self.status().is_some_and(|(_, ready)| ready) && UnixStream::connect(self.socket()).is_ok()
    }

    /// The server's process and whether it takes connections, as it writes itself into
    /// `postmaster.pid`.
    pub fn status(&self) -> Option<(u32, bool)> {
        let text = fs::read_to_string(self.cluster.join("postmaster.pid")).ok()?;
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok()?;
        Some((pid, lines.nth(6).is_some_and(|line| line.trim() == "ready")))
    }

    /// How to connect to `database`. The `PG…` variables of the environment, which sqlx reads by
    /// itself, are overridden.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .host("localhost")
            .port(PORT)
            .socket(&self.run)
            .username(SUPERUSER)
            .database(database)
            .ssl_mode(PgSslMode::Disable)
            .application_name("proletto")
    }
}

/// Makes `folder`, for us alone.
pub fn make_private(folder: &Path) -> Result<(), Error> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|e| Error::file("create", folder, e))
}

/// Refuses a folder that is not `owner`'s or that others may enter.
pub fn check_private(folder: &Path, owner: u32) -> Result<(), Error> {
    let found = fs::symlink_metadata(folder).map_err(|e| Error::file("look at", folder, e))?;
    if found.is_dir() && found.uid() == owner && found.mode() & 0o077 == 0 {
        return Ok(());
    }
    Err(Error::Setup(format!(
        "{} is needed for a database's socket but belongs to somebody else or is open to others; \
         remove it.",
        folder.display()
    )))
}

/// `data/run`, or, where that would be too long for a socket, a folder of ours under the
/// machine's temporary one, always the same for the same data folder.
fn socket_folder(data: &Path) -> PathBuf {
    let near = data.join("run");
    let name = format!("/.s.PGSQL.{PORT}");
    if near.as_os_str().len() + name.len() <= LONGEST_SOCKET {
        return near;
    }
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    let folder = format!("proletto-{}-{:016x}", sys::user_id(), hasher.finish());
    let temporary = std::env::temp_dir().join(&folder);
    if temporary.as_os_str().len() + name.len() <= LONGEST_SOCKET {
        temporary
    } else {
        Path::new("/tmp").join(folder)
    }
}
