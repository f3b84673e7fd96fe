//! Proletto: finds calls for visual artists, reads them truthfully, and says which are worth the
//! evening and why.

pub mod features;
pub mod platform;
