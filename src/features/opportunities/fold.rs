//! Words as they are compared: without accents, in lower case.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case without accents: "Résidence à Łódź" is "residence a lodz". What a search
/// types and what it searches both go through here, so that either finds the other.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            '\0' => folded.push(' '),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_and_case_make_no_difference() {
        assert_eq!(fold("Résidence à Łódź, Großer Ärmel"), "residence a lodz, grosser armel");
        assert_eq!(fold("L’ŒUVRE"), "l'oeuvre");
    }
}
