//! Which name of a call is believed: the list's, or the one its page gives itself.

use crate::features::opportunities::fold;

/// Words of links and headings that name no call, folded.
const NAMELESS: [&str; 62] = [
    "all calls",
    "announcement",
    "announcements",
    "apply",
    "apply here",
    "apply now",
    "call",
    "call for artists",
    "call for entries",
    "calls",
    "calls for artists",
    "click here",
    "continue",
    "continue reading",
    "current opportunities",
    "deadline",
    "detail",
    "details",
    "download",
    "en savoir plus",
    "enter",
    "enter now",
    "find out more",
    "full call",
    "full details",
    "further information",
    "go",
    "here",
    "info",
    "information",
    "know more",
    "learn more",
    "leer mas",
    "lees meer",
    "leggi di piu",
    "leggi tutto",
    "leia mais",
    "link",
    "lire la suite",
    "mas informacion",
    "mehr",
    "mehr erfahren",
    "mehr lesen",
    "more",
    "more info",
    "more information",
    "news",
    "open",
    "open call",
    "open calls",
    "opportunities",
    "opportunity",
    "plus d infos",
    "read",
    "read more",
    "saber mas",
    "saiba mais",
    "see more",
    "ver mas",
    "view",
    "website",
    "weiterlesen",
];

/// The longest a page may name itself and be believed over the list, in characters.
const LONGEST: usize = 200;

/// Whether the page's own name says more than the list's: that is no name at all ("Read more"), only
/// numbers its entries ("Call 3"), or is the beginning or a part of what the page says in full.
pub(super) fn says_more(own: &str, listed: &str) -> bool {
    let (own_words, listed_words) = (words(own), words(listed));
    if is_nameless(&own_words) || own.chars().count() > LONGEST || own_words == listed_words {
        return false;
    }
    let letters = |words: &str| words.chars().filter(|c| c.is_alphabetic()).count();
    let longer = letters(&own_words) > letters(&listed_words);
    is_nameless(&listed_words)
        || longer && (is_numbered(&listed_words) || holds(&own_words, &listed_words))
}

/// Folded words with single spaces between them.
fn words(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn is_nameless(words: &str) -> bool {
    !words.chars().any(char::is_alphabetic) || NAMELESS.binary_search(&words).is_ok()
}

/// "Call 3", "No 12": one word and a number.
fn is_numbered(words: &str) -> bool {
    let mut words = words.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    words.next().is_none() && first.chars().all(char::is_alphabetic) && number(second)
}

/// Whether the words stand in the others, word by word.
fn holds(all: &str, some: &str) -> bool {
    format!(" {all} ").contains(&format!(" {some} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_no_call_are_in_order() {
        assert!(NAMELESS.is_sorted());
    }

    #[test]
    fn a_page_is_believed_where_the_list_gives_no_name_or_half_of_it() {
        let own = "Residency number 0 at Hillside House";
        for listed in
            ["Read more", "Read more…", "→", "Call 0", "LEER MÁS", "Hillside House", "12/01"]
        {
            assert!(says_more(own, listed), "{listed}");
        }
        for listed in
            ["Painting Prize 2027", own, "A residency of six weeks at Hillside House, 2027"]
        {
            assert!(!says_more(own, listed), "{listed}");
        }
        assert!(!says_more("Opportunities", "Read more"), "that is no name either");
        assert!(!says_more(&"long ".repeat(50), "Read more"));
    }
}
