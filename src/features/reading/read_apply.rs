//! Reads where to apply: the form, portal or address whose words or neighbourhood say so.

use std::ops::Range;
use std::sync::LazyLock;

use url::Url;

use super::effort;
use super::layout::Layout;
use super::lexicon::section;
use super::pattern::Pattern;
use super::words::{Phrases, Words};
use super::{Fact, Quote};

struct Route {
    url: Url,
    bytes: Range<usize>,
    points: i32,
}

/// Below this nothing says that one applies there.
const ENOUGH: i32 = 10;

/// The address to apply at (`https:` or `mailto:`), quoted by the words that lead there.
pub(super) fn apply(layout: &Layout<'_>) -> Option<Fact<Url>> {
    let best = linked(layout)
        .into_iter()
        .chain(written(layout))
        .filter(|route| route.points >= ENOUGH)
        .max_by_key(|route| (route.points, std::cmp::Reverse(route.bytes.start)))?;
    let quote = Quote::of(layout.text(), best.bytes)?;
    Some(match best.points >= 2 * ENOUGH {
        true => Fact::stated(best.url, quote),
        false => Fact::inferred(best.url, quote, "The words around it speak of applying."),
    })
}

/// Links behind words ("Apply here").
fn linked(layout: &Layout<'_>) -> Vec<Route> {
    let text = layout.text();
    let (mut after, mut searched) = (0, 0);
    let mut routes = Vec::new();
    for link in &layout.document.links {
        let words = link.words.trim();
        if words.is_empty() || words.len() > 200 {
            continue;
        }
        // The same words may lead to several places; links come in the order of the text.
        let known = link.start.filter(|at| {
            text.get(*at..).is_some_and(|rest| *at >= after && rest.starts_with(words))
        });
        if known.is_none() {
            searched += 1;
            effort::spent(text.len());
        }
        if searched > MOST_SEARCHED {
            break;
        }
        let found = known
            .or_else(|| text.get(after..).and_then(|rest| rest.find(words)).map(|at| after + at));
        let Some(start) = found.or_else(|| text.find(words)) else { continue };
        let bytes = start..start + words.len();
        if found.is_some() {
            after = bytes.end;
        }
        let points = own_words(words) * 2 + near(layout, &bytes) + address(&link.url);
        routes.push(Route { url: link.url.clone(), bytes, points });
        if routes.len() >= MOST {
            break;
        }
    }
    routes
}

/// Addresses and e-mails written out in the text.
fn written(layout: &Layout<'_>) -> Vec<Route> {
    static WRITTEN: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(
            r#"(?i)\bhttps?://[^\s<>"'\])}]+|\bwww\.[a-z0-9-]+\.[^\s<>"'\])}]+|\b[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+"#,
        )
    });
    let text = layout.text();
    WRITTEN
        .find_iter(text)
        .take(MOST)
        .filter_map(|found| {
            let words = found.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
            let bytes = found.start()..found.start() + words.len();
            let written = match words {
                mail if mail.contains('@') && !mail.contains('/') => format!("mailto:{mail}"),
                bare if !bare.starts_with("http") && !bare.starts_with("HTTP") => {
                    format!("https://{bare}")
                }
                full => full.to_owned(),
            };
            let url = Url::parse(&written).ok()?;
            let points = near(layout, &bytes) + address(&url);
            Some(Route { url, bytes, points })
        })
        .collect()
}

/// A page of links is no call; what is beyond this is not looked at.
const MOST: usize = 300;

/// So many links are searched for in the text whose place in it is not known.
const MOST_SEARCHED: usize = 150;

static APPLY: LazyLock<Phrases<()>> = LazyLock::new(|| section("words of applying"));

/// What a link's own words say.
fn own_words(words: &str) -> i32 {
    let words = Words::of(words);
    let hits = APPLY.find_in(&words).len().min(2) as i32;
    hits * 8
}

/// What the words just before (and on the same line just after) say.
fn near(layout: &Layout<'_>, at: &Range<usize>) -> i32 {
    let text = layout.text();
    let mut from = at.start.saturating_sub(160);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..at.start];
    // A paragraph further up speaks of something else.
    let before = before.rfind("\n\n").map_or(before, |gap| &before[gap..]);
    let close = before.rsplit(['\n', '.']).next().unwrap_or("");
    let hits = |text: &str| APPLY.find_in(&Words::of(text)).len().min(2) as i32;
    let mut to = (at.end + 60).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let after = text[at.end..to].split(['\n', '.']).next().unwrap_or("");
    hits(close) * 7 + hits(before).min(1) * 5 + hits(after).min(1) * 4
}

/// What the address itself says.
fn address(url: &Url) -> i32 {
    let host = url.host_str().unwrap_or("");
    let whole = url.as_str().to_ascii_lowercase();
    let form = FORMS.iter().any(|form| whole.contains(form));
    let elsewhere = ELSEWHERE.iter().any(|other| host.contains(other))
        || [
            ".jpg",
            ".png",
            ".jpeg",
            ".gif",
            "/privacy",
            "/terms",
            "/cookie",
            "/newsletter",
            "/donate",
            "/login",
            "share",
        ]
        .iter()
        .any(|part| whole.contains(part));
    let path = url.path().to_ascii_lowercase();
    let says = [
        "apply",
        "application",
        "submit",
        "submission",
        "entry",
        "entries",
        "enter",
        "register",
        "bewerb",
        "inscri",
        "candidat",
        "postul",
        "solicitud",
        "form",
        "iscri",
    ]
    .iter()
    .any(|part| path.contains(part));
    match (elsewhere, form) {
        (_, true) => 14,
        // The rules, or a form to print: where one applies is likelier elsewhere on the page.
        _ if path.ends_with(".pdf") => -6,
        (true, _) => -30,
        _ if says => 6,
        _ if url.scheme() == "mailto" => -1,
        _ => 0,
    }
}

/// Where forms of calls live.
const FORMS: &[&str] = &[
    "submittable.com",
    "smartsimple",
    "docs.google.com/forms",
    "forms.gle",
    "typeform.com",
    "jotform",
    "airtable.com/",
    "zealous.co",
    "callforentry.org",
    "artcall.org",
    "entrythingy.com",
    "onlinejuriedshows",
    "slideroom.com",
    "surveymonkey",
    "formstack.com",
    "wufoo.com",
    "forms.office.com",
    "curatorspace.com",
    "picter.com",
    "awardsplatform",
    "awardforce",
    "goodgrants",
    "fluxx.io",
    "grantinterface",
    "cognitoforms",
    "tally.so",
    "artwork-archive",
    "artworkarchive.com",
    "zapplication.org",
    "filmfreeway",
    "foundant",
    "optimytool",
    "embarkplatform",
    "openwater",
    "gosmart.org",
    "juriedartservices",
    "showsubmit",
    "theartlist",
    "paperform.co",
    "forms.zohopublic",
    "framaforms",
    "123formbuilder",
    "naver.me",
    "form.office.naver",
];

const ELSEWHERE: &[&str] = &[
    "facebook.",
    "instagram.",
    "twitter.",
    "x.com",
    "youtube.",
    "youtu.be",
    "vimeo.",
    "linkedin.",
    "pinterest.",
    "tiktok.",
    "mailchi",
    "maps.google",
    "google.com",
    "wikipedia.",
    "goo.gl",
    "paypal.",
    "eventbrite.",
    "issuu.",
];
