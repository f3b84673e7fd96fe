//! What every room stands on and what knows no room: one idea a file.
pub mod clock;
