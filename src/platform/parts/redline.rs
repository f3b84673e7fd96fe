//! Two texts as one, with what went and what came.

use askama::Template;
use similar::{ChangeTag, TextDiff};

/// The difference between two texts, line by line, with a line of what is the same around it.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/redline.html")]
pub struct Redline {
    /// Stretches that differ; between them everything is the same.
    pub stretches: Vec<Vec<Line>>,
}

/// A line of one text or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// It stands in both.
    Same(String),
    /// It stands in the older only.
    Gone(String),
    /// It stands in the newer only.
    Came(String),
}

impl Redline {
    /// What is different. `None`: nothing but empty lines.
    pub fn of(older: &str, newer: &str) -> Option<Self> {
        let difference = TextDiff::from_lines(older, newer);
        let stretches: Vec<Vec<Line>> = difference
            .grouped_ops(1)
            .iter()
            .map(|ops| {
                let changes = ops.iter().flat_map(|op| difference.iter_changes(op));
                let lines = changes.filter(|change| !change.value().trim().is_empty());
                lines.map(|change| Line::of(change.tag(), change.value())).collect()
            })
            .filter(|lines: &Vec<Line>| lines.iter().any(|line| !matches!(line, Line::Same(_))))
            .collect();
        (!stretches.is_empty()).then_some(Self { stretches })
    }
}

impl Line {
    fn of(tag: ChangeTag, line: &str) -> Self {
        let line = line.trim().to_owned();
        match tag {
            ChangeTag::Equal => Line::Same(line),
            ChangeTag::Delete => Line::Gone(line),
            ChangeTag::Insert => Line::Came(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_and_what_came_stand_side_by_side_with_a_line_around() {
        let same = "Far above.\nAbove.\n";
        let older = format!("{same}Deadline: 3 May.\nBelow.\nFar below.");
        let newer = format!("{same}Deadline: 9 May.\n\nBelow.\nFar below.");
        assert_eq!(
            Redline::of(&older, &newer).unwrap().stretches,
            [[
                Line::Same("Above.".into()),
                Line::Gone("Deadline: 3 May.".into()),
                Line::Came("Deadline: 9 May.".into()),
                Line::Same("Below.".into()),
            ]]
        );
        assert!(Redline::of("One.\nTwo.", "One.\n\nTwo.").is_none());
    }
}
