//! Which calls are worth the evening, and why: may the artist apply, and how well does it fit.
//!
//! The judgement is pure: no I/O, no database, no clock. [`verdict`] holds the call's clauses against the artist's own
//! facts in three-valued logic; [`score`] adds up visible rows; [`rank`] puts open calls in order. The
//! same input gives the same bytes, in whatever order its lists come.

mod answer;
pub mod api;
mod conditions;
mod editions;
mod feedback;
pub mod index;
pub mod made;
mod marks;
mod pages;
mod queries;
mod rank;
mod routes;
mod rule;
mod score;
mod shown;
mod stems;
#[cfg(test)]
mod tests;
mod verdict;
mod views;
mod weights;

use super::profiles::words;

pub use answer::Answer;
pub use editions::fold as fold_editions;
pub use feedback::{Feedback, Mark, MarkedCall, Why};
pub use marks::Marks;
pub use queries::{fill, made_database};
pub use rank::{Call, Match, Ranking, most_telling, rank};
pub use routes::{
    Conditions, FeedbackPage, Hide, Matches, ResetFeedback, RestoreFeedback, Save, Unhide, Unsave,
    Weights, members, public,
};
pub use rule::OwnFact;
pub use score::{Band, Part, Row, Score, score};
pub use verdict::{IfAnswered, Judged, Outcome, Question, Verdict, verdict};
pub use weights::{WEIGHTS, WEIGHTS_VERSION, Weight};
