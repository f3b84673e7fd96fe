//! The room's pages.

pub mod home;
pub mod index;
