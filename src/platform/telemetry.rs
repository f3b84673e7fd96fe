//! Logs: of the server to stdout, of a command to stderr, where they do not stand in the way of what it
//! reports.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use super::config::{Config, LogFormat};

/// Where logs go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Logs are all that a server says.
    Stdout,
    /// What a command reports goes to stdout.
    Stderr,
}

/// Starts logging. Colours are for terminals, and for those who want them (`NO_COLOR`).
pub fn start(config: &Config, to: To) {
    let (terminal, writer) = match to {
        To::Stdout => (io::stdout().is_terminal(), BoxMakeWriter::new(io::stdout)),
        To::Stderr => (io::stderr().is_terminal(), BoxMakeWriter::new(io::stderr)),
    };
    let coloured = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let logs = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&config.log))
        .with_ansi(coloured)
        .with_writer(writer);
    // It is only started once; a second start in one process changes nothing.
    let _ = match config.log_format {
        LogFormat::Text => logs.with_target(false).try_init(),
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
    };
}
