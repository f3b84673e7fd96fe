//! Collecting: due sources are run, each run is a row, and what it brings is filed.
//!
//! A run first lists (the frontier, `run_items`), then takes item by item; each item is one
//! transaction that files it and crosses it off. A run that a crash cut short goes on where it was.

mod aftermath;
mod filing;
mod reread;
mod run;
mod web;

use chrono::TimeDelta;

use crate::platform::jobs::Job;
use crate::platform::state::State;

use super::condition;
use super::queries::{registry, snapshots};

pub use reread::REREAD;
pub use run::{Ended, Started, run, start};
pub use web::PoliteWeb;

/// At most so many sources are taken up at once: the limit is hosts and their delays, not this machine,
/// but each run holds a connection to the database.
const AT_ONCE: i64 = 8;

/// The timetable's line that keeps sources running.
pub const COLLECT: Job = Job {
    name: "collect",
    about: "Takes up every source that is due, and runs that were cut short",
    schedule: "* * * * *",
    run: |state| Box::pin(collect(state)),
};

/// The timetable's line that removes what nothing rests on.
pub const SWEEP_SNAPSHOTS: Job = Job {
    name: "sweep-snapshots",
    about: "Removes fetched pages of more than 30 days ago that nothing rests on",
    schedule: "41 3 * * *",
    run: |state| {
        Box::pin(async move {
            let before = state.clock.now() - TimeDelta::days(30);
            let gone = snapshots::sweep(&state.pool, before).await?;
            Ok(format!("{gone} pages removed"))
        })
    },
};

/// Starts a run of every source that is due. The runs go on after it returns: a slow source delays no
/// other, and the next minute's call finds it running.
async fn collect(state: State) -> anyhow::Result<String> {
    let due = registry::due(&state.pool, state.clock.now(), AT_ONCE).await?;
    let count = due.len();
    if count > 0 {
        condition::warn_if_offline(&state).await?;
    }
    for id in due {
        let state = state.clone();
        state.tasks.clone().spawn(async move {
            match run(&state, &id, "timetable").await {
                Ok(Some(Ended::Busy | Ended::WaitsForKey(_)) | None) => {}
                Ok(Some(Ended::Failed(why))) => tracing::warn!(source = %id, "a run failed: {why}"),
                Ok(Some(ended)) => tracing::info!(source = %id, "a run ended: {ended}"),
                Err(error) => tracing::error!(source = %id, "a run broke off: {error:#}"),
            }
        });
    }
    Ok(match count {
        1 => "1 source taken up".to_owned(),
        _ => format!("{count} sources taken up"),
    })
}
