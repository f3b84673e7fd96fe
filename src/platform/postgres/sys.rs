//! The few calls to the operating system that the standard library does not offer. The only
//! `unsafe` of the project.

#[cfg(target_os = "linux")]
use std::ffi::CStr;
use std::ffi::CString;
use std::fs::File;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// What PostgreSQL understands by a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGINT: end the sessions, write everything down, stop.
    Fast,
    /// SIGQUIT: stop at once; the next start recovers.
    Immediate,
    /// SIGKILL: for what listens to nothing.
    Kill,
}

impl Signal {
    fn number(self) -> libc::c_int {
        match self {
            Self::Fast => libc::SIGINT,
            Self::Immediate => libc::SIGQUIT,
            Self::Kill => libc::SIGKILL,
        }
    }
}

/// As whom a child runs. PostgreSQL refuses to run as root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunAs {
    /// As we are: an ordinary user.
    Ourselves,
    /// In a user namespace in which we are this user instead of root. Files still belong to us,
    /// and every folder we can reach stays within reach.
    Namespace {
        /// The user it takes itself for.
        uid: u32,
        /// And the group.
        gid: u32,
    },
    /// As this user, who must be able to reach the files.
    User {
        /// The user.
        uid: u32,
        /// The group.
        gid: u32,
    },
}

impl RunAs {
    /// The user whose the child's files are, as we see it.
    pub fn owner(&self) -> u32 {
        match *self {
            Self::Ourselves | Self::Namespace { .. } => user_id(),
            Self::User { uid, .. } => uid,
        }
    }
}

/// The number of the user we run as; 0 is root.
pub fn user_id() -> u32 {
    #[allow(unsafe_code)]
    // SAFETY: geteuid takes nothing, changes nothing and cannot fail.
    unsafe {
        libc::geteuid()
    }
}

/// Sends `signal` to process `pid`; false when there is no such process or it is not ours.
pub fn send(pid: u32, signal: Signal) -> bool {
    let Ok(pid) = libc::pid_t::try_from(pid) else { return false };
    if pid <= 1 {
        return false; // 0 and below mean groups of processes, 1 is init
    }
    #[allow(unsafe_code)]
    // SAFETY: kill takes two numbers and touches no memory of ours.
    unsafe {
        libc::kill(pid, signal.number()) == 0
    }
}

/// Writes everything of the file system that holds `file` to the disk. One call instead of an
/// fsync for each of a new cluster's thousand files.
pub fn sync_filesystem(file: &File) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use std::os::fd::AsRawFd;
        #[allow(unsafe_code)]
        // SAFETY: the descriptor is open for as long as `file` is borrowed.
        let done = unsafe { libc::syncfs(file.as_raw_fd()) };
        if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = file;
        #[allow(unsafe_code)]
        // SAFETY: sync takes nothing and cannot fail.
        unsafe {
            libc::sync();
        }
        Ok(())
    }
}

/// The bytes that are free for us on the file system of `path`, if it says.
pub fn free_bytes(path: &Path) -> Option<u64> {
    let path = CString::new(path.as_os_str().as_bytes()).ok()?;
    let mut found = std::mem::MaybeUninit::<libc::statvfs>::uninit();
    #[allow(unsafe_code)]
    // SAFETY: the path is a live C string and `found` has the size of what is written; it is read
    // only when the call says that it filled it.
    let found = unsafe {
        if libc::statvfs(path.as_ptr(), found.as_mut_ptr()) != 0 {
            return None;
        }
        found.assume_init()
    };
    #[allow(clippy::unnecessary_cast, reason = "the fields are narrower on some systems")]
    Some((found.f_bavail as u64).saturating_mul(found.f_frsize as u64))
}

/// Makes `command` start as `run_as`, in its own process group so that Ctrl-C in our terminal
/// does not reach it, and, on Linux, receive `at_our_death` when the *thread* that spawns it ends,
/// for whatever reason.
pub fn bind(command: &mut Command, run_as: &RunAs, at_our_death: Signal) {
    command.process_group(0);
    let namespace = match *run_as {
        RunAs::Ourselves => None,
        RunAs::User { uid, gid } => {
            command.uid(uid).gid(gid);
            None
        }
        RunAs::Namespace { uid, gid } => Some(Maps::new(uid, gid)),
    };
    let parent = std::process::id();
    #[allow(unsafe_code)]
    // SAFETY: the closure runs between fork and exec, where only async-signal-safe calls are
    // allowed: it makes system calls on memory prepared beforehand and allocates nothing.
    unsafe {
        command.pre_exec(move || {
            if let Some(maps) = &namespace {
                maps.enter()?;
            }
            follow(parent, at_our_death)
        });
    }
}

/// Asks for `signal` when the parent's thread ends. Comes last: a change of user forgets it.
#[cfg(target_os = "linux")]
fn follow(parent: u32, signal: Signal) -> io::Result<()> {
    #[allow(unsafe_code)]
    // SAFETY: both calls take numbers only.
    unsafe {
        if libc::prctl(libc::PR_SET_PDEATHSIG, signal.number()) != 0 {
            return Err(io::Error::last_os_error());
        }
        // The parent may have died before we asked.
        if u32::try_from(libc::getppid()) != Ok(parent) {
            return Err(io::Error::from_raw_os_error(libc::ESRCH));
        }
    }
    Ok(())
}

/// Elsewhere nothing follows us; the next start finds what was left and stops it.
#[cfg(not(target_os = "linux"))]
fn follow(_parent: u32, _signal: Signal) -> io::Result<()> {
    Ok(())
}

/// The maps of a user namespace with one user and one group in it.
struct Maps {
    users: CString,
    groups: CString,
}

impl Maps {
    fn new(uid: u32, gid: u32) -> Self {
        #[allow(unsafe_code)]
        // SAFETY: getegid takes nothing, changes nothing and cannot fail.
        let our_group = unsafe { libc::getegid() };
        let line = |inside: u32, outside: u32| {
            CString::new(format!("{inside} {outside} 1")).unwrap_or_default()
        };
        Self { users: line(uid, user_id()), groups: line(gid, our_group) }
    }

    #[cfg(target_os = "linux")]
    fn enter(&self) -> io::Result<()> {
        #[allow(unsafe_code)]
        // SAFETY: takes a number; the child has one thread, as the call demands.
        if unsafe { libc::unshare(libc::CLONE_NEWUSER) } != 0 {
            return Err(io::Error::last_os_error());
        }
        put(c"/proc/self/setgroups", c"deny")?;
        put(c"/proc/self/uid_map", &self.users)?;
        put(c"/proc/self/gid_map", &self.groups)
    }

    #[cfg(not(target_os = "linux"))]
    fn enter(&self) -> io::Result<()> {
        let _ = (&self.users, &self.groups);
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

/// Writes `text` into the existing file `path` without allocating.
#[cfg(target_os = "linux")]
fn put(path: &CStr, text: &CStr) -> io::Result<()> {
    let bytes = text.to_bytes();
    #[allow(unsafe_code)]
    // SAFETY: both pointers come from live C strings, the length is that of the bytes, and the
    // descriptor is closed on every way out.
    unsafe {
        let file = libc::open(path.as_ptr(), libc::O_WRONLY | libc::O_CLOEXEC);
        if file < 0 {
            return Err(io::Error::last_os_error());
        }
        let written = libc::write(file, bytes.as_ptr().cast(), bytes.len());
        let outcome = if usize::try_from(written) == Ok(bytes.len()) {
            Ok(())
        } else {
            Err(io::Error::last_os_error())
        };
        libc::close(file);
        outcome
    }
}
