//! The room's periodic work.

use chrono::TimeDelta;

use super::{sessions, tickets};
use crate::platform::jobs::Job;
use crate::platform::{limits, session};

/// Removes what has run out.
pub const SWEEP: Job = Job {
    name: "sweep-sessions",
    about: "Removes sign-ins that have ended, links that have run out and limits that are full again",
    schedule: "17 * * * *",
    run: |state| {
        Box::pin(async move {
            let now = state.clock.now();
            let gone = session::sweep(&state.pool, now).await?;
            let at_most = TimeDelta::days(i64::from(state.config.session_days_at_most));
            sessions::sweep(&state.pool, now - at_most).await?;
            tickets::sweep(&state.pool, now).await?;
            limits::sweep(&state.pool, now).await?;
            Ok(format!("{gone} ended sign-ins removed"))
        })
    },
};
