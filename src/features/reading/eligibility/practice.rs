//! What may not be entered.

use std::sync::LazyLock;

use super::Rule;
use super::origin::Found;
use crate::features::reading::Discipline;
use crate::features::reading::pattern::Pattern;

const MEDIA: &[(Discipline, &str)] = &[
    (Discipline::Music, r"\bmusic(?:al)?\b|\bmúsica\b|\bmusique\b|\bmusik\b|\bmusica\b|음악|音楽"),
    (Discipline::Theatre, r"\btheat(?:er|re)\b|\bteatro\b|\bthéâtre\b"),
    (Discipline::Dance, r"\bdance\b|\bdanza\b|\bdanse\b|\bdança\b|\btanz\b"),
    (Discipline::Film, r"\bfilms?\b|\bcine\b|\bcinéma\b|\bmoving image\b|영화"),
    (Discipline::Video, r"\bvideos?\b|\bvidéo\b|\bvídeo\b|영상"),
    (Discipline::Animation, r"\banimations?\b"),
    (
        Discipline::Photography,
        r"\bphotograph(?:y|s|ic)?\b|\bphotos?\b|\bfotograf\w+\b|\bphotographie\b|사진|写真",
    ),
    (
        Discipline::Digital,
        r"\bdigital (?:art|works?|media|prints?|images?)\b|\bnfts?\b|\barte digital\b",
    ),
    (
        Discipline::Generative,
        r"\b(?:ai|a\.i\.)\b|\bartificial intelligence\b|\binteligencia artificial\b|\bkünstliche\w* intelligenz\b|\bintelligence artificielle\b",
    ),
    (
        Discipline::Sculpture,
        r"\bsculptures?\b|\b3d works?\b|\bthree[- ]dimensional\b|\besculturas?\b",
    ),
    (Discipline::Installation, r"\binstallations?\b|\binstalacion\w*\b"),
    (Discipline::Performance, r"\bperformances?(?: art)?\b|\bperforming\b"),
    (Discipline::Craft, r"\bcrafts?\b|\bartesanías?\b"),
    (Discipline::Ceramics, r"\bceramics?\b|\bpottery\b"),
    (Discipline::Textile, r"\btextiles?\b|\bfib(?:er|re) art\b"),
    (Discipline::Metal, r"\bjewel(?:le)?ry\b"),
    (Discipline::Painting, r"\bpaintings?\b|\bpintura\b"),
    (Discipline::Writing, r"\bliterature\b|\bwriting\b|\bliterary\b|\bpoetry\b"),
    (Discipline::Design, r"\bgraphic design\b|\bcommercial (?:work|design)\b"),
];

static PATTERNS: LazyLock<Vec<(Discipline, Pattern)>> = LazyLock::new(|| {
    MEDIA.iter().map(|(medium, pattern)| (*medium, Pattern::words(pattern))).collect()
});

/// The media, then the words that refuse them.
static REFUSED_BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:^|[:.;]\s)(?P<media>[^.;:]{2,120}?)\s*,?\s*(?:is|are|will|would|may|can|must|shall)(?:\s+be)?\s*(?:not|n[’']t)\s+(?:be\s+)?(?:accepted|eligible|allowed|considered|permitted|supported|funded|included|entered|submitted|admissible)|(?:^|[:.;]\s)(?P<media2>[^.;:]{2,120}?)\s+(?:are|is) (?:ineligible|excluded|not acceptable|prohibited)",
    )
});

/// The words that refuse, then the media.
static REFUSED_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:all (?:fine art )?(?:media|mediums|disciplines|works?) (?:are (?:eligible|accepted|welcome) )?(?:except|excluding|other than)(?: for)?|(?:do|does|can|will|we) ?not (?:accept|consider|fund|support|exhibit)|(?:don[’']t|won[’']t|cannot) (?:accept|consider|fund|support)|not accepting|^no\b|[,;:(-]\s*no\b|\bno se aceptar\w+|se excluyen|ne sont pas accept\w+|sont exclus\w*|nicht zugelassen (?:sind|ist)|não serão aceit\w+|non sono ammess\w+|esclus[eoai])\s+(?P<media>[^.;:()]{2,90})",
    )
});

/// What is refused is no medium but a kind of copy, a format, a theme.
static OTHER_THINGS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:reproduc\w+|gicl[eé]e|copies|photocop\w+|copyright\w*|previously|unframed|framed|late|incomplete|pornograph\w+|nudity|offensive|watermark\w*|files?|formats?|emails?|links?|responsib\w+|students?|works? in progress|existing|wet|larger|smaller|over|entries by|proposals? (?:for|that)|applications?\b.{0,20}\breceived|costs?|fees?|travel|accommodation|insurance|prints? of|images? of|photographs? of|photos? of|quality|phone|framing|display\w*|sold|frames?|text|signature|under the guidance|sawtooth|returned|refund\w*|depict\w*)\b",
    )
});

/// Media whose works are refused.
pub(super) fn refused(passage: &str) -> Option<Found> {
    let found = REFUSED_BEHIND.captures(passage).or_else(|| REFUSED_BEFORE.captures(passage))?;
    let media = found.name("media").or_else(|| found.name("media2"))?;
    let whole = found.get(0)?;
    if OTHER_THINGS.is_match(media.as_str()) {
        return None;
    }
    let disciplines: Vec<Discipline> = PATTERNS
        .iter()
        .filter(|(_, pattern)| pattern.is_match(media.as_str()))
        .map(|(medium, _)| *medium)
        .collect();
    (!disciplines.is_empty()).then(|| (Rule::PracticeExcluded { disciplines }, whole.range()))
}
