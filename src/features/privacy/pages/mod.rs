//! The room's pages.

pub mod privacy;
pub mod receipt;
