//! How programs show whom they act for.
//!
//! A program that was given address and password gets a short-lived signed access token and a refresh
//! token ([`refresh`]); a person may make tokens for programs of their own ([`personal`]). Either way a
//! token may do what its [`Scope`]s name and nothing else, and can be revoked at once.

mod access;
mod api;
mod bearer;
mod keys;
mod opaque;
pub(super) mod personal;
pub(super) mod queries;
pub(super) mod refresh;
mod scope;

pub use access::Granted;
pub use api::{account_api, tokens_api};
pub use bearer::by_token;
pub use keys::{PRIVATE_KEY, ROTATE_KEYS};
pub use queries::{email_of, end_programs, revoke_all, sweep as sweep_tokens};
pub use scope::{Scope, Scopes};
