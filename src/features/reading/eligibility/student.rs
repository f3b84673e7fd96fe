//! Only students, or no students.

use std::sync::LazyLock;

use super::Rule;
use super::origin::Found;
use super::scope::{head, tail};
use crate::features::reading::pattern::Pattern;

/// Only students may apply; a language a line.
const ONLY: &[&str] = &[
    r"\b(?:open (?:only )?(?:to|for)|only (?:for|to)|exclusively (?:for|to)|limited to|restricted to|reserved for|(?:competition|contest|award|prize|scholarship|grant|program\w*) for)\s+(?:all\s+|any\s+)?(?:current\s+|currently enrolled\s+|full[- ]time\s+)?(?:college\s+|university\s+|art\s+|(?:undergraduate|graduate|postgraduate)(?:\s+(?:and|or)\s+(?:undergraduate|graduate|postgraduate))?\s+|high school\s+|secondary school\s+|design\s+|school\s+)*students\b(?: only)?(?: in grades)?|\bmust be (?:an? )?(?:currently |full[- ]time )?(?:enrolled|registered)\b(?: as)?[\w -]{0,30}(?:student|universit|college|school|program|degree)|\bmust be (?:an? )?(?:current |full[- ]time |\w+ )?student\b|\bstudents only\b|\bonly (?:[\w-]+ ){0,3}students (?:may|can|are)\b|\b(?:invit\w+|seek\w*|open to|for|from|enables?|supports?|offered to|available to)\s+(?:\w+\s+){0,3}?(?:currently enrolled|currently registered|current|enrolled|matriculated)\s+(?:[\w’'-]+\s+){0,6}?students?\b(?: (?:artists?|photographers?|designers?))?",
    r"(?:réservé\w*|destiné\w*|ouvert\w*|s[’']adresse) (?:exclusivement |uniquement )?aux étudiant[\w·.()-]*|\bseul[\w·]* les étudiant[\w·.()-]*",
    r"\bs[oó]lo (?:podrán participar |pueden participar |para |se admiten )?(?:los )?estudiantes|(?:dirigid[oa]|abiert[oa]|destinad[oa]) (?:exclusivamente |únicamente )?a (?:los )?estudiantes",
    r"(?:destinad[oa]|abert[oa]|voltad[oa]) (?:exclusivamente |apenas )?a (?:os )?estudantes|\b(?:apenas|somente|só) (?:podem participar )?(?:os )?estudantes",
    r"\b(?:nur|ausschließlich) (?:für |an |von )?studierende|richtet sich (?:ausschließlich )?an studierende",
    r"(?:riservat|rivolt)[oaie] (?:esclusivamente |solo )?agli studenti|\bsolo (?:gli )?studenti",
    r"\balleen (?:voor )?studenten",
    r"学生(?:のみ|に限る|限定)|재학생(?:만| 대상)|대학생 대상",
];

/// No students may apply; a language a line.
const NONE: &[&str] = &[
    r"\b(?:not open to|not available to|no|excluding|except|not for)\s+(?:currently enrolled\s+|current\s+|full[- ]time\s+)?students\b|\bstudents?\b(?:[\w ,()/-]{0,40}\b(?:(?:are|is) (?:not eligible|ineligible|excluded|not accepted|not admitted|not permitted|not considered)|(?:may not|cannot|can[’']t|can not) (?:apply|enter|participate|take part|submit|compete|be considered)|not be considered)|\s*:\s*(?:ineligible|not eligible|no|not accepted)\b)|\b(?:not|cannot|may not)(?: be)? (?:currently )?(?:an? )?(?:enrolled|(?:(?:full|part)[- ]time |registered |current ){0,2}student)\b|\b(?:not|cannot|may not) (?:currently )?(?:be )?(?:in (?:an? )?(?:[\w-]+ )?(?:school|college|degree)|(?:enrolled in|pursuing|attending) (?:an? )?(?:[\w-]+ )?(?:degree|school|college|university|academic))|\b(?:under)?graduates?\b[\w ,()/-]{0,30}\b(?:are not eligible|are ineligible|may not apply|cannot apply|are excluded)|\bmust not be (?:enrolled|students?)|\bnot (?:currently )?(?:be )?enrolled in\b|\b(?:do not|don[’']t|cannot) (?:fund|support|admit|accept|consider)(?:ing)? (?:applications? from |submissions? from |entries from )?(?:current |\w+ )?students\b",
    r"\bétudiant[\w·.()-]* (?:[\w-]+ ){0,3}(?:ne (?:sont|peuvent|seront|pourront) pas|(?:sont )?exclu)|\bne pas être (?:étudiant|inscrit|en cours d[’']études)|\bne (?:peuvent|pourront|sont)[^.;]{0,30} (?:les |aux )?étudiant[\w·.()-]*|\b(?:à l[’']exclusion|à l[’']exception) des étudiant",
    r"\bno (?:podr[aá]n (?:participar|presentarse|postular)|pueden (?:participar|postular)|se (?:aceptan|admiten)) (?:los |las )?(?:\w+ )?estudiantes|\bestudiantes\b[^.;]{0,40}\b(?:no (?:podr[aá]n|pueden|ser[aá]n)|quedan excluidos)|\bno (?:ser (?:un )?estudiante|est(?:ar|én|é) (?:cursando|matriculad\w+|estudiando|inscrit\w+ en))",
    r"\bestudantes\b[^.;]{0,40}\b(?:não (?:pod\w+|ser[aã]o|são)|vedad|ficam? (?:de fora|para outra))|\bnão (?:podem|poderão) (?:participar|se inscrever|concorrer) (?:os )?estudantes|\bnão (?:ser estudante|est(?:ar|ejam?) (?:matriculad\w+|cursando|a frequentar))",
    r"\b(?:\w*studierende|immatrikulierte|studenten)\b[^.;]{0,40}\b(?:nicht|ausgeschlossen|ausgenommen)|\bkeine? studierende[rn]?\b|\bnicht (?:mehr )?(?:an einer \w+ )?(?:immatrikuliert|eingeschrieben)|\bwährend des studiums? nicht|\bnoch studier\w* (?:können|kann|dürfen)[^.;]{0,20}nicht",
    r"\bstudenti\b[^.;]{0,40}\b(?:non (?:possono|sono ammess)|esclusi)|\besclusi gli studenti|\bnon (?:essere|siano) (?:studenti|iscritti)|\bnon possono [^.;]{0,30}(?:gli )?(?:studenti|iscritti)",
    r"\bstudenten\b[^.;]{0,40}\b(?:niet|uitgesloten|geen)|\b(?:nog )?studeren(?:de\w*)? (?:kan|kunnen|mag|mogen) niet|\bniet (?:meer )?studeren\b",
    r"学生(?:は|の)?[^。]{0,12}(?:不可|除く|除きます|できません|対象外)|(?:재학생|재학 중|휴학생|학생)[^.]{0,14}(?:제외|불가|지원할 수 없|신청할 수 없)",
];

/// Students among others.
static TOO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bstudents?,? (?:and|or|to|&|emerging|self|recent|,)|\b(?:and|or|,|including|artists/) ?students?\b|\bstudents? (?:welcome|may|can)\b(?:.{0,12}$)",
    )
});

/// They may, but only with others, or get less.
static UNLESS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"^[^.;]{0,12}\b(?:fees?|discounts?|rates?|pay|prizes?|awards?|works?)\b")
});

/// It is a thing or a time that is kept for them, not the call.
static OF_THINGS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:spaces?|equipment|studios?|facilit\w+|press|rooms?|places?|seats?|tickets?|fees?|discounts?|rates?|prices?|parking|hours|workshops?|library|categor\w+|sections?|awards?|prizes?) (?:and \w+ )?(?:is|are) $",
    )
});

static ONLY_STUDENTS: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&ONLY.join("|")));
static NO_STUDENTS: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&NONE.join("|")));

/// "Enrolled University of Ashby students": students of one school, which the artist may not be at.
static OF_ONE_SCHOOL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"\b(?:University|College|Institute|School|Academy|Conservator(?:y|ium)) (?:of|for) (?:the )?[A-Z]|\b[A-Z][\w’-]+ (?:State )?(?:University|College|Polytechnic)\b|\b(?:Universit[éà]|Universidade?|Universität|Hochschule|École|Accademia|Universiteit)(?: (?:de|del|der|des|di|du|da|do|für|of|van|zu|d[’']\w+))* [A-ZÉÄÖÜ]",
    )
});

/// Whether a passage is for students only, or for everyone but students.
pub(super) fn student(passage: &str) -> Option<Found> {
    if let Some(hit) = NO_STUDENTS.find(passage)
        && !UNLESS.is_match(head(passage, hit.end(), 40))
    {
        return Some((Rule::Student { must_be: false }, hit.range()));
    }
    let hit = ONLY_STUDENTS.find(passage)?;
    let around = format!("{}{}", hit.as_str(), head(passage, hit.end(), 24));
    let denied = tail(passage, hit.start(), 8).trim_end().ends_with("not")
        || OF_THINGS.is_match(tail(passage, hit.start(), 60));
    if denied || TOO.is_match(&around) {
        return None;
    }
    let student = Rule::Student { must_be: true };
    let rule = match OF_ONE_SCHOOL.is_match(&around) {
        true => {
            let there = Rule::Other { condition: hit.as_str().to_owned() };
            Rule::AllOf { rules: vec![student, there] }
        }
        false => student,
    };
    Some((rule, hit.range()))
}
