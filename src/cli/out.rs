//! What a command says on stdout. Whoever reads it may stop reading (`proletto source list | head`): then
//! the rest is not said, and the command ends as it would have.

use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Something could not be written down (a full disk), so that the command has not done what it should.
static LOST: AtomicBool = AtomicBool::new(false);

/// Says a line.
macro_rules! say {
    () => { $crate::cli::out::line(format_args!("")) };
    ($($words:tt)*) => { $crate::cli::out::line(format_args!($($words)*)) };
}
pub(crate) use say;

/// Says a line; [`say!`] is the way to call it.
pub fn line(words: fmt::Arguments<'_>) {
    text(format_args!("{words}\n"));
}

/// Says something that has its own line ends.
pub fn text(words: fmt::Arguments<'_>) {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_fmt(words).and_then(|()| stdout.flush());
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
        && !LOST.swap(true, Ordering::Relaxed)
    {
        warn(format_args!("proletto: the answer could not be written: {error}"));
    }
}

/// Says a line on stderr, if anybody listens.
pub fn warn(words: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{words}");
}

/// Says a value as JSON.
///
/// # Errors
/// It cannot be written as JSON.
pub fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    line(format_args!("{}", serde_json::to_string_pretty(value)?));
    Ok(())
}

/// Whether something could not be written down.
pub fn lost() -> bool {
    LOST.load(Ordering::Relaxed)
}
