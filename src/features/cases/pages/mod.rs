//! The room's pages.

pub mod index;
pub mod report;
pub mod show;
