//! One call in the review: the call as it will appear, each fact beside the words it was read from,
//! what to look at, and what to do.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;

use super::correcting::{self, Typed, Wrong};
use super::warnings::{Warned, warned};
use crate::features::opportunities::words::{self, Standing as Place};
use crate::features::opportunities::{
    self, Corrected, Correction, Listed, Opportunity, OpportunityId, State as Standing,
};
use crate::features::profiles;
use crate::features::reading::{self, Fact, Reading as Read, Sureness};
use crate::features::sources::review::{self, Case};
use crate::features::sources::{
    Apart, Correct as CorrectPath, Keep, Merge, Publish, Reject, Review, Undo as UndoPath, Withdraw,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::{
    Badge, Card, Change, Diff, ErrorSummary, Field, Keys, Link, Marked, Span, Tone,
};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "sources/review.html")]
pub struct ReviewPage {
    page: Page,
    place: String,
    arrived: String,
    previous: Option<String>,
    next: Option<String>,
    keys: Keys,
    card: Card,
    warnings: Vec<Warned>,
    change: Option<Diff>,
    twins: Vec<Twin>,
    facts: Vec<Reading>,
    source: Link,
    text: Marked,
    listed_by: Vec<Link>,
    history: Vec<String>,
    publish: String,
    publish_words: String,
    more: Vec<Link>,
    reject: String,
    reject_fields: Vec<Field>,
    reject_open: bool,
}

/// A call that may be the same one, side by side.
struct Twin {
    heading: String,
    title: String,
    href: String,
    rows: Vec<TwinRow>,
    reasons: Vec<String>,
    merge: String,
    apart: String,
}

struct TwinRow {
    label: String,
    this: String,
    that: String,
    same: bool,
}

/// A fact beside the words it was read from.
struct Reading {
    label: String,
    value: Option<String>,
    badge: Option<Badge>,
    because: Option<String>,
    quotes: Vec<Quoted>,
    correction: Option<Undo>,
    correct: Option<Correct>,
}

struct Quoted {
    words: String,
    anchor: String,
}

struct Undo {
    words: String,
    undo: String,
}

struct Correct {
    action: String,
    errors: ErrorSummary,
    fields: Vec<Field>,
    open: bool,
}

/// Which form is open, and with what in it.
#[derive(Default)]
pub enum Open {
    /// None.
    #[default]
    Nothing,
    /// Rejecting, with what is wrong.
    Reject(String),
    /// Putting a fact right.
    Correct {
        /// Which.
        field: String,
        /// What was typed.
        typed: Typed,
        /// What is wrong with it.
        wrong: Wrong,
    },
}

pub async fn show(
    path: Review,
    framed: Page,
    State(state): State<state::State>,
) -> Result<ReviewPage> {
    page(&state, framed, OpportunityId(path.id), Open::Nothing).await
}

/// The page of a call in the review.
///
/// # Errors
/// There is no such call.
pub async fn page(
    state: &state::State,
    page: Page,
    id: OpportunityId,
    open: Open,
) -> Result<ReviewPage> {
    let case = review::case(&state.pool, id).await?.or_not_found()?;
    let queue = review::queue(&state.pool, 5_000).await?;
    let here = queue.iter().position(|one| one.id == id);
    let beside = |n: Option<usize>| Some(Review::of(queue.get(n?)?.id));
    let now = state.clock.now();
    let mut spans = Vec::new();
    let call = &case.opportunity;
    let document = &case.version.document;
    let facts = facts(&case, now, &open, &mut spans);
    let doubtful = case.change.as_ref().map_or(&case.version.reading, |change| &change.reading);
    let warnings = doubtful.warnings.iter().enumerate();
    let warnings = warnings.map(|(n, warning)| warned(n, warning, &mut spans)).collect();
    let changed = call.state == Standing::Published && case.change.is_some();
    Ok(ReviewPage {
        place: here.map_or_else(
            || standing(call.state).into(),
            |here| format!("{} of {}", here + 1, queue.len()),
        ),
        arrived: format!(
            "from {}, {}",
            call.origin.source_name,
            call.first_seen_at.format("%-d %B %Y, %H:%M UTC")
        ),
        previous: beside(here.and_then(|here| here.checked_sub(1))),
        next: beside(here.map(|here| here + 1)),
        keys: Keys::of(&[
            ("j", "next"),
            ("k", "previous"),
            ("a", "publish"),
            ("e", "correct"),
            ("r", "reject"),
            ("?", "all keys"),
        ]),
        card: opportunities::card(&listed(call), now),
        warnings,
        change: case
            .change
            .as_ref()
            .map(|change| Diff { changes: changes(&case, &change.reading) }),
        twins: case.alike.iter().map(|(other, reasons)| twin(call, other, reasons, now)).collect(),
        facts,
        source: Link::new(call.origin.url.clone(), call.origin.url.clone()),
        text: Marked::new(&document.text, &spans),
        listed_by: case
            .listed_by
            .iter()
            .map(|one| {
                let seen = one.last_seen_at.format("%-d %B %Y");
                Link::new(format!("{}, last seen {seen}", one.source_name), &one.url)
            })
            .collect(),
        history: case.history.iter().map(line).collect(),
        publish: Publish { id: id.0 }.to_string(),
        publish_words: if changed { "Take the change over" } else { "Publish" }.into(),
        more: more(call, changed),
        reject: Reject { id: id.0 }.to_string(),
        reject_fields: vec![reason(&open)],
        reject_open: matches!(open, Open::Reject(_)),
        page,
    })
}

fn reason(open: &Open) -> Field {
    let wrong = match open {
        Open::Reject(wrong) => Some(wrong.clone()),
        _ => None,
    };
    Field::text("reason", "Why")
        .hint("Not for artists, a duplicate, a scam …")
        .error(wrong)
        .required()
}

/// What else can be done, as the call stands.
fn more(call: &Opportunity, changed: bool) -> Vec<Link> {
    let mut more = Vec::new();
    if changed {
        more.push(Link::new("Keep what is published", Keep { id: call.id.0 }.to_string()));
    }
    if call.state != Standing::Waiting {
        more.push(Link::new("Take it back into the queue", Withdraw { id: call.id.0 }.to_string()));
    }
    more
}

fn standing(state: Standing) -> &'static str {
    match state {
        Standing::Waiting => "Waiting",
        Standing::Published => "Published",
        Standing::Rejected => "Rejected",
        Standing::Merged => "Merged into another",
    }
}

fn line(decision: &crate::features::sources::Decision) -> String {
    let did = match decision.action.as_str() {
        "publish" => "published",
        "reject" => "rejected",
        "merge" => "merged",
        "correct" => "corrected",
        "undo" => "took a correction back",
        "accept_change" => "took a change over",
        "keep" => "kept what was published",
        "withdraw" => "put back into the queue",
        other => other,
    };
    let at = decision.at.format("%-d %B %Y, %H:%M UTC");
    let reason = decision.reason.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{at}: {did}{reason}, by {}", decision.by)
}

/// The facts in the order of review, each with its quotes, which are added to `spans`.
fn facts(
    case: &Case,
    now: chrono::DateTime<chrono::Utc>,
    open: &Open,
    spans: &mut Vec<Span>,
) -> Vec<Reading> {
    let read = &case.opportunity.reading;
    let mut desk = Desk { case, open, spans };
    let deadline = words::deadline(read, now);
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
        desk.fact("apply", "Where to apply", read.apply.as_ref(), |url| Some(url.to_string())),
    ];
    all.extend(read.eligibility.iter().map(|clause| desk.clause(clause)));
    all
}

fn disciplines(read: &Read) -> Option<String> {
    let mut names: Vec<&str> = read.disciplines.iter().map(|fact| fact.value.name()).collect();
    if read.any_discipline.is_some() {
        names.insert(0, "Any");
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// What the facts are laid out from.
struct Desk<'a> {
    case: &'a Case,
    open: &'a Open,
    spans: &'a mut Vec<Span>,
}

impl Desk<'_> {
    fn fact<T>(
        &mut self,
        field: &str,
        label: &str,
        fact: Option<&Fact<T>>,
        words: impl FnOnce(&T) -> Option<String>,
    ) -> Reading {
        let value = fact.and_then(|fact| words(&fact.value));
        self.facts(field, label, &fact.into_iter().collect::<Vec<_>>(), value)
    }

    fn facts<T>(
        &mut self,
        field: &str,
        label: &str,
        facts: &[&Fact<T>],
        value: Option<String>,
    ) -> Reading {
        let least = facts.iter().map(|fact| fact.sureness).min();
        let correction = self.case.corrections.iter().rev().find(|c| c.correction.field() == field);
        Reading {
            label: label.into(),
            value,
            badge: match (correction, least) {
                (Some(_), _) => Some(Badge::new(Tone::Quiet, "Corrected")),
                (None, Some(Sureness::Inferred)) => Some(Badge::new(Tone::Quiet, "Inferred")),
                (None, Some(Sureness::Doubtful)) => Some(Badge::new(Tone::Open, "Doubtful")),
                _ => None,
            },
            because: facts.iter().find_map(|fact| fact.because.clone()),
            quotes: facts.iter().filter_map(|fact| self.quoted(field, label, fact)).collect(),
            correction: correction.map(|corrected| self.undo(corrected)),
            correct: self.correct(field),
        }
    }

    fn clause(&mut self, clause: &Fact<reading::Clause>) -> Reading {
        Reading {
            label: "Who may apply".into(),
            value: Some(format!(
                "{}: {}",
                words::force(&clause.value),
                profiles::words::asks(&clause.value.rule)
            )),
            badge: (clause.sureness == Sureness::Doubtful)
                .then(|| Badge::new(Tone::Open, "Doubtful")),
            because: clause.because.clone(),
            quotes: self.quoted("who-may-apply", "Who may apply", clause).into_iter().collect(),
            correction: None,
            correct: None,
        }
    }

    fn quoted<T>(&mut self, field: &str, label: &str, fact: &Fact<T>) -> Option<Quoted> {
        let quote = fact.quote()?;
        let anchor = format!("quote-{field}-{}", quote.start);
        self.spans.push(Span {
            start: quote.start,
            end: quote.end(),
            anchor: anchor.clone(),
            fact: label.into(),
        });
        Some(Quoted { words: quote.words.clone(), anchor })
    }

    fn undo(&self, corrected: &Corrected) -> Undo {
        let path =
            UndoPath { id: self.case.opportunity.id.0, correction: corrected.id }.to_string();
        let on = corrected.at.format("%-d %B %Y");
        Undo {
            words: format!("Corrected by {} on {on}: {}", corrected.by, corrected.note),
            undo: path,
        }
    }

    fn correct(&self, field: &str) -> Option<Correct> {
        let (typed, wrong) = match self.open {
            Open::Correct { field: open, typed, wrong } if open == field => {
                (Some(typed), wrong.clone())
            }
            _ => (None, Wrong::new()),
        };
        let fields = correcting::form(field, &self.case.opportunity.reading, typed, &wrong)?;
        let action = CorrectPath { id: self.case.opportunity.id.0, field: field.to_owned() };
        Some(Correct {
            action: action.to_string(),
            errors: ErrorSummary::of(&fields),
            fields,
            open: typed.is_some(),
        })
    }
}

/// What a newer version says differently.
fn changes(case: &Case, newer: &Read) -> Vec<Change> {
    let now = case.version.read_at;
    let place = Place { text: "", url: "", source: "" };
    let lay = |reading: &Read| {
        let corrections: Vec<Corrected> = case
            .corrections
            .iter()
            .filter(|one| !matches!(one.correction, Correction::NotARule(_)))
            .cloned()
            .collect();
        words::facts(&opportunities::lay_over(reading.clone(), &corrections), now, place)
    };
    let (before, after) = (lay(&case.version.reading), lay(newer));
    let said = |facts: &[crate::platform::parts::Fact], label: &str| {
        let words: Vec<String> = facts
            .iter()
            .filter(|fact| fact.label == label)
            .filter_map(|fact| fact.value.in_words())
            .collect();
        (!words.is_empty()).then(|| words.join("; "))
    };
    let mut labels: Vec<String> =
        before.iter().chain(&after).map(|fact| fact.label.clone()).collect();
    let mut seen = std::collections::HashSet::new();
    labels.retain(|label| seen.insert(label.clone()));
    labels
        .into_iter()
        .map(|label| Change { was: said(&before, &label), is: said(&after, &label), label })
        .filter(|change| change.was != change.is)
        .collect()
}

fn twin(
    call: &Opportunity,
    other: &Opportunity,
    reasons: &[String],
    now: chrono::DateTime<chrono::Utc>,
) -> Twin {
    let said = |call: &Opportunity| {
        let read = &call.reading;
        let none = || "Not stated".to_owned();
        vec![
            ("Title", call.title.clone()),
            ("Who calls", read.organisation.as_ref().map_or_else(none, |fact| fact.value.clone())),
            ("Deadline", words::deadline(read, now).words),
            ("Entry fee", words::fee(read)),
            ("To the artist", words::gives(read).unwrap_or_else(none)),
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

fn listed(call: &Opportunity) -> Listed {
    Listed {
        id: call.id,
        slug: call.slug.clone(),
        title: call.title.clone(),
        reading: call.reading.clone(),
        source_name: call.origin.source_name.clone(),
        source_url: call.origin.url.clone(),
        published_at: call.published_at,
        checked_at: call.checked_at,
        updated_at: call.updated_at,
    }
}
