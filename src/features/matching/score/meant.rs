//! Whom the call is meant for: anyone, or few of whom the artist is one.

use super::{Part, Row, Said};
use crate::features::matching::verdict::{Judged, Verdict};
use crate::features::matching::weights::*;
use crate::features::matching::{Answer, words};
use crate::features::profiles::Field;
use crate::features::reading::{Force, Rule};

/// People of some countries, or up to some age. Gender and groups do not count here, whatever the
/// artist told.
pub(super) fn meant(verdict: &Verdict) -> Said {
    let met = verdict.clauses.iter().filter(|clause| {
        clause.force == Force::Required && clause.answer == Answer::Yes && !clause.doubtful
    });
    let limits = met.filter_map(|clause| Some((limit(&clause.rule)?, clause)));
    let best = limits.reduce(|best, other| if other.0 > best.0 { other } else { best });
    let known = !verdict.clauses.is_empty();
    Said { rows: best.map(|(points, clause)| row(points, clause)).into_iter().collect(), known }
}

fn row(points: i32, clause: &Judged) -> Row {
    let fields = [Field::Citizenships, Field::Residence, Field::Birth];
    let own = clause.own.iter().find(|own| fields.contains(&own.field));
    let reason = match clause.rule {
        Rule::Anyone => "It says that anyone may apply.".to_owned(),
        _ => format!("Only for few, you among them: they must {}.", words::asks(&clause.rule)),
    };
    Row {
        quote: clause.quote.clone(),
        own: own.map(|own| own.words.clone()),
        field: own.map(|own| own.field),
        ..Row::new(Part::Meant, points, reason)
    }
}

/// What it counts that a rule is met: nothing where it speaks of other things.
pub(in super::super) fn limit(rule: &Rule) -> Option<i32> {
    match rule {
        Rule::Anyone => Some(MEANT_ANYONE),
        Rule::Citizenship { .. } | Rule::Residence { .. } => Some(MEANT_COUNTRY),
        Rule::Age { most: Some(_), .. } | Rule::Born { from: Some(_), .. } => Some(MEANT_AGE),
        Rule::AnyOf { rules } => {
            rules.iter().map(limit).collect::<Option<Vec<_>>>()?.into_iter().min()
        }
        Rule::AllOf { rules } => rules.iter().filter_map(limit).max(),
        _ => None,
    }
}
