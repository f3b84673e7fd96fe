//! The room's periodic work.

use super::tickets;
use crate::platform::jobs::Job;
use crate::platform::session;

/// Removes what has run out.
pub const SWEEP: Job = Job {
    name: "sweep-sessions",
    about: "Removes sign-ins that have ended and links that have run out",
    schedule: "17 3 * * *",
    run: |state| {
        Box::pin(async move {
            let now = state.clock.now();
            let gone = session::sweep(&state.pool, now).await?;
            tickets::sweep(&state.pool, now).await?;
            Ok(format!("{gone} ended sign-ins removed"))
        })
    },
};
