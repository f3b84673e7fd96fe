//! The command line.

use std::process::ExitCode;

use proletto::platform::config::{self, Config, PgFetch};
use proletto::platform::postgres::{Settings, scratch};

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("config") => print!("{}", config::example()),
        Some(scratch::COMMAND) => {
            if let Err(error) = keep_scratch() {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
        _ => {}
    }
    ExitCode::SUCCESS
}

/// Keeps the tests' database running for as long as there are tests.
fn keep_scratch() -> anyhow::Result<()> {
    let config = Config::load()?;
    let fetch = config.pg_fetch == PgFetch::Once;
    let settings = Settings { bin: config.pg_bin, fetch };
    Ok(scratch::keep(&config.data, &settings)?)
}
