//! The phrases the readers look for, in `lexicon/phrases.txt`: one list a heading.

use super::words::Phrases;

/// The phrases under a heading, ready to be found.
pub(super) fn section(name: &str) -> Phrases<()> {
    let table = include_str!("lexicon/phrases.txt");
    let mut lines = table.lines().skip_while(|line| *line != format!("[{name}]")).skip(1);
    let phrases = lines
        .by_ref()
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(';'))
        .map(str::trim)
        .filter(|phrase| !phrase.is_empty())
        .map(|phrase| (phrase.to_owned(), ()));
    let phrases = Phrases::new(phrases);
    debug_assert!(!phrases.is_empty(), "no phrases under {name:?}");
    phrases
}
