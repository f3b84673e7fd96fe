//! Where applicants live or come from: residence, citizenship, anyone.

use std::ops::Range;
use std::sync::LazyLock;

use super::Rule;
use super::alternatives::{alternatives, widened};
use super::around::{ABROAD_LIVING, ANYONE, SOMEONE};
use super::named::{citizens, from, lives, named, rule_of, shuts};
use super::scope::tail;
use crate::features::reading::Country;
use crate::features::reading::pattern::Pattern;

/// A rule and the stretch of the passage that states it.
pub(super) type Found = (Rule, Range<usize>);

/// Where those who may apply live or come from, in the order of the passage.
pub(super) fn origin(passage: &str, home: Option<Country>) -> Vec<Found> {
    let anyone = ANYONE.find(passage).filter(|_| SOMEONE.is_match(passage));
    let abroad = ABROAD_LIVING.is_match(passage);
    let mut found: Vec<Found> = Vec::new();
    let named = named(passage, home);
    for (at, name) in named.iter().enumerate() {
        let joined = at > 0 && joins(&passage[named[at - 1].range.end..name.range.start]);
        // "Santa Fe, New Mexico": the second only says where the first lies.
        let between = |at: usize| passage[named[at - 1].range.end..name.range.start].trim();
        if at > 0
            && name.holds(&named[at - 1])
            && between(at) == ","
            && let Some((_, range)) = found.last_mut()
            && range.end == named[at - 1].range.end
        {
            range.end = name.range.end;
            continue;
        }
        let rule = rule_of(passage, name).or_else(|| {
            let (last, before) = found.last().filter(|_| joined)?;
            let next_to = before.end == named[at - 1].range.end;
            match last {
                Rule::Residence { .. } if next_to => Some(lives(name, None)),
                Rule::Citizenship { .. } if next_to => Some(citizens(name)),
                Rule::AnyOf { .. } if next_to && name.people => Some(from(name)),
                Rule::AnyOf { rules } if next_to && rules.iter().all(is_home) => {
                    Some(lives(name, None))
                }
                Rule::Not { rule } if next_to => {
                    let rule = match **rule {
                        Rule::Citizenship { .. } => citizens(name),
                        _ => lives(name, None),
                    };
                    Some(Rule::Not { rule: Box::new(rule) })
                }
                _ => None,
            }
        });
        let Some(rule) = rule else { continue };
        match found.last_mut() {
            Some((last, range)) if joined && range.end == named[at - 1].range.end => {
                if let Some(wider) = widened(last, &rule) {
                    *last = wider;
                    range.end = name.range.end;
                } else {
                    found.push((rule, name.range.clone()));
                }
            }
            _ => found.push((rule, name.range.clone())),
        }
    }
    // "Of any nationality, living in Spain": the first does not lift the second.
    let of_nationality = anyone.is_some_and(|hit| NATIONALITY.is_match(hit.as_str()));
    let lives_somewhere = found.iter().any(|(rule, _)| matches!(rule, Rule::Residence { .. }));
    let anyone = anyone.filter(|_| !(of_nationality && lives_somewhere));
    match anyone {
        Some(_) if abroad && !found.is_empty() => alternatives(passage, found),
        Some(hit) if !found.iter().any(|(rule, range)| insists(passage, rule, range)) => {
            vec![(Rule::Anyone, hit.range())]
        }
        _ => alternatives(passage, found),
    }
}

static NATIONALITY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(
        r"nationalit|nacionalidad|nationalität|nationaliteit|nazionalità|citizenship|citoyenneté|ciudadanía|cittadinanza|staatsangehörigkeit|국적|国籍",
    )
});

/// A rule about where one lives.
fn is_home(rule: &Rule) -> bool {
    matches!(rule, Rule::Residence { .. })
}

/// A rule so worded that "international" elsewhere in the sentence does not lift it.
fn insists(passage: &str, rule: &Rule, range: &Range<usize>) -> bool {
    static ONLY: LazyLock<Pattern> =
        LazyLock::new(|| Pattern::words(r"\b(?:only|must|exclusively|restricted|limited to)\b"));
    let before = tail(passage, range.start, 80);
    let shut = matches!(rule, Rule::Not { .. }) && shuts(passage, range);
    matches!(rule, Rule::Residence { .. } | Rule::Citizenship { .. } | Rule::Not { .. })
        && (shut || ONLY.is_match(before))
}

fn joins(gap: &str) -> bool {
    static JOINS: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"^[\s,/&]*(?:(?:and/or|and|or|et|y|e|und|oder|sowie|ou|o|u|oppure|od|ed)\s+)?(?:(?:the|in|of|from|an?|la|le|les|el|los|las|en|au|aux|à|dans|de|del|du|des|em|no|na|nos|nas|do|da|dos|das|im|der|den|dem|die|aus|nel|nella|nei|negli|nelle|della|degli|delle|dal|dalla|il)\s+){0,2}(?:(?:d|l|dell|nell|dall)[’'])?$",
        )
    });
    JOINS.is_match(gap)
}
