//! `proletto secrets`: the keys under which secrets are kept.

use clap::Subcommand;

use super::Opened;
use super::out::say;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::secrets;
use crate::sealed::SEALED;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new key and seal every secret in the database with it
    Rotate,
}

pub async fn run(command: Command, opened: Opened) -> anyhow::Result<()> {
    let state = &opened.state;
    match command {
        Command::Rotate => {
            let done = secrets::rotate(&state.secrets, &state.pool, SEALED).await?;
            let entry = Entry::new(Who::Operator, Action::KeysRotated)
                .note("sealed", &done.sealed.to_string());
            audit::write(&state.pool, entry, state.clock.now()).await?;
            say!("{} secrets are sealed with the newest key.", done.sealed);
            if done.made {
                say!(
                    "The key before it stays in secret.key until the next rotation, for programs that \
                     are still running. Back the file up: without it the secrets are lost."
                );
            } else {
                say!("The other keys in PROLETTO_SECRET_KEY may now be taken out.");
            }
        }
    }
    opened.close().await
}
