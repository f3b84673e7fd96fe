//! Calls without one fixed end, and calls that say they are over.

use std::ops::Range;
use std::sync::LazyLock;

use super::Recurrence;
use crate::features::reading::pattern::Pattern;

/// One way to say it, and what it means.
struct Saying {
    pattern: Pattern,
    means: Recurrence,
}

fn pattern(text: &str) -> Pattern {
    let text = text.replace(['\n', ' '], "").replace('_', r"[\s*]+");
    Pattern::new(&format!("(?i){text}"))
}

/// In the value of a field "Deadline:".
static AS_VALUE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"((?:dead\s?line|closing_date|date_limite|fecha_limite|prazo|bewerbungsschluss|einsendeschluss|scadenza|cierre|apply_by|due_date)s?[\s*]*[:\-–][\s*]*
        (?:dead\s?line[\s*]*:[\s*]*)?
        (?:(?:on_a_|on_)?rolling(?:_basis|_deadline|_admissions?)?|on-?going|open(?:_until_filled|_until_further_notice|[-\s]ended|_all_year)?|continuous|year[-\s]?round|none|no_(?:fixed_)?dead\s?lines?|any_?time|always_open|permanent[e]?|laufend|jederzeit|en_continu|toute_l.annee|continua|sin_fecha_limite|fluxo_continuo|sempre_aperto|상시|수시|随時))
        [\s*]*(?:$|[\n.,;)|]|How_to|[A-Z(])",
    )
});

static SAYINGS: LazyLock<Vec<Saying>> = LazyLock::new(|| {
    let rolling = [
        r"(?:accept|receiv|review|consider|process|assess|evaluat|select|award|submi|appl|propos|open|granted)[^.\n]{0,60}?\b(?:on_an?_)?(?:rolling|on-?going|continuous)_basis",
        r"rolling_(?:dead\s?lines?|admissions?|applications?|submissions?|basis)",
        r"\b(?:applications?|submissions?|proposals?|entries)[^.\n]{0,40}?(?:accepted|welcome[d]?|open|received|considered|reviewed|made|submitted|sent)[^.\n]{0,25}?(?:year[-\s]?round|all_year|at_any_time|any_?time|throughout_the_year|continuously|on_a_continual_basis)",
        r"\b(?:apply|submit)(?:_\w+){0,4}_(?:at_any_time|any_?time|year[-\s]?round|all_year_round)",
        r"\b(?:there_(?:is|are)_no|no|without_a?)_(?:set_|fixed_|specific_|application_|submission_)*dead\s?lines?\b",
        r"\b(?:accept|take|receive|welcome)s?_(?:\w+_){0,4}(?:year[-\s]?round|all_year)",
        r"\bopen_(?:all_year|year[-\s]?round)|always_(?:open|accepting)",
        r"toute_l.annee|en_continu\b|au_fil_de_l.eau|sans_date_limite|tout_au_long_de_l.annee",
        r"(?:convocatoria|inscripcion(?:es)?|recepcion)_(?:permanente|abierta_todo_el_ano|continua)|durante_todo_el_ano|sin_fecha_limite",
        r"fluxo_continuo|durante_todo_o_ano|inscricoes_permanentes",
        r"(?:bewerbung(?:en)?|antrag|antrage|gesuche?|einreichung(?:en)?)[^.\n]{0,60}?(?:jederzeit|laufend|ganzjahrig)|keine_(?:bewerbungs|einreich|eingabe)frist",
        r"(?:domande|candidature)[^.\n]{0,60}?(?:tutto_l.anno|in_qualsiasi_momento)|senza_scadenza",
        r"상시\s?(?:모집|접수|신청)|수시\s?(?:모집|접수|신청)|随時(?:募集|受付|応募)|常年(?:征集|申请|開放|开放)",
    ];
    let filled = [
        r"\b(?:open_)?until_(?:the_)?(?:position|places?|spots?|spaces?|slots?|positions|studios?|residenc(?:y|ies)|it)?\s?(?:is_|are_|have_been_)?(?:filled|full|taken)\b",
        r"until_(?:all_)?(?:the_)?(?:funds?|funding|money|budget)_(?:is_|are_|has_been_|have_been_)?(?:exhausted|spent|used|gone|allocated|expended)",
        r"while_(?:funds?|funding|spaces?|places?)_(?:last|remain|are_available|is_available)",
        r"jusqu.a_epuisement|hasta_agotar|enquanto_houver_vagas|solange_(?:der_vorrat|platze)|fino_ad?_esaurimento",
    ];
    let yearly = [
        r"\b(?:annually|each_year|every_year|yearly|chaque_annee|tous_les_ans|cada_ano|todos_los_anos|jahrlich|jedes_jahr|ogni_anno|de_l.annee_qui_precede|매년|毎年|每年)",
    ];
    let all = rolling.iter().map(|p| (p, Recurrence::Rolling));
    let all = all.chain(filled.iter().map(|p| (p, Recurrence::UntilFilled)));
    let all = all.chain(yearly.iter().map(|p| (p, Recurrence::Yearly)));
    all.map(|(text, means)| Saying { pattern: pattern(text), means }).collect()
});

static CLOSED: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [
        r"dead\s?lines?_(?:has|have|is|are|was)_(?:now_|already_)?(?:passed|past|over|expired|closed)|past_the_dead\s?line|dead\s?line_passed",
        r"(?:applications?|submissions?|submission|entries|registrations?|nominations?|(?:open_)?call(?:_for_(?:entries|artists|proposals|applications|submissions))?|opportunity|competition|round|residency|rf[pq])(?:_for_[\w\s]{2,30}?)?_(?:is|are|has|have)_(?:now_|been_|currently_|already_)*closed\b",
        r"(?:this|the)_(?:call|opportunity|project|listing|position|grant|round|prize|competition|programme?)_(?:is|has)_(?:now_|been_)?(?:closed|ended|expired|no_longer)",
        r"(?:applications?|submissions?|call|entries)_closed\b|no_longer_(?:accepting|open_for|open_to)",
        r"not_(?:currently_|presently_)?accepting_(?:new_)?(?:applications|submissions|proposals|entries)",
        r"^\W*closed\b\W|[\[(]\s*closed\s*[\])]|(?m:[-–:|]\s*closed\s*$)",
        r"(?:candidatures?|appel|inscriptions?|depots?)_(?:est_|sont_)?(?:desormais_)?clos(?:e|es|ed)?\b|appel_(?:est_)?termine",
        r"convocatoria_(?:esta_)?cerrada|inscripciones_cerradas|plazo_(?:ha_)?(?:finalizado|vencido|cerrado)",
        r"inscricoes_encerradas|chamada_encerrada|prazo_encerrado",
        r"(?:bewerbungs|einreich)?frist_(?:ist_)?(?:bereits_)?abgelaufen|ausschreibung_(?:ist_)?(?:beendet|geschlossen)|bewerbungsphase_(?:ist_)?(?:beendet|abgeschlossen)",
        r"(?:bando|iscrizioni|candidature)_(?:e_|sono_)?chius[oaie]\b|bando_scaduto",
        r"募集(?:は)?終了|受付(?:は)?終了|모집\s?마감|접수\s?마감되|D\+\d+\s?마감|마감되었|已截止",
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

/// The place where `folded` says that the call goes on, and how. Where a field says it, that counts
/// before any sentence. `folded` must be as long as the text it stands for.
pub(super) fn goes_on(folded: &str) -> Vec<(Range<usize>, Recurrence, bool)> {
    let fields = AS_VALUE.captures_iter(folded).filter_map(|found| found.get(1));
    let mut found: Vec<_> = fields.map(|m| (m.range(), Recurrence::Rolling, true)).collect();
    for saying in SAYINGS.iter() {
        found.extend(saying.pattern.find_iter(folded).map(|m| (m.range(), saying.means, false)));
    }
    found
}

/// The places where `folded` says that the call is closed.
pub(super) fn closed(folded: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> =
        CLOSED.iter().flat_map(|pattern| pattern.find_iter(folded)).map(|m| m.range()).collect();
    found.sort_by_key(|range| range.start);
    found
}
