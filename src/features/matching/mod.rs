//! Which calls are worth the evening, and why: may the artist apply, and how well does it fit.
//!
//! Pure: no I/O, no database, no clock. [`verdict`] holds the call's clauses against the artist's own
//! facts in three-valued logic; [`score`] adds up visible rows; [`rank`] puts open calls in order. The
//! same input gives the same bytes, in whatever order its lists come.

mod answer;
pub mod quality;
mod rank;
mod rule;
mod score;
mod stems;
#[cfg(test)]
mod tests;
mod verdict;
mod weights;
mod words;

pub use answer::Answer;
pub use rank::{Call, Match, Ranking, most_telling, rank};
pub use rule::OwnFact;
pub use score::{Band, Part, Row, Score, score};
pub use verdict::{IfAnswered, Judged, Outcome, Question, Verdict, verdict};
pub use weights::{WEIGHTS, WEIGHTS_VERSION, Weight};
