//! Those who had it before and may not have it again.

use std::sync::LazyLock;

use super::Rule;
use super::origin::Found;
use crate::features::reading::pattern::Pattern;

/// People who had it before, as they are named, a language a line.
const HAD_IT: &[&str] = &[
    r"\b(?:past|previous|former|earlier|prior|recent)\s+(?:[\w’-]+\s+){0,5}?(?:recipients?|awardees?|winners?|residents?|grantees?|fellows?|participants?|laureates?|finalists?)\b",
    r"\b(?:recipients?|winners?|grantees?|holders?) of (?:the |this |our |last |any )(?:[\w’'-]+ ){0,5}(?:award|grant|prize|bursary|fellowship|residency|scholarship|years?|editions?|20\d\d)\b",
    r"\b(?:artists?|anyone|anybody|those|applicants?|individuals|people|whoever|you|who)(?:\s+(?:who|that))?\s+(?:(?:have|has)\s+)?(?:already\s+|previously\s+|ever\s+)?(?:been\s+(?:already\s+|previously\s+)?(?:awarded|selected|in residence|funded|supported|residents?|a (?:resident|fellow|recipient))|received\s+(?:this|the|our|an?)\b|won\s+(?:this|the|our|first)\b|(?:already|previously)\s+(?:received|won|held|participated|taken part|benefit\w+))\b|\bhas (?:helped|funded|supported) you\b|\b(?:artists?|anyone|those)(?: who)? (?:have )?had (?:an? )?(?:[\w-]+ ){0,2}(?:show|exhibition|residency|studio|commission)\b[^.;]{0,30}\b(?:past|last|previous)\b",
    r"\banciens? (?:lauréat|résident|boursier)[\w·.()-]*|\blauréat[\w·.()-]*[^.;]{0,60}\b(?:précédent\w*|passé\w*|dernières?|éditions?|années?|20\d\d)\b|\b(?:déjà|précédemment) (?:été )?(?:\w+ )?(?:soutenu|aidé|primé|lauréat|bénéfici|reçu|obtenu|accueilli|particip|sout|remport|en résidence)",
    r"\b(?:premiad|ganador|beneficiari|becari|seleccionad|galardonad)[\w/]*[^.;]{0,70}\b(?:anterior\w*|últim[oa]s|pasad[oa]s?|previas?|ediciones)\b|\b(?:obtuv\w+|ganaron|ganó|recibi\w+)[^.;]{0,60}\b(?:anterior\w*|pasad[oa]s?|previ\w+|últim[oa]s|20\d\d)|\bhayan obtenido (?:el|la) (?:gran )?(?:premio|beca)|\bhayan?\s+(?:ya\s+)?(?:sido|recibido|obtenido|ganado|participado|resultado)\b[^.;]{0,80}\b(?:anterior\w*|últim[oa]s|pasad[oa]s?|previ\w+|est[ae] (?:beca|premio|residencia|apoyo)|premi\w+|seleccionad\w+|beneficiari\w+|ganador\w*)\b",
    r"\b(?:premiad|contemplad|selecionad|vencedor|bolsist|beneficiári|ganhador)[\w/]*[^.;]{0,70}\b(?:anterior\w*|últim[oa]s|passad[oa]s?|edições)\b|\b(?:quem|que)\s+(?:já\s+)?(?:foi|foram|ganhou|ganharam|recebeu|venceu|participou)\b[^.;]{0,60}\b(?:20\d\d|anterior\w*|passad[oa]s?|últim[oa]s?)|\bjá (?:tenham )?(?:\w+ ){0,2}(?:recebid|contemplad|participad|premiad|selecionad|beneficiad)\w*",
    r"\bvincitor[ie] d(?:ell|egl|[’'])[^.;]{0,40}(?:edizion\w+|anni|anno)\b|\bgià (?:\w+ ){0,3}(?:vinto|ricevuto|ottenuto|beneficiato|partecipato|selezionat\w+|vincitor\w+|assegnatari\w*)|\b(?:vincitor[ie]|beneficiari|partecipanti|assegnatari)\b[^.;]{0,30}\bprecedent[ie]\b",
    r"\b(?:bisherige|ehemalige|frühere)\w* (?:\w+ )?(?:preisträger|stipendiat|teilnehm|gewinner|geförderte)[\w:*·/-]*|\b(?:bereits|schon)\b[^.;]{0,60}\b(?:erhalten|gefördert|ausgezeichnet|gewonnen|teilgenommen|bezogen|zu gast|unterstützt)\b|\b(?:preisträger|stipendiat|gewinner)[\w:*·/-]*\s+(?:der|des)\s+(?:letzten|vergangenen|früheren|vorjahr\w*|hauptpreis\w*)",
    r"\bwie (?:al|eerder|reeds)\b[^.;]{0,60}\b(?:had|zat|kreeg|won|deelnam)|\beerder[e]?\b[^.;]{0,50}\b(?:ontvangen|gewonnen|deelgenomen|winnaars?|deelnemers?|toegekend)|\b(?:voormalige|vorige) (?:winnaars?|deelnemers?)\b",
    r"(?:過去|既|以前|前回)[^。]{0,30}(?:受賞|採択|選出|滞在|参加|受給|入選|助成|入賞)|(?:기존|이전|과거|최근|전년도|이미)[^.]{0,40}(?:선정|수혜|수상|입주|참여|지원받)",
];

/// They may not have it again, a language a line.
const NOT_AGAIN: &[&str] = &[
    r"\bnot (?:be |currently )?(?:eligible|considered|accepted)\b|\bineligible\b|\b(?:may|can|will|should|do|are)(?: ?not|n[’']t) (?:be |able to )?(?:(?:re-?)?apply|enter|submit|considered|accepted|selected|participate|take part|receive)\b|\bexcluded\b|\bmust wait\b|\bsit (?:this one )?out\b|\b(?:asked|have) to wait\b|\bdisqualified\b|\bbarred\b|\bnot (?:re-?apply|apply)\b",
    r"\bne (?:peu\w*|sont|sera|seront|pourr\w+|doi\w+)[^.;]{0,30}\bpas\b|\bne peu\w+ (?:pas|plus)\b|\b(?:doit|doivent|devront|faut) (?:laisser passer|attendre|patienter)|\bn[’\x27]est plus admis|\bne sont plus admis|\bexclu[\w·]*|\binéligible\w*|\bnon éligible\w*|\bpas (?:admis|éligible|accepté|autorisé)",
    r"\bno (?:podr[aá]n?|pueden?|ser[aá]n?|se (?:admit|acept|consider)\w+|son elegibles|haber|hayan?)\b|\bquedan? (?:excluid|fuera|inhabilitad)\w*|\bdeber[aá]n? esperar|\binhabilitad\w+|\binhabilidad\w*|\bsolo pueden exponer\b|\bse abst(?:endr|ien)\w+",
    r"\bnão (?:pod\w+|ser[aã]o?|são|est\w+|ter|tenham)\b|\bvedad[ao]\b|\bficam? (?:impedid|excluíd)\w+|\bdeverão aguardar|\bimpedid\w+|\bfora\b",
    r"\bnon (?:possono|potranno|sono ammess\w+|può|aver\w*|abbiano)\b|\besclus[ie]\b|\bdevono attendere",
    r"\bnicht\b[^.;]{0,40}\b(?:bewerben|teilnehmen|berücksichtigt|teilnahmeberechtigt|zugelassen|antragsberechtigt|erneut|wieder)\b|\bausgeschlossen\b|\bausgenommen\b|\bnicht (?:noch einmal|mehr)\b|\bfrühestens\b|\bkönnen (?:sich )?(?:nicht|erst)\b",
    r"\bniet\b[^.;]{0,40}\b(?:opnieuw|meer|aanmerking|deelnemen|aanvragen|meedoen)\b|\buitgesloten\b",
    r"(?:応募|申請|参加)(?:でき(?:ません|ない)|不可|はご遠慮)|対象外|除(?:く|きます|外)|제외|불가|할 수 없",
];

/// Said in one breath: once only.
static ONCE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:must|may|should|has|have|cannot) (?:not|never) (?:have )?(?:(?:previously|already) (?:received|been awarded|won|participated|been selected)|(?:received|been awarded|won|participated in) (?:this|the|an? \w+) (?:[\w’-]+ ){0,3}(?:award|grant|prize|fellowship|residency|scholarship|program\w*)[^.;]{0,40}\b(?:before|previously|past|last))\b|\bno (?:former|past|previous) (?:residents?|recipients?|winners?|participants?|grantees?)|\bopen to (?:\w+ )?artists who have (?:not|never) (?:previously|received|been awarded|won|participated)|\b(?:one|a single) (?:grant|award|residency|fellowship|bursary|prize) (?:in|per) (?:a |an )?(?:lifetime|artist|person)|\bonce in a (?:lifetime|career)|\b(?:received|awarded|granted|held) only once\b|\bonly (?:receive|hold|win|be awarded)[^.;]{0,30}\bonce\b|\bno haber (?:disfrutado|gozado|sido titular)|\bhaber (?:ganado|obtenido|recibido) (?:un|una|el|la|esta|este) [^.;]{0,50}\b(?:20\d\d|anterior\w*|edici\w+)|\bdürfen (?:sich )?nicht (?:erneut|wieder|nochmals)|\bnicht mehr bewerben|\bnur einmal (?:vergeben|bezogen|zugesprochen)|\bno (?:haber|hayan) (?:recibido|obtenido|ganado|sido (?:beneficiari|ganador|seleccionad|becari|premiad))\w*|\bne pas avoir (?:déjà |encore )?(?:été (?:lauréat|bénéficiaire|accueilli)|bénéficié|reçu|obtenu)|\bn[’']avoir (?:jamais|pas) (?:été (?:lauréat|bénéficiaire)|bénéficié|reçu|obtenu)|\bnão (?:ter|tenham) (?:sido (?:contemplad|premiad|selecionad|beneficiad)|recebido)|\bnon (?:aver|abbiano) (?:mai |già )?(?:vinto|ricevuto|ottenuto|beneficiato|partecipato)",
    )
});

/// Works that were shown before are something else.
static WORKS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W*(?:the |any |all |no )?(?:works?|artworks?|pieces?|entries|images?|projects?|œuvres?|obras?|opere|werke)\b",
    )
});

/// They may come back after all.
static WELCOME: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:are|is) (?:also )?(?:welcome|eligible|encouraged|able|allowed|invited)\b|\b(?:may|can) (?:re-?apply|apply again|enter again)\b",
    )
});

static HAD: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| HAD_IT.iter().map(|words| Pattern::words(words)).collect());
static AGAIN: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&NOT_AGAIN.join("|")));

/// The words that say so. `shut_out`: the passage stands in a list of those who may not apply.
pub(super) fn repeat(passage: &str, shut_out: bool) -> Option<Found> {
    let rule = Rule::NoPreviousRecipient { of: None };
    if let Some(hit) = ONCE.find(passage) {
        return Some((rule, hit.range()));
    }
    if WORKS.is_match(passage) {
        return None;
    }
    let had = HAD.iter().find_map(|pattern| pattern.find(passage))?;
    if shut_out {
        return Some((rule, had.range()));
    }
    let behind = &passage[had.end()..];
    let again = AGAIN.find(behind).filter(|hit| {
        let between = &behind[..hit.start()];
        hit.start() <= 320 && !between.contains([';', '\n']) && !WELCOME.is_match(between)
    });
    if let Some(again) = again {
        return Some((rule, had.start()..had.end() + again.end()));
    }
    // "Not eligible: anyone who received it last year."
    let before = AGAIN.find_iter(&passage[..had.start()]).last()?;
    (had.start() - before.end() <= 60).then(|| (rule, before.start()..had.end()))
}

/// Whether a passage names people who had it before.
pub(super) fn names_former(passage: &str) -> bool {
    HAD.iter().any(|pattern| pattern.is_match(passage))
}
