//! Mends text whose UTF-8 was once read as Windows-1252: `â‚¬` is `€`, `Ã©` is `é`.

use std::borrow::Cow;

/// What Windows-1252 shows for the bytes 0x80 to 0x9f; five of them are nothing.
const SHOWN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The same text with what was read wrongly read again. Text that was not damaged stays as it is.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    if !text.contains(['Ã', 'â', 'Â']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match sequence(rest) {
            Some((mended, length)) => {
                out.push(mended);
                rest = &rest[length..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    Cow::Owned(out)
}

/// The letter that was read as several, and the bytes they take here.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = byte(chars.next()?)?;
    let more = match first {
        0xc2..=0xdf => 1,
        0xe2..=0xef => 2,
        _ => return None,
    };
    let mut bytes = vec![first];
    let mut length = text.chars().next()?.len_utf8();
    for c in chars.take(more) {
        // Where a non-breaking space was made a plain one on the way ("Ã joindre").
        let continues = match c {
            ' ' if first == 0xc3 => 0xa0,
            c => byte(c).filter(|byte| (0x80..=0xbf).contains(byte))?,
        };
        bytes.push(continues);
        length += c.len_utf8();
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    // "Ã " was "à" and the space after it: one of two spaces was lost.
    let spaced = bytes.last() == Some(&0xa0) && text[..length].ends_with(' ');
    Some((letter, if spaced { length - 1 } else { length }))
}

fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0xa0..=0xff => u8::try_from(code).ok(),
        _ => SHOWN.iter().position(|shown| *shown == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_wrongly_is_read_again() {
        for (damaged, whole) in [
            ("10 â‚¬, non remboursÃ©s", "10 €, non remboursés"),
            ("artistsâ€™ works â€“ 36â€³", "artists’ works – 36″"),
            ("Ã joindre Ã l'inscription", "à joindre à l'inscription"),
            ("SÃ£o Paulo, KÃ¶ln", "São Paulo, Köln"),
        ] {
            assert_eq!(mended(damaged), whole);
        }
        for whole in ["Âge minimum : 18 ans", "pâte à papier, São", "Ângela", "château"] {
            assert_eq!(mended(whole), whole);
        }
    }
}
