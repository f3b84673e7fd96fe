//! How well the code reads, tells apart and ranks, measured against labels made by people.
//!
//! A [`Folder`] holds real pages and what a person says about them; [`measure`] runs the very code that
//! reads what sources bring over it, and a [`Report`] says how often it was right, wrong, silent or
//! rightly unsure, each with its interval of confidence. No database and no network.
//! The figures over the calls that ship with the program stand on a public page.

mod artist;
mod document;
mod fields;
mod folder;
mod judged;
mod noise;
mod pages;
mod pairs;
mod ranking;
mod record;
mod report;
mod routes;
mod rules;
mod shipped;
mod statistics;
#[cfg(test)]
mod tests;
mod text;

pub use artist::LabelledArtist;
pub use document::page_in;
pub use folder::{Folder, Missing};
pub use judged::{Counts, Disagreement, Outcome};
pub use noise::Noise;
pub use pairs::{Duplicates, Told};
pub use ranking::{Figures, Label, Order, Ranked};
pub use report::{HardRules, Members, Report, measure, measure_with};
pub use routes::{Quality, public};
pub use shipped::shipped;
pub use statistics::Interval;
pub use text::{misses, plain};
