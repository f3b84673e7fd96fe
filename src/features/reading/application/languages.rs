//! Reads in which languages one may apply.

use std::sync::LazyLock;

use crate::features::reading::layout::{Layout, words_in};
use crate::features::reading::lexicon::section;
use crate::features::reading::passage::Passage;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::words::{Phrases, Words};
use crate::features::reading::{Fact, Quote};

/// The names of languages, in the languages calls come in, by their codes.
const NAMES: &[(&str, &str)] = &[
    ("ar", "arabic; arabe; árabe; arabisch; arabo"),
    ("ca", "catalan; catalán; català; catalão; katalanisch; catalano"),
    ("de", "german; deutsch; deutscher; allemand; alemán; alemão; tedesco; tedesca"),
    (
        "en",
        "english; anglais; inglés; inglês; inglese; englisch; englischer; inglesa; anglaise; engels",
    ),
    (
        "es",
        "spanish; español; española; castellano; espagnol; espanhol; spagnolo; spanisch; spanischer",
    ),
    (
        "fr",
        "french; français; française; francés; francesa; francês; francese; französisch; französischer",
    ),
    ("it", "italian; italiano; italiana; italien; italienne; italienisch; italienischer"),
    ("ja", "japanese; japonais; japonés; japonês; japanisch; giapponese"),
    ("ko", "korean; coréen; coreano; koreanisch"),
    ("nl", "dutch; néerlandais; neerlandés; holandês; niederländisch; olandese"),
    ("pl", "polish; polonais; polaco; polonês; polnisch; polacco"),
    ("pt", "portuguese; portugais; portugués; português; portuguesa; portoghese; portugiesisch"),
    ("ru", "russian; russe; ruso; russo; russisch"),
    ("zh", "chinese; mandarin; chinois; chino; chinês; chinesisch; cinese"),
];

static LANGUAGES: LazyLock<Phrases<&'static str>> = LazyLock::new(|| {
    let listed = |(code, names): &(&'static str, &str)| {
        let code = *code;
        names.split("; ").map(|name| (name.to_owned(), code)).collect::<Vec<_>>()
    };
    Phrases::new(NAMES.iter().flat_map(listed))
});

/// What is written or handed in stands before the language: "proposals … in English".
static HANDED_IN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:appl(?:y|ications?|ying|ied)|submi(?:t|tted|ssions?|tting)|proposals?|entries|documents?|documentation|materials?|forms?|dossiers?|statements?|candidatures?|pièces|solicitud(?:es)?|propuestas?|postulaci(?:ón|ones)|documentos|documentaci(?:ón|ón)|inscripci(?:ón|ones)|inscriç(?:ão|ões)|propostas?|candidaturas?|projetos?|bewerbung(?:en|sunterlagen)?|unterlagen|gesuche?|einreichung(?:en)?|anträge|eingereicht|einzureichen|domand[ae]|document(?:i|azione)|progett[oi]|redatt[aoi]|rédigée?s?|redactad\w+|redigid\w+|verfasst|written)\b",
    )
});

/// A label that leaves no doubt.
static LABEL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W*(?:languages? (?:of (?:the )?(?:application|submission)s?|for application|accepted)|application languages?|accepted languages?|langues? (?:de candidature|acceptées?|du dossier)|idiomas? (?:de (?:la )?(?:postulación|solicitud|presentación|aplicación)|aceptados?|para a? ?(?:inscrição|candidatura)|da (?:inscrição|candidatura))|bewerbungssprachen?|sprachen? der (?:bewerbung|unterlagen)|lingua (?:della (?:domanda|candidatura)|di presentazione))\b",
    )
});

/// The small word right before the first of the languages.
static IN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:in|en|em|auf|in lingua|en langue|en idioma|em língua|em idioma|written in)\s(?:(?:either|both|the|simple|clear|el|la|idioma|lingua|langue|língua|entweder)\s)*$",
    )
});

/// Between two of them.
static JOINED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W{0,4}(?:(?:or|and|and/or|ou|et|o|y|u|e|ed|oder|und|in|en|em|auf|either|the|et/ou|y/o|e/ou)\W{0,3}){0,3}$",
    )
});

/// The person speaks it, or the page is to be had in it: no word about the application.
static OTHER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:speak|spoken|fluen|proficien|command of|knowledge of|level of|read (?:this|all|the)|version|translat(?:ion|ed) (?:is|will|of)|available in|download|conocimientos?|nivel de|dominio|kenntnisse|sprachkenntnisse|niveau|maîtris|parlare|conoscenza|conhecimento|communicat\w+ in|conducted in|held in|taught in|workshops?|lectures?|call in|announcement|convocatoria en|appel en|ausschreibung auf|bando in|workshop|class(?:es)?)\b",
    )
});

static HAND_IN: LazyLock<Phrases<()>> = LazyLock::new(|| section("asks to hand in"));

/// Every language in which the call says one may apply, each once.
pub(super) fn languages(layout: &Layout<'_>, passages: &[Passage]) -> Vec<Fact<String>> {
    let text = layout.text();
    let mut read: Vec<Fact<String>> = Vec::new();
    let ends_open = |passage: &Passage| passage.of(text).trim_end().ends_with(':');
    for passage in passages.iter().filter(|passage| !passage.is_heading || ends_open(passage)) {
        let words = words_in(&layout.words, passage.range.clone());
        let named = LANGUAGES.find_between(&layout.words, words);
        let Some(first) = named.first() else { continue };
        let start = passage.range.start;
        let own = passage.of(text);
        let first_at = layout.words.span(first.words.clone()).start - start;
        let label = LABEL.is_match(own);
        let lead = &own[..first_at];
        let said = label || IN.is_match(lead) && HANDED_IN.is_match(lead) || in_brackets(lead, own);
        if !said || OTHER.is_match(own) {
            continue;
        }
        let mut end = None;
        for found in named {
            let at = layout.words.span(found.words);
            if end.is_some_and(|end: usize| !JOINED.is_match(&text[end..at.start])) {
                break;
            }
            end = Some(at.end);
            let known = read.iter().any(|fact| fact.value == *found.value);
            let quote = Quote::of(text, at).filter(|_| !known);
            read.extend(quote.map(|quote| Fact::stated((*found.value).to_owned(), quote)));
        }
    }
    read
}

/// "Please include the following (in French or English):"
fn in_brackets(lead: &str, own: &str) -> bool {
    lead.rfind('(').is_some_and(|open| IN.is_match(lead) && lead.len() - open <= 24)
        && !HAND_IN.find_in(&Words::of(own)).is_empty()
}
