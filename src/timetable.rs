//! Every periodic job: when, and what it does. Times are UTC.

use crate::features::{opportunities, sources};
use crate::platform::jobs::Job;
use crate::platform::{mail, session};

/// The timetable.
pub const TIMETABLE: &[Job] = &[
    sources::COLLECT,
    sources::SWEEP_SNAPSHOTS,
    opportunities::NEXT_DEADLINES,
    mail::DELIVER,
    Job {
        name: "sweep-sessions",
        about: "Removes sign-ins that have ended",
        schedule: "17 3 * * *",
        run: |state| {
            Box::pin(async move {
                let gone = session::sweep(&state.pool, state.clock.now()).await?;
                Ok(format!("{gone} ended sign-ins removed"))
            })
        },
    },
];
