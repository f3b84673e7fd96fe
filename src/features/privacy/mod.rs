//! What is a person's own: a copy of everything they have here, deletion with time to think again and a
//! proof of what was removed, and how long anything is kept.
//!
//! Which tables hold what of whom stands in one list ([`personal`]), from which copies, deletions and
//! receipts are made; a test holds it against the database, so that no table can be forgotten.

mod deletion;
mod export;
mod jobs;
mod pages;
mod personal;
mod queries;
mod retention;
mod routes;

pub use jobs::{DELETE_ACCOUNTS, MAKE_EXPORTS, RETENTION};
pub use personal::{PERSONAL, Personal, TRACES, Trace};
pub use routes::{AccountPrivacy, AskExport, DeleteAccount, KeepAccount, Receipt, members, public};
