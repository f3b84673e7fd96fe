//! `proletto bench …`: how fast things are, and how that grows, on this machine.

mod reading;

use clap::Subcommand;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reading calls: milliseconds for each 10 kB, of texts that double in length, ordinary and hostile
    Reading {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// Measures and prints.
pub fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Reading { json } => reading::run(*json),
    }
}
