//! As what one applies: alone, together, as a body.

use std::sync::LazyLock;

use super::Applicant::{Collective, Duo, Individual, Organisation};
use super::origin::Found;
use super::{Applicant, Rule};
use crate::features::reading::pattern::Pattern;

static INDIVIDUALS_ONLY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        &[
            r"\bonly individuals?\b|\bindividuals? only\b|\bindividual artists only\b|\b(?:no|not)\b[\w ]{0,20}\b(?:groups|collectives|duos|teams)\b[\w ]{0,20}(?:accepted|eligible|apply)?|\b(?:groups|collectives|teams|duos)(?: (?:and|or) (?:\w+ )?(?:groups|collectives|teams|duos|organi[sz]ations))? (?:are (?:not|ineligible)|cannot|may not|will not|can[’']t)\b|\bsolo artists only\b|\bno joint applications\b",
            r"\b(?:candidatures? )?(?:individuelles? (?:uniquement|seulement)|collectifs? (?:ne sont|non) )|\bs[oó]lo (?:podrán \w+ )?personas (?:físicas|naturales)|\bno se (?:recib|admit|acept)\w+ [^.;]{0,60}\b(?:agrupaciones|colectivos|grupos)\b|\bapenas pessoas físicas\b|\bnão (?:são|serão) aceit\w+ (?:\w+ )?(?:coletivos|grupos)|\bnur einzelpersonen|\b(?:gruppen|kollektive) (?:sind|können)[^.;]{0,30}\b(?:nicht|ausgeschlossen)|\bsolo (?:singoli|persone fisiche)|\bnon sono ammess[ei] [^.;]{0,20}(?:gruppi|collettivi)|개인만|팀 ?(?:지원 ?)?불가|단체 ?(?:지원 ?)?불가|個人に限|グループ(?:は|での応募は)?(?:不可|できません)",
        ]
        .join("|"),
    )
});

static INDIVIDUALS_AND_GROUPS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:only )?individuals? (?:artists? )?(?:and|or|&|and/or) (?:artist )?(?:groups?|collectives?|teams?|duos?|partnerships?)\b|\bindividual (?:artists?|applicants?|creatives?)[\w ,]{0,30} (?:and|or|&) (?:\w+ )?(?:groups?|collectives?|teams?|duos?)\b|\bartists? (?:and|or|&) (?:artist )?(?:teams?|collectives?|groups?|duos?)\b|\bsolo artists and groups\b|\bartists and groups\b|\bindividually or (?:as|in) (?:an? )?(?:duo|group|collective|team|pair)\w*|\bforma individual o (?:como |en )?(?:colectiv|grup)\w+|\bindividuel\w* ou (?:en |collecti)\w+|\beinzel\w* (?:oder|und) (?:gruppen|kollektiv|duo)\w*|\bindividual(?:mente)? ou (?:em )?(?:coletiv|grup|dupla)\w+|\bsingol\w+ (?:o|e) (?:grupp|collettiv)\w+|개인 (?:또는|및) (?:단체|팀|그룹)|個人.{0,3}(?:グループ|団体)",
    )
});

static DUO_ONLY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bindividually or as a duo\b|\bsolo artists? or duos?\b|\beinzeln oder (?:als|im) duo\b",
    )
});

/// Only bodies may apply; a language a line.
const BODIES: &[&str] = &[
    r"\b501 ?\(?c\)? ?\(?3\)?|\b(?:fiscally[- ]sponsored|non[- ]?profit|not[- ]for[- ]profit|tax[- ]exempt|legally constituted|arts?|cultural|eligible)(?:,? [\w-]+){0,3} organi[sz]ations?\b[\w ,()/-]{0,40}\b(?:may|can|are eligible|are invited|only|must)|\b(?:(?:lead )?applicants?|applicant organi[sz]ations?|you) must be (?:an? )?(?:[\w-]+ ){0,4}(?:organi[sz]ations?|non[- ]?profit|legal (?:entit\w+|person)|museums?|institutions?|universit\w+|charit\w+)|\bonly (?:[\w-]+,? (?:and |or )?){0,3}(?:organi[sz]ations?|charities|institutions|museums|galleries|non[- ]?profits|associations|companies)\b|\bopen (?:only )?to (?:[\w-]+ ){0,3}(?:organi[sz]ations|museums|institutions|galleries|non[- ]?profits|charities)\b|\b(?:welcom\w+|invit\w+|accept\w*|seek\w*) (?:proposals|applications|submissions) from (?:[\w-]+ ){0,4}(?:organi[sz]ations|non[- ]?profits|institutions)\b|\bapplicant organi[sz]ations?\b|\bapplicant ?types?: ?(?:non[- ]?profit|public agency|organi[sz]ation)|\blegal persons\b",
    r"\bindividual (?:artists?|applicants?|persons?|people) (?:are (?:not eligible|ineligible)|cannot apply|may not apply|will not be|cannot be)|\bindividuals (?:are (?:not eligible|ineligible)|cannot (?:apply|be)|may not (?:apply|be)|will not be)|\b(?:applications?|proposals|requests) from (?:individual (?:artists?|applicants?)|individuals) (?:are not|cannot|will not|may not)|\bnot (?:open to|for|available to|intended for) (?:individuals|individual artists)\b|\bnot for artists(?:[.;,]|$)|\bnot (?:fund|support|accept)\w* (?:applications from )?individuals?\b",
    r"\b(?:réservé|ouvert|destiné)[\w·]* (?:aux|à des) (?:associations|structures|organismes)\b|\bseul[\w·]* les (?:associations|structures|organismes|personnes morales|institutions)\b|\bpersonnes morales\b|\bles artistes (?:individuels )?ne peuvent pas (?:candidater|postuler|déposer)",
    r"\b(?:dirigid|abiert|destinad)[oa]s? (?:exclusivamente )?a (?:las )?(?:asociaciones|entidades|organizaciones|instituciones)\b|\bpersonas (?:morales|jurídicas)\b|\bs[oó]lo (?:podrán \w+ |pueden \w+ )?(?:las )?(?:asociaciones|entidades|organizaciones|instituciones)\b",
    r"\b(?:destinad|abert)[oa]s? (?:a |às )(?:organizações|entidades|instituições)\b|\bpessoas? jurídicas?\b|\b(?:apenas|somente) (?:organizações|entidades|instituições|associações)\b",
    r"\brichtet sich an (?:vereine|institutionen|organisationen)\b|\bjuristische personen\b|\b(?:nur|ausschließlich) (?:gemeinnützige |eingetragene )?(?:vereine|institutionen|organisationen|einrichtungen)\b|\beinzelpersonen (?:sind|können)[^.;]{0,30}\b(?:nicht|ausgeschlossen)",
    r"\b(?:rivolt|riservat|apert)[oaie] (?:a|ad|agli|alle) (?:enti|associazioni|organizzazioni)\b|\bpersone giuridiche\b|\b(?:unicamente|solo|esclusivamente|soltanto) (?:le |gli )?(?:associazioni|enti|organizzazioni|istituzioni|fondazioni)\b|\b(?:singoli artisti|persone fisiche|gli artisti e le persone fisiche)\b[^.;]{0,12} non (?:sono|possono|vengono)",
    r"\balleen (?:rechtspersonen|organisaties|stichtingen|instellingen)\b|団体に限|단체만|법인만",
];

static ORGANISATIONS: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&BODIES.join("|")));

static INDIVIDUALS_TOO: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bindividuals? (?:and|or|artists? (?:and|or)|may|can|are (?:also )?(?:eligible|welcome|invited))\b|\b(?:and|or|to|for|as well as|both) individuals?\b|\bindividuals?,|\bartists? (?:and|or)\b|\b(?:and|or|/)\s?individual\b|\bphysiques?\b|\bfísicas?\b|\bnaturales\b|\bnatürliche\b|\bpersons? or\b|\bartists?,",
    )
});

/// The refusal is of bodies, whatever else is said.
static NO_ORGANISATIONS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:you are an organi[sz]ation|(?:organi[sz]ations?|galleries|institutions|companies) (?:are (?:not|ineligible)|may not|cannot|can[’']t)|not open to organi[sz]ations)\b|\bne sont pas (?:admis|éligibles|acceptées)[\w·]* les (?:galeries|associations)|\b(?:galeries|associations) (?:ne peuvent pas|ne sont pas admises)|\bno se (?:recib|admit|acept)\w+ [^.;]{0,30}(?:personas jurídicas|galerías|empresas)|\b(?:galerías|empresas) no (?:pueden|podrán)|\bnon sono ammess[ei] (?:le )?(?:gallerie|associazioni)|\bgalerien (?:sind|können)[^.;]{0,24}\b(?:nicht|ausgeschlossen)",
    )
});

/// The one who is refused is the artist alone.
static NOT_ALONE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bindividual[\w ]{0,12} (?:are (?:not|ineligible)|cannot|may not|will not)|\bfrom (?:individual (?:artists?|applicants?)|individuals) (?:are not|cannot|will not|may not)|\bnot (?:open to|for|available to|intended for) (?:individuals|individual artists)|\bnot (?:fund|support|accept)\w* (?:applications from )?individuals?\b|\b(?:singoli artisti|persone fisiche)\b[^.;]{0,12} non |\bseul[\w·]* les personnes morales|\bs[oó]lo [^.;]{0,24}personas jurídicas|\bapenas [^.;]{0,12}pessoas jurídicas|\beinzelpersonen (?:sind|können)",
    )
});

/// As what a passage lets one apply.
pub(super) fn applicant(passage: &str) -> Option<Found> {
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
    if let Some(hit) = INDIVIDUALS_ONLY.find(passage) {
        return kinds(&[Individual], hit.range());
    }
    if let Some(hit) = NO_ORGANISATIONS.find(passage) {
        return kinds(&[Individual, Duo, Collective], hit.range());
    }
    let hit = ORGANISATIONS.find(passage)?;
    (NOT_ALONE.is_match(passage) || !INDIVIDUALS_TOO.is_match(passage))
        .then(|| kinds(&[Organisation], hit.range()))
        .flatten()
}
