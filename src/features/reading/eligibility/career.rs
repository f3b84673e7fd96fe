//! Where applicants stand in the career, and whether it is their profession.

use std::ops::Range;
use std::sync::LazyLock;

use super::admission::are_called;
use super::origin::Found;
use super::scope::{PERSON, head, tail};
use super::{Force, Rule, Stage};
use crate::features::reading::pattern::Pattern;

macro_rules! pattern {
    ($name:ident, $($part:expr),+) => {
        static $name: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&[$($part),+].concat()));
    };
}

pattern!(
    ANY_STAGE,
    r"\b(?:any|all|every|various|different)\b[\w ,/-]{0,20}\b(?:stages?|levels?|experience|backgrounds? and)\b|\b(?:career|experience) levels? welcome|\bregardless of (?:\w+ ){0,3}(?:experience|career|stage|education)|\bamateurs? (?:and|or|&) professionals?|\bprofessionals? (?:and|or|&) amateurs?|\bboth amateur and professional|\bprofessional,? (?:and|or|&) (?:amateur|emerging|student)|\bemergenti? (?:o|e) professionist\w+|\b(?:both )?(?:emerging|new) (?:and|to|or|&|as well as) (?:more )?(?:established|seasoned|experienced|mid-career and established)|\bestablished (?:and|or|&) (?:emerging|mid)|\b(?:senior|established|professional),? (?:[\w-]+,? )?(?:and|or|&) (?:emerging|early)|\bemerging (?:to|through) \w+|\b(?:beginners?|students?),? (?:to|and|emerging,? and) (?:professional|established)|\bemerging,? mid[- ]career,? (?:and|or|&) (?:established|senior)|\bfrom emerging to established|\bno prior (?:public art )?experience|\bemergentes y consagrad\w+|\bémergent\w* (?:ou|et) (?:confirmé|établi)|\bprofessionnel[\w·]* (?:ou|et) amateur|\bamateur[\w·]* (?:ou|et) professionnel|\bprofesionales (?:y|o) (?:aficionad|amateur)\w*|\bprofissionais (?:e|ou) amador\w*|\bprofessionisti (?:e|o) (?:dilettanti|amatori|non)|\bprofis und laien|\bprofessionell\w* (?:und|oder) (?:laien|nicht)|プロ・?アマ(?:チュア)?(?:を)?(?:問わ|不問)|(?:professional|emerging)\w*,? (?:student|amateur)s?\b"
);
pattern!(
    EMERGING,
    r"\bemerging\b|\bearly[- ]career\b|\bearly in their careers?\b|\bearly (?:or middle |and middle )?(?:stages?|parts?|years) (?:in|of) (?:their|the|your) (?:\w+ )?careers?\b|\bde la relève\b|\bat (?:the|an) (?:beginning|start|early stages?) (?:of|in) (?:their|the|a|an|your) (?:\w+ )?(?:careers?|artistic|practice|path|road|professional|journey)\b|\bstarting out in their\b|\bémergent\w*\b|\bjeunes? (?:artistes?|talents?|créat\w+)\b|\ben début de (?:carrière|parcours)\b|\bemergentes?\b|\bjóvenes (?:artistas|creador\w+)\b|\b(?:al|en el|en) inicio de (?:su |la )?(?:carrera|trayectoria)|\bem início de (?:carreira|trajetória|percurso)|\bjovens artistas\b|\bemergent[ei]\b|\bgiovani artist[ie]\b|\ball[’']inizio (?:della|di una) (?:loro )?carriera|\bnachwuchs\w*\b|\baufstrebend\w*\b|\bam (?:anfang|beginn) (?:ihrer|der|einer) \w*(?:karriere|laufbahn)|\bjunge\w* (?:künstler|kunstschaffend|fotograf|talent|kreativ)\w*|\bfirst[- ]time residents?\b|\bbeginnende? kunstenaars?|\bopkomend\w* (?:kunstenaars?|talent)|신진 ?(?:작가|예술)|청년 ?(?:작가|예술)|若手|新進|\bstarting out\b"
);
pattern!(
    MID_CAREER,
    r"\bmid[- ]?careers?\b|\b(?:in )?the middle of (?:their|your|a|an) (?:\w+ )?careers?\b|\bmi[- ]carrière\b|\bmedia(?:na)? (?:carrera|trayectoria)\b|\btrayectoria (?:intermedia|media)\b|\bmeio de carreira\b|\bmetà carriera\b|중견"
);
pattern!(
    ESTABLISHED,
    r"\b(?:established|senior|late[- ]career|advanced) (?:and |or )?(?:[\w-]+ )?(?:artists?|photographers?|painters?|sculptors?|printmakers?|ceramicists?|makers?|designers?|curators?|writers?|practitioners?|career)\b|\bwell[- ]established\b|\bconfirmés?\b|\bconsolidad[oa]s?\b|\betabliert\w*\b"
);
pattern!(NOT_STAGE, r"\b(?:not for|not open to|no)\s+(?:well[- ]?)?$");
pattern!(
    OF_PEOPLE,
    r"^[^.;:]{0,60}?\b(?:",
    PERSON,
    r"|talents?|voices|careers?|stages?|scholars?|tal\w+)\b"
);
// Romance tongues name the people first; others in one word.
pattern!(PEOPLE_BEFORE, r"\b", PERSON, r"(?: who are)?(?: just)? $");
pattern!(OF_PEOPLE_ELSEWHERE, r"^nachwuchs\w*(?:künstler|fotograf|kurator)|작가|예술|若手|新進");
pattern!(
    NO_PEOPLE,
    r"^\s*(?:and experimental|technolog\w+|media\b|practices?|themes?|forms?|trends?|field|issues)"
);
// Right before: it is for these.
pattern!(
    LIMITS,
    r"\b(?:open (?:only )?(?:to|for)|only|must be|(?:is|are) for(?: all| any)?|from|exclusively (?:to|for)|designed for|intended for|aimed at|eligib\w+|(?:should|have to|need to) be|opportunit(?:y|ies) (?:to|for)|limited to|restricted to|reserved for|type|invit\w+|are you|conceived for|meant for|geared (?:to|towards)|tailored (?:to|for)|created for|steht|pensad[oa]s? para|conçu\w* pour|pensat[oa] per|gedacht für|réservé\w*|destiné\w* (?:aux|à)|s[’']adresse (?:aux|à)|ouverte? (?:aux|à)|dirigid[oa]s? a|abiert[oa] a|aberta a|destinad[oa]s? a|voltad[oa]s? (?:a|para)|richtet sich an|rivolt[oaie] a\w*|riservat[oaie] a\w*|destinat[oaie] a\w*|apert[oaie] a\w*|bestemd voor|bedoeld voor)\b(?: (?:[\w-]+,? ){0,4})?\W*$|^\W*(?:for|für|pour|para|per|voor|aux|aos|agli)\s+(?:\w+\s+)?$"
);
// "Un prix pour un ou une artiste": the award as such is for these, in other tongues.
pattern!(
    AWARD_FOR_ELSEWHERE,
    r"\b(?:prix|bourses?|résidences?|aides?|appel|dispositifs?|programmes?|concours|premios?|becas?|residencias?|bolsas?|prêmios?|borse?|preis|stipendi(?:um|en)|förderung|residenz|residenza)\b[^.;:]{0,60}\b(?:pour|para|per|für|à|aux|an)\s+(?:[\w’'-]+\s+){0,4}$"
);
// "Emerging artists are invited": it is they who are called.
pattern!(
    CALLED_BEHIND,
    r"^(?: (?:[\w-]+ ){0,3}?\w+)? (?:are|is) (?:now |hereby |warmly |cordially |hence )?(?:invited to (?:apply|submit|enter|send|propose|participate|take part|share)|called (?:to|on)|asked to (?:apply|submit|send)|sought|wanted|eligible)\b|^ ?(?:공모|모집|대상)|^(?:の)?(?:公募|募集)"
);
// One more group among those that were named before: "artists, curators, and emerging writers".
pattern!(
    ONE_MORE,
    r"\b(?:",
    PERSON,
    r")(?: (?:living|working|based|from)[^,.;]{0,30})?,?\s+(?:and|or|&|as well as|y|et|und|e|sowie)\s+$"
);
// Given to one, or to so many, of these.
pattern!(
    GOES_TO,
    r"\b(?:supports?|sends?|awards?|gives?|offers?|provides?|hosts?|brings?|funds?|selects?|honou?rs?|invites?|commissions?|recognition to|for|to|accueille|soutient|récompense|apoya|premia|apoia|sostiene|fördert|unterstützt)\s+(?:an?|one|two|three|four|five|six|\d{1,2}|une?|un|una|uno|deux|dos|dois|due|eine?n?|zwei)\s+(?:[\w-]+ ){0,2}$"
);
// The award as such is for these.
pattern!(
    AWARD_FOR,
    r"\b(?:fellowships?|residenc(?:y|ies)|grants?|bursar(?:y|ies)|scholarships?|prizes?|awards?|funds?)\b[^.;:]{0,80}\b(?:is for|are for|supports?|goes to|given to|awarded to|for)\s+(?:[\w-]+ ){0,3}$"
);
// "Gives two fellowships to artists in the middle of their careers".
pattern!(
    GIVES_TO,
    r"\b(?:gives?|grants?|awards?|offers?|provides?|presents?|bursar(?:y|ies)|stipends?)\b[^.;:]{0,140}\bto (?:(?:the )?(?:visual|individual|all|those|young|finest|best|outstanding|most promising|promising|talented|\w+ish|\w+an) )?(?:",
    PERSON,
    r" )?$"
);
pattern!(
    ONLY_BEHIND,
    r"^(?: (?:[\w-]+ )?\w+)? (?:only|seulement|uniquement|solamente|únicamente|apenas|somente)\b"
);
pattern!(
    PROFESSIONAL,
    r"\bprofessional(?:ly[- ](?:practi[cs]ing|active|working))? (?:(?:visual|contemporary|practi[cs]ing|working|individual|performing|fine|local|media|craft|emerging|early|mid|and|or|[\w]+an|[\w]+ish)[ ,-]+){0,3}",
    PERSON,
    r"\b|\b(?:women|female|arts?|creative|visual|photography|cultural)(?:[- ]identifying)?(?: and [\w-]+)? professionals\b|\bexhibiting [^.;]{0,40}\bprofessional (?:artistic )?(?:venues|galleries)|\bprofessionally (?:active|practi[cs]ing)\b|\bpracti[cs]ing (?:as a )?professional\w*\b|\bartists? by profession\b|\bartistes? (?:\w+ )?professionnel[\w·]*|\bartistas? (?:\w+ )?(?:profesional(?:es)?|profissiona(?:l|is))\b|\bartisti professionisti\b|\b(?:professionell|berufsmäßig|hauptberuflich|freiberuflich|freischaffend)\w*,? (?:\w+ ){0,3}(?:künstler|kunstschaffend|kulturschaffend|fotograf|gestalter)\w*|\bprofessionals (?:in|of|working)\b|\ba professional (?:in|artist|photographer)\b|\bprofessionnel[\w·]* (?:des?|du|de l[’'])\b|\b(?:démarche|pratique|activité|parcours)[^.;]{0,24} professionnelle?\b|\bde (?:manera|forma) profes?sional\b|\b(?:profesional|profissional|professional)mente\b|\bprofessionalmente\b|\bprofessionist[aei]\b|\bprofessionele (?:\w+ )?kunstenaars\b|\bprofessioneel (?:aan het werk|werkzaam|actief)\b|전업 ?작가|プロの(?:作家|アーティスト)"
);
// "Professional artists living in Wales may apply".
pattern!(
    MAY_BEHIND,
    r"^[^.;:]{0,120}\b(?:may|can|are eligible|are invited|only|können|dürfen|peuvent|pueden|podrán|podem|poderão|possono|kunnen)\b"
);
pattern!(
    CAREERS_OF,
    r"\b(?:works?|careers?) (?:and (?:works?|careers?) )?of (?:[\w-]+ and )?(?:[\w-]+ )?$"
);
// Someone else is a professional: those who teach, judge, help.
pattern!(
    OTHERS,
    r"\b(?:by|with|from|of|jury|panel|mentors?|advice|guidance|network|led|alongside|taught)\s+(?:[\w-]+ ){0,4}$"
);

// "You are a practising professional artist".
pattern!(
    IS_ONE,
    r"\b(?:you are|who are|must be|be|they are|they must be|bist|sind|êtes|bent)(?: an?| une?| eine?)?(?: [\w-]+){0,2}\s+$"
);
// "Takes qualifications of professional artists": not others, those who hand them in.
pattern!(
    APPLICATIONS_OF,
    r"\b(?:applications?|submissions?|entries|proposals|qualifications|candidatures|solicitudes|propuestas|candidature|bewerbungen)\b[^.;]{0,30}\b(?:from|by|of|de|von|di)\s+(?:[\w-]+ ){0,3}$"
);

/// Where one has to stand in the career, or stands well.
/// `below`: the passage stands under a heading about who may apply.
pub(super) fn stage(passage: &str, below: bool) -> Option<(Found, Option<Force>)> {
    if ANY_STAGE.is_match(passage) {
        return None;
    }
    if let Some(hit) = ESTABLISHED.find(passage)
        && NOT_STAGE.is_match(tail(passage, hit.start(), 24))
    {
        let rule = Rule::CareerStage { stages: vec![Stage::Established] };
        return Some(((Rule::Not { rule: Box::new(rule) }, hit.range()), None));
    }
    let hits: Vec<(Stage, Range<usize>)> = [
        (Stage::Emerging, &EMERGING),
        (Stage::MidCareer, &MID_CAREER),
        (Stage::Established, &ESTABLISHED),
    ]
    .into_iter()
    .filter_map(|(stage, pattern)| {
        let of_people = |hit: &regex::Match<'_>| {
            let behind = head(passage, hit.end(), 90);
            let own = OF_PEOPLE.is_match(hit.as_str()) || stage != Stage::Emerging;
            let named = PEOPLE_BEFORE.is_match(tail(passage, hit.start(), 40))
                || OF_PEOPLE_ELSEWHERE.is_match(hit.as_str());
            (own || named || OF_PEOPLE.is_match(behind)) && !NO_PEOPLE.is_match(behind)
        };
        let mut hits = pattern.find_iter(passage).filter(of_people).take(6);
        let first = hits.next()?;
        // A name may come first: "The Emerging Curator Program supports an emerging curator".
        let hit = if firm(passage, &first.range()) {
            first
        } else {
            hits.find(|hit| firm(passage, &hit.range())).unwrap_or(first)
        };
        Some((stage, hit.range()))
    })
    .collect();
    let stages: Vec<Stage> = hits.iter().map(|(stage, _)| *stage).collect();
    let open = stages.contains(&Stage::Emerging) && stages.contains(&Stage::Established);
    let (_, first) = hits.first()?;
    let (_, last) = hits.last()?;
    let range = first.start.min(last.start)..first.end.max(last.end);
    if open || ONE_MORE.is_match(tail(passage, range.start, 90)) {
        return None;
    }
    // A prize for one group among others binds nobody else.
    let behind = head(passage, range.end, 30).to_lowercase();
    let named = ["prize", "award", "categor", "scholarship prize", "exhibition"].iter();
    let title =
        named.clone().any(|word| behind.split_whitespace().take(3).any(|w| w.starts_with(word)));
    if title {
        return None;
    }
    let listed = below && range.start < 24 && passage.len() < 120;
    let firm = listed || firm(passage, &range);
    Some(((Rule::CareerStage { stages }, range), (!firm).then_some(Force::Preferred)))
}

/// The words around say that it is for these, not that they are welcome too.
fn firm(passage: &str, range: &Range<usize>) -> bool {
    let before = tail(passage, range.start, 60);
    let far = tail(passage, range.start, 180);
    LIMITS.is_match(before)
        || GOES_TO.is_match(before)
        || AWARD_FOR.is_match(far)
        || GIVES_TO.is_match(far)
        || AWARD_FOR_ELSEWHERE.is_match(far)
        || are_called(far, head(passage, range.end, 120))
        || CALLED_BEHIND.is_match(head(passage, range.end, 60))
        || ONLY_BEHIND.is_match(head(passage, range.end, 40))
}

/// It is for artists by profession. `below`: the passage stands under a heading about who may apply.
pub(super) fn professional(passage: &str, below: bool) -> Option<Found> {
    if ANY_STAGE.is_match(passage) {
        return None;
    }
    let hit = PROFESSIONAL.find_iter(passage).find(|hit| {
        let before = tail(passage, hit.start(), 160);
        let near = tail(before, before.len(), 60);
        let for_these = LIMITS.is_match(near)
            || AWARD_FOR.is_match(before)
            || AWARD_FOR_ELSEWHERE.is_match(before)
            || GIVES_TO.is_match(before)
            || CAREERS_OF.is_match(near)
            || are_called(near, head(passage, hit.end(), 120))
            || near.trim().is_empty() && MAY_BEHIND.is_match(head(passage, hit.end(), 160))
            || below;
        let who = near.trim_end().to_lowercase();
        let own = who.ends_with("who are") || who.ends_with("must be") || who.ends_with("be a");
        let own = own || IS_ONE.is_match(near);
        (for_these || own) && (!OTHERS.is_match(near) || APPLICATIONS_OF.is_match(near))
    })?;
    Some((Rule::Professional { of: None }, hit.range()))
}
