//! `proletto demo`: a first look, with nothing kept afterwards.

use anyhow::Context;

use super::{open_database, serve};
use crate::demo::{self, Site};
use crate::platform::clock::Clock;
use crate::platform::config::Config;

pub async fn run(config: Config) -> anyhow::Result<()> {
    let site = Site::open(Clock::system()).await.context("no port is free for the demo's pages")?;
    let config = demo::config(config, site.address);
    if config.data.exists() {
        std::fs::remove_dir_all(&config.data)
            .with_context(|| format!("the last demo is in the way: {}", config.data.display()))?;
    }
    let opened = open_database(config).await?;
    let people = demo::fill(&opened.state, site.address).await?;
    println!("A first look at Proletto: made-up calls, read by the real thing.");
    println!();
    println!(
        "  To review and publish, sign in as   {}   {}",
        people.admin.email, people.admin.password
    );
    println!(
        "  To look for calls, sign in as       {}   {}",
        people.artist.email, people.artist.password
    );
    println!();
    println!(
        "  Calls arrive within a minute; some are published at once, the others wait for a review."
    );
    println!(
        "  One page changes after three minutes: read its source again (North Sea Notices, under"
    );
    println!("  Sources), and the change waits for a review.");
    println!();
    serve::serve(opened).await
}
