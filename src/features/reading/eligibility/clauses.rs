//! Who may apply, clause by clause.

use std::ops::Range;
use std::sync::LazyLock;

use super::named::shuts;
use super::origin::{Found, open_to_all, origin, unknown_place, unlisted};
use super::scope::{Scope, admits, answered, force, force_at, goes_on, head, scope, tail};
use super::{
    Clause, Force, Rule, age, asked, local, nation, only_media, other, person, practice, repeat,
    standing,
};
use crate::features::reading::passage::{Passage, passages};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::read::left_unread;
use crate::features::reading::{Country, Document, Fact, Quote, Sureness, Warning, places_in};

/// No call has more clauses; comparing each with each stays cheap.
const MOST_CLAUSES: usize = 150;

/// Every clause of the document about who may apply, and a warning where there are too many to read.
/// `place` is the country of the call, where known.
pub(in crate::features::reading) fn eligibility(
    document: &Document,
    place: Option<Country>,
) -> (Vec<Fact<Clause>>, Option<Warning>) {
    let text = &document.text;
    let home = place.or(document.hints.country);
    let mut clauses: Vec<Fact<Clause>> = Vec::new();
    let mut last: Option<Scope> = None;
    let mut question: Option<Passage> = None;
    let mut unread = None;
    let mut national = None;
    let mut to_all = None;
    let mut who = None;
    let mut listed = false;
    for passage in passages(text) {
        if clauses.len() >= MOST_CLAUSES {
            unread = left_unread(text, passage.range.start);
            break;
        }
        let own = passage.of(text);
        if !own.contains(char::is_alphanumeric) {
            continue;
        }
        national = national.or_else(|| nation::national(text, &passage, home));
        to_all = to_all.or_else(|| {
            let hit = open_to_all(own).filter(|_| origin(own, home).is_empty())?;
            quote(text, &passage, hit)
        });
        let refused = question.take().filter(|_| asked::says_no(own));
        if let Some(asked) = refused {
            for (rule, range) in asked::denied(Passage::of(&asked, text), home) {
                add(&mut clauses, text, &asked, rule, range, Force::Required);
            }
        }
        if asked::asks(own) {
            question = Some(passage);
            last = None;
            continue;
        }
        let answers = who.take().filter(|end| !text[*end..passage.range.start].contains('\n'));
        if asked::asks_who(own) {
            who = Some(passage.range.end);
        }
        // The bullet of an item may have been cut from it.
        let bullet = ['•', '●', '▪'];
        let item = other::is_item(own)
            || text[..passage.range.start].trim_end_matches(' ').ends_with(bullet);
        let carried = last.filter(|_| {
            goes_on(own) || follows_semicolon(text, &passage) || answers.is_some() || item && listed
        });
        // "Bewerben können sich alle, die" and its items; "Artists who" and theirs.
        listed = item && listed || !passage.is_heading && !own.ends_with(['.', '!', '?', '。']);
        last = scope(text, &passage).or(carried);
        if who.is_some() && !passage.is_heading {
            last = Some(answered(own));
            continue;
        }
        let before = clauses.len();
        let Some(scope) = last else {
            for (rule, range) in anywhere(own) {
                add(&mut clauses, text, &passage, rule, range, Force::Required);
            }
            continue;
        };
        for (rule, range, force) in rules(own, &scope, home) {
            add(&mut clauses, text, &passage, rule, range, force);
        }
        if clauses.len() > before || passage.is_heading {
            continue;
        }
        let whole = 0..own.len();
        let shut_item = own.starts_with(['-', '*', '•']) || own.ends_with(';');
        if scope.shut_out && own.len() <= 300 && shut_item && !other::is_about_work(own) {
            let condition = own.trim_matches(['-', '*', '•', ' ', ';']).to_owned();
            let rule = Rule::Not { rule: Box::new(Rule::Other { condition }) };
            add(&mut clauses, text, &passage, rule, whole, Force::Required);
        } else if let Some((condition, force)) = other::other(own, scope.below) {
            let force = if scope.force == Force::Benefit { scope.force } else { force };
            add(&mut clauses, text, &passage, Rule::Other { condition }, whole, force);
        } else if scope.asked
            && item
            && let Some(condition) = other::item(own)
        {
            add(&mut clauses, text, &passage, Rule::Other { condition }, whole, scope.force);
        }
    }
    let says_whence = |clause: &Fact<Clause>| {
        let rule = &clause.value.rule;
        *rule == Rule::Anyone || is_of_place(rule) && clause.value.force == Force::Required
    };
    if !clauses.iter().any(says_whence) {
        let anyone = Clause { rule: Rule::Anyone, force: Force::Required };
        let because = "It is open to all, and names no place";
        let to_all = to_all.map(|quote| Fact::inferred(anyone, quote, because));
        clauses.extend(national.or(to_all));
    }
    (settled(clauses), unread)
}

/// Rules so worded that they need no word about who may apply beside them.
fn anywhere(own: &str) -> Vec<Found> {
    let media = practice::left_out(own).or_else(|| practice::plainly_refused(own));
    let only = only_media::only(own).filter(|_| media.is_none());
    [media, only, repeat::repeat(own, false), standing::nomination(own)]
        .into_iter()
        .flatten()
        .collect()
}

/// The typed rules of one passage, each with its stretch and its force.
fn rules(own: &str, scope: &Scope, home: Option<Country>) -> Vec<(Rule, Range<usize>, Force)> {
    let mut found: Vec<(Found, Option<Force>)> = Vec::new();
    found.extend(origin(own, home).into_iter().map(|(rule, range)| {
        let denied = matches!(rule, Rule::Not { .. }) && shuts(own, &range);
        let rule = if scope.shut_out && rule != Rule::Anyone && !denied {
            Rule::Not { rule: Box::new(rule) }
        } else {
            rule
        };
        ((rule, range), None)
    }));
    if found.is_empty() {
        let place = || unknown_place(own).filter(|_| named_places(own) == 0);
        found.extend(unlisted(own).or_else(place).map(|rule| (rule, None)));
    }
    found.extend(age::age(own).into_iter().map(|rule| (rule, None)));
    let person = person::person(own, scope.below, scope.says, home).into_iter();
    found.extend(person.map(|((rule, range), force)| ((denied(own, rule, &range), range), force)));
    let local = (!scope.shut_out)
        .then(|| local::local(own, home).or_else(|| local::domestic(own, home)))
        .flatten();
    found.extend(local.filter(|_| found.is_empty()).map(|rule| (rule, None)));
    let refused = practice::refused(own).or_else(|| practice::left_out(own));
    let only = only_media::only(own).filter(|_| refused.is_none());
    found.extend(refused.or(only).map(|rule| (rule, Some(Force::Required))));
    found.extend(repeat::repeat(own, scope.shut_out).map(|rule| (rule, Some(Force::Required))));
    found.extend(standing::standing(own).into_iter().map(|rule| (rule, None)));
    let mut kept: Vec<(Rule, Range<usize>, Force)> = Vec::new();
    for ((rule, range), own_force) in found {
        let said =
            |(other, _, force): &(Rule, _, Force)| *other == rule && *force == Force::Required;
        if kept.iter().any(said) {
            continue;
        }
        let long = own.len() > 260;
        let near = &own[start_of(own, range.start)..end_of(own, range.end)];
        // A page flattened into one line says many things in one breath.
        if long && !admits(near) {
            continue;
        }
        // In a long passage the words nearby decide how strict it is.
        let force = if long { force(near) } else { force_at(own, &range) };
        kept.push((rule, range, own_force.unwrap_or(force)));
    }
    kept
}

/// How many places of the tables a passage names: what is said of them was judged.
fn named_places(own: &str) -> usize {
    places_in(own).iter().filter(|mention| mention.named.iter().any(|named| !named.weak)).count()
}

/// "You may enter if you live here; and if you were born after 1990": one sentence still.
fn follows_semicolon(text: &str, passage: &Passage) -> bool {
    text[..passage.range.start].trim_end_matches(' ').ends_with(';')
}

/// "Not open to established artists": those the words name may not apply.
fn denied(own: &str, rule: Rule, range: &Range<usize>) -> Rule {
    let group =
        matches!(rule, Rule::Gender { .. } | Rule::Identity { .. } | Rule::CareerStage { .. });
    // The stretch may begin with "open to" itself.
    let begins = own[range.clone()].find(' ').map_or(range.end, |at| range.start + at);
    if group && (shuts(own, range) || shuts(own, &(begins..range.end))) {
        return Rule::Not { rule: Box::new(rule) };
    }
    rule
}

fn start_of(own: &str, start: usize) -> usize {
    start - tail(own, start, 130).len()
}

fn end_of(own: &str, end: usize) -> usize {
    end + head(own, end, 70).len()
}

fn add(
    clauses: &mut Vec<Fact<Clause>>,
    text: &str,
    passage: &Passage,
    rule: Rule,
    range: Range<usize>,
    force: Force,
) {
    let Some(quote) = quote(text, passage, range) else { return };
    clauses.push(Fact::stated(Clause { rule, force }, quote));
}

/// The whole passage where it is short, else the part around the rule, cut at the ends of words.
fn quote(text: &str, passage: &Passage, range: Range<usize>) -> Option<Quote> {
    let own = passage.of(text);
    if own.len() <= 240 {
        return Quote::of(text, passage.range.clone());
    }
    let before = tail(own, range.start, 90);
    let start = range.start - before.len() + before.find([' ', '\n']).map_or(0, |at| at + 1);
    let behind = head(own, range.end.min(own.len()), 90);
    let end = range.end + behind.rfind([' ', '\n']).unwrap_or(behind.len());
    Quote::of(text, passage.range.start + start..passage.range.start + end)
}

/// Each rule once, the strictest wording of it; nothing said twice, and nothing that shuts everyone out.
fn settled(clauses: Vec<Fact<Clause>>) -> Vec<Fact<Clause>> {
    let mut kept: Vec<Fact<Clause>> = Vec::new();
    for clause in clauses {
        match kept.iter_mut().find(|other| other.value.rule == clause.value.rule) {
            Some(other) if strictness(clause.value.force) > strictness(other.value.force) => {
                *other = clause;
            }
            Some(_) => {}
            None => kept.push(clause),
        }
    }
    opened(&mut kept);
    young(&mut kept);
    joined(&mut kept);
    narrowed(&mut kept);
    kept
}

/// Where the call says that anyone may apply, a people merely named elsewhere is no bar.
fn opened(clauses: &mut [Fact<Clause>]) {
    static INSISTS: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:must|only|citizens?|nationals?|residents?|residing|reside|living|live|based|restricted|limited|exclusive\w*|nationality|passport)\b",
        )
    });
    // "From anywhere, but one place is held for an artist of Idaho": what is said of Idaho is of that place.
    static SET_ASIDE: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:one|two|three|some|a few) (?:[\w-]+ ){0,2}(?:spots?|places?|residenc(?:y|ies)|slots?|awards?|seats?)\b[^.;]{0,40}\b(?:held|reserved|set aside|kept|earmarked|dedicated)\b",
        )
    });
    let anyone: Vec<&Fact<Clause>> =
        clauses.iter().filter(|clause| clause.value.rule == Rule::Anyone).collect();
    if anyone.is_empty() {
        return;
    }
    let set_aside = anyone
        .iter()
        .any(|clause| clause.quote().is_some_and(|quote| SET_ASIDE.is_match(&quote.words)));
    for clause in clauses {
        let insists =
            !set_aside && clause.quote().is_some_and(|quote| INSISTS.is_match(&quote.words));
        if countries(&clause.value.rule).is_some()
            && !insists
            && clause.value.force == Force::Required
        {
            clause.value.force = Force::Preferred;
            clause.sureness = Sureness::Inferred;
            clause.because = Some("Elsewhere the text says that anyone may apply".to_owned());
        }
    }
}

/// "Young artists, under 36": how young they are says the age, and says nothing of their career.
fn young(clauses: &mut Vec<Fact<Clause>>) {
    static YOUNG: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(r"\b(?:jóvenes|jovens|jeunes?|giovan[ie]|junge\w*|jonge|청년|若手)")
    });
    static CAREER: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\bemerg\w+|\bémerg\w+|\bearly[- ]career|\b(?:carrière|carrera|carreira|carriera|karriere|trayectoria|nachwuchs\w*)\b|신진|新進",
        )
    });
    let asks_age =
        |clause: &Fact<Clause>| matches!(clause.value.rule, Rule::Age { most: Some(_), .. });
    if !clauses.iter().any(asks_age) {
        return;
    }
    clauses.retain(|clause| {
        let stage = matches!(clause.value.rule, Rule::CareerStage { .. });
        let words = clause.quote().map_or("", |quote| quote.words.as_str());
        !(stage && YOUNG.is_match(words) && !CAREER.is_match(words))
    });
}

/// "Anyone" is no rule beside one that shuts people out by where they live or come from.
fn narrowed(clauses: &mut Vec<Fact<Clause>>) {
    let shuts = |clause: &Fact<Clause>| {
        let rule = match &clause.value.rule {
            Rule::Not { rule } => rule,
            rule => rule,
        };
        clause.value.force == Force::Required && countries(rule).is_some()
    };
    if clauses.iter().any(shuts) {
        clauses.retain(|clause| clause.value.rule != Rule::Anyone);
    }
}

/// Rules from several passages that no one could meet at once are alternatives: "one artist from Chile" here,
/// "one from Peru" there.
fn joined(clauses: &mut [Fact<Clause>]) {
    let hard = |clause: &Fact<Clause>| clause.value.force == Force::Required;
    let sets: Vec<Vec<Country>> =
        clauses.iter().filter(|c| hard(c)).filter_map(|c| countries(&c.value.rule)).collect();
    let Some(first) = sets.first() else { return };
    let shared = first.iter().any(|country| sets.iter().all(|set| set.contains(country)));
    if sets.len() < 2 || shared {
        return;
    }
    let mut rules: Vec<Rule> = Vec::new();
    for clause in clauses.iter().filter(|c| hard(c) && countries(&c.value.rule).is_some()) {
        match &clause.value.rule {
            Rule::AnyOf { rules: several } => rules.extend(several.iter().cloned()),
            one => rules.push(one.clone()),
        }
    }
    let mut once: Vec<Rule> = Vec::new();
    for rule in rules {
        if !once.contains(&rule) {
            once.push(rule);
        }
    }
    for clause in clauses.iter_mut() {
        if hard(clause) && countries(&clause.value.rule).is_some() {
            clause.value.rule = Rule::AnyOf { rules: once.clone() };
            clause.sureness = Sureness::Doubtful;
            clause.because =
                Some("Different passages name different countries; any of them may do".to_owned());
        }
    }
}

/// Whether a rule says where those who apply live, come from or may work.
fn is_of_place(rule: &Rule) -> bool {
    match rule {
        Rule::Residence { .. } | Rule::Citizenship { .. } | Rule::WorkPermission { .. } => true,
        Rule::AnyOf { rules } | Rule::AllOf { rules } => rules.iter().any(is_of_place),
        Rule::Not { rule } => is_of_place(rule),
        _ => false,
    }
}

/// The countries a rule asks for; `None` where it asks for none.
pub(in crate::features::reading) fn countries(rule: &Rule) -> Option<Vec<Country>> {
    match rule {
        Rule::Residence { countries, .. } | Rule::Citizenship { countries } => {
            // An area whose country nobody knows says nothing about other countries.
            (!countries.is_empty()).then(|| countries.clone())
        }
        Rule::AnyOf { rules } => {
            let sets: Option<Vec<_>> = rules.iter().map(countries).collect();
            sets.map(|sets| sets.concat())
        }
        Rule::AllOf { rules } => rules.iter().find_map(countries),
        _ => None,
    }
}

fn strictness(force: Force) -> u8 {
    match force {
        Force::Required => 2,
        Force::Preferred => 1,
        Force::Benefit => 0,
    }
}
