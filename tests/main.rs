//! The stories: one file a room.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

mod adapters;
mod api;
mod duplicates;
mod http;
mod manners;
mod postgres;
mod replay;
