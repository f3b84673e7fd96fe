//! Finding PostgreSQL's programs on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Error, Settings, fetch};

/// The oldest PostgreSQL that our queries are written for.
pub const OLDEST: u32 = 15;

/// Where Linux distributions, Homebrew and Postgres.app put the programs, a version in each `*`.
const USUAL: [&str; 8] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/usr/local/pgsql/bin",
    "/usr/local/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
];

/// A set of PostgreSQL's programs that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// The folder that holds `postgres` and `initdb`.
    pub bin: PathBuf,
    /// Its major version, such as 15.
    pub major: u32,
    /// Folders of libraries that came with them and that the system does not have.
    pub libraries: Vec<PathBuf>,
}

impl Programs {
    /// A command that runs the program `name` with an environment of its own: nothing of ours
    /// (`PGDATA`, `LC_ALL`, …) changes what it does.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command.env_clear().env("LC_ALL", "C").env("PATH", "/usr/local/bin:/usr/bin:/bin");
        if !self.libraries.is_empty()
            && let Ok(joined) = std::env::join_paths(&self.libraries)
        {
            command.env("LD_LIBRARY_PATH", joined);
        }
        command
    }

    /// The programs in `bin`, when there are any that answer.
    pub fn probe(bin: &Path, libraries: Vec<PathBuf>) -> Option<Self> {
        if !bin.join("initdb").exists() {
            return None;
        }
        let mut programs = Self { bin: bin.to_owned(), major: 0, libraries };
        let said = programs.command("postgres").arg("--version").output().ok()?;
        programs.major = major(&String::from_utf8_lossy(&said.stdout))?;
        Some(programs)
    }
}

/// Finds programs that can run the cluster: of version `wanted` when one exists already, else the
/// first that is new enough. Fetches a private copy into `private` when the machine has none and
/// the settings allow it.
pub fn programs(
    settings: &Settings,
    private: &Path,
    wanted: Option<u32>,
) -> Result<Programs, Error> {
    let fits = |found: &Programs| match wanted {
        Some(version) => found.major == version,
        None => found.major >= OLDEST,
    };
    if let Some(bin) = &settings.bin {
        let named = Programs::probe(bin, Vec::new()).ok_or_else(|| {
            Error::Setup(format!(
                "PROLETTO_PG_BIN names {}, but there are no working postgres and initdb in it",
                bin.display()
            ))
        })?;
        return if fits(&named) { Ok(named) } else { Err(unfit(&[named], wanted)) };
    }
    let mut seen = Vec::new();
    for bin in installed() {
        if let Some(found) = Programs::probe(&bin, Vec::new()) {
            if fits(&found) {
                return Ok(found);
            }
            seen.push(found);
        }
    }
    if let Some(found) = copy(private) {
        if fits(&found) {
            return Ok(found);
        }
        seen.push(found);
    }
    if wanted.is_some() {
        return Err(unfit(&seen, wanted));
    }
    if !settings.fetch {
        return Err(unfit(&seen, wanted));
    }
    fetch::into(private)?;
    copy(private).filter(fits).ok_or_else(|| unfit(&seen, wanted))
}

/// The private copy in `private`, as Debian's packages or the npm package lay it out.
pub fn copy(private: &Path) -> Option<Programs> {
    let libraries: Vec<_> = ["usr/lib/*-linux-gnu*", "lib/*-linux-gnu*"]
        .iter()
        .flat_map(|pattern| matching(&private.join(pattern)))
        .collect();
    matching(&private.join("usr/lib/postgresql/*/bin"))
        .into_iter()
        .chain([private.join("native/bin")])
        .find_map(|bin| Programs::probe(&bin, libraries.clone()))
}

/// Folders of this machine that may hold the programs, the likeliest first.
fn installed() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(said) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()));
    }
    folders.extend(USUAL.iter().flat_map(|pattern| matching(Path::new(pattern))));
    folders.retain(|folder| folder.is_absolute());
    folders
}

/// The folders that a path with one `*` in each component stands for, the highest version first.
pub fn matching(pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    for part in pattern {
        let part = part.to_string_lossy();
        found = match part.split_once('*') {
            None => found.into_iter().map(|folder| folder.join(part.as_ref())).collect(),
            Some((before, after)) => {
                found.iter().flat_map(|folder| entries(folder, before, after)).collect()
            }
        };
    }
    found.retain(|folder| folder.is_dir());
    found
}

/// The entries of `folder` whose names start with `before` and hold `after` in what follows.
fn entries(folder: &Path, before: &str, after: &str) -> Vec<PathBuf> {
    let after = after.trim_end_matches('*');
    let mut names: Vec<(u32, PathBuf)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let rest = name.strip_prefix(before)?;
            rest.contains(after).then(|| (leading_number(rest).unwrap_or(0), entry.path()))
        })
        .collect();
    names.sort_by(|a, b| b.cmp(a));
    names.into_iter().map(|(_, path)| path).collect()
}

/// The major version in `postgres (PostgreSQL) 15.14 (Debian …)`.
fn major(said: &str) -> Option<u32> {
    leading_number(said.split("(PostgreSQL)").nth(1)?.trim_start())
}

fn leading_number(text: &str) -> Option<u32> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text.get(..digits)?.parse().ok()
}

/// Says what was found, why it will not do, and the ways out.
fn unfit(seen: &[Programs], wanted: Option<u32>) -> Error {
    let found = if seen.is_empty() {
        "no PostgreSQL server was found on this machine".to_owned()
    } else {
        let list: Vec<_> =
            seen.iter().map(|p| format!("{} in {}", p.major, p.bin.display())).collect();
        format!("found only PostgreSQL {}", list.join(" and "))
    };
    match wanted {
        Some(version) => Error::Setup(format!(
            "The data folder was written by PostgreSQL {version}, which no other version can \
             read; {found}. Install PostgreSQL {version} again, or name its folder in \
             PROLETTO_PG_BIN; to move to a newer one, dump it there with pg_dump and restore it \
             into the database that DATABASE_URL names."
        )),
        None => Error::Setup(ways_out(&found)),
    }
}

/// The ways to a database, after `why` there is none.
pub fn ways_out(why: &str) -> String {
    format!(
        "Proletto needs a PostgreSQL of version {OLDEST} or newer; {why}. Any one of these helps: \
         install it (on Debian and Ubuntu: apt-get install postgresql; on Fedora: dnf install \
         postgresql-server postgresql-contrib; with Homebrew: brew install postgresql@17); name \
         the folder of its programs in PROLETTO_PG_BIN; name a server that runs already in \
         DATABASE_URL; or let Proletto fetch a private copy, by leaving PROLETTO_PG_FETCH unset \
         on a machine with apt-get or npm and a network."
    )
}

#[cfg(test)]
mod tests {
    use super::{entries, major, matching};

    #[test]
    fn reads_the_version_from_what_the_server_says() {
        assert_eq!(major("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("something else 15"), None);
    }

    #[test]
    fn newer_versions_are_tried_first() {
        let folder = std::env::temp_dir().join(format!("proletto-find-{}", std::process::id()));
        for version in ["9.6", "15", "17"] {
            std::fs::create_dir_all(folder.join(version).join("bin")).unwrap();
        }
        std::fs::create_dir_all(folder.join("20")).unwrap();
        let found = matching(&folder.join("*/bin"));
        let all = entries(&folder, "", "");
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, ["17", "15", "9.6"].map(|v| folder.join(v).join("bin")));
        assert_eq!(all.len(), 4);
    }
}
