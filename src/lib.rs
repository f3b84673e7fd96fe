//! Proletto: finds calls for visual artists, reads them truthfully, and says which are worth the
//! evening and why.

use sqlx::migrate::Migrator;

pub mod features;
pub mod platform;

/// Every migration, in order. The one place that names them.
pub static MIGRATOR: Migrator = sqlx::migrate!();
