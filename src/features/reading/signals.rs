//! What a text's phrases speak for: a kind of call, an invitation, art, or something that is no call.
//! The phrases and their weights stand in `lexicon/signals.txt`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::Kind;
use super::layout::{Layout, Standing};
use super::lexicon::section;
use super::words::{Phrases, fold};

/// What a phrase speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Signal {
    Kind(Kind),
    /// It is chosen in a contest, which prizes and works that are ordered both are.
    Contest,
    /// Someone is invited to apply, enter, submit.
    Call,
    /// It speaks of artists and their works.
    Artist,
    /// It has words that go with art, and with other things too.
    Art,
    Course,
    Job,
    RealEstate,
    Event,
    News,
    /// A list of calls, or questions about them.
    List,
    /// It says that nothing can be applied for.
    NoCall,
    /// Another subject than art.
    Subject,
    /// Writing, music, the stage.
    Letters,
}

/// All that speaks for one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Points: the phrases' weights by where they stand, the second time half, the third a third.
    pub points: u32,
    /// Of these, points from the title.
    pub in_title: u32,
    /// The most telling phrase: its points and words.
    pub best: Option<(u32, Range<usize>)>,
}

/// The tallies of a text.
#[derive(Default)]
pub(super) struct Signals(HashMap<Signal, Tally>);

impl Signals {
    /// Weighs a text.
    pub fn of(layout: &Layout<'_>) -> Self {
        let mut signals = Signals::default();
        let tags = layout.fields(&TAG_LABELS);
        let ends_tag = tags.iter().map(|tag| tag.value.end).max().unwrap_or_default();
        for (finder, values) in LEXICON.iter() {
            let mut seen: HashMap<*const Meaning, u32> = HashMap::new();
            for found in finder.find_in(&layout.words) {
                let times = seen.entry(std::ptr::from_ref(found.value)).or_default();
                let start = layout.words.span(found.words.clone()).start;
                let tagged = start < ends_tag && tags.iter().any(|tag| tag.value.contains(&start));
                let standing = layout.standing(found.words.start);
                for (signal, weight) in &values[*found.value] {
                    let mut points = weight * factor(standing, tagged, *signal) / (1 + *times);
                    if let Signal::Kind(kind) = signal {
                        if is_part_of_a_name(layout, *kind, found.words.end) {
                            points /= 4;
                        }
                        if *kind == Kind::Exhibition && was_never_had(layout, &found.words) {
                            points = 0;
                        }
                    }
                    signals.add(*signal, points, standing, found.words.clone());
                }
                *times += 1;
            }
        }
        signals
    }

    fn add(&mut self, signal: Signal, points: u32, standing: Standing, words: Range<usize>) {
        let tally = self.0.entry(signal).or_default();
        tally.points += points;
        if standing == Standing::Title {
            tally.in_title += points;
        }
        if points > 0 && tally.best.as_ref().is_none_or(|(best, _)| points > *best) {
            tally.best = Some((points, words));
        }
    }

    /// What speaks for a thing.
    pub fn tally(&self, signal: Signal) -> Tally {
        self.0.get(&signal).cloned().unwrap_or_default()
    }

    /// How many points speak for a thing.
    pub fn points(&self, signal: Signal) -> u32 {
        self.0.get(&signal).map_or(0, |tally| tally.points)
    }
}

/// What the phrases among these words speak for, each phrase once.
pub(super) fn signals_of(layout: &Layout<'_>, words: &Range<usize>) -> Vec<Signal> {
    let mut signals = Vec::new();
    for (finder, values) in LEXICON.iter() {
        for found in finder.find_between(&layout.words, words.clone()) {
            signals.extend(values[*found.value].iter().map(|(signal, _)| *signal));
        }
    }
    signals
}

/// Whether the name of something else goes on here: "Window Exhibition Prize" is no exhibition, a "Residency
/// Community Fund" no residency. The last noun of a name says what it is.
fn is_part_of_a_name(layout: &Layout<'_>, kind: Kind, next: usize) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to",
        "with", "will", "where", "und", "mit", "der",
    ];
    const PRIZES: &[&str] = &[
        "prize",
        "prizes",
        "award",
        "awards",
        "competition",
        "contest",
        "grant",
        "bursary",
        "wettbewerb",
    ];
    let words = &layout.words;
    let heads: &[&str] = match kind {
        Kind::Exhibition | Kind::Other => PRIZES,
        Kind::Residency => &["fund"],
        _ => return false,
    };
    for word in next..next + 3 {
        if word.checked_sub(1).is_none_or(|last| words.gap_after(last) != " ") {
            return false;
        }
        let folded = words.folded(word);
        if heads.contains(&folded) {
            return true;
        }
        if SMALL.contains(&folded) {
            return false;
        }
    }
    false
}

/// "Has not had a solo exhibition": a condition on the artist, not what is called for.
fn was_never_had(layout: &Layout<'_>, at: &Range<usize>) -> bool {
    const NOT: &[&str] = &[
        "no", "not", "never", "without", "sin", "sans", "ohne", "senza", "sem", "kein", "keine",
        "nunca", "jamais", "pas", "mai", "non", "não",
    ];
    const HAD: &[&str] = &[
        "had",
        "have",
        "held",
        "has",
        "solo",
        "habe",
        "haben",
        "hatte",
        "hatten",
        "einzelausstellung",
        "tenido",
        "tido",
        "eu",
        "avuto",
        "individual",
        "personnelle",
        "personale",
        "realizado",
    ];
    let words = &layout.words;
    let mut denied = false;
    let mut had = at.clone().any(|word| HAD.contains(&words.folded(word)));
    for word in (at.start.saturating_sub(6)..at.start).rev() {
        if words.gap_after(word).contains(['.', ';', ':', '\n', '?', '!']) {
            break;
        }
        denied |= NOT.contains(&words.folded(word));
        had |= HAD.contains(&words.folded(word));
    }
    denied && had
}

/// How much a phrase counts by where it stands. In a title a residency that leads to a show, or a prize
/// for painting shown in an exhibition, is named first for what it is.
fn factor(standing: Standing, tagged: bool, signal: Signal) -> u32 {
    let is_kind = matches!(signal, Signal::Kind(_));
    match standing {
        Standing::Title => match signal {
            Signal::Kind(Kind::Residency) => 60,
            Signal::Kind(Kind::Commission | Kind::Fair) => 50,
            Signal::Kind(Kind::Grant) => 48,
            Signal::Kind(Kind::Prize) => 44,
            _ => 36,
        },
        _ if tagged && is_kind => 30,
        Standing::Heading => 18,
        Standing::Lead => 15,
        Standing::Body => 10,
        Standing::Tail => 4,
        Standing::Aside => 1,
    }
}

type Meaning = usize;
type Finder = (Phrases<Meaning>, Vec<Vec<(Signal, u32)>>);

/// One finder for each group, so that a phrase of one does not hide a phrase of another.
static LEXICON: LazyLock<Vec<Finder>> = LazyLock::new(|| {
    let mut groups: [HashMap<String, Vec<(Signal, u32)>>; 6] = Default::default();
    for (head, phrases) in
        include_str!("lexicon/signals.txt").lines().filter_map(|line| line.split_once(": "))
    {
        let Some((signal, weight)) = head.split_once(' ') else { continue };
        let (Some((group, signal)), Ok(weight)) = (signal_named(signal), weight.parse()) else {
            continue;
        };
        for phrase in phrases.split("; ").map(str::trim).filter(|phrase| !phrase.is_empty()) {
            // Accents tell nothing here, stars and dots do.
            let key = phrase.split(' ').map(normal).collect::<Vec<_>>().join(" ");
            let meanings = groups[group].entry(key).or_default();
            if !meanings.iter().any(|(known, _)| *known == signal) {
                meanings.push((signal, weight));
            }
        }
    }
    groups.into_iter().map(finder).collect()
});

fn normal(word: &str) -> String {
    match word.strip_suffix('*') {
        Some(stem) => format!("{}*", fold(stem)),
        None if word == "..." => word.to_owned(),
        None => fold(word),
    }
}

fn finder(phrases: HashMap<String, Vec<(Signal, u32)>>) -> Finder {
    let mut phrases: Vec<_> = phrases.into_iter().collect();
    phrases.sort_by(|(one, _), (other, _)| one.cmp(other));
    let finder =
        Phrases::new(phrases.iter().enumerate().map(|(at, (phrase, _))| (phrase.clone(), at)));
    (finder, phrases.into_iter().map(|(_, meanings)| meanings).collect())
}

fn signal_named(name: &str) -> Option<(usize, Signal)> {
    Some(match name {
        "contest" => (0, Signal::Contest),
        "call" => (1, Signal::Call),
        "artist" => (2, Signal::Artist),
        "art" => (2, Signal::Art),
        "course" => (3, Signal::Course),
        "job" => (3, Signal::Job),
        "realestate" => (3, Signal::RealEstate),
        "event" => (3, Signal::Event),
        "news" => (3, Signal::News),
        "list" => (3, Signal::List),
        "nocall" => (3, Signal::NoCall),
        "subject" => (4, Signal::Subject),
        "letters" => (5, Signal::Letters),
        kind => (0, Signal::Kind(Kind::from_slug(kind)?)),
    })
}

static TAG_LABELS: LazyLock<Phrases<()>> = LazyLock::new(|| section("tag labels"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_read() {
        for line in include_str!("lexicon/signals.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (head, _) = line.split_once(": ").expect(line);
            let (signal, weight) = head.split_once(' ').expect(line);
            assert!(signal_named(signal).is_some() && weight.parse::<u32>().is_ok(), "{line}");
        }
    }
}
