//! Each fact of a call laid out: its value in words, its badge, its quotes, its corrections and its forms.

use chrono::{DateTime, NaiveDate, Utc};

use super::Open;
use super::facts::{Correct, Quoted, Reading, Undo};
use crate::features::opportunities::{Corrected, Correction, Detail, applying, details, words};
use crate::features::profiles;
use crate::features::reading::{self, Clause, Fact, Sureness};
use crate::features::sources::pages::correcting::{
    DETAIL, ONE_DEADLINE, Wrong, clause_name, day, deadline_name, detail_name, form,
};
use crate::features::sources::review::Case;
use crate::features::sources::seen;
use crate::features::sources::{Correct as CorrectPath, Undo as UndoPath};
use crate::platform::parts::{Badge, Deadline, ErrorSummary, Span, Tone};

/// What stands beside each condition.
pub const WHO: &str = "Who may apply";

const PROPOSED: &str = "Proposed by a model";

/// What the facts are laid out from.
pub struct Desk<'a> {
    pub case: &'a Case,
    pub open: &'a Open,
    pub spans: &'a mut Vec<Span>,
    /// What anchors of quotes begin with.
    pub prefix: &'static str,
    /// By which of several deadlines the one is told that counts.
    pub today: NaiveDate,
}

impl Desk<'_> {
    pub fn fact<T>(
        &mut self,
        field: &str,
        label: &str,
        fact: Option<&Fact<T>>,
        words: impl FnOnce(&T) -> Option<String>,
    ) -> Reading {
        let value = fact.and_then(|fact| words(&fact.value));
        self.facts(field, label, &fact.into_iter().collect::<Vec<_>>(), value)
    }

    pub fn facts<T>(
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

    pub fn clause(&mut self, n: usize, clause: &Fact<Clause>) -> Reading {
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

    /// One of several deadlines, with the form that puts it right and leaves the others as they are.
    pub fn one_deadline(
        &mut self,
        n: usize,
        fact: &Fact<reading::Deadline>,
        now: DateTime<Utc>,
    ) -> Reading {
        let deadline = &fact.value;
        let zone = deadline.zone.as_ref().map(|zone| zone.written.as_str());
        let on = Deadline::on(deadline.date, deadline.time, zone, deadline.earliest, now).words;
        let value = deadline.round.as_ref().map_or(on.clone(), |round| format!("{on} ({round})"));
        let correction = self.case.corrections.iter().rev().find(|corrected| {
            matches!(&corrected.correction, Correction::OneDeadline(moved)
                if moved.round == deadline.round
                    && moved.to.as_ref().is_some_and(|to| to.date == deadline.date))
        });
        // Of a change it is put right when the change counts: the form names what counts now.
        let counts = &self.case.opportunity.reading.closing.deadlines;
        let counts = counts.iter().any(|one| one.value == *deadline);
        let named = ("deadline", deadline_name(deadline));
        let correct =
            counts.then(|| self.named(ONE_DEADLINE, named, &format!("deadline-{n}"), &value));
        let correct = correct.flatten().map(|mut correct| {
            if !correct.open {
                let known = day(Some(deadline), "");
                for (field, known) in correct.fields.iter_mut().zip(known) {
                    field.value = known.value;
                }
            }
            correct
        });
        Reading {
            label: "One of the deadlines".into(),
            value: Some(value),
            badge: correction.map(|_| Badge::new(Tone::Quiet, "Corrected")),
            because: None,
            quotes: self.quoted("deadline", "Deadline", fact).into_iter().collect(),
            was: None,
            correction: correction.map(|corrected| self.undo(corrected)),
            correct,
        }
    }

    /// Something about how one applies, or a date beside the deadline.
    pub fn detail(&mut self, n: usize, detail: &Fact<Detail>) -> Reading {
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

    /// A clause, a smaller fact or one of several deadlines that somebody struck out, with the way back.
    pub fn struck_out(&self, corrected: &Corrected) -> Option<Reading> {
        let (value, words) = match &corrected.correction {
            Correction::NotARule(said) => (in_words(&said.clause), Some(&said.words)),
            Correction::NotSaid(misread) => {
                let (label, value) = detail_words(&misread.detail);
                (format!("{label}: {value}"), Some(&misread.words))
            }
            Correction::OneDeadline(moved) if moved.to.is_none() => {
                (format!("Deadline: {}", moved.date.format("%-d %B %Y")), None)
            }
            _ => return None,
        };
        Some(Reading {
            label: "Struck out".into(),
            value: Some(value),
            badge: Some(Badge::new(Tone::Quiet, "Does not count")),
            because: words.map(|words| format!("It was read from “{words}”")),
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
        named: (&'static str, String),
        key: &str,
        about: &str,
    ) -> Option<Correct> {
        let correct = self.named(field, named, key, about)?;
        Some(Correct { title: "Strike out", button: "Strike it out", ..correct })
    }

    /// The form about the one of several facts that the hidden field names.
    fn named(
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
            errors: ErrorSummary::of(if open { fields.as_slice() } else { &[] }),
            hidden: vec![(hidden, name)],
            fields,
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

    pub fn correct(&self, field: &str, about: &str) -> Option<Correct> {
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
