//! Who applicants are: student or not, one or several, gender, identity.

use std::sync::LazyLock;

use super::career::{professional, stage};
use super::experience::experience;
use super::identity::{PART, identity};
use super::language::language;
use super::origin::Found;
use super::scope::{PERSON, head, tail};
use super::{Applicant, Force, Gender, Rule};
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

macro_rules! pattern {
    ($name:ident, $($part:expr),+) => {
        static $name: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&[$($part),+].concat()));
    };
}

// Students.
pattern!(
    STUDENTS_ONLY,
    r"\b(?:open (?:only )?(?:to|for)|only (?:for|to)|exclusively (?:for|to)|limited to|restricted to|(?:competition|contest|award|prize|scholarship|grant|program\w*) for)\s+(?:all\s+|any\s+)?(?:current\s+|currently enrolled\s+|full[- ]time\s+)?(?:college\s+|university\s+|art\s+|(?:undergraduate|graduate|postgraduate)(?:\s+(?:and|or)\s+(?:undergraduate|graduate|postgraduate))?\s+|high school\s+|secondary school\s+|design\s+|school\s+)*students\b(?: only)?(?: in grades)?|\bmust be (?:an? )?(?:currently |full[- ]time )?(?:enrolled|registered)\b(?: as)?[\w -]{0,30}(?:student|universit|college|school|program|degree)|\bmust be (?:an? )?(?:current |full[- ]time |\w+ )?student\b|\bstudents only\b|(?:réservé\w*|destiné\w*|ouvert\w*|s[’']adresse) (?:exclusivement |uniquement )?aux étudiant[\w·.()-]*|\bsol[oa] estudiantes|(?:dirigid[oa]|abiert[oa]|destinad[oa]) (?:exclusivamente |únicamente )?a (?:los )?estudiantes|(?:destinad[oa]|abert[oa]) (?:exclusivamente |apenas )?a (?:os )?estudantes|\bapenas estudantes|\bnur (?:für )?studierende|richtet sich (?:ausschließlich )?an studierende|(?:riservat|rivolt)[oaie] (?:esclusivamente |solo )?agli studenti|\balleen (?:voor )?studenten|学生(?:のみ|に限る|限定)|재학생(?:만| 대상)|대학생 대상"
);
pattern!(
    NO_STUDENTS,
    r"\b(?:not open to|not available to|no|excluding|except)\s+(?:currently enrolled\s+|current\s+|full[- ]time\s+)?students\b|\bstudents?\b[\w ,()/-]{0,40}\b(?:are not eligible|are ineligible|may not apply|cannot apply|not be considered|are excluded)|\b(?:not|cannot|may not)(?: be)? (?:currently )?(?:an? )?(?:enrolled|(?:(?:full|part)[- ]time |registered |current ){0,2}student)\b|\bnot (?:currently )?(?:be )?(?:in|enrolled in|pursuing|attending) an? (?:[\w-]+ )?(?:degree|school|college|university|academic)|\b(?:under)?graduates?\b[\w ,()/-]{0,30}\b(?:are not eligible|are ineligible|may not apply|cannot apply|are excluded)|\bmust not be (?:enrolled|students?)|\bnot (?:currently )?(?:be )?enrolled in\b|\bstudierende sind (?:nicht|ausgeschlossen)|\bkeine? studierende[rn]?\b|\bnicht (?:mehr )?(?:an einer \w+ )?(?:immatrikuliert|eingeschrieben)|\bwährend des studiums? nicht|\bstudierende\b[^.]{0,40}\b(?:nicht|ausgeschlossen)|\b(?:do not|don[’']t|cannot|not) accept(?:ing)? (?:applications|submissions) from (?:current |\w+ )?students\b|\bétudiant[\w·.()-]* (?:[\w-]+ ){0,3}(?:ne (?:sont|peuvent|seront|pourront) pas|(?:sont )?exclu)|\bne pas être (?:étudiant|inscrit)|\bno (?:podr[aá]n (?:participar|presentarse|postular)|pueden (?:participar|postular)|se (?:aceptan|admiten)) (?:los |las )?(?:\w+ )?estudiantes|\bestudiantes\b[^.;]{0,40}\b(?:no (?:podr[aá]n|pueden|ser[aá]n)|quedan excluidos)|\bno ser (?:un )?estudiante|\bestudantes\b[^.;]{0,40}\b(?:não (?:pod\w+|ser[aã]o)|vedad)|\bnão (?:podem|poderão) (?:participar|se inscrever) (?:os )?estudantes|\bstudenti\b[^.;]{0,40}\b(?:non (?:possono|sono ammess)|esclusi)|\besclusi gli studenti|\bnon (?:essere|siano) (?:studenti|iscritti)|\bstudenten\b[^.;]{0,40}\b(?:niet|uitgesloten|geen)|学生(?:は|の)?[^。]{0,12}(?:不可|除く|除きます|できません|対象外)|(?:재학생|재학 중|학생)[^.]{0,14}(?:제외|불가|지원할 수 없|신청할 수 없)"
);
pattern!(
    STUDENTS_TOO,
    r"\bstudents?,? (?:and|or|to|&|emerging|self|recent|,)|\b(?:and|or|,|including|artists/) ?students?\b|\bstudents? (?:welcome|may|can)"
);

// One or several.
pattern!(
    INDIVIDUALS_ONLY,
    r"\bonly individuals?\b|\bindividuals? only\b|\bindividual artists only\b|\b(?:no|not)\b[\w ]{0,20}\b(?:groups|collectives|duos|teams)\b[\w ]{0,20}(?:accepted|eligible|apply)?|\b(?:groups|collectives|teams) (?:are not|cannot|may not)\b|\bsolo artists only\b|\bsólo personas (?:físicas|naturales)|\bnur einzelpersonen"
);
pattern!(
    INDIVIDUALS_AND_GROUPS,
    r"\b(?:only )?individuals? (?:artists? )?(?:and|or|&|and/or) (?:artist )?(?:groups?|collectives?|teams?|duos?|partnerships?)\b|\bindividual (?:artists?|applicants?|creatives?)[\w ,]{0,30} (?:and|or|&) (?:\w+ )?(?:groups?|collectives?|teams?|duos?)\b|\bartists? (?:and|or|&) (?:artist )?(?:teams?|collectives?|groups?|duos?)\b|\bsolo artists and groups\b|\bartists and groups\b|\bindividually or (?:as|in) (?:an? )?(?:duo|group|collective|team|pair)\w*|\bforma individual o (?:como |en )?(?:colectiv|grup)\w+|\bindividuel\w* ou (?:en |collecti)\w+|\beinzel\w* (?:oder|und) (?:gruppen|kollektiv|duo)\w*|\bindividual(?:mente)? ou (?:em )?(?:coletiv|grup|dupla)\w+|\bsingol\w+ (?:o|e) (?:grupp|collettiv)\w+|개인 (?:또는|및) (?:단체|팀|그룹)|個人.{0,3}(?:グループ|団体)"
);
pattern!(
    DUO_ONLY,
    r"\bindividually or as a duo\b|\bsolo artists? or duos?\b|\beinzeln oder (?:als|im) duo\b"
);
pattern!(
    ORGANISATIONS,
    r"\b501 ?\(?c\)? ?\(?3\)?|\b(?:non[- ]?profit|not[- ]for[- ]profit|tax[- ]exempt|legally constituted|arts?|cultural|eligible)(?:,? [\w-]+){0,3} organi[sz]ations?\b[\w ,()/-]{0,40}\b(?:may|can|are eligible|are invited|only|must)|\b(?:applicants?|applicant organi[sz]ations?|you) must be (?:an? )?(?:[\w-]+ ){0,4}(?:organi[sz]ations?|non[- ]?profit|legal (?:entit\w+|person)|museums?|institutions?|universit\w+|charit\w+)|\bonly (?:[\w-]+ ){0,3}organi[sz]ations?\b|\bopen (?:only )?to (?:[\w-]+ ){0,3}(?:organi[sz]ations|museums|institutions|galleries|non[- ]?profits)\b|\b(?:welcom\w+|invit\w+|accept\w*|seek\w*) (?:proposals|applications|submissions) from (?:[\w-]+ ){0,4}(?:organi[sz]ations|non[- ]?profits|institutions)\b|\bapplicant organi[sz]ations?\b|\bapplicant ?types?: ?(?:non[- ]?profit|public agency|organi[sz]ation)|\b(?:réservé|ouvert|destiné)[\w·]* (?:aux|à des) (?:associations|structures|organismes)\b|\b(?:dirigid|abiert|destinad)[oa]s? (?:exclusivamente )?a (?:las )?(?:asociaciones|entidades|organizaciones|instituciones)\b|\b(?:destinad|abert)[oa]s? (?:a |às )(?:organizações|entidades|instituições)\b|\b(?:rivolt|riservat|apert)[oaie] (?:a|ad|agli|alle) (?:enti|associazioni|organizzazioni)\b|\brichtet sich an (?:vereine|institutionen|organisationen)\b|\bpersonas morales\b|\bpersonnes morales\b|\bpessoas? jurídicas?\b|\bjuristische personen\b|\blegal persons\b"
);
pattern!(
    INDIVIDUALS_TOO,
    r"\bindividuals?\b|\bartists? (?:and|or)\b|\bphysiques?\b|\bfísicas?\b|\bnatürliche\b|\bpersons? or\b|\bartists?,"
);
pattern!(
    NO_ORGANISATIONS,
    r"\b(?:you are an organi[sz]ation|organi[sz]ations? (?:are not|may not|cannot|can[’']t)|not open to organi[sz]ations)\b"
);

// Gender.
pattern!(
    WOMEN,
    r"\b(?:women|female|woman|womxn|womyn)(?:[- ]identif\w+)?(?: and non[- ]?binary| or non[- ]?binary|/non[- ]?binary)?\s+(?:[\w-]+\s+){0,2}?(?:",
    PERSON,
    r")\b|\b(?:women|female)[- ]identif\w+|\bbe a woman\b|\bopen to (?:all )?women\b|\bidentif(?:y|ies|ying) as (?:an? )?(?:women|woman|female)\b|\bfemmes? (?:artistes?|photographes?|créatrices?)\b|\bs[’']identifi\w+ comme (?:des )?femmes?\b|\b(?:réservé\w*|destiné\w*|ouvert\w*) aux femmes\b|\bidentifi\w+ como (?:mujer|mulher)(?:es)?\b|\b(?:dirigid|abiert|destinad)[oa]s? (?:exclusivamente )?a (?:las )?(?:mujeres|mulheres)\b|\b(?:destinad|abert)[oa]s? (?:a |às )(?:artistas )?mulheres\b|\bidentifican como mujer\w*|\b(?:riservat|rivolt)[oaie] (?:alle|a) (?:sole )?(?:donne|artiste)\b|\balleen (?:voor )?vrouw\w*|\bvrouwelijke kunstenaars|\bartistes? femmes?\b|\bmujeres (?:artistas?|creador\w+|fot[oó]graf\w+)\b|\bartistas mujeres\b|\bmulheres artistas\b|\bartistas mulheres\b|\bdonne artiste\b|\bartiste donne\b|\b(?:nur|ausschließlich) (?:an |für )?(?:bildende )?künstlerinnen\b|\b(?:an|für|nur) frauen\b|여성 ?(?:작가|예술)|女性(?:作家|アーティスト)"
);
pattern!(MEN, r"\b(?:open to|for|only|limited to) (?:all )?(?:adult )?men\b|\bmale artists only\b");
pattern!(
    NON_BINARY,
    r"\bnon[- ]?binary\b|\bgender[- ](?:diverse|non[- ]?conforming|queer|expansive|fluid)\b|\bgenderqueer\b|\btrans(?:gender)?\b|\bno binari\w+|\bnon[- ]binaires?\b|\bnichtbinär\w*"
);
pattern!(
    ANY_GENDER,
    r"\b(?:regardless of|any|all|every|of all)\b[\w ,/-]{0,60}\bgenders?\b|\bmen and women\b|\bwomen and men\b|\bdiscriminat\w+|\bgender (?:expression|equity|equality|identity)\b|\bfemmes et (?:les )?hommes\b"
);

/// Every rule about the person, with the stretch that states it.
pub(super) fn person(
    passage: &str,
    below: bool,
    says: bool,
    home: Option<Country>,
) -> Vec<(Found, Option<Force>)> {
    let mut found = Vec::new();
    found.extend(several(passage).map(|rule| (rule, None)));
    if PART.is_match(passage) && passage.len() <= 260 {
        return found;
    }
    if says || passage.len() < 80 {
        found.extend(stage(passage));
        found.extend(professional(passage, below).map(|rule| (rule, None)));
    }
    found.extend(experience(passage, below).map(|rule| (rule, None)));
    found.extend(language(passage).map(|rule| (rule, None)));
    found.extend(student(passage).map(|rule| (rule, None)));
    found.extend(gender(passage).map(|rule| (rule, None)));
    found.extend(identity(passage, below, home));
    found
}

fn student(passage: &str) -> Option<Found> {
    if let Some(hit) = NO_STUDENTS.find(passage) {
        return Some((Rule::Student { must_be: false }, hit.range()));
    }
    let hit = STUDENTS_ONLY.find(passage)?;
    let around = format!("{}{}", hit.as_str(), head(passage, hit.end(), 24));
    (!STUDENTS_TOO.is_match(&around)).then(|| (Rule::Student { must_be: true }, hit.range()))
}

fn several(passage: &str) -> Option<Found> {
    use Applicant::{Collective, Duo, Individual, Organisation};
    let kinds =
        |kinds: &[Applicant], range| Some((Rule::ApplicantKind { kinds: kinds.to_vec() }, range));
    if let Some(hit) = DUO_ONLY.find(passage) {
        return kinds(&[Individual, Duo], hit.range());
    }
    if let Some(hit) = INDIVIDUALS_AND_GROUPS.find(passage) {
        if passage.to_lowercase().contains("organi") {
            return None;
        }
        return kinds(&[Individual, Duo, Collective], hit.range());
    }
    if let Some(hit) = NO_ORGANISATIONS.find(passage) {
        return kinds(&[Individual, Duo, Collective], hit.range());
    }
    if let Some(hit) = INDIVIDUALS_ONLY.find(passage) {
        return kinds(&[Individual], hit.range());
    }
    let hit = ORGANISATIONS.find(passage)?;
    (!INDIVIDUALS_TOO.is_match(passage)).then(|| kinds(&[Organisation], hit.range())).flatten()
}

fn gender(passage: &str) -> Option<Found> {
    if ANY_GENDER.is_match(passage) && !passage.to_lowercase().contains("women-identifying") {
        return None;
    }
    // One prize for women among many prizes.
    let prizes = passage.to_lowercase().matches("prize").count();
    if let Some(hit) = WOMEN.find(passage)
        && !(prizes >= 3 && tail(passage, hit.start(), 14).to_lowercase().contains("prize for"))
    {
        let near = format!("{}{}", hit.as_str(), head(passage, hit.end(), 60));
        let mut genders = vec![Gender::Woman];
        if NON_BINARY.is_match(&near) {
            genders.push(Gender::NonBinary);
        }
        return Some((Rule::Gender { genders }, hit.range()));
    }
    let hit = MEN.find(passage)?;
    Some((Rule::Gender { genders: vec![Gender::Man] }, hit.range()))
}
