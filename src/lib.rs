//! Proletto: finds calls for visual artists, reads them truthfully, and says which are worth the
//! evening and why.
//!
//! In reading order: the [`platform`] everything stands on, the [`features`] in their rooms, the one
//! router in [`app`], the one [`timetable`], the command line in [`cli`].

use sqlx::migrate::Migrator;

pub mod app;
pub mod cli;
pub mod demo;
pub mod features;
pub mod platform;
pub mod sealed;
pub mod timetable;

/// Every migration, in order. The one place that names them.
pub static MIGRATOR: Migrator = sqlx::migrate!();

#[cfg(test)]
mod styleguide;
