//! A sentence about who may apply that no typed rule fits.

use std::sync::LazyLock;

use super::Force;
use super::scope::PERSON;
use crate::features::reading::pattern::Pattern;

/// The sentence asks something of the person by name; a language a line.
static ASKS_PERSON: LazyLock<Pattern> = LazyLock::new(|| {
    let asks = [
        r"\bPERSON\s+(?:who\s+\w+\s+)?(?:must|need to|are required to|should|shall|have to)\s+(?:also\s+)?(?:be\s+(?:able|willing|available|actively|an?|the|practi\w+|professional\w*|fluent|working|prepared|committed|currently|legally|in|from)|have|hold|demonstrate|possess|speak|show|currently|identify|own|come)\b|\b(?:you|who) must (?:be an?|have|hold|own|possess|speak|currently)\b",
        r"\bPERSON[^.]{0,60}\b(?:doivent|doit|devront|devra) (?:(?:également|aussi) )?(?:être|avoir|justifier|disposer|posséder|résider|pouvoir|maîtriser|exercer|parler|attester|démontrer|témoigner|bénéficier)\b",
        r"\bPERSON[^.]{0,60}\b(?:deber[aá]n?|deben?|tienen que|habrán de) (?:ser|tener|contar|acreditar|residir|poseer|demostrar|haber|estar|disponer|comprobar|dominar|hablar)\b",
        r"\bPERSON[^.]{0,60}\b(?:dev(?:em|erão|e|erá)|precisam|têm de|têm que) (?:ser|ter|residir|possuir|comprovar|estar|dispor|demonstrar|dominar|falar)\b",
        r"\bPERSON[^.]{0,60}\b(?:müssen|muss|sollen|sollten)\b[^.;]{0,90}\b(?:sein|haben|verfügen|nachweisen|vorweisen|besitzen|beherrschen|leben|wohnen|mitbringen|erfüllen|sprechen)\b",
        r"\bteilnehmende[nr]?\b[^.]{0,60}\b(?:müssen|muss|sollen|sollten)\b[^.;]{0,90}\b(?:sein|haben|verfügen|nachweisen|vorweisen|besitzen|beherrschen|mitbringen|erfüllen|sprechen)\b",
        r"\b(?:PERSON|partecipanti|richiedenti)[^.]{0,60}\bdev(?:e|ono|rà|ranno) (?:essere|avere|aver|possedere|dimostrare|risiedere|disporre|conoscere|parlare)\b",
        r"\b(?:PERSON|one|they|you)\b[^.;]{0,40}\b(?:must|has to|have to|needs? to|ought to)\s+(?:also\s+|all\s+|then\s+)?(?:be (?:able|willing|available|present|free|ready|on site)|stay|remain|spend|live|travel|study|belong|know|understand|commit|return|go to|follow|intend)\b|\b(?:PERSON|one)\b[^.;,]{0,20}\bneeds? (?:an?|the|at least|enough)\b",
        r"\b(?:PERSON|kandidaten|aanvragers|deelnemers)[^.]{0,60}\bmoet(?:en)?\b[^.;]{0,60}\b(?:zijn|hebben|beschikken|wonen|aantonen|spreken)\b",
    ];
    Pattern::words(&asks.join("|").replace("PERSON", PERSON))
});

/// Below a heading about who may apply: an item that says what one is, has or can; a language a line.
static IS_OR_HAS: LazyLock<Pattern> = LazyLock::new(|| {
    let items = [
        r"(?:be able to|possess|demonstrate|own|hold|have (?:an?|had|been|at least|completed|held|made)\b|has |not yet |not (?:be|have|been)\b|no (?:previous|prior) |ability to|experience (?:in|with|of)|a (?:degree|diploma|licen[cs]e)|at least (?:one|two|three|\d) (?:solo|group|public))",
        r"(?:être|avoir|disposer|posséder|justifier|exercer|pouvoir|maîtriser|ne pas|n[’']être|n[’']avoir|diplôme|une? (?:diplôme|formation|expérience))",
        r"(?:ser|tener|contar con|haber|poseer|acreditar|estar|no (?:ser|tener|haber|estar)|experiencia)",
        r"(?:ter|possuir|comprovar|não (?:ser|ter|estar)|experiência|diploma)",
        r"(?:abgeschlossen\w*|ein abgeschlossen\w*|hochschulabschluss|diplom|erfahrung|keine? laufend\w*)",
        r"(?:essere|avere|aver|possedere|non (?:essere|avere|aver)|laurea|diploma|esperienza)",
        r"(?:개인전|학위|졸업)|(?:個展|グループ展|学位)",
    ];
    Pattern::words(&format!(r"^[-*•\s]*(?:{})", items.join("|")))
});

/// The sentence says who is in or out.
static ADMITS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:not|in)\s?eligible\b|\bineligible\b|\bare eligible\b|\b(?:may not|cannot|can not|can[’']t) (?:apply|enter|participate|take part)\b|\b(?:experience|diploma|degree|licen[cs]e|insurance|membership|qualifications?|residency|registration) (?:[\w-]+ ){0,8}is (?:required|mandatory|essential|necessary)\b|\bonly (?:[\w-]+ ){0,2}(?:artists|applicants|individuals|those|students|people|members|candidates|photographers)\b|\b(?:nobody|no one)\b[^.;]{0,60}\b(?:can|may)\b|\bficam? de fora\b|\bnon (?:sono|è) ammess\w+|\b(?:wird|werden) nicht (?:gefördert|berücksichtigt|unterstützt|angenommen|zugelassen)|\bvorausgesetzt\b|\bbefore applying (?:anew|again)\b|\bquedan? fuera\b|\b(?:is|are) (?:excluded|barred|not admitted)\b|\bno podr[aá]n participar|\bnicht (?:teilnahmeberechtigt|zugelassen)|\b(?:sind|ist|bleiben) [^.;]{0,60}\bausgeschlossen\b|\b(?:são|estão|ficam) (?:excluíd|impedid)[oa]s\b|\bsono esclus[ei]\b|\bsont exclu[\w·]*|\bno pueden (?:participar|presentarse|postular|concursar)|\bnão (?:podem|poderão) (?:participar|concorrer|se inscrever)|\bzijn uitgesloten\b|\b(?:mogen|kunnen) niet (?:deelnemen|meedoen)|\bnão poderão participar|\bnon possono partecipare|\bne peuvent (?:pas )?(?:participer|candidater|postuler)|\bquedan excluid[oa]s|\bapenas artistas|\bes necesari[oa]\b|\bes (?:obligatori[oa]|imprescindible|indispensable)\b|\bé (?:necessári|obrigatóri|imprescindíve)\w*|\bè (?:necessari[oa]|obbligatori[oa]|richiest[oa]|indispensabile)\b|\best (?:obligatoire|indispensable|exigée?|requise?)\b|\b(?:ist|sind) (?:voraussetzung|erforderlich|notwendig|zwingend)|応募できません|지원할 수 없",
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
        r"\b(?:art ?works?|works?|images?|files?|pieces?|entries|submissions?|photos?|photographs|paintings?|sculptures?|proposals?|frames?|packag\w+|videos?|format|jpe?g|dpi|pixels?|deliver\w*|ship\w*|install\w*|framed|wired|hang\w*|obras?|propiedad|exhibidas?|œuvres?|flächen?|türen|werke?n?|opere|register\w*|submit\w*|upload\w*|complete\w* (?:the|an|all)|application (?:form|system|portal|management)|log in|create an account|deadline|form must|artforms?|costs?|expenses|mediums?|media|disciplines? (?:are|is)|murals?|people[’']s choice|prize money|fee|vote|account|grant funds|insurance)\b",
    )
});

static SOMEONE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(&format!(r"\b{PERSON}\b|\bmembers\b")));

static EVERYONE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"\b(?:all|any|every|both|each)\b"));

/// It asks nothing: it says what nobody needs, or speaks of those who were chosen, or of others.
static ASKS_NOTHING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:do|does|need)(?: not|n[’']t) (?:need|have) to\b|\bneed not\b|\bno (?:necesitan?|hace falta)\b|\bnão precisam?\b|\bnon occorre\b|\bpas besoin\b|^\W*(?:if|when|once|after)\b|^\W*no (?:[\w-]+ ){0,3}(?:is|are) (?:required|necessary|needed|mandatory|essential)|\b(?:not|n[’']t) (?:required|necessary|needed|mandatory|essential|obligatory|compulsory)\b|\bno (?:es|será|son) (?:necesari|obligatori|imprescindible|requisito)\w*|\bnão (?:é|são|será) (?:necessári|obrigatóri|precis|exigid)\w*|\bnon (?:è|sono|sarà) (?:necessari|obbligatori|richiest)\w*|\bn[’'](?:est|étant) pas (?:nécessaire|obligatoire|requis\w*|exigé\w*)|\bnicht (?:erforderlich|notwendig|nötig|verpflichtend)|\bnicht [^.;]{0,30}müssen\b|\b(?:if|once|when|upon being) (?:selected|accepted|chosen|invited)\b|\b(?:selected|chosen|successful|winning|awarded) (?:[\w-]+ )?(?:artists?|applicants?|candidates?|participants?|residents?|fellows?)\b|\b(?:jur(?:y|ors?)|judges|staff|mentors?|curators? of) (?:must|should|have to)\b|^\W*(?:have a look|tener en cuenta|have your|tenir compte|ter em conta|essere present[ei] all|have (?:your|the) )",
    )
});

/// It asks for a step to take, not for a fact.
static PROCEDURE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:register\w*|upload\w*|log in|create an account|deliver\w*|ship\w*|frame[ds]?|hang\w*|wired?|images?|files?|form\b|invoice|zoom|dates|envoyer|remplir|formulaires?|télécharger|déposer|joindre|transmettre|enviar\w*|remitir|rellenar|formulario|completar|subir|inscribirse|adjuntar|entregar\w*|preencher|formulário|anexar|einreichen|eingereicht|ausfüllen|ausgefüllt|hochladen|geliefert|abgeholt|senden|schicken|anmelden|inviare|compilare|allegare|modulo|caricare|iscriversi|consegnare|invullen|opsturen|aceptar|accepter|accettare|firmar|signer|unterschreiben|zustimmen|pagar|payer|bezahlen|pagare|betalen|present(?:es|s)? (?:at|à|en|en la)|formato|pdf|jpe?g|\w+-based artists are eligible|insurance|drop[- ]?off|pick[- ]?up|reception|agree|sign\b|e-?mail|account|(?:own|their) (?:airfare|travel|journey|flights?|expenses|accommodation)|(?:attend|present) (?:the|an?) (?:opening|reception|interview|meeting)|available (?:for|on|to) (?:\w+ ){0,3}(?:interviews?|meeting|install\w*))\b",
    )
});

/// Whether a passage is about what is handed in or paid for, and not about who applies.
pub(super) fn is_about_work(passage: &str) -> bool {
    ABOUT_WORK.is_match(passage)
}

/// An item of a list: a bullet, a number or a letter before it.
static ITEM: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"^(?:[-*•·–>▪●]\s*|\(?(?:\d{1,2}|[a-h])[.)]\s+)\S"));

/// Whether a passage is an item of a list.
pub(super) fn is_item(passage: &str) -> bool {
    ITEM.is_match(passage)
}

/// It lets in, gives, or points elsewhere, and asks nothing.
static LETS_IN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:may|can|could|welcome|ouverte?s?|abiert[oa]s?|abert[oa]s?|apert[oaie]|offen|open|free|no (?:limit|restriction|fee)|any|all|every|everyone|anyone|regardless|open to|optional|receive|offer\w*|provid\w+|will be|selected|peuvent|pueden|podem|possono|können|dürfen|see|click|visit|contact|more information|read|download|deadline|clos(?:es?|ing)|applications?|entries|submissions?|sessions?|access to|opportunit\w+|award\w*|priz\w+|stipend|exhibitions? (?:dates?|opening)|jur(?:y|or|ors)|https?|www|einzureichen|domaine|discipline|disciplinas?|unterlagen|dossier|cv\b|curriculum|portfolio|statement|letter|lettre|carta|lettera|bewerbung\w*|copy|copie|copia|kopie|budget|timeline|r[eé]sum[eé]|bio\w*|links?|pdf)\b|[?:]\s*$|€|\$|£",
    )
});

/// It is somebody else who does it, or it is a step.
static OF_OTHERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W*(?:\d+[.)]\s*)?(?:we|our|us|it|this|there|the (?:jury|council|committee|foundation|organi\w+|gallery|museum|call|residency|program\w*))\b|\b(?:pays?|receipts?|invoices?|shows? (?:the|their)|retain\w*|reserves? the right)\b",
    )
});

/// What one must be, have or do by an item under a heading that asks: no verb of obligation is needed there.
pub(super) fn item(passage: &str) -> Option<String> {
    let apt = passage.len() <= 220
        && passage.split_whitespace().count() > 3
        && ![&ASKS_NOTHING, &OF_OTHERS, &ABOUT_WORK, &PROCEDURE, &PREFERS, &LETS_IN]
            .iter()
            .any(|pattern| pattern.is_match(passage));
    let bare = |c: char| "-*•·–>▪●().; ".contains(c) || c.is_ascii_digit();
    apt.then(|| passage.trim_start_matches(bare).trim_end_matches(';').to_owned())
}

/// The words of the condition and how strict they are, where the sentence sets one for the person.
pub(super) fn other(passage: &str, below: bool) -> Option<(String, Force)> {
    if passage.len() > 400 || ASKS_NOTHING.is_match(passage) {
        return None;
    }
    let condition = passage.trim_start_matches(['-', '*', '•', ' ', '\t']).to_owned();
    if PREFERS.is_match(passage) && SOMEONE.is_match(passage) && !EVERYONE.is_match(passage) {
        return Some((condition, Force::Preferred));
    }
    let asks = ASKS_PERSON.is_match(passage) && !PROCEDURE.is_match(passage);
    let admits =
        ADMITS.is_match(passage) && !ABOUT_WORK.is_match(passage) && !PROCEDURE.is_match(passage);
    // "Diploma" alone names a paper to hand in.
    let says_something = !passage.is_ascii() || passage.split_whitespace().count() > 3;
    let has = below
        && says_something
        && passage.len() <= 200
        && IS_OR_HAS.is_match(passage)
        && !ABOUT_WORK.is_match(passage)
        && !PROCEDURE.is_match(passage);
    let shown = below || passage.len() <= 260;
    (has || (asks || admits) && shown).then_some((condition, Force::Required))
}
