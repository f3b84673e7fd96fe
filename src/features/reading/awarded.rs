//! Grants that were given already: what reports one is no call.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::layout::{Layout, words_in};
use super::pattern::Pattern;
use super::words::fold;

/// A labelled field of a register of grants.
static FIELD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?im)^[\s*_-]*(?:(?P<amount>amount ?(?:awarded|disbursed)|awarded amount|montant (?:attribué|accordé|alloué)|(?:importe|monto) (?:concedido|otorgado|adjudicado)|valor concedido|bewilligte[r]? (?:summe|betrag)|importo (?:assegnato|concesso|erogato))|(?P<date>award ?date|date awarded|date of award|awarded on|date d['’]attribution|fecha de (?:concesión|otorgamiento)|data (?:da|de) concessão|bewilligungsdatum|data di assegnazione)|(?P<recipient>recipient ?(?:organi[sz]ation|name|individual)?|grantee|awarded to|bénéficiaire|beneficiari[oa]|beneficiário|empfänger(?:in)?|destinatario))(?: name)?[*_]*\s?[:：]",
    )
});

/// What only a call has.
static OPEN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?im)^[\s*_-]*(?:application )?(?:deadline|closing date|close date|apply by|date limite|fecha límite|prazo|bewerbungsschluss|einsendeschluss|scadenza)\b",
    )
});

/// "Grant to Kelp Rooms": one grant, and to whom.
static TITLE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?i:an? )?(?i:grant|award|donation|funding|subvention|subvención|zuschuss|contributo)(?i: awarded| made| given| accordée?| concedida| assegnato)? (?i:to|à|an|al?)\s+(?i:the )?(?P<whom>\p{Lu}.*)$",
    )
});

/// "A grant of £4,000 was awarded to Kelp Rooms", with nobody invited to anything.
static SENTENCE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i:\b(?:grant|award|funding|bursary|donation)\b[^.\n]{0,60}\b(?:was|were|has been|have been) (?:awarded|given|made|paid) to )(?i:the )?\p{Lu}",
    )
});

/// The words by which a text shows that it reports a grant that was given. `invites`: how strongly it
/// invites someone to apply.
pub(super) fn reports_an_award(layout: &Layout<'_>, invites: u32) -> Option<Range<usize>> {
    let text = layout.text();
    if OPEN.is_match(text) {
        return None;
    }
    let mut groups = HashSet::new();
    let mut first: Option<Range<usize>> = None;
    for found in FIELD.captures_iter(text).take(40) {
        let named = ["amount", "date", "recipient"].into_iter();
        groups.extend(named.filter(|group| found.name(group).is_some()));
        let whole = found.get(0).map(|whole| whole.range());
        first = first.or(whole.filter(|_| found.name("recipient").is_none()));
    }
    let registered = groups.contains("recipient") && groups.len() >= 2
        || groups.contains("amount") && groups.contains("date");
    if registered {
        return Some(words_in(&layout.words, first?));
    }
    let title = layout.words.span(layout.title.clone());
    let to_one = TITLE
        .captures(&text[title])
        .is_some_and(|found| found.name("whom").is_some_and(|whom| !many(whom.as_str())));
    if to_one && invites < 100 {
        return Some(layout.title.clone());
    }
    let sentence = SENTENCE.find(text).filter(|_| invites == 0)?;
    Some(words_in(&layout.words, sentence.range()))
}

/// Whether these are people or works at large, and nobody's name.
fn many(whom: &str) -> bool {
    const MANY: &[&str] = &[
        "artists",
        "artist",
        "individuals",
        "organisations",
        "organizations",
        "projects",
        "groups",
        "students",
        "photographers",
        "makers",
        "curators",
        "writers",
        "women",
        "practitioners",
        "creatives",
        "institutions",
        "nonprofits",
        "researchers",
        "designers",
        "filmmakers",
        "communities",
        "artistes",
        "artistas",
        "kunstler",
        "kunstlerinnen",
        "kunstschaffende",
        "artisti",
    ];
    // "Grants to the Arts", but "Grant to Kelp Lane Arts".
    const ALONE: &[&str] = &["arts", "art", "work", "practice", "travel", "museums", "schools"];
    let folded = fold(whom);
    let last = folded.split(' ').rfind(|word| !word.chars().all(char::is_numeric));
    let verb = ["support", "attend", "help", "fund", "study", "create", "make", "travel"];
    folded.split(' ').next().is_some_and(|first| verb.contains(&first))
        || last.is_some_and(|last| MANY.contains(&last))
        || ALONE.contains(&&*folded)
}

#[cfg(test)]
mod tests {
    use crate::features::reading::{Document, NotACall, read};

    fn refused(title: &str, text: &str) -> Option<NotACall> {
        let mut document = Document::of_text(&format!("{title}\n{text}"));
        document.title = Some(title.to_owned());
        read(&document).not_a_call.map(|fact| fact.value)
    }

    #[test]
    fn a_grant_that_was_given_is_no_call() {
        for (title, text) in [
            (
                "Grant to Otter Lane Arts",
                "Running costs of a community arts studio that offers painting and printmaking with young people, who show their works in an exhibition each year.",
            ),
            (
                "Otter Lane Arts CIC",
                "Currency: GBP\nAwardDate: 2019-02-27\nAmountAwarded: 41000\nDescription: Grant to Otter Lane Arts CIC for an arts centre with artist studios\nRecipientOrganization: Otter Lane Arts CIC",
            ),
            (
                "Ateliers du Pont",
                "Projet : résidence d’artistes et exposition\nMontant attribué : 12 000 €\nBénéficiaire : Association Ateliers du Pont",
            ),
            (
                "A new roof for the studios",
                "In March a grant of £4,000 was awarded to Otter Lane Arts for the roof of its artists’ studios, where sixty artists work and exhibit.",
            ),
        ] {
            assert_eq!(refused(title, text), Some(NotACall::News), "{title}");
        }
    }

    #[test]
    fn a_call_that_tells_of_earlier_grants_stays_a_call() {
        for (title, text) in [
            (
                "Otter Lane Prize 2027",
                "Entries are open: artists may submit up to three works. Last year the award was given to Ana Lim.\nDeadline: 3 May 2027",
            ),
            (
                "Grants to Artists",
                "The foundation invites visual artists to apply for grants of $5,000. Apply online.",
            ),
            (
                "Grant to Support Women Photographers",
                "Photographers are invited to apply for this grant with ten images.",
            ),
            (
                "Studio grant",
                "Artists can apply for a grant.\nAward date: June 2027\nGrant amount: $500\nDeadline: 3 May 2027",
            ),
        ] {
            assert_eq!(refused(title, text), None, "{title}");
        }
    }
}
