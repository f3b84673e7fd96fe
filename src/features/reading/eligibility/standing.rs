//! What applicants have and have had: permission to work, nomination, earlier awards, a gallery, membership.

use std::sync::LazyLock;

use super::Rule;
use super::origin::Found;
use super::scope::head;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Country, places_in};

static WORK: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:legally\s+)?(?:authori[sz]ed|eligible|able|permitted|entitled|right|authori[sz]ation|permission|permit|allowed)\s+to\s+(?:legally\s+)?(?:live and\s+)?work\s+(?:legally\s+)?(?:here\s+)?(?:in|within)\b|\b(?:work (?:permit|visa|authori[sz]ation)s?|autorisation de travail|permiso de trabajo|arbeitserlaubnis|permesso di lavoro)\s+(?:for|in|pour|en|para|für|per|in)\b",
    )
});

static NOMINATION: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bby nomination only\b|\bnomination[- ]only\b|\bmust be nominated\b|\bapplicants? must be nominated\b|\bnominated by (?:an?|the|our) (?:third|invited|anonymous|panel|nominat\w+|group)|\bby invitation only\b|\b(?:artists?|applicants?|individuals?) (?:may not|cannot|can not|can[’']t) (?:apply|nominate themselves|self[- ]nominate)\b|\bself[- ]nominations? (?:are|is|will) not\b|\bno (?:direct|unsolicited) applications\b|\bunsolicited (?:applications?|submissions?) (?:are|is|will) not\b|\bno es una convocatoria abierta\b|\bsolo por (?:nominación|invitación)|\buniquement sur (?:nomination|invitation)|\bnur auf (?:vorschlag|einladung)",
    )
});

static BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:past|previous|former|prior)\s+(?:[\w’-]+\s+){0,5}?(?:recipients?|awardees?|winners?|residents?|grantees?|fellows?|participants?|laureates?|awardee)\b[^.;]{0,320}?\b(?:not (?:be )?eligible|ineligible|may not|cannot|can ?not|not (?:re-?)?apply|are excluded|not be considered)|\b(?:must|may|should|have|has) (?:not|never) (?:have )?(?:(?:previously|already) (?:received|been awarded|won|participated|been selected)|(?:received|been awarded|won|participated in) (?:this|the|an? \w+) (?:[\w’-]+ ){0,3}(?:award|grant|prize|fellowship|residency|scholarship|program\w*)[^.;]{0,40}\b(?:before|previously|past|last))\b|\bno (?:former|past|previous) (?:residents?|recipients?|winners?|participants?)|\bopen to (?:\w+ )?artists who have not previously|\bdürfen (?:sich )?nicht (?:erneut|wieder|nochmals)|\bnicht mehr bewerben|\bkönnen sich nicht (?:erneut|mehr|wieder)|\bno (?:haber|hayan) (?:recibido|obtenido|sido beneficiari)\w*|\bne pas avoir (?:déjà )?(?:bénéficié|reçu|obtenu)|\bnão (?:ter|tenham) (?:sido|recebido)",
    )
});

static GALLERY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bwithout (?:commercial |current )?gallery representation\b|\b(?:not|no)\s+(?:be\s+|have\s+|currently\s+|have any\s+|any\s+|current\s+|formal\s+|exclusive\s+|exclusively\s+|physical\s+){0,5}(?:gallery representation|represented by (?:an?|any) (?:\w+ )?(?:gallery|agent|dealer))|\bunrepresented (?:[\w-]+ )?artists?\b|\bno gallery representation\b|\bnot (?:currently )?(?:exclusively )?represented\b|\bsans galerie\b|\bsin (?:representación de )?galería\b|\bsem (?:representação (?:de )?)?galeria\b|\bohne galerie(?:vertretung)?\b|\bsenza galleria\b",
    )
});

static MEMBER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:must be|be|open (?:only )?to|limited to|restricted to|only (?:to |for )?|exclusive to)\s+(?:an?\s+|all\s+|current\s+|paid[- ]up\s+|financial\s+|active\s+)*(?:members?|donors?)\s+(?:of|at)\s+(?P<of>(?:the\s+)?[A-Z0-9][\w&’'. -]{1,60}?)(?:[,.;:)]|\s+(?:to|who|and|in|or|level|with|as)\b|$)|\b(?P<of2>(?-i:[A-Z]{2,}[\w&]*(?: [A-Z][\w&]*){0,3}))\s+membership\s+(?:only|is required|required)|\b(?:must be|open (?:only )?to|limited to|only)\s+(?:an?\s+|current\s+)?(?P<of3>(?-i:[A-Z]{2,}[\w&]*(?: [A-Z][\w&]*){0,2}))\s+members?\b|\b(?P<only>members only)\b",
    )
});

/// Others hand the application in.
static THROUGH: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:applications?|nominations?|proposals?|applicants?|artists?) (?:must|can only|may only|need to|should) (?:be )?(?:submitted|made|apply|applied|presented|put forward)\s*(?:through|via|by) (?:an? |your |their |one of )[^.;]{0,50}\b(?:organi[sz]ations?|institutions?|members?|galler(?:y|ies)|schools?|nominators?|partners?|museums?|sponsors?)\b",
    )
});

/// Each such rule of a passage.
pub(super) fn standing(passage: &str) -> Vec<Found> {
    let mut found = Vec::new();
    found.extend(work(passage));
    for (pattern, rule) in [
        (&NOMINATION, Rule::NominationOnly),
        (&BEFORE, Rule::NoPreviousRecipient),
        (&GALLERY, Rule::NoGallery),
    ] {
        found.extend(pattern.find(passage).map(|hit| (rule, hit.range())));
    }
    found.extend(
        THROUGH
            .find(passage)
            .map(|hit| (Rule::Other { condition: hit.as_str().to_owned() }, hit.range())),
    );
    found.extend(member(passage));
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
    let of = of.map_or("the organiser", |of| of.as_str().trim());
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
