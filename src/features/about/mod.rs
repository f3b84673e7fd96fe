//! What the site says of itself: what it is, how it reads, what it keeps of its visitors. Words only.

mod pages;
mod routes;

pub use routes::public;
