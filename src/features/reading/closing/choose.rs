//! Chooses, among the dates of a text, those that close the call.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::phrases::{ceiling_rev, floor};
use super::roles::{Dated, Role};
use super::years::{self, Year};
use super::{cues, tiers, trimmed, weekday_name};
use crate::features::reading::dates::{Mention, earliest};
use crate::features::reading::{
    Deadline, Document, Fact, PartialDate, Quote, Sureness, Warning, YearSource, Zone,
};

/// What was chosen.
#[derive(Default)]
pub(super) struct Choice {
    pub(super) deadlines: Vec<Fact<Deadline>>,
    pub(super) partial: Option<Fact<PartialDate>>,
    pub(super) warnings: Vec<Warning>,
}

/// Days between two deadlines beyond which the older one is another edition's.
const ANOTHER_EDITION: i64 = 300;

/// A date that may close the call.
#[derive(Clone)]
struct Candidate<'a> {
    dated: &'a Dated,
    mention: Mention,
    date: NaiveDate,
    source: YearSource,
    because: Option<String>,
    doubt: bool,
}

/// Chooses the deadlines. `reasons`: why day and month of a mention were read as they were.
pub(super) fn choose(document: &Document, dated: &[Dated], reasons: &[Option<String>]) -> Choice {
    let text = document.text.as_str();
    let mut choice = Choice::default();
    let closes: Vec<&Dated> = dated
        .iter()
        .filter(|d| matches!(d.role, Role::Deadline | Role::Until) && d.mention.day.is_some())
        .collect();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for d in closes.iter().filter(|d| d.mention.year.is_some()) {
        if d.mention.swappable {
            if let Some(quote) = quote(text, d) {
                choice.warnings.push(Warning::DayOrMonth { quote: quote.clone() });
                let open = PartialDate { year: d.mention.year, month: None, day: None };
                let because =
                    "Day and month could be the other way round, and nothing in the text tells.";
                choice.partial.get_or_insert(Fact::doubtful(open, quote, because));
            }
            continue;
        }
        let Some(date) = d.mention.date() else {
            let open =
                PartialDate { year: d.mention.year, month: Some(d.mention.month), day: None };
            if let Some(quote) = quote(text, d) {
                choice.partial.get_or_insert(Fact::doubtful(open, quote, "There is no such day."));
            }
            continue;
        };
        let because = reasons.get(d.index).cloned().flatten();
        candidates.push(Candidate {
            dated: d,
            mention: d.mention.clone(),
            date,
            source: YearSource::Explicit,
            because,
            doubt: false,
        });
    }
    let yearless: Vec<&Dated> =
        closes.iter().filter(|d| d.mention.year.is_none()).copied().collect();
    let left = with_years(document, dated, &yearless, &mut candidates, &mut choice);
    let candidates = narrowed(text, candidates, &mut choice.warnings);
    if candidates.is_empty() {
        choice.partial = partial(text, &left, dated, &mut choice.warnings).or(choice.partial);
    } else {
        choice.partial = None;
        choice.deadlines = facts(text, &candidates, &mut choice.warnings);
    }
    choice
}

/// Adds the deadlines written without a year whose year the text tells; gives back the others.
fn with_years<'a>(
    document: &Document,
    dated: &'a [Dated],
    yearless: &[&'a Dated],
    candidates: &mut Vec<Candidate<'a>>,
    choice: &mut Choice,
) -> Vec<&'a Dated> {
    let text = document.text.as_str();
    let mut left = Vec::new();
    for d in yearless.iter().copied() {
        let same = |other: &&Dated| {
            (other.mention.month, other.mention.day) == (d.mention.month, d.mention.day)
                && other.mention.year.is_some()
        };
        if let Some(other) = dated.iter().filter(same).find(|o| !matches!(o.role, Role::Posted)) {
            if other.role == Role::Opens {
                let quotes = [quote(text, d), quote(text, other)].into_iter().flatten().collect();
                choice.warnings.push(Warning::ConflictingDeadlines { quotes });
                continue;
            }
            let known = candidates.iter().any(|c| c.dated.index == other.index);
            if let Some(date) = other.mention.date().filter(|_| !known) {
                let mention = Mention { year: other.mention.year, ..d.mention.clone() };
                let because =
                    Some("The same day stands elsewhere in the text with its year.".to_owned());
                let source = YearSource::Inferred;
                candidates.push(Candidate {
                    dated: d,
                    mention,
                    date,
                    source,
                    because,
                    doubt: false,
                });
            }
            continue;
        }
        // Two days without a year ("1 April and 1 September") come back every year: the day on which
        // they were posted once does not date them.
        let other_day =
            |o: &&&Dated| (o.mention.month, o.mention.day) != (d.mention.month, d.mention.day);
        let several = yearless.iter().filter(other_day).any(|o| o.index.abs_diff(d.index) == 1);
        match years::infer(&d.mention, dated, document) {
            _ if cues::says_yearly(&d.label) => left.push(d),
            Year::Inferred(_, _, true) if several => left.push(d),
            Year::Inferred(year, because, _) => {
                let mention = Mention { year: Some(year), ..d.mention.clone() };
                if let Some(date) = mention.date() {
                    let source = YearSource::Inferred;
                    candidates.push(Candidate {
                        dated: d,
                        mention,
                        date,
                        source,
                        because: Some(because),
                        doubt: false,
                    });
                }
            }
            Year::Contradicted(year) => {
                if let (Some(quote), Some(date)) = (quote(text, d), d.mention.in_year(year)) {
                    let really = format!("{} in {year}", weekday_name(date.weekday()));
                    choice.warnings.push(Warning::WeekdayMismatch { quote, really });
                }
                left.push(d);
            }
            Year::Unknown => left.push(d),
        }
    }
    left
}

/// Leaves out what another passage makes obsolete: weaker wording, other editions, what was extended.
fn narrowed<'a>(
    text: &str,
    mut candidates: Vec<Candidate<'a>>,
    warnings: &mut Vec<Warning>,
) -> Vec<Candidate<'a>> {
    // One candidate a day: the label before the sentence, then the one with a time.
    candidates.sort_by_key(|c| {
        let inferred = c.source == YearSource::Inferred;
        (c.date, c.dated.role != Role::Deadline, c.mention.time.is_none(), inferred, c.dated.index)
    });
    let written: Vec<NaiveDate> =
        candidates.iter().filter(|c| c.source == YearSource::Explicit).map(|c| c.date).collect();
    candidates.dedup_by(|later, kept| {
        let same = later.date == kept.date;
        if same && kept.mention.time.is_none() && later.mention.time.is_some() {
            kept.mention.time = later.mention.time;
            kept.mention.zone.clone_from(&later.mention.zone);
            if later.source == YearSource::Explicit {
                *kept = later.clone();
            }
        }
        same
    });
    for c in candidates.iter_mut().filter(|c| written.contains(&c.date)) {
        c.source = YearSource::Explicit;
    }

    let newest = candidates.iter().map(|c| c.date).max();
    let extended: Option<NaiveDate> =
        candidates.iter().filter(|c| cues::says_extended(&c.dated.label)).map(|c| c.date).max();
    let all = candidates.clone();
    candidates.retain(|c| {
        let stale = newest.is_some_and(|newest| (newest - c.date).num_days() > ANOTHER_EDITION);
        let overtaken = extended.is_some_and(|extended| c.date < extended);
        let archived = cues::says_archived(&c.dated.label) && all.len() > 1;
        !overtaken && !archived && (!stale || is_listed(c, &all))
    });

    without_expiry(text, &mut candidates, warnings);
    let written = |c: &Candidate<'_>| c.source == YearSource::Explicit;
    let labelled = |c: &Candidate<'_>| c.dated.role == Role::Deadline;
    // A deadline for applying beats one for the post ("submission deadline", "postmark deadline").
    let posts = |c: &Candidate<'_>| c.dated.label.contains("postmark");
    // A written year beats an inferred one, and then a label beats a sentence.
    let rank = |c: &Candidate<'_>| (written(c), labelled(c), !posts(c));
    let Some(best) = candidates.iter().map(rank).max() else { return candidates };
    let all = candidates.clone();
    candidates.retain(|c| rank(c) == best || is_listed(c, &all));
    let dropped = |c: &&Candidate<'_>| !candidates.iter().any(|kept| kept.date == c.date);
    let disputed = all.iter().filter(|c| labelled(c)).filter(dropped);
    let mut quotes: Vec<Quote> = disputed.filter_map(|c| quote(text, c.dated)).collect();
    if !quotes.is_empty() {
        quotes.splice(0..0, candidates.iter().filter_map(|c| quote(text, c.dated)));
        warnings.push(Warning::ConflictingDeadlines { quotes });
    }
    candidates
}

/// Listings write the day after as the day on which they take a call down. Where the text names the day
/// before with its weekday or an hour, that is the deadline.
fn without_expiry(text: &str, candidates: &mut Vec<Candidate<'_>>, warnings: &mut Vec<Warning>) {
    let told: Vec<(NaiveDate, Option<Quote>)> = candidates
        .iter()
        .filter(|c| c.mention.time.is_some() || c.mention.weekday == Some(c.date.weekday()))
        .map(|c| (c.date, quote(text, c.dated)))
        .collect();
    candidates.retain(|c| {
        let plain = c.mention.time.is_none() && c.mention.weekday.is_none();
        let before = told.iter().find(|(day, _)| day.succ_opt() == Some(c.date));
        let Some((_, kept)) = before.filter(|_| plain) else { return true };
        let quotes = [kept.clone(), quote(text, c.dated)].into_iter().flatten().collect();
        warnings.push(Warning::ConflictingDeadlines { quotes });
        false
    });
}

/// Whether a deadline stands right beside another, as in a list.
fn is_listed(candidate: &Candidate<'_>, all: &[Candidate<'_>]) -> bool {
    all.iter().any(|other| {
        let gap = other.dated.mention.at.start.abs_diff(candidate.dated.mention.at.start);
        other.dated.index.abs_diff(candidate.dated.index) == 1 && gap <= 80
    })
}

/// The candidates as facts, their tiers and rounds named, their contradictions flagged.
fn facts(
    text: &str,
    candidates: &[Candidate<'_>],
    warnings: &mut Vec<Warning>,
) -> Vec<Fact<Deadline>> {
    let several = candidates.len() > 1;
    let rounds: Vec<Option<String>> =
        candidates.iter().map(|c| several.then(|| round(text, c)).flatten()).collect();
    let conflict = several && !explained(text, candidates, &rounds);
    if conflict {
        let quotes = candidates.iter().filter_map(|c| quote(text, c.dated)).collect();
        warnings.push(Warning::ConflictingDeadlines { quotes });
    }
    let mut facts = Vec::new();
    for (candidate, round) in candidates.iter().zip(rounds) {
        let Some(quote) = quote(text, candidate.dated) else { continue };
        let mut because = candidate.because.clone();
        let mut doubt = conflict || candidate.doubt;
        if let Some(weekday) =
            candidate.mention.weekday.filter(|day| *day != candidate.date.weekday())
        {
            let really = weekday_name(candidate.date.weekday());
            warnings
                .push(Warning::WeekdayMismatch { quote: quote.clone(), really: really.to_owned() });
            because =
                Some(format!("The words say {}; that day is a {really}.", weekday_name(weekday)));
            doubt = true;
        }
        if conflict && because.is_none() {
            because =
                Some("The text names more than one deadline and does not say why.".to_owned());
        }
        let (mention, date, year) = (&candidate.mention, candidate.date, candidate.source);
        let deadline = deadline_of(text, mention, date, round, year);
        let sureness = match (doubt, deadline.year) {
            (true, _) => Sureness::Doubtful,
            (_, YearSource::Inferred) => Sureness::Inferred,
            _ => Sureness::Stated,
        };
        facts.push(Fact { sureness, because, ..Fact::stated(deadline, quote) });
    }
    facts
}

/// Whether several deadlines are tiers, rounds or a list, and not a contradiction.
fn explained(text: &str, candidates: &[Candidate<'_>], rounds: &[Option<String>]) -> bool {
    let named = rounds.iter().flatten().count();
    named + 1 >= candidates.len() && named > 0 || {
        candidates.windows(2).all(|pair| {
            let (a, b) = (&pair[0].dated, &pair[1].dated);
            let (first, second) = if a.index < b.index { (a, b) } else { (b, a) };
            let between =
                text.get(first.mention.at.end..second.mention.at.start).unwrap_or_default();
            second.index - first.index == 1 && between.len() <= 60
        })
    }
}

/// What a deadline among several is called: a tier, a round, or the words of its own label.
fn round(text: &str, candidate: &Candidate<'_>) -> Option<String> {
    let at = candidate.mention.at.start;
    let start = floor(text, candidate.dated.said.start.saturating_sub(24).min(at));
    let before = text.get(start..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let before = crate::features::reading::dates::folded(before);
    let after: String = text[candidate.mention.at.end..].chars().take(40).collect();
    let after =
        crate::features::reading::dates::folded(after.split('\n').next().unwrap_or_default());
    let after = after.as_str();
    let tier = tiers::tier(&before, after);
    let paid = || {
        let lead = floor(text, at.saturating_sub(90));
        let line = text[lead..at].rsplit('\n').next().unwrap_or_default();
        tiers::is_fee_step(&crate::features::reading::dates::folded(line))
            .then(|| tiers::FEE_STEP.to_owned())
    };
    tier.or_else(paid).or_else(|| name(text, candidate.mention.at.start))
}

/// The name that stands before a date in a list: "South Hall: 15 May".
fn name(text: &str, at: usize) -> Option<String> {
    let line = ceiling_rev(&text[..at], 200).rsplit('\n').next()?;
    let line = line.trim_end().strip_suffix(':')?;
    let own = line.rsplit([':', ';', '.', '|', '(', ')']).next()?;
    let own = own.rsplit(|c: char| c.is_ascii_digit()).next()?.trim().trim_start_matches("- ");
    let folded = crate::features::reading::dates::folded(own);
    let named = (3..=40).contains(&own.len()) && cues::last(&folded, cues::Cue::Deadline).is_none();
    named.then(|| own.to_owned())
}

/// The deadline that a mention of a date names, with the time and zone beside it.
pub(super) fn deadline_of(
    text: &str,
    mention: &Mention,
    date: NaiveDate,
    round: Option<String>,
    year: YearSource,
) -> Deadline {
    let wall =
        date.and_time(mention.time.or(NaiveTime::from_hms_opt(23, 59, 0)).unwrap_or_default());
    let zone = mention.zone.as_ref().map(|zone| Zone {
        written: text.get(zone.at.clone()).unwrap_or_default().to_owned(),
        taken_as: zone.taken_as.clone(),
    });
    Deadline {
        date,
        time: mention.time,
        zone,
        earliest: earliest(wall, mention.zone.as_ref()),
        round,
        year,
    }
}

/// The best of what stays incomplete: a labelled day without a year, else a labelled month.
fn partial(
    text: &str,
    left: &[&Dated],
    dated: &[Dated],
    warnings: &mut Vec<Warning>,
) -> Option<Fact<PartialDate>> {
    let labelled = left.iter().find(|d| {
        d.mention.span != crate::features::reading::dates::Span::From && d.role == Role::Deadline
    });
    if let Some(d) = labelled.or(left.first()) {
        let quote = quote(text, d)?;
        warnings.push(Warning::NoYear { quote: quote.clone() });
        if d.mention.swappable {
            warnings.push(Warning::DayOrMonth { quote });
            return None;
        }
        let date = PartialDate { year: None, month: Some(d.mention.month), day: d.mention.day };
        return Some(Fact::stated(date, quote));
    }
    let month = dated
        .iter()
        .find(|d| matches!(d.role, Role::Deadline | Role::Until) && d.mention.day.is_none())?;
    let date =
        PartialDate { year: month.mention.year, month: Some(month.mention.month), day: None };
    Some(Fact::stated(date, quote(text, month)?))
}

/// The words that make a date a deadline, shortened to the last of them where they run long.
fn quote(text: &str, dated: &Dated) -> Option<Quote> {
    const LONGEST: usize = 160;
    let mut range = dated.said.clone();
    if dated.mention.at.start - range.start.min(dated.mention.at.start) > LONGEST {
        let mut start = dated.mention.at.start - LONGEST;
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let cut = text.get(start..dated.mention.at.start)?;
        range.start = start + cut.find(char::is_whitespace).map_or(0, |at| at + 1);
    }
    Quote::of(text, trimmed(text, range))
}
