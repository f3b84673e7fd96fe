//! Reads when a call closes: every deadline with its words, or honestly nothing.
//!
//! Dates are found first ([`super::dates`]), then each is given a role by the words beside it, then
//! those that close the call are chosen; a year that is not written is inferred from stated words or
//! left out. What contradicts itself is kept and flagged, never settled in silence.

mod choose;
mod cues;
mod folding;
mod milestones;
mod order;
mod phrases;
mod pointed;
mod recurrence;
mod roles;
mod tiers;
mod years;

use super::dates::{dates_in, weekday_name};
use super::read::left_unread;
use super::{Closing, Country, Document, Fact, KeyDate, Quote, Recurrence, Warning};

use choose::Choice;
use folding::Folding;
use roles::{Dated, Role};

pub(super) use pointed::deadline_at;
pub(super) use tiers::is_tier;

/// No call has more dates; comparing each with each stays cheap.
const MOST_DATES: usize = 400;

/// Everything `document` says about when it closes, its other dates, and what a reviewer should look at.
/// `language` is that of the text (ISO 639-1), `country` that of the place of work, where known.
pub(super) fn closing(
    document: &Document,
    language: Option<&str>,
    country: Option<Country>,
) -> (Closing, Vec<Fact<KeyDate>>, Vec<Warning>) {
    let text = document.text.as_str();
    let mut mentions = dates_in(text);
    let unread = mentions.get(MOST_DATES).and_then(|next| left_unread(text, next.at.start));
    mentions.truncate(MOST_DATES);
    let reasons = order::settle(&mut mentions, document, language, country);
    let dated = roles::roles(text, &mentions);
    let Choice { deadlines, partial, mut warnings } = choose::choose(document, &dated, &reasons);
    let folding = Folding::of(text);
    let recurrence = goes_on(text, &folding, &deadlines, partial.as_ref(), &dated);
    let closed = says_closed(text, &folding, &deadlines, &dated);
    let opens = opens(text, &dated, &deadlines);
    if let Some(quote) = closed.as_ref().and_then(Fact::quote) {
        warnings.push(Warning::LooksClosed { quote: quote.clone() });
    }
    if deadlines.is_empty() && partial.is_none() && recurrence.is_none() && closed.is_none() {
        warnings.push(Warning::NoDeadline);
    }
    warnings.extend(unread);
    let dates = milestones::milestones(document, &dated, &deadlines);
    (Closing { deadlines, partial, recurrence, opens, closed }, dates, warnings)
}

/// Where dates stand that a label names as a deadline, each with the words that say so; of those of one
/// day only the first.
pub(super) fn labelled_deadlines(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut mentions = dates_in(text);
    mentions.truncate(MOST_DATES);
    let mut days = std::collections::HashSet::new();
    let dated = roles::roles(text, &mentions);
    let labelled =
        dated.into_iter().filter(|d| d.role == Role::Deadline && d.mention.day.is_some());
    labelled.filter(|d| days.insert((d.mention.month, d.mention.day))).map(|d| d.said).collect()
}

type Deadlines = [Fact<super::Deadline>];

/// Rolling counts only where no date is given; "every year" only beside a deadline.
fn goes_on(
    text: &str,
    folding: &Folding,
    deadlines: &Deadlines,
    partial: Option<&Fact<super::PartialDate>>,
    dated: &[Dated],
) -> Option<Fact<Recurrence>> {
    let sayings = recurrence::goes_on(&folding.text);
    let quoted = |range: &std::ops::Range<usize>| {
        Quote::of(text, trimmed(text, folding.origin(range.clone())))
    };
    if deadlines.is_empty() && partial.is_none() {
        let field =
            sayings.iter().find(|(_, means, field)| *field && *means == Recurrence::Rolling);
        let sentence = sayings.iter().find(|(_, means, _)| *means != Recurrence::Yearly);
        let (range, means, _) = field.or(sentence)?;
        return Some(Fact::stated(*means, quoted(range)?));
    }
    let deadline_words = dated.iter().filter(|d| matches!(d.role, Role::Deadline | Role::Until));
    let near = |at: usize| {
        deadline_words.clone().any(|d| d.said.start <= at + 40 && at <= d.mention.at.end + 40)
    };
    let yearly = sayings.iter().filter(|(_, means, _)| *means == Recurrence::Yearly);
    let (range, ..) =
        yearly.into_iter().find(|(range, ..)| near(folding.origin(range.clone()).start))?;
    Some(Fact::stated(Recurrence::Yearly, quoted(range)?))
}

/// The words that say the call is over, where they speak of this call and not of an older one kept on
/// the same page.
fn says_closed(
    text: &str,
    folding: &Folding,
    deadlines: &Deadlines,
    dated: &[Dated],
) -> Option<Fact<()>> {
    let last = deadlines.iter().filter_map(Fact::quote).map(Quote::end).max();
    let reach = last.map_or(1500, |end| end + 300);
    for folded_range in recurrence::closed(&folding.text).into_iter().take(MOST_DATES) {
        let range = trimmed(text, folding.origin(folded_range.clone()));
        if range.start > reach {
            break;
        }
        let lead = phrases::ceiling_rev(&folding.text[..folded_range.start], 200);
        let lead = lead.rsplit(['.', '\n', '!', '?']).next().unwrap_or_default();
        let conditional = [
            "once", "when", "after", "if", "until", "unless", "before", "will be", "cuando", "nach",
        ];
        let words: Vec<&str> = lead.split_whitespace().rev().take(6).collect();
        // "The 2026 call is closed. The 2027 call is open until …"
        let next: String = folding.text[folded_range.end..].chars().take(300).collect();
        let opens_again = cues::says_open(&next) && last.is_some_and(|last| last > range.end);
        if opens_again || conditional.iter().any(|word| words.contains(word)) {
            continue;
        }
        // Between the words and the deadline stands another, older one: they close that one.
        let older = dated.iter().any(|other| {
            matches!(other.role, Role::Deadline)
                && last.is_some_and(|last| other.mention.at.start > last)
                && range.start > last.unwrap_or_default()
                && other.mention.at.start.abs_diff(range.start) < 1500
        });
        if !older {
            return Quote::of(text, range).map(|quote| Fact::stated((), quote));
        }
    }
    None
}

fn opens(text: &str, dated: &[Dated], deadlines: &Deadlines) -> Option<Fact<chrono::NaiveDate>> {
    let last = deadlines.last().map(|fact| fact.value.date);
    let first =
        dated.iter().filter(|d| d.role == Role::Opens && !d.mention.swappable).find_map(|d| {
            let date = d.mention.date()?;
            last.is_none_or(|last| date <= last).then_some((d, date))
        })?;
    let (dated, date) = first;
    Some(Fact::stated(date, Quote::of(text, trimmed(text, dated.said.clone()))?))
}

/// The range without white space and list marks at its ends.
fn trimmed(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let lead = words.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '*' | '•' | ',' | '.' | ')' | ':' | ';' | '|' | '–')
    });
    let start = range.start + (words.len() - lead.len());
    start..start + lead.trim_end().len()
}

#[cfg(test)]
mod tests;
