//! The room's pages.

pub mod edit;
