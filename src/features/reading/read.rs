//! All that was read from one document.

use serde::{Deserialize, Serialize};

use super::application::application;
use super::closing::closing;
use super::eligibility::{eligibility, meant};
use super::language::language;
use super::layout::Layout;
use super::money::terms;
use super::signals::Signals;
use super::{
    Application, Clause, Closing, Discipline, Document, Fact, KeyDate, Kind, NotACall, Place,
    Quote, Terms, Warning, read_apply, read_disciplines, read_kind, read_organisation, read_place,
    read_summary, read_title,
};

/// What a document says, fact by fact. What it does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// Why it is not a call; `None`: it is one.
    pub not_a_call: Option<Fact<NotACall>>,
    /// The call's name, cleaned of site names and shouting.
    pub title: Option<Fact<String>>,
    /// Who calls.
    pub organisation: Option<Fact<String>>,
    /// What kind of call.
    pub kind: Option<Fact<Kind>>,
    /// The call says it takes any discipline.
    pub any_discipline: Option<Fact<()>>,
    /// The disciplines it names.
    pub disciplines: Vec<Fact<Discipline>>,
    /// Where the work happens or is shown.
    pub place: Option<Fact<Place>>,
    /// When it closes.
    pub closing: Closing,
    /// Fee, costs, awards, benefits.
    pub terms: Terms,
    /// Who may apply, clause by clause.
    pub eligibility: Vec<Fact<Clause>>,
    /// The language the call is written in: ISO 639-1, read from the text itself.
    pub language: Option<String>,
    /// Where to apply.
    pub apply: Option<Fact<url::Url>>,
    /// How to apply: what must be handed in, by which way, in which languages.
    pub application: Application,
    /// The dates that are not the deadline, in the order of the days.
    pub dates: Vec<Fact<KeyDate>>,
    /// A short passage that says what it is about, quoted.
    pub summary: Option<Fact<String>>,
    /// What a reviewer should look at.
    pub warnings: Vec<Warning>,
}

/// No call is longer. What stands beyond is not read, and the reviewer is told so.
const LONGEST_TEXT: usize = 300_000;

impl Reading {
    /// The reading as it meets an artist: each condition that only they can judge knows who asks it.
    #[must_use]
    pub fn meant(mut self) -> Self {
        let name = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
        let (organisation, title) = (name(&self.organisation), name(&self.title));
        self.eligibility = meant(self.eligibility, organisation.as_deref(), title.as_deref());
        self
    }
}

/// Reads a document. The work grows with its length and no faster, whatever it holds.
pub fn read(document: &Document) -> Reading {
    if document.text.len() <= LONGEST_TEXT {
        return read_whole(document);
    }
    let mut end = LONGEST_TEXT;
    while !document.text.is_char_boundary(end) {
        end -= 1;
    }
    let head = Document { text: document.text[..end].to_owned(), ..document.clone() };
    let mut reading = read_whole(&head);
    reading.warnings.extend(left_unread(&head.text, end));
    reading
}

/// Says that nothing behind `end` was read, with the last words before it.
pub(super) fn left_unread(text: &str, end: usize) -> Option<Warning> {
    let mut start = end.saturating_sub(60);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let words = text.get(start..end)?;
    let start = start + (words.len() - words.trim_start().len());
    let quote = Quote::of(text, start..start + words.trim().len())?;
    (!quote.words.is_empty()).then_some(Warning::LeftUnread { quote })
}

fn read_whole(document: &Document) -> Reading {
    let layout = Layout::of(document);
    let signals = Signals::of(&layout);
    let mut reading = Reading {
        language: language(&document.text, document.declared_language.as_deref()),
        not_a_call: read_kind::not_a_call(&layout, &signals),
        title: read_title::title(&layout),
        organisation: read_organisation::organisation(&layout),
        place: read_place::place(&layout),
        apply: read_apply::apply(&layout),
        summary: read_summary::summary(&layout),
        ..Reading::default()
    };
    if reading.summary.is_none() {
        let title = reading.title.as_ref();
        reading.summary = title.and_then(|title| read_title::passage(title, &document.text));
    }
    (reading.any_discipline, reading.disciplines) = read_disciplines::disciplines(&layout);
    let country = reading.place.as_ref().and_then(|place| place.value.country);
    let (closing, dates, doubts) = closing(document, reading.language.as_deref(), country);
    (reading.closing, reading.dates) = (closing, dates);
    reading.warnings.extend(doubts);
    let last = reading.closing.deadlines.last().map(|fact| fact.value.date);
    let (terms, doubts) = terms(document, country, last);
    reading.terms = terms;
    reading.warnings.extend(doubts);
    let won = reading.terms.awards.iter().find_map(Fact::quote);
    let (kind, doubt) = read_kind::kind(&layout, &signals, won);
    reading.kind = kind;
    reading.warnings.extend(doubt);
    let (clauses, doubt) = eligibility(document, country);
    reading.eligibility = clauses;
    reading.warnings.extend(doubt);
    reading.application = application(&layout, reading.apply.as_ref());
    reading
}
