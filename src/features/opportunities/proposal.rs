//! What a model proposed and our readers found in the text, laid beneath what the staff knows better and
//! never over what was read.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::{OpportunityId, find_words, words};
use crate::features::profiles;
use crate::features::reading::{
    Checked, EntryFee, Fact, Found, Quote, Reading, Sureness, Topic, Warning,
};

/// A proposal whose words our readers read so.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its id.
    pub id: Uuid,
    /// What was found.
    pub checked: Checked,
    /// The words it was found in.
    pub words: String,
    /// Which model pointed at them.
    pub model: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// What a reviewer made of it.
    pub ruling: Ruling,
}

/// What a reviewer made of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Nobody has looked: it fills what is unknown, and says whose it is.
    Open,
    /// It counts, also where a reader had a doubt.
    Accepted {
        /// Who accepted it.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// It does not count.
    Struck {
        /// Who struck it.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
}

/// A proposal that was refused by code: nobody sees it but the staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The call.
    pub call: OpportunityId,
    /// Its name.
    pub title: String,
    /// What it was said to be about: a [`Topic`]'s name, or whatever the model wrote.
    pub topic: String,
    /// All that was said.
    pub said: Value,
    /// The words it pointed at.
    pub words: String,
    /// Why it was refused.
    pub reason: String,
    /// Which model said so.
    pub model: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// A proposal before it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What it is said to be about.
    pub topic: String,
    /// All that was said.
    pub said: Value,
    /// The words it points at.
    pub words: String,
    /// What our readers found there, or why it is refused.
    pub outcome: Result<Checked, String>,
}

impl Proposal {
    /// One that is kept nowhere. `None`: it was refused.
    pub fn unseen(draft: Draft, model: &str) -> Option<Self> {
        Some(Self {
            id: Uuid::nil(),
            checked: draft.outcome.ok()?,
            words: draft.words,
            model: model.to_owned(),
            made_at: DateTime::UNIX_EPOCH,
            ruling: Ruling::Open,
        })
    }

    /// What it is about.
    pub fn topic(&self) -> Topic {
        self.checked.value.topic()
    }

    fn is_accepted(&self) -> bool {
        matches!(self.ruling, Ruling::Accepted { .. })
    }

    /// A fact of it: lower than what any reader found until a person has accepted it.
    fn fact<T>(&self, value: T, quote: Quote) -> Fact<T> {
        let mut because = "Proposed by a model, found in the text".to_owned();
        let sureness = match &self.ruling {
            Ruling::Accepted { at, .. } => {
                because += &format!(", and accepted by a reviewer on {}", at.format("%-d %B %Y"));
                Sureness::Inferred
            }
            _ => Sureness::Proposed,
        };
        because.push('.');
        if let Some(more) = &self.checked.because {
            because += &format!(" {}.", more.trim_end_matches('.'));
        }
        Fact { sureness, ..Fact::inferred(value, quote, because) }
    }
}

impl Refused {
    /// What was said, in a line: "entry_fee: free true".
    pub fn in_a_line(&self) -> String {
        let Some(said) = self.said.as_object() else {
            return self.said.to_string().chars().take(200).collect();
        };
        let told = said
            .iter()
            .filter(|(name, value)| !matches!(name.as_str(), "fact" | "quote") && !value.is_null());
        let words = told.map(|(name, value)| match value {
            Value::String(text) => format!("{name} {text}"),
            other => format!("{name} {other}"),
        });
        words.collect::<Vec<_>>().join(", ").chars().take(200).collect()
    }
}

/// What was found, in words.
pub fn in_words(found: &Found, now: DateTime<Utc>) -> String {
    let mut alone = Reading::default();
    let nothing = || Quote { words: String::new(), start: 0 };
    match found {
        Found::Organisation(name) => name.clone(),
        Found::Kind(kind) => kind.name().to_owned(),
        Found::Place(place) => words::place(place).unwrap_or_default(),
        Found::Rule(clause) => {
            format!("{}: {}", words::force(clause), profiles::words::asks(&clause.rule))
        }
        Found::Deadline(deadline) => {
            alone.closing.deadlines.push(Fact::stated(deadline.clone(), nothing()));
            let shown = words::deadline(&alone.closing, now);
            match shown.at {
                Some(at) => format!("{}, {at}", shown.words),
                None => shown.words,
            }
        }
        Found::EntryFee(fee) => {
            alone.terms.entry_fee = Some(Fact::stated(fee.clone(), nothing()));
            words::fee(&alone)
        }
        Found::Award(award) => {
            alone.terms.awards.push(Fact::stated(award.clone(), nothing()));
            words::gives(&alone).unwrap_or_default()
        }
    }
}

/// The reading of `text` with what was proposed of it. An open proposal fills what no reader found; one that
/// was accepted stands also in the place of what a reader doubted. Words that stand in the text no more
/// carry nothing.
pub fn fill_in(mut reading: Reading, proposals: &[Proposal], text: &str) -> Reading {
    let awards_were_read = !reading.terms.awards.is_empty();
    let rules_were_read = !reading.eligibility.is_empty();
    // What a person accepted comes before what nobody has looked at.
    let accepted = proposals.iter().filter(|proposal| proposal.is_accepted());
    let open = proposals.iter().filter(|proposal| proposal.ruling == Ruling::Open);
    for proposal in accepted.chain(open) {
        let Some(quote) = find_words(text, &proposal.words) else { continue };
        let accepted = proposal.is_accepted();
        let filled = match proposal.checked.value.clone() {
            Found::Organisation(name) => {
                put(&mut reading.organisation, proposal.fact(name, quote), accepted)
            }
            Found::Kind(kind) => put(&mut reading.kind, proposal.fact(kind, quote), accepted),
            Found::Place(place) => put(&mut reading.place, proposal.fact(place, quote), accepted),
            Found::EntryFee(fee) => {
                let charged = |fact: &Fact<EntryFee>| fact.value == EntryFee::Charged;
                // That there is one was read; how much, only a person may add.
                if accepted && reading.terms.entry_fee.as_ref().is_some_and(charged) {
                    reading.terms.entry_fee = None;
                    reading.terms.fee_tiers.clear();
                }
                put(&mut reading.terms.entry_fee, proposal.fact(fee, quote), accepted)
            }
            Found::Deadline(deadline) => {
                closes(&mut reading, proposal.fact(deadline, quote), accepted)
            }
            Found::Award(award) => {
                let awards = &mut reading.terms.awards;
                let doubted = awards.iter().any(doubted);
                let takes = !awards_were_read || accepted && doubted;
                if takes {
                    awards.retain(|fact| !awards_were_read || !self::doubted(fact));
                    awards.push(proposal.fact(award, quote));
                }
                takes
            }
            Found::Rule(clause) => {
                let known = reading.eligibility.iter().any(|fact| fact.value == clause);
                let takes = !known && (!rules_were_read || accepted);
                if takes {
                    reading.eligibility.push(proposal.fact(clause, quote));
                }
                takes
            }
        };
        if filled {
            let topic = proposal.topic();
            reading.warnings.retain(|warning| !settles(topic, accepted, warning));
        }
    }
    reading
}

/// Puts a fact where there is none, or, once it was accepted, where there is a doubtful one.
fn put<T>(place: &mut Option<Fact<T>>, fact: Fact<T>, accepted: bool) -> bool {
    let takes = place.as_ref().is_none_or(|old| accepted && doubted(old));
    if takes {
        *place = Some(fact);
    }
    takes
}

fn closes(
    reading: &mut Reading,
    fact: Fact<crate::features::reading::Deadline>,
    accepted: bool,
) -> bool {
    let closing = &mut reading.closing;
    let unknown = closing.deadlines.is_empty()
        && closing.partial.is_none()
        && closing.recurrence.is_none()
        && closing.closed.is_none();
    let doubtful = closing.partial.is_some() || closing.deadlines.iter().any(doubted);
    let takes = unknown || accepted && doubtful;
    if takes {
        closing.partial = None;
        closing.deadlines = vec![fact];
    }
    takes
}

fn doubted<T>(fact: &Fact<T>) -> bool {
    fact.sureness <= Sureness::Doubtful
}

/// Whether a warning says no more than that nothing was found, or that somebody should look who has.
fn settles(topic: Topic, accepted: bool, warning: &Warning) -> bool {
    match warning {
        Warning::NoDeadline => topic == Topic::Deadline,
        Warning::NoYear { .. }
        | Warning::ConflictingDeadlines { .. }
        | Warning::WeekdayMismatch { .. }
        | Warning::DayOrMonth { .. } => accepted && topic == Topic::Deadline,
        Warning::FeeUnclear { .. } => accepted && topic == Topic::EntryFee,
        Warning::KindUnclear => accepted && topic == Topic::Kind,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::Kind;

    const TEXT: &str = "A residency of three weeks. Kiln House invites.";

    fn proposal(value: Found, words: &str, ruling: Ruling) -> Proposal {
        Proposal {
            id: Uuid::nil(),
            checked: Checked { value, because: None },
            words: words.into(),
            model: "small-1".into(),
            made_at: DateTime::UNIX_EPOCH,
            ruling,
        }
    }

    fn accepted() -> Ruling {
        Ruling::Accepted { by: "Grace".into(), at: DateTime::UNIX_EPOCH }
    }

    #[test]
    fn a_proposal_fills_what_is_unknown_and_never_what_was_read() {
        let kiln = || Found::Organisation("Kiln House".into());
        let one = [proposal(kiln(), "Kiln  House\ninvites", Ruling::Open)];
        let filled = fill_in(Reading::default(), &one, TEXT).organisation.unwrap();
        assert_eq!((filled.value.as_str(), filled.sureness), ("Kiln House", Sureness::Proposed));
        assert_eq!(filled.quote().unwrap().words, "Kiln House invites");
        let because = filled.because.as_deref();
        assert_eq!(because, Some("Proposed by a model, found in the text."));

        let quote = Quote { words: "Kiln".into(), start: 28 };
        let read = |fact: Fact<String>| Reading { organisation: Some(fact), ..Reading::default() };
        let stated = || Fact::stated("Kiln".to_owned(), quote.clone());
        let doubtful =
            || Fact::doubtful("Kiln".to_owned(), quote.clone(), "Two names stand there.");
        let named = |reading: Reading, ruling| {
            let filled = fill_in(reading, &[proposal(kiln(), "Kiln House", ruling)], TEXT);
            filled.organisation.unwrap().value
        };
        assert_eq!(named(read(stated()), Ruling::Open), "Kiln");
        assert_eq!(named(read(stated()), accepted()), "Kiln");
        assert_eq!(named(read(doubtful()), Ruling::Open), "Kiln");
        assert_eq!(named(read(doubtful()), accepted()), "Kiln House", "a person decided so");
    }

    #[test]
    fn what_was_struck_or_stands_in_the_text_no_more_carries_nothing() {
        let struck = Ruling::Struck { by: "Grace".into(), at: DateTime::UNIX_EPOCH };
        let kind = || Found::Kind(Kind::Residency);
        for gone in [
            proposal(kind(), "A residency", struck),
            proposal(kind(), "a stay of three weeks", Ruling::Open),
        ] {
            assert_eq!(fill_in(Reading::default(), &[gone], TEXT), Reading::default());
        }
        let both = [
            proposal(Found::Kind(Kind::Grant), "three weeks", Ruling::Open),
            proposal(kind(), "A residency", accepted()),
        ];
        let reading = Reading { warnings: vec![Warning::KindUnclear], ..Reading::default() };
        let filled = fill_in(reading, &both, TEXT);
        let kind = filled.kind.unwrap();
        assert_eq!((kind.value, kind.sureness), (Kind::Residency, Sureness::Inferred));
        assert!(filled.warnings.is_empty(), "a person has looked");
    }
}
