//! The SQL of sources: the registry, runs and what they listed, listings and their versions.

pub mod duplicates;
pub mod listings;
pub mod proposing;
pub mod queue;
pub mod registry;
pub mod review;
pub mod runs;
pub mod snapshots;
pub mod versions;
