//! `proletto demo`: a first look, with nothing kept afterwards.

use anyhow::Context;

use super::out::say;
use super::{open_database, serve};
use crate::demo::{self, Site};
use crate::platform::clock::Clock;
use crate::platform::config::Config;

pub async fn run(config: Config) -> anyhow::Result<()> {
    let site = Site::open(Clock::system()).await.context("no port is free for the demo's pages")?;
    let alone = demo::alone(&config.data, config.listen)?;
    let config = demo::config(config, site.address);
    if config.data.exists() {
        std::fs::remove_dir_all(&config.data)
            .with_context(|| format!("the last demo is in the way: {}", config.data.display()))?;
    }
    let opened = open_database(config).await?;
    let people = demo::fill(&opened.state, site.address).await?;
    say!("A first look at Proletto: made-up calls, read by the real thing.");
    say!();
    say!(
        "  To review and publish, sign in as   {}   {}",
        people.admin.email,
        people.admin.password
    );
    say!(
        "  To look for calls, sign in as       {}   {}",
        people.artist.email,
        people.artist.password
    );
    say!();
    say!(
        "  Calls arrive within a minute; some are published at once, the others wait for a review."
    );
    say!("  One page changes after three minutes: read its source again (North Sea Notices, under");
    say!("  Sources), and the change waits for a review.");
    say!();
    let served = serve::run(opened).await;
    drop(alone);
    served
}
