//! Sentences that speak of those who apply, by how they are built rather than by what they say: somebody may
//! apply, is called, has to be something, or is named by what they must be. Tables of verbs, a language a
//! line, which the forms below share.

use std::sync::LazyLock;

use super::scope::PERSON;
use crate::features::reading::pattern::Pattern;

/// What those do who apply.
const APPLY: &[&str] = &[
    r"apply|enter|submit|participate|take part|compete|propose|answer|respond|join|come|exhibit|be (?:considered|selected|chosen|supported|awarded|nominated)|get|receive|win|send|benefit|attend|use|hold",
    r"prendre part|candidater|postuler|participer|concourir|présenter|soumettre|déposer|solliciter|répondre|prétendre|s[’']inscrire|demander|bénéficier|envoyer",
    r"tomar parte|postular(?:se)?|participar|presentar(?:se)?|concurrir|concursar|optar|inscribir(?:se)?|solicitar(?:la|lo)?|acceder|aplicar|enviar|ser beneficiari[oa]s?",
    r"tomar parte|concorrer|inscrever(?:-se)?|se inscrever|candidatar(?:-se)?|apresentar|submeter|pedir|enviar",
    r"bewerben|teilnehmen|einreichen|mitmachen|beantragen|vorgeschlagen werden|gefördert werden|ausstellen",
    r"prendere parte|partecipare|candidarsi|presentare|concorrere|iscriversi|inviare|fare domanda|accedere|richiedere|aderire",
    r"aanmelden|deelnemen|inschrijven|indienen|meedoen|aanvragen|delta|söka|ansöka",
];

/// They may, before or behind that verb.
const MAY: &str = r"can|could|may|might|(?:is|are) (?:able|allowed|invited|asked|called|welcome|free|entitled) to|peu(?:t|vent)|pourr(?:a|ont)|pued[ae]n?|podr[aá]n?|pod(?:e|em|erá|erão)|können|kann|dürfen|darf|può|possono|potr(?:à|anno)|mag|mogen|kan|kunnen";

/// They do, in tongues that put it first.
const THEY_APPLY: &str = r"concorrem?|participam?|participan?|concurren?|optan?|postulan?|partecipano?|concorrono|si candidano|bewerben sich|nehmen teil|concourent|participent|candidatent|se inscrevem|angesprochen|eingeladen|zugelassen|berechtigt|gefördert|ausgezeichnet|teilnahmeberechtigt";

/// Whoever calls calls for them.
const CALLS: &[&str] = &[
    r"calls?(?: on| for)?|asks?|seeks?|takes?|turns? to|address(?:es|ed)?(?: to)?|look(?:s|ing)? for|invit(?:es?|ing|ed)|welcom(?:es?|ing)|accepts?|admits?|aimed (?:at|to)|aims at|directed (?:at|to)|meant for|made for|set up for|open(?:s|ed)? (?:to|for)|there for|eligible (?:are|is)|for use by|only from|limited to",
    r"recherche(?:nt)?|cherche(?:nt)?|accueille(?:nt)?|invite(?:nt)?|sélectionne(?:nt)?|s[’']adresse(?:nt)? (?:à|aux)|destinée?s? (?:à|aux)|soutien(?:t|nent)|ouverte?s? (?:à|aux)|réservée?s? (?:à|aux)|concerne(?:nt)?|à l[’']attention d\w+",
    r"buscan?|recib(?:e|imos|en)|invita(?:n|mos)?(?: a)?|llaman? a|convocan?(?: a)?|acogen?|admiten?|dirigid[oa]s? a|destinad[oa]s? a|abiert[oa]s? a|orientad[oa]s? a|pensad[oa]s? para|exige que|apoya a",
    r"procuram?|buscam?|recebem?|acolhem?|convidam?|destina(?:-se)?(?: a)?|abert[oa]s? a|voltad[oa]s? (?:a|para)|dirigid[oa]s? a|é para|são para|direcionad[oa]s? a",
    r"such(?:t|en)|gesucht(?: werden| sind)?|lädt|laden|richtet sich an|wendet sich an|fördert|unterstützt|offen für|gemeint sind|steht|stehen|vergibt|vergeben",
    r"cerca(?:no)?|accoglie|accolgono|invita(?:no)?|seleziona|si rivolge|rivolt[oaie] a\w*|apert[oaie] a\w*|riservat[oaie] a\w*|destinat[oaie] a\w*|ricerca",
    r"zoekt|zoeken|nodigt|richt zich op|bedoeld voor|bestemd voor|open voor",
];

/// They are or have it, said as a condition: the mood that Spanish, Portuguese and Italian keep for it.
const IF_THEY: &str = r"tengan?|residan?|vivan?|sean?|hayan?|estén?|cuenten?|acrediten?|posean?|demuestren?|trabajen?|desarrollen?|cumplan?|pertenezcan?|hablen?|dispongan?|tenham?|residam?|vivam?|sejam?|estejam?|possuam?|provem|comprovem?|trabalhem?|more[m]?|tinguin?|resideixin|siguin?|visquin|desenvolvam?|falem?|atuem|hajam?|abbiano?|siano?|risiedano?|vivano?|lavorino|operino|risultino|possiedano|studino|svolgano|parlino|dimostrino";

/// One of all there are, and no one in particular.
const ANY: &str = r"those|anyone|anybody|everyone|everybody|whoever|nobody|no one|cualquier|quienes|qualquer|quem|chi|chiunque|wer|jede[rnsm]?|alle|quiconque|chaque|cada|ogni|toute? (?:artiste|personne)|tou(?:te)?s les|ogni artista|tutti (?:gli|coloro)|todos los|todas las|todos os|iedere\w*|you";

/// What one has to be, said of those who apply.
const HAS_TO: &str =
    r"must|should|shall|ha(?:s|ve) to|needs? to|ought to|may only|can only|(?:is|are) to";

/// A word for people, and what they must be right behind.
const WHO_ARE: &[&str] = &[
    r"(?:who|that) (?:(?:now|currently|permanently|mainly|legally|primarily|actually|at present|have|has)\s+){0,2}(?:live[sd]?|resided?s?|work|hold|is|are|were born|belong|identify)\b|(?:currently |permanently )?(?:living|residing|resident|based|born|aged|over \d|under \d|older than|younger than|between the ages|between \d|of the age)\b|(?:from|of|across|all over|throughout) (?-i:[A-Z])|of (?:any|all|every) ",
    r"(?:résid\w+|vivant|habitant|domicilié\w*|établi\w*|installé\w*|âgé\w*|né\w*|de (?:moins|plus) de \d|de \d\d|issu\w*|originaires?|ayant|justifiant|exerçant)\b|(?:qui|dont) ",
    r"(?:residentes?|radicad\w+|domiciliad\w+|nacid\w+|mayores|menores|de entre \d|de más de|de menos de|con residencia|profesional\w*)\b",
    r"(?:nascid\w+|maiores|sediad\w+|naturais|com residência|entre \d|do estado|da região|profissiona\w+)\b",
    r"(?:aus|mit (?:wohn|haupt|lebens|erst)\w*|unter \d|über \d|ab \d|bis \d|im alter|jeden alters|mit sitz)\b|(?:, )?(?:die|der|das|welche[rs]?|deren)\b",
    r"(?:residenti|nat[ie]|under \d|di età|maggiorenni|domiciliat\w+|attiv[ie]|italian\w|che|fra i|tra i|con residenza)\b",
];

/// It tells of somebody, or of what was.
static TELLS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:he|she|his|her|was|were|jur(?:y|ors?)|judges?|panel|alumni|mentors?|staff|teachers?|audiences?|visitors?|featured|featuring|exhibited|last year|in (?:19|20)\d\d,|shows|presents|represents|features|showcases|brings together|connects|published|ha sido|fue|fueron|foi|foram|été|wurden?|stato|stati|jurado|júri|giuria|presenta obras|have (?:included|come)|(?:has|have) (?:had|run|hosted|welcomed|taken part|worked)|tells|(?:winners?|recipients?|artists?) (?:have )?includ(?:e|es|ed)|award-winning|acclaimed|renowned|(?:is|are) (?:an?|the) (?:[\wà-ÿ+-]+,? ){0,6}(?:organi[sz]ation|gallery|festival|museum|artist|photographer|painter|collective|space|magazine|platform|association|foundation|cent(?:er|re)))\b",
    )
});

static SPEAKS: LazyLock<Pattern> = LazyLock::new(|| {
    let apply = APPLY.join("|");
    let calls = CALLS.join("|");
    let forms = [
        format!(r"\b(?:{MAY})\b(?: [\wà-ÿ’'-]+){{0,4}} (?:{apply})\b"),
        format!(r"\b(?:{apply})\b,? (?:{MAY})\b"),
        format!(r"\b(?:können|kann|dürfen|darf|sollen|soll)\b[^.;]{{0,120}}\b(?:{})", APPLY[4]),
        format!(r"\b(?:{THEY_APPLY})\b(?: [\wà-ÿ’'-]+){{0,5}} {PERSON}"),
        format!(r"\b(?:{calls})(?: [\wà-ÿ’'&-]+,?){{0,6}} {PERSON}"),
        format!(r"\b(?:PERSON|{ANY}|one|they|who)\b(?: [\w’'-]+){{0,5}} (?:{HAS_TO})\b"),
        format!(r"\b(?:que|siempre que|sempre que|che|purché|condici[oó]n de que|patto che|condizione che|si|se)\b(?: [\wà-ÿ’'ªº.-]+){{0,6}} (?:{IF_THEY})\b"),
        format!(r"\b(?:que|che|purché) (?:{IF_THEY})\b"),
        format!(r"^[-*•–\s\d.)a-h]*(?:no |não |non )?(?:{IF_THEY})\b"),
        format!(r"\b(?:chaque|cada|ogni|jede[rs]?|every|each) (?:[\wà-ÿ-]+ ){{0,2}}{PERSON}\b"),
        format!(r"\b(?:{PERSON}|wer)\b[^.;]{{0,60}}\b(?:muss|müssen|soll|sollen|sollten|dürfen|darf)\b"),
        r"\bwer sich bewirbt\b|(?:住んでいる|在住|居住|出身|拠点)[^。]{0,12}(?:方|者|アーティスト|作家)".to_owned(),
        r"\b(?:provided|on condition|vorausgesetzt|sofern|pourvu que|à condition|a condición|a condizione|a patto|mits|required to)\b|(?:신청|지원|응모|참여|참가)\s?(?:할 수|가능|자격|대상)|(?:応募|申請|参加)(?:できる|できます|資格|条件|対象)|(?:申請|申请|報名|报名)(?:人|者|資格|资格)".to_owned(),
    ];
    Pattern::words(&forms.join("|").replace("PERSON", PERSON))
});

static NAMES: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b(?:{PERSON}|{ANY}|(?-i:[A-Z][a-z]+(?:ans|is|ese)))(?:[:*·/]\w+)?(?:,? (?:and |or |& |et |y |e |und |o |ou )?[\wà-ÿ’'*:·-]+){{0,4}}?,?\s+(?:{})",
        WHO_ARE.join("|")
    ))
});

/// Whether a sentence is built like one about those who apply.
pub(super) fn speaks_of_applying(own: &str) -> bool {
    SPEAKS.is_match(own) || NAMES.is_match(own) && !TELLS.is_match(own)
}

/// Those the call is for stand right behind these words.
static CALLED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b(?:(?:{})(?: [\wà-ÿ’'&-]+,?){{0,4}}|(?:applications?|submissions?|entries|proposals|qualifications) (?:are |is )?(?:\w+ )?(?:from|by|of)(?: [\w’'-]+,?){{0,3}}|(?:{THEY_APPLY})(?: [\wà-ÿ’'-]+,?){{0,3}}|(?:{MAY}) (?:(?:sich|se|si) )?(?:{})?(?: [\wà-ÿ’'-]+,?){{0,3}}|(?:must|should|has to|have to) be (?:an? )?|(?:que|che) (?:{IF_THEY})(?: [\wà-ÿ’'-]+){{0,3}})[\s,:]*$",
        CALLS.join("|"),
        APPLY.join("|"),
    ))
});

/// And then they may apply.
static MAY_APPLY: LazyLock<Pattern> = LazyLock::new(|| {
    let apply = APPLY.join("|");
    Pattern::words(&format!(
        r"^[^.;:]{{0,90}}\b(?:(?:{MAY})\b(?: [\wà-ÿ’'*:-]+){{0,6}} (?:{apply})\b|(?:{apply})\b,? (?:{MAY})\b)"
    ))
});

/// Whether those named between these words are the ones who apply.
pub(super) fn are_called(before: &str, behind: &str) -> bool {
    CALLED.is_match(before) || MAY_APPLY.is_match(behind)
}
