//! Writes text in the one layout, tidying characters on the way.

/// Collects blocks. Spaces and breaks are held back until something follows them, so that nothing
/// has to be trimmed afterwards and offsets taken while writing stay true.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
    space: bool,
    breaks: Break,
    bullet: bool,
    /// While positive, line breaks become spaces (inside a table row or a field).
    inline: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    #[default]
    None,
    Line,
    Blank,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Where the next word will stand at the earliest.
    pub(super) fn position(&self) -> usize {
        self.out.len()
    }

    /// What is written so far.
    pub(super) fn written(&self) -> &str {
        &self.out
    }

    /// Words, with their spaces collapsed and their characters tidied.
    pub(super) fn text(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match tidy(c) {
                Tidied::Keep('\\') if chars.peek() == Some(&'n') => {
                    // Some sources hold a backslash and an n where a line ended.
                    chars.next();
                    self.line();
                }
                Tidied::Keep(c) => self.push(c),
                Tidied::Space => self.space = true,
                Tidied::Drop => {}
                Tidied::Plain(plain) => plain.chars().for_each(|c| self.push(c)),
            }
        }
    }

    /// A space, if words stand on both sides.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// A mark that goes with the words before it, whatever space waits.
    pub(super) fn stick(&mut self, mark: &str) {
        self.out.push_str(mark);
    }

    /// Ends the line.
    pub(super) fn line(&mut self) {
        self.breaking(Break::Line);
    }

    /// Ends the line and sets the next one apart.
    pub(super) fn blank_line(&mut self) {
        self.breaking(Break::Blank);
    }

    /// Begins a list item.
    pub(super) fn item(&mut self) {
        self.line();
        self.bullet = self.inline == 0;
    }

    /// From here to [`Self::inline_end`] everything stays in one line.
    pub(super) fn inline_start(&mut self) {
        self.inline += 1;
    }

    /// See [`Self::inline_start`].
    pub(super) fn inline_end(&mut self) {
        self.inline = self.inline.saturating_sub(1);
    }

    /// The last character written, unless a break or space waits.
    pub(super) fn last(&self) -> Option<char> {
        (!self.space && self.breaks == Break::None).then(|| self.out.chars().next_back()).flatten()
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn breaking(&mut self, kind: Break) {
        if self.inline > 0 {
            self.space = true;
        } else {
            self.breaks = self.breaks.max(kind);
            self.bullet = false;
        }
    }

    fn push(&mut self, c: char) {
        if self.breaks != Break::None {
            if !self.out.is_empty() {
                self.out.push_str(if self.breaks == Break::Blank { "\n\n" } else { "\n" });
            }
        } else if self.space && !self.out.is_empty() {
            self.out.push(' ');
        }
        if self.bullet {
            self.out.push_str("- ");
        }
        (self.space, self.breaks, self.bullet) = (false, Break::None, false);
        self.out.push(c);
    }
}

enum Tidied {
    Keep(char),
    Space,
    Drop,
    Plain(String),
}

/// One character as a reader sees it: odd spaces are spaces, invisible ones nothing, and letters in
/// mathematical or full-width dress are letters.
fn tidy(c: char) -> Tidied {
    use unicode_normalization::UnicodeNormalization;
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fe0e}'
        | '\u{fe0f}'
        | '\u{fffd}' => Tidied::Drop,
        c if c.is_whitespace() => Tidied::Space,
        c if c.is_control() => Tidied::Drop,
        '\u{1d400}'..='\u{1d7ff}' | '\u{ff10}'..='\u{ff19}' => {
            Tidied::Plain(std::iter::once(c).nfkc().collect())
        }
        c => Tidied::Keep(c),
    }
}
