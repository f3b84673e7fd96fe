//! The facts of a call, each beside the words it was read from and with the form that puts it right.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::Open;
use super::laying_out::{Desk, WHO};
use crate::features::opportunities::{applying, details, words};
use crate::features::reading::{self, Fact, Reading as Read};
use crate::features::sources::pages::correcting::OVERLOOKED;
use crate::features::sources::review::Case;
use crate::features::sources::seen;
use crate::platform::parts::{Badge, ErrorSummary, Field, Span, Tone};

/// A fact beside the words it was read from.
pub struct Reading {
    pub label: String,
    /// `None`: not stated.
    pub value: Option<String>,
    pub badge: Option<Badge>,
    pub because: Option<String>,
    pub quotes: Vec<Quoted>,
    /// What was published, where a change says something else.
    pub was: Option<Was>,
    pub correction: Option<Undo>,
    pub correct: Option<Correct>,
}

/// A fact as it was published, with the words it rests on in that text.
pub struct Was {
    /// `None`: it was not stated.
    pub value: Option<String>,
    pub quotes: Vec<Quoted>,
}

/// The quoted words and their anchor in the text, without `#`.
pub struct Quoted {
    pub words: String,
    pub anchor: String,
}

/// A correction in force: who made it and why, and where taking it back is posted to.
pub struct Undo {
    pub words: String,
    pub undo: String,
}

/// The form that puts a fact right.
pub struct Correct {
    /// What unfolds it, and the fact it is about.
    pub title: &'static str,
    pub about: Option<String>,
    pub action: String,
    pub errors: ErrorSummary,
    /// Sent along: name and value.
    pub hidden: Vec<(&'static str, String)>,
    pub fields: Vec<Field>,
    pub button: &'static str,
    /// Shown at once: something in it was wrong.
    pub open: bool,
    /// It is the first on the page, which a key unfolds.
    pub first: bool,
}

/// The facts that publishing would let count, in the order of review, each with its quotes, which are added
/// to `spans`. Where that is a change, those it differs from stand beside them, with quotes in `older`.
pub fn facts(
    case: &Case,
    now: DateTime<Utc>,
    open: &Open,
    spans: &mut Vec<Span>,
    older: &mut Vec<Span>,
) -> Vec<Reading> {
    let read = seen::counting(case);
    let today = now.date_naive();
    let all = laid_out(&mut Desk { case, open, spans, prefix: "quote", today }, &read, now);
    if !seen::is_change(case) {
        return all;
    }
    let mut desk = Desk { case, open, spans: older, prefix: "was", today };
    let before = laid_out(&mut desk, &case.opportunity.reading, now);
    beside(all, before)
}

/// What differs from `before` with what it was; a condition that is said no more, alone.
fn beside(mut all: Vec<Reading>, before: Vec<Reading>) -> Vec<Reading> {
    let was = |old: &mut Reading| Was {
        value: old.value.take(),
        quotes: std::mem::take(&mut old.quotes),
    };
    // Of what has one label there may be several: conditions, ways to apply, exhibitions.
    let mut times = HashMap::<String, usize>::new();
    for facts in [&all, &before] {
        let labels: HashSet<&str> = facts.iter().map(|fact| fact.label.as_str()).collect();
        for label in labels {
            let own = facts.iter().filter(|fact| fact.label == label).count();
            let most = times.entry(label.to_owned()).or_default();
            *most = own.max(*most);
        }
    }
    let mut gone = Vec::new();
    for mut old in before {
        let several = old.label == WHO || times.get(&old.label).is_some_and(|times| *times > 1);
        let of_label = |new: &&mut Reading| new.label == old.label;
        match all.iter_mut().filter(of_label).find(|new| !several || new.value == old.value) {
            Some(new) if new.value != old.value => new.was = Some(was(&mut old)),
            Some(_) => {}
            None => gone.push(Reading {
                badge: Some(Badge::new(Tone::Open, "No longer said")),
                because: None,
                was: Some(was(&mut old)),
                correction: None,
                correct: None,
                ..old
            }),
        }
    }
    all.extend(gone);
    all
}

fn laid_out(desk: &mut Desk<'_>, read: &Read, now: DateTime<Utc>) -> Vec<Reading> {
    let case = desk.case;
    let deadline = words::deadline(&read.closing, now).doubtful(false);
    let dates: Vec<&Fact<reading::Deadline>> = read.closing.deadlines.iter().collect();
    let mut all = vec![
        desk.fact("title", "Title", read.title.as_ref(), |title| Some(title.clone())),
        desk.fact("organisation", "Who calls", read.organisation.as_ref(), |name| {
            Some(name.clone())
        }),
        desk.fact("kind", "Kind", read.kind.as_ref(), |kind| Some(kind.name().into())),
        desk.facts(
            "deadline",
            "Deadline",
            &dates,
            Some(deadline.words).filter(|_| {
                read.closing.partial.is_some()
                    || read.closing.recurrence.is_some()
                    || !dates.is_empty()
            }),
        ),
        desk.fact("entry_fee", "Entry fee", read.terms.entry_fee.as_ref(), |_| {
            Some(words::fee(read))
        }),
        desk.facts(
            "award",
            "To the artist",
            &read.terms.awards.iter().collect::<Vec<_>>(),
            words::gives(read),
        ),
        desk.fact("place", "Place", read.place.as_ref(), words::place),
        desk.facts(
            "disciplines",
            "Disciplines",
            &read.disciplines.iter().collect::<Vec<_>>(),
            disciplines(read),
        ),
        desk.fact("apply", "Where to apply", read.apply.as_ref(), |url| {
            Some(applying::address(url))
        }),
    ];
    if let [_, _, ..] = dates[..] {
        let each = dates.iter().enumerate().map(|(n, fact)| desk.one_deadline(n, fact, now));
        let each: Vec<Reading> = each.collect();
        let after = all.iter().position(|fact| fact.label == "Deadline").map_or(0, |at| at + 1);
        all.splice(after..after, each);
    }
    all.extend(read.eligibility.iter().enumerate().map(|(n, clause)| desk.clause(n, clause)));
    let details = details(read);
    all.extend(details.iter().enumerate().map(|(n, detail)| desk.detail(n, detail)));
    all.extend(case.corrections.iter().filter_map(|corrected| desk.struck_out(corrected)));
    if let Some(correct) = all.iter_mut().find_map(|fact| fact.correct.as_mut()) {
        correct.first = true;
    }
    all
}

/// The forms that put in what was overlooked.
pub fn add(case: &Case, open: &Open, today: NaiveDate) -> Vec<Correct> {
    // Of a change it is added when the change counts: its words stand in that text.
    if seen::is_change(case) {
        return Vec::new();
    }
    let desk = Desk { case, open, spans: &mut Vec::new(), prefix: "quote", today };
    let form = |field, title, button| {
        Some(Correct { title, about: None, button, ..desk.correct(field, "")? })
    };
    let forms = [
        form("rule", "Add a condition about who may apply", "Add the condition"),
        form(
            OVERLOOKED,
            "Add what one gets in kind, what to hand in, or a date",
            "Add what the words say",
        ),
    ];
    forms.into_iter().flatten().collect()
}

pub fn disciplines(read: &Read) -> Option<String> {
    let mut names: Vec<&str> = read.disciplines.iter().map(|fact| fact.value.name()).collect();
    if read.any_discipline.is_some() {
        names.insert(0, "Any");
    }
    (!names.is_empty()).then(|| names.join(", "))
}
