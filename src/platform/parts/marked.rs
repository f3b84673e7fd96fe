//! A whole source text with the words marked that facts rest on.

use std::collections::HashSet;

use askama::Template;

/// A text in stretches, some of them marked.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/marked.html")]
pub struct Marked {
    /// In reading order; together they are the text.
    pub stretches: Vec<Stretch>,
}

/// A stretch of text and the facts it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The words.
    pub text: String,
    /// The anchor, on the first stretch of a quote: `quote-deadline`.
    pub anchors: Vec<String>,
    /// The facts that rest on it: "Deadline". Empty: plain text.
    pub facts: Vec<String>,
}

/// Words to be marked: bytes `start..end` of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The anchor to link to, without `#`. Where several spans share one, it leads to the first.
    pub anchor: String,
    /// The fact that rests on these words.
    pub fact: String,
}

impl Marked {
    /// `text` with `spans` marked. Spans may overlap; those that are not inside the text or cut a
    /// character are left out.
    pub fn new(text: &str, spans: &[Span]) -> Self {
        let mut spans: Vec<&Span> = spans
            .iter()
            .filter(|span| text.get(span.start..span.end).is_some_and(|words| !words.is_empty()))
            .collect();
        spans.sort_by_key(|span| span.start);
        let mut cuts: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut anchored = HashSet::new();
        let stretch = |pair: &[usize]| {
            let (start, end) = (*pair.first()?, *pair.last()?);
            let covering = spans.iter().filter(|span| span.start <= start && end <= span.end);
            Some(Stretch {
                text: text.get(start..end)?.to_owned(),
                anchors: spans
                    .iter()
                    .filter(|span| span.start == start && anchored.insert(&span.anchor))
                    .map(|span| span.anchor.clone())
                    .collect(),
                facts: covering.map(|span| span.fact.clone()).collect(),
            })
        };
        Self { stretches: cuts.windows(2).filter_map(stretch).collect() }
    }
}

impl Stretch {
    /// What the mark stands for, for its title.
    pub fn label(&self) -> String {
        self.facts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize, fact: &str) -> Span {
        Span { start, end, anchor: format!("quote-{fact}"), fact: fact.to_owned() }
    }

    #[test]
    fn overlapping_quotes_are_all_marked_and_no_word_is_lost() {
        let text = "apply by 3 May, fee €20 each";
        let marked =
            Marked::new(text, &[span(9, 14, "deadline"), span(6, 25, "fee"), span(90, 99, "x")]);
        let said: Vec<_> = marked.stretches.iter().map(|s| (s.text.as_str(), s.label())).collect();
        assert_eq!(
            said,
            [
                ("apply ", String::new()),
                ("by ", "fee".to_owned()),
                ("3 May", "fee, deadline".to_owned()),
                (", fee €20", "fee".to_owned()),
                (" each", String::new()),
            ]
        );
        assert_eq!(marked.stretches.iter().map(|s| s.text.as_str()).collect::<String>(), text);
    }

    #[test]
    fn a_text_without_quotes_is_shown_plainly() {
        assert_eq!(Marked::new("nothing here", &[]).stretches.len(), 1);
        assert_eq!(Marked::new("", &[]).stretches.len(), 0);
    }
}
