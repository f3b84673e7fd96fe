//! Manners on other people's sites.
//!
//! [`Polite`] is the one door to the web for sources. Before a page it reads the site's robots.txt
//! (RFC 9309); it asks a host one thing at a time with a pause in between, tries again only what may
//! help, comes back when it is told to, and leaves a host alone that keeps failing.

mod gate;
mod patience;
mod polite;
mod refusal;
mod robots;

pub use patience::Patience;
pub use polite::Polite;
pub use refusal::Refusal;
