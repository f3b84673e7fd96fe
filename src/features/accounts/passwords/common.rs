//! Passwords that are guessed first.
//!
//! Lists of leaked passwords are long because each word in them comes with every year and every sign.
//! Here the words are listed once, and a password is refused when it is nothing but one or two of them,
//! of runs on a keyboard, of years, of a few digits and signs, whichever letters are written as digits, and
//! of the little words that hold a sentence together. One that merely holds such a word has more than it.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The words, small.
static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("common.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).filter(|word| word.len() > 2).collect()
});

/// Where fingers run: along the rows, down the columns, zigzag, across the block of digits; the alphabet.
const RUNS: [&str; 15] = [
    "12345678901234567890",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "azertyuiopqsdfghjklm",
    "qwertzuiop",
    "abcdefghijklmnopqrstuvwxyz",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1a2b3c4d5e6f7g8h",
    "147258369789456123",
    "159753258456",
];

/// No password of this length is nothing but common, or it is so in a way that nobody tries.
const LONGEST: usize = 40;

/// What holds a sentence together, and is tried first between two words.
const LITTLE: [&str; 46] = [
    "a", "al", "am", "an", "and", "at", "by", "das", "de", "dem", "der", "des", "di", "die", "do",
    "du", "el", "et", "for", "i", "in", "is", "it", "la", "las", "le", "les", "los", "me", "mi",
    "my", "no", "o", "of", "on", "or", "os", "our", "the", "to", "un", "und", "we", "y", "you",
    "your",
];

/// Sentences that everybody knows, without what parts their words.
const FAMOUS: [&str; 9] = [
    "correcthorsebatterystaple",
    "correctbatteryhorsestaple",
    "maytheforcebewithyou",
    "tobeornottobe",
    "tobeornottobethatisthequestion",
    "thequickbrownfox",
    "thequickbrownfoxjumpsoverthelazydog",
    "onceuponatime",
    "iloveyousomuch",
];

/// What a part of a password costs whoever guesses, and what all of a common one costs at most: two
/// words and what joins them, or four runs. Words about the person or this site are tried before all others.
const FREE: u32 = 0;
const ABOUT: u32 = 1;
const JOINS: u32 = 1;
const RUN: u32 = 2;
const WORD: u32 = 4;
const MOST: u32 = 9;

/// Whether this password is among those that are tried first.
pub fn is_common(password: &str) -> bool {
    let small: Vec<char> = password.to_lowercase().chars().collect();
    let letters: String = small.iter().filter(|c| c.is_alphabetic()).collect();
    if FAMOUS.contains(&letters.as_str()) || repeats(&small) {
        return true;
    }
    small.len() <= LONGEST && falls_apart(&small, &[])
}

/// Whether it is made of what everybody can know of this person or site (and of what is common).
pub fn is_about(password: &str, known: &[&str]) -> bool {
    let small: Vec<char> = password.to_lowercase().chars().collect();
    let known: Vec<String> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 1)
        .map(str::to_lowercase)
        .collect();
    small.len() <= LONGEST && falls_apart(&small, &known)
}

/// One short unit over and over: `aaaaaaaa`, `abcabcabc`.
fn repeats(password: &[char]) -> bool {
    (1..=8.min(password.len() / 2)).any(|unit| {
        password.len() > 1 && password.iter().zip(password.iter().skip(unit)).all(|(a, b)| a == b)
    })
}

/// With the letters that digits and signs stand for.
fn plain(part: &[char]) -> String {
    let letter = |c: &char| match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        c => *c,
    };
    part.iter().map(letter).collect()
}

/// Whether it can be cut into a few words and runs, with nothing but years, a few digits and signs
/// between them.
fn falls_apart(password: &[char], known: &[String]) -> bool {
    let end = password.len();
    let mut cheapest: Vec<Option<u32>> = vec![None; end + 1];
    cheapest[0] = Some(0);
    for start in 0..end {
        let Some(so_far) = cheapest[start] else { continue };
        for (stop, best) in cheapest.iter_mut().enumerate().skip(start + 1) {
            if let Some(cost) = cost(password, start..stop, known) {
                let cost = so_far + cost;
                *best = Some(best.map_or(cost, |old| old.min(cost)));
            }
        }
    }
    cheapest[end].is_some_and(|cost| cost <= MOST)
}

/// What a part costs; `None`: it is not one that is tried.
fn cost(password: &[char], at: Range<usize>, known: &[String]) -> Option<u32> {
    let part = &password[at.clone()];
    let text: String = part.iter().collect();
    let digits = part.iter().all(char::is_ascii_digit);
    let edge = at.start == 0 || at.end == password.len();
    let either = |is: &dyn Fn(&str) -> bool| is(&text) || is(&plain(part));
    if part.len() > 2 && is_run(&text) {
        return Some(RUN);
    }
    if part.len() > 1 && either(&|text| known.iter().any(|known| known == text)) {
        return Some(ABOUT);
    }
    if LITTLE.contains(&text.as_str()) && (part.len() > 1 || !edge) {
        let letter = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
        let before = at.start.checked_sub(1).and_then(|before| password.get(before));
        let glued = letter(before) || letter(password.get(at.end));
        // Two letters stand within many a word.
        return (!glued || part.len() > 1).then_some(if glued { RUN } else { JOINS });
    }
    if part.len() > 2 && either(&|text| WORDS.contains(text)) {
        return Some(WORD);
    }
    if digits {
        return (part.len() <= 4 || is_date(&text)).then_some(FREE);
    }
    let signs = part.iter().all(|c| !c.is_alphanumeric());
    let same = part.len() > 2 && repeats(part);
    let few = part.len() == 1 || (part.len() == 2 && part[0] == part[1]);
    if (signs && part.len() <= 2) || (edge && few) {
        return Some(FREE);
    }
    same.then_some(RUN)
}

fn is_run(text: &str) -> bool {
    let back: String = text.chars().rev().collect();
    RUNS.iter().any(|run| run.contains(text) || run.contains(&back))
}

/// A year, or a day of one, in digits: `1987`, `24121987`, `19871224`, `241287`.
fn is_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    let year = |range| (1900..2050).contains(&number(range));
    let pair = |a, b| {
        let (a, b) = (number(a), number(b));
        (1..=31).contains(&a) && (1..=12).contains(&b)
            || (1..=12).contains(&a) && (1..=31).contains(&b)
    };
    match digits.len() {
        4 => year(0..4),
        6 => pair(0..2, 2..4) || pair(4..6, 2..4),
        8 => (year(4..8) && pair(0..2, 2..4)) || (year(0..4) && pair(6..8, 4..6)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_refused_in_all_its_dresses() {
        for password in [
            "password",
            "correct horse battery staple",
            "CorrectHorseBatteryStaple1!",
            "may the force be with you",
            "password1",
            "Password123!",
            "P@ssw0rd",
            "p4$$w0rd",
            "passw0rd2024",
            "12345678",
            "123456789",
            "1234567890",
            "87654321",
            "11111111",
            "123123123",
            "147258369",
            "12121212",
            "88888888",
            "24121987",
            "19871224",
            "qwertyuiop",
            "qwerty123",
            "1q2w3e4r",
            "1qaz2wsx",
            "zaq12wsx",
            "q1w2e3r4",
            "asdfghjkl",
            "qazwsxedc",
            "123qweasd",
            "1234qwer",
            "abcd1234",
            "abc12345",
            "a1234567",
            "aa123456",
            "iloveyou",
            "iloveyou2",
            "sunshine",
            "princess1",
            "football",
            "baseball12",
            "superman",
            "Superman1987",
            "trustno1",
            "letmein1",
            "letmein123",
            "Welcome1",
            "Welcome@123",
            "Summer2024!",
            "Winter23!!",
            "starwars",
            "whatever",
            "michelle",
            "Jennifer1",
            "computer",
            "corvette",
            "samsung1",
            "liverpool",
            "chocolate",
            "butterfly",
            "charlie123",
            "jordan23",
            "dragon99",
            "admin123",
            "changeme",
            "monkey12",
            "pokemon1",
            "lovelove",
            "qwerty12345",
            "asdf1234",
            "asdfasdf",
            "zxcvbnm1",
            "mustang1",
            "football7",
            "manchester",
            "spiderman",
            "blink182",
            "nirvana1",
            "loveyou1",
            "opencall2026",
            "Galerie1!",
            "CallForArtists27",
            "bewerbung2027",
            "beca de artista",
            "love of art",
            "the-password",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn what_somebody_thought_of_is_not() {
        for password in [
            "indigo over weathered steel",
            "abcd-efgh-jkmn-pqrs",
            "tr0ub4dor&3",
            "kiln-fired moths",
            "wheelthrown7",
            "Ünïcödé!",
            "xkq7-vu2m",
            // They hold a common word, and more.
            "gallery of seventeen herons",
            "my grandmother's studio smelled of turpentine",
            "password moths lantern ochre",
            "opencall kiln heron",
            "toadflax & welcome",
            "La cabane au bord du lac gelé",
            "drei Kraniche über dem Atelier",
            "mi abuela teje nubes",
        ] {
            assert!(!is_common(password), "{password}");
            assert!(!is_about(password, &["Ada Okonkwo", "ada.okonkwo@example.org", "proletto"]));
        }
    }

    #[test]
    fn three_words_are_enough_even_where_each_of_them_is_common() {
        let mut words: Vec<&str> = WORDS.iter().copied().filter(|word| word.len() > 3).collect();
        words.sort_unstable();
        let drawn = |n: usize| words[n.wrapping_mul(2_654_435_761) % words.len()];
        let refused: Vec<String> = (0..600)
            .map(|n| [drawn(n), drawn(n + 40_009), drawn(n + 90_001)].join(" "))
            .filter(|three| is_common(three) || is_about(three, &["proletto"]))
            .collect();
        assert!(refused.is_empty(), "{refused:?}");
    }

    #[test]
    fn what_everybody_knows_of_a_person_is_refused() {
        let known = ["ada.okonkwo@example.org", "Ada Okonkwo", "Proletto"];
        for password in [
            "okonkwo1987",
            "Proletto2027!",
            "adaokonkwo",
            "pr0lett0!",
            "example.org1",
            "welcome to proletto",
            "WelcomeToProletto!",
            "my proletto password",
            "Ada Okonkwo, Proletto 2027",
            "ada.okonkwo@example.org",
            "okonkwo gallery",
        ] {
            assert!(is_about(password, &known), "{password}");
        }
        assert!(is_about("boli1988!", &["Bo Li"]), "short names, too");
        for password in
            ["okonkwo fires moths at dawn", "welcome to the proletto kiln", "adamant orgs4tea"]
        {
            assert!(!is_about(password, &known), "{password}");
        }
    }
}
