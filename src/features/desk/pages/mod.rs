//! The room's pages.

pub mod overview;
