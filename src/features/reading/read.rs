//! All that was read from one document.

use serde::{Deserialize, Serialize};

use super::closing::closing;
use super::eligibility::eligibility;
use super::language::language;
use super::layout::Layout;
use super::money::terms;
use super::signals::Signals;
use super::{
    Clause, Closing, Discipline, Document, Fact, Kind, NotACall, Place, Terms, Warning, read_apply,
    read_disciplines, read_kind, read_organisation, read_place, read_summary, read_title,
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
    /// A short passage that says what it is about, quoted.
    pub summary: Option<Fact<String>>,
    /// What a reviewer should look at.
    pub warnings: Vec<Warning>,
}

/// Reads a document.
pub fn read(document: &Document) -> Reading {
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
    let (kind, doubt) = read_kind::kind(&layout, &signals);
    reading.kind = kind;
    reading.warnings.extend(doubt);
    (reading.any_discipline, reading.disciplines) = read_disciplines::disciplines(&layout);
    let (closing, doubts) = closing(document, reading.language.as_deref());
    reading.closing = closing;
    reading.warnings.extend(doubts);
    let country = reading.place.as_ref().and_then(|place| place.value.country);
    let (terms, doubts) = terms(document, country);
    reading.terms = terms;
    reading.warnings.extend(doubts);
    reading.eligibility = eligibility(document, country);
    reading
}
