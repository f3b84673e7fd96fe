//! What is doubtful about a call: what a reviewer should have looked at before it is published.

use chrono::NaiveDate;

use crate::features::reading::{Fact, Reading, Sureness, Warning};
use crate::features::sources::pages::warnings::{Warned, warned};
use crate::features::sources::review::Case;
use crate::features::sources::seen;
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
    let elsewhere =
        case.change.as_ref().is_some_and(|change| change.listing != case.version.listing);
    let counts = if elsewhere { &case.opportunity.reading } else { &read };
    all.extend(other_days(case, counts).map(|words| plain(words, Some("#listed".into()))));
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
            seen::laid(case, change.reading.clone(), text)
        }
        None => case.opportunity.reading.clone(),
    }
}

/// Other pages that list the call and name another last day: it may be another call.
fn other_days<'a>(case: &'a Case, read: &'a Reading) -> impl Iterator<Item = String> + 'a {
    let days = |reading: &'a Reading| {
        reading.closing.deadlines.iter().map(|fact| fact.value.date).collect::<Vec<_>>()
    };
    let here = days(read);
    case.linked.iter().filter_map(move |page| {
        let there = days(&page.reading);
        // A day apart is how sites write midnight.
        let near = |day: &NaiveDate| here.iter().any(|own| (*own - *day).num_days().abs() <= 1);
        let last = there.last().filter(|_| !here.is_empty() && !there.iter().any(near))?;
        let (source, day) = (&page.source_name, last.format("%-d %B %Y"));
        Some(format!("The page on {source} closes on another day, {day}: it may be another call."))
    })
}

/// The facts of which the reader itself is not sure, but for those of which a warning says so already.
fn doubtful(read: &Reading) -> impl Iterator<Item = String> {
    fn of<T>(label: &str, fact: Option<&Fact<T>>) -> Option<String> {
        let fact = fact.filter(|fact| fact.sureness <= Sureness::Doubtful)?;
        let because = fact.because.as_deref().unwrap_or("The text leaves it open.");
        Some(format!("{label}: {because}"))
    }
    let untold = |is_told: fn(&Warning) -> bool| !read.warnings.iter().any(is_told);
    let kind = untold(|warning| matches!(warning, Warning::KindUnclear));
    let fee = untold(|warning| matches!(warning, Warning::FeeUnclear { .. }));
    let deadline = untold(|warning| {
        matches!(
            warning,
            Warning::ConflictingDeadlines { .. }
                | Warning::NoYear { .. }
                | Warning::WeekdayMismatch { .. }
                | Warning::DayOrMonth { .. }
        )
    });
    let dates = read.closing.deadlines.iter().filter(|_| deadline);
    [
        of("Title", read.title.as_ref()),
        of("Who calls", read.organisation.as_ref()),
        of("Kind", read.kind.as_ref().filter(|_| kind)),
        of("Deadline", dates.min_by_key(|fact| fact.sureness)),
        of("Deadline", read.closing.partial.as_ref().filter(|_| deadline)),
        of("Entry fee", read.terms.entry_fee.as_ref().filter(|_| fee)),
        of("To the artist", read.terms.awards.iter().min_by_key(|fact| fact.sureness)),
        of("Place", read.place.as_ref()),
        of("Where to apply", read.apply.as_ref()),
        of("Who may apply", read.eligibility.iter().find(|c| c.sureness == Sureness::Proposed)),
    ]
    .into_iter()
    .flatten()
}
