//! A first look: a private database, filled by the real pipeline from call pages of our own writing.
//!
//! The pages ship inside the program, are served on loopback by [`site`], and are collected from there by
//! two ordinary sources; nothing about them is read in any other way than a real page would be.

mod people;
#[cfg(test)]
mod read_tests;
mod site;

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::path::Path;

use crate::features::sources::{self, Source};
use crate::platform::config::Config;
use crate::platform::http::AllowList;
use crate::platform::state::State;

pub use people::{Login, People};
pub use site::{Site, pages};

/// The settings of a demo: its own data folder, no database and no mail of the operator's, no waiting between
/// requests to our own site, which is the only private address that may be fetched.
pub fn config(config: Config, site: SocketAddr) -> Config {
    Config {
        data: config.data.join("demo"),
        database_url: None,
        smtp_url: None,
        sendgrid_key: None,
        google_client_id: None,
        oidc_issuer: None,
        collect: true,
        fetch_delay: crate::platform::config::Seconds(0),
        fetch_allow: AllowList::default().and(&site.ip().to_string(), site.port()),
        ..config
    }
}

/// The settings of a command that is about a demo: its database, and the pages of this machine.
pub fn beside(config: Config) -> Config {
    // Which port its site has is known only to the program that serves it, and to its sources.
    let loopback = "127.0.0.0/8".parse().unwrap_or_default();
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
    Config { fetch_allow: loopback, ..self::config(config, nowhere) }
}

/// Whether a demo is running beside the database of these settings.
pub fn is_open(config: &Config) -> bool {
    config.data.join("demo/db/postmaster.pid").exists()
}

/// Takes the demo of this folder, for as long as the file is held: a second one would delete the first
/// one's database while it runs.
///
/// # Errors
/// One is running already, or the folder cannot be written.
pub fn alone(folder: &Path, listen: SocketAddr) -> anyhow::Result<File> {
    std::fs::create_dir_all(folder)?;
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join("demo.lock"))?;
    if file.try_lock().is_err() {
        let mut address = String::new();
        file.read_to_string(&mut address)?;
        anyhow::bail!(
            "a demo is running in this folder already, at http://{address}; stop that one first, or start \
             this one in another folder (PROLETTO_DATA)"
        );
    }
    file.set_len(0)?;
    file.write_all(listen.to_string().as_bytes())?;
    Ok(file)
}

/// Fills the database: the two sources and the two people.
///
/// # Errors
/// The database cannot be reached.
pub async fn fill(state: &State, site: SocketAddr) -> anyhow::Result<People> {
    for source in demo_sources(site)? {
        sources::save(&state.pool, &source, state.clock.now()).await?;
    }
    people::create(state).await
}

fn demo_sources(site: SocketAddr) -> anyhow::Result<Vec<Source>> {
    [include_str!("gull-board.toml"), include_str!("north-sea-notices.toml")]
        .into_iter()
        .map(|toml| {
            let toml = toml.replace("{{site}}", &format!("http://{site}"));
            sources::from_toml(&toml).map_err(|problems| {
                let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
                anyhow::anyhow!("a source of the demo cannot be read: {}", words.join("; "))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_demo_is_told_where_the_first_one_is() {
        let folder = std::env::temp_dir().join(format!("proletto-alone-{}", uuid::Uuid::now_v7()));
        let listen = SocketAddr::from(([127, 0, 0, 1], 3000));
        let first = alone(&folder, listen).unwrap();
        let second = alone(&folder, listen).unwrap_err().to_string();
        assert!(second.contains("already, at http://127.0.0.1:3000"), "{second}");
        drop(first);
        assert!(alone(&folder, listen).is_ok(), "it begins anew");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_sources_of_the_demo_can_be_read() {
        assert_eq!(demo_sources(SocketAddr::from(([127, 0, 0, 1], 4000))).unwrap().len(), 2);
    }
}
