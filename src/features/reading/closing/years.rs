//! The year of a date that is written without one, from what else the text states.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::roles::{Dated, Role};
use crate::features::reading::Document;
use crate::features::reading::dates::{Mention, Span, dates_in};
use crate::features::reading::layout::head;
use crate::features::reading::pattern::Pattern;

/// What was made of a date without a year.
pub(super) enum Year {
    /// The year, why, and whether only the day of posting or opening tells it.
    Inferred(i32, String, bool),
    /// Other words suggest `year`, but then the weekday is wrong.
    Contradicted(i32),
    /// Nothing in the text tells.
    Unknown,
}

/// A reason for a year and its weight.
struct Vote {
    year: i32,
    weight: u32,
    because: String,
    /// It rests on the day of posting or opening.
    by_start: bool,
}

/// Infers the year of `mention` from the dates around it, the title, and when it was posted. The day
/// the page was fetched decides only between years that such words leave open.
pub(super) fn infer(mention: &Mention, dated: &[Dated], document: &Document) -> Year {
    let votes = votes(mention, dated, document);
    let fits = |year: i32| {
        mention
            .weekday
            .is_none_or(|day| mention.in_year(year).is_some_and(|date| date.weekday() == day))
    };
    let fitting: Vec<&Vote> = votes.iter().filter(|vote| fits(vote.year)).collect();
    if fitting.is_empty() {
        return match votes.iter().max_by_key(|vote| vote.weight) {
            Some(vote) => Year::Contradicted(vote.year),
            None => by_weekday(mention, document),
        };
    }
    let mut years: Vec<(i32, u32)> = Vec::new();
    for vote in &fitting {
        match years.iter_mut().find(|(year, _)| *year == vote.year) {
            Some((_, weight)) => *weight += vote.weight,
            None => years.push((vote.year, vote.weight)),
        }
    }
    years.sort_by_key(|(year, weight)| (std::cmp::Reverse(*weight), std::cmp::Reverse(*year)));
    let (year, weight) = years[0];
    let disputed = years.get(1).is_some_and(|(_, other)| *other == weight);
    let best = fitting.iter().filter(|vote| vote.year == year).max_by_key(|vote| vote.weight);
    match best {
        Some(vote) if !disputed => {
            let by_start =
                fitting.iter().filter(|vote| vote.year == year).all(|vote| vote.by_start);
            Year::Inferred(year, vote.because.clone(), by_start)
        }
        _ => Year::Unknown,
    }
}

fn votes(mention: &Mention, dated: &[Dated], document: &Document) -> Vec<Vote> {
    let mut votes = Vec::new();
    let newest = newest_year(dated);
    for other in dated {
        let Some(anchor) =
            anchor(other).filter(|anchor| newest.is_none_or(|newest| anchor.year() + 1 >= newest))
        else {
            continue;
        };
        let words = || said(other, document);
        let whole = other.mention.day.is_some();
        match other.role {
            Role::Event | Role::Notice if other.mention.year_written => {
                if let Some(year) = last_before(mention, anchor, !whole) {
                    let weight = if whole { 4 } else { 3 };
                    let because =
                        format!("The year follows from a later date in the text: \"{}\".", words());
                    votes.push(Vote { year, weight, because, by_start: false });
                }
            }
            Role::Unknown if other.mention.span == Span::From && other.mention.year.is_some() => {
                if let Some(year) = last_before(mention, anchor, !whole) {
                    let because = format!("The year follows from the dates \"{}\".", words());
                    votes.push(Vote { year, weight: 3, because, by_start: false });
                }
            }
            // Questions come before the deadline, deliveries after it: the nearest year. The deadline
            // said again in other words stands near itself.
            Role::Other | Role::Deadline if other.mention.year_written && whole => {
                if let Some(year) = nearest(mention, anchor) {
                    let because =
                        format!("The year follows from another date in the text: \"{}\".", words());
                    votes.push(Vote { year, weight: 2, because, by_start: false });
                }
            }
            Role::Opens | Role::Posted => {
                let anchor = if whole { anchor } else { anchor - Days::new(27) };
                if let Some(year) = first_after(mention, anchor) {
                    let because = format!(
                        "The year follows from an earlier date in the text: \"{}\".",
                        words()
                    );
                    let weight = if other.role == Role::Opens { 4 } else { 3 };
                    votes.push(Vote { year, weight, because, by_start: true });
                }
            }
            Role::Unknown if other.mention.year_written => {
                if let Some(year) = last_before(mention, anchor, !whole) {
                    let because = format!("The year follows from \"{}\".", words());
                    votes.push(Vote { year, weight: 1, because, by_start: false });
                }
            }
            _ => {}
        }
    }
    if let Some((posted, because)) = posted(document)
        && let Some(year) = first_after(mention, posted)
    {
        votes.push(Vote { year, weight: 3, because, by_start: true });
    }
    votes.extend(by_title(mention, document));
    votes
}

/// When it was posted: as the source says, as the page's address has it ("/2027/01/16/"), or as its first
/// lines do ("date 2027-01").
fn posted(document: &Document) -> Option<(NaiveDate, String)> {
    static IN_ADDRESS: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(
            r"/(?P<year>20[0-4]\d)(?:[/-]?(?P<month>0[1-9]|1[0-2])(?:[/-]?(?P<day>0[1-9]|[12]\d|3[01]))?)(?:\d{0,8})(?:[/-]|$)",
        )
    });
    static AT_THE_TOP: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(
            r"(?im)^(?:date|posted|published)[: ]+(?P<year>20[0-4]\d)-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?\b",
        )
    });
    let day_of = |pattern: &Pattern, text: &str| {
        let found = pattern.captures_iter(text).next()?;
        let part = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
        let year = i32::try_from(part("year")?).ok()?;
        NaiveDate::from_ymd_opt(year, part("month")?, part("day").unwrap_or(1))
    };
    if let Some(day) = document.posted_on {
        return Some((day, format!("The source says it was posted on {day}.")));
    }
    let address = document.url.as_ref().map(url::Url::path);
    let told = address.and_then(|path| day_of(&IN_ADDRESS, path));
    told.map(|day| {
        (day, format!("The page's address says it was posted in {}.", day.format("%B %Y")))
    })
    .or_else(|| {
        let day = day_of(&AT_THE_TOP, head(&document.text, 400))?;
        Some((day, format!("It begins with when it was posted, {}.", day.format("%B %Y"))))
    })
}

/// A year in the title names the deadline's year, unless it is late in the year: "Residency 2027,
/// apply by 15 November" may well mean the year before.
fn by_title(mention: &Mention, document: &Document) -> Option<Vote> {
    let title = document.title.as_deref().unwrap_or_default();
    // A page's own title may be the organiser's name; the call's stands among the first lines.
    let lines = document.text.split('\n').take(4).filter(|line| line.len() <= 120);
    let year = one_year(title).or_else(|| {
        let named: BTreeSet<i32> =
            lines.filter(|line| !is_a_date(line)).flat_map(years_in).collect();
        named.first().copied().filter(|_| named.len() == 1)
    });
    let Some(year) = year else {
        return by_season(mention, document).or_else(|| by_edition(mention, document));
    };
    if mention.month >= 6 && happens_all_through(&document.text, year) {
        let because = format!("The title names the year {year}, all of which lies after it.");
        return Some(Vote { year: year - 1, weight: 2, because, by_start: false });
    }
    let fetched = document.fetched_on;
    let date = mention.in_year(year)?;
    let near = |date: NaiveDate| date >= fetched && date <= fetched + Months::new(11);
    let because = format!("The title names the year {year}.");
    if mention.month <= 9 || near(date) {
        return Some(Vote { year, weight: 2, because, by_start: false });
    }
    let earlier = mention.in_year(year - 1)?;
    near(earlier).then(|| Vote { year: year - 1, weight: 1, because, by_start: false })
}

/// "Call out: 2027–2028 exhibition programme": what it is for begins with the first of them, so that the
/// deadline lies before it. Of the days this can be, the one that was still to come.
fn by_season(mention: &Mention, document: &Document) -> Option<Vote> {
    let title = document.title.as_deref().unwrap_or_default();
    let mut years = years_in(title);
    let (first, second) = (years.next()?, years.next()?);
    if second != first + 1 || years.next().is_some() {
        return None;
    }
    let fetched = document.fetched_on;
    let mut coming = [first - 1, first].into_iter().filter(|year| {
        mention
            .in_year(*year)
            .is_some_and(|date| date >= fetched && date <= fetched + Months::new(11))
    });
    let year = coming.next().filter(|_| coming.next().is_none())?;
    let because = format!("The title names {first} and {second}, when it takes place.");
    Some(Vote { year, weight: 1, because, by_start: false })
}

/// "Entries are open for the Harbour Prize 2027": the year beside the name of what is called for, where
/// one such edition was still to come.
fn by_edition(mention: &Mention, document: &Document) -> Option<Vote> {
    static EDITION: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:prize|awards?|exhibition|residency|programme|program|festival|biennale?|triennale|grants?|fellowships?|competition|open|show|edition|salon|premio|prix|preis|prêmio|bourses?|convocatoria|residencia|résidence|bando|edital|stipendium)\s+(?P<a>20\d\d)\b|\b(?P<b>20\d\d)\s+(?:edition|prize|awards?|exhibition|residency|festival|biennale?|competition|salon|open call)\b|\b(?:edital|convocatoria|bando|appel|call)\b[^.\n\d]{0,60}?\b(?P<c>20\d\d)\b",
        )
    });
    let near = head(&document.text, 1500);
    let years: BTreeSet<i32> = EDITION
        .captures_iter(near)
        .filter_map(|found| {
            ["a", "b", "c"].iter().find_map(|name| found.name(name))?.as_str().parse().ok()
        })
        .collect();
    let fetched = document.fetched_on;
    let mut coming = years.into_iter().filter(|year| {
        mention
            .in_year(*year)
            .is_some_and(|date| date >= fetched && date <= fetched + Months::new(11))
    });
    let year = coming.next().filter(|_| coming.next().is_none())?;
    let because = format!("The text names the edition of {year}.");
    Some(Vote { year, weight: 1, because, by_start: false })
}

/// The year of a title that names one.
fn one_year(title: &str) -> Option<i32> {
    let mut years = years_in(title);
    years.next().filter(|_| years.next().is_none())
}

/// A line with days in it dates something, not the call.
fn is_a_date(line: &str) -> bool {
    dates_in(line).iter().any(|mention| mention.day.is_some())
}

/// Whether the text says that what it calls for goes on through all of that year.
fn happens_all_through(text: &str, year: i32) -> bool {
    static THROUGH: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:throughout|across|during|over)(?: the)?(?: calendar| whole)?(?: year)? (?P<a>20\d\d)\b|\b(?P<b>20\d\d) (?:calendar|season|(?:exhibition|residency|gallery|artistic) (?:calendar|season))\b|\b(?:tout au long de|durante todo el|ao longo de|im laufe des jahres) (?P<c>20\d\d)\b",
        )
    });
    THROUGH.captures_iter(text).any(|found| {
        let named = ["a", "b", "c"].iter().find_map(|name| found.name(name));
        named.is_some_and(|named| named.as_str().parse() == Ok(year))
    })
}

/// The years written in `text`.
pub(super) fn years_in(text: &str) -> impl Iterator<Item = i32> {
    let words = text.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
    words.filter_map(|word| word.parse().ok()).filter(|year| (2000..=2099).contains(year))
}

/// With a weekday and nothing else: the one year near the day it was fetched in which it fits.
fn by_weekday(mention: &Mention, document: &Document) -> Year {
    let Some(weekday) = mention.weekday else { return Year::Unknown };
    let around = document.fetched_on.year() - 1..=document.fetched_on.year() + 1;
    let mut fitting =
        around.filter(|year| mention.in_year(*year).is_some_and(|date| date.weekday() == weekday));
    match (fitting.next(), fitting.next()) {
        (Some(year), None) => {
            let because =
                format!("In {year} this day is a {}, as written.", super::weekday_name(weekday));
            Year::Inferred(year, because, false)
        }
        _ => Year::Unknown,
    }
}

/// The newest year of the dates that tell about this call.
fn newest_year(dated: &[Dated]) -> Option<i32> {
    let telling = dated
        .iter()
        .filter(|other| !matches!(other.role, Role::Unknown) || other.mention.span != Span::None);
    telling.filter_map(|other| other.mention.year).max()
}

/// The day a date can be compared by; a month alone counts from its last day.
fn anchor(other: &Dated) -> Option<NaiveDate> {
    let mention = &other.mention;
    match mention.day {
        Some(_) => mention.date(),
        None => NaiveDate::from_ymd_opt(mention.year?, mention.month, 28),
    }
}

/// The last occurrence of the mention's day before `anchor`, or, for an anchor that is only a month, in
/// that month or before it. Not more than 11 months before.
fn last_before(mention: &Mention, anchor: NaiveDate, month_only: bool) -> Option<i32> {
    [anchor.year(), anchor.year() - 1].into_iter().find(|year| {
        mention.in_year(*year).is_some_and(|date| {
            let before = if month_only {
                (date.year(), date.month()) <= (anchor.year(), anchor.month())
            } else {
                date <= anchor
            };
            before && (anchor - date).num_days() <= 330
        })
    })
}

/// The year in which the mention's day is within 150 days of `anchor`.
fn nearest(mention: &Mention, anchor: NaiveDate) -> Option<i32> {
    (anchor.year() - 1..=anchor.year() + 1).find(|year| {
        mention.in_year(*year).is_some_and(|date| (date - anchor).num_days().abs() <= 150)
    })
}

/// The first occurrence of the mention's day on or after `anchor`, within a year.
fn first_after(mention: &Mention, anchor: NaiveDate) -> Option<i32> {
    [anchor.year(), anchor.year() + 1].into_iter().find(|year| {
        mention
            .in_year(*year)
            .is_some_and(|date| date >= anchor && (date - anchor).num_days() <= 366)
    })
}

fn said(other: &Dated, document: &Document) -> String {
    let words = document.text.get(other.mention.at.clone()).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
