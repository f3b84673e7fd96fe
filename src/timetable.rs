//! Every periodic job: when, and what it does. Times are UTC.

use crate::features::{accounts, opportunities, sources};
use crate::platform::jobs::Job;
use crate::platform::mail;

/// The timetable.
pub const TIMETABLE: &[Job] = &[
    sources::COLLECT,
    sources::SWEEP_SNAPSHOTS,
    opportunities::NEXT_DEADLINES,
    accounts::ROTATE_KEYS,
    mail::DELIVER,
    accounts::SWEEP,
];
