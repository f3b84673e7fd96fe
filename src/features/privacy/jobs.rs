//! The room's jobs.

use super::{deletion, export, retention};
use crate::platform::jobs::Job;

/// Makes the copies that were asked for.
pub const MAKE_EXPORTS: Job = Job {
    name: "make-exports",
    about: "Makes the copies that people asked for of everything they have here",
    schedule: "*/10 * * * *",
    run: |state| {
        Box::pin(async move { Ok(format!("{} copies made", export::make_all(&state).await?)) })
    },
};

/// Deletes accounts.
pub const DELETE_ACCOUNTS: Job = Job {
    name: "delete-accounts",
    about: "Deletes the accounts whose time to think again is over",
    schedule: "23 * * * *",
    run: |state| {
        Box::pin(
            async move { Ok(format!("{} accounts deleted", deletion::delete_due(&state).await?)) },
        )
    },
};

/// Applies the retention periods.
pub const RETENTION: Job = Job {
    name: "retention",
    about: "Removes what has been kept for long enough: tokens, copies, runs, the audit log",
    schedule: "17 3 * * *",
    run: |state| Box::pin(async move { retention::apply(&state).await }),
};
