//! The operator's pages: what runs, when, and how it last went.

mod pages;
mod routes;

pub use routes::{Desk, staff};
