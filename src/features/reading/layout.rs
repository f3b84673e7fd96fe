//! How a text is laid out: which words are the title, a heading, a labelled field, the beginning, or
//! matter that only surrounds the call. What is said where counts differently.

use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::section;
use super::read_title::naming_part;
use super::words::{Phrases, Words, fold};
use super::{Document, Quote};

/// A document cut into words and lines, made once and read by several readers.
pub(super) struct Layout<'a> {
    pub document: &'a Document,
    pub words: Words<'a>,
    pub lines: Vec<Line>,
    /// The words of the title, where it stands in the text.
    pub title: Range<usize>,
}

/// A line that is not empty.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its bytes, blanks at both ends left out.
    pub bytes: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    pub role: Role,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Heading,
    Body,
    /// What surrounds the call: related posts, how to list one's own call, newsletter, cookies.
    Aside,
}

/// Where a word stands, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Title,
    Heading,
    /// Among the first words after the title.
    Lead,
    Body,
    /// Far from the beginning.
    Tail,
    Aside,
}

/// A labelled field: `Location: Lyon`, or the label on a line of its own and the value on the next.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Bytes of the value.
    pub value: Range<usize>,
    /// First word of the label.
    pub label_at: usize,
}

const LEAD_WORDS: usize = 70;
/// A call has no more fields with one kind of label; a text with more is a list of calls.
const MOST_FIELDS: usize = 40;
/// Bytes of the longest title.
const LONGEST_TITLE: usize = 400;
const TAIL_FROM: usize = 500;

impl<'a> Layout<'a> {
    /// Lays a document out.
    pub fn of(document: &'a Document) -> Self {
        let words = Words::of(&document.text);
        let lines = lines_of(&words);
        let title = title_in(document, &words, &lines);
        Layout { document, words, lines, title }
    }

    /// The text all of this is about.
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// Where a word stands.
    pub fn standing(&self, word: usize) -> Standing {
        let role = self.line_of(word).map_or(Role::Body, |line| line.role);
        if self.title.contains(&word) {
            Standing::Title
        } else if role == Role::Aside {
            Standing::Aside
        } else if role == Role::Heading {
            Standing::Heading
        } else if word < self.title.end + LEAD_WORDS {
            Standing::Lead
        } else if word < self.title.end + TAIL_FROM {
            Standing::Body
        } else {
            Standing::Tail
        }
    }

    /// The line on which a word stands.
    pub fn line_of(&self, word: usize) -> Option<&Line> {
        let after = self.lines.partition_point(|line| line.words.start <= word);
        self.lines.get(after.checked_sub(1)?).filter(|line| line.words.contains(&word))
    }

    /// The quote of these words.
    pub fn quote(&self, words: Range<usize>) -> Option<Quote> {
        Quote::of(self.text(), self.words.span(words)).filter(|quote| !quote.words.is_empty())
    }

    /// Fields whose label is one of these phrases, in order.
    pub fn fields<T>(&self, labels: &Phrases<T>) -> Vec<Field> {
        labels
            .find_in(&self.words)
            .into_iter()
            .filter_map(|label| self.field(label.words))
            .take(MOST_FIELDS)
            .collect()
    }

    fn field(&self, label: Range<usize>) -> Option<Field> {
        let last = label.end.checked_sub(1)?;
        let text = self.text();
        let end = self.words.all.get(last)?.end;
        let line = self.line_of(last)?;
        // "Organisation/company:", "Location (city):", "**Location:**"
        let rest = text.get(end..line.bytes.end)?;
        let near = head(rest, 40);
        let Some(colon) = near.find([':', '：']) else { return self.field_below(label, line) };
        // "Gallery https://…": an address, no field.
        if near[colon..].starts_with("://") {
            return None;
        }
        let between = &near[..colon];
        let joined = between.chars().all(|c| c.is_whitespace() || "*_/()".contains(c))
            || (between.starts_with(['/', ' ', '('])
                && between.split_whitespace().count() <= 2
                && between.len() <= 24);
        if !joined || !self.begins_field(label.start, line) {
            return None;
        }
        let colon_end = end + colon + rest[colon..].chars().next().map_or(1, char::len_utf8);
        let inline = colon_end..line.bytes.end;
        let value = if text[inline.clone()].chars().any(char::is_alphanumeric) {
            self.cut_value(inline)
        } else {
            let next = self.lines.partition_point(|next| next.bytes.start < line.bytes.end);
            self.lines.get(next)?.bytes.clone()
        };
        let value = trimmed(text, value);
        (!value.is_empty()).then_some(Field { value, label_at: label.start })
    }

    /// A label alone on its line, without a colon: the value is the next line.
    fn field_below(&self, label: Range<usize>, line: &Line) -> Option<Field> {
        if label != line.words || line.role == Role::Aside {
            return None;
        }
        let next = self.lines.partition_point(|next| next.bytes.start < line.bytes.end);
        let value = self.lines.get(next)?;
        (!value.words.is_empty() && value.words.len() <= 20)
            .then(|| Field { value: value.bytes.clone(), label_at: label.start })
    }

    /// A label begins its line, or (in a text that lost its lines) follows something other than a word
    /// in small letters.
    fn begins_field(&self, label: usize, line: &Line) -> bool {
        label == line.words.start
            || (self.words.is_capital(label)
                && (line.words.len() > 60
                    || !self.words.gap_after(label - 1).chars().all(|c| c == ' ')))
    }

    /// In a text that lost its lines a value ends where the next label begins, or the sentence.
    fn cut_value(&self, value: Range<usize>) -> Range<usize> {
        let text = self.text();
        let Some(rest) = text.get(value.clone()) else { return value };
        if rest.len() <= 160 {
            return value;
        }
        let rest = head(rest, 400);
        let end = first_sentence_end(rest).unwrap_or(rest.len());
        let next_label = rest.find(':').map(|colon| {
            let before = &rest[..colon];
            before.rfind(' ').map_or(0, |blank| before[..blank].trim_end().len())
        });
        let end = next_label.map_or(end, |label| end.min(label.max(1)));
        clip(text, value.start..value.start + end, value.start..value.start, 160)
    }
}

/// The first bytes of a text, about `most` of them.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Bytes after the end of the first sentence: a full stop before a blank and a capital.
fn first_sentence_end(text: &str) -> Option<usize> {
    sentence_ends(text).next()
}

/// The sentences of these bytes, blanks at their ends left out.
pub(super) fn sentences(text: &str, bytes: Range<usize>) -> Vec<Range<usize>> {
    let Some(inside) = text.get(bytes.clone()) else { return Vec::new() };
    let mut start = bytes.start;
    let ends = sentence_ends(inside).map(|end| bytes.start + end).chain([bytes.end]);
    ends.map(|end| trimmed(text, std::mem::replace(&mut start, end)..end))
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

fn sentence_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    text.char_indices().filter_map(move |(at, c)| match c {
        '。' | '！' | '？' => Some(at + c.len_utf8()),
        '.' | '!' | '?' => {
            let blank = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
            let word_before =
                text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let abbreviated = c == '.'
                // "A. Name", "am 28. Juni"
                && (word_before.chars().count() <= 1
                    || (word_before.len() <= 2 && word_before.bytes().all(|b| b.is_ascii_digit()))
                    || matches!(
                        word_before,
                        "Mr" | "Mrs"
                            | "Ms"
                            | "Dr"
                            | "St"
                            | "No"
                            | "vs"
                            | "etc"
                            | "approx"
                            | "Sept"
                            | "Dec"
                            | "Nov"
                            | "Oct"
                            | "Aug"
                            | "Jan"
                            | "Feb"
                            | "Mt"
                            | "Inc"
                            | "Co"
                            | "bzw"
                            | "ca"
                            | "Nr"
                            | "art"
                    ));
            let next = text[at + 1..].trim_start().chars().next();
            let opens = next.is_none_or(|c| !c.is_lowercase());
            (blank && !abbreviated && opens && next.is_some()).then_some(at + 1)
        }
        _ => None,
    })
}

/// `range` without blanks at its ends, cut to `most` bytes around `keep`.
fn clip(text: &str, range: Range<usize>, keep: Range<usize>, most: usize) -> Range<usize> {
    let mut range = range;
    if range.len() > most {
        let room = most.saturating_sub(keep.len());
        range.start = range.start.max(keep.start.saturating_sub(room / 2));
        range.end = range.end.min((range.start + most).max(keep.end));
        while range.start < keep.start && !starts_word(text, range.start) {
            range.start += 1;
        }
        while range.end > keep.end && !starts_word(text, range.end) {
            range.end -= 1;
        }
    }
    trimmed(text, range)
}

fn starts_word(text: &str, at: usize) -> bool {
    at == 0
        || at == text.len()
        || (text.is_char_boundary(at)
            && text
                .get(..at)
                .and_then(|before| before.chars().next_back())
                .is_some_and(char::is_whitespace))
}

/// `range` without blanks and list marks at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(inside) = text.get(range.clone()) else { return range.start..range.start };
    let blank = |c: char| c.is_whitespace() || "*_#|•·".contains(c);
    let start = range.start + (inside.len() - inside.trim_start_matches(blank).len());
    let end = start + inside.trim_matches(blank).len();
    start..end
}

fn lines_of(words: &Words<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut word = 0;
    let mut aside = false;
    let halfway = words.text.len() / 3;
    for line in words.text.split_inclusive('\n') {
        let bytes = trimmed(words.text, start..start + line.len());
        start += line.len();
        let from = word;
        while words.all.get(word).is_some_and(|next| next.start < start) {
            word += 1;
        }
        if bytes.is_empty() {
            continue;
        }
        let heading = is_heading(&words.text[bytes.clone()], word - from);
        if heading || word - from <= 8 {
            let opens_aside = ASIDES.starts_at(words, from).is_some_and(|end| end <= word);
            aside = opens_aside || (aside && (!heading || bytes.start > halfway));
        }
        let role = if aside {
            Role::Aside
        } else if heading {
            Role::Heading
        } else {
            Role::Body
        };
        lines.push(Line { bytes, words: from..word, role });
    }
    lines
}

/// Short, without the end of a sentence, not a list item and not a field with its value.
fn is_heading(line: &str, words: usize) -> bool {
    let ends_sentence = line.ends_with(['.', '!', ';', ',', '。']) && !line.ends_with("...");
    let field = line.find(": ").is_some_and(|colon| colon + 2 < line.len());
    (1..=12).contains(&words)
        && !ends_sentence
        && !field
        && !line.starts_with(['-', '•', '*'])
        && !line.contains("http")
        && line.chars().any(char::is_alphabetic)
}

static ASIDES: LazyLock<Phrases<()>> = LazyLock::new(|| section("begins what surrounds the call"));

/// The words of the title: where the document's title stands, or else the first line if it is short.
fn title_in(document: &Document, words: &Words<'_>, lines: &[Line]) -> Range<usize> {
    let title = document.title.as_deref().map(|title| head(title.trim(), LONGEST_TITLE));
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        if let Some(at) = document.text.find(title) {
            return naming_words(document, words, at..at + title.len());
        }
        let folded = fold(title);
        let short = |line: &&Line| line.words.len() <= 40 && line.bytes.len() <= LONGEST_TITLE;
        let as_line = lines.iter().take(40).filter(short).find(|line| {
            let own = fold(&document.text[line.bytes.clone()]);
            own.len() > 3 && (folded.contains(&own) || own.contains(&folded))
        });
        if let Some(line) = as_line {
            return naming_words(document, words, line.bytes.clone());
        }
    }
    match lines.first() {
        Some(line) if line.words.len() <= 30 && line.bytes.len() <= LONGEST_TITLE => {
            naming_words(document, words, line.bytes.clone())
        }
        _ => 0..0,
    }
}

/// The words of the part of a title that names the call.
fn naming_words(document: &Document, words: &Words<'_>, title: Range<usize>) -> Range<usize> {
    let part = naming_part(&document.text[title.clone()], document);
    words_in(words, title.start + part.start..title.start + part.end)
}

/// The words that lie in these bytes.
pub(super) fn words_in(words: &Words<'_>, bytes: Range<usize>) -> Range<usize> {
    let from = words.all.partition_point(|word| word.start < bytes.start);
    let to = words.all.partition_point(|word| word.end <= bytes.end);
    from..to.max(from)
}
