//! The room's pages.

pub mod correcting;
pub mod decide;
pub mod decisions;
pub mod definition;
pub mod index;
pub mod listed;
mod moment;
pub mod new;
pub mod preview;
pub mod queue;
pub mod review;
pub mod rule;
pub mod run;
pub mod same_as;
pub mod show;
pub mod switch;
pub mod warnings;
