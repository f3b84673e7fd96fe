//! Cuts a text into the tokens dates are made of.

use unicode_normalization::UnicodeNormalization;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Nothing stands between it and the token before.
    pub(super) glued: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Up to eight digits: value and how many.
    Number(u32, u8),
    /// A word of an alphabet, lower case, without accents; overlong ones are cut.
    Word(String),
    /// One sign, or one ideograph or syllable of Chinese, Japanese or Korean.
    Sign(char),
    /// The end of a line.
    Line,
    /// An address, a long number, anything in which no date stands.
    Opaque,
}

/// Longer words are no part of a date.
const LONGEST_WORD: usize = 32;

/// The tokens of `text`. What stands between `~~` marks is left out. Linear.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let glued = at > 0 && !text[..at].ends_with(char::is_whitespace);
        let (kind, length) = if c == '\n' {
            (Some(Kind::Line), 1)
        } else if c.is_whitespace() {
            (None, c.len_utf8())
        } else if let Some(length) = struck(rest) {
            (None, length)
        } else if let Some(length) = address(rest) {
            (Some(Kind::Opaque), length)
        } else if c.is_ascii_digit() {
            number(rest)
        } else if is_cjk(c) {
            (Some(Kind::Sign(c)), c.len_utf8())
        } else if c.is_alphabetic() {
            let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            let word: String = rest[..length].chars().take(LONGEST_WORD).collect();
            (Some(Kind::Word(folded(&word))), length)
        } else {
            (Some(Kind::Sign(plain_sign(c))), c.len_utf8())
        };
        if let Some(kind) = kind {
            tokens.push(Token { kind, start: at, end: at + length, glued });
        }
        at += length;
    }
    tokens
}

/// Lower case without accents, letter by letter.
pub(in super::super) fn folded(text: &str) -> String {
    let plain = text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    // Syllables of Hangul, which were taken apart too, are put together again.
    let lower = plain.flat_map(char::to_lowercase).map(|c| match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        c => c,
    });
    lower.nfc().collect()
}

fn is_word(c: char) -> bool {
    (c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)) && !is_cjk(c)
}

pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn number(rest: &str) -> (Option<Kind>, usize) {
    let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    match (u8::try_from(length), rest[..length].parse()) {
        (Ok(digits @ 1..=8), Ok(value)) => (Some(Kind::Number(value, digits)), length),
        _ => (Some(Kind::Opaque), length),
    }
}

/// Words struck through, marks included, within one line.
fn struck(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("~~")?;
    // Looking no further than this keeps a line of tildes linear.
    let near =
        inner.char_indices().take(200).find(|(at, c)| *c == '\n' || inner[*at..].starts_with("~~"));
    near.filter(|(_, c)| *c == '~').map(|(at, _)| at + 4)
}

fn address(rest: &str) -> Option<usize> {
    let starts = ["http://", "https://", "www."].iter().any(|start| {
        rest.as_bytes().get(..start.len()).is_some_and(|b| b.eq_ignore_ascii_case(start.as_bytes()))
    });
    starts.then(|| {
        rest.find(|c: char| {
            c.is_whitespace() || is_cjk(c) || matches!(c, '<' | '>' | '"' | '，' | '。')
        })
        .unwrap_or(rest.len())
    })
}

/// Dashes are one dash, and full-width signs are plain ones.
fn plain_sign(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        '～' | '〜' | '∼' => '~',
        '／' | '⁄' => '/',
        '．' => '.',
        '，' | '、' => ',',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '’' | 'ʼ' | '`' | '´' => '\'',
        c => c,
    }
}
