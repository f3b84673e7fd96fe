//! Mail: what a letter looks like, and the ways it can leave.
//!
//! A letter is composed of plain words ([`Words`]), which one pair of templates turns into its text and
//! its HTML part, and put into the [`outbox`](super::outbox). [`deliver`] sends what is due: over SMTP, by
//! SendGrid's API, or, where neither is configured, into a folder that the operator is told about.

mod deliver;
mod folder;
mod letter;
mod sendgrid;
mod smtp;
mod way;

pub use deliver::{DELIVER, deliver, deliver_soon};
pub use letter::{Letter, Words};
pub use way::Way;
