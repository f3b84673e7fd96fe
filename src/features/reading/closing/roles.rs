//! What each date in a text is for.

use std::ops::Range;

use super::cues::{self, Cue};
use super::folding::Folding;
use super::phrases::{
    BEFORE, broken, ceiling, ceiling_rev, clause_start, column_head, ends_with_work,
    explains_what_stood_before, floor, is_adjacent, last_clause, lines_above, names_one,
    phrase_start, says_nothing, sentence_end, sentence_start,
};
use super::tiers;
use crate::features::reading::dates::{Mention, Span, folded};

/// A date, what it is for, and the words that say so.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) mention: Mention,
    pub(super) role: Role,
    /// The words before and after that belong to it, folded.
    pub(super) label: String,
    /// Where the words that say what it is for begin and end, the date included.
    pub(super) said: Range<usize>,
    /// Its place among the mentions.
    pub(super) index: usize,
    /// The words around it.
    pub(super) context: Context,
}

/// What a date is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A label names it as the deadline.
    Deadline,
    /// A sentence says that applications are taken until then.
    Until,
    /// Applications open.
    Opens,
    /// Results and notification.
    Notice,
    /// The event itself.
    Event,
    /// Something else ends.
    Other,
    /// The text was posted.
    Posted,
    /// Nothing says.
    Unknown,
}

/// Bytes of context looked at after a date.
const AFTER: usize = 160;

/// Gives every mention its role, in order.
pub(super) fn roles(text: &str, mentions: &[Mention]) -> Vec<Dated> {
    let mut dated: Vec<Dated> = Vec::with_capacity(mentions.len());
    for (index, mention) in mentions.iter().enumerate() {
        let context = Context::of(text, mentions, index);
        let role = match mention.span {
            Span::To => ending(dated.last()),
            _ => context.role(mention),
        };
        let mut said = context.said(mention, role);
        if mention.span == Span::To
            && let Some(first) = dated.last()
        {
            said.start = first.said.start;
        }
        let role = if role == Role::Unknown { continued(text, &dated, mention) } else { role };
        // A day alone on its line, with its year: the dateline of a letter or post.
        let role =
            if role == Role::Unknown && is_dateline(text, mention) { Role::Posted } else { role };
        // "14/6" is a date only where it is said to be one.
        let role = if mention.bare
            && mention.span == Span::None
            && !context.is_close(mention)
            && !matches!(role, Role::Unknown)
        {
            Role::Unknown
        } else {
            role
        };
        let label = match mention.span {
            Span::To => dated.last().map_or_else(String::new, |first| first.label.clone()),
            _ => format!("{} {}", context.before.text, context.after),
        };
        dated.push(Dated { mention: mention.clone(), role, label, said, index, context });
    }
    // The first day of a span that ends with a deadline is when applications open.
    for index in 1..dated.len() {
        if dated[index].mention.span == Span::To {
            let ends = matches!(dated[index].role, Role::Deadline | Role::Until);
            if ends {
                dated[index - 1].role = Role::Opens;
            }
        }
    }
    dated
}

fn is_dateline(text: &str, mention: &Mention) -> bool {
    let before = ceiling_rev(&text[..mention.at.start], 40);
    let before = before.rsplit('\n').next().unwrap_or_default();
    // "• 20 May 2027", "date_rangeFebruary 14, 2018": marks and the names of icons.
    let before = before.trim_start_matches(['•', '·', '-', '*', '|', ' ']);
    let before = if before.contains('_') && !before.contains(' ') { "" } else { before };
    let after = &text[mention.at.end..ceiling(text, mention.at.end + 40)];
    let after = after.split('\n').next().unwrap_or_default();
    let written = mention.year_written && mention.span == Span::None;
    let ends = !after.contains(char::is_alphanumeric);
    // "Lund, September 2026" at the top.
    let place = before.trim_end().ends_with(',') && before.split_whitespace().count() <= 3;
    let at_the_top = mention.at.start <= 60 && (place || before.trim().is_empty());
    written && ends && (mention.day.is_some() && before.trim().is_empty() || at_the_top)
}

/// The role of a span's last day, from that of its first.
fn ending(first: Option<&Dated>) -> Role {
    match first.map(|dated| dated.role) {
        // "Applications open 1 May to 1 June", "submissions: 1 May - 1 June".
        Some(Role::Opens) => Role::Until,
        Some(role) => role,
        None => Role::Unknown,
    }
}

/// A date without words of its own goes on with the list that the one before it began.
fn continued(text: &str, dated: &[Dated], mention: &Mention) -> Role {
    // "Open from 1 May until 6 pm on 3 June": the end of what opened before it.
    if let Some(last) = dated.last().filter(|last| last.role == Role::Opens) {
        // The hour may have been taken for that of the first day.
        let between = text.get(last.mention.at.start..mention.at.start).unwrap_or_default();
        let between = if between.len() <= 60 { folded(between) } else { String::new() };
        let until = cues::last(&between, Cue::Until)
            .filter(|(_, end)| is_adjacent(&between[*end..]) && !broken(&between));
        if until.is_some() {
            return Role::Until;
        }
    }
    let closes = |last: &&Dated| matches!(last.role, Role::Deadline | Role::Until);
    let Some(last) = dated.last().filter(closes) else {
        return Role::Unknown;
    };
    let between = text.get(last.mention.at.end..mention.at.start).unwrap_or_default();
    if between.len() > 60 || between.contains("\n\n") {
        return Role::Unknown;
    }
    let between = folded(between);
    let plural = [
        "deadlines",
        "dates",
        "termini",
        "fristen",
        "plazos",
        "rounds",
        "scadenze",
        "prazos",
        "limites",
    ];
    let bare = !between.contains(|c: char| c.is_alphabetic())
        || [" and", " or", " y", " e", " et", " und", " o"].contains(&between.trim_end());
    let named = between.trim_end().ends_with(':') && !between.contains(['.', '!', '?']);
    let listed = plural.iter().any(|word| last.label.contains(word));
    let other = [Cue::Notice, Cue::Event, Cue::Opens, Cue::Other, Cue::Posted]
        .iter()
        .any(|cue| cues::first(&between, *cue).is_some());
    let tier = tiers::tier(&between, "").is_some_and(|name| tiers::is_tier(&name));
    let goes_on = tier || (last.role == Role::Deadline && (bare || (named && listed)));
    if goes_on && !other { last.role } else { Role::Unknown }
}

/// The words around one date.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) before: Folding,
    /// Where `before` begins in the text.
    pub(super) before_start: usize,
    after: String,
    pub(super) after_end: usize,
    /// The words before stand on lines above.
    above: bool,
    /// Another date follows the words after, in the same sentence.
    followed: bool,
}

impl Context {
    fn of(text: &str, mentions: &[Mention], index: usize) -> Self {
        let at = &mentions[index].at;
        // Both ends of "5-9 January" stand in one place.
        let previous =
            mentions[..index].iter().rev().find(|m| m.at.end <= at.start).map_or(0, |m| m.at.end);
        let next = mentions[index + 1..]
            .iter()
            .find(|m| m.at.start >= at.end)
            .map_or(text.len(), |m| m.at.start);

        let floor = floor(text, at.start.saturating_sub(BEFORE)).max(previous);
        let mut start = clause_start(text, floor, at.start);
        let own = text.get(start..at.start).unwrap_or_default();
        let mut above = false;
        if says_nothing(own) && !own.contains('|') {
            start = lines_above(text, start, previous);
            above = true;
        }
        let mut before = Folding::of(text.get(start..at.start).unwrap_or_default());
        without_struck(&mut before.text);
        // In "5 May: deadline 9 May: jury" words belong to the date before them.
        if start == previous
            && previous > 0
            && before.text.len() <= 60
            && explains_what_stood_before(&before.text)
            && !before.text.contains('\n')
        {
            before = Folding::of("");
        }
        if names_nothing(&before.text)
            && let Some(cell) = column_head(text, at.start)
        {
            start = cell.start;
            before = Folding::of(&text[cell]);
            above = true;
        }

        let ceiling = ceiling(text, (at.end + AFTER).min(next));
        let line = text.get(at.end..ceiling).unwrap_or_default();
        let end = line.find('\n').unwrap_or(line.len());
        let end = sentence_end(&line[..end]);
        let after = folded(&line[..end]);
        let followed = at.end + end == next && next < text.len();
        Self { before, before_start: start, after, after_end: at.end + end, above, followed }
    }

    /// Whether what follows the date explains it, and the words before stand on a line above.
    pub(super) fn led(&self) -> bool {
        let explains = self.after.trim_start().starts_with([':', '-', '–', '—', '|', '=']);
        explains && (self.above || self.before.text.trim().is_empty())
    }

    fn role(&self, mention: &Mention) -> Role {
        // "On 3 May they must reach us": what follows says it all.
        if cues::has_to_be_there(&self.after) && cues::first(&self.after, Cue::Other).is_none() {
            return Role::Until;
        }
        let before = self.by_words_before(mention);
        // A date that begins its line and is followed by a colon or dash is explained by what follows.
        let led = self.after.trim_start().starts_with([':', '-', '–', '—', '|', '='])
            || (self.above
                && cues::first(&self.after, Cue::Deadline).is_some_and(|(start, _)| start <= 8));
        let own = !self.above && before.is_some();
        if led
            && !own
            && let Some(role) = self.by_words_after(true)
        {
            return role;
        }
        before.or_else(|| self.by_words_after(led)).unwrap_or(Role::Unknown)
    }

    fn by_words_before(&self, mention: &Mention) -> Option<Role> {
        let text = self.before.text.as_str();
        if cues::dates_a_korean_call(text) {
            return Some(Role::Deadline);
        }
        by_deadline_words(text)
            .or_else(|| self.by_until())
            .or_else(|| (mention.span == Span::From && opens_a_span(text)).then_some(Role::Opens))
            .or_else(|| by_other_words(text))
    }

    /// "… until": the end of applications, if the sentence speaks of applying.
    fn by_until(&self) -> Option<Role> {
        let text = self.before.text.as_str();
        let (start, end) =
            cues::last(text, Cue::Until).filter(|(_, end)| is_adjacent(&text[*end..]))?;
        let other =
            cues::last(&text[..end], Cue::Other).filter(|_| !cues::applications_arrive(text));
        if other.is_some_and(|(_, end)| end >= start || !broken(&text[end..start])) {
            return Some(Role::Other);
        }
        if cues::tells_applicants(last_clause(text)) {
            return Some(Role::Notice);
        }
        let about = last_clause(text);
        let open_until = about.trim_end().trim_end_matches("until").trim_end().ends_with("open")
            && cues::last(about, Cue::Event).is_none();
        if open_until || cues::speaks_of_applying(text) || cues::speaks_of_applying(&self.after) {
            return Some(Role::Until);
        }
        let event = cues::last(text, Cue::Event).is_some();
        if other.is_some() { Some(Role::Other) } else { event.then_some(Role::Event) }
    }

    fn by_words_after(&self, led: bool) -> Option<Role> {
        let text = self.after.as_str();
        let reach = if led { 60 } else { 24 };
        let order = [
            (Cue::Deadline, Role::Deadline),
            (Cue::Notice, Role::Notice),
            (Cue::Opens, Role::Opens),
            (Cue::Event, Role::Event),
            (Cue::Other, Role::Other),
            (Cue::Posted, Role::Posted),
        ];
        // "of 5 July, with deadline 1 October": the label of the date that follows.
        let next_label = |end: usize| {
            let rest = text[end..].trim();
            self.followed && !led && rest.len() <= 12 && !rest.contains([',', ';', ')'])
        };
        let near = order.iter().filter_map(|(cue, role)| {
            cues::first(text, *cue)
                .filter(|(_, end)| !next_label(*end))
                .filter(|(start, _)| *start <= reach)
                .map(|(start, _)| (start, *role))
        });
        let found: Vec<(usize, Role)> = near.collect();
        let deadline = found.iter().find(|(_, role)| *role == Role::Deadline);
        let other = found.iter().any(|(_, role)| *role == Role::Other);
        if let Some((_, role)) = deadline {
            return Some(if other { Role::Other } else { *role });
        }
        found.into_iter().min_by_key(|(start, _)| *start).map(|(_, role)| role)
    }

    /// Whether what says it is for stands right beside it.
    fn is_close(&self, mention: &Mention) -> bool {
        let text = self.before.text.trim_end();
        let tail = ceiling_rev(text, 24);
        mention.span == Span::To
            || cues::last(tail, Cue::Deadline).is_some()
            || cues::last(tail, Cue::Until).is_some()
            || tail.ends_with('~')
            || cues::first(&self.after, Cue::Deadline).is_some_and(|(start, _)| start <= 12)
    }

    /// The words that make the date what it is, as a place in the text.
    fn said(&self, mention: &Mention, role: Role) -> Range<usize> {
        let before = &self.before.text;
        let by_before = self.by_words_before(mention).is_some();
        let end = if by_before || role == Role::Unknown { mention.at.end } else { self.after_end };
        let cue = match role {
            Role::Deadline => cues::last(before, Cue::Deadline),
            Role::Until => {
                cues::last(before, Cue::Until).map(|(at, end)| (sentence_start(before, at), end))
            }
            Role::Opens => cues::last(before, Cue::Opens),
            _ => None,
        };
        let start = match cue.filter(|_| by_before) {
            Some((start, _)) => {
                self.before_start
                    + self.before.origin(phrase_start(before, start)..before.len()).start
            }
            None if by_before && before.len() <= 80 => self.before_start,
            None => mention.at.start,
        };
        start.min(mention.at.start)..end
    }
}

/// Blanks out what is struck through: it says nothing any more.
fn without_struck(folded: &mut String) {
    while let Some(open) = folded.find("~~") {
        let Some(length) = folded[open + 2..].find("~~") else { break };
        let blanks = " ".repeat(length + 4);
        folded.replace_range(open..open + length + 4, &blanks);
    }
}

/// Whether no word before a date says what it is for.
fn names_nothing(before: &str) -> bool {
    [Cue::Deadline, Cue::Until, Cue::Opens, Cue::Notice, Cue::Event, Cue::Other, Cue::Posted]
        .iter()
        .all(|cue| cues::last(before, *cue).is_none())
}

/// A label such as "deadline", with nothing between it and the date that makes it another one's.
fn by_deadline_words(text: &str) -> Option<Role> {
    let (start, end) = cues::last(text, Cue::Deadline)?;
    // "submissions are closed and finalists will be announced by": the nearer words count.
    if cues::tells_applicants(&text[end..]) {
        return Some(Role::Notice);
    }
    let between = text[end..].trim_start();
    // "Deadline: none Exhibition 5 May"
    let field = between.starts_with(':')
        && [Cue::Opens, Cue::Notice, Cue::Event, Cue::Posted]
            .iter()
            .any(|cue| cues::first(between, *cue).is_some());
    if field || (broken(between.trim_start_matches(':')) && !names_one(between)) {
        return None;
    }
    let words = &text[start..end];
    let lead = ceiling_rev(&text[..start], 40);
    // "our office is closed on", "the exhibition is extended until"
    let elsewhere = words.starts_with("closed") && cues::names_a_house(lead)
        || ["exten", "prorr", "prorog", "prolong", "verlang"]
            .iter()
            .any(|go| words.starts_with(go))
            && cues::last(lead, Cue::Event).is_some();
    if elsewhere {
        return Some(Role::Event);
    }
    // "fecha máxima de publicación", "deadline for notification": for those who decide.
    let theirs = ["de ", "du ", "da ", "del ", "of ", "for ", "per ", "fur ", "zur "]
        .iter()
        .find_map(|small| between.strip_prefix(small));
    if theirs.is_some_and(|what| {
        let what = what.trim_start_matches("la ").trim_start_matches("the ");
        cues::first(what, Cue::Notice).is_some_and(|(start, _)| start == 0)
    }) {
        return Some(Role::Notice);
    }
    // "deadline for delivery of works", "works due": a deadline, but another one.
    let another = cues::first(&text[end..], Cue::Other).is_some()
        || cues::last(&text[..start], Cue::Other)
            .is_some_and(|(_, other)| start - other <= 20 && !broken(&text[other..start]))
        || (words.starts_with("due") && ends_with_work(&text[..start]));
    // "the exhibition closes"
    let shows = (words.starts_with("clos") || words.starts_with("end"))
        && cues::last(&text[..start], Cue::Event).is_some_and(|(from, event)| {
            start - event <= 2 && !text[from..event].starts_with("date")
        });
    Some(match (another, shows) {
        (true, _) => Role::Other,
        (_, true) => Role::Event,
        _ => Role::Deadline,
    })
}

/// Whether a span that begins here is the time in which one may apply: "Open call: 1 April – 3 May".
fn opens_a_span(text: &str) -> bool {
    let about = last_clause(text);
    let event = cues::last(about, Cue::Event).is_some_and(|(start, _)| {
        let general = ["period", "date", "run", "zeitraum", "duration", "term", "project"];
        !general.iter().any(|word| about[start..].starts_with(word))
    });
    // "Call for papers for a conference in Brode, 2-4 May": too far away to be about applying.
    let close = cues::applying_end(about).is_some_and(|end| about.len() - end <= 45);
    close && !event && cues::last(about, Cue::Notice).is_none()
}

/// The nearest words that make the date something else.
fn by_other_words(text: &str) -> Option<Role> {
    let others = [
        (Cue::Opens, Role::Opens),
        (Cue::Notice, Role::Notice),
        (Cue::Event, Role::Event),
        (Cue::Other, Role::Other),
        (Cue::Posted, Role::Posted),
    ];
    let found =
        others.iter().filter_map(|(cue, role)| cues::last(text, *cue).map(|at| (at, *role)));
    let ((start, end), role) = found.max_by_key(|((_, end), _)| *end)?;
    if broken(&text[end..]) && text.len() - end > 40 {
        return None;
    }
    // "at the exhibition opening on 7 August", "show of the finalists from 5 June"
    let clause = last_clause(&text[..start]);
    let since = matches!(&text[start..end], "dal" | "desde" | "ab" | "ab dem" | "available from");
    let opening = role == Role::Opens
        && (cues::last(&text[..start], Cue::Event).is_some_and(|(from, event)| {
            start - event <= 2 && !text[from..event].starts_with("date")
        }) || since
            && cues::last(clause, Cue::Event).is_some()
            && !cues::speaks_of_applying(clause));
    Some(if opening { Role::Event } else { role })
}
