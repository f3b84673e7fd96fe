//! Text in, facts with evidence out.
//!
//! Pure: no I/O, no database, no clock. [`read`] takes a [`Document`] (the stored text of a page and
//! what is known about where it came from) and returns a [`Reading`]: each fact with the quoted words
//! it rests on, or nothing. A missing fact is unknown, never guessed.

mod application;
mod awarded;
mod claim;
mod closing;
mod dates;
mod deadline;
mod discipline;
mod document;
mod door;
mod effort;
mod eligibility;
mod fact;
mod gazetteer;
#[cfg(test)]
mod hostile_tests;
mod key_date;
mod kind;
mod language;
mod layout;
mod lexicon;
mod money;
mod page_text;
mod passage;
mod pattern;
mod place;
mod rates;
mod read;
mod read_apply;
mod read_disciplines;
mod read_kind;
#[cfg(test)]
mod read_kind_tests;
mod read_organisation;
mod read_place;
mod read_summary;
#[cfg(test)]
mod read_tests;
mod read_title;
#[cfg(test)]
mod read_title_tests;
mod signals;
mod split;
mod warning;
mod words;

pub use application::{AiPolicy, Application, Channel, Limit, Material, MaterialKind, Route, Unit};
pub use claim::{Checked, Claim, Found, RULES, Refusal, Topic};
pub use deadline::{Closing, Deadline, PartialDate, Recurrence, YearSource, Zone};
pub use discipline::Discipline;
pub use document::{Document, Hints};
pub use eligibility::{Applicant, Clause, Force, Gender, Rule, Stage, Start, european_union};
pub use fact::{Evidence, Fact, Quote, Sureness};
pub use gazetteer::{Named, PlaceKind, PlaceMention, abbreviated, places_in};
pub use key_date::{KeyDate, Milestone};
pub use kind::{Kind, NotACall};
pub use money::{
    Award, Benefit, Cost, CostKind, Currency, DueFee, EntryFee, FeeTier, Money, Payer, Period,
    Share, Terms,
};
pub use page_text::{Link, PageText, markdown_text, page_text, plain_text, tamed};
pub use place::{Country, Place};
pub use rates::RATES_OF;
pub use read::{Reading, read};
pub use read_disciplines::disciplines_in;
pub use split::split;
pub use warning::Warning;

/// Which edition of the reader this is. Raised when it reads better, so that what an older edition read
/// is read again.
pub const EDITION: i32 = 7;
