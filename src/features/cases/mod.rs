//! "This is wrong": anyone who is signed in says what is wrong about a fact or a verdict, and the staff
//! look at it as it was shown.
//!
//! A case freezes the line, the words it rested on, the whole reading and the page's text; the artist's
//! own facts only where they choose to send them. An accepted case becomes a labelled page by which the
//! readers are measured from then on.

mod export;
mod model;
mod pages;
mod queries;
mod routes;

pub use export::export;
pub use model::{Case, Frozen, LABELS, Standing, Verdict};
pub use queries::open_count;
pub use routes::{Accept, Cases, Decline, Report, ShowCase, members, staff};
