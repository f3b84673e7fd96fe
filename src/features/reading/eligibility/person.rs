//! Who applicants are: career stage, student status, one or several, gender, identity.

use std::ops::Range;
use std::sync::LazyLock;

use super::identity::{PART, identity};
use super::origin::Found;
use super::scope::{PERSON, head, tail};
use super::{Applicant, Force, Gender, Rule, Stage};
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

macro_rules! pattern {
    ($name:ident, $($part:expr),+) => {
        static $name: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&[$($part),+].concat()));
    };
}

// Career stage.
pattern!(
    ANY_STAGE,
    r"\b(?:any|all|every|various|different)\b[\w ,/-]{0,20}\b(?:stages?|levels?|experience|backgrounds? and)\b|\b(?:career|experience) levels? welcome|\bregardless of (?:\w+ ){0,3}(?:experience|career|stage|education)|\bamateurs? (?:and|or|&) professionals?|\bboth amateur and professional|\bprofessional (?:and|or|&) (?:amateur|emerging)|\b(?:both )?(?:emerging|new) (?:and|to|or|&|as well as) (?:more )?(?:established|seasoned|experienced|mid-career and established)|\bestablished (?:and|or|&) (?:emerging|mid)|\b(?:senior|established|professional),? (?:[\w-]+,? )?(?:and|or|&) (?:emerging|early)|\bemerging (?:to|through) \w+|\b(?:beginners?|students?),? (?:to|and|emerging,? and) (?:professional|established)|\bemerging,? mid[- ]career,? (?:and|or|&) (?:established|senior)|\bfrom emerging to established|\bno prior (?:public art )?experience|\bemergentes y consagrad\w+|\bémergent\w* (?:ou|et) (?:confirmé|établi)"
);
pattern!(
    EMERGING,
    r"\bemerging\b|\bearly[- ]career\b|\bearly in their careers?\b|\bat the (?:beginning|start) of their (?:career|artistic)|\bémergent\w*\b|\bjeunes? (?:artistes?|talents?|créat\w+)\b|\bemergentes?\b|\bjóvenes (?:artistas|creador\w+)\b|\bjovens artistas\b|\bemergente\b|\bnachwuchs\w*\b|\baufstrebend\w*\b|신진 ?(?:작가|예술)|若手"
);
pattern!(
    MID_CAREER,
    r"\bmid[- ]?career\b|\bmi[- ]carrière\b|\bmedia carrera\b|\btrayectoria intermedia\b|중견"
);
pattern!(
    ESTABLISHED,
    r"\b(?:established|senior|late[- ]career|advanced) (?:and |or )?(?:[\w-]+ )?(?:artists?|photographers?|practitioners?|career)\b|\bwell[- ]established\b|\bconfirmés?\b|\bconsolidad[oa]s?\b|\betabliert\w*\b"
);
pattern!(NOT_STAGE, r"\b(?:not for|not open to|no)\s+(?:well[- ]?)?$");
pattern!(
    OF_PEOPLE,
    r"^[^.;:]{0,60}?\b(?:",
    PERSON,
    r"|talents?|voices|careers?|stages?|scholars?|tal\w+)\b"
);
pattern!(
    NO_PEOPLE,
    r"^\s*(?:and experimental|technolog\w+|media\b|practices?|themes?|forms?|trends?|field|issues)"
);

// Students.
pattern!(
    STUDENTS_ONLY,
    r"\b(?:open (?:only )?(?:to|for)|only (?:for|to)|exclusively (?:for|to)|limited to|restricted to|(?:competition|contest|award|prize|scholarship|grant|program\w*) for)\s+(?:all\s+|any\s+)?(?:current\s+|currently enrolled\s+|full[- ]time\s+)?(?:college\s+|university\s+|art\s+|(?:undergraduate|graduate|postgraduate)(?:\s+(?:and|or)\s+(?:undergraduate|graduate|postgraduate))?\s+|high school\s+|secondary school\s+|design\s+|school\s+)*students\b(?: only)?(?: in grades)?|\bmust be (?:an? )?(?:currently |full[- ]time )?(?:enrolled|registered)\b(?: as)?[\w -]{0,30}(?:student|universit|college|school|program|degree)|\bmust be (?:an? )?(?:current |full[- ]time |\w+ )?student\b|\bstudents only\b|\bréservé aux étudiant\w*|\bsolo estudiantes|\bnur für studierende"
);
pattern!(
    NO_STUDENTS,
    r"\b(?:not open to|not available to|no|excluding|except)\s+(?:currently enrolled\s+|current\s+|full[- ]time\s+)?students\b|\bstudents?\b[\w ,()/-]{0,40}\b(?:are not eligible|are ineligible|may not apply|cannot apply|not be considered|are excluded)|\b(?:not|cannot|may not) be (?:currently )?(?:an? )?(?:enrolled|full[- ]time student|student)|\bmust not be (?:enrolled|students?)|\bnot (?:currently )?(?:be )?enrolled in\b|\bstudierende sind (?:nicht|ausgeschlossen)|\bkeine studierenden|\bstudierende\b[^.]{0,40}\b(?:nicht|ausgeschlossen)|\b(?:do not|don[’']t|cannot|not) accept(?:ing)? (?:applications|submissions) from (?:current |\w+ )?students\b|\bles étudiant\w* ne (?:sont|peuvent) pas|\bno (?:podrán participar|se aceptan) estudiantes"
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
    r"\b501 ?\(?c\)? ?\(?3\)?|\b(?:non[- ]?profit|not[- ]for[- ]profit|tax[- ]exempt|legally constituted|arts?|cultural|eligible)(?:,? [\w-]+){0,3} organi[sz]ations?\b[\w ,()/-]{0,40}\b(?:may|can|are eligible|are invited|only|must)|\b(?:applicants?|applicant organi[sz]ations?|you) must be (?:an? )?(?:[\w-]+ ){0,4}(?:organi[sz]ations?|non[- ]?profit|legal (?:entit\w+|person)|museums?|institutions?|universit\w+|charit\w+)|\bonly (?:[\w-]+ ){0,3}organi[sz]ations?\b|\bopen (?:only )?to (?:[\w-]+ ){0,3}(?:organi[sz]ations|museums|institutions|galleries|non[- ]?profits)\b|\bpersonas morales\b|\bpersonnes morales\b|\bpessoas? jurídicas?\b|\bjuristische personen\b|\blegal persons\b"
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
    r")\b|\b(?:women|female)[- ]identif\w+|\bbe a woman\b|\bopen to (?:all )?women\b|\bwho identify as (?:women|female)|\bfemmes? artistes?\b|\bartistes? femmes?\b|\bmujeres (?:artistas?|creador\w+|fot[oó]graf\w+)\b|\bartistas mujeres\b|\bmulheres artistas\b|\bartistas mulheres\b|\bdonne artiste\b|\bartiste donne\b|\bnur künstlerinnen\b|\bfrauen\b|여성 ?(?:작가|예술)|女性(?:作家|アーティスト)"
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
    }
    found.extend(student(passage).map(|rule| (rule, None)));
    found.extend(gender(passage).map(|rule| (rule, None)));
    found.extend(identity(passage, below, home));
    found
}

fn stage(passage: &str) -> Option<(Found, Option<Force>)> {
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
        let hit = pattern.find_iter(passage).find(|hit| {
            let behind = head(passage, hit.end(), 90);
            let own = OF_PEOPLE.is_match(hit.as_str()) || stage != Stage::Emerging;
            (own || OF_PEOPLE.is_match(behind)) && !NO_PEOPLE.is_match(behind)
        })?;
        Some((stage, hit.range()))
    })
    .collect();
    let stages: Vec<Stage> = hits.iter().map(|(stage, _)| *stage).collect();
    let open = stages.contains(&Stage::Emerging) && stages.contains(&Stage::Established);
    let (_, first) = hits.first()?;
    let (_, last) = hits.last()?;
    if open {
        return None;
    }
    let range = first.start.min(last.start)..first.end.max(last.end);
    // A prize for one group among others binds nobody else.
    let behind = head(passage, range.end, 30).to_lowercase();
    let named = ["prize", "award", "categor", "scholarship prize", "exhibition"].iter();
    let title =
        named.clone().any(|word| behind.split_whitespace().take(3).any(|w| w.starts_with(word)));
    if title {
        return None;
    }
    let firm = LIMITS.is_match(tail(passage, range.start, 60))
        || ONLY_BEHIND.is_match(head(passage, range.end, 40));
    Some(((Rule::CareerStage { stages }, range), (!firm).then_some(Force::Preferred)))
}

/// Right before a stage: it is for these.
static LIMITS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:open (?:only )?(?:to|for)|only|must be|from|exclusively (?:to|for)|designed for|intended for|aimed at|eligib\w+|limited to|restricted to|reserved for|type|invit\w+|are you|réservé\w*|destiné\w* aux|s[’']adresse aux|dirigid[oa] a|abiert[oa] a|aberta a|richtet sich an|rivolt[oa] a|riservat[oa])\b(?: (?:[\w-]+,? ){0,4})?\W*$",
    )
});

static ONLY_BEHIND: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"^(?: (?:\w+ )?\w+)? only\b"));

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
