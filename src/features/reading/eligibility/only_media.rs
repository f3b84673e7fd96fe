//! What alone may be entered: "Eligible mediums: painting and drawing", "photographs only".

use std::sync::LazyLock;

use super::Rule;
use super::media::{media_first, media_in};
use super::origin::Found;
use super::scope::{PERSON, head, tail};
use crate::features::reading::Discipline;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::read_disciplines::disciplines_in;

/// A list of what is taken comes behind.
static TAKEN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:eligible|accepted|acceptable|permitted|allowed|admitted) (?:art )?(?:mediums?|media|art ?forms|disciplines|techniques)\s*(?:are|:|–|-)?\s*:?\s*|\bin (?:one of )?the following (?:mediums|media|disciplines|techniques|categories)\s*:\s*|\b(?:techniques?|médiums?|disciplines?) (?:admises?|acceptée?s|autorisée?s)\s*:\s*|\b(?:técnicas|medios|disciplinas) (?:admitid[oa]s|aceptad[oa]s|permitid[oa]s)\s*:\s*|\b(?:técnicas|linguagens) (?:aceitas|admitidas)\s*:\s*|\bzugelassene (?:techniken|medien)\s*:\s*|\btecniche (?:ammesse|accettate)\s*:\s*",
    )
});

/// A list of what is taken stood before.
static ONLY_THESE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:^|[.;:(]\s*)(?P<media>(?:[\w-]+,? (?:and |or |& )?){0,5}?[\w-]+) (?:entries |works? |artworks )?only(?:\s*[.;,!)]|\s*$)|\bonly (?P<media2>(?:[\w-]+,? (?:and |or |& )?){1,5}?)(?:(?:entries|works?|artworks) )?(?:are|is|will be) (?:eligible|accepted|considered|admitted)",
    )
});

/// Of what a work must be, for the most part.
static MADE_OF: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:must|has to|have to|should) (?:be|consist of|contain|feature|use)(?: made)?(?: of)?(?: predominantly| primarily| mainly)?(?: at least)? (?:(?:\d\d|100) ?% )?(?P<media>(?:[\w-]+(?:,| and| or)? ?){1,3})(?: as (?:the|a|its) (?:primary|main|principal) (?:medium|material)|\.|,|;|$)",
    )
});

/// All media are taken after all.
static ANY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:all|any|every|other|various|multi|mixed[- ]discipl\w+|not limited|includ\w+ but|^include|tout\w*|cualquier|todas|qualquer|alle|ogni|tutte|and more|etc|such as)\b",
    )
});

/// Clay, paint: the material names the medium.
const MATERIALS: &[(&str, Discipline)] = &[
    ("clay", Discipline::Ceramics),
    ("ceramic", Discipline::Ceramics),
    ("paint", Discipline::Painting),
    ("glass", Discipline::Glass),
    ("wood", Discipline::Wood),
    ("paper", Discipline::WorksOnPaper),
    ("fibre", Discipline::Textile),
    ("fiber", Discipline::Textile),
];

/// The media to which a passage limits what is entered.
pub(super) fn only(passage: &str) -> Option<Found> {
    taken(passage)
        .or_else(|| these(passage))
        .or_else(|| people(passage))
        .or_else(|| made_of(passage))
}

fn taken(passage: &str) -> Option<Found> {
    let hit = TAKEN.find(passage)?;
    // A page flattened into one line goes on with other things.
    let most = if hit.as_str().contains([':', '–']) { 300 } else { 80 };
    let rest = head(passage, hit.end(), most);
    let list = &rest[..rest.find(['.', ';', '\n']).unwrap_or(rest.len())];
    // "Accepted media and materials include" names examples.
    let first = list.split_whitespace().next().unwrap_or_default();
    if ["and", "or", "include", "includes", "may", "can", "will", "for"].contains(&first) {
        return None;
    }
    // Who is meant, and what is asked of the works, stands in other sentences.
    let disciplines = named(list);
    let denied = tail(passage, hit.start(), 8).trim_end().to_lowercase().ends_with("not");
    let end = hit.end() + list.len();
    (!denied && !disciplines.is_empty() && !ANY.is_match(list))
        .then(|| (Rule::Practice { disciplines }, hit.start()..end))
}

/// "Photographs only", where the words before are nothing but media.
fn these(passage: &str) -> Option<Found> {
    let found = ONLY_THESE.captures(passage)?;
    let media = found.name("media").or_else(|| found.name("media2"))?.as_str();
    let whole = found.get(0)?;
    let pure = media[media_first(media).1..].trim().is_empty();
    let disciplines = named(media);
    (pure && !disciplines.is_empty()).then(|| (Rule::Practice { disciplines }, whole.range()))
}

/// "Open to ceramic artists only", "only for photographers".
fn people(passage: &str) -> Option<Found> {
    static PEOPLE: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(&format!(
            r"\b(?:open|reserved|limited|restricted)(?: exclusively| solely)? to (?P<a>(?:[\w-]+,? (?:and |or |& )?){{0,3}}?{PERSON})(?: and {PERSON})? only\b|\b(?:open |reserved |limited |restricted )?(?:only|exclusively|solely) (?:to|for) (?P<b>(?:[\w-]+ ){{0,2}}?(?:painters|sculptors|photographers|printmakers|ceramicists|illustrators|weavers|animators|muralists|filmmakers|(?:ceramic|textile|fib(?:er|re)|glass|video|collage|paper|sound) artists))\b"
        ))
    });
    let found = PEOPLE.captures(passage)?;
    let whole = found.get(0)?;
    let who = found.name("a").or_else(|| found.name("b"))?.as_str();
    let disciplines = named(who);
    (!disciplines.is_empty() && !ANY.is_match(who))
        .then(|| (Rule::Practice { disciplines }, whole.range()))
}

/// "Every piece must be at least 70 % clay".
fn made_of(passage: &str) -> Option<Found> {
    let found = MADE_OF.captures(passage)?;
    let whole = found.get(0)?;
    let share = whole.as_str().contains('%') || whole.as_str().to_lowercase().contains(" as ");
    let media = found.name("media")?.as_str().to_lowercase();
    let disciplines: Vec<Discipline> = MATERIALS
        .iter()
        .filter(|(word, _)| {
            media.split(' ').any(|it| it.trim_matches([',', '.']).starts_with(word))
        })
        .map(|(_, medium)| *medium)
        .collect();
    (share && !disciplines.is_empty()).then(|| (Rule::Practice { disciplines }, whole.range()))
}

/// The media that a short stretch names.
fn named(words: &str) -> Vec<Discipline> {
    let mut all = media_in(words);
    all.extend(disciplines_in(words));
    all.sort();
    all.dedup();
    all
}
