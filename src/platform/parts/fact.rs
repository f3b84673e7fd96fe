//! A fact with its evidence on demand.

use std::ops::Range;

use askama::Template;

use super::{Badge, Deadline, Link};

/// One fact of a call: what it is about, what it says, and what that rests on.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/fact.html")]
pub struct Fact {
    /// "Entry fee".
    pub label: String,
    /// What was read.
    pub value: Value,
    /// A word on how sure it is, where it is not simply stated: "Inferred", "Doubtful", "Corrected".
    pub badge: Option<Badge>,
    /// What it rests on. None where the fact is not stated at all.
    pub evidence: Vec<Evidence>,
    /// Where one can say that this is wrong.
    pub wrong: Option<String>,
}

/// Facts under a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name in links, without `#`.
    pub id: &'static str,
    /// What they are about.
    pub heading: &'static str,
    /// The facts; at least one, which may say that nothing is known.
    pub facts: Vec<Fact>,
}

impl Section {
    /// Facts under a heading.
    pub fn new(id: &'static str, heading: &'static str, facts: Vec<Fact>) -> Self {
        Self { id, heading, facts }
    }
}

/// What a fact says.
#[derive(Clone, Debug)]
pub enum Value {
    /// One phrase.
    Words(String),
    /// Several, each a line.
    List(Vec<String>),
    /// Somewhere to go.
    Link(Link),
    /// When.
    Deadline(Deadline),
    /// The call does not say, in words: "Not stated".
    Unknown(String),
}

/// What a fact rests on.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/evidence.html")]
pub struct Evidence {
    /// The quoted words in their sentence.
    pub quote: Option<InContext>,
    /// A person who corrected it.
    pub correction: Option<Correction>,
    /// The reasoning, where the value is not simply what the quote says.
    pub because: Option<String>,
    /// Where the words stand.
    pub source: Option<Link>,
}

/// Quoted words inside the sentence they stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InContext {
    /// What comes before them.
    pub before: String,
    /// The words.
    pub words: String,
    /// Other words of the same sentence that count as well, each after what comes before it.
    pub more: Vec<(String, String)>,
    /// What comes after all of them.
    pub after: String,
}

/// A correction by a member of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Who.
    pub by: String,
    /// When, in words: "4 May 2026".
    pub on: String,
    /// Why, in their words.
    pub note: String,
}

/// How much of the sentence is shown on either side of the quoted words, in characters.
const CONTEXT: usize = 140;

impl Value {
    /// The value as one line of text; `None` where the call does not say.
    pub fn in_words(&self) -> Option<String> {
        match self {
            Value::Words(words) => Some(words.clone()),
            Value::List(lines) => Some(lines.join("; ")),
            Value::Link(link) => Some(link.words.clone()),
            Value::Deadline(deadline) => Some(match &deadline.at {
                Some(at) => format!("{}, {at}", deadline.words),
                None => deadline.words.clone(),
            }),
            Value::Unknown(_) => None,
        }
    }
}

impl Fact {
    /// A fact that says `value`.
    pub fn new(label: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            badge: None,
            evidence: Vec::new(),
            wrong: None,
        }
    }

    /// A fact the call does not state.
    pub fn unknown(label: impl Into<String>, words: impl Into<String>) -> Self {
        Self::new(label, Value::Unknown(words.into()))
    }

    /// With this evidence. Where the same sentence is shown already, more of it is marked instead.
    pub fn resting_on(mut self, evidence: Evidence) -> Self {
        let there = self.evidence.iter_mut().filter(|one| {
            let alone = one.correction.is_none() && evidence.correction.is_none();
            alone && one.because == evidence.because
        });
        let mut quotes = there.filter_map(|one| one.quote.as_mut());
        let shown = evidence.quote.as_ref().is_some_and(|quote| quotes.any(|one| one.mark(quote)));
        if !shown {
            self.evidence.push(evidence);
        }
        self
    }

    /// With a word on how sure it is.
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badge = Some(badge);
        self
    }
}

impl Evidence {
    /// Words of the stored text.
    pub fn quoted(quote: InContext) -> Self {
        Self { quote: Some(quote), ..Self::default() }
    }

    /// With the reasoning.
    pub fn because(mut self, because: Option<String>) -> Self {
        self.because = because;
        self
    }

    /// With where the words stand.
    pub fn source(mut self, words: impl Into<String>, href: impl Into<String>) -> Self {
        self.source = Some(Link::new(words, href));
        self
    }
}

impl InContext {
    /// Every stretch that is marked.
    pub fn marked(&self) -> impl Iterator<Item = &str> {
        let more = self.more.iter().map(|(_, words)| words.as_str());
        std::iter::once(self.words.as_str()).chain(more)
    }

    fn sentence(&self) -> String {
        let mut sentence = format!("{}{}", self.before, self.words);
        for (between, words) in &self.more {
            sentence.push_str(between);
            sentence.push_str(words);
        }
        sentence + &self.after
    }

    /// Where in the sentence the marked stretches are, in order.
    fn ranges(&self) -> Vec<Range<usize>> {
        let mut at = 0;
        let range = |(before, words): (&str, &str)| {
            let start = at + before.len();
            at = start + words.len();
            start..at
        };
        let more = self.more.iter().map(|(between, words)| (between.as_str(), words.as_str()));
        let first = (self.before.as_str(), self.words.as_str());
        std::iter::once(first).chain(more).map(range).collect()
    }

    /// Marks what another quote of the same sentence marks as well. False: it is another sentence, or the two
    /// quotes lie across each other.
    fn mark(&mut self, other: &Self) -> bool {
        let sentence = self.sentence();
        if sentence != other.sentence() {
            return false;
        }
        let mut ranges = self.ranges();
        for new in other.ranges() {
            let holds = |outer: &Range<usize>, inner: &Range<usize>| {
                outer.start <= inner.start && inner.end <= outer.end
            };
            if ranges.iter().any(|known| holds(known, &new)) {
                continue;
            }
            ranges.retain(|known| !holds(&new, known));
            if ranges.iter().any(|known| known.start < new.end && new.start < known.end) {
                return false;
            }
            ranges.push(new);
        }
        ranges.sort_by_key(|range| range.start);
        let part = |range: Range<usize>| sentence.get(range).unwrap_or_default().to_owned();
        let mut pieces = Vec::new();
        let mut at = 0;
        for range in ranges {
            pieces.push((part(at..range.start), part(range.clone())));
            at = range.end;
        }
        self.more = pieces.split_off(1);
        (self.before, self.words) = pieces.remove(0);
        self.after = part(at..sentence.len());
        true
    }

    /// The words `text[start..end]` (bytes) within the line they stand in, cut at word boundaries.
    /// `None` where the range is not inside the text or cuts a character.
    pub fn of(text: &str, start: usize, end: usize) -> Option<Self> {
        let words = text.get(start..end)?;
        let (head, tail) = (text.get(..start)?, text.get(end..)?);
        let line_start = head.rfind('\n').map_or(0, |at| at + 1);
        let line_end = tail.find('\n').unwrap_or(tail.len());
        Some(Self {
            before: last_words(head.get(line_start..)?),
            words: words.to_owned(),
            more: Vec::new(),
            after: first_words(tail.get(..line_end)?),
        })
    }
}

fn first_words(text: &str) -> String {
    match text.char_indices().nth(CONTEXT) {
        None => text.to_owned(),
        Some((cut, _)) => {
            let kept = text.get(..cut).unwrap_or_default();
            let cut = kept.rfind(char::is_whitespace).unwrap_or(kept.len());
            format!("{} …", kept.get(..cut).unwrap_or_default())
        }
    }
}

fn last_words(text: &str) -> String {
    match text.char_indices().rev().nth(CONTEXT) {
        None => text.to_owned(),
        Some((cut, _)) => {
            let kept = text.get(cut..).unwrap_or_default();
            let cut = kept.find(char::is_whitespace).unwrap_or(0);
            format!("… {}", kept.get(cut..).unwrap_or_default().trim_start())
        }
    }
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Value::Words(words.to_owned())
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Value::Words(words)
    }
}

impl From<Vec<String>> for Value {
    fn from(words: Vec<String>) -> Self {
        Value::List(words)
    }
}

impl From<Deadline> for Value {
    fn from(deadline: Deadline) -> Self {
        Value::Deadline(deadline)
    }
}

impl From<Link> for Value {
    fn from(link: Link) -> Self {
        Value::Link(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_line_the_words_stand_in() {
        let text = "Open call\nPlease apply by 3 December, 17:00. Late entries are lost.\nThanks";
        let start = text.find("3 December").unwrap();
        let shown = InContext::of(text, start, start + "3 December, 17:00".len()).unwrap();
        assert_eq!(shown.before, "Please apply by ");
        assert_eq!(shown.words, "3 December, 17:00");
        assert_eq!(shown.after, ". Late entries are lost.");
    }

    #[test]
    fn cuts_a_long_line_between_words_and_never_inside_a_character() {
        let text =
            format!("{}→ words here ←{}", "été à Málaga ".repeat(40), " naïve façade".repeat(40));
        let start = text.find("words").unwrap();
        let shown = InContext::of(&text, start, start + 5).unwrap();
        assert!(shown.before.starts_with("… ") && shown.before.ends_with("→ "));
        assert!(shown.after.starts_with(" here ←") && shown.after.ends_with(" …"));
        assert_eq!(InContext::of("été", 1, 2), None);
        assert_eq!(InContext::of("short", 2, 20), None);
    }

    #[test]
    fn one_sentence_is_shown_once_with_all_that_counts_in_it() {
        let text = "Open to painters, printers and sculptors.\nApply by post.";
        let of = |words: &str| {
            let start = text.find(words).unwrap();
            Evidence::quoted(InContext::of(text, start, start + words.len()).unwrap())
        };
        let fact = Fact::new("Disciplines", "Painting, sculpture");
        let fact =
            fact.resting_on(of("sculptors")).resting_on(of("painters")).resting_on(of("post"));
        assert_eq!(fact.evidence.len(), 2);
        let quote = fact.evidence[0].quote.as_ref().unwrap();
        assert_eq!(quote.before, "Open to ");
        assert_eq!(quote.marked().collect::<Vec<_>>(), ["painters", "sculptors"]);
        assert_eq!(quote.more[0].0, ", printers and ");
        assert_eq!(quote.after, ".");
        // What lies in another counts once, and what lies across it is shown beside it.
        let fact = fact.resting_on(of("painters, printers"));
        assert_eq!(fact.evidence[0].quote.as_ref().unwrap().words, "painters, printers");
        assert_eq!(fact.resting_on(of("printers and")).evidence.len(), 3);
    }

    #[test]
    fn a_hostile_quote_stays_text() {
        let text = "Fee <script>alert(1)</script> none";
        let fact = Fact::new("Entry fee", "None <b>")
            .resting_on(Evidence::quoted(InContext::of(text, 4, 12).unwrap()));
        let html = fact.render().unwrap();
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    }
}
