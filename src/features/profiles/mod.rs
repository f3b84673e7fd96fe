//! Who the artist is: the facts that eligibility, fit and forms are answered from. Every fact is
//! optional, and what was not told is unknown, which is never taken for "no".

mod form;
mod model;
mod pages;
mod queries;
mod routes;
pub mod words;

pub use model::{Artist, Birth, Field, Residence};
pub use queries::{of, save};
pub use routes::{Profile, members};
