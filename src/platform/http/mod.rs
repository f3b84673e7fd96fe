//! Outgoing HTTP.
//!
//! Two doors. [`Fetcher`] reads addresses that a user or a page named: it refuses private addresses
//! (checked on the resolved address at connect, again on each redirect) and cuts off whatever is too
//! large, too slow or runs in circles. [`api_client`] talks to services named in our own
//! configuration, which may well be private. Both say who we are and keep the same limits.

mod address;
mod api;
mod encoding;
mod error;
mod fetcher;
mod guard;
mod request;
mod response;
mod settings;

pub use address::{AllowList, BadAllowance};
pub use api::{api_client, read_body};
pub use encoding::{Text, decode_text};
pub use error::{FetchError, RetryAfter};
pub use fetcher::{Fetcher, Journey};
pub use guard::may_be_public;
pub use request::{Method, Overflow, Request};
pub use response::{Fetched, Page, Validators};
pub use settings::Settings;
