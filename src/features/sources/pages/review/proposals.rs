//! What a model proposed of a call: each beside the words it points at, to be accepted or struck.

use chrono::{DateTime, Utc};

use crate::features::opportunities::{self, Proposal, Ruling, find_words};
use crate::features::sources::review::Case;
use crate::features::sources::{AcceptProposal, AskAgain, StrikeProposal, last_asked, seen};
use crate::platform::parts::{Badge, Span, Tone};
use crate::platform::state::State;

use super::facts::Quoted;

/// All that a model said of the call.
pub struct Proposals {
    pub proposed: Vec<Proposed>,
    /// What code refused, in lines.
    pub refused: Vec<RefusedLine>,
    /// How the last question came to nothing, and where it is asked again.
    pub failed: Option<(String, String)>,
}

/// A proposal that our readers found in the text.
pub struct Proposed {
    pub label: &'static str,
    pub value: String,
    pub badge: Badge,
    /// Whose it is, and what it does.
    pub about: String,
    pub quote: Option<Quoted>,
    /// The words, where they stand in the text no more.
    pub gone: Option<String>,
    pub accept: Option<String>,
    pub strike: Option<String>,
}

/// A proposal that was refused, and why.
pub struct RefusedLine {
    pub said: String,
    pub words: String,
    pub reason: String,
}

/// What a model said of the call; `None`: nothing. The words are added to `spans`.
///
/// # Errors
/// The database cannot be reached.
pub async fn proposals(
    state: &State,
    case: &Case,
    spans: &mut Vec<Span>,
) -> sqlx::Result<Option<Proposals>> {
    let last = last_asked(state, &case.version).await?;
    let failed = last.filter(|last| matches!(last.state.as_str(), "failed" | "lost"));
    let failed = failed.filter(|_| state.config.model_key.is_some()).map(|last| {
        let (at, why) = (last.at.format("%-d %B %Y, %H:%M UTC"), last.problem.unwrap_or_default());
        (format!("On {at} the model {why}."), AskAgain { id: case.opportunity.id.0 }.to_string())
    });
    let now = state.clock.now();
    let proposed: Vec<Proposed> =
        case.proposals.iter().map(|one| shown(case, one, now, spans)).collect();
    let refused: Vec<RefusedLine> = case
        .refused
        .iter()
        .map(|refused| RefusedLine {
            said: format!("{}: {}", refused.topic.replace('_', " "), refused.in_a_line()),
            words: refused.words.clone(),
            reason: refused.reason.clone(),
        })
        .collect();
    let any = !proposed.is_empty() || !refused.is_empty() || failed.is_some();
    Ok(any.then_some(Proposals { proposed, refused, failed }))
}

fn shown(case: &Case, proposal: &Proposal, now: DateTime<Utc>, spans: &mut Vec<Span>) -> Proposed {
    let (id, label) = (case.opportunity.id.0, proposal.topic().name());
    // The text that stands on the page under this name is the newest that would count.
    let version = case.change.as_ref().filter(|_| seen::is_change(case)).unwrap_or(&case.version);
    let quote = find_words(&version.document.text, &proposal.words).map(|quote| {
        let anchor = format!("proposal-{}-{}", proposal.topic().slug(), quote.start);
        spans.push(Span {
            start: quote.start,
            end: quote.end(),
            anchor: anchor.clone(),
            fact: "Proposed by a model".into(),
        });
        Quoted { words: quote.words, anchor }
    });
    let (badge, ruled) = match &proposal.ruling {
        Ruling::Open => (Badge::new(Tone::Open, "To look at"), None),
        Ruling::Accepted { by, at } => {
            (Badge::new(Tone::Quiet, "Accepted"), Some(("Accepted", by, at)))
        }
        Ruling::Struck { by, at } => (Badge::new(Tone::Quiet, "Struck"), Some(("Struck", by, at))),
    };
    let whose = format!("{}, {}.", proposal.model, proposal.made_at.format("%-d %B %Y"));
    let about = match ruled {
        Some((did, by, at)) => format!("{whose} {did} by {by} on {}.", at.format("%-d %B %Y")),
        None => format!("{whose} {}", what_it_does(case, proposal)),
    };
    let proposal_id = proposal.id;
    let accept = AcceptProposal { id, proposal: proposal_id }.to_string();
    let strike = StrikeProposal { id, proposal: proposal_id }.to_string();
    Proposed {
        label,
        value: opportunities::in_words(&proposal.checked.value, now),
        badge,
        about,
        gone: quote.is_none().then(|| proposal.words.clone()),
        accept: (!matches!(proposal.ruling, Ruling::Accepted { .. }) && quote.is_some())
            .then_some(accept),
        strike: (!matches!(proposal.ruling, Ruling::Struck { .. })).then_some(strike),
        quote,
    }
}

/// Whether an open proposal fills what nobody read, or stands beside what a reader doubts.
fn what_it_does(case: &Case, proposal: &Proposal) -> &'static str {
    let (read, text) = (&case.version.reading, &case.version.document.text);
    let one = std::slice::from_ref(proposal);
    if opportunities::fill_in(read.clone(), one, text) != *read {
        "No reader found this; it fills the gap until you say."
    } else {
        "It stands beside what was read; where that is doubtful, accepting this puts it in its place."
    }
}
