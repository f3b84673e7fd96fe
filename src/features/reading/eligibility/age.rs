//! How old applicants are, or when they were born.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Captures;

use super::Rule;
use super::born::{born, first_day};
use super::origin::Found;
use super::scope::{head, tail};
use crate::features::reading::pattern::Pattern;

/// What the numbers of a wording say.
#[derive(Clone, Copy)]
enum Says {
    /// `a` or older.
    Least,
    /// Older than `a`, where the wording is strict.
    LeastAfter,
    /// `a` or younger.
    Most,
    /// Younger than `a`.
    Below,
    /// From `a` to `b`.
    Between,
    /// Of age.
    Adult,
}

const WORDINGS: &[(Says, &str)] = &[
    (Says::Most, r"\b(?:n[’'](?:ont|a|avoir|avez) pas|ne pas avoir) plus de\s+(?P<a>\d{2})\s+ans"),
    (
        Says::Below,
        r"\bnon (?:\w+ ){0,2}compiuto(?: il| i)?\s+(?P<a>\d{2})\b|\bnie ukończył\w*\s+(?P<c>\d{2})\b",
    ),
    (
        Says::Between,
        r"\b(?:aged?|ages|between(?: the)?(?: ages?(?: of)?)?|from)\s*:?\s*(?:between\s+)?(?P<a>\d{1,2})\s*(?:years?(?: old)?\s*)?(?:-|–|—|to|and|through)\s*(?P<b>\d{2})\b(?P<unit>\s*(?:years?(?: old| of age)?|yrs|y\.?o\.?))?",
    ),
    (
        Says::Between,
        r"\b(?P<a>\d{1,2})\s*(?:-|–|—|to)\s*(?P<b>\d{2})(?P<unit> years? (?:old|of age)|[- ]year[- ]olds?)\b",
    ),
    (
        Says::Between,
        r"\b(?:entre|de|dos|des|desde(?: los)?)\s+(?:los\s+|os\s+)?(?P<a>\d{2})\s+(?:ans\s+|años\s+|anos\s+)?(?:et|à|y|a|e|aos|hasta(?: los)?|até(?: os)?)\s+(?:los\s+|os\s+)?(?P<b>\d{2})(?P<unit>\s+(?:ans|años|anos))\b",
    ),
    (
        Says::Between,
        r"\b(?:zwischen|von)\s+(?P<a>\d{2})\s+(?:und|bis)\s+(?P<b>\d{2})(?P<unit>\s+jahren?)\b|\btussen(?: de)?\s+(?P<a2>\d{2})\s+en\s+(?P<b2>\d{2})\s+jaar\b",
    ),
    (
        Says::Between,
        r"\b(?:tra|fra|dai|da)\s+(?:i\s+)?(?P<a>\d{2})\s+(?:anni\s+)?(?:e|ed|ai|a)\s+(?:i\s+)?(?P<b>\d{2})(?P<unit>\s+anni)\b",
    ),
    (
        Says::Between,
        r"만?\s?(?P<a>\d{2})\s?세?\s?(?:[~∼〜～–-]|이상|부터|에서)[\s~∼]?\s?(?:만\s?)?(?P<b>\d{2})\s?(?P<unit>세)|満?(?P<a2>\d{2})\s?歳(?:以上|から)?[、~〜～\s]*(?P<b2>\d{2})\s?歳(?:以下|まで)",
    ),
    (
        Says::Least,
        r"\b(?:aged?|ages|age of|years? of age:?)\s*:?\s*(?:at least\s+)?(?P<a>\d{2})\s*(?:\+|(?:years?(?: old| of age)?\s*)?(?:and|or|&)\s*(?:over|older|above|up|greater)|plus\b)",
    ),
    (
        Says::Least,
        r"\b(?P<a>\d{2})\s*(?:years?|yrs?)(?:\s*(?:old|of age))?\s*(?:of age\s*)?(?:and|or|&)\s*(?:over|older|above|up)\b",
    ),
    (Says::Least, r"\b(?P<a>\d{2})\s*(?:and|or|&)\s*(?:over|older|above|up)\b"),
    (
        Says::Least,
        r"\b(?:at least|minimum(?: age)?(?: is| of)?:?|must be|be|are|over|age:?)\s*(?:at least\s*)?(?P<a>\d{2})\s*(?:\+|years? (?:of age|old)\b|yrs\b|at the time)",
    ),
    (Says::Least, r"\bminimum age(?: is| of|:)?\s*(?P<a>\d{2})\b"),
    (
        Says::Least,
        r"\b(?:artists?|applicants?|adults?|photographers?|worldwide|open to|all),?\s*(?:aged?\s*)?(?P<a>18|21|16|25)\s*\+",
    ),
    (
        Says::Least,
        r"\((?P<a>18|21|16)\s*\+\)|\bmust be (?P<c>18|21|16)\+?(?:\s|\.|,|$)|\b(?P<d>18|21)\+ (?:to|years|worldwide|only)",
    ),
    (
        Says::LeastAfter,
        r"\b(?:over|above|older than)\s+(?:the age of\s*|the age\s*)?(?P<a>\d{2})(?P<unit>\s*(?:years?|yrs)(?: old| of age)|\b)",
    ),
    (
        Says::Least,
        r"\b(?:avoir|ayant|ont|aient|avez)\s+(?:plus de|au moins|au minimum)?\s*(?P<a>\d{2})\s+ans\b|\b(?P<c>\d{2})\s+ans\s+(?:et plus|minimum|révolus|ou plus|et au-delà)|\bplus de\s+(?P<d>\d{2})\s+ans\b",
    ),
    (
        Says::Least,
        r"\bmayor(?:es)? de\s+(?P<a>\d{2})(?:\s+años)?|\bage\s*:?\s*from\s+(?P<e>\d{2})\b|\b(?P<c>\d{2})\s+años\s+(?:o más|en adelante|cumplidos)|\bmínimo\s+(?P<d>\d{2})\s+años",
    ),
    (
        Says::Least,
        r"\b(?:maiores de|mais de)\s+(?P<a>\d{2})(?: anos)|\bmaiores de\s+(?P<e>\d{2})|\b(?P<c>\d{2})\s+anos\s+ou\s+mais|\bidade mínima(?: de)?\s+(?P<d>\d{2})",
    ),
    (
        Says::Least,
        r"\bab\s+(?P<a>\d{2})\s+jahren?|\bmindestalter\s*:?\s*(?:von\s+|beträgt\s+|ist\s+)?(?P<c>\d{2})(?:\s+jahre?)?|\b(?P<d>\d{2})\. lebensjahr (?:bereits )?vollendet",
    ),
    (
        Says::Least,
        r"\b(?:compiuto(?: i)?|almeno|maggiori di(?: anni)?)\s+(?P<a>\d{2})\s*(?:anni|°? anno)?\b",
    ),
    (
        Says::Least,
        r"\b(?:from|starting at) (?:the )?age (?:of )?(?P<a>\d{2})\b|\bno younger than (?P<c>\d{2})\b|\b(?:any )?age over (?P<d>\d{2})\b|\b(?:your|their) (?P<e>\d{2})th birthday\b",
    ),
    (
        Says::Least,
        r"\bâgé[\w·.()-]*\s+(?:de plus de|d[’']au moins|de)\s+(?P<a>\d{2})\s+ans\s+(?:au moins|et plus|ou plus|minimum)|\bà partir de\s+(?P<c>\d{2})\s+ans|\bâgé[\w·.()-]*\s+(?:de plus de|d[’']au moins)\s+(?P<d>\d{2})\s+ans",
    ),
    (
        Says::Least,
        r"\b(?:cumplid[oa]s? (?:los )?|a partir de (?:los )?|desde los |tener (?:al menos |más de )|tener cumplidos )(?P<a>\d{2})\s+años|\b(?:a partir d[eo]s? |ter (?:pelo menos |mais de |no mínimo )|mínimo (?:de )?|completado )(?P<c>\d{2})\s+anos|\b(?P<d>\d{2})\s+anos\s+(?:completos|ou mais)",
    ),
    (
        Says::Least,
        r"\bab\s+(?:dem\s+)?(?P<a>\d{2})\.\s+lebensjahr|\bälter als (?P<c>\d{2})(?:\s+jahre)?\b|\bmindestens\s+(?P<d>\d{2})\s+jahre\s+alt|\b(?:minimaal|ten minste|minstens|vanaf|ouder dan)\s+(?P<e>\d{2})\s+jaar\b|\b(?P<f>\d{2})\s+jaar\s+(?:en|of)\s+ouder",
    ),
    (
        Says::Least,
        r"\b(?:preciso ter|necessário ter|ter (?:no mínimo|pelo menos)|tener (?:al menos|mínimo)|edad mínima:?|idade mínima:?|âge minimum ?:?|età minima:?)\s*(?:de\s+)?(?P<a>\d{2})\b|\bfyllt\s+(?P<c>\d{2})\s+år",
    ),
    (Says::Least, r"만?\s?(?P<a>\d{2})\s?세\s?이상|(?P<c>\d{2})\s?歳以上"),
    (
        Says::Most,
        r"\b(?:up to the age of|maximum age(?: is| of|:)?|max\.? age:?|age limit(?: is| of|:)?|(?:not|no) older than|not more than)\s*(?P<a>\d{2})(?P<unit>\s*(?:years?|yrs)(?: old| of age)?|\b)",
    ),
    (Says::Most, r"\bup to (?P<a>\d{2})(?P<unit>\s*years? (?:old|of age))"),
    (
        Says::Most,
        r"\b(?P<a>\d{2})\s*(?:years?(?: old| of age)?\s*)?(?:and|or|&)\s*(?:under|younger|below)\b",
    ),
    (
        Says::Most,
        r"\b(?:höchstalter|altersgrenze|altersobergrenze)\b[^.\d]{0,60}(?P<a>\d{2})\b|\bbis(?: zu(?:m)?| einschließlich)?\s+(?P<c>\d{2})\s+jahren?\b|\b(?:maximal|höchstens|nicht älter als)\s+(?P<d>\d{2})\s+jahren?(?:\s+alt)?\b|\b(?:maximaal|niet ouder dan)\s+(?P<e>\d{2})\s+jaar\b|\bleeftijdsgrens\b[^.\d]{0,30}(?P<f>\d{2})\b",
    ),
    (
        Says::Most,
        r"\b(?:limite d[’']âge|âge (?:maximum|maximal|limite)|edad máxima|límite de edad|idade máxima|limite de idade|età massima|limite (?:di|d[’'])età)\b[^.\d]{0,30}(?P<a>\d{2})\b",
    ),
    (
        Says::Most,
        r"\b(?:hasta|máximo(?: de)?|no mayores? de|como máximo)\s+(?:los\s+)?(?P<a>\d{2})\s+años|\baté\s+(?:os\s+)?(?P<c>\d{2})\s+anos|\bjusqu[’']à\s+(?P<d>\d{2})\s+ans|\b(?:maximum|au plus|pas plus de|dépassé)\s+(?P<e>\d{2})\s+ans|\b(?:no máximo|máximo de)\s+(?P<f>\d{2})\s+anos",
    ),
    (
        Says::Most,
        r"\b(?:fino a(?:i)?|massimo|entro i|non (?:superiore|superato)[^.\d]{0,12})\s*(?P<a>\d{2})\s+anni|(?P<c>\d{2})\s?세\s?이하|(?P<d>\d{2})\s?歳(?:以下|まで)",
    ),
    (
        Says::Below,
        r"\b(?:under|younger than|below)\s+(?:the age of\s*)?(?P<a>\d{2})(?P<unit>\s*(?:years?|yrs)(?: old| of age)?|\b)",
    ),
    (
        Says::Below,
        r"\bmoins de\s+(?P<a>\d{2})\s+ans|\bmenor(?:es)? de\s+(?P<c>\d{2})(?:\s+a[ñn]os)?|\b(?:unter|jünger als)\s+(?P<d>\d{2})(?:\s+jahren?)?|\bmenos de\s+(?P<e>\d{2})\s+a[ñn]os|\bjonger dan\s+(?P<f>\d{2})\b|\bonder de\s+(?P<g>\d{2})\s+jaar",
    ),
    (
        Says::Below,
        r"\b(?P<g>\d{2})\. lebensjahr (?:\w+ )?nicht vollendet|\bnoch nicht (?:das )?(?P<h>\d{2})\. lebensjahr|\binferiore a(?:i)?\s+(?P<c>\d{2})\s+anni|\bunder\s?(?P<e>\d{2})\b|(?P<d>\d{2})\s?세\s?미만|(?P<f>\d{2})\s?歳未満",
    ),
    (
        Says::Adult,
        r"\bmayor(?:es|ía)? de edad\b|\b(?:age of majority|legal adults?|adults? only)\b|\b(?:성인|成人)\b|\bmeerderjarig\w*|\bmaiores de idade\b|\bmaggiorenni\b|\bmajeure?s?\b(?: et| à|$)|\bvolljährig\w*|\bof legal age\b",
    ),
];

/// Ages that rules write out.
const IN_WORDS: &[(u32, &str)] = &[
    (16, "sixteen|seize|sechzehn|dieciséis"),
    (18, "eighteen|dix-huit|dieciocho|dezoito|achtzehn|diciotto|achttien"),
    (21, "twenty-one|vingt et un|veintiún|vinte e um|einundzwanzig|ventuno"),
    (25, "twenty-five|vingt-cinq|veinticinco|vinte e cinco|fünfundzwanzig|venticinque"),
    (30, "thirty|trente|treinta|trinta|dreißig|trenta"),
    (35, "thirty-five|trente-cinq|treinta y cinco|trinta e cinco|fünfunddreißig|trentacinque"),
    (40, "forty|quarante|cuarenta|quarenta|vierzig|quaranta"),
    (45, "forty-five|quarante-cinq|cuarenta y cinco|quarenta e cinco|quarantacinque"),
    (50, "fifty|cinquante|cincuenta|cinquenta|fünfzig|cinquanta"),
    (60, "sixty|soixante|sesenta|sessenta|sechzig|sessanta"),
];

static PATTERNS: LazyLock<Vec<(Says, Pattern)>> = LazyLock::new(|| {
    // Longer names first: "thirty" begins "thirty-five".
    let mut words: Vec<&str> = IN_WORDS.iter().flat_map(|(_, words)| words.split('|')).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let number = format!(r"\d{{2}}|{})", words.join("|"));
    // "Treinta (30) años": the digits stand behind the word.
    let twice = r"(?:[a-zà-ÿ]+(?:[ -](?:y |e |et |and )?[a-zà-ÿ]+){0,2}\s?\()?";
    let spelled = |wording: &str| {
        let named = regex_of_numbers(wording, twice);
        named.replace(r"\d{2})", &format!("{number}\\)?"))
    };
    WORDINGS.iter().map(|(says, wording)| (*says, Pattern::words(&spelled(wording)))).collect()
});

/// The wording with the optional word before each of its numbers.
fn regex_of_numbers(wording: &str, twice: &str) -> String {
    wording.split("(?P<").enumerate().fold(String::new(), |mut whole, (at, part)| {
        let numbered = part.find('>').is_some_and(|end| part[end + 1..].starts_with(r"\d{2})"));
        if at > 0 {
            whole.push_str(if numbered { twice } else { "" });
            whole.push_str("(?P<");
        }
        whole.push_str(part);
        whole
    })
}

/// The number that digits or words write.
fn numeral(written: &str) -> Option<u32> {
    let word = written.to_lowercase();
    let named = || {
        let row = IN_WORDS.iter().find(|(_, names)| names.split('|').any(|name| name == word));
        row.map(|(number, _)| *number)
    };
    word.parse().ok().or_else(named)
}

/// Behind a number that is no age: sizes, times, counts.
static NO_AGE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:x\s*\d|×|cm|mm|m\b|km|kg|g\b|lbs?|pounds?|inch\w*|in\.|[”″\x22]|feet|ft|mb|gb|kb|dpi|px|pixels?|seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|works?|images?|pages?|words?|characters?|pieces?|entries|artworks?|artists?|people|participants?|miles?|%|percent|euros?|€|\$|£|usd|eur|[,.]\d|years? (?:of (?:experience|practice|history|residence|work\w*|professional|continuous|\w+ (?:practice|experience|work))|in business|ago|later|from|behind)|(?:de |d[’']|di |of )(?:pratique|expérience|carrière|résidence|activité|trayectoria|experiencia|carrera|residencia|antigüedad|atuação|experiência|carreira|residência|trajetória|attività|esperienza|carriera|residenza|storia|practice|experience)|(?:berufs|erfahrung)\w*|(?:ans|ann\w+) (?:de |d[’'])(?:pratique|expérience|carrière|résidence|activité)|años de (?:trayectoria|experiencia|carrera|residencia|antigüedad|edición)|anos de (?:atuação|experiência|carreira|residência|trajetória)|anni di (?:attività|esperienza|carriera|residenza|storia)|jahren? (?:erfahrung|berufs\w+|wohn\w+|in |künstler\w+)|jaar (?:ervaring|werkzaam|geleden)|/\d|:\d|th\b|st\b|nd\b|rd\b|september|october|november|december|january|february|march|april|may\b|june|july|august)",
    )
});

/// The age is denied, not asked.
static DENIED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:not|no)(?:\s+(?:be|have|yet|being|older|over|reached|turned)){0,3}\s*$|\bnot (?:be )?(?:over|older)\b",
    )
});

/// Before a number that is no age.
static NOT_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:[$€£¥#]|\b(?:for|last|past|than|within|celebrating|history of|edition|no\.?|page|works?|images?|seit|depuis|desde hace|hace|sinds|innerhalb|years? (?:of|since)|school|graduat\w+)\s*)$",
    )
});

/// One of several categories, each with its ages: no rule for everyone.
static CATEGORY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:categor(?:y|ies|ía|ia|ie)|kategorie|catégorie|section|division|stream|next gen|young\w*(?: \w+){0,3} (?:prize|award|categor\w+)|youth (?:prize|award|categor\w+)|student (?:prize|award)|junior|prize for|award for|best (?:artist|work))\b[^.;]{0,60}$|\b(?:including|if|when|required (?:for|if)|accompan\w*|signature|consent|guardian|child\w*)\b[^.;]{0,30}$|^\W*(?:categor\w+|kategorie|section) \w",
    )
});

/// Those under age may, with somebody's leave: no bound.
static WITH_LEAVE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^[^.;]{0,40}\b(?:permissions?|consent|guardians?|parent\w*|accompan\w+|signature|supervis\w+|autoris\w+|einverständnis\w*|autoriza\w+)\b",
    )
});

static SHARE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"\b\d{1,3}\s?%\s+(?:of|de|der|degli|dos)\b"));

/// Ages asked of applicants, in the order of the passage.
pub(super) fn age(passage: &str) -> Vec<Found> {
    // "60 % of the members must be under 30": no rule for each.
    if SHARE.is_match(passage) {
        return Vec::new();
    }
    let mut hits: Vec<(Range<usize>, Option<u32>, Option<u32>)> = Vec::new();
    for (says, pattern) in PATTERNS.iter() {
        for found in pattern.captures_iter(passage) {
            let Some(hit) = read(passage, *says, &found) else { continue };
            if !hits.iter().any(|(range, ..)| range.start < hit.0.end && hit.0.start < range.end) {
                hits.push(hit);
            }
        }
    }
    hits.sort_by_key(|(range, ..)| range.start);
    // "18 and over enter the main prize, under 18 the other": two groups, and so no bound for all.
    let least = hits.iter().filter_map(|(_, least, _)| *least).max();
    let most = hits.iter().filter_map(|(.., most)| *most).min();
    if let (Some(least), Some(most)) = (least, most)
        && most <= least
    {
        return born(passage);
    }
    let mut rules: Vec<Found> = hits
        .into_iter()
        .map(|(range, least, most)| {
            let on = on_day(head(passage, range.end, 48));
            (Rule::Age { least, most, on }, range)
        })
        .collect();
    rules.extend(born(passage));
    rules
}

/// "18 or over on 5 April 2027": the day that counts, where it stands right behind.
fn on_day(behind: &str) -> Option<NaiveDate> {
    static ON: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^\W*(?:years? (?:old|of age)\s*)?(?:(?:or|and|&) (?:over|older|above|under|younger|below)\s*)?(?:on|by|as of|as at|at|le|au|el|al|a fecha|em|am|zum|il|alla data del|op)\s+(?:the\s+|date\s+)?\d",
        )
    });
    ON.is_match(behind).then(|| first_day(behind)).flatten()
}

fn read(
    passage: &str,
    says: Says,
    found: &Captures<'_>,
) -> Option<(Range<usize>, Option<u32>, Option<u32>)> {
    let whole = found.get(0)?;
    let range = whole.range();
    let number = |name: &str| found.name(name).and_then(|written| numeral(written.as_str()));
    let a = ["a", "a2", "c", "d", "e", "f", "g", "h"].iter().find_map(|name| number(name));
    let strict_unit = found.name("unit").is_some_and(|unit| !unit.as_str().trim().is_empty());
    if !strict_unit && NO_AGE.is_match(head(passage, range.end, 30)) {
        return None;
    }
    let before = tail(passage, range.start, 70);
    if NOT_BEFORE.is_match(before) {
        return None;
    }
    let plausible = |age: u32| (10..=99).contains(&age);
    // "Must not be over 35".
    let denied = DENIED.is_match(before) || DENIED.is_match(whole.as_str());
    let (least, most) = match says {
        Says::Least | Says::LeastAfter if denied => (None, Some(a.filter(|age| plausible(*age))?)),
        Says::Adult => (Some(18), None),
        Says::Least | Says::LeastAfter => {
            (Some(a.filter(|age| plausible(*age) && *age <= 65)?), None)
        }
        Says::Most => (None, Some(a.filter(|age| plausible(*age))?)),
        Says::Below => (None, Some(a.filter(|age| plausible(*age))? - 1)),
        Says::Between => {
            let (a, b) = (a?, number("b").or(number("b2"))?);
            if !(5..=99).contains(&a) || b <= a || b > 99 {
                return None;
            }
            (Some(a), Some(b))
        }
    };
    // "Over 20 years": experience, unless the text says age.
    let lone = matches!(says, Says::LeastAfter | Says::Below | Says::Most) && !strict_unit;
    if lone && head(passage, range.end, 8).trim_start().starts_with("year") {
        return None;
    }
    let leave = || WITH_LEAVE.is_match(head(passage, range.end, 60));
    if most.is_some() && (CATEGORY.is_match(before) || leave()) {
        return None;
    }
    Some((range, least, most))
}
