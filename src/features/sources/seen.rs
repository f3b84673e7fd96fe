//! What a reviewer had before their eyes, sent along with what they decide.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::review::Case;
use crate::features::opportunities::{self, State};
use crate::features::reading::Reading;
use crate::platform::parts::Change;

/// What a reviewer saw of a call: which version, how it stood, which facts, and how long its
/// history was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    version: Uuid,
    facts: String,
    lines: usize,
}

impl Seen {
    /// What this case shows.
    pub fn of(case: &Case) -> Self {
        Self { version: newest(case), facts: digest(case), lines: case.history.len() }
    }

    /// The version that was looked at.
    pub fn version(&self) -> Uuid {
        self.version
    }

    /// Whether the case still shows the same facts, whatever else was done with it.
    pub fn holds(&self, case: &Case) -> bool {
        self.version == newest(case) && self.facts == digest(case)
    }

    /// How many lines the history has more now.
    pub fn lines_since(&self, case: &Case) -> usize {
        case.history.len().saturating_sub(self.lines)
    }
}

/// What the case's newest version says differently from one that was looked at before.
pub fn since(case: &Case, before: &Reading, text: &str) -> Vec<Change> {
    let now = case.version.read_at;
    let before = laid(case, before.clone(), text);
    opportunities::changes(&before, &counting(case), now)
}

/// What would count if it were published now: the newest version with the corrections on top.
pub fn counting(case: &Case) -> Reading {
    match &case.change {
        Some(change) if is_change(case) => {
            laid(case, change.reading.clone(), &change.document.text)
        }
        _ => case.opportunity.reading.clone(),
    }
}

/// A reading of `text` with the case's proposals beneath and its corrections on top.
pub fn laid(case: &Case, reading: Reading, text: &str) -> Reading {
    let reading = opportunities::fill_in(reading, &case.proposals, text);
    opportunities::lay_over(reading, &case.corrections, text)
}

/// Whether publishing means that a change of a published call counts.
pub fn is_change(case: &Case) -> bool {
    case.opportunity.state == State::Published && case.change.is_some()
}

fn newest(case: &Case) -> Uuid {
    case.change.as_ref().unwrap_or(&case.version).id
}

fn digest(case: &Case) -> String {
    let call = &case.opportunity;
    let json = serde_json::to_vec(&(call.state, &call.reading)).unwrap_or_default();
    Sha256::digest(&json)[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.version.simple(), self.facts, self.lines)
    }
}

impl FromStr for Seen {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let (version, facts, lines) = (parts.next(), parts.next(), parts.next());
        Ok(Self {
            version: version.and_then(|id| id.parse().ok()).ok_or(())?,
            facts: facts.ok_or(())?.to_owned(),
            lines: lines.and_then(|count| count.parse().ok()).ok_or(())?,
        })
    }
}
