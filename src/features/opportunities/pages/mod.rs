//! The room's pages.

pub mod head;
pub mod home;
pub mod index;
