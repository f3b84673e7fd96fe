//! A sentence about who may apply that no typed rule fits.

use std::sync::LazyLock;

use super::Force;
use super::scope::PERSON;
use crate::features::reading::pattern::Pattern;

/// The sentence asks something of the person by name.
static ASKS_PERSON: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b{PERSON}\s+(?:who\s+\w+\s+)?(?:must|need to|are required to|should|shall|have to)\s+(?:also\s+)?(?:be\s+(?:able|willing|available|actively|an?|the|practi\w+|professional\w*|fluent|working|prepared|committed|currently|legally|in|from)|have|hold|demonstrate|possess|speak|show|currently|identify|own|come)\b|\b(?:you|who) must (?:be an?|have|hold|currently)\b|\b{PERSON}[^.]{{0,60}}\b(?:doivent|doit|deber[aá]n? (?:ser|tener|contar|acreditar|residir)|dev(?:em|erão) (?:ser|ter|residir)|müssen|devono (?:essere|avere))\b",
    ))
});

/// The sentence says who is in or out.
static ADMITS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:not|in)\s?eligible\b|\bineligible\b|\bare eligible\b|\b(?:may not|cannot|can not|can[’']t) (?:apply|enter|participate|take part)\b|\b(?:experience|diploma|degree|licen[cs]e|insurance|membership|qualifications?|residency|registration) (?:[\w-]+ ){0,8}is (?:required|mandatory|essential|necessary)\b|\bonly (?:artists|applicants|individuals|those)\b|\bno podr[aá]n participar|\bnicht (?:teilnahmeberechtigt|zugelassen)|\bnão poderão participar|\bnon possono partecipare|\bne peuvent (?:pas )?(?:participer|candidater|postuler)|\bquedan excluid[oa]s|\bapenas artistas|\bes necesari[oa]\b|\bé necessári[oa]\b|\bè (?:necessario|richiest[oa])\b|応募できません|지원할 수 없",
    )
});

/// Some go first.
static PREFERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:preference|priority) (?:will be |is |may be )?(?:given|for|to)\b|\bprefer(?:red|ence) (?:is )?(?:applicants|artists)|\b(?:strongly |especially |particularly )encouraged? to (?:apply|submit)|\bwe (?:particularly|especially|strongly|highly) (?:encourage|welcome)|\b(?:artists?|applicants?|applications?|people|creatives) (?:who|from|with|of)[^.]{3,80}\bencouraged to (?:apply|submit)|\bla priorité est\b|\bse dará (?:prioridad|preferencia)|\bterão (?:prioridade|preferência)|\bbevorzugt\b",
    )
});

/// It is about the work, the file, the delivery, the procedure.
static ABOUT_WORK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:art ?works?|works?|images?|files?|pieces?|entries|submissions?|photos?|photographs|paintings?|sculptures?|proposals?|frames?|packag\w+|videos?|format|jpe?g|dpi|pixels?|deliver\w*|ship\w*|install\w*|framed|wired|hang\w*|obras?|propiedad|exhibidas?|œuvres?|flächen?|türen|werke?n?|opere|register\w*|submit\w*|upload\w*|complete\w* (?:the|an|all)|application (?:form|system|portal|management)|log in|create an account|deadline|form must|artforms?|costs?|expenses|mediums?|media|disciplines? (?:are|is)|people[’']s choice|prize money|fee|vote|account|grant funds|insurance)\b",
    )
});

static SOMEONE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(&format!(r"\b{PERSON}\b|\bmembers\b")));

static EVERYONE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"\b(?:all|any|every|both|each)\b"));

/// It asks for a step to take, not for a fact.
static PROCEDURE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:register\w*|upload\w*|log in|create an account|deliver\w*|ship\w*|frame[ds]?|hang\w*|wired?|images?|files?|form\b|invoice|zoom|dates|\w+-based artists are eligible|insurance|drop[- ]?off|pick[- ]?up|reception|agree|sign\b|e-?mail|account|(?:attend|present) (?:the|an?) (?:opening|reception|interview|meeting)|available (?:for|on|to) (?:\w+ ){0,3}(?:interviews?|meeting|install\w*))\b",
    )
});

/// The words of the condition and how strict they are, where the sentence sets one for the person.
pub(super) fn other(passage: &str, below: bool) -> Option<(String, Force)> {
    if passage.len() > 400 {
        return None;
    }
    let condition = passage.trim_start_matches(['-', '*', '•', ' ', '\t']).to_owned();
    if PREFERS.is_match(passage) && SOMEONE.is_match(passage) && !EVERYONE.is_match(passage) {
        return Some((condition, Force::Preferred));
    }
    let asks = ASKS_PERSON.is_match(passage) && !PROCEDURE.is_match(passage);
    let admits =
        ADMITS.is_match(passage) && !ABOUT_WORK.is_match(passage) && !PROCEDURE.is_match(passage);
    let shown = below || passage.len() <= 260;
    ((asks || admits) && shown).then_some((condition, Force::Required))
}
