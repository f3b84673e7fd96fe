//! The stories: one file a room.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

mod http;
mod manners;
mod postgres;
