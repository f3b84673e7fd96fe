//! Logs, to stdout.

use tracing_subscriber::EnvFilter;

use super::config::{Config, LogFormat};

/// Starts logging. A filter that cannot be read falls back to `info` and is told.
pub fn start(config: &Config) {
    let (filter, problem) = match EnvFilter::try_new(&config.log) {
        Ok(filter) => (filter, None),
        Err(problem) => (EnvFilter::new("info"), Some(problem)),
    };
    let logs = tracing_subscriber::fmt().with_env_filter(filter);
    let started = match config.log_format {
        LogFormat::Text => logs.with_target(false).try_init(),
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
    };
    if started.is_ok()
        && let Some(problem) = problem
    {
        tracing::warn!("PROLETTO_LOG could not be read ({problem}); logging at info");
    }
}
