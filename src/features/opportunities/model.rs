//! A call as it is kept.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::features::reading::{Document, Reading};

/// A call's id.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[sqlx(transparent)]
pub struct OpportunityId(pub Uuid);

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    /// Nobody has looked at it.
    Waiting,
    /// Artists see it.
    Published,
    /// The staff refused it.
    Rejected,
    /// It is the same as another, which counts instead.
    Merged,
}

/// Which source's listing a call rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The source's id.
    pub source_id: String,
    /// Its name, as readers know it.
    pub source_name: String,
    /// The call's page there.
    pub url: String,
}

/// A text that was read, and which version of a listing it is.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The version; `None`: it is kept nowhere.
    pub version: Option<Uuid>,
    /// The text, and what is known about where it came from.
    pub document: &'a Document,
}

/// A call with all that is known about it.
#[derive(Clone, Debug)]
pub struct Opportunity {
    /// Its id.
    pub id: OpportunityId,
    /// Its name in links.
    pub slug: String,
    /// Where it stands.
    pub state: State,
    /// The call that counts instead, where it was merged.
    pub merged_into: Option<OpportunityId>,
    /// What is known, with evidence.
    pub reading: Reading,
    /// The version of a listing that it was read from: every quote points into its text.
    pub version: Option<Uuid>,
    /// Its name.
    pub title: String,
    /// Where it comes from.
    pub origin: Origin,
    /// When a source first showed it.
    pub first_seen_at: DateTime<Utc>,
    /// When a source last showed it unchanged or a change was read.
    pub checked_at: DateTime<Utc>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// When anything about it last changed.
    pub updated_at: DateTime<Utc>,
}

impl State {
    /// The word in the database.
    pub fn slug(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Published => "published",
            State::Rejected => "rejected",
            State::Merged => "merged",
        }
    }
}
