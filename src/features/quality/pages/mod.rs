//! The room's pages.

pub mod measured;
