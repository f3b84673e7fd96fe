//! The room's pages.

pub mod audit;
pub mod mail;
pub mod model;
pub mod overview;
pub mod start;
