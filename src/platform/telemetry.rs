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

/// The levels that count: a cookie of yesterday, or of another program on this name, is no suspicious
/// activity as its library calls it, unless the operator asks for its words.
fn levels(asked: &str) -> String {
    format!("tower_sessions=error,tower_sessions_core=error,{asked}")
}

/// Starts logging. Colours are for terminals, and for those who want them (`NO_COLOR`).
pub fn start(config: &Config, to: To) {
    let (terminal, writer) = match to {
        To::Stdout => (io::stdout().is_terminal(), BoxMakeWriter::new(io::stdout)),
        To::Stderr => (io::stderr().is_terminal(), BoxMakeWriter::new(io::stderr)),
    };
    let coloured = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let logs = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(levels(&config.log)))
        .with_ansi(coloured)
        .with_writer(writer);
    // It is only started once; a second start in one process changes nothing.
    let _ = match config.log_format {
        LogFormat::Text => logs.with_target(false).try_init(),
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
    };
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What is logged of an old cookie, with these levels.
    fn said(asked: &str) -> String {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let logs = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(levels(asked)))
            .with_ansi(false)
            .with_writer(move || Lines(Arc::clone(&kept)))
            .finish();
        tracing::subscriber::with_default(logs, || {
            tracing::warn!(target: "tower_sessions::service", "possibly suspicious activity");
            tracing::warn!("the site has no robots.txt");
        });
        String::from_utf8(lines.lock().unwrap().clone()).unwrap()
    }

    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_old_cookie_is_not_worth_a_line_unless_asked_for() {
        let usual = said("info");
        assert!(usual.contains("robots.txt") && !usual.contains("suspicious"), "{usual}");
        assert!(said("info,tower_sessions=warn").contains("suspicious"));
    }
}
