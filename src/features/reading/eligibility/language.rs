//! Languages that applicants speak.

use std::sync::LazyLock;

use super::Rule;
use super::origin::Found;
use super::scope::head;
use crate::features::reading::pattern::Pattern;

/// Before the names of languages: the person speaks them. (A form "in English" asks nothing of her.)
static SPEAKS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:speak(?:s|ing)?|fluent in|fluency in|proficien(?:t|cy) in|(?:good|working|sound|basic|sufficient|adequate) (?:command|knowledge) of|command of|knowledge of|able to (?:communicate|work|converse) in|communicate in|conversant in|(?:poder|capaz de|saber) (?:trabajar|comunicarse|expresarse|trabalhar|comunicar-se) en|(?:travailler|communiquer|s[’']exprimer) en|(?:lavorare|comunicare) in|parler|maîtris\w+|connaissance\w* (?:d[eu]|en)|hablar|dominio de(?:l)?|nivel de|conocimientos? de|falar|domínio d[eoa]|conhecimentos? de|parlare|maîtrise d[eu]|conoscenza d(?:ella lingua|i|el|ell[’'])|spreekt?|beheers\w*)\s+(?:either |both |fluent |good |basic |some |well )?",
    )
});

const NAMES: &[(&str, &str)] = &[
    ("ar", "arabic|arabe|árabe"),
    ("de", "german|deutsch|allemand|alemán|alemão|tedesco"),
    ("en", "english|anglais|inglés|inglês|inglese|englisch|engels"),
    ("es", "spanish|español|castellano|espagnol|espanhol|spagnolo|spanisch"),
    ("fr", "french|français|francés|francês|francese|französisch|frans"),
    ("it", "italian|italiano|italien|italienisch"),
    ("ja", "japanese|japonais|japonés|japonês"),
    ("ko", "korean|coréen|coreano"),
    ("nl", "dutch|nederlands"),
    ("pt", "portuguese|português|portugués|portugais|portoghese"),
    ("zh", "chinese|mandarin|chinois|chino"),
];

static NAME: LazyLock<Pattern> = LazyLock::new(|| {
    let all: Vec<&str> = NAMES.iter().map(|(_, names)| *names).collect();
    Pattern::words(&format!(
        r"^(?:(?:,|/|and|or|et|ou|y|o|u|e|und|oder|en|of|the|l[’'])\s*)*\b(?P<name>{})\b\s*",
        all.join("|")
    ))
});

/// Between the names: one of them is enough.
static EITHER: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"(?:\b(?:or|ou|oder|of)\b|/|\s[ou]\s)"));

/// The name first, or what the tongues of these rooms put it into: "Gute Deutschkenntnisse", "une bonne
/// maîtrise du français est exigée", "nivel de español", "日本語で意思疎通ができる".
fn required(passage: &str) -> Option<Found> {
    static NEEDED: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?P<de>deutsch|englisch|französisch|italienisch|spanisch)(?:-|sprach)?kenntnisse\b|\bniveau de (?P<fr>français|anglais)\b|\bnivel (?:\w+ )?de (?P<es>español|inglés|francés|portugués|inglês|português)\b|\b(?:conoscenza della|padronanza della) lingua (?P<it>italiana|inglese|francese|tedesca)\b|(?P<ja>英語|日本語)(?:または(?P<ja2>日本語|英語))?(?:で|による)(?:の)?(?:意思疎通|コミュニケーション|日常会話|会話)",
        )
    });
    let found = NEEDED.captures(passage)?;
    let whole = found.get(0)?;
    let code = |word: &str| match word.to_lowercase().as_str() {
        "日本語" => "ja",
        "英語" => "en",
        "italiana" => "it",
        "tedesca" => "de",
        word => NAMES
            .iter()
            .find(|(_, names)| names.split('|').any(|known| known == word))
            .map_or("", |(code, _)| *code),
    };
    let names = ["de", "fr", "es", "it", "ja", "ja2"];
    let named = names.iter().filter_map(|name| found.name(name)).map(|name| code(name.as_str()));
    let mut languages: Vec<String> =
        named.filter(|code| !code.is_empty()).map(str::to_owned).collect();
    languages.sort();
    (!languages.is_empty()).then(|| (Rule::Language { languages }, whole.range()))
}

/// The languages that an applicant has to speak: one of several, or each.
pub(super) fn language(passage: &str) -> Option<Found> {
    if let Some(found) = required(passage) {
        return Some(found);
    }
    let hit = SPEAKS.find_iter(passage).find(|hit| NAME.is_match(head(passage, hit.end(), 40)))?;
    let mut languages: Vec<String> = Vec::new();
    let mut end = hit.end();
    while let Some(found) = NAME.captures(head(passage, end, 40)) {
        let (Some(whole), Some(name)) = (found.get(0), found.name("name")) else { break };
        let name = name.as_str().to_lowercase();
        let code = NAMES.iter().find(|(_, names)| names.split('|').any(|known| known == name));
        languages.extend(code.map(|(code, _)| (*code).to_owned()));
        end += whole.end();
    }
    languages.sort();
    languages.dedup();
    let words = passage[hit.start()..end].trim_end();
    let range = hit.start()..hit.start() + words.len();
    if languages.len() > 1 && !EITHER.is_match(words) {
        let each = languages.into_iter().map(|code| Rule::Language { languages: vec![code] });
        return Some((Rule::AllOf { rules: each.collect() }, range));
    }
    (!languages.is_empty()).then_some((Rule::Language { languages }, range))
}
