//! What kind of call it is, or why it is none.

use serde::{Deserialize, Serialize};

/// The kinds of opportunity, in the field's standard terms.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Money or support for a person or a project, with no place to go to.
    Grant,
    /// Time and space to work, at a place (or, rarely, online).
    Residency,
    /// A show, juried or curated, or a festival that exhibits.
    Exhibition,
    /// An award, competition or scholarship judged on work.
    Prize,
    /// A work ordered for a place or a body: public art, murals, requests for proposals or qualifications.
    Commission,
    /// A booth or table where artists sell.
    Fair,
    /// A call for artists that is none of these (publication, workshop with a call, mentoring).
    Other,
}

/// Why a page is not a call. Refused pages are kept and counted by reason, never listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotACall {
    /// News, or a report on something that has been.
    News,
    /// A job.
    Job,
    /// A course, class or workshop for which the public pays or enrols.
    Course,
    /// Studio, house or shop space to let or sell.
    RealEstate,
    /// A programme of an event to visit.
    Event,
    /// Has nothing to do with making art ("culturally appropriate care").
    Unrelated,
    /// A list, a frequently-asked-questions page, a home page: about calls, but not one.
    NoSingleCall,
    /// Too little text to judge.
    Empty,
}

impl Kind {
    /// Every kind, in the order pages show them.
    pub const ALL: [Kind; 7] = [
        Kind::Grant,
        Kind::Residency,
        Kind::Exhibition,
        Kind::Prize,
        Kind::Commission,
        Kind::Fair,
        Kind::Other,
    ];

    /// The word used in links, the database and JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Grant => "grant",
            Kind::Residency => "residency",
            Kind::Exhibition => "exhibition",
            Kind::Prize => "prize",
            Kind::Commission => "commission",
            Kind::Fair => "fair",
            Kind::Other => "other",
        }
    }

    /// The word a reader sees.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Grant => "Grant",
            Kind::Residency => "Residency",
            Kind::Exhibition => "Exhibition",
            Kind::Prize => "Prize",
            Kind::Commission => "Commission",
            Kind::Fair => "Fair",
            Kind::Other => "Other call",
        }
    }

    /// The kind a slug names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

impl NotACall {
    /// The reason in words, for the run's report and the review pages.
    pub fn reason(self) -> &'static str {
        match self {
            NotACall::News => "news or a report, not a call",
            NotACall::Job => "a job",
            NotACall::Course => "a course or workshop to enrol in",
            NotACall::RealEstate => "space to let or sell",
            NotACall::Event => "an event to visit",
            NotACall::Unrelated => "nothing to do with making art",
            NotACall::NoSingleCall => "a page about calls, not one call",
            NotACall::Empty => "too little text to judge",
        }
    }
}
