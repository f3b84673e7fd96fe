//! Who the artist is: the facts that eligibility, fit and forms are answered from. Every fact is
//! optional, and what was not told is unknown, which is never taken for "no".

mod countries;
mod form;
mod identity;
mod model;
mod pages;
mod queries;
mod routes;
pub mod words;

pub use identity::{IDENTITY_FACTS, change, consent_words, identity_of, of, seal_what_is_plain};
pub use model::{Artist, Birth, Field, Residence};
pub use routes::{Profile, members};
