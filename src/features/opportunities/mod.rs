//! Calls: what counts as known about each, who decided it, and how they are found.
//!
//! A call is one row, whatever number of sources list it. Its [`Reading`](crate::features::reading)
//! is the accepted version of one listing with the staff's [`Correction`]s laid on top; the columns
//! beside it repeat parts of it for search and are only ever written together with it.

pub mod api;
pub mod applying;
mod changes;
mod columns;
pub mod common_grants;
mod correction;
mod decisions;
mod feed;
mod filter;
mod fold;
mod jobs;
mod merging;
mod misread;
mod model;
mod pages;
mod parameters;
mod proposal;
mod queries;
mod routes;
pub mod words;

pub use changes::{changes, in_one_line};
pub use correction::{Corrected, Correction, Day, Due, Moved, Said, find_words, lay_over};
pub use decisions::{
    Decider, accept, compare, correct, file, hold, note, page_changed, propose, publish, reject,
    rejected_together, rule_on, undo, withdraw,
};
pub use fold::fold;
pub use jobs::NEXT_DEADLINES;
pub use merging::{Pair, merge, split, unmerge};
pub use misread::{Detail, Misread, details};
pub use model::{Opportunity, OpportunityId, Origin, State, Text};
pub use pages::head::CallHead;
pub use pages::index::card;
pub use proposal::{Draft, Proposal, Refused, Ruling, fill_in, in_words};
pub use queries::merging::{counting_for, merged_into};
pub use queries::proposals::{
    any_open as has_open_proposals, of_call as proposals, refused as refused_proposals,
};
pub use queries::search::{Listed, listed, open};
pub use queries::{by_id, by_slug, corrections, rest_on, seen};
pub use routes::{Feed, Home, Opportunities, OpportunityPath, feeds, public};
