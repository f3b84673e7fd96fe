//! As whom the server runs. PostgreSQL refuses root, for good reasons.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown};
use std::path::Path;
use std::process::Stdio;

use super::Error;
use super::find::Programs;
use super::place::Place;
use super::sys::{self, RunAs, Signal};

/// As ourselves, unless we are root: then in a user namespace, where the files stay root's own,
/// or, where the machine allows none, as the user `postgres` or `nobody`. A cluster that belongs
/// to one of these already stays theirs.
pub fn choose(place: &Place, programs: &Programs) -> Result<RunAs, Error> {
    if sys::user_id() != 0 {
        return Ok(RunAs::Ourselves);
    }
    if let Ok(cluster) = fs::metadata(&place.cluster)
        && cluster.uid() != 0
    {
        return reachable(place, programs, cluster.uid(), cluster.gid());
    }
    let Some((uid, gid)) = ordinary_user() else {
        return Err(Error::Setup(
            "PostgreSQL refuses to run as root, and this machine knows no other user; create one \
             and start Proletto as that user."
                .to_owned(),
        ));
    };
    let namespace = RunAs::Namespace { uid, gid };
    if works(programs, &namespace) {
        return Ok(namespace);
    }
    reachable(place, programs, uid, gid)
}

/// Gives `folder` and what is in it to whom the server runs as, unless it is theirs.
pub fn give(folder: &Path, run_as: &RunAs) -> Result<(), Error> {
    let RunAs::User { uid, gid } = *run_as else { return Ok(()) };
    let failed = |e| Error::file("hand over to PostgreSQL's user", folder, e);
    let found = fs::symlink_metadata(folder).map_err(failed)?;
    if found.uid() == uid {
        return Ok(());
    }
    if found.is_dir() {
        for entry in fs::read_dir(folder).map_err(failed)? {
            give(&entry.map_err(failed)?.path(), run_as)?;
        }
    }
    lchown(folder, Some(uid), Some(gid)).map_err(failed)
}

/// Lets every user read `folder` and what is in it, as far as its owner may: the server may run as
/// somebody else. Programs fetched from a public archive are no secret.
pub fn open_to_all(folder: &Path) -> Result<(), Error> {
    let failed = |e| Error::file("open to other users", folder, e);
    let found = fs::symlink_metadata(folder).map_err(failed)?;
    if found.is_symlink() {
        return Ok(());
    }
    let owner = found.mode() & 0o500;
    let wanted = found.mode() | owner >> 3 | owner >> 6;
    fs::set_permissions(folder, fs::Permissions::from_mode(wanted)).map_err(failed)?;
    if found.is_dir() {
        for entry in fs::read_dir(folder).map_err(failed)? {
            open_to_all(&entry.map_err(failed)?.path())?;
        }
    }
    Ok(())
}

/// The given user, when the programs and the data folder are within their reach.
fn reachable(place: &Place, programs: &Programs, uid: u32, gid: u32) -> Result<RunAs, Error> {
    for folder in place.data.ancestors().chain(programs.bin.ancestors()) {
        let found = fs::metadata(folder).map_err(|e| Error::file("look at", folder, e))?;
        let open = found.mode() & 0o001 != 0
            || (found.uid() == uid && found.mode() & 0o100 != 0)
            || (found.gid() == gid && found.mode() & 0o010 != 0);
        if !open {
            return Err(Error::Setup(format!(
                "PostgreSQL refuses to run as root, and no other user may enter {}. Start Proletto \
                 as an ordinary user, or set PROLETTO_DATA to a folder that others can reach, such \
                 as /var/lib/proletto.",
                folder.display()
            )));
        }
    }
    Ok(RunAs::User { uid, gid })
}

/// Whether a program can be started so.
fn works(programs: &Programs, run_as: &RunAs) -> bool {
    let mut command = programs.command("postgres");
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    sys::bind(&mut command, run_as, Signal::Kill);
    command.status().is_ok_and(|status| status.success())
}

/// `postgres` if there is such a user, else `nobody`, else the first who is not root. It has to
/// be one the machine knows: initdb asks for its name.
fn ordinary_user() -> Option<(u32, u32)> {
    let passwd = fs::read_to_string("/etc/passwd").ok()?;
    let users: Vec<(&str, u32, u32)> = passwd
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            let uid = fields.nth(1)?.parse().ok()?;
            let gid = fields.next()?.parse().ok()?;
            (uid != 0).then_some((name, uid, gid))
        })
        .collect();
    let named = |wanted: &str| users.iter().find(|(name, ..)| *name == wanted);
    let (_, uid, gid) = named("postgres").or_else(|| named("nobody")).or(users.first())?;
    Some((*uid, *gid))
}
