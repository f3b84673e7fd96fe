//! In which language a call is written.

use whatlang::{Detector, Lang};

/// Below this many letters a guess from the text is worth less than what the page declares.
const ENOUGH: usize = 80;

const KNOWN: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Deu, "de"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Cat, "ca"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Nob, "no"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Tur, "tr"),
    (Lang::Ell, "el"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Ara, "ar"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Kor, "ko"),
    (Lang::Jpn, "ja"),
    (Lang::Cmn, "zh"),
    (Lang::Vie, "vi"),
    (Lang::Ind, "id"),
    (Lang::Tha, "th"),
];

/// The language of `text` (ISO 639-1), read from the text itself; for short or doubtful text, what the
/// page declares (a BCP 47 tag). `None`: it could not be told.
pub(super) fn language(text: &str, declared: Option<&str>) -> Option<String> {
    let declared =
        declared.and_then(|tag| tag.split(['-', '_']).next()).map(str::to_ascii_lowercase);
    let declared = declared.filter(|code| KNOWN.iter().any(|(_, known)| known == code));
    // The beginning tells as much as the whole, at a bounded cost.
    let sample: String = text.chars().take(6000).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let detector = Detector::with_allowlist(KNOWN.iter().map(|(lang, _)| *lang).collect());
    let found = detector.detect(&sample);
    let code = found.as_ref().and_then(|found| {
        KNOWN.iter().find(|(lang, _)| *lang == found.lang()).map(|(_, code)| (*code).to_owned())
    });
    let (reliable, sure) = found.map_or((false, false), |found| {
        (found.is_reliable(), found.is_reliable() || found.confidence() > 0.6)
    });
    match letters {
        ENOUGH.. if sure || declared.is_none() => code.or(declared),
        ENOUGH.. => declared.or(code),
        // A few words are enough only where their script tells.
        _ => declared.or(code.filter(|_| reliable)),
    }
}
