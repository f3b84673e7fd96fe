//! The facts of a call, each beside the words it was read from and with the form that puts it right.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::Open;
use crate::features::opportunities::{Corrected, Correction, Detail, applying, details, words};
use crate::features::profiles;
use crate::features::reading::{self, Clause, Fact, Reading as Read, Sureness};
use crate::features::sources::pages::correcting::{
    DETAIL, OVERLOOKED, Wrong, clause_name, detail_name, form,
};
use crate::features::sources::review::Case;
use crate::features::sources::seen;
use crate::features::sources::{Correct as CorrectPath, Undo as UndoPath};
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

const PROPOSED: &str = "Proposed by a model";
const WHO: &str = "Who may apply";

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

/// What the facts are laid out from.
struct Desk<'a> {
    case: &'a Case,
    open: &'a Open,
    spans: &'a mut Vec<Span>,
    /// What anchors of quotes begin with.
    prefix: &'static str,
    /// By which of several deadlines the one is told that counts.
    today: NaiveDate,
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
                (None, Some(Sureness::Proposed)) => Some(Badge::new(Tone::Open, PROPOSED)),
                _ => None,
            },
            because: facts.iter().find_map(|fact| fact.because.clone()),
            quotes: facts.iter().filter_map(|fact| self.quoted(field, label, fact)).collect(),
            was: None,
            correction: correction.map(|corrected| self.undo(corrected)),
            correct: self.correct(field, label),
        }
    }

    fn clause(&mut self, n: usize, clause: &Fact<Clause>) -> Reading {
        let put_in = self.case.corrections.iter().find(|corrected| {
            matches!(&corrected.correction, Correction::Rule(said) if said.clause == clause.value)
                && (put_in_by_a_person(clause) || clause.quote().is_none())
        });
        let is_new = seen::is_change(self.case)
            && !self
                .case
                .opportunity
                .reading
                .eligibility
                .iter()
                .any(|old| old.value == clause.value);
        let badge = match (put_in, clause.sureness) {
            _ if is_new => Some(Badge::new(Tone::Open, "New")),
            (_, Sureness::Doubtful) => Some(Badge::new(Tone::Open, "Doubtful")),
            (_, Sureness::Proposed) => Some(Badge::new(Tone::Open, PROPOSED)),
            (Some(_), _) => Some(Badge::new(Tone::Quiet, "Put in")),
            _ => None,
        };
        Reading {
            label: WHO.into(),
            value: Some(in_words(&clause.value)),
            badge,
            because: clause.because.clone(),
            quotes: self.quoted("who-may-apply", WHO, clause).into_iter().collect(),
            was: None,
            correction: put_in.map(|corrected| self.undo(corrected)),
            correct: match put_in.is_some() || is_new {
                true => None,
                false => {
                    let about = in_words(&clause.value);
                    let named = ("clause", clause_name(clause));
                    self.strike_out("not_a_rule", named, &format!("clause-{n}"), &about)
                }
            },
        }
    }

    /// Something about how one applies, or a date beside the deadline.
    fn detail(&mut self, n: usize, detail: &Fact<Detail>) -> Reading {
        let (label, value) = detail_words(&detail.value);
        let badge = match detail.sureness {
            Sureness::Doubtful => Some(Badge::new(Tone::Open, "Doubtful")),
            Sureness::Inferred => Some(Badge::new(Tone::Quiet, "Inferred")),
            _ => None,
        };
        // Of a change it is struck out when the change counts: the form names what counts now.
        let there = |fact: &Fact<Detail>| {
            fact.value == detail.value
                && fact.quote().map(|quote| &quote.words)
                    == detail.quote().map(|quote| &quote.words)
        };
        let counts = details(&self.case.opportunity.reading).iter().any(there);
        let about = format!("{label}: {value}");
        let put_in = self.case.corrections.iter().find(|corrected| {
            matches!(&corrected.correction, Correction::AlsoSaid(said) if said.detail == detail.value)
                && (put_in_by_a_person(detail) || detail.quote().is_none())
        });
        let badge = badge.or(put_in.map(|_| Badge::new(Tone::Quiet, "Put in")));
        let correct = (counts && put_in.is_none()).then(|| {
            self.strike_out(DETAIL, ("detail", detail_name(detail)), &format!("detail-{n}"), &about)
        });
        Reading {
            quotes: self.quoted(detail_anchor(&detail.value), label, detail).into_iter().collect(),
            label: label.into(),
            value: Some(value),
            badge,
            because: detail.because.clone(),
            was: None,
            correction: put_in.map(|corrected| self.undo(corrected)),
            correct: correct.flatten(),
        }
    }

    /// A clause or a smaller fact that somebody struck out, with the way back.
    fn struck_out(&self, corrected: &Corrected) -> Option<Reading> {
        let (value, words) = match &corrected.correction {
            Correction::NotARule(said) => (in_words(&said.clause), &said.words),
            Correction::NotSaid(misread) => {
                let (label, value) = detail_words(&misread.detail);
                (format!("{label}: {value}"), &misread.words)
            }
            _ => return None,
        };
        Some(Reading {
            label: "Struck out".into(),
            value: Some(value),
            badge: Some(Badge::new(Tone::Quiet, "Does not count")),
            because: Some(format!("It was read from “{words}”")),
            quotes: Vec::new(),
            was: None,
            correction: Some(self.undo(corrected)),
            correct: None,
        })
    }

    /// The form that strikes out the one of these facts that the hidden field names.
    fn strike_out(
        &self,
        field: &str,
        (hidden, name): (&'static str, String),
        key: &str,
        about: &str,
    ) -> Option<Correct> {
        let asked = match self.open {
            Open::Correct { typed, .. } => typed.get(hidden).and_then(|names| names.first()),
            _ => None,
        };
        let correct = self.correct(field, about)?;
        // Each of them has such a form; what was typed belongs to one.
        let open = correct.open && asked == Some(&name);
        let mut fields = match open {
            true => correct.fields,
            false => form(field, &self.case.opportunity.reading, self.today, None, &Wrong::new())?,
        };
        for field in &mut fields {
            field.key = format!("{key}-{}", field.name);
        }
        Some(Correct {
            title: "Strike out",
            errors: ErrorSummary::of(if open { fields.as_slice() } else { &[] }),
            hidden: vec![(hidden, name)],
            fields,
            button: "Strike it out",
            open,
            ..correct
        })
    }

    fn quoted<T>(&mut self, field: &str, label: &str, fact: &Fact<T>) -> Option<Quoted> {
        let quote = fact.quote()?;
        let anchor = format!("{}-{field}-{}", self.prefix, quote.start);
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

    fn correct(&self, field: &str, about: &str) -> Option<Correct> {
        let (typed, wrong) = match self.open {
            Open::Correct { field: open, typed, wrong } if open == field => {
                (Some(typed), wrong.clone())
            }
            _ => (None, Wrong::new()),
        };
        let fields = form(field, &seen::counting(self.case), self.today, typed, &wrong)?;
        let action = CorrectPath { id: self.case.opportunity.id.0, field: field.to_owned() };
        Some(Correct {
            title: "Correct",
            about: Some(about.to_owned()),
            action: action.to_string(),
            errors: ErrorSummary::of(&fields),
            hidden: Vec::new(),
            fields,
            button: "Keep the correction",
            open: typed.is_some(),
            first: false,
        })
    }
}

fn in_words(clause: &Clause) -> String {
    format!("{}: {}", words::force(clause), profiles::words::asks(&clause.rule))
}

/// The name of a smaller fact and what it says.
fn detail_words(detail: &Detail) -> (&'static str, String) {
    match detail {
        Detail::Benefit(benefit) => ("In kind", words::benefit_name(*benefit).into()),
        Detail::Material(material) => (material.kind.name(), applying::limits(material)),
        Detail::Route(route) => ("How to apply", applying::route(route)),
        Detail::Language(code) => ("Language to apply in", profiles::words::language_name(code)),
        Detail::Ai(policy) => ("Artificial intelligence", applying::policy(*policy).into()),
        Detail::Date(date) => (date.what.name(), applying::when(date)),
    }
}

fn detail_anchor(detail: &Detail) -> &'static str {
    match detail {
        Detail::Benefit(_) => "benefit",
        Detail::Material(material) => material.kind.slug(),
        Detail::Route(_) => "route",
        Detail::Language(_) => "language",
        Detail::Ai(_) => "ai",
        Detail::Date(_) => "date",
    }
}

/// Whether the fact says that a person put it in.
fn put_in_by_a_person<T>(fact: &Fact<T>) -> bool {
    fact.because.as_ref().is_some_and(|because| because.starts_with("Put in by "))
}
