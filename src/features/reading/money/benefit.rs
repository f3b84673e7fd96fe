//! What the artist gets that is not money.

use std::ops::Range;
use std::sync::LazyLock;

use super::Benefit;
use super::role::Survey;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Fact, Quote};

const BENEFITS: &[(Benefit, &str)] = &[
    (
        Benefit::Travel,
        r"\b(?:round[- ]trip|return|travel|airfares?|air tickets?|flights?|transport(?:ation)?(?: costs?)?|train tickets?|airport transfers?)\b|\bvoyages?\b|\bdéplacements?\b|\bpasajes?\b|\bviaje\b|\bpassage[mn]s?\b|\breise(?:kosten)?\b|\bfahrtkosten\b|\bviaggio\b|항공|교통비|旅費|交通費|渡航費",
    ),
    (
        Benefit::Lodging,
        r"\b(?:accommodations?|accomodations?|lodging|housing|private (?:room|bedroom|apartment|residence|cabin)s?|living (?:space|quarters)|flat|(?:own|private|single|double) room|room in (?:a|the|our) (?:shared )?(?:house|flat|home)|guest (?:room|house|flat)|cottage|apartment|bedroom|room and board)\b|\bhébergement\b|\blogement\b|\balojamiento\b|\bhospedaje\b|\bhospedagem\b|\balojamento\b|\bunterkunft\b|\bwohnung\b|\balloggio\b|\bvitto e alloggio\b|숙박|숙소|宿泊|滞在場所",
    ),
    (
        Benefit::Board,
        r"\b(?:meals?|board|food|breakfasts?|catering|kitchen stocked)\b|\brepas\b|\balimentación\b|\bcomidas?\b|\balimentação\b|\bverpflegung\b|\bvitto\b|\bpasti\b|식사|食事",
    ),
    (
        Benefit::Studio,
        r"\b(?:studios?(?: space)?|workspaces?|work space|workshop access|atelier)\b|\bateliers?(?: de travail)?\b|\btaller(?:es)?\b|\bestudio\b|\bateliê\b|\bestúdio\b|\bstudio\b|작업실|스튜디오|アトリエ|スタジオ",
    ),
    (
        Benefit::Materials,
        r"\b(?:materials?|supplies|production (?:costs?|budget|support)|fabrication)\b|\bmatériel\b|\bmatériaux\b|\bmateriales?\b|\bmateriais\b|\bmaterial(?:kosten)?\b|\bmateriali\b|재료비|제작비|制作費|材料費",
    ),
    (
        Benefit::TechnicalSupport,
        r"\b(?:technical (?:support|assistance|help)|technicians?|preparators?|tools|equipment|install(?:ation)? (?:support|assistance|crew)|plotters?)\b|\bsoutien technique\b|\bapoyo técnico\b|\bapoio técnico\b|\btechnische (?:unterstützung|betreuung)\b|\bsupporto tecnico\b|기술 ?지원|技術支援",
    ),
    (
        Benefit::Mentoring,
        r"\b(?:mentor(?:s|ing|ship)?s?|curatorial (?:support|guidance|assistance)|studio visits?|coaching|critiques?|feedback|tutoring|masterclass)\b|\baccompagnement\b|\btutorías?\b|\bmentor(?:ía|ia)s?\b|\bbetreuung\b|\btutoraggio\b|멘토링|メンター",
    ),
    (
        Benefit::Exhibition,
        r"\b(?:(?:solo|group|final|online|virtual) (?:exhibition|show)|exhibition (?:of|opportunit|at|in|space)\w*|exhibited|solo show)\b|\bexposition\b|\bexposición\b|\bexposição\b|\bausstellung\b|\bmostra\b|개인전|전시|個展|展示",
    ),
    (
        Benefit::Catalogue,
        r"\b(?:catalog(?:ue)?s?|publication|published|magazine|art book)\b|\bcatálogo\b|\bpublicación\b|\bpublicação\b|\bkatalog\b|\bpublikation\b|\bcatalogo\b|도록|カタログ|図録",
    ),
    (
        Benefit::Publicity,
        r"\b(?:interviews?|featured? (?:on|in)|social media (?:promotion|feature|spotlight)|promotion(?:al)?|newsletters?|publicity|media coverage|press (?:coverage|attention|releases?|kits?|campaigns?|work)|(?:in|to|by|and) the press|(?:local|national|international|art) press)\b|\bpromoción\b|\bdivulgação\b|\bpromozione\b|홍보|広報",
    ),
    (
        Benefit::Acquisition,
        r"\b(?:acquisitive|acquired (?:into|by|for)|purchase (?:award|prize)s?|acquisition (?:award|prize)s?|enter(?:s|ing)? the (?:\w+ )*collection|become part of the [\w ]{1,40}collection)\b|\bpremios? de adquisición\b|\bprêmio aquisi\w+|\bankaufspreis\b|\bpremio acquisto\b",
    ),
];

static PATTERNS: LazyLock<Vec<(Benefit, Pattern)>> = LazyLock::new(|| {
    BENEFITS.iter().map(|(benefit, pattern)| (*benefit, Pattern::words(pattern))).collect()
});

/// The call gives something here.
static GIVES: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:receives?|provid(?:e|es|ed|ing)|includ(?:e|es|ed|ing)|offers?|offering|offered|covers?|covered|fully funded|supports?|supported|award(?:ed|s)?|grants?|prizes?|winners?|will be (?:given|featured|exhibited|published|paid|invited)|benefits?|selected (?:artists?|works?|applicants?|participants?)|free (?:of charge )?(?:accommodation|studio|food|housing)|access to|reimburse\w*|up to|stipend|plus|hosts?|is paid|are paid)\b|\b(?:comprend|inclut|offre|fournit?|bénéficie\w*|pris en charge|propose|recevr\w+|mis à disposition)\b|\b(?:incluye|ofrece|otorga|recibir\w+|cubre|proporciona|brinda|contará\w*|contempla)\b|\b(?:inclui|oferece|receber\w+|custead\w+|disponibiliza|concede|fornec\w+)\b|\b(?:erhält|erhalten|bietet|bieten|übernommen|zur verfügung|inkludiert|umfasst|gestellt)\b|\b(?:offre|comprende|include|riceverà|fornisce|messo a disposizione|prevede)\b|제공|지원|提供|支給|負担",
    )
});

/// Headings below which a list says what one gets.
static GIVING_HEADING: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:support|included?|includes|benefits?|awards?|prizes?|what (?:you|we|is|’s|'s)|we (?:offer|provide)|receive|offers?|conditions|funding|compensation|opportunity includes|perks|recognition|package)\b|soutien|prise en charge|nous offrons|ofrecemos|beneficios|incluye|apoyo|oferecemos|leistungen|rahmenbedingungen|wir bieten|offriamo|지원|혜택|支援",
    )
});

/// It is not given, or is left to the artist.
static WITHHELD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:not|no|without|cannot|unable|inclusive of|all[- ]inclusive|excluding|except|responsib\w+|own (?:cost|expense|materials?|travel|accommodation)|must (?:arrange|cover|pay|provide)|apply for|upload|bring|submit|attach|images? of|self-funded|at (?:their|your) expense|participants pay)\b|n[’']t\b|\b(?:nicht|keine?n?|pas|sans|aucune?|no incluye|no cubre|não|senza|non|a cargo de)\b|없음|자부담|自己負担|含まれません",
    )
});

/// What turns a sentence round: "There is no stipend, but lodging is provided".
static TURNS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"[;.:]\s|[,–—]?\s*\b(?:but|however|though|although|while|instead|mais|cependant|pero|aunque|sino|mas|porém|aber|jedoch|sondern|dafür|ma|però|tuttavia|maar)\b",
    )
});

/// Whether the part of the passage in which these words stand, between the turns around them, does not hold
/// them back.
fn is_given(passage: &str, at: &Range<usize>) -> bool {
    let start = TURNS.find_iter(&passage[..at.start]).last().map_or(0, |turn| turn.end());
    let end = TURNS.find(&passage[at.end..]).map_or(passage.len(), |turn| at.end + turn.start());
    let part = &passage[start..end];
    // A part of its own has to give: "No studio, but there are benches" gives none.
    let whole = start == 0 && end == passage.len();
    !WITHHELD.is_match(part) && (whole || GIVES.is_match(part) || !WITHHELD.is_match(passage))
}

/// Whether the words are part of a prize's name: "the Corner Studio Award".
fn in_a_name(passage: &str, range: &Range<usize>) -> bool {
    static GOES_ON: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^ (?-i:[A-Z][\w’'-]+ )?(?-i:Prize|Award|Medal|Foundation|Competition|Trust|Fund|Grant|Programme)\b",
        )
    });
    passage[range.clone()].starts_with(char::is_uppercase)
        && GOES_ON.is_match(&passage[range.end..])
}

/// Each benefit the text gives, once, with the first words that give it.
pub(super) fn benefits(text: &str, survey: &Survey) -> Vec<Fact<Benefit>> {
    let mut found: Vec<Fact<Benefit>> = Vec::new();
    for passage in &survey.passages {
        let words = passage.of(text);
        // A title names, and promises nothing: "Open studio prize, Antwerp".
        let is_title = passage.range.start == 0 && !words.trim_end().ends_with(['.', '!']);
        if words.len() > 1200 || passage.is_heading || is_title {
            continue;
        }
        let gives = GIVES.is_match(words);
        let below = !gives && GIVING_HEADING.is_match(passage.under(text)) && words.len() < 160;
        if !(gives || below) {
            continue;
        }
        for (benefit, pattern) in PATTERNS.iter() {
            if found.iter().any(|fact| fact.value == *benefit) {
                continue;
            }
            let mut hits = pattern.find_iter(words);
            let hit = hits.find(|hit| {
                let range = hit.range();
                !in_a_name(words, &range) && is_given(words, &range)
            });
            let Some(hit) = hit else { continue };
            let start = passage.range.start;
            let range = if words.len() <= 240 {
                passage.range.clone()
            } else {
                start + hit.start()..start + hit.end()
            };
            found.extend(Quote::of(text, range).map(|quote| Fact::stated(*benefit, quote)));
        }
    }
    found.sort_by_key(|fact| fact.value);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{Document, read};

    fn given(text: &str) -> Vec<Benefit> {
        let reading = read(&Document::of_text(&format!("Open call\n{text}")));
        reading.terms.benefits.iter().map(|fact| fact.value).collect()
    }

    #[test]
    fn what_is_given_beside_what_is_not_stays_given() {
        use Benefit::*;
        for (text, expected) in [
            (
                "There is no stipend, but lodging, studio and travel are provided.",
                vec![Travel, Lodging, Studio],
            ),
            ("Meals are not included; accommodation is provided.", vec![Lodging]),
            ("Il n'y a pas de bourse, mais le lieu offre l'hébergement.", vec![Lodging]),
            ("No hay honorarios, pero la casa ofrece alojamiento.", vec![Lodging]),
            ("Kein Honorar, aber eine Wohnung wird gestellt.", vec![Lodging]),
            ("Non è previsto un compenso, ma la residenza offre alloggio.", vec![Lodging]),
            ("We offer a studio, but accommodation is not provided.", vec![Studio]),
            ("Travel and accommodation are not covered.", vec![]),
        ] {
            assert_eq!(given(text), expected, "{text}");
        }
    }
}
