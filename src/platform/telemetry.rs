//! Logs: of the server to stdout, of a command to stderr, where they do not stand in the way of what it
//! reports.

use std::fmt;
use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::{DefaultFields, Writer};
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
        LogFormat::Text => logs.with_target(false).fmt_fields(OneLine::default()).try_init(),
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
    };
}

/// The most characters of an event, and of what is known of its request.
const LONGEST: usize = 4_000;

/// What an event says, on one line: whatever of it came from outside can neither begin a line of its own nor
/// tell a terminal what to do. (In JSON both go without saying.)
#[derive(Debug, Default)]
struct OneLine(DefaultFields);

impl<'writer> FormatFields<'writer> for OneLine {
    fn format_fields<R: RecordFields>(&self, mut to: Writer<'writer>, fields: R) -> fmt::Result {
        let mut said = String::new();
        self.0.format_fields(Writer::new(&mut said), fields)?;
        let mut characters = said.chars();
        for character in characters.by_ref().take(LONGEST) {
            if is_plain(character) {
                to.write_char(character)?;
            } else {
                write!(to, "{}", character.escape_default())?;
            }
        }
        if characters.next().is_some() { to.write_char('…') } else { Ok(()) }
    }
}

/// Whether a character stands in a line and does nothing else: no control, no other line end, nothing that
/// turns the direction of what follows or cannot be seen.
fn is_plain(character: char) -> bool {
    !character.is_control()
        && !matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What is logged of an old cookie, with these levels.
    fn said(asked: &str) -> String {
        let paper = Paper::default();
        let writer = paper.clone();
        let logs = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(levels(asked)))
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(logs, || {
            tracing::warn!(target: "tower_sessions::service", "possibly suspicious activity");
            tracing::warn!("the site has no robots.txt");
        });
        paper.read()
    }

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Paper {
        fn read(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl io::Write for Paper {
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

    #[test]
    fn what_comes_from_outside_stays_on_its_line() {
        let paper = Paper::default();
        let writer = paper.clone();
        let logs = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .fmt_fields(OneLine::default())
            .finish();
        let outside = "x\n2027-03-01T09:00:00Z  INFO Grace signed in\r\u{1b}[2J\u{2028}\u{202e}";
        tracing::subscriber::with_default(logs, || {
            let span = tracing::info_span!("request", path = outside, method = %outside);
            let _inside = span.enter();
            tracing::warn!(error = %outside, "the site says {outside}");
            tracing::warn!("{}", "y".repeat(5_000));
        });
        let text = paper.read();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("says x\\n2027-03-01T09:00:00Z  INFO Grace signed in\\r"), "{text}");
        assert!(text.chars().all(|c| c == '\n' || is_plain(c)), "{text}");
        assert!(text.ends_with("yy…\n"), "{text}");
    }
}
