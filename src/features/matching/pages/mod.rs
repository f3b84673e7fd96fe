//! The room's pages.

pub mod call;
pub mod marks;
pub mod matches;
