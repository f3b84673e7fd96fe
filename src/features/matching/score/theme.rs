//! Words that the call shares with the artist's statement, media, works and CV.

use std::collections::{BTreeMap, BTreeSet};

use super::{Own, Part, Row, Said};
use crate::features::matching::stems::telling;
use crate::features::matching::weights::*;
use crate::features::matching::words;
use crate::features::profiles::Field;
use crate::features::reading::{Fact, Reading};

/// Each stem that stands in the call's title or summary and in the artist's own words.
pub(super) fn theme(reading: &Reading, Own { stems: own, .. }: &Own) -> Said {
    if own.is_empty() {
        let reason = "You have not written about your work yet.";
        return Said::unknown(Row::new(Part::Theme, 0, reason).missing(Field::Statement));
    }
    let passages: Vec<&Fact<String>> =
        [&reading.title, &reading.summary].into_iter().flatten().collect();
    if passages.is_empty() {
        return Said::unknown(Row::new(Part::Theme, 0, "What it is about could not be read."));
    }
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for passage in passages {
        let shared: BTreeMap<String, &str> = telling(&passage.value)
            .filter(|(stem, _)| own.contains_key(stem) && !seen.contains(stem))
            .collect();
        let left = THEME_MOST - rows.iter().map(|row: &Row| row.points).sum::<i32>();
        let count = i32::try_from(shared.len()).unwrap_or(THEME_MOST);
        let points = (count * THEME_WORD).min(left);
        if points <= 0 {
            continue;
        }
        let fields: BTreeSet<Field> =
            shared.keys().filter_map(|stem| own.get(stem)).copied().collect();
        let said = shared.values().map(|word| word.to_lowercase()).collect::<BTreeSet<_>>();
        let reason = format!(
            "It uses words of yours: {}.",
            said.iter().cloned().collect::<Vec<_>>().join(", ")
        );
        let row = Row::new(Part::Theme, points, reason).quoting(passage);
        let labels = words::and(fields.iter().map(|field| field.label().to_lowercase()));
        rows.push(match fields.first() {
            Some(field) => row.by(*field, format!("They stand in: {labels}.")),
            None => row,
        });
        seen.extend(shared.into_keys());
    }
    Said::known(rows)
}
