//! One page, several calls: each becomes a document of its own.

use std::collections::HashSet;

use super::Document;
use super::closing::labelled_deadlines;
use super::dates::folded;

/// A call says more than its name and its deadline.
const SHORTEST_CALL: usize = 150;
/// A heading is a line of its own, not longer than this.
const LONGEST_HEADING: usize = 140;

/// What stands before the colon in the name of a call, and is no label of a field.
const CALLS: &[&str] = &[
    "open call",
    "call",
    "new call",
    "call for art",
    "call for artists",
    "call for entries",
    "call for work",
    "appel a projets",
    "appel a candidatures",
    "appel ouvert",
    "convocatoria",
    "convocatoria abierta",
    "chamada aberta",
    "edital",
    "bando",
    "ausschreibung",
    "offene ausschreibung",
];

/// Headings of the parts of one call.
const PARTS: &[&str] = &[
    "about",
    "apply",
    "application",
    "applications",
    "award",
    "awards",
    "budget",
    "calendar",
    "conditions",
    "contact",
    "criteria",
    "dates",
    "deadline",
    "deadlines",
    "description",
    "details",
    "documents",
    "eligibility",
    "faq",
    "fee",
    "fees",
    "guidelines",
    "how",
    "important",
    "info",
    "information",
    "jury",
    "key",
    "location",
    "more",
    "overview",
    "payment",
    "prizes",
    "process",
    "program",
    "programme",
    "questions",
    "requirements",
    "rules",
    "schedule",
    "selection",
    "submission",
    "submissions",
    "submit",
    "summary",
    "support",
    "terms",
    "theme",
    "timeline",
    "what",
    "when",
    "where",
    "who",
    "why",
    "tags",
    "posted",
    "website",
    "note",
    "notes",
    "round",
    "early",
    "late",
    "final",
    "regular",
    "calendario",
    "conditions",
    "convocatoria",
    "fechas",
    "bases",
    "requisitos",
    "premios",
    "dates",
    "candidature",
    "modalites",
    "calendrier",
    "reglement",
    "bewerbung",
    "termine",
    "teilnahme",
    "bedingungen",
    "unterlagen",
    "inscricoes",
    "cronograma",
    "premiacao",
    "termini",
    "requisiti",
    "modalita",
    "criteri",
];

/// The calls a document holds. One element, the document itself, unless headings repeat with text and
/// a labelled deadline of their own each. The parts keep all else of the document; their text is their
/// own, so that quotes are found in it.
pub fn split(document: &Document) -> Vec<Document> {
    let text = document.text.as_str();
    let deadlines = labelled_deadlines(text);
    if deadlines.len() < 2 {
        return vec![document.clone()];
    }
    let headings = headings(text);
    let mut starts: Vec<usize> = Vec::new();
    let mut previous_end = 0;
    for deadline in &deadlines {
        // The last heading between the deadline before and this one.
        let before = headings.partition_point(|heading| *heading < deadline.start);
        let heading = headings[..before].last().filter(|heading| **heading >= previous_end);
        match heading {
            Some(heading) => starts.push(*heading),
            // A further date of the same call.
            None if !starts.is_empty() => {}
            None => return vec![document.clone()],
        }
        previous_end = deadline.end;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts: Vec<&str> =
        starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim_end()).collect();
    if !are_calls(&parts) {
        return vec![document.clone()];
    }
    parts.into_iter().map(|part| part_of(document, part)).collect()
}

fn part_of(document: &Document, part: &str) -> Document {
    let title = part.lines().next().map(|line| line.trim().to_owned());
    // Words that stand in several parts ("Apply here") would lead to another part's form.
    let only_here =
        |words: &str| part.contains(words) && document.text.matches(words).take(2).count() == 1;
    let links = document.links.iter().filter(|link| only_here(&link.words)).cloned().collect();
    Document { title, text: part.to_owned(), links, ..document.clone() }
}

/// Two or more parts, each with a name of its own and enough to say.
fn are_calls(parts: &[&str]) -> bool {
    let names: HashSet<String> =
        parts.iter().map(|part| folded(part.lines().next().unwrap_or_default())).collect();
    parts.len() >= 2
        && names.len() == parts.len()
        && parts.iter().all(|part| part.len() >= SHORTEST_CALL)
}

/// Where lines begin that can be the name of a call: set apart, short, and no name of a part.
fn headings(text: &str) -> Vec<usize> {
    let mut headings = Vec::new();
    let mut at = 0;
    let mut apart = true;
    for line in text.split('\n') {
        if apart && is_heading(line) {
            headings.push(at);
        }
        apart = line.trim().is_empty();
        at += line.len() + 1;
    }
    headings
}

fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let short = (8..=LONGEST_HEADING).contains(&line.len()) && line.split_whitespace().count() >= 2;
    if !short
        || line.starts_with("- ")
        || line.ends_with(['.', ':', ';', ',', '!'])
        || line.contains("://")
    {
        return false;
    }
    if !line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii()) {
        return false;
    }
    // "Label: value" is a field; "City of Bath: Sculpture for the quay" is a name.
    let numbered = |label: &str| {
        let mark = label.split_whitespace().nth(1).unwrap_or_default();
        mark.chars().count() == 1 || mark.parse::<u32>().is_ok()
    };
    // "Call A: for painters" names one of several.
    // "Open Call: Sound Walks" is the whole name of one.
    let named = line.split_once(':').is_some_and(|(label, name)| {
        CALLS.contains(&folded(label).trim()) && name.chars().any(char::is_alphabetic)
    });
    if named {
        return true;
    }
    let field = line
        .split_once(':')
        .is_some_and(|(label, _)| label.split_whitespace().count() <= 2 && !numbered(label));
    let first = folded(line);
    let first = first
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    !field && (!PARTS.contains(&first) || line.split_once(':').is_some_and(|(it, _)| numbered(it)))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{Hints, read};
    use super::*;

    fn document(text: &str) -> Document {
        Document {
            url: None,
            title: Some("Calls".to_owned()),
            text: text.to_owned(),
            links: Vec::new(),
            declared_language: None,
            fetched_on: NaiveDate::from_ymd_opt(2027, 1, 10).unwrap(),
            posted_on: None,
            hints: Hints::default(),
        }
    }

    const PROSE: &str = "The city looks for an artist or a team to make a lasting work for the square, \
        together with those who live around it. Artists of any place and age may send a letter.";

    #[test]
    fn each_call_of_a_list_becomes_a_document() {
        let text = format!(
            "Open calls\n\nA list for our readers.\n\nA Gate for Halm Square\n\n{PROSE}\n\nDeadline: 3 May 2027\n\n\
             A Mural in Brode\n\n{PROSE}\n\nFee: none\n\nDeadline: 9 June 2027\n\nSee the city's page."
        );
        let calls = split(&document(&text));
        let told: Vec<(String, String)> = calls
            .iter()
            .map(|call| {
                (
                    call.title.clone().unwrap(),
                    read(call).closing.headline().unwrap().value.date.to_string(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("A Gate for Halm Square".to_owned(), "2027-05-03".to_owned()),
                ("A Mural in Brode".to_owned(), "2027-06-09".to_owned()),
            ]
        );
        for call in &calls {
            let reading = read(call);
            assert!(reading.closing.deadlines[0].quote().unwrap().stands_in(&call.text));
        }
    }

    #[test]
    fn a_call_that_is_named_as_one_is_not_taken_for_a_field() {
        let text = format!(
            "Winter Painting Prize\n\n{PROSE}\n\nDeadline: 3 February 2027\n\n\
             Open Call: Sound Walks\n\n{PROSE}\n\nDeadline: 20 December 2027\n\n\
             Convocatoria: Barro y Fuego\n\n{PROSE}\n\nDeadline: 4 March 2027"
        );
        let calls = split(&document(&text));
        let names: Vec<&str> = calls.iter().filter_map(|call| call.title.as_deref()).collect();
        let expected =
            ["Winter Painting Prize", "Open Call: Sound Walks", "Convocatoria: Barro y Fuego"];
        assert_eq!(names, expected);
    }

    #[test]
    fn one_call_stays_one() {
        for text in [
            format!("Halm Prize 2027\n\n{PROSE}\n\nDeadline: 3 May 2027"),
            // Rounds and tiers.
            format!(
                "Halm Prize 2027\n\n{PROSE}\n\nEarly deadline: 3 April 2027\nFinal deadline: 3 May 2027"
            ),
            // Said twice, under the headings of one call.
            format!(
                "Halm Prize 2027\n\n{PROSE}\n\nDeadline: 3 May 2027\n\nHow to apply\n\n{PROSE}\n\nDeadline: 3 May 2027"
            ),
        ] {
            let document = document(&text);
            assert_eq!(split(&document), std::slice::from_ref(&document), "{text}");
        }
    }
}
