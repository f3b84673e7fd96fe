//! One condition of a call held against the artist's own facts, and the whole verdict in words.

use askama::Template;

use super::{Badge, Evidence, Judge, Link, Tone};

/// One condition and how it stands.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/clause.html")]
pub struct Clause {
    /// "Met", "Not met", "Unknown"; "Preferred" where it excludes no one.
    pub badge: Badge,
    /// The condition in plain words: "At least 21 years old on 1 March 2027".
    pub words: String,
    /// The artist's own fact it was held against: "You were born in 1987."
    pub own: Option<String>,
    /// Where that fact is given or changed.
    pub change: Option<Link>,
    /// What of it only the artist can judge.
    pub judge: Vec<Judge>,
    /// The clause in the call's words.
    pub evidence: Option<Evidence>,
}

/// Whether one may apply, said first and in words.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Which way it points; `Quiet` for someone who is not signed in.
    pub tone: Tone,
    /// One short sentence: "You can apply.", "You cannot apply.", "One fact is missing.",
    /// "Open to artists of any nationality, 21 or over."
    pub words: String,
    /// What that rests on, or what would settle it.
    pub detail: Option<String>,
    /// The conditions, one by one.
    pub clauses: Vec<Clause>,
    /// Whether the conditions are shown at once.
    pub open: bool,
    /// What to do next: "Say since when you have lived in Canada", "Sign in to see whether you can".
    pub next: Option<Link>,
}
