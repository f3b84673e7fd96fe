//! One call in a list, set like the label beside a work on a wall.

use askama::Template;

use super::{Badge, Deadline, Icon, icon::icon};

/// One call in a list.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/card.html")]
pub struct Card {
    /// The call's page.
    pub href: String,
    /// Its name.
    pub title: String,
    /// Who calls.
    pub organisation: Option<String>,
    /// What kind of call it is.
    pub kind: KindMark,
    /// Where the work happens: "Oaxaca, Mexico", "Online".
    pub place: Option<String>,
    /// When it closes.
    pub deadline: Deadline,
    /// What the artist gets, most telling first: "€12,000 a recipient", "Studio and lodging".
    pub gives: Option<String>,
    /// What it costs to enter: "No entry fee", "US$35 entry fee", "Entry fee not stated".
    pub fee: String,
    /// What the call is looking for: "Ceramics", "Textile and fibre".
    pub disciplines: Vec<String>,
    /// For a signed-in artist: whether they may apply.
    pub verdict: Option<Badge>,
    /// For a signed-in artist: how well it fits, in a word or two ("Strong fit, 82").
    pub fit: Option<String>,
    /// One or two sentences of reason, or of what is missing.
    pub notes: Vec<String>,
}

/// A kind of call and its shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindMark {
    /// The word in links: "residency".
    pub slug: &'static str,
    /// The word a reader sees: "Residency".
    pub name: &'static str,
}

impl KindMark {
    /// A kind by its two words.
    pub fn new(slug: &'static str, name: &'static str) -> Self {
        Self { slug, name }
    }

    /// Its shape; kinds without one of their own share a plain one.
    pub fn icon(&self) -> Icon {
        icon(match self.slug {
            "grant" => "kind-grant",
            "residency" => "kind-residency",
            "exhibition" => "kind-exhibition",
            "prize" => "kind-prize",
            "commission" => "kind-commission",
            "fair" => "kind-fair",
            _ => "kind-other",
        })
    }
}
