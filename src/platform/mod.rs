//! What every room stands on and what knows no room: one idea a file.

pub mod api;
pub mod assets;
pub mod audit;
pub mod caller;
pub mod clock;
pub mod config;
pub mod cron;
pub mod db;
pub mod dressing;
pub mod edge;
pub mod error;
pub mod health;
pub mod http;
pub mod jobs;
pub mod limits;
pub mod lock;
pub mod mail;
pub mod manners;
pub mod model;
pub mod network;
pub mod outbox;
pub mod page;
pub mod parts;
pub mod postgres;
pub mod reference;
pub mod secrets;
pub mod serve;
pub mod session;
pub mod shelf;
pub mod state;
pub mod telemetry;
pub mod visitor;

use axum::http::HeaderValue;

/// `Cache-Control` of what only one person may see.
pub const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
