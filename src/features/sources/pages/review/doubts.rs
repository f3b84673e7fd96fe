//! What is doubtful about a call: what a reviewer should have looked at before it is published.

use crate::features::opportunities;
use crate::features::reading::{Fact, Reading, Sureness};
use crate::features::sources::pages::warnings::{Warned, warned};
use crate::features::sources::review::Case;
use crate::platform::parts::Span;

/// Everything a reviewer should have looked at before the newest version is published; the words of that
/// version that raise it are added to `spans`.
pub fn doubts(case: &Case, spans: &mut Vec<Span>) -> Vec<Warned> {
    let read = newest(case);
    let plain = |words: String, href: Option<String>| Warned { words, href };
    let mut all: Vec<Warned> =
        read.warnings.iter().enumerate().map(|(n, warning)| warned(n, warning, spans)).collect();
    if let Some(why) = &read.not_a_call {
        let words = format!("It does not read like a call any more: {}.", why.value.reason());
        all.push(plain(words, None));
    }
    all.extend(doubtful(&read).map(|words| plain(words, None)));
    all.extend(case.alike.iter().zip(1..).map(|((other, _), n)| {
        let words = format!("It may be the same call as “{}”.", other.title);
        plain(words, Some(format!("#twin-{n}")))
    }));
    all
}

/// What would count if it were published now: the newest version with the corrections on top.
fn newest(case: &Case) -> Reading {
    match &case.change {
        Some(change) => {
            let text = &change.document.text;
            opportunities::lay_over(change.reading.clone(), &case.corrections, text)
        }
        None => case.opportunity.reading.clone(),
    }
}

/// The facts of which the reader itself is not sure.
fn doubtful(read: &Reading) -> impl Iterator<Item = String> {
    fn of<T>(label: &str, fact: Option<&Fact<T>>) -> Option<String> {
        let fact = fact.filter(|fact| fact.sureness == Sureness::Doubtful)?;
        let because = fact.because.as_deref().unwrap_or("The text leaves it open.");
        Some(format!("{label}: {because}"))
    }
    [
        of("Title", read.title.as_ref()),
        of("Who calls", read.organisation.as_ref()),
        of("Kind", read.kind.as_ref()),
        of("Deadline", read.closing.deadlines.iter().min_by_key(|fact| fact.sureness)),
        of("Deadline", read.closing.partial.as_ref()),
        of("Entry fee", read.terms.entry_fee.as_ref()),
        of("To the artist", read.terms.awards.iter().min_by_key(|fact| fact.sureness)),
        of("Place", read.place.as_ref()),
        of("Where to apply", read.apply.as_ref()),
    ]
    .into_iter()
    .flatten()
}
