//! For how many years applicants have been artists, out of school, or showing in public.

use std::sync::LazyLock;

use regex::Captures;

use super::living::AND_LIVES;
use super::origin::Found;
use super::scope::{PERSON, head, tail};
use super::{Rule, Start};
use crate::features::reading::pattern::Pattern;

/// Numbers in words, in the languages of these rooms; a number with several names stands once a name.
const NUMBERS: &[(u32, &str)] = &[
    (1, "one|un|une|ein|einem|uno|una|um|uma|één"),
    (2, "two|deux|zwei|dos|dois|duas|due|twee"),
    (3, "three|trois|drei|tres|três|tre|drie"),
    (4, "four|quatre|vier|cuatro|quatro|quattro"),
    (5, "five|cinq|fünf|cinco|cinque|vijf"),
    (6, "six|sechs|seis|sei|zes"),
    (7, "seven|sept|sieben|siete|sete|sette|zeven"),
    (8, "eight|huit|acht|ocho|oito|otto"),
    (9, "nine|neuf|neun|nueve|nove|negen"),
    (10, "ten|dix|zehn|diez|dez|dieci|tien"),
    (12, "twelve|douze|zwölf|doce|doze|dodici|twaalf"),
    (15, "fifteen|quinze|fünfzehn|quince|quindici|vijftien"),
    (20, "twenty|vingt|zwanzig|veinte|vinte|venti|twintig"),
    (25, "twenty-five"),
];

static YEARS: LazyLock<Pattern> = LazyLock::new(|| {
    let words: Vec<&str> = NUMBERS.iter().map(|(_, words)| *words).collect();
    let number = format!(r"\d{{1,2}}|\b(?:{})\b", words.join("|"));
    Pattern::words(&format!(
        r"(?P<a>{number})(?:\s*\(\w+\))?\s*(?:(?:-|–|~|to|and|à|et|a|y|e|bis|und|tot|en)\s*(?P<b>{number})\s*)?(?P<more>\+|or more|ou plus|o más|ou mais|oder mehr|o più)?\s*(?:full |consecutive )?(?P<unit>years?\b|yrs?\b|années?\b|ans\b|años\b|anos\b|anni\b|jahren?\b|jaar\b|年|년)"
    ))
});

static LEAST_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:\b(?:at least|minimum(?: of)?|not? (?:less|fewer) than|more than|over|mindestens|seit|über|mehr als|au moins|plus de|depuis|al menos|mínim[oa](?: de)?|más de|pelo menos|mais de|almeno|minimo(?: di)?|più di|oltre|minimaal|ten minste|minstens|meer dan)|최소|少なくとも)\s*(?:the (?:past|last)\s*)?$",
    )
});

/// "Una trayectoria continua de diez años": so long, and not less.
static TRACK_OF: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:trayectoria|experiencia|trajetória|experiência|atuação|expérience|esperienza|experience)(?: [a-zà-ÿ]+){0,6} (?:de|of|di)\s*$",
    )
});

static LEAST_BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:or (?:more|longer)\b|minimum\b|au (?:moins|minimum)\b|ou plus\b|como mínimo\b|o más\b|ou mais\b|no mínimo\b|oder (?:mehr|länger)\b|o più\b|以上|이상)",
    )
});

static MOST_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:(?:less|fewer) than|not? (?:more|longer|later) than|at most|up to|maximum(?: of)?|within(?: the)?(?: first)?|(?:in|during) (?:the|their|your) first|moins de|au plus|au maximum|höchstens|maximal|weniger als|nicht (?:mehr|länger|älter) als|innerhalb(?: der ersten)?|menos de|no más de|máximo(?: de)?|hasta|no máximo|até|não mais de|meno di|non più di|al massimo|entro|minder dan|maximaal|niet (?:meer|langer) dan)\s*$",
    )
});

/// The last so many years: a bound on when something ended, none on how long it went on.
static LAST_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:last|past|previous|dernières|letzten|vergangenen|últimos|ultimi|afgelopen|laatste)\s*$",
    )
});

static MOST_BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:or (?:less|fewer)\b|at (?:the )?most\b|(?:au )?maximum\b|ou moins\b|o menos\b|ou menos\b|oder weniger\b|o meno\b|以内|以下|未満|이내|이하|미만)",
    )
});

static SHOW: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bfirst (?:public |solo |professional )?(?:exhibition|exhibited|show\w*)|\bpremière exposition|\bprimera (?:exposición|muestra)|\bprimeira (?:exposição|mostra)|\bprima (?:mostra|esposizione)|\berste\w* (?:öffentliche\w* )?ausstellung|\beerste (?:expositie|tentoonstelling)|初個展|初めての(?:個展|展示)|첫 ?(?:개인전|전시)",
    )
});

static TRAINING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bgraduat\w*|\b(?:degree|diploma|training)\b|\b(?:out of|left|finished|leaving) (?:\w+ )?(?:school|college|university|studies)|\bécole\b|\bdiplôm\w*|\bformation\b|\bétudes\b|\begres\w+|\btitulad\w+|\bgraduad\w+|\bestudios\b|\bformad[oa]s?\b|\bgradua(?:ção|ram)|\blaure[ai]\w*|\bdiplomat\w+|\bstudi\b|\b\w*abschluss\w*|\b\w*studium\w*|\babsolvent\w*|\bafgestudeerd\w*|卒業|修了|졸업",
    )
});

static PRACTICE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\bpracti[cs](?:e|ing)\b|\bexperience\b|\bcareers?\b|\bprofessional(?:ly)?\b|\b(?:worked|working|active) as\b|\bwork behind\b|\b(?:creat|mak)ing art\b|\bexhibit(?:ed|ing|ion) (?:record|history|experience|career|professionally)|\bexpérience\b|\bpratique\b|\bcarrière\b|\bactivité\b|\bexer[cç]\w+|\btrayectoria\b|\bexperiencia\b|\bcarrera\b|\bcarreira\b|\bexperiência\b|\btrajetória\b|\batuação\b|\bprática\b|\battività\b|\battiv[ioe]\b|\besperienza\b|\bcarriera\b|\berfahrung\w*|\bberufs\w+|\btätig\w*|\bpraxis\b|\bfreischaffend\w*|\blaufbahn\b|\bervaring\b|\bwerkzaam\b|\bpraktijk\b|経験|活動|キャリア|経歴|경력|활동",
    )
});

/// The years are of living somewhere, of a work, a house or a grant, not of a career.
static OF_OTHERS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:r[eé]sid\w*|resident\w*|liv(?:e|ed|es|ing)|citizen\w*|based|domicil\w*|wohn\w*|leb(?:en|t)|gemeldet|ansässig|habit\w*|vivent|vivant|vive[ns]?|viv[oa]no|viv(?:en|em|am|an)|radicad\w*|gallery|foundation|organi[sz]ation|museum|company|jur(?:y|or|ors)|staff|team|founded|history of|celebrat\w*|our|its|grants? (?:for|of|over)|supports? for)\b|住|거주",
    )
});

/// Works, made in the last years.
static OF_WORKS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:works?|artworks?|pieces?|images?|projects?|films?|œuvres?|obras?|opere|werke)\b[^.;]{0,40}\b(?:made|created|completed|finished|produced|executed|réalisé\w*|realizad\w+|produzid\w+|realizzat\w+|entstanden|ausgeführt)\b",
    )
});

/// "35 Jahre alt": how old somebody is.
static OF_AGE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"^\s*(?:old|of age|alt|de edad|de idade|di età|révolus|oud)\b")
});

static ASKED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(r"\b(?:{PERSON}|you|your|their|must|who|with|not|first)\b"))
});

/// The years a passage asks of the career. `below`: it stands under a heading about who may apply.
pub(super) fn experience(passage: &str, below: bool) -> Option<Found> {
    if OF_WORKS.is_match(passage) {
        return None;
    }
    let foreign = !passage.is_ascii();
    let asked = below || foreign || ASKED.is_match(passage);
    YEARS.captures_iter(passage).filter(|_| asked).find_map(|found| read(passage, &found))
}

fn read(passage: &str, found: &Captures<'_>) -> Option<Found> {
    let whole = found.get(0)?;
    let before = tail(passage, whole.start(), 80);
    let behind = head(passage, whole.end(), 70);
    if OF_AGE.is_match(behind) {
        return None;
    }
    let since = start(before, behind)?;
    // "Worked for ten years and live in …": what is said of life there is another condition.
    let goes_on = OF_OTHERS.is_match(head(behind, 0, 24)) && !AND_LIVES.is_match(behind);
    if goes_on || OF_OTHERS.is_match(tail(passage, whole.start(), 42)) {
        return None;
    }
    let a = number(found.name("a")?.as_str())?;
    let near = tail(before, before.len(), 40);
    let (least, most) = if let Some(b) = found.name("b").and_then(|b| number(b.as_str())) {
        (b > a).then_some((Some(a), Some(b)))?
    } else if MOST_BEFORE.is_match(near) || MOST_BEHIND.is_match(behind) {
        (None, Some(a))
    } else if LAST_BEFORE.is_match(near) {
        (since != Start::Practice).then_some((None, Some(a)))?
    } else if LEAST_BEFORE.is_match(near)
        || TRACK_OF.is_match(before)
        || LEAST_BEHIND.is_match(behind)
        || found.name("more").is_some()
    {
        (Some(a), None)
    } else {
        return None;
    };
    Some((Rule::Experience { since, least, most }, whole.range()))
}

/// What the years are counted from, by the words beside them.
fn start(before: &str, behind: &str) -> Option<Start> {
    let near = tail(before, before.len(), 60);
    if SHOW.is_match(near) || SHOW.is_match(behind) {
        return Some(Start::FirstShow);
    }
    let practice = PRACTICE.find(near).is_some() || PRACTICE.is_match(head(behind, 0, 40));
    if !practice && (TRAINING.is_match(near) || TRAINING.is_match(behind)) {
        return Some(Start::Training);
    }
    (practice || PRACTICE.is_match(behind)).then_some(Start::Practice)
}

fn number(written: &str) -> Option<u32> {
    let word = written.to_lowercase();
    let named = || {
        let row = NUMBERS.iter().find(|(_, names)| names.split('|').any(|name| name == word));
        row.map(|(number, _)| *number)
    };
    word.parse().ok().or_else(named).filter(|years| (1..=60).contains(years))
}
