//! From the archive of Debian, Ubuntu and their kin: the release's own packages of the server and
//! of the libraries that this machine lacks, downloaded and verified by apt, unpacked by dpkg.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Failure, command, run};
use crate::platform::postgres::{find, sys};

/// Debian's server reads time zones from here and nowhere else, and every connection names one.
const ZONES: &str = "/usr/share/zoneinfo/UTC";

/// Libraries that only features we switch off would load: compiled queries and Perl.
const UNNEEDED: [&str; 5] = ["libllvm", "libz3", "libperl", "libclang", "libjson"];

/// What the packages bring that no server reads: two thirds of it.
const BALLAST: [&str; 5] = [
    "usr/share/doc",
    "usr/share/man",
    "usr/share/locale",
    "usr/share/lintian",
    "usr/lib/postgresql/*/lib/bitcode",
];

/// Fetches the packages and unpacks them into the folder `stage`.
pub fn fetch(stage: &Path) -> Result<(), Failure> {
    if !Path::new(ZONES).exists() {
        return Err(Failure::new("Debian's PostgreSQL needs the package tzdata, which is missing"));
    }
    // The machine's own lists may be missing, as in most containers, or too old to be true.
    let apt = Apt { options: own_cache(stage) };
    let done = apt.fetch(stage).or_else(|_| {
        let apt = Apt { options: [own_cache(stage), own_lists(stage)?].concat() };
        run(apt.command("apt-get", &["update"]))?;
        apt.fetch(stage)
    });
    let ballast = BALLAST.iter().flat_map(|pattern| find::matching(&stage.join(pattern)));
    for folder in ballast.chain([stage.join("apt")]) {
        // What cannot be removed only takes up room.
        let _ = fs::remove_dir_all(folder);
    }
    done
}

struct Apt {
    options: Vec<OsString>,
}

impl Apt {
    fn command(&self, tool: &str, arguments: &[&str]) -> Command {
        let mut command = command(tool);
        command.args(&self.options).args(arguments);
        command
    }

    fn fetch(&self, stage: &Path) -> Result<(), Failure> {
        let packages = self.packages()?;
        let folder = stage.join("apt/packages");
        let failed = |e: std::io::Error| Failure::new(format!("{}: {e}", folder.display()));
        fs::create_dir_all(&folder).map_err(failed)?;
        let mut download = self.command("apt-get", &["download", "-q"]);
        download.current_dir(&folder).args(&packages);
        run(download)?;
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let mut unpack = command("dpkg");
            unpack.arg("-x").arg(entry.map_err(failed)?.path()).arg(stage);
            run(unpack)?;
        }
        Ok(())
    }

    /// The packages we need: the release's server and client, and the libraries that installing
    /// them would bring.
    fn packages(&self) -> Result<Vec<String>, Failure> {
        let said = run(self.command("apt-cache", &["depends", "postgresql"]))?;
        let version = said
            .lines()
            .find_map(|line| line.trim().strip_prefix("Depends: postgresql-"))
            .filter(|version| version.chars().all(|c| c.is_ascii_digit()))
            .ok_or_else(|| Failure::new("the archive names no version of postgresql"))?;
        let mut packages =
            vec![format!("postgresql-{version}"), format!("postgresql-client-{version}")];
        let mut plan = self.command("apt-get", &["install", "-s", "-q", "--no-install-recommends"]);
        plan.args(&packages);
        let plan = run(plan)?;
        packages.extend(libraries(&plan));
        Ok(packages)
    }
}

/// The libraries among what `apt-get install -s` says it would install.
fn libraries(plan: &str) -> Vec<String> {
    plan.lines()
        .filter_map(|line| line.strip_prefix("Inst ")?.split_whitespace().next())
        .filter(|name| name.starts_with("lib") && !name.ends_with("-perl"))
        .filter(|name| !UNNEEDED.iter().any(|unneeded| name.starts_with(unneeded)))
        .map(str::to_owned)
        .collect()
}

/// Options by which apt works without root and, as root, without a user who cannot see our folder.
fn own_cache(stage: &Path) -> Vec<OsString> {
    let mut options = vec![
        option("Dir::Cache=", &stage.join("apt/cache")),
        "-oAcquire::http::Timeout=30".into(),
        "-oAcquire::Retries=1".into(),
    ];
    if sys::user_id() == 0 {
        options.push("-oAPT::Sandbox::User=root".into());
    }
    options
}

/// Options by which apt keeps lists of packages of its own.
fn own_lists(stage: &Path) -> Result<Vec<OsString>, Failure> {
    for folder in ["apt/lists/partial", "apt/cache/archives/partial"] {
        fs::create_dir_all(stage.join(folder))
            .map_err(|e| Failure::new(format!("{folder}: {e}")))?;
    }
    Ok(vec![option("Dir::State::lists=", &stage.join("apt/lists"))])
}

fn option(name: &str, value: &Path) -> OsString {
    let mut option = OsString::from("-o");
    option.push(name);
    option.push(value);
    option
}

#[cfg(test)]
mod tests {
    #[test]
    fn takes_the_libraries_and_leaves_the_rest_of_the_plan() {
        let plan = "Inst libjson-perl (4.1 Debian:12 [all])\n\
                    Inst libpq5 (15.14 Debian:12 [amd64])\n\
                    Inst ssl-cert (1.1 Debian:12 [all])\n\
                    Inst libllvm14 (1:14 Debian:12 [amd64])\n\
                    Conf libpq5 (15.14 Debian:12 [amd64])\n";
        assert_eq!(super::libraries(plan), ["libpq5"]);
    }
}
