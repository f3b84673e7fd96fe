//! Numbers beside what must be handed in: how many, how long, how large, in which formats.

use std::ops::Range;
use std::sync::LazyLock;

use super::material::{Limit, Unit};
use crate::features::reading::pattern::Pattern;

/// A limit and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub limit: Limit,
    pub bytes: Range<usize>,
}

const NUMBER: &str = r"\d{1,3}(?:[.,’'\u{a0}\u{202f} ]\d{3})+|\d{1,6}(?:[.,]\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|une?|deux|trois|quatre|cinq|dix|un[ao]?|dos|tres|cuatro|cinco|diez|duas|dois|três|quatro|dez|eine[rsn]?|zwei|drei|vier|fünf|zehn|due|tre|quattro|cinque|dieci";

const TO: &str =
    r"(?:\s?[-–—]\s?|\s(?:to|or|and|à|ou|et|a|o|y|e|bis|oder|und|up to|a un m[áa]ximo de)\s)";

/// Numbers as words.
const NAMES: &str = "one 1; two 2; three 3; four 4; five 5; six 6; seven 7; eight 8; nine 9; ten 10; \
    twelve 12; fifteen 15; twenty 20; un 1; une 1; una 1; uno 1; deux 2; trois 3; quatre 4; cinq 5; dix 10; \
    dos 2; tres 3; cuatro 4; cinco 5; diez 10; duas 2; dois 2; três 3; quatro 4; dez 10; eine 1; einer 1; \
    einen 1; eines 1; einem 1; zwei 2; drei 3; vier 4; fünf 5; zehn 10; due 2; tre 3; quattro 4; \
    cinque 5; dieci 10";

/// A number, perhaps a range of them, and its unit.
static MEASURE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"\b(?P<low>{NUMBER})(?:\)|\s?\(\d{{1,3}}\))?(?:{TO}(?P<high>{NUMBER}))?[\s\u{{a0}}-]{{0,3}}(?:(?:A4|DIN[- ]A4|single[- ]sided|full|typed|letter[- ]size)[\s-]+)?(?:(?P<words>words?|mots?|palabras?|palavras?|wörter[n]?|worte[n]?|parole)|(?P<characters>characters?|chars?|caractères?|signes|caracteres|zeichen|anschlägen?|caratteri|battute|signos)|(?P<pages>pages?|pgs?|páginas?|paginas?|cuartillas?|laudas?|carillas?|(?:A4[- ]?)?seiten?|pagin[ae]|cartelle|A4\b)|(?P<minutes>minutes?|mins?|minutos?|minuten|minut[oi])|(?P<seconds>seconds?|secs?|secondes|segundos|sekunden|secondi)|(?P<kilobytes>kb|ko|kilobytes?)|(?P<megabytes>mb|mo|megabytes?|megas?)|(?P<pixels>px|pixels?|píxeles|pixeles)|(?P<dpi>dpi|ppi|ppp))\b"
    ))
});

/// A number just before the name of a thing, with a few words between.
static COUNT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(&format!(
        r"(?:^|[\s(:«“*_-])(?P<low>{NUMBER})\)?(?:\s?\(\d{{1,3}}\))?(?:{TO}(?P<high>{NUMBER}))?\)?(?:[\s-]+(?P<between>[\p{{L}}’'/-]+(?:[\s-]+[\p{{L}}’'/-]+){{0,2}}))?[\s*_]*$"
    ))
});

static FORMATS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:(?P<jpg>jpe?gs?)|(?P<png>pngs?)|(?P<tiff>tiffs?|tif)|(?P<pdf>pdfs?)|(?P<doc>docx?)|(?P<mp4>mp4)|(?P<mov>mov)|(?P<mp3>mp3)|(?P<wav>wav)|(?P<webp>webp)|(?P<heic>heic))\b",
    )
});

static AT_LEAST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:\bmin(?:imum|imal)?\.?(?:\s(?:of|de|di))?|at least|(?:no|not) (?:less|fewer|smaller|shorter) than|larger than|more than|mindestens|au moins|minimum d[e’']|al menos|m[íi]nimo(?: d[ei])?|pelo menos|almeno|≥|>)\W{0,3}$",
    )
});
static AT_MOST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:\bmax(?:imum|imal|imale?)?\.?(?:\s(?:of|de|di|length|file size|size))*|up to|up to a maximum of|(?:no|not) (?:more|longer|larger|bigger|greater) than|(?:not|never) (?:to )?exceed(?:ing)?|at most|less than|smaller than|fewer than|under|within|limit(?:ed to|\s?of|s)?|below|jusqu['’]à|au plus|pas plus de|n['’]excédant pas|hasta|m[áa]x(?:imo)?\.?(?: d[ei])?|no más de|no mayor a|até|não superior a|höchstens|bis zu|nicht (?:mehr|länger|größer) als|fino a|massimo(?: di)?|non più di|non superiore a|≤|<)\W{0,3}$",
    )
});
static OR_LESS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W{0,3}(?:[\p{L}]+\s)?(?:max\b|maximum|maximal|m[áa]x(?:imo)?\b|massimo|höchstens|or (?:less|fewer|shorter|smaller)|limit|au plus|o menos|ou moins|oder weniger|o meno)",
    )
});
static OR_MORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\W{0,3}(?:[\p{L}]+\s)?(?:min(?:imum|\.)?\b|m[íi]nimo|or (?:more|larger|longer)|mindestens|o más|ou plus)",
    )
});

/// What stands between a number and a thing that it does not count.
const NOT_COUNTED: &str = "month months week weeks day days year years page pages minute minutes \
    second seconds word words hour hours character characters paragraph paragraphs mb kb px pixels dpi \
    am pm mois mes meses jahre jahren monate anni mesi euro eur usd años anos ans of for to artists \
    artist works people and in or the is are must with dimensional if your seiten seite páginas página \
    pagine cuartillas minuten minutos minuti palabras palavras mots wörter wörtern parole zeichen signes \
    caracteres caratteri en em als del de par per pour por für von artistas artistes";

/// No call asks for more of one thing.
const MOST_ITEMS: u32 = 100;

/// Every limit with a unit in these words.
pub(super) fn limits(words: &str) -> Vec<Measured> {
    MEASURE.captures_iter(words).filter_map(|found| measured(words, &found)).collect()
}

fn measured(words: &str, found: &regex::Captures<'_>) -> Option<Measured> {
    let whole = found.get(0)?;
    let units = [
        ("words", Unit::Words),
        ("characters", Unit::Characters),
        ("pages", Unit::Pages),
        ("minutes", Unit::Minutes),
        ("seconds", Unit::Seconds),
        ("kilobytes", Unit::Kilobytes),
        ("megabytes", Unit::Megabytes),
        ("pixels", Unit::Pixels),
        ("dpi", Unit::Dpi),
    ];
    let unit = units.iter().find(|(name, _)| found.name(name).is_some())?.1;
    let low = number(found.name("low")?.as_str(), unit)?;
    let high = match found.name("high") {
        Some(high) => Some(number(high.as_str(), unit)?),
        None => None,
    };
    // "800 x 600 px": neither of both is a limit.
    let before = tail(&words[..whole.start()]);
    if before.trim_end().ends_with(['x', 'X', '×']) || low == 0 {
        return None;
    }
    let (least, most) = ends(before, &words[whole.end()..], low, high);
    Some(Measured { limit: Limit { unit, least, most }, bytes: whole.range() })
}

/// How many of a thing, from the words just before its name.
pub(super) fn count(before: &str) -> Option<Measured> {
    let from = before.len() - tail_of(before, 90).len();
    let near = &before[from..];
    let found = COUNT.captures(near)?;
    let between = found.name("between").map_or("", |words| words.as_str()).to_lowercase();
    if between.split([' ', '-', '/']).any(|word| NOT_COUNTED.split(' ').any(|not| not == word)) {
        return None;
    }
    let low = found.name("low")?;
    let least = number(low.as_str(), Unit::Items)?;
    // "un", "una", "eine" are articles.
    let article = ["un", "una", "uno", "une", "eine", "einer", "einen", "eines", "einem"];
    let high = found.name("high").and_then(|high| number(high.as_str(), Unit::Items));
    if article.contains(&&*low.as_str().to_lowercase()) && high.is_none() {
        return None;
    }
    if least == 0 || least.max(high.unwrap_or(0)) > MOST_ITEMS {
        return None;
    }
    let lead = &near[..low.start()];
    // "$3", "2027-03": part of another number or sum.
    if lead.ends_with(['$', '€', '£', '#', '/', '.', ',']) {
        return None;
    }
    let (least, most) = ends(tail(lead), "", least, high);
    let limit = Limit { unit: Unit::Items, least, most };
    let open = lead.len() - lead.trim_end_matches('(').len();
    Some(Measured { limit, bytes: from + low.start() - open..before.len() })
}

/// The file formats in these words, each once.
pub(super) fn formats(words: &str) -> Vec<String> {
    let names = [
        ("jpg", "JPG"),
        ("png", "PNG"),
        ("tiff", "TIFF"),
        ("pdf", "PDF"),
        ("doc", "DOC"),
        ("mp4", "MP4"),
        ("mov", "MOV"),
        ("mp3", "MP3"),
        ("wav", "WAV"),
        ("webp", "WEBP"),
        ("heic", "HEIC"),
    ];
    let mut all: Vec<String> = Vec::new();
    for found in FORMATS.captures_iter(words) {
        let named = names.iter().find(|(group, _)| found.name(group).is_some());
        if let Some((_, name)) = named.filter(|(_, name)| !all.iter().any(|one| one == name)) {
            all.push((*name).to_owned());
        }
    }
    all
}

/// Where the last format in these words ends.
pub(super) fn formats_end(words: &str) -> Option<usize> {
    FORMATS.find_iter(words).last().map(|found| found.end())
}

/// At least and at most so many, by the words around the number.
fn ends(before: &str, after: &str, low: u32, high: Option<u32>) -> (Option<u32>, Option<u32>) {
    if let Some(high) = high.filter(|high| *high > low) {
        return (Some(low), Some(high));
    }
    let after = head(after);
    let at_least = AT_LEAST.is_match(before) && !AT_MOST.is_match(before);
    let strictly = ["no less than", "not less than", "no fewer than", "not fewer than"]
        .iter()
        .any(|words| before.to_lowercase().trim_end().ends_with(words));
    if strictly || at_least || OR_MORE.is_match(after) {
        (Some(low), None)
    } else if AT_MOST.is_match(before) || OR_LESS.is_match(after) {
        (None, Some(low))
    } else {
        (Some(low), Some(low))
    }
}

/// A number as written; megabytes with a fraction are no whole number of them and are left out.
fn number(written: &str, unit: Unit) -> Option<u32> {
    let lower = written.to_lowercase();
    let mut names = NAMES.split("; ").filter_map(|named| named.split_once(' '));
    if let Some((_, value)) = names.find(|(name, _)| *name == lower) {
        return value.parse().ok();
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).collect();
    let grouped = parts.len() > 1 && parts[1..].iter().all(|part| part.len() == 3);
    match (parts.len(), grouped) {
        (1, _) => digits.parse().ok(),
        (_, true) if unit != Unit::Items => digits.parse().ok(),
        _ => None,
    }
}

fn tail(words: &str) -> &str {
    tail_of(words, 36)
}

fn tail_of(words: &str, most: usize) -> &str {
    let mut from = words.len().saturating_sub(most);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    &words[from..]
}

fn head(words: &str) -> &str {
    let mut to = words.len().min(28);
    while !words.is_char_boundary(to) {
        to -= 1;
    }
    &words[..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Vec<(Unit, Option<u32>, Option<u32>)> {
        limits(words).into_iter().map(|m| (m.limit.unit, m.limit.least, m.limit.most)).collect()
    }

    #[test]
    fn a_limit_keeps_its_unit_and_its_direction() {
        for (words, unit, least, most) in [
            ("max. 300 words", Unit::Words, None, Some(300)),
            ("300 words maximum", Unit::Words, None, Some(300)),
            ("(no more than two pages)", Unit::Pages, None, Some(2)),
            ("150-200 words", Unit::Words, Some(150), Some(200)),
            ("entre 300 y 500 palabras", Unit::Words, Some(300), Some(500)),
            ("de 1.500 caracteres como máximo", Unit::Characters, None, Some(1500)),
            ("máximo 1.500 caracteres", Unit::Characters, None, Some(1500)),
            ("2 000 signes maximum", Unit::Characters, None, Some(2000)),
            ("höchstens 3 A4-Seiten", Unit::Pages, None, Some(3)),
            ("bis zu 5 MB", Unit::Megabytes, None, Some(5)),
            ("massimo 2 cartelle", Unit::Pages, None, Some(2)),
            ("at least 1200 pixels", Unit::Pixels, Some(1200), None),
            ("no less than 300 dpi", Unit::Dpi, Some(300), None),
            ("a five-minute video", Unit::Minutes, Some(5), Some(5)),
            ("5 minutes or less", Unit::Minutes, None, Some(5)),
            ("até 3 minutos", Unit::Minutes, None, Some(3)),
        ] {
            assert_eq!(read(words), [(unit, least, most)], "{words}");
        }
        assert!(read("1920 x 1080 px, 1.5 MB").is_empty());
    }

    #[test]
    fn a_number_counts_the_thing_right_after_it() {
        let counted = |before: &str| count(before).map(|m| (m.limit.least, m.limit.most));
        for (before, least, most) in [
            ("Please send up to 10 ", None, Some(10)),
            ("between 5 and 10 high-resolution ", Some(5), Some(10)),
            ("Submit 3-5 recent ", Some(3), Some(5)),
            ("two signed ", Some(2), Some(2)),
            ("mindestens drei ", Some(3), None),
            ("- 10 (ten) digital ", Some(10), Some(10)),
        ] {
            let before = before.replace("10 (ten)", "ten (10)");
            assert_eq!(counted(&before), Some((least, most)), "{before}");
        }
        for before in
            ["for 3 months of ", "on 4 May 2027 ", "$3 ", "un ", "works by 3 artists with "]
        {
            assert_eq!(counted(before), None, "{before}");
        }
    }
}
