//! What a newer version says differently.

use crate::features::opportunities;
use crate::features::reading::Reading;
use crate::features::sources::queries::listings::Version;
use crate::features::sources::review::Case;
use crate::features::sources::{Decision, Seen, seen};
use crate::platform::parts::{Change, Diff};

/// What a newer version of a published call says differently from what counts, fact by fact.
pub fn changes(case: &Case, newer: &Version) -> Vec<Change> {
    let text = &newer.document.text;
    let newer: Reading = opportunities::lay_over(newer.reading.clone(), &case.corrections, text);
    opportunities::changes(&case.opportunity.reading, &newer, case.version.read_at)
}

/// A line of the history, with what it altered.
pub struct Line {
    pub words: String,
    pub changes: Option<Diff>,
}

/// What happened to a call while somebody looked at it.
pub struct Meanwhile {
    /// What its page says differently.
    pub diff: Option<Diff>,
    /// What others did with it.
    pub lines: Vec<Line>,
}

/// What happened since the case was `seen`; `before` is the version that was looked at.
pub fn meanwhile(case: &Case, seen: &Seen, before: Option<&Version>) -> Meanwhile {
    let changes = before
        .map(|before| seen::since(case, &before.reading, &before.document.text))
        .unwrap_or_default();
    let lines = seen.lines_since(case);
    Meanwhile {
        diff: (!changes.is_empty()).then_some(Diff { changes }),
        lines: case.history.iter().take(lines).map(line).collect(),
    }
}

/// A line of the history.
pub fn line(decision: &Decision) -> Line {
    let at = decision.at.format("%-d %B %Y, %H:%M UTC");
    let reason = decision.reason.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    let did = did(&decision.action);
    Line {
        words: format!("{at}: {did}{reason}, by {}", decision.by),
        changes: diff(decision.changes.as_ref().map(|changes| &changes.0)),
    }
}

/// The changes as they are shown; none where there are none.
pub fn diff(changes: Option<&Vec<Change>>) -> Option<Diff> {
    let changes = changes.filter(|changes| !changes.is_empty())?.clone();
    Some(Diff { changes })
}

/// What was done, after "The call was" or alone.
pub fn did(action: &str) -> &str {
    match action {
        "publish" => "published",
        "reject" => "rejected",
        "merge" => "merged",
        "correct" => "corrected",
        "undo" => "took a correction back",
        "accept_change" => "took a change over",
        "keep" => "kept what was published",
        "withdraw" => "put back into the queue",
        "page_changed" => "its page changed",
        other => other,
    }
}
