//! Reads what a call says about artificial intelligence: forbidden, to be disclosed, allowed. Silence says
//! nothing.

use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::features::reading::passage::Passage;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Fact, Quote};

/// What a call says about works, or texts, made with artificial intelligence.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AiPolicy {
    /// It may not be used, or what it made is not taken.
    Forbidden,
    /// Its use must be disclosed.
    Disclose,
    /// It may be used.
    Allowed,
}

/// Names of it. Two capital letters stand alone, so that "ai" of Italian and "ki" are no such thing.
static NAMED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"\bA\.?I\.?(?:[- ](?i:generated|assisted|created|produced|made|art\w*|image\w*|tools?|work\w*|generators?|content|based))?(?:\b|\s)|(?i:\bartificial intelligence\b|\bgenerative (?:ai|tools?|models?)\b|\bintelligence artificielle\b|\binteligencia artificial\b|\binteligência artificial\b|\bintelligenza artificiale\b|\bkünstlicher? intelligenz\b|\b(?:midjourney|dall[·-]?e|stable diffusion|chatgpt)\b)|\bIAs?\b|\bKI(?:[- ](?i:generiert\w*|gestützt\w*|tools?|bilder))?\b",
    )
});

static FORBIDS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:not|no longer|never)\s+(?:be\s+)?(?:accept\w*|eligible|permitted|allowed|considered|admitted|welcome|use\b|submit|enter|include|judged)|\b(?:cannot|can['’]?t|must not|may not|do not|don['’]t|won['’]t|will not)\b|\bno\s+(?:(?:use of|works? (?:made|created|generated)\w*|images?|entries)\s+)?(?:\S+\s+){0,3}(?:ai\b|a\.i|artificial)|\b(?:prohibited|forbidden|disqualif\w+|ineligible|excluded|banned|rejected|without (?:the )?(?:use|help|aid|assistance) of)\b|\bne (?:sont|seront|sera|peuvent|doivent) (?:pas|être)|\b(?:interdit|exclu|refusée?s?|sans (?:recours|l['’]aide|utilisation))|\bno (?:se (?:acepta|admit|permit|considera)\w*|serán? (?:acepta|admiti|considera)\w*|podrán?|está permitid\w+)|\b(?:prohibid\w+|excluid\w+|descalific\w+|sin (?:el )?(?:uso|ayuda))|\bnão (?:serão|será|são|é|podem) \w+|\b(?:proibid\w+|vedad\w+|desclassific\w+)|\b(?:nicht (?:zugelassen|erlaubt|akzeptiert|gestattet|berücksichtigt|teilnahmeberechtigt)|ausgeschlossen|unzulässig|verboten|ohne (?:den )?(?:einsatz|hilfe|verwendung))|\bnon (?:sono|saranno|verranno|è|sarà|possono) \w+|\b(?:vietat\w+|esclus\w+|squalific\w+|senza (?:l['’])?(?:uso|ausilio|utilizzo))",
    )
});

static DISCLOSES: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:must|should|please|required to|are asked to|need to|have to|ask (?:that )?\w+ to)\b[^.;]{0,80}\b(?:disclos\w+|declar\w+|acknowledg\w+|identif\w+|indicat\w+|stated?|specif\w+|label\w*|credit\w*|transparent|mention\w*|explain\w*|describ\w+|note)\b|\b(?:disclos\w+|declared)\b|\b(?:provided|as long as|if|so long as)\b[^.;]{0,60}\b(?:declare|state|indicate|acknowledge|label)\b|\b(?:doit|doivent|merci de|est à)\b[^.;]{0,80}\b(?:signal\w+|déclar\w+|indiqu\w+|mentionn\w+|précis\w+)|\b(?:deberán?|debe|se debe)\b[^.;]{0,80}\b(?:declar\w+|indic\w+|inform\w+|especific\w+|mencion\w+|señal\w+)|\b(?:dever(?:á|ão)|deve|devem)\b[^.;]{0,80}\b(?:declar\w+|indic\w+|inform\w+|especific\w+|mencion\w+|sinaliz\w+)|\b(?:muss|müssen|ist|sind|bitte)\b[^.;]{0,80}\b(?:angeb\w*|angegeben|anzugeben|kennzeichn\w*|gekennzeichnet|offen\w*leg\w*|offenzulegen|deklarier\w*|erwähn\w*)|\b(?:deve|devono|dovrà|dovranno|va|vanno)\b[^.;]{0,80}\b(?:dichiar\w+|indic\w+|segnal\w+|specific\w+|esplicit\w+)",
    )
});

static ALLOWS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:is|are|may be|can be|will be|also)\s+(?:also\s+|all\s+)?(?:accepted|allowed|permitted|welcome|eligible)\b|\bwe (?:accept|welcome)\b|\b(?:est|sont)\s+(?:acceptée?s?|autorisée?s?|admis\w*|permis\w*)|\bse (?:acepta|admite|permite)n?\b|\bestá permitid\w+|\b(?:é|são|será|serão)\s+(?:aceit\w+|permitid\w+)|\b(?:ist|sind)\s+(?:\w+\s+)?(?:zugelassen|erlaubt|willkommen|gestattet)|\b(?:è|sono)\s+(?:ammess\w+|consentit\w+|accettat\w+)",
    )
});

/// It is the subject of the call, or what the organiser does, and no rule.
static SUBJECT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:cookies?|chatbot|our (?:site|website)|this website|train(?:ing)? (?:of )?(?:ai|models)|scrap(?:e|ing))\b",
    )
});

/// What the call says about artificial intelligence, each once, in the order of the text.
pub(super) fn policies(text: &str, passages: &[Passage]) -> Vec<Fact<AiPolicy>> {
    let mut all: Vec<Fact<AiPolicy>> = Vec::new();
    for passage in passages.iter().filter(|passage| !passage.is_heading) {
        let Some(named) = NAMED.find(passage.of(text)) else { continue };
        let around = around(text, passage, named.range());
        let words = &text[around.clone()];
        if SUBJECT.is_match(words) {
            continue;
        }
        for policy in said(words) {
            if !all.iter().any(|known| known.value == policy) {
                let quote = Quote::of(text, around.clone());
                all.extend(quote.map(|quote| Fact::stated(policy, quote)));
            }
        }
    }
    all
}

/// What a sentence says.
fn said(words: &str) -> Vec<AiPolicy> {
    let discloses = DISCLOSES.is_match(words);
    if FORBIDS.is_match(words) {
        // "Works that do not disclose the use of AI will be disqualified."
        let lower = words.to_lowercase();
        let hidden = ["undisclosed", "not disclose", "fail to disclose", "without disclosing"];
        let undisclosed = hidden.iter().any(|said| lower.contains(said));
        return vec![if undisclosed { AiPolicy::Disclose } else { AiPolicy::Forbidden }];
    }
    let allows = ALLOWS.is_match(words).then_some(AiPolicy::Allowed);
    allows.into_iter().chain(discloses.then_some(AiPolicy::Disclose)).collect()
}

/// Bytes on either side of the name that are looked at, in a sentence that does not end.
const NEAR: usize = 170;

/// The sentence around the name, between words.
fn around(text: &str, passage: &Passage, named: Range<usize>) -> Range<usize> {
    let named = passage.range.start + named.start..passage.range.start + named.end;
    let blank = |at: &usize| text.is_char_boundary(*at) && text[*at..].starts_with(' ');
    let from = named.start.saturating_sub(NEAR).max(passage.range.start);
    let to = (named.end + NEAR).min(passage.range.end);
    let start = match from == passage.range.start {
        true => from,
        false => (from..named.start).find(blank).map_or(named.start, |at| at + 1),
    };
    let end = match to == passage.range.end {
        true => to,
        false => (named.end..=to).rev().find(blank).unwrap_or(named.end),
    };
    start..end
}
