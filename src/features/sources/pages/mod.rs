//! The room's pages.

pub mod correcting;
pub mod decide;
pub mod queue;
pub mod review;
mod warnings;
