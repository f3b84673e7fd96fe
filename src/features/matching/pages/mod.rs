//! The room's pages.

pub mod call;
pub mod conditions;
pub mod feedback;
pub mod marks;
pub mod matches;
pub mod weights;
