//! The dates that are not the deadline: results, delivery, the exhibition itself.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, Months, NaiveDate};

use super::folding::Folding;
use super::roles::{Dated, Role};
use super::{phrases, trimmed};
use crate::features::reading::dates::{Mention, Span, month_named};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Deadline, Document, Fact, KeyDate, Milestone, PartialDate, Quote};

/// Over folded text; a blank is written `_`.
fn cue(what: Milestone, pattern: &str) -> (Milestone, Pattern) {
    let pattern = pattern.replace(['\n', ' '], "").replace('_', r"[\s_*]+");
    (what, Pattern::new(&format!(r"\b(?:{pattern})\b")))
}

/// The words for each, the more telling first: "opening reception of the exhibition" is the opening.
static CUES: LazyLock<Vec<(Milestone, Pattern)>> = LazyLock::new(|| {
    vec![
        cue(
            Milestone::InformationSession,
            r"info(?:rmation(?:al)?)?[-\s]?(?:session|meeting|evening|webinar)s?|webinars?|q\s?&\s?a|
            site_(?:visit|tour|walk)s?|pre-?(?:bid|proposal|submittal)_(?:meeting|conference)|
            (?:seance|reunion)_d.information|visite_du_site|sesion(?:es)?_informativas?|
            (?:charla|reunion)_informativa|visita_al_sitio|sess(?:ao|oes)_informativas?|
            sess(?:ao|oes)_de_esclarecimento|info(?:rmations)?veranstaltung|infoabend|infotermin|
            ortsbegehung|(?:sessione|incontro)_informativ[ao]|sopralluogo",
        ),
        cue(
            Milestone::Questions,
            r"questions?|inquir(?:y|ies)|enquir(?:y|ies)|clarifications?|preguntas|consultas|duvidas|
            perguntas|esclarecimentos|fragen|ruckfragen|quesiti|chiarimenti",
        ),
        cue(
            Milestone::Collection,
            r"pick[-\s]?ups?|(?:collection|return|retrieval)_of_(?:the_)?(?:art)?works?|art_collection_day|
            deinstall\w*|de-install\w*|retrait_des_oeuvres|devolucion_de_(?:las_)?obras|
            devolucao_das_obras|retirada_das_obras|abholung|rucknahme|ritiro_(?:delle_)?opere",
        ),
        cue(
            Milestone::Delivery,
            r"(?:art)?works?_(?:must_be_|to_be_|will_be_|should_be_|are_|is_)?(?:deliver\w*|shipped|received|due|must_arrive|arrive)|
            deliver(?:y|ies|ed)?|drop[-\s]?offs?|receiving_(?:of_)?(?:art)?works?|intake|
            (?:livraison|depot|reception|envoi)_des_oeuvres|(?:recepcion|entrega|envio)_de_(?:las_)?obras?|
            (?:entrega|recebimento|envio)_d[ae]s?_obras|anlieferung|einlieferung|(?:abgabe|anlieferung)_der_werke|
            (?:consegna|invio|ricezione)_(?:delle_)?opere",
        ),
        cue(
            Milestone::Opening,
            r"opening_(?:reception|night|party|event|celebration|of_the_(?:show|exhibition))|
            (?:exhibition|show)_opens|exhibition_opening|artists?_reception|reception|vernissage|private_view|
            inauguracion|inauguration|abertura_da_(?:exposicao|mostra)|vernissagem|\w*eroffnung|inaugurazione",
        ),
        cue(
            Milestone::Ceremony,
            r"ceremony|awards?_(?:night|gala|presentation|evening)|prize[-\s]?giving|gala|remise_des_prix|
            ceremonia|entrega_de_(?:los_)?premios|premiacion|cerimonia|premiacao|preisverleihung|
            preisubergabe|premiazione",
        ),
        cue(
            Milestone::Results,
            r"notif(?:y|ied|ication|ications)|announce(?:d|ment|ments)?|results?|winners?|shortlist\w*|finalists?|
            jury_(?:decision|meeting|session|selection)|decisions?|(?:selected|successful|accepted)_(?:artists?|applicants?|works?)|
            selections?|informed|hear_(?:back|from_us)|accepted|resultats?|annonc\w+|laureate?s?|
            selection_du_jury|resultados?|fallo|dictamen|notificacion|seleccionad\w+|anuncio|divulgacao|
            selecionad\w+|bekanntgabe|bekannt_gegeben|benachrichtig\w*|jurysitzung|jurierung|juryentscheid\w*|
            auswahl|zusagen?|informiert|esit[io]|vincitor\w+|comunicazione|selezionat\w+|proclamazione",
        ),
        cue(
            Milestone::Completion,
            r"(?:mural|(?:art)?work|project|sculpture|commission|installation|painting|piece)s?_(?:is_|are_|to_be_|must_be_|should_be_|will_be_)?(?:complete[d]?|finished|completion)|
            completion(?:_dates?|_of_(?:the_)?\w+)?|(?:fin|achevement)_(?:du_projet|des_travaux|de_l.?oeuvre)|(?:finalizacion|entrega_final|conclusion)_(?:del_proyecto|de_la_obra|del_mural)|
            (?:conclusao|finalizacao)_d[ao]s?_(?:obra|mural|projeto)|fertigstellung\w*|(?:completamento|fine_lavori|conclusione)(?:_dell.?opera|_del_progetto)?",
        ),
        cue(
            Milestone::Installation,
            r"install(?:ation|ed)?|montage|instalacion|instalacao|aufbau|hangung|allestimento",
        ),
        cue(
            Milestone::Residency,
            r"residenc(?:y|ies)|residences?|residenz\w*|residencias?|\w*aufenthalt\w*|residenz[ae]|stay|sejour|estancia|
            soggiorno|arrival",
        ),
        cue(
            Milestone::Exhibition,
            r"exhibitions?|exhibited|exhibit|\w*ausstellung\w*|expositions?|exposicion(?:es)?|exposicao|exposicoes|
            mostr[ae]|on_(?:view|display)|show(?:case|n|s)?",
        ),
        cue(
            Milestone::Event,
            r"festivals?|\w*festival|fair|market|biennale|biennial|bienal|triennale|triennial|
            (?:project|event|program(?:me)?|fellowship)_(?:period|dates?|starts?|begins|runs)|workshops?|
            projektzeitraum|conference",
        ),
    ]
});

/// So many dates are shown of one call at most.
const MOST: usize = 16;
/// Bytes between a cue and its date.
const NEAR: usize = 60;
/// A day is the call's so many months after the deadline, with its year and without.
const MONTHS_WRITTEN: u32 = 36;
const MONTHS_INFERRED: u32 = 8;

/// Every date that is not the deadline and says what it is for, in the order of the days.
pub(super) fn milestones(
    document: &Document,
    dated: &[Dated],
    deadlines: &[Fact<Deadline>],
) -> Vec<Fact<KeyDate>> {
    let mut all: Vec<Fact<KeyDate>> = Vec::new();
    for (index, one) in dated.iter().enumerate() {
        let told = matches!(one.role, Role::Notice | Role::Event | Role::Other | Role::Unknown);
        if !told || one.mention.span == Span::To || one.mention.swappable || all.len() >= MOST {
            continue;
        }
        let last = dated.get(index + 1).filter(|_| one.mention.span == Span::From);
        let Some(fact) = milestone(document, one, last, deadlines) else { continue };
        let same = |known: &Fact<KeyDate>| {
            known.value.what == fact.value.what && known.value.on == fact.value.on
        };
        if !all.iter().any(same) {
            all.push(fact);
        }
    }
    // "In October 2027" says less than a day of that month.
    let days: Vec<(Milestone, Option<i32>, Option<u32>)> = all
        .iter()
        .filter(|fact| fact.value.on.day.is_some())
        .map(|fact| (fact.value.what, fact.value.on.year, fact.value.on.month))
        .collect();
    all.retain(|fact| {
        let on = &fact.value.on;
        on.day.is_some() || !days.contains(&(fact.value.what, on.year, on.month))
    });
    all.sort_by_key(|fact| fact.value.sort_key());
    all
}

fn milestone(
    document: &Document,
    one: &Dated,
    last: Option<&Dated>,
    deadlines: &[Fact<Deadline>],
) -> Option<Fact<KeyDate>> {
    let text = &document.text;
    let (what, said) = named(text, one)?;
    if one.role == Role::Unknown && what == Milestone::Event {
        return None;
    }
    let end = last.map_or(one.mention.at.end, |last| last.mention.at.end);
    let (year, inferred) = match one.mention.year {
        Some(year) => (year, false),
        None => (year_of(&one.mention, what, deadlines)?, true),
    };
    let (on, ends, first) = whole(one, part(&one.mention, year))?;
    let said = trimmed(text, said.start.min(first)..said.end.max(end));
    if !fits(&on, what, document.fetched_on, deadlines, inferred) {
        return None;
    }
    let until = last.and_then(|last| {
        let later = (last.mention.month, last.mention.day) >= (one.mention.month, one.mention.day);
        let year = last.mention.year.unwrap_or(if later { year } else { year + 1 });
        Some(part(&last.mention, year)).filter(|until| *until != on)
    });
    let until = until.or(ends);
    let value = KeyDate { what, on, until, time: one.mention.time.filter(|_| last.is_none()) };
    let quote = Quote::of(text, said)?;
    Some(match inferred {
        false => Fact::stated(value, quote),
        true => {
            let side = if what.comes_before() { "before" } else { "after" };
            let because = format!("The year is that of the nearest such day {side} the deadline.");
            Fact::inferred(value, quote, because)
        }
    })
}

/// "March – April 2027" is read as a month with something before it: the first of them comes along.
fn whole(one: &Dated, last: PartialDate) -> Option<(PartialDate, Option<PartialDate>, usize)> {
    static OPEN: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(
            r"(?P<first>[a-z]+)?\s?(?:[-–—]|\b(?:to|until|bis|au|hasta|ate|al?|and|through))\s?$",
        )
    });
    let before = one.context.before.text.as_str();
    let tail = phrases::ceiling_rev(before, 24);
    let start = one.mention.at.start;
    let (None, Some(open)) = (last.day, OPEN.captures(tail)) else {
        return Some((last, None, start));
    };
    let first = open.name("first");
    match first.and_then(|word| Some((word.start(), month_named(word.as_str())?))) {
        Some((at, month)) => {
            let at = before.len() - tail.len() + at;
            let start =
                one.context.before_start + one.context.before.origin(at..before.len()).start;
            let later = Some(month) > last.month;
            let year = last.year.map(|year| if later { year - 1 } else { year });
            Some((PartialDate { year, month: Some(month), day: None }, Some(last), start))
        }
        // "5 - June 2027": what stands before cannot be read, and so neither can the whole.
        None if tail.trim_end().ends_with(['-', '–', '—']) => None,
        None => Some((last, None, start)),
    }
}

fn part(mention: &Mention, year: i32) -> PartialDate {
    PartialDate { year: Some(year), month: Some(mention.month), day: mention.day }
}

/// What the words beside a date name, with where they and the date stand.
fn named(text: &str, one: &Dated) -> Option<(Milestone, Range<usize>)> {
    // A date that begins its line and is followed by a colon or dash is explained by what follows, not
    // by the line above.
    let led = one.context.led();
    match led {
        true => named_after(text, one).or_else(|| named_before(one)),
        false => named_before(one).or_else(|| named_after(text, one)),
    }
}

fn named_before(one: &Dated) -> Option<(Milestone, Range<usize>)> {
    let (at, context) = (&one.mention.at, &one.context);
    let before = context.before.text.as_str();
    let clause = before.rfind(['.', '!', '?', ';', '|']).map_or(0, |end| end + 1);
    let last = CUES.iter().enumerate().filter_map(|(rank, (what, cue))| {
        let found = cue.find_iter(&before[clause..]).last()?;
        let between = &before[clause + found.end()..];
        let near = between.len() <= NEAR && !ASKS.is_match(between);
        near.then_some((found.end(), std::cmp::Reverse(rank), *what, clause + found.start()))
    });
    let (.., what, start) = last.max_by_key(|(end, rank, ..)| (*end, *rank))?;
    let words = &before[start..];
    if LAUNCH.is_match(words) || LAUNCH.is_match(before) && what == Milestone::Results {
        return None;
    }
    let start = context.before_start + context.before.origin(start..before.len()).start;
    Some((what, start.min(at.start)..at.end))
}

/// "5 May: jury", "5 to 9 June, exhibition"
fn named_after(text: &str, one: &Dated) -> Option<(Milestone, Range<usize>)> {
    let at = &one.mention.at;
    let end = one.said.end.max(one.context.after_end).max(at.end);
    let after = Folding::of(text.get(at.end..end)?);
    let first = CUES.iter().filter_map(|(what, cue)| {
        let found = cue.find(&after.text).filter(|found| found.start() <= 32)?;
        Some((found.start(), *what, found.end()))
    });
    let (start, what, cue_end) = first.min_by_key(|(start, ..)| *start)?;
    if after.text[..start].contains(['.', '!', '?', ';']) || LAUNCH.is_match(&after.text) {
        return None;
    }
    Some((what, at.start..at.end + after.origin(0..cue_end).end))
}

/// Between the words and the date somebody is asked for something else.
static ASKS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"\b(?:provide|submit|agree|send|confirm|sign|accept|reply|respond)\w*\b")
});

/// The call itself is announced.
static LAUNCH: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"\b(?:opportunity|call|brief|competition|applications?)[\s_*]+(?:is[\s_*]+|was[\s_*]+|opens?[\s_*]+|will[\s_*]+be[\s_*]+)?(?:announc|launch|publish)",
    )
});

/// The year of a day without one: that of the nearest such day on the right side of the deadline.
fn year_of(mention: &Mention, what: Milestone, deadlines: &[Fact<Deadline>]) -> Option<i32> {
    let deadline = deadlines.first()?.value.date;
    let day = (mention.month, mention.day.unwrap_or(31));
    let closing = (deadline.month(), deadline.day());
    Some(match what.comes_before() {
        true if day > closing => deadline.year() - 1,
        false if day < closing => deadline.year() + 1,
        _ => deadline.year(),
    })
}

/// Whether it can belong to this call: not an edition before, nor years ahead.
fn fits(
    on: &PartialDate,
    what: Milestone,
    fetched_on: NaiveDate,
    deadlines: &[Fact<Deadline>],
    inferred: bool,
) -> bool {
    let (Some(year), Some(month)) = (on.year, on.month) else { return false };
    let first = NaiveDate::from_ymd_opt(year, month, on.day.unwrap_or(1));
    let last = NaiveDate::from_ymd_opt(year, month, on.day.unwrap_or(28));
    let (Some(first), Some(last)) = (first, last) else { return false };
    let (Some(opens), Some(closes)) = (deadlines.first(), deadlines.last()) else {
        return last >= fetched_on;
    };
    let (opens, closes) = (opens.value.date, closes.value.date);
    let far = |months| closes.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    let reach = if inferred { MONTHS_INFERRED } else { MONTHS_WRITTEN };
    match what.comes_before() {
        true => first <= closes && first >= opens - chrono::TimeDelta::days(300),
        false => last >= opens && first <= far(reach),
    }
}
