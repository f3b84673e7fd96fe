//! `proletto case`: what people say is wrong about calls.

use std::path::PathBuf;

use clap::Subcommand;

use super::Opened;
use super::out::say;
use crate::features::cases;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add the accepted cases to a labelled folder, for `proletto quality`
    Export {
        /// The folder; made where there is none
        dir: PathBuf,
    },
}

pub async fn run(command: Command, opened: Opened) -> anyhow::Result<()> {
    match command {
        Command::Export { dir } => {
            let written = cases::export(&opened.state.pool, &dir).await?;
            let cases = if written == 1 { "1 case is" } else { &format!("{written} cases are") };
            say!("{cases} new or different in {}.", dir.display());
        }
    }
    opened.close().await
}
