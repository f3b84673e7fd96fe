//! Questions and answers: "Can students apply? No."

use std::sync::LazyLock;

use super::origin::{Found, origin};
use super::repeat::names_former;
use super::{Applicant, Rule};
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

static ASKS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^[\W\d]*(?:can|may|could|am i|are|is|do|does|will|posso|puedo|puis-je|est-ce|kann|kan|peut-on|i am|i live|i[’']m|what if|how about|and)\b.*\?\W*$|\b(?:can|may|could|podem|pode|posso|pueden|puede|puedo|peuvent|peut|pouvons|können|kann|dürfen|darf|possono|può|kunnen|mogen)\b.*\?\W*$|(?:できますか|可能ですか|할 수 있나요|가능한가요)",
    )
});

/// It asks who may apply: its answer, and perhaps a heading.
static WHO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W*(?:who|whom|for whom|qui|à qui|pour qui|qui[eé]n\w*|a qui[eé]n\w*|para qui[eé]n|quem|para quem|a quem|wer|für wen|an wen|chi|a chi|per chi|wie|voor wie|are you|is (?:this|it) for|sind sie|bist du|êtes-vous|es-tu|[¿]?eres|você é|sei un)\b",
    )
});

static NO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W*(?:no|não|non|nein|nee|sorry|unfortunately|lamentablemente|leider|purtroppo|infelizmente|malheureusement|helaas)\b|^(?:いいえ|아니)",
    )
});

static STUDENTS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bstudents?\b|\bétudiant|\bestudiantes?\b|\bestudantes?\b|\bstudierende\w*|\bstudent[ie]\b|\bstudenten\b|学生|학생",
    )
});

static GROUPS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:collectives?|groups?|duos?|teams?|colectivos?|coletivos?|collectifs?|gruppen|kollektive|collettivi|gruppi)\b|\bas a (?:group|collective|duo|team)\b",
    )
});

static BACK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:past|previous|former|earlier)\s+(?:\w+\s+){0,2}(?:recipients?|winners?|residents?|grantees?|fellows?|participants?|awardees?)\b|\b(?:apply|enter|come) (?:again|back)\b|\bre-?apply\b|\balready (?:received|won|been)\b",
    )
});

/// Whether a passage only asks whether someone may apply; what it says is settled by the answer.
pub(super) fn asks(own: &str) -> bool {
    own.trim_end_matches(['*', '_', ' ']).ends_with(['?', '？'])
        && ASKS.is_match(own)
        && !WHO.is_match(own)
}

/// Whether a passage asks who may apply, so that what follows on its line is the answer.
pub(super) fn asks_who(own: &str) -> bool {
    own.trim_end_matches(['*', '_', ' ']).ends_with(['?', '？']) && WHO.is_match(own)
}

/// Whether a passage begins with a no.
pub(super) fn says_no(own: &str) -> bool {
    NO.is_match(own)
}

/// Who may not apply, where the answer to a question is no.
pub(super) fn denied(question: &str, home: Option<Country>) -> Vec<Found> {
    let whole = 0..question.len();
    let mut found: Vec<Found> = Vec::new();
    if STUDENTS.is_match(question) {
        found.push((Rule::Student { must_be: false }, whole.clone()));
    }
    if BACK.is_match(question) || names_former(question) {
        found.push((Rule::NoPreviousRecipient { of: None }, whole.clone()));
    }
    if found.is_empty() && GROUPS.is_match(question) {
        found.push((Rule::ApplicantKind { kinds: vec![Applicant::Individual] }, whole));
    }
    // Of a passport and a home elsewhere the answer says more than the question.
    if let [(rule @ Rule::Residence { .. }, range)] = &origin(question, home)[..] {
        found.push((Rule::Not { rule: Box::new(rule.clone()) }, range.clone()));
    } else if let [(Rule::Not { rule }, range)] = &origin(question, home)[..]
        && matches!(**rule, Rule::Residence { .. })
    {
        found.push(((**rule).clone(), range.clone()));
    }
    found
}
