//! The words that say what a date is for, in the languages calls come in.
//!
//! All patterns run over folded text (lower case, no accents), a few dozen words at a time.

use std::sync::LazyLock;

use crate::features::reading::pattern::Pattern;

/// What a word beside a date says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Names the end of applications.
    Deadline,
    /// "by", "until": an end of something; applications only where the sentence speaks of them.
    Until,
    /// Applications open.
    Opens,
    /// Results, jury, notification.
    Notice,
    /// The exhibition, residency or other event itself.
    Event,
    /// The end of something else: questions, delivery, payment, a year of birth.
    Other,
    /// When the text was posted.
    Posted,
}

fn words(pattern: &str) -> Pattern {
    Pattern::new(&format!(r"\b(?:{})", pattern.replace(['\n', ' '], "")))
}

/// In patterns a blank is written `_`.
macro_rules! cue {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Pattern> =
            LazyLock::new(|| words(&$pattern.replace('_', r"[\s_*]+")));
    };
}

cue!(
    DEADLINE,
    r"
    \w*dead\s?lines?\b|(?:closing|close|due|end)dates?\b|closing_(?:date|day|time)s?|closure_date|close_dates?\b|end_dates?\b|cut[-\s]?off|d-\d{1,3}\)|last_da(?:te|y)\b|final_date\b|final_day_(?:to|for)|
    due_(?:date|by|on)\b|due\b|(?:apply|submit|enter|register)_by\b|extended_(?:to|until|till|through)\b|prorrogad[oa]s?_(?:ate|at|hasta|para)\b|prorogat\w+_(?:al|fino_al?)\b|prolongee?s?_jusqu|verlangert_bis|expir(?:es?|y|ation)\b|postmark(?:ed)?\b|
    (?:applications?|submissions?|submittals?|entries|entry|call|registrations?|nominations?|portal|window|round|opportunity|eois?|expressions?_of_interest|proposals?|tenders?|bids?|rf[pq])(?:_(?:form|period|window|process|for_\w+|will|are|is|to|now|also))*_(?:clos(?:es?|ed|ing)|ends?|ending|due)\b|
    clos(?:es|ing)(?:_on|_at|_midnight)?\b|(?:will|and|to)_close\b|ends_on\b|close_(?:of_)?(?:submissions?|applications?|entries|call|entry)\b|closed_on\b|
    date[s]?_limites?|limite_de_(?:depot|candidature)|cloture|echeance|dernier_delai|date_butoir|date_de_fin|delai_de_(?:depot|rigueur)|fin_(?:de_l.appel|des_candidatures|du_depot)|
    fechas?_(?:limite|maxima|tope|final)|fecha_(?:de_)?(?:cierre|termino|entrega)|cierre\b|cierran?\b|(?:candidatures?|inscriptions?|appel|convocatoria|inscripciones|inscricoes|bewerbungsphase|ausschreibung|bando|iscrizioni)_(?:se_|si_)?(?:termina|finaliza|ferme(?:nt)?|clot|prend_fin|endet|schliesst|chiud(?:e|ono)|scad(?:e|ono)|vencen?)\b|plazos?\b|vence\b|vencimiento|termino_de_(?:la_)?(?:convocatoria|inscrip)|
    prazos?\b|datas?[-\s]limites?|data_(?:final|de_encerramento)|encerra(?:m|mento|-se)?\b|termino_das_inscricoes|
    \w*(?:bewerbungs|einsende|anmelde|abgabe|einreich|einreichungs|annahme)(?:schluss|frist|ende|termin)\w*|\w*frist(?:ende)?\b|(?:eingabe|melde|gesuch|gesuchs|antrags)(?:schluss|termin)|stichtag|краинии_срок|срок_подачи|дедлаин|прием_заявок|bewerbungsende|
    scad(?:e|ono|ra|ranno)\b|c.e_tempo_fino|tempo_(?:ate|fino)\b|ultimo_(?:dia|giorno)\b|ultima_(?:data|fecha|e)\b|dernier_jour\b|letzter_tag\b|
    scadenz[ae]|termin[ei](?:_(?:ultimo|di|d.inoltro|per))|data_(?:di_)?(?:chiusura|scadenza)|
    uiterste_(?:datum|inzenddatum)|sluitingsdatum|inzendtermijn|soknadsfrist|ansokningsfrist|sista_ansokningsdag|hatarido|son_basvuru|ansogningsfrist|uzaverka|termin_(?:nadsylania|skladania)|hakuaika
"
);
static DEADLINE_CJK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "締切|締め切り|締め切る|〆切|必着|(?:応募|募集|申請|受付|申込|公募)期間|受付期限|応募期限|마감|(?:접수|신청|모집|공모|응모|지원|등록)\\s?기간|접수|截止|(?:徵件|投件|收件|報名|申請|报名|征集|申请|投稿|徵選)(?:時間|时间|期間|期间|期限|日期)|까지|まで|期限|为止|為止|^止|止[,，、]",
    )
});
cue!(
    UNTIL,
    r"
    by\b|until\b|till\b|through\b|before\b|prior_to\b|no_later_than|not_later_than|on_or_before|
    avant(?:_le)?\b|jusqu.?(?:au|a)\b|au_plus_tard|d.ici(?:_le|_au)?\b|
    hasta(?:_el)?\b|antes_del?\b|a_mas_tardar|
    ate(?:_o|_ao)?(?:_dia)?\b|antes_de\b|
    bis(?:_zum|_spatestens)?\b|spatestens\b|vor_dem\b|
    entro(?:_il|_e_non_oltre)?\b|fino_al?\b|non_oltre\b|
    voor\b|tot\b|uiterlijk\b|senest\b|innen\b|do_dnia\b|(?:przesl\w+|nadsyla\w+|sklada\w+|zglosz\w+|wyslac)_do\b
"
);
cue!(
    OPENS,
    r"
    open(?:s|ing|ed)?(?:_dates?|_on|_from)?\b|(?:open|start)dates?\b|now_open|start(?:s|ing|ed)?(?:_dates?)?\b|begin(?:s|ning)?\b|available_from|
    ouvert(?:ure|e|es)?\b|debut\b|a_partir_d[ue]?|des_le\b|apertura|abre\b|abierta\b|inicio|abertura|abertas\b|a_partir_de|desde\b|
    ab(?:_dem)?\b|beginn\b|start\b|eroffnet\b|inizio|dal\b|apre\b|開始|시작|開放
"
);
cue!(
    NOTICE,
    r"
    \w*award_?date\b|notif\w+|announc\w+|results?\b|winners?\b|select(?:ed|ion|ions|ing)\b|shortlist\w*|finalists?\b|jury\b|juror\w*|jury_\w+|judg\w+|decisions?\b|respon(?:d|se|ses)\b|informed\b|review\w*|interviews?\b|awarded\b|awardees?\b|award_(?:date|announcement)|recipients?\b|
    bekanntgabe|benachrichtig\w*|jurysitzung|jurierung|auswahl\b|zusage\w*|
    resultats?\b|annonc\w+|laureats?\b|
    resultados?\b|fallo\b|dictamen|anuncio|ganador\w*|seleccion\w*|publicacion_de\b|
    selecao|divulgacao|selecionad\w+|esiti\b|selezion\w+|vincitor\w+|発表|審査|발표|심사|公布|公告|公佈|評選
"
);
cue!(
    EVENT,
    r"
    exhibit\w*|residenc\w+|residenz\w*|festival\w*|event\b|event_dates?|events\b|show(?:s|case|n)?\b|fair\b|reception\b|opening_(?:reception|night|party|event)|vernissage|
    ausstellung\w*|eroffnung\w*|exposition\w*|exposicion\w*|exposicao\w*|exposicoes|mostra\b|mostre\b|workshops?\b|courses?\b|program(?:me)?_(?:dates?|period|runs)|dates?\b|sessions?\b|stay\b|
    commenc\w+|project_(?:start|complet|period|timeline)\w*|completion|completed\b|implementation|fabrication|conference\b|performances?\b|screenings?\b|launched\b|biennale|bienal\b|triennial|on_view|take[s]?_place|taking_place|held\b|runs?\b|duration|travel\b|
    supported_activit\w+|activit\w+|zeitraum\b|aufenthalt\w*|umsetzung|dauer\b|acontecera|realizara|llevara_a_cabo|se_deroulera|aura_lieu|avra_luogo|periodo\b|sejour\b|projects?_must|funding_period|term\b|fellowship_(?:dates|period|year)|unveil\w*|dedication|ceremony|gala\b|artist_talk|talks?\b|展示|展出|展覧|전시|활동|會期|会期|滞在
"
);
cue!(
    OTHER,
    r"
    questions?\b|preguntas\b|inquietudes|observaciones|duvidas\b|perguntas\b|esclarecimentos?|impugnac\w+|recursos\b|quesiti\b|chiarimenti|fragen\b|ruckfragen|vragen\b|inquir\w+|enquir\w+|rsvp\b|info(?:rmation)?[-\s]sessions?|webinars?|site_(?:visit|tour)\w*|pre-?(?:bid|proposal|submittal)|q\s?&\s?a\b|clarification\w*|
    deliver(?:y|ies|ed|ing|able|ables)?\b|drop[-\s]?offs?\b|pick[-\s]?ups?\b|ship(?:ped|ping|ment|s)?\b|arriv(?:e|al|es|ing)\b|hand[-\s]delivered_artwork|install(?:ation|ed|ing|s)?\b|de-?install\w*|
    contracts?\b|payments?\b|pay\b|paid\b|invoice\w*|refund\w*|reference_letters?|references_(?:due|must)|letters?_of_(?:recommendation|reference|support)|referees?|recommend\w+|transcripts?|
    register_(?:before|by)|registrations?_(?:received|must)|born\b|birth\w*|nacid[oa]s?|geboren\w*|nee?s?_(?:avant|apres)|nascid[oa]s?|nat[io]_(?:dopo|prima)|turned\b|aged?\b|
    created\b|produced\b|made_(?:in|after|since|between|before|from|by)|realizad[oa]s?|realise[es]*\b|realizzat[ei]|entstanden|
    ejecucion\b|execution\b|execucao\b|legalizacion\b|desembolso\b|subsanacion\b|final_reports?|report_due|withdraw\w*|download\w*|vot(?:e|es|ing)\b|donat\w+|established\b|founded\b|since\b|copyright|jurad[oa]s?\b|discount\w*|people.?s_choice|membership\w*|tickets?\b|
    voucher\w*|catalogu?e?\b|budget_year|fiscal_year|in_effect|effective\b|phases?_(?:2|two|ii)|stage_(?:2|two|ii)|invited_to|full_(?:proposals?|applications?)_(?:are_)?due|bios?\b
"
);
cue!(
    POSTED,
    r"
    posted\b|last_?updated\b|published\b|update\b|last_(?:changed|edited)|page_last|publie[e]?\b|publicado\b|publicada\b|veroffentlicht|updated\b|last_modified|aktualisiert|mis_a_jour|actualizado|pubblicato|created_on|added\b|submitted_on|news\b|
    (?m:^)date\b|stand:|scraped
"
);
cue!(
    APPLYING,
    r"
    early[-\s]?birds?|appl(?:y|ies|ied|ication|ications|icants?)\b|submi(?:t|ts|tted|tting|ssion|ssions|ttal|ttals)\b|entr(?:y|ies)\b|enter\b|proposals?\b|nominat\w+|send\b|sent\b|e-?mail(?:ed)?\b|regist(?:er|ration|rations|ering)\b|sign_up|portfolios?\b|expressions?_of_interest|eois?\b|calls?\b|received\b|accept(?:ed|ing)?\b|uploaded?\b|rf[pq]s?\b|qualifications\b|
    candidat\w+|dossiers?\b|depot\b|depos\w+|inscri\w+|inscrev\w+|postul\w+|soumi\w+|soumet\w+|envoy\w+|envoi\b|projets?\b|
    solicit\w+|convocatoria\w*|recepcion\b|registro\b|envi\w+|presentar\w*|particip\w+|
    submiss\w+|propostas?\b|chamada\b|edital\b|
    bewerb\w*|einreich\w*|eingereich\w*|einzureich\w*|einsend\w*|einzusend\w*|eingesend\w*|abgabe\b|anmeld\w*|unterlagen|eingabe\w*|gesuch\w*|ausschreibung\w*|
    candid\w+|inviat[oaie]\b|manda(?:r[aei]|no|ti|te|re)?\b|spedi\w+|modulo\b|manifestazioni\b|propuestas?\b|recib\w+|receb\w+|aplic\w+|abiert[oa]s?\b|abert[oa]s?\b|
    antrag\w*|vorliegen\b|eingeh\w+|schick\w+|portal\b|retourn\w+|parvenir\b|aanvra\w*|
    domand\w+|iscri\w+|invi(?:o|are|ate|ati|ata)\b|presentat\w+|adesion\w+|bando\b|aanmeld\w*|inzend\w*|insturen|stuur\b|sturen\b|indienen|meedoen|vorschlag\w*|nominierung\w*|eingelangt|eintreffen|przesl\w*|zglosz\w*|nadsyla\w*|skladac
"
);
static APPLYING_CJK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "応募|募集|申請|申込|公募|신청|접수|모집|공모|응모|지원|徵件|投件|收件|報名|报名|征集|申请|投稿|徵求|徵選",
    )
});
cue!(
    EXTENDED,
    r"
    extended\b|extension\b|new_dead\s?line|prolong\w+|prorog\w+|ampli(?:a|acion|ado|ada)\w*|extendid[oa]|aplazad[oa]|estendid[oa]|verlanger\w*|reporte[e]?s?\b|延長|연장|延期|延长
"
);
cue!(
    YEARLY,
    r"annually|yearly|each_year|every_year|of_(?:each|every)_year|chaque_annee|tous_les_ans|cada_ano|todos_los_anos|jahrlich|jedes_jahr|jeden_jahres|ogni_anno|qui_precede"
);
cue!(
    NOW_OPEN,
    r"(?:is|are)_(?:now_|currently_|still_)*open\b|now_open|open_until|opens?_on|will_open|reopen\w*"
);
cue!(
    ARCHIVED,
    r"archiv\w+|past_(?:calls?|opportunit\w+|deadlines?)|previous_(?:calls?|rounds?|deadlines?|editions?)|original(?:ly)?_dead\s?line|dead\s?line(?:_\w+){0,6}_was\b"
);

/// The cue in `text` that ends last, with where it stands.
pub(super) fn last(text: &str, cue: Cue) -> Option<(usize, usize)> {
    let in_pattern =
        |pattern: &Pattern| pattern.find_iter(text).last().map(|m| (m.start(), m.end()));
    patterns(cue).into_iter().filter_map(in_pattern).max_by_key(|(_, end)| *end)
}

/// The cue in `text` that begins first.
pub(super) fn first(text: &str, cue: Cue) -> Option<(usize, usize)> {
    let in_pattern = |pattern: &Pattern| pattern.find(text).map(|m| (m.start(), m.end()));
    patterns(cue).into_iter().filter_map(in_pattern).min_by_key(|(start, _)| *start)
}

fn patterns(cue: Cue) -> Vec<&'static Pattern> {
    match cue {
        Cue::Deadline => vec![&DEADLINE, &DEADLINE_CJK],
        Cue::Until => vec![&UNTIL],
        Cue::Opens => vec![&OPENS],
        Cue::Notice => vec![&NOTICE],
        Cue::Event => vec![&EVENT],
        Cue::Other => vec![&OTHER],
        Cue::Posted => vec![&POSTED],
    }
}

cue!(
    TOLD,
    r"(?:be|are|is)_(?:notified|informed|contacted|announced|selected|released|published)|notify\b|announce\b|benachrichtigt|informe[es]*\b|notificad[oa]s|(?:o|os|el|los|il|i|les|die)_(?:resultad[oa]s?|risultat[oi]|resultats|ergebnisse)_\w+"
);

cue!(
    ARRIVE,
    r"(?:applications?|submissions?|proposals?|entries|portfolios?|dossiers?|documents?|bewerbungen|unterlagen|candidatures?|candidaturas?|solicitudes|domande)_(?:must_|should_|have_to_|need_to_|will_have_to_|mussen_|doivent_|deben_|devem_|devono_)?(?:arrive|reach|be_delivered|be_with_us|eingehen|eintreffen|parvenir|arriver|llegar|chegar|pervenire)"
);

cue!(
    THERE,
    r"
    (?:muss|mussen|must|has_to|have_to|doit|doivent|debe|deben|deve|devono|devem|deberan?)\b[^.;]{0,80}\b(?:vorliegen|eingegangen|eingetroffen|eintreffen|eingehen|arrive|reach|be_received|parvenir|llegar|pervenire|chegar)\b
"
);

/// Whether folded `text` goes on with what has to be there on the date before it: "must reach us".
pub(super) fn has_to_be_there(text: &str) -> bool {
    THERE.find(text).is_some_and(|found| found.start() <= 2)
}

/// Whether folded `text` says until when applications, and not works, have to be there.
pub(super) fn applications_arrive(text: &str) -> bool {
    ARRIVE.is_match(text)
}

/// Whether folded `text` says that applicants will be told something.
pub(super) fn tells_applicants(text: &str) -> bool {
    TOLD.is_match(text)
}

/// Whether folded `text` speaks of applying.
pub(super) fn speaks_of_applying(text: &str) -> bool {
    APPLYING.is_match(text) || APPLYING_CJK.is_match(text)
}

/// Where in folded `text` the last word about applying ends.
pub(super) fn applying_end(text: &str) -> Option<usize> {
    let ends =
        [&APPLYING, &APPLYING_CJK].map(|pattern| pattern.find_iter(text).last().map(|m| m.end()));
    ends.into_iter().flatten().max()
}

/// A listing that gives a call's days as 일자 (date), with no other word for them.
pub(super) fn dates_a_korean_call(text: &str) -> bool {
    let label = text.rsplit('\n').next().unwrap_or_default().trim_start().starts_with("일자");
    let calls = ["공모", "모집", "지원사업", "접수", "신청", "공고", "오디션", "응모"]
        .iter()
        .any(|word| text.contains(word));
    let meets =
        ["워크숍", "강연", "콘서트", "세미나", "토크"].iter().any(|word| text.contains(word));
    label && calls && !meets
}

cue!(
    HOUSE,
    r"offices?|library|building|street|road|shop|school|we_(?:are|will_be)|buro|oficina|bureau|ufficio|escritorio"
);

/// Whether folded `text` speaks of a place that opens and closes.
pub(super) fn names_a_house(text: &str) -> bool {
    HOUSE.is_match(text)
}

/// Whether folded `text` says that something was extended.
pub(super) fn says_extended(text: &str) -> bool {
    EXTENDED.is_match(text)
}

/// Whether folded `text` says that what follows is over and kept for the record.
pub(super) fn says_archived(text: &str) -> bool {
    ARCHIVED.is_match(text)
}

/// Whether folded `text` says that a date comes back every year.
pub(super) fn says_yearly(text: &str) -> bool {
    YEARLY.is_match(text)
}

/// Whether folded `text` says that applications are, or will be, open.
pub(super) fn says_open(text: &str) -> bool {
    NOW_OPEN.is_match(text)
}
