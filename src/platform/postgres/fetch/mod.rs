//! Fetching a private copy of PostgreSQL's programs, once, where none is installed. Nothing is
//! installed on the system, and root is not needed: packages are downloaded by the system's own
//! tools, which check them, and unpacked into a folder of ours.

mod debian;
mod npm;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::find::{self, ways_out};
use super::sys::{self, RunAs, Signal};
use super::{Error, user};

/// Why one way of fetching did not work.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

/// Fetches a copy into the folder `private`, which appears whole or not at all.
pub fn into(private: &Path) -> Result<(), Error> {
    let stage = private.with_extension("new");
    let mut failures = Vec::new();
    for (tool, origin, fetch) in [
        ("apt-get", "this system's package archive", debian::fetch as fn(&Path) -> _),
        ("npm", "npm", npm::fetch),
    ] {
        if !is_there(tool) {
            continue;
        }
        tracing::info!(
            "no PostgreSQL is installed; fetching a private copy from {origin} into {} (once, \
             about 20 MB)",
            private.display()
        );
        clear(&stage)?;
        fs::create_dir_all(&stage).map_err(|e| Error::file("create", &stage, e))?;
        match fetch(&stage) {
            Ok(()) if find::copy(&stage).is_some() => return settle(&stage, private),
            Ok(()) => failures.push(format!("what {tool} fetched does not run here")),
            Err(Failure(words)) => failures.push(words),
        }
        if let Some(words) = failures.last() {
            tracing::warn!("that did not work: {words}");
        }
    }
    clear(&stage)?;
    let tried = if failures.is_empty() {
        "and there is neither apt-get nor npm to fetch one with".to_owned()
    } else {
        format!("and it could not be fetched: {}", failures.join("; "))
    };
    Err(Error::Setup(ways_out(&format!("none was found on this machine, {tried}"))))
}

fn settle(stage: &Path, private: &Path) -> Result<(), Error> {
    user::open_to_all(stage)?;
    clear(private)?;
    fs::rename(stage, private).map_err(|e| Error::file("name the fetched copy", private, e))
}

fn clear(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::file("remove", folder, e)),
        _ => Ok(()),
    }
}

fn is_there(tool: &str) -> bool {
    let mut version = command(tool);
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

/// A command that ends with us.
fn command(name: &str) -> Command {
    let mut command = Command::new(name);
    command.stdin(Stdio::null()).env("LC_ALL", "C");
    sys::bind(&mut command, &RunAs::Ourselves, Signal::Kill);
    command
}

/// Runs it to its end; what it printed, or why it failed.
fn run(mut command: Command) -> Result<String, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| Failure::new(format!("{name} could not be started: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let last: Vec<_> = words.lines().rev().take(3).collect();
    let last: Vec<_> = last.into_iter().rev().collect();
    Err(Failure::new(format!("{name} failed: {}", last.join(" "))))
}
