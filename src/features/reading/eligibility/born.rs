//! When applicants were born.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Captures;

use super::Rule;
use super::origin::Found;
use crate::features::reading::pattern::Pattern;

static BORN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:born|nées?|né[\w·.()-]*|nacid[oa]s?|nascid[oa]s?|nat[ie]|geboren|jahrgang)\b[^.;\d]{0,40}?(?P<how>(?:on or )?(?:after|since|before|between|in or after|from)|après|depuis|avant|entre|à partir d\w*|a partir d\w*|después d\w*|antes d\w*|dopo|dal|prima|tra|nach|ab|seit|vor|zwischen)\b[^\d.;]{0,24}(?P<rest>[^.;\n]{4,60})",
    )
});

static DAY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:of\s+|de\s+)?(?P<m>[a-zäéûç]{3,10})\.?,?\s*(?:de\s+|del\s+)?(?P<y>(?:19|20)\d\d)|(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)|(?P<d3>\d{1,2})[./](?P<m3>\d{1,2})[./](?P<y3>(?:19|20)\d\d)|(?P<y4>(?:19|20)\d\d)",
    )
});

/// The year first, then which side of it: "born in 1992 or later", "1990年以降に生まれた".
static YEAR_FIRST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"\b(?:born|née?[\w·.()-]*|nacid[oa]s?|nascid[oa]s?|nat[iaoe]|geboren|jahrgang)\b[^.;\d]{0,20}?(?P<y>(?:19|20)\d\d)\s*(?P<side>or (?:later|after)|and (?:later|after)|or (?:earlier|before)|ou après|ou plus tard|et après|ou avant|o (?:después|más tarde|posterior\w*)|o antes|ou (?:depois|posterior\w*)|ou antes|o (?:dopo|successiv\w+)|o prima|oder (?:später|jünger|danach)|oder (?:früher|älter)|of later|of eerder)|(?P<y2>(?:19|20)\d\d)\s?年[^。]{0,8}(?P<side2>以降|以前)(?:に)?[^。]{0,4}生まれ|(?P<y3>(?:19|20)\d\d)\s?년[^.]{0,12}(?P<side3>이후|이전)\s?(?:출생|생)",
    )
});

fn year_first(passage: &str) -> Option<Found> {
    let found = YEAR_FIRST.captures(passage)?;
    let whole = found.get(0)?;
    let named = |names: [&str; 3]| names.iter().find_map(|name| found.name(name));
    let year: i32 = named(["y", "y2", "y3"])?.as_str().parse().ok()?;
    let side = named(["side", "side2", "side3"])?.as_str().to_lowercase();
    let earlier = [
        "earlier", "before", "avant", "antes", "prima", "früher", "älter", "eerder", "以前", "이전",
    ];
    let rule = if earlier.iter().any(|word| side.contains(word)) {
        Rule::Born { from: None, until: NaiveDate::from_ymd_opt(year, 12, 31) }
    } else {
        Rule::Born { from: NaiveDate::from_ymd_opt(year, 1, 1), until: None }
    };
    Some((rule, whole.range()))
}

/// The first full day named in a stretch.
pub(super) fn first_day(words: &str) -> Option<NaiveDate> {
    DAY.captures_iter(words).filter_map(day).find(|(_, year)| !year).map(|(day, _)| day)
}

/// The span of births a passage asks for.
pub(super) fn born(passage: &str) -> Vec<Found> {
    if let Some(found) = year_first(passage) {
        return vec![found];
    }
    let Some(found) = BORN.captures(passage) else { return Vec::new() };
    let (Some(whole), Some(how), Some(rest)) =
        (found.get(0), found.name("how"), found.name("rest"))
    else {
        return Vec::new();
    };
    let how = how.as_str().to_lowercase();
    let days: Vec<(NaiveDate, bool)> = DAY.captures_iter(rest.as_str()).filter_map(day).collect();
    let before =
        ["before", "avant", "antes", "prima", "vor"].iter().any(|word| how.starts_with(word));
    let between =
        ["between", "entre", "tra", "zwischen", "from", "dal"].contains(&&*how) && days.len() > 1;
    // "After 1990" begins with 1991; "on or after", "since", "ab" with the day itself.
    let exclusive =
        ["after", "après", "después", "dopo", "nach"].iter().any(|word| how.starts_with(word));
    let Some((first, whole_year)) = days.first().copied() else { return Vec::new() };
    let end_of = |(day, year): (NaiveDate, bool)| {
        if year { NaiveDate::from_ymd_opt(chrono::Datelike::year(&day), 12, 31) } else { Some(day) }
    };
    let (from, until) = if between {
        (Some(first), days.get(1).copied().and_then(end_of))
    } else if before {
        (None, first.pred_opt())
    } else if exclusive && whole_year {
        (NaiveDate::from_ymd_opt(chrono::Datelike::year(&first) + 1, 1, 1), None)
    } else {
        (Some(first), None)
    };
    vec![(Rule::Born { from, until }, whole.start()..rest.end())]
}

/// A day, or the first of a year where the year stands alone.
fn day(found: Captures<'_>) -> Option<(NaiveDate, bool)> {
    let number =
        |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<u32>().ok());
    if let Some(iso) = found.name("iso") {
        return Some((iso.as_str().parse().ok()?, false));
    }
    if let Some(year) = number("y4") {
        return Some((NaiveDate::from_ymd_opt(year as i32, 1, 1)?, true));
    }
    let (year, month, day) =
        if let (Some(y), Some(m), Some(d)) = (number("y3"), number("m3"), number("d3")) {
            (y, m, d)
        } else if let (Some(y), Some(m), Some(d)) = (number("y"), found.name("m"), number("d")) {
            (y, month(m.as_str())?, d)
        } else {
            (number("y2")?, month(found.name("m2")?.as_str())?, number("d2")?)
        };
    Some((NaiveDate::from_ymd_opt(year as i32, month, day)?, false))
}

/// The month a word begins, in the languages of these rooms.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let starts = |begins: &[&str]| begins.iter().any(|begin| word.starts_with(begin));
    (1..=12).find(|month| {
        starts(match month {
            1 => &["jan", "ene", "gen"],
            2 => &["feb", "fév", "fev"],
            3 => &["mar", "mär"],
            4 => &["apr", "avr", "abr"],
            5 => &["may", "mai", "mag"],
            6 => &["jun", "juin", "giu"],
            7 => &["jul", "juil", "lug"],
            8 => &["aug", "aoû", "ago"],
            9 => &["sep", "set"],
            10 => &["oct", "okt", "out", "ott"],
            11 => &["nov"],
            _ => &["dec", "déc", "dic", "dez"],
        })
    })
}
