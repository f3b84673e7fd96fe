//! Who the title names, or the lines near the beginning.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::names::{could_be_named, name_around, name_before};
use super::{Candidate, early, names_a_call};
use crate::features::reading::layout::{Layout, Standing, trimmed};
use crate::features::reading::lexicon::section;
use crate::features::reading::pattern::Pattern;
use crate::features::reading::words::{Phrases, Words, fold};

/// "Kelp Foundation: Tide Fellowship", "Tide Fellowship | Kelp Foundation", "Tide Prize at the Kelp Museum".
pub(super) fn in_title(layout: &Layout<'_>) -> Vec<Candidate> {
    let Some(line) = layout.line_of(layout.title.start) else { return Vec::new() };
    if line.words.len() > 40 {
        return Vec::new();
    }
    let text = layout.text();
    let mut found = Vec::new();
    let mut start = line.bytes.start;
    for piece in pieces(&text[line.bytes.clone()]) {
        let own = piece.trim_end_matches([' ', '-', '|', ':', '–', '—']);
        let bytes = trimmed(text, start..start + own.len());
        start += piece.len();
        if bytes.len() >= line.bytes.len().saturating_sub(1) {
            break;
        }
        let own = &text[bytes.clone()];
        let is_body = !ORGANISATION_WORDS.find_in(&Words::of(own)).is_empty();
        // "KELP: Tide Residency 2027"
        let leads =
            piece.ends_with(':') && start == line.bytes.start + piece.len() && leads_a_title(own);
        let because = Some("The title names it beside the call.");
        if is_body && bytes.len() < 80 {
            found.push(Candidate { bytes, points: 30, because });
        } else if leads {
            found.push(Candidate { bytes, points: 20, because });
        }
    }
    found
}

/// The parts of a title, each with the sign that ends it: "Kelp Committee - ", "Tide Bursary".
fn pieces(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = title;
    std::iter::from_fn(move || {
        let sign = rest
            .find(['|', ':', '–', '—'])
            .map(|at| (at, at + rest[at..].chars().next().map_or(1, char::len_utf8)));
        let dash = rest.find(" - ").map(|at| (at, at + 3));
        let end = sign.into_iter().chain(dash).min().map_or(rest.len(), |(_, end)| end);
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// One or two words with capitals, none of which every call has. More are rather the name of the call.
fn leads_a_title(name: &str) -> bool {
    let words = Words::of(name);
    (1..=2).contains(&words.all.len())
        && (0..words.all.len()).all(|word| words.is_capital(word))
        && (0..words.all.len()).any(|word| is_a_proper(words.folded(word)))
        && !names_a_call(name)
        && GENERIC.whole(name).is_none()
        && name.contains(|c: char| c.is_ascii_alphabetic())
}

/// Words that stand in the names of very many calls.
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let table = include_str!("../lexicon/common_in_titles.txt");
    table.split_whitespace().map(fold).collect()
});

static GENERIC: LazyLock<Phrases<()>> = LazyLock::new(|| section("titles that name no call"));

/// Whether a word of a title is somebody's or something's own name.
fn is_a_proper(folded: &str) -> bool {
    folded.len() >= 2 && !folded.chars().all(char::is_numeric) && !COMMON.contains(folded)
}

/// Whether one of these words is somebody's or something's own name.
pub(super) fn has_a_proper(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.clone().any(|word| words.is_capital(word) && is_a_proper(words.folded(word)))
}

/// Whether a name has a word of its own, besides those that stand in the names of very many calls, or
/// says what body it is.
pub(super) fn says_who(name: &str) -> bool {
    let words = Words::of(name);
    (0..words.all.len()).any(|word| is_a_proper(words.folded(word)))
        || words.all.len() > 1 && !ORGANISATION_WORDS.find_in(&words).is_empty()
}

/// "The Kelp Arts Office (KAO)": who gives the letters of its name speaks of itself, or of a partner.
pub(super) fn shortened(layout: &Layout<'_>) -> Vec<Candidate> {
    let words = &layout.words;
    (1..words.all.len())
        .filter(|&at| {
            let letters = words.written(at);
            (3..=8).contains(&letters.len())
                && words.gap_after(at - 1) == " ("
                && words.gap_after(at).starts_with([')', ','])
                && letters.chars().filter(|c| c.is_uppercase()).count() >= 3
        })
        .take(20)
        .filter_map(|at| {
            let name = name_before(words, at)?;
            let mut initials = name.clone().filter_map(|word| words.folded(word).chars().next());
            let first = words.folded(at).chars().next()?;
            let whole = name.len() >= 2 && initials.any(|initial| initial == first);
            let standing = layout.standing(name.start);
            (whole && standing < Standing::Tail).then(|| Candidate {
                bytes: words.span(name.clone()),
                points: 16 + early(layout, name.start),
                because: Some("The text gives the letters of this name."),
            })
        })
        .collect()
}

/// Names near the beginning that are the name of a site the text sends its readers to, and those anywhere
/// that are the name of the site on which it stands.
pub(super) fn of_its_site(layout: &Layout<'_>) -> Vec<Candidate> {
    let words = &layout.words;
    let near = words.all.len().min(layout.title.end + 160);
    let mut found = named_as(
        layout,
        &hosts(layout),
        near,
        26,
        "The address of the site it sends its readers to is this name.",
    );
    let own: Vec<String> = own_host(layout).into_iter().collect();
    let far = words.all.len().min(2_000);
    found.extend(named_as(layout, &own, far, 24, "The site on which it stands has this name."));
    found
}

/// The telling part of the page's own address, unless it is that of a paper or a list of calls.
fn own_host(layout: &Layout<'_>) -> Option<String> {
    const LISTS: &[&str] = &[
        "news",
        "times",
        "post",
        "tribune",
        "herald",
        "journal",
        "jornal",
        "folha",
        "diario",
        "gazette",
        "magazine",
        "blog",
        "opportunit",
        "funds",
        "deadline",
        "info",
        "calls",
        "globo",
        "guide",
        "callfor",
        "listing",
        "wordpress",
        "docs",
        "radio",
        "calendar",
        "kalender",
        "agenda",
        "directory",
        "forartists",
        "opencall",
        "contest",
        "concurso",
        "concours",
        "convocatoria",
        "wettbewerb",
        "jobs",
    ];
    let host = layout.document.url.as_ref()?.host_str()?.to_lowercase();
    let label = host.split('.').filter(|label| *label != "www").max_by_key(|it| it.len())?;
    let label = label.replace('-', "");
    let listed = LISTS.iter().any(|word| label.contains(word) || host.contains(word));
    (label.len() >= 4 && !listed && !ELSEWHERE.contains(&label.as_str())).then_some(label)
}

/// Names up to this word that one of these addresses holds.
fn named_as(
    layout: &Layout<'_>,
    hosts: &[String],
    end: usize,
    points: u32,
    because: &'static str,
) -> Vec<Candidate> {
    let words = &layout.words;
    let mut found: Vec<Candidate> = Vec::new();
    let mut word = 0;
    while word < end && !hosts.is_empty() {
        if !could_be_named(words, word) {
            word += 1;
            continue;
        }
        let mut name = name_around(words, word..word + 1);
        if let Some(at) = name.clone().find(|&it| matches!(words.folded(it), "in" | "at")) {
            name.end = at.max(name.start + 1);
        }
        let next = name.end.max(word + 1);
        if hosts.iter().any(|host| is_of(host, &words.text[words.span(name.clone())])) {
            found.push(Candidate { bytes: words.span(name), points, because: Some(because) });
        }
        word = next;
    }
    found
}

/// The telling part of each address written in the text: `kelprooms` of `www.kelprooms.org.au`.
pub(super) fn hosts(layout: &Layout<'_>) -> Vec<String> {
    static ADDRESS: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:https?://|www\.)(?P<host>[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,4})|@(?P<mail>[a-z0-9-]{3,60})\.",
        )
    });
    let mut hosts: Vec<String> = ADDRESS
        .captures_iter(layout.text())
        .take(30)
        .filter_map(|found| found.name("host").or(found.name("mail")))
        .filter_map(|host| {
            let host = host.as_str().to_lowercase();
            let label =
                host.split('.').filter(|label| *label != "www").max_by_key(|it| it.len())?;
            Some(label.replace('-', ""))
        })
        .filter(|label| label.len() >= 4 && !ELSEWHERE.contains(&label.as_str()))
        .collect();
    hosts.sort();
    hosts.dedup();
    hosts
}

/// Sites of forms, mail and company, whose names say nothing of who calls.
const ELSEWHERE: &[&str] = &[
    "google",
    "gmail",
    "forms",
    "submittable",
    "facebook",
    "instagram",
    "youtube",
    "vimeo",
    "eventbrite",
    "callforentry",
    "artcall",
    "entrythingy",
    "typeform",
    "jotform",
    "dropbox",
    "bneart",
    "office",
    "outlook",
    "hotmail",
    "yahoo",
    "linktr",
    "mailchi",
    "tinyurl",
    "docs",
    "zoom",
    "example",
    "curatorspace",
];

/// Whether an address holds the name, or two words of it or more in their order.
fn is_of(host: &str, name: &str) -> bool {
    let folded = fold(name);
    let parts: Vec<&str> = folded.split(' ').filter(|part| *part != "the").collect();
    let whole = parts.concat();
    if whole.len() < 4 || COMMON.contains(&whole) {
        return false;
    }
    if host == whole || whole.len() >= 6 && host.contains(&whole) {
        return true;
    }
    let mut rest = host;
    let mut taken = 0;
    for part in parts.iter().filter(|part| part.len() >= 3) {
        if let Some(behind) = rest.strip_prefix(part) {
            rest = behind;
            taken += 1;
        }
    }
    rest.is_empty() && (taken >= 2 || taken == 1 && host.len() >= 5)
}

/// Words that name kinds of bodies.
pub(super) static ORGANISATION_WORDS: LazyLock<Phrases<()>> =
    LazyLock::new(|| section("words for organisations"));

/// A capitalised name with a word for a body in it, in the title or near the beginning.
pub(super) fn of_a_kind(layout: &Layout<'_>) -> Vec<Candidate> {
    let words = &layout.words;
    ORGANISATION_WORDS
        .find_in(words)
        .into_iter()
        .filter(|found| words.is_capital(found.words.start))
        // Far from the beginning stand funders, partners and past hosts.
        .filter(|found| {
            layout.standing(found.words.start) <= Standing::Lead
                // A text that lost its lines begins with menus.
                || found.words.start < layout.title.end + 140
                    && layout.line_of(found.words.start).is_some_and(|line| line.words.len() > 100)
        })
        .take(60)
        .filter_map(|found| {
            let name = name_around(words, found.words.clone());
            (name.len() >= 2).then(|| Candidate {
                bytes: words.span(name.clone()),
                points: 8 + early(layout, name.start),
                because: Some("The only body the text names near its beginning."),
            })
        })
        .collect()
}
