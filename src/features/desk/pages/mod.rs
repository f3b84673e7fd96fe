//! The room's pages.

pub mod mail;
pub mod overview;
