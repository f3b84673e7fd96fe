//! `proletto bench …`: how fast things are, and how that grows, on this machine.

mod matching;
mod reading;

use clap::Subcommand;

use crate::platform::config::Config;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reading calls: milliseconds for each 10 kB, of texts that double in length, ordinary and hostile
    Reading {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Matching: one artist against every open call, by the index in memory and through the database
    Match {
        /// How many calls are made up
        #[arg(long, default_value_t = 100_000)]
        calls: u64,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// Measures and prints.
pub async fn run(command: &Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Reading { json } => reading::run(*json),
        Command::Match { calls, json } => matching::run(*calls, *json, &config.data).await,
    }
}
