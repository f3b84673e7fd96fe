//! Words that say that entering costs nothing.

use std::sync::LazyLock;

use super::amount::{head_of, tail_of};
use super::role::Survey;
use crate::features::reading::Quote;
use crate::features::reading::pattern::Pattern;

/// Entering costs nothing.
static FREE: LazyLock<[Pattern; 4]> = LazyLock::new(|| {
    [
        r"\b(?:entry|application|submission|registration) fees? (?:has been|have been|is|are|will be) waived(?: (?:this year|for (?:all|everyone|everybody|this)\b[^.(]{0,30}))?\s*(?:[.(;]|$)|\bno\s+(?:\w+\s+){0,2}(?:entry|submission|application|registration|entrance|processing|jury)[\s-]+(?:or \w+ )?(?:fees?|costs?|charges?)|\bno (?:fees?|costs?|charges?) (?:to|for) (?:apply|applying|enter|entry|entering|submit|submitting|submission|application|participate)|\bno (?:entry|submission|application) (?:and|or) \w+ fees?|\bfree (?:of charge )?to (?:enter|apply|submit|participate)|\bfree (?:entry|entries|submissions?|applications?)\b|\bfree entry(?-i:[A-Z])|\b(?:entry|entries|submissions?|applications?|registration|applying|submitting|to apply|to enter|to submit|call|competition|contest|participation) (?:is|are|remains?|will be) (?:completely |entirely |absolutely |totally |always |open and )?free\b|\b(?:entry|submission|application|registration|entrance)[ -]fees?\s*[:=–-]?\s*(?:is |are )?(?:none|free|no\b|nil|n/a|zero|waived|0\b|[$€£]\s?0\b)|\b(?:fees?|costs?)\s*:\s*(?:none|free|nil|no cost|no fee|gratis|[$€£]\s?0\b|0\s?€)|\b(?:does not|do not|doesn[’']t|don[’']t|not|never) (?:charge|require|charging|ask for|ask|take) (?:for )?(?:an? |any )?(?:\w+ )?(?:entry |application |submission )?fees?|\bno fees? (?:of any kind|whatsoever|required|involved|are|is)\b|\bno (?:cost|charge|fee) (?:to|for) (?:submit|apply|enter|participate|artists|applicants)|\b(?:do not|don[’']t|does not|doesn[’']t|never) charge (?:anything |artists |you )?(?:for|to) (?:apply|enter|submi)\w*|\b(?:applying|entering|submitting|nominating|participation|taking part|entry|to apply|to enter|an application|it) costs? nothing\b|\bnever an? (?:charge|cost|fee) (?:to|for)\b|\bcosts? (?:to|of) (?:apply|enter|submit|applying|entering)\w*\s*[:=–-]\s*(?:none|free|nil|nothing|no\b|0\b)|\b(?:nominating|nominations?|sending (?:\w+ ){1,4})\s*(?:is|are) free\b|\b(?:pays?|paying) nothing to (?:apply|enter|submit)|eliminat\w+ the entry fee|\bnada, es gratis|\bthere (?:is|are|will be) no (?:fees?|charges?)\s*(?:at all\s*)?(?:[.;,!]|$)",
        r"\bneither [^.\n]{0,50} costs? anything|\b(?:taking part|sending in|submitting work|showing) (?:is|are) (?:completely |entirely )?free\b|\b(?:applying|entering|submitting|taking part|participation|sending (?:\w+ ){1,3})\s*costs? (?:no fee|nothing|no money)",
        r"\b(?:concours|appel|prix|candidatures?|participation|inscription|dossier|concorso|bando|premio|partecipazione|iscrizione|candidatura|call|edital|inscriç(?:ão|ões)|participação|chamada|concurso|prêmio|convocatoria|certamen|participación|inscripción|postulación)\b[^.\n]{0,50}(?:\b(?:es|é|è|est|sont|sono|será|sera|sarà|totalmente|completamente)\s+|,\s+)(?:totalmente |completamente |inteiramente |totalement |entièrement )?gratuit\w*|^è gratuit[oa]\b|\bpartecipare non costa nulla|\bnon sono previst[ei] (?:\w+ )?(?:spese|costi|quote|tasse)|\bgebühr(?:en)?\s*[:|]\s*keine\b",
        r"\bno (?:hay|existen?|se requieren?|se cobra|tiene) (?:ningun[oa]? |ningún )?(?:cuotas?|costos?|costes?|tarifas?|pagos?)|\b(?:inscription|participation|candidature)s? (?:\w+ ){0,3}gratuite?s?|\b(?:le )?dépôt (?:\w+ ){0,4}(?:est )?gratuit|\bne coûte rien|\bsans frais (?:d[’']inscription|de dossier|de participation)|\baucuns? frais (?:d[’']inscription|de dossier|de participation|de candidature)|^gratuit\b|\b(?:inscripci[oó]n|participaci[oó]n|convocatoria|postulaci[oó]n) (?:\w+ ){0,4}gratuit\w+|\binscripci[oó]n(?:es)?[\w ,]{0,40}\b(?:sin (?:arancel|costo|coste|cargo)|gratuit\w+|gratis)|\bno (?:cuesta|se paga) nada|\b(?:no tiene|sin|no se cobra) (?:ning[uú]n )?(?:costo|coste|cuota)(?: de inscripci[oó]n| de participaci[oó]n)?|\binscri[cç](?:ão|ao|ões|oes) (?:\w+ ){0,4}gratuitas?|\bsem pagar nada|\bnão tem (?:custos?|taxas?)|\bnão se paga|\b(?:candidatura|inscrição|participação|submissão)s? (?:\S+ ){0,3}gratuit[ao]s?\b|\b(?:sem|não há) (?:custo|taxa)s?(?: de inscri[cç][aã]o)?|\b(?:teilnahme|bewerbung|einreichung|anmeldung)\b[\w ]{0,30}(?:kostenlos|kostenfrei|gebührenfrei|gratis)|\bkeine(?:rlei)? (?:teilnahme|anmelde|bewerbungs|bearbeitungs|antrags|start|einreich)\w*(?:gebühr|kosten)\w*|\bkeine(?:rlei)? gebühr(?:en)?\s*(?:erhoben|an\b|fällig|[.;,!]|$)|\bgebühr(?:en)? (?:wird|werden) (?:nicht|keine) erhoben|\b(?:einreichung|bewerbung|teilnahme)\b[\w ]{0,20}keine kosten|\b(?:meedoen|deelname|deelnemen|aanmelden|aanmelding|inschrijven|inschrijving)\b[\w ]{0,20}\b(?:gratis|kosteloos)|\banmälan[\w ]{0,20}\b(?:gratis|kostnadsfri|avgiftsfri)|\b(?:udział|zgłoszenie)[\w ]{0,20}\bbezpłatn\w+|\bil n[’']y a (?:pas de|aucun) frais\s*(?:[.;,!]|$)|\b(?:iscrizione|partecipazione)\b[\w ]{0,30}\bgratuit[ao]|\bnessun[ao]? (?:quota|costo|tassa)|참가비\s*[:：]?\s*(?:없음|무료)|(?:접수|출품|응모)\S{0,3} ?무료|(?:参加|応募|出品|エントリー)[費料]?[^。\n]{0,4}無料|(?:参加|応募|出品|申込)[費料][はがの]?(?:かかり|必要あり|いただき)ません|(?:参加|応募|出品)[費料]は?不要|(?:參加|報名|參賽)費?用?(?:全)?免費|免(?:收)?報名費|\b(?:dossierkosten?|inschrijfgeld|inschrijvingskosten|deelnamekosten|avgift|opłata)\s*[:|]\s*(?:geen|nihil|ingen|brak)\b|\bbrak opłat",
    ]
    .map(Pattern::words)
});

/// Free, but not for entering: a prize, a visit, an account, one part of an entry.
static NOT_THAT_FREE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"free (?:\w+ ){0,2}entr(?:y|ies) (?:in|into|to)\b|(?:\+|plus|and) free |\bfree \w+ \w+ award entry|gratuit pour les membres|members? (?:[\w’']+ ){0,6}(?:pay|paying) nothing|membres (?:[\w’']+ ){0,6}ne paient rien|gratuit[ao]? para (?:los )?soci|gratis (?:för|voor|für) (?:medlem|leden|mitglied)|children|adults|visitors?|opening hours|admission|account|1st|first (?:artwork|entry|image)|for members|members only|early bird|holidays?|weekends?|closed|\d ?[ap]m\b|daily|monday|sunday|what[’']s on|plan your visit|free to enter the (?:gallery|museum|exhibition)",
    )
});

/// The first words that say that entering is free.
pub(super) fn free(text: &str, survey: &Survey) -> Option<Quote> {
    survey.passages.iter().find_map(|passage| {
        let words = passage.of(text);
        let mut found = FREE.iter().flat_map(|pattern| pattern.find_iter(words));
        let found = found.find(|found| {
            let from = passage.range.start + found.start();
            let around = tail_of(text, passage.range.start, from, 40);
            let behind = head_of(text, passage.range.start + found.end(), 24);
            let near = format!("{around}{}{behind}", found.as_str());
            !NOT_THAT_FREE.is_match(near.lines().next().unwrap_or_default())
        })?;
        let start = passage.range.start;
        Quote::of(text, start + found.start()..start + found.end())
    })
}
