//! A call that may be the same one, side by side with it.

use chrono::{DateTime, Utc};

use super::facts::disciplines;
use super::standing;
use crate::features::opportunities::{Opportunity, words};
use crate::features::sources::{Apart, Merge, Review};

/// A call that may be the same one, side by side.
pub struct Twin {
    pub heading: String,
    pub title: String,
    pub href: String,
    pub rows: Vec<TwinRow>,
    /// For and against, in words.
    pub reasons: Vec<String>,
    /// Where "the same" and "two different calls" are posted to.
    pub merge: String,
    pub apart: String,
}

/// One fact of both.
pub struct TwinRow {
    pub label: String,
    pub this: String,
    pub that: String,
    pub same: bool,
}

/// `other` beside `call`, with the reasons for and against.
pub fn twin(
    call: &Opportunity,
    other: &Opportunity,
    reasons: &[String],
    now: DateTime<Utc>,
) -> Twin {
    let said = |call: &Opportunity| {
        let read = &call.reading;
        let none = || "Not stated".to_owned();
        vec![
            ("Title", call.title.clone()),
            ("Who calls", read.organisation.as_ref().map_or_else(none, |fact| fact.value.clone())),
            ("Kind", read.kind.as_ref().map_or_else(none, |fact| fact.value.name().into())),
            ("Deadline", words::deadline(&read.closing, now).words),
            ("Entry fee", words::fee(read)),
            ("To the artist", words::gives(read).unwrap_or_else(none)),
            (
                "Place",
                read.place.as_ref().and_then(|fact| words::place(&fact.value)).unwrap_or_else(none),
            ),
            ("Disciplines", disciplines(read).unwrap_or_else(none)),
            ("Stands", standing(call.state).into()),
            ("Source", call.origin.source_name.clone()),
            ("Address", call.origin.url.clone()),
        ]
    };
    let rows = said(call).into_iter().zip(said(other)).map(|((label, this), (_, that))| TwinRow {
        label: label.into(),
        same: this == that,
        this,
        that,
    });
    Twin {
        heading: "Perhaps the same call".into(),
        title: other.title.clone(),
        href: Review::of(other.id),
        rows: rows.collect(),
        reasons: reasons.to_vec(),
        merge: Merge { id: call.id.0, into: other.id.0 }.to_string(),
        apart: Apart { id: call.id.0, other: other.id.0 }.to_string(),
    }
}
