//! What a newer version says differently.

use crate::features::opportunities;
use crate::features::reading::Reading;
use crate::features::sources::queries::versions::Version;
use crate::features::sources::review::Case;
use crate::features::sources::{Decision, Seen, seen};
use crate::platform::parts::{Change, Diff, Link, Redline};

/// What a newer version of a published call says differently from what counts, fact by fact.
pub fn changes(case: &Case, newer: &Version) -> Vec<Change> {
    let text = &newer.document.text;
    let newer: Reading = seen::laid(case, newer.reading.clone(), text);
    opportunities::changes(&case.opportunity.reading, &newer, case.version.read_at)
}

/// A page of a published call that says something else now.
pub struct PageChange {
    pub heading: &'static str,
    /// Which page it is, where the call rests on another.
    pub elsewhere: Option<Link>,
    /// What that page itself said before, fact by fact.
    pub on_that_page: Option<Diff>,
    /// What taking it over would change.
    pub facts: Diff,
    /// The words that went and came on that page.
    pub words: Option<Redline>,
}

/// The change of a page, which said `before` when somebody looked last.
pub fn of_page(case: &Case, newer: &Version, before: Option<&Version>) -> PageChange {
    let facts = Diff { changes: changes(case, newer) };
    let elsewhere = newer.listing != case.version.listing;
    let before = if elsewhere { before } else { Some(&case.version) };
    let words = before.and_then(|before| Redline::of(&before.document.text, &newer.document.text));
    let on_that_page = before.filter(|_| elsewhere).and_then(|before| {
        diff(Some(&opportunities::changes(&before.reading, &newer.reading, newer.read_at)))
    });
    PageChange {
        heading: match elsewhere {
            true => "Another page that lists it has changed",
            false => "What changed since it was published",
        },
        elsewhere: elsewhere.then(|| Link::new(newer.source_name.clone(), newer.url.clone())),
        on_that_page,
        facts,
        words,
    }
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
        "unmerge" => "parted again",
        "take_in" => "took another call in",
        "split" => "told apart",
        "correct" => "corrected",
        "undo" => "took a correction back",
        "propose" => "a model proposed something",
        "accept_proposal" => "accepted a proposal",
        "strike_proposal" => "struck a proposal",
        "accept_change" => "took a change over",
        "take_change_back" => "took a change back",
        "keep" => "kept what was published",
        "withdraw" => "put back into the queue",
        "page_changed" => "its page changed",
        other => other,
    }
}
