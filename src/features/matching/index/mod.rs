//! Every open call in memory, so that one artist is ranked against all of them in milliseconds.
//!
//! Postgres is the truth and [`rank`](super::rank) says what a ranking is; the index gives the same ids
//! with the same scores in the same order. A call is a row of numbers here: what decides its points is
//! interned once for all calls that share it, so that for one artist each kind, fee, place, language and
//! condition is judged once, by the very functions that make the visible rows, and a call is a few
//! look-ups. Calls that a condition closes are gated out by bitsets before anything is added up.

mod alone;
mod ask;
mod columns;
mod conditions;
mod day;
mod follow;
mod judged;
mod nudges;
mod rules;

#[cfg(test)]
mod tests;

pub use ask::{Hit, Side, Standings};
pub use columns::Index;
pub use follow::{Following, follow};
