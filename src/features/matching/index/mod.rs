//! Every open call in memory, so that one artist is ranked against all of them in milliseconds.
//!
//! Postgres is the truth and [`rank`](super::rank) says what a ranking is; the index gives the same ids
//! with the same scores in the same order. A call is a row of numbers here (`columns`): what decides its
//! points is interned once for all calls that share it, and judged once for an artist by the very functions
//! that make the visible rows (`alone`, `judged`). Conditions are told to their rows (`rules`), which gates
//! out what is closed; what is left is added up with a few look-ups a call (`ask`).

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
