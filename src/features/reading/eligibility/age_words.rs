//! The words beside a number that make it an age, and say on which side of it one must be.
//!
//! Each table holds the words of a kind, a language a line. A number is judged by what stands next to it;
//! whether the sentence says "not" before that turns the side round, in every language alike.

use std::sync::LazyLock;

use super::scope::PERSON;
use crate::features::reading::pattern::Pattern;

/// So old or older.
const LEAST: &[&str] = &[
    r"over|above|older than|at least|more than|from|minimum(?: of)?|min\.|starting at|exceed(?:ing)?",
    r"plus de|plus âgés? que|au moins|(?:au )?minimum|à partir de|dès|minimum de|dépass(?:er|é|ent|e)",
    r"más de|mayor(?:es)? (?:de|a|que)|al menos|como mínimo|mínimo(?: de)?|desde|a partir de|superior(?:es)? a|superar|supere[n]?|rebasar",
    r"mais de|maior(?:es)? (?:de|que)|pelo menos|no mínimo|a partir d[eo]s?|superior(?:es)? a",
    r"almeno|più di|maggior[ei] di|oltre|superiore a(?:i)?|dai|a partire dai|minimo|superare",
    r"über|älter als|mindestens|ab|ab dem|wenigstens|vom vollendeten",
    r"vanaf|ouder dan|minimaal|minstens|ten minste|boven(?: de)?|powyżej",
];

/// So old or younger.
const MOST: &[&str] = &[
    r"up to(?: and including)?|until|till|at most|no more than|maximum(?: of)?|max\.?|through",
    r"au plus|jusqu[’']à|au maximum|maximum(?: de)?|dans la limite de",
    r"hasta|como máximo|máximo(?: de)?|límite de",
    r"até|no máximo|máximo(?: de)?",
    r"fino a(?:i|gli)?|al massimo|massimo|entro i",
    r"bis|bis zu[mr]?|bis einschließlich|höchstens|maximal|max\.",
    r"tot(?: en met)?|hoogstens|maximaal",
];

/// Younger than that.
const BELOW: &[&str] = &[
    r"under|below|younger than|less than",
    r"moins de|moins âgés? que",
    r"menos de|menor(?:es)? (?:de|a|que)|inferior(?:es)? a",
    r"meno di|minor[ei] di|inferiore a(?:i)?|prima dei|sotto i",
    r"unter|jünger als|weniger als|vor dem",
    r"onder(?: de)?|jonger dan|minder dan|poniżej",
];

/// That birthday has been.
const REACHED: &[&str] = &[
    r"reach(?:ed|es)?|turn(?:ed|s)?|attain(?:ed|s)?|complet(?:ed|es)",
    r"atteint|révolu",
    r"cumplid[oa]s?|cumplan?|cumplir|alcanzado|completad[oa]s?|completem?|completar",
    r"compiut[oi]|superato|raggiunto|compiono|compiere",
    r"vollendet\w*|erreicht",
    r"bereikt|fyllt|ukończył\w*",
];

/// What stands between those words and the number.
const FILL: &str = r"(?:\s+(?:the|an?|age|ages|of|years?|old|être|avoir|âge|l[’']âge|de|los|las|la|edad|os|as|a|idade|i|gli|il|le|età|der|dem|das|den|ihr|sein|zum|dem alter von|alter von|leeftijd van|de leeftijd van))*[\s:-]*$";

/// Behind the number and its unit: so old or older.
const LEAST_BEHIND: &[&str] = &[
    r"\+|plus\b|(?:and|or|&|and/or)\s*(?:over|older|above|up|upwards?|more|greater|beyond)\b|(?:at )?minimum\b|at least\b",
    r"(?:et|ou) (?:plus|au-delà|davantage)\b|révolus\b|(?:au )?minimum\b|au moins\b|accomplis\b",
    r"(?:o|y) (?:más|mayores)\b|en adelante\b|cumplidos\b|como mínimo\b",
    r"(?:ou|e) mais\b|completos\b|no mínimo\b|feitos\b|em diante\b",
    r"(?:o|e) più\b|in su\b|compiuti\b|compiut[oa]\b|o oltre\b",
    r"(?:und|oder) (?:älter|mehr|darüber)\b|vollendet\w*|aufwärts\b",
    r"(?:en|of) (?:ouder|meer)\b|以上|이상|から|부터",
];

/// Behind the number and its unit: so old or younger.
const MOST_BEHIND: &[&str] = &[
    r"(?:and|or|&|and/or)\s*(?:under|younger|below|less)\b|at (?:the )?most\b|maximum\b|max\b",
    r"(?:et|ou) moins\b|(?:au )?maximum\b|au plus\b|inclus\b|maximum\b",
    r"(?:o|y) (?:menos|menores|jóvenes)\b|como máximo\b|máximo\b|inclusive\b",
    r"(?:ou|e) menos\b|no máximo\b",
    r"(?:o|e) meno\b|al massimo\b|massimo\b|inclusi\b",
    r"(?:und|oder) (?:jünger|weniger|darunter)\b|höchstens\b|maximal\b",
    r"(?:en|of) jonger\b|maximaal\b|以下|이하|まで",
];

/// A noun for the bound itself, a little way before the number.
const LEAST_NOUN: &str = r"\b(?:minimum age|min\.? age|age minimum|lower age limit|mindestalter|âge minimum|âge minimal|edad mínima|idade mínima|età minima|minimumleeftijd)\b[^.;\d]{0,30}$";
const MOST_NOUN: &str = r"\b(?:maximum age|max\.? age|upper age limit|age (?:limit|maximum|cap)|limite d[’']âge|âge (?:maximum|maximal|limite)|edad máxima|límite de edad|idade máxima|limite de idade|età massima|limite (?:di |d[’'])età|höchstalter|alters(?:ober)?grenze|leeftijdsgrens|maximumleeftijd)\b[^.;\d]{0,60}$";

/// Words that say no, with none but small words up to the side they turn round.
const NO: &str = r"(?:\b(?:not|no|never|nor|cannot|neither|ne|pas|non|não|nicht|niet|nie|ni|sin|sans|senza)|n[’']t|\bn[’'](?:ont|a|avoir|avez|ayant|aient|être))(?:\s+(?:be|been|being|have|has|had|yet|still|already|currently|any|aged?|the|of|on|or|ser|être|avoir|ont|aient|ayant|ayez|haber|hayan?|han|ha|sean?|tener|tengan?|ter|tenham?|tem|têm|avere?|aver|abbian?o?|hanno|ancora|aún|todavía|ainda|das|noch|encore|pas|déjà|cumplido|compiuto|los|las|os|i|gli|il|to|persons?|artists?|applicants?))*\s*$";

/// Behind a number: surely an age.
const SURE: &str = r"^\)?\s*(?:[- ]?(?:years?|yrs?)[- ](?:old|of age)s?\b|[- ]year[- ]olds?\b|y\.?\s?/?o\b\.?|(?:st|nd|rd|th) birthday\b|\.? ?(?:lebensjahr\w*)|[- ]jährig\w*|jährig\w*|\s?세|\s?歳|\s?岁|\s?歲|ans révolus|años de edad|anos de idade|anni di età|jahre alt|jaar oud)";
/// Behind a number: an age, or any span of years.
const YEARS: &str = r"^\)?\s*(?:years?|yrs?|ans|años|anos|anni|jahren?|jaar|år|lat)\b";

/// Right before a number: it is an age.
const CUE: &str = r"\b(?:aged?|ages|age of|age range|age group|years? of age|âges?|âgé[\w·.()-]*|edad(?:es)?|idades?|età|alter|lebensalter|leeftijd)\b(?:[\s:]+(?:of|is|are|between|from|de|des|entre|comprendid[oa]s?|compris[ea]?s?|compres[aeio]|tra|fra|von|zwischen|über|unter|i|los|os|to|at least|over|under|the))*\s*[:(]?\s*$";

/// One has so many years.
const HAS: &str = r"(?:\b(?:avoir|ayant|ont|aient|avez|ait|a|tener|tengan?|tenga|ter|tenham?|tenha|tem|avere|aver|abbian?o?|abbia|hanno|be|are|is|have|haben|zijn|fylla)|만|満)(?:\s+(?:already|déjà|ya|já|già|schon|bereits|reeds))?\s*$";

/// Two numbers are the ends of a span.
const TO: &str = r"^\s*(?:years?(?: old| of age)?|yrs?|ans|años|anos|anni|jahren?|jaar|세|歳|岁|歲)?(?:\s?\([^()]{1,16}\))?\s*(?:-|–|—|~|∼|〜|～|to|and|through|&|bis(?: zu)?|und|et|à|y|e|ed|a|ai|aos|hasta|até|en|tot|t/m|och|do|이상|以上|부터|から|에서)[\s、,]*(?:the\s+|los\s+|las\s+|os\s+|i\s+|gli\s+|les\s+|만\s?|満)?$";
/// Right before the first of them.
const SPAN: &str = r"\b(?:between(?: the)?(?: ages?(?: of)?)?|from|aged?(?: between)?|ages(?: between)?|entre(?: les| los| las| os)?|de|des|dos|desde(?: los)?|zwischen|von|tra(?: i| gli)?|fra(?: i| gli)?|dai|da|tussen(?: de)?|mellan|im alter von)\s*:?\s*$";

/// "And not yet 35".
const NOT_YET: &str = r"\b(?:not yet|non ancora|noch nicht|pas encore|aún no|todavía no|ainda não|nog niet)(?: (?:turned|reached|les|los|i|os))?\s*$";

/// "Das 36. noch nicht vollendet": the denial stands behind.
const NOT_REACHED_BEHIND: &str = r"^\.?\s*(?:lebensjahr\w*\s+)?(?:(?:bei|am|zum) [\w. ]{2,40} )?(?:noch )?nicht (?:\w+ )?(?:vollendet|erreicht)|^\s*(?:ans|años|anos|anni)?\s*(?:no|non|não|pas) (?:\w+ ){0,2}(?:cumplid|compiut|complet|révolus)\w*";

/// The tables, compiled.
pub(super) struct AgeWords {
    pub least: Pattern,
    pub most: Pattern,
    pub below: Pattern,
    pub reached: Pattern,
    pub least_behind: Pattern,
    pub most_behind: Pattern,
    pub below_behind: Pattern,
    pub least_noun: Pattern,
    pub most_noun: Pattern,
    pub no: Pattern,
    pub sure: Pattern,
    pub years: Pattern,
    pub cue: Pattern,
    pub has: Pattern,
    pub to: Pattern,
    pub span: Pattern,
    pub people: Pattern,
    pub lone: Pattern,
    pub not_yet: Pattern,
    pub not_reached_behind: Pattern,
}

pub(super) static AGE_WORDS: LazyLock<AgeWords> = LazyLock::new(|| {
    let before =
        |words: &[&str]| Pattern::words(&format!(r"(?:^|\b|\s)(?:{}){FILL}", words.join("|")));
    let behind = |words: &[&str]| Pattern::words(&format!(r"^[\s),]*(?:{})", words.join("|")));
    AgeWords {
        least: before(LEAST),
        most: before(MOST),
        below: before(BELOW),
        reached: before(REACHED),
        least_behind: behind(LEAST_BEHIND),
        most_behind: behind(MOST_BEHIND),
        below_behind: Pattern::words(r"^\s?(?:未満|미만)"),
        least_noun: Pattern::words(LEAST_NOUN),
        most_noun: Pattern::words(MOST_NOUN),
        no: Pattern::words(NO),
        sure: Pattern::words(SURE),
        years: Pattern::words(YEARS),
        cue: Pattern::words(CUE),
        has: Pattern::words(HAS),
        to: Pattern::words(TO),
        span: Pattern::words(SPAN),
        lone: Pattern::words(
            r"^\s*(?:over|above|older than|under|below|younger than|mayores de|maiores de|menores de|über|unter|boven|onder|turned|fyllt|cumplid\w+|cumplan?|compiut\w+|reached the age)\b",
        ),
        not_yet: Pattern::words(NOT_YET),
        not_reached_behind: Pattern::words(NOT_REACHED_BEHIND),
        people: Pattern::words(&format!(
            r"(?:\b{PERSON},?|\b(?:open to|all|must be|be|aged?|ages|who are|worldwide)|[(:]|^)\s*$"
        )),
    }
});
