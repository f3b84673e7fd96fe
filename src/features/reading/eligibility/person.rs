//! Who applicants are: every rule about the person, gender among them.

use std::sync::LazyLock;

use super::applicant::applicant;
use super::career::{professional, stage};
use super::experience::experience;
use super::identity::{PART, identity};
use super::language::language;
use super::origin::Found;
use super::scope::{PERSON, head, tail};
use super::student::student;
use super::{Force, Gender, Rule};
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

macro_rules! pattern {
    ($name:ident, $($part:expr),+) => {
        static $name: LazyLock<Pattern> = LazyLock::new(|| Pattern::words(&[$($part),+].concat()));
    };
}

// Gender.
pattern!(
    WOMEN,
    r"\b(?:women|female|woman|womxn|womyn)(?:[- ]identif\w+)?(?: and non[- ]?binary| or non[- ]?binary|/non[- ]?binary)?\s+(?:[\w-]+\s+){0,2}?(?:",
    PERSON,
    r")\b|\b(?:for|to) (?:all )?(?:women|female) (?:painters|sculptors|weavers|carvers)\b|\b(?:para|a|para las|para as) (?:mujeres|mulheres)\b|\baux femmes\b|\balle (?:artiste )?donne\b|\b(?:women|female)[- ]identif\w+|\b(?:women|woman|females?) only\b|\bonly women\b|\bgender\s*:\s*(?:women|female|woman)\b|\bbe a woman\b|\bopen to (?:all )?women\b|\bidentif(?:y|ies|ying) as (?:an? )?(?:women|woman|female)\b|\bfemmes? (?:artistes?|photographes?|créatrices?)\b|\bs[’']identifi\w+ comme (?:des )?femmes?\b|\b(?:réservé\w*|destiné\w*|ouvert\w*) aux femmes\b|\bidentifi\w+ como (?:mujer|mulher)(?:es)?\b|\b(?:dirigid|abiert|destinad)[oa]s? (?:exclusivamente )?a (?:las )?(?:mujeres|mulheres)\b|\b(?:destinad|abert)[oa]s? (?:a |às )(?:artistas )?mulheres\b|\bidentifican como mujer\w*|\b(?:riservat|rivolt)[oaie] (?:alle|a) (?:sole )?(?:donne|artiste)\b|\balleen (?:voor )?vrouw\w*|\bvrouwelijke kunstenaars|\bartistes? femmes?\b|\bmujeres (?:artistas?|creador\w+|fot[oó]graf\w+)\b|\bartistas mujeres\b|\bmulheres artistas\b|\bartistas mulheres\b|\bdonne artiste\b|\bartiste donne\b|\b(?:nur|ausschließlich) (?:an |für )?(?:bildende )?künstlerinnen\b|\b(?:an|für|nur) frauen\b|여성 ?(?:작가|예술)|女性(?:作家|アーティスト)"
);
pattern!(MEN, r"\b(?:open to|for|only|limited to) (?:all )?(?:adult )?men\b|\bmale artists only\b");
pattern!(
    NON_BINARY,
    r"\bnon[- ]?binary\b|\bgender[- ](?:diverse|non[- ]?conforming|queer|expansive|fluid)\b|\bgenderqueer\b|\btrans(?:gender)?\b|\bno binari\w+|\bnon[- ]binaires?\b|\bnichtbinär\w*"
);
pattern!(
    TRANS_WOMEN,
    r"\btrans(?:gender)?[- ](?:women|woman|frauen)\b|\b(?:mujeres|mulheres|femmes|donne) trans\w*"
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
    found.extend(applicant(passage).map(|rule| (rule, None)));
    if PART.is_match(passage) && passage.len() <= 260 {
        return found;
    }
    if says || passage.len() < 80 {
        found.extend(stage(passage, below));
        found.extend(professional(passage, below).map(|rule| (rule, None)));
    }
    found.extend(experience(passage, below).map(|rule| (rule, None)));
    found.extend(language(passage).map(|rule| (rule, None)));
    found.extend(student(passage).map(|rule| (rule, None)));
    found.extend(gender(passage).map(|rule| (rule, None)));
    found.extend(identity(passage, below, home));
    found
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
        // "Women, trans women among them": women all.
        let near = format!("{}{}", hit.as_str(), head(passage, hit.end(), 60));
        let near: String =
            TRANS_WOMEN.find(&near).map_or(near.clone(), |hit| near.replace(hit.as_str(), ""));
        let mut genders = vec![Gender::Woman];
        if NON_BINARY.is_match(&near) {
            genders.push(Gender::NonBinary);
        }
        return Some((Rule::Gender { genders }, hit.range()));
    }
    let hit = MEN.find(passage)?;
    Some((Rule::Gender { genders: vec![Gender::Man] }, hit.range()))
}
