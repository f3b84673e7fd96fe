//! The operator's pages: what runs, when, and how it last went; and the audit log.

mod pages;
mod queries;
mod routes;

pub use routes::{Audit, Desk, Start, members, staff};
