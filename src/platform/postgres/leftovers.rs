//! What an earlier server left behind: processes that still write, files that name it.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::Error;
use super::place::Place;
use super::sys::{self, Signal};

/// How a server whose keeper died is told to stop, and how long each word may take.
const WORDS: [(Signal, Duration); 3] = [
    (Signal::Fast, Duration::from_secs(20)),
    (Signal::Immediate, Duration::from_secs(5)),
    (Signal::Kill, Duration::from_secs(5)),
];

/// Ends every server process that still works on the cluster, then removes the files by which a
/// dead one would keep the next from starting: after a crash its number may belong to an innocent
/// process. The caller holds the lock, so that no server of ours can be meant to run.
pub fn clear(place: &Place) -> Result<(), Error> {
    end(&place.cluster)?;
    remove_files(place)
}

/// Ends every server process that works in the folder `cluster`.
pub fn end(cluster: &Path) -> Result<(), Error> {
    for (signal, patience) in WORDS {
        let begun = Instant::now();
        let mut told = false;
        while begun.elapsed() < patience {
            let running = working_in(cluster);
            if running.is_empty() {
                return Ok(());
            }
            if !told {
                tell(cluster, &running, signal);
                told = true;
            }
            sleep(Duration::from_millis(10));
        }
    }
    Err(Error::Setup(format!(
        "A PostgreSQL server that is not ours to stop works on {} (process {}); stop it first.",
        cluster.display(),
        working_in(cluster).first().copied().unwrap_or_default()
    )))
}

/// A server is told by itself and tells its own; those who have lost theirs are told one by one,
/// and to them an interrupt would mean something else.
fn tell(cluster: &Path, running: &[u32], signal: Signal) {
    match server_of(cluster).filter(|server| running.contains(server)) {
        Some(server) if signal != Signal::Kill => {
            sys::send(server, signal);
        }
        _ => {
            let signal = if signal == Signal::Fast { Signal::Immediate } else { signal };
            for &pid in running {
                sys::send(pid, signal);
            }
        }
    }
}

/// The process that `postmaster.pid` names.
fn server_of(cluster: &Path) -> Option<u32> {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok()
}

fn remove_files(place: &Place) -> Result<(), Error> {
    let socket = place.socket();
    let lock = socket.with_file_name(format!(
        "{}.lock",
        socket.file_name().unwrap_or_default().to_string_lossy()
    ));
    for file in [place.cluster.join("postmaster.pid"), socket, lock] {
        match fs::remove_file(&file) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::file("remove", &file, e));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Every process of a server has the cluster as its working folder. Where we may not look at that
/// (root in a container often may not), the server still names the cluster in its arguments.
#[cfg(target_os = "linux")]
fn working_in(cluster: &Path) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut found: Vec<u32> = entries
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let folder = fs::read_link(entry.path().join("cwd")).ok()?;
            (folder == cluster).then_some(pid)
        })
        .collect();
    if let Some(server) = server_of(cluster)
        && !found.contains(&server)
        && names(&fs::read(format!("/proc/{server}/cmdline")).unwrap_or_default(), cluster)
    {
        found.push(server);
    }
    found
}

/// Where there is no `/proc`: the server that `postmaster.pid` names, if it is one and runs.
#[cfg(not(target_os = "linux"))]
fn working_in(cluster: &Path) -> Vec<u32> {
    let Some(server) = server_of(cluster) else { return Vec::new() };
    let said =
        std::process::Command::new("ps").args(["-o", "args=", "-p", &server.to_string()]).output();
    if said.is_ok_and(|said| names(&said.stdout, cluster)) { vec![server] } else { Vec::new() }
}

/// Whether the arguments of a process name the cluster.
fn names(arguments: &[u8], cluster: &Path) -> bool {
    String::from_utf8_lossy(arguments).contains(&*cluster.to_string_lossy())
}
