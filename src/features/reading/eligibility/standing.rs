//! What applicants have: permission to work, nomination, a gallery, membership.

use std::sync::LazyLock;

use super::origin::Found;
use super::scope::head;
use super::{Rule, THE_ORGANISER};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Country, places_in};

static WORK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:legally\s+)?(?:authori[sz]ed|eligible|able|permitted|entitled|right|authori[sz]ation|permission|permit|allowed)\s+to\s+(?:legally\s+)?(?:live and\s+)?work\s+(?:legally\s+)?(?:here\s+)?(?:in|within)\b|\b(?:work (?:permit|visa|authori[sz]ation)s?|autorisation de travail|permiso de trabajo|arbeitserlaubnis|permesso di lavoro)\s+(?:for|in|pour|en|para|für|per|in)\b",
    )
});

static NOMINATION: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bby nomination only\b|\bnomination[- ]only\b|\bmust be nominated\b|\bapplicants? must be nominated\b|\bnominated by (?:an?|the|our) (?:third|invited|anonymous|panel|nominat\w+|group)|\bby invitation only\b|\b(?:artists?|applicants?|individuals?|you) (?:may not|cannot|can not|can[’']t) (?:(?:directly )?apply (?:directly|themselves|for (?:this|it) (?:themselves|directly))|apply[.;]|nominate (?:themselves|yourself)|put (?:themselves|yourself) forward|self[- ]nominate)|\beigenbewerbung\w* (?:sind |ist )?nicht|\bself[- ]nominations? (?:are|is|will) not\b|\bno (?:direct|unsolicited|open) applications\b|\bunsolicited (?:applications?|submissions?|files|proposals) (?:are|is|will)\b(?: be)? (?:not|deleted|returned|discarded)|\bno es una convocatoria abierta\b|\b(?:sol[oa]|s[oó]lo|únicamente|exclusivamente) por (?:nominación|invitación|postulación de terceros)|\bno se (?:aceptan|admiten) (?:auto)?(?:postulaciones|candidaturas) (?:directas|propias|espontáneas)|\b(?:uniquement|seulement|exclusivement) sur (?:nomination|invitation|proposition|recommandation)|\bcandidatures spontanées (?:ne sont|refusées)|\bnur (?:auf|über) (?:vorschlag|einladung|nominierung|empfehlung)|\beigenbewerbung\w* (?:sind |ist |werden )?(?:nicht|ausgeschlossen)|\bselbstbewerbung\w* (?:sind |ist )?(?:nicht|ausgeschlossen)|\b(?:apenas|somente|exclusivamente) por (?:indicação|convite|nomeação)|\bnão (?:são|serão) aceit\w+ (?:auto)?(?:candidaturas|inscrições) (?:diretas|espontâneas)|\b(?:solo|soltanto|esclusivamente) su (?:segnalazione|invito|candidatura di terzi)|\b(?:non sono ammesse )autocandidature|\balleen (?:op|via) (?:voordracht|uitnodiging|nominatie)|推薦(?:のみ|制|による応募のみ)|自薦(?:は)?不可|추천(?:으로만|제로|을 통해서만)",
    )
});

static GALLERY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bwithout (?:commercial |current )?gallery representation\b|\b(?:not|no)\s+(?:be\s+|have\s+|currently\s+|have any\s+|any\s+|current\s+|formal\s+|exclusive\s+|exclusively\s+|physical\s+){0,5}(?:gallery representation|represented by (?:an?|any) (?:\w+ )?(?:gallery|agent|dealer))|\b(?:not|no) (?:be |currently )*(?:under|in|on|have a|have any)\s*(?:an?\s+)?(?:exclusive\s+)?contract with (?:an?|any) (?:\w+ )?gallery|\bno gallery contract\b|\bunrepresented (?:[\w-]+ )?artists?\b|\brepresented by (?:an?|any) (?:[\w-]+ )?(?:gallery|agent|dealer)\b[^.;]{0,20}\b(?:cannot|can[’']t|may not|are not|will not)\b|\bno gallery representation\b|\bnot (?:currently )?(?:exclusively )?represented\b|\bsans galerie\b|\b(?:non|pas) représenté[\w·.()-]* (?:\w+ )?par (?:une|de) galerie|\bne pas (?:être (?:représenté|lié|sous contrat)[\w·.()-]*|avoir)[^.;]{0,30}\bgalerie\b|\bsin (?:representación de )?galería\b|\bno (?:est(?:én|ar|é|án)|ser|sean|tener|tengan|cuenten con|contar con)[^.;]{0,30}\b(?:representad[oa]s?|contrato|representación)[^.;]{0,20}\bgalería|\bsem (?:representação (?:de )?)?galeria\b|\bnão (?:ser|sejam|estar|estejam|ter|tenham)[^.;]{0,30}\b(?:representad[oa]s?|contrato|representação)[^.;]{0,20}\bgaleria|\bohne galerie(?:vertretung)?\b|\bnicht (?:\w+ ){0,2}(?:von|durch) einer? galerie (?:\w+ )?vertreten|\bkeine galerie(?:vertretung|bindung| haben)|\bsenza galleria\b|\bnon (?:essere |siano |sono )?rappresentat[ie] da (?:una )?galleri|\bniet (?:door een galerie )?vertegenwoordigd|ギャラリー(?:に|と)[^。]{0,12}(?:所属していない|契約していない|未所属)|(?:화랑|갤러리)[^.]{0,10}(?:전속)[^.]{0,8}(?:제외|아닌|없는)",
    )
});

static MEMBER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:must be|be|open (?:only )?to|limited to|restricted to|only (?:to |for )?|exclusive to)\s+(?:an?\s+|all\s+|current\s+|paid[- ]up\s+|financial\s+|active\s+)*(?:members?|donors?)\s+(?:of|at)\s+(?P<of>(?:the\s+)?[A-Z0-9][\w&’'. -]{1,60}?)(?:[,.;:)]|\s+(?:to|who|and|in|or|level|with|as)\b|$)|\b(?P<of2>(?-i:[A-Z]{2,}[\w&]*(?: [A-Z][\w&]*){0,3}))\s+membership\s+(?:only|is required|required)|\b(?:must be|open (?:only )?to|limited to|only)\s+(?:an?\s+|current\s+)?(?P<of3>(?-i:[A-Z]{2,}[\w&]*(?: [A-Z][\w&]*){0,2}))\s+members?\b|\b(?P<only>members only)\b|\b(?:only|solely) (?:current |paid[- ]up |full )?members (?:of (?:the|our) (?:association|society|club|guild|group|gallery) )?(?:may|can|are)\b|\b(?:réservé[\w·]* aux|seuls les) (?:membres|adhérents)\b|\b(?:exclusiv\w+ (?:para|a) (?:los )?|sólo (?:para )?(?:los )?)(?:soci[oa]s|miembros)\b|\bnur (?:für )?mitglieder\b|\bexclusiv\w+ para (?:os )?(?:sócios|membros|associados)\b|\b(?:riservat\w+ ai|solo i) soci\b|\balleen (?:voor )?leden\b",
    )
});

/// Others hand the application in.
static THROUGH: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:applications?|nominations?|proposals?|applicants?|artists?) (?:must|can only|may only|need to|should) (?:be )?(?:submitted|made|apply|applied|presented|put forward)\s*(?:through|via|by) (?:an? |your |their |one of )[^.;]{0,50}\b(?:organi[sz]ations?|institutions?|members?|galler(?:y|ies)|schools?|nominators?|partners?|museums?|sponsors?)\b",
    )
});

/// A number by which a state knows those who work for themselves.
static REGISTERED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:disposant d[’']un |ayant un |avoir un |posséder un |titulaires? d[’']un |with an? |have an? |hold an? |tener |contar con |possuir |avere |con )(?:\w+ ){0,2}(?:numéro (?:de )?siret|siret|abn\b|partita iva|cnpj|rut\b|ruc\b|rfc\b)[^.,;]{0,40}|\baffilié[\w·]* à (?:la )?(?:maison des artistes|sécurité sociale des artistes\b[\w -]{0,20}|agessa)",
    )
});

/// Those who left a school not long ago; how long ago, the call says or leaves open.
static GRADUATES: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:open (?:only )?(?:to|for)|is for|are for|only|invit\w+|seek\w*|reserved for|limited to|must be|for)\s+(?:an?\s+|all\s+)?(?:(?:recent|new|final[- ]year|art|arts|art school|fine art|university|college|mfa|bfa|ma|ba|photography|design)\s+){0,4}graduates?\b(?:\s+(?:of|from)\s+[^.;,]{2,50})?|\b(?:réservé\w*|destiné\w*|ouvert\w*|s[’']adresse\w*) aux (?:jeunes |récents )?diplômé[\w·]*(?: [^.;,]{2,40})?|\b(?:dirigid|abiert|destinad)[oa]s? a (?:los )?(?:recién |jóvenes )?(?:egresad|graduad|titulad)[oa]s(?: [^.;,]{2,40})?|\b(?:destinad|abert)[oa]s? a (?:recém-)?(?:formad|graduad)[oa]s(?: [^.;,]{2,40})?|\brichtet sich an (?:junge )?absolvent\w+(?: [^.;,]{2,40})?|\brivolt[oaie] a(?:i)? (?:neo)?(?:laureat|diplomat)[ie](?: [^.;,]{2,40})?",
    )
});

/// Students or established artists may apply as well.
static WITH_GRADUATES: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:establish\w+|professional\w*|all artists|everyone|anyone|studio|program\w*)\b",
    )
});

/// That others have to put the artist forward, which is said without naming those who may apply.
pub(super) fn nomination(passage: &str) -> Option<Found> {
    NOMINATION.find(passage).map(|hit| (Rule::NominationOnly { of: None }, hit.range()))
}

/// Each such rule of a passage.
pub(super) fn standing(passage: &str) -> Vec<Found> {
    let mut found = Vec::new();
    found.extend(work(passage));
    found.extend(nomination(passage));
    found.extend(GALLERY.find(passage).map(|hit| (Rule::NoGallery, hit.range())));
    found.extend(
        THROUGH
            .find(passage)
            .map(|hit| (Rule::Other { condition: hit.as_str().to_owned() }, hit.range())),
    );
    found.extend(
        REGISTERED
            .find(passage)
            .map(|hit| (Rule::Other { condition: hit.as_str().to_owned() }, hit.range())),
    );
    found.extend(member(passage));
    found.extend(
        GRADUATES
            .find(passage)
            .filter(|_| !WITH_GRADUATES.is_match(passage))
            .map(|hit| (Rule::Other { condition: hit.as_str().to_owned() }, hit.range())),
    );
    found
}

fn work(passage: &str) -> Option<Found> {
    let hit = WORK.find(passage)?;
    let behind = head(passage, hit.end(), 40);
    let place = places_in(behind).into_iter().next()?;
    let country: Country = place.named.first()?.country;
    Some((Rule::WorkPermission { country }, hit.start()..hit.end() + place.range.end))
}

fn member(passage: &str) -> Option<Found> {
    let found = MEMBER.captures(passage)?;
    let whole = found.get(0)?;
    let of = ["of", "of2", "of3"].iter().find_map(|name| found.name(name));
    let of = of.map_or(THE_ORGANISER, |of| of.as_str().trim());
    let who = head(passage, 0, whole.start()).to_lowercase();
    if ["jury", "juror", "judge"].iter().any(|word| who.contains(word)) {
        return None;
    }
    let people = [
        "jury",
        "public",
        "team",
        "group",
        "family",
        "community",
        "lgbt",
        "collective",
        "military",
    ];
    if people.iter().any(|word| of.to_lowercase().contains(word)) {
        return None;
    }
    Some((Rule::Member { of: of.to_owned() }, whole.range()))
}
