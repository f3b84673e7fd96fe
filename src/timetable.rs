//! Every periodic job: when, and what it does. Times are UTC.

use crate::features::{accounts, opportunities, privacy, sources};
use crate::platform::jobs::Job;
use crate::platform::mail;

/// The timetable.
pub const TIMETABLE: &[Job] = &[
    sources::COLLECT,
    sources::REREAD,
    sources::PROPOSE,
    sources::SWEEP_SNAPSHOTS,
    opportunities::NEXT_DEADLINES,
    accounts::ROTATE_KEYS,
    privacy::MAKE_EXPORTS,
    privacy::DELETE_ACCOUNTS,
    privacy::RETENTION,
    mail::DELIVER,
    accounts::SWEEP,
];
