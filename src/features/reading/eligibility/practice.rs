//! What may not be entered.

use std::sync::LazyLock;

use super::Rule;
use super::media::{media_first, media_in};
use super::origin::Found;
use super::scope::head;
use crate::features::reading::pattern::Pattern;

/// The media, then the words that refuse them.
static REFUSED_BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:^|[:.;]\s)(?P<media>[^.;:]{2,120}?)\s*,?\s*(?:is|are|will|would|may|can|must|shall)(?:\s+be)?\s*(?:not|n[’']t)\s+(?:be\s+)?(?:accepted|eligible|allowed|considered|permitted|supported|funded|included|entered|submitted|admissible|admitted)|(?:^|[:.;]\s)(?P<media2>[^.;:]{2,120}?)\s+(?:(?:are|is|will be) (?:ineligible|excluded|not acceptable|prohibited|rejected|set aside|disqualified|returned unread|turned away|refused)|are funded (?:by others|elsewhere))",
    )
});

/// The words that refuse, then the media.
static REFUSED_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:all (?:fine art )?(?:media|mediums|disciplines|works?) (?:are (?:eligible|accepted|welcome) )?(?:except|excluding|other than)(?: for)?|(?:do|does|can|will|we) ?not (?:accept|consider|fund|support|exhibit)|(?:don[’']t|won[’']t|cannot) (?:accept|consider|fund|support)|not accepting|^no\b|[,;:(-]\s*no\b|(?:this \w+ )?exclud(?:es|ing)|nie przyjmujemy|tar (?:vi )?inte emot|no se (?:acept|admit|recib|consider)\w+|se excluyen|quedan? excluid[oa]s?|ne sont pas accept\w+|sont exclus\w*|nicht zugelassen (?:sind|ist)|não (?:serão|são) (?:aceit|admitid|considerad)\w+|excluem-se|non (?:sono|saranno|verranno) (?:ammess|accettat|considerat)\w+|esclus[eoai]|sono esclus[ei])\s+(?P<media>[^.;:()]{2,90})",
    )
});

/// Languages that put the refusal at the end.
static REFUSED_AFTER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:^|[.;:、。]\s*)(?P<media>[^.;:。]{2,90}?)\s*(?:(?:werden|wird) zurzeit nicht (?:gefördert|angenommen)|(?:ne (?:sont|seront) pas|n[’']est pas) (?:accept|admis|éligib)[\w·]*|(?:sont|est) exclu[\w·]*|(?:sind|ist|werden|wird) (?:ausgeschlossen|nicht (?:zugelassen|angenommen|berücksichtigt))|no (?:ser[aá]n? |son |es )?(?:aceptad|admitid|considerad)[oa]s?|(?:quedan?|están?) excluid[oa]s?|não (?:serão|são) (?:aceit|admitid|considerad)\w*|(?:sono|saranno) esclus[eia]|non (?:sono|saranno) ammess[eia]|(?:zijn|is|worden) (?:uitgesloten|niet toegelaten)|(?:作品)?(?:は|を)(?:除く|除き|対象外|不可|応募できません)|(?:작품)?(?:은|는)? ?(?:제외|불가))",
    )
});

/// Words that leave something out; only what follows at once and is nothing but media counts.
static WITHOUT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?:^|[.,;:(–—-]\s*|\bsorry[,:]?\s*)(?:no|not for us:?|kein\w*|pas d[e’]|geen|nada de|nada|niente|inga|ni)\s+|\b(?:is not (?:open to|for)|except(?:ing)?(?: for)?|everything but|excluding|à l[’']exception d(?:e|es|u)|à l[’']exclusion d(?:e|es|u)|sauf|hormis|excepto|salvo|a excepción de|exceto|com exceção de|tranne|eccetto|ad eccezione di|ausgenommen|außer|mit ausnahme von|behalve|uitgezonderd|met uitzondering van)\s+",
    )
});

/// What may follow a list of media that is all that is refused.
static ENDS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"^\s*(?:$|[.;:()!,–—-]|\b(?:this (?:year|time|edition)|please|thank\w*|(?:are|is|will be) (?:accepted|eligible|allowed|welcome)|allowed|accepted|permitted|entries|submissions)\b)",
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
    let found = REFUSED_BEHIND
        .captures(passage)
        .or_else(|| REFUSED_BEFORE.captures(passage))
        .or_else(|| REFUSED_AFTER.captures(passage))?;
    let media = found.name("media").or_else(|| found.name("media2"))?;
    let whole = found.get(0)?;
    if OTHER_THINGS.is_match(media.as_str()) {
        return None;
    }
    let disciplines = media_in(media.as_str());
    (!disciplines.is_empty()).then(|| (Rule::PracticeExcluded { disciplines }, whole.range()))
}

/// "Sound is not included": what the house offers or pays for.
static OF_A_SERVICE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::words(r"\b(?:included|funded|supported|permitted|allowed)\b"));

/// Media refused in a sentence that speaks of nothing else, wherever the text says so.
pub(super) fn plainly_refused(passage: &str) -> Option<Found> {
    let found = REFUSED_BEHIND.captures(passage)?;
    let media = found.name("media").or_else(|| found.name("media2"))?.as_str();
    let whole = found.get(0)?;
    if OF_A_SERVICE.is_match(whole.as_str()) {
        return None;
    }
    let disciplines = media_in(media);
    let pure = media[media_first(media).1..].trim().is_empty();
    (pure && !disciplines.is_empty())
        .then(|| (Rule::PracticeExcluded { disciplines }, whole.range()))
}

/// Media left out in so many words, wherever the text says so: "Sorry: no video, sound or installation".
pub(super) fn left_out(passage: &str) -> Option<Found> {
    // A call says this once or twice, and a list of media is short.
    WITHOUT.find_iter(passage).take(3).find_map(|hit| {
        let rest = head(passage, hit.end(), 160);
        let (end, beside) = media_first(rest);
        let clean = end > 0 && [end, beside].iter().any(|at| ENDS.is_match(&rest[*at..]));
        let disciplines = media_in(&rest[..end]);
        (clean && !disciplines.is_empty())
            .then(|| (Rule::PracticeExcluded { disciplines }, hit.start()..hit.end() + end))
    })
}
