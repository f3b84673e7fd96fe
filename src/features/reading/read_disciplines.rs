//! Reads which disciplines a call names, and which an artist's own words name.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::layout::{Layout, Line, Standing, words_in};
use super::lexicon::section;
use super::pattern::Pattern;
use super::words::{Phrases, Words};
use super::{Discipline, Fact};

/// A word for a discipline: whether it names it wherever it stands.
#[derive(Clone, Copy)]
struct Term {
    discipline: Discipline,
    firm: bool,
}

/// A term found, and how surely it says what the call wants.
struct Mention {
    words: Range<usize>,
    disciplines: Vec<Discipline>,
    points: u32,
}

static TERMS: LazyLock<Phrases<Vec<Term>>> = LazyLock::new(|| {
    let mut phrases: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    let table = include_str!("lexicon/disciplines.txt");
    for (slug, terms) in table.lines().filter_map(|line| line.split_once(": ")) {
        let Some(discipline) = Discipline::from_slug(slug) else { continue };
        let (firm, loose) = terms.split_once('|').unwrap_or((terms, ""));
        for (list, firm) in [(firm, true), (loose, false)] {
            for phrase in list.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                phrases.entry(phrase.to_lowercase()).or_default().push(Term { discipline, firm });
            }
        }
    }
    Phrases::new(phrases)
});

/// What a call says about disciplines: whether it takes any, and which it names.
pub(super) fn disciplines(layout: &Layout<'_>) -> (Option<Fact<()>>, Vec<Fact<Discipline>>) {
    static ANY: LazyLock<Phrases<()>> = LazyLock::new(|| section("any discipline"));
    let marks = Marks::of(layout);
    let said = ANY.find_in(&layout.words).into_iter().map(|found| found.words);
    let any = said
        .chain(any_in_other_words(layout))
        .filter(|words| layout.standing(words.start) != Standing::Aside)
        .find(|words| !marks.excluded(layout, words))
        .and_then(|words| layout.quote(words))
        .map(|quote| Fact::stated((), quote));

    let mut best: BTreeMap<Discipline, (u32, Range<usize>)> = BTreeMap::new();
    let mut umbrella = false;
    for mention in mentions(layout, &marks) {
        umbrella |=
            mention.disciplines.contains(&Discipline::VisualArts) && is_meant(layout, &mention);
        for discipline in mention.disciplines {
            let known = best.entry(discipline).or_insert((0, mention.words.clone()));
            if mention.points > known.0 {
                known.1 = mention.words.clone();
            }
            // A word said once in passing is not what the call is for; said again and again it is.
            known.0 = known.0.max(mention.points) + 1;
        }
    }
    // "Painting and drawing at the house of the visual arts": said in passing beside what it is made of, the
    // umbrella says nothing.
    let covered = best
        .iter()
        .any(|(discipline, (points, _))| *points > COVERS && !NOT_COVERED.contains(discipline));
    let mut facts: Vec<(usize, Fact<Discipline>)> = best
        .into_iter()
        .filter(|(_, (points, _))| *points > ENOUGH)
        .filter(|(one, _)| *one != Discipline::VisualArts || umbrella || !covered)
        .filter_map(|(discipline, (_, words))| {
            Some((words.start, Fact::stated(discipline, layout.quote(words)?)))
        })
        .collect();
    facts.sort_by_key(|(at, fact)| (*at, fact.value));
    let any = any.or_else(|| facts.is_empty().then(|| for_artists(layout)).flatten());
    (any, facts.into_iter().map(|(_, fact)| fact).collect())
}

/// "Any theme or medium", "all fine art mediums", "a wide range of practices": a word for all, what it is
/// all of, and nothing else between them.
fn any_in_other_words<'a>(layout: &'a Layout<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    static ALL_OF: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:any|all|every|(?:wide|broad|full|whole|vast|diverse) (?:range|variety|array|spectrum) of|(?:many|various|different|multiple|diverse))(?:(?: (?:and|or|of|the|any|all|kinds?|types?|forms?|visual|fine|contemporary|art|arts|artistic|creative|styles?|themes?|genres?|fields?|subjects?|sizes?|backgrounds?)|,)){0,6} (?:medi(?:a|um|ums)|disciplines?|genres?|art ?forms?|techniques?)\b(?:$|[^\w’'-])",
        )
    });
    /// "All media enquiries" are not about mediums.
    const PRESS: &[&str] = &[
        "inquiries",
        "enquiries",
        "outlets",
        "coverage",
        "releases",
        "contacts",
        "partners",
        "relations",
        "kit",
        "channels",
        "platforms",
        "files",
        "players",
        "requests",
        "attention",
        "used",
    ];
    let words = &layout.words;
    ALL_OF.find_iter(words.text).filter_map(|found| {
        let at = words_in(words, found.range());
        let next = words.all.get(at.end).map(|_| words.folded(at.end));
        (!at.is_empty() && !next.is_some_and(|next| PRESS.contains(&next))).then_some(at)
    })
}

/// A call that speaks to artists and names no discipline is for any.
fn for_artists(layout: &Layout<'_>) -> Option<Fact<()>> {
    static ARTISTS: LazyLock<Phrases<()>> = LazyLock::new(|| section("artists of any kind"));
    let found = ARTISTS.find_in(&layout.words).into_iter();
    let found = found.take(40).find(|it| layout.standing(it.words.start) != Standing::Aside)?;
    let quote = layout.quote(found.words)?;
    Some(Fact::inferred((), quote, "It speaks to artists and names no discipline."))
}

/// Whether an umbrella is named as what the call is for: in its title, a field or a list, or as people.
fn is_meant(layout: &Layout<'_>, mention: &Mention) -> bool {
    const PEOPLE: [&str; 4] = ["artist", "künstler", "kunstler", "plasticien"];
    let last = layout.words.folded(mention.words.end - 1);
    let people = PEOPLE.iter().any(|people| last.starts_with(people));
    mention.points > COVERS || mention.points == COVERS && people
}

/// Points above which a discipline is named for certain.
const COVERS: u32 = 6;
/// What stands beside the visual arts, and not among them.
const NOT_COVERED: &[Discipline] = &[
    Discipline::VisualArts,
    Discipline::Writing,
    Discipline::Poetry,
    Discipline::ArtCriticism,
    Discipline::Music,
    Discipline::Dance,
    Discipline::Theatre,
    Discipline::PerformingArts,
    Discipline::Design,
    Discipline::Architecture,
    Discipline::Curating,
    Discipline::Research,
    Discipline::Interdisciplinary,
];

/// Points up to which a word is only said in passing.
const ENOUGH: u32 = 4;

/// The disciplines that an artist's own words about their work name, in the order in which they come.
/// Here every word counts: "cyanotype on cotton, video" is what they do. The wider disciplines are
/// reached by [`Discipline::parent`].
pub fn disciplines_in(words: &str) -> Vec<Discipline> {
    let mut seen = HashSet::new();
    TERMS
        .find_in(&Words::of(words))
        .into_iter()
        .flat_map(|found| found.value.iter().map(|term| term.discipline))
        .filter(|discipline| seen.insert(*discipline))
        .collect()
}

/// Where words stand that change what a discipline's name means.
struct Marks {
    no: Vec<usize>,
    handed_in: Vec<usize>,
    leads: Vec<usize>,
    follows: Vec<usize>,
    fields: Vec<Range<usize>>,
}

impl Marks {
    fn of(layout: &Layout<'_>) -> Self {
        static NO: LazyLock<Phrases<()>> = LazyLock::new(|| section("takes no such work"));
        static HANDED_IN: LazyLock<Phrases<()>> = LazyLock::new(|| section("what is handed in"));
        static LEADS: LazyLock<Phrases<()>> = LazyLock::new(|| section("leads to a medium"));
        static FOLLOWS: LazyLock<Phrases<()>> = LazyLock::new(|| section("follows a medium"));
        static LABELS: LazyLock<Phrases<()>> = LazyLock::new(|| section("discipline labels"));
        let starts = |phrases: &Phrases<()>| {
            phrases.find_in(&layout.words).into_iter().map(|found| found.words.start).collect()
        };
        let ends = |phrases: &Phrases<()>| {
            phrases.find_in(&layout.words).into_iter().map(|found| found.words.end).collect()
        };
        Marks {
            no: starts(&NO),
            handed_in: starts(&HANDED_IN),
            leads: ends(&LEADS),
            follows: starts(&FOLLOWS),
            fields: layout.fields(&LABELS).into_iter().map(|field| field.value).collect(),
        }
    }

    /// "No film or video", "music, dance or film are not accepted".
    fn excluded(&self, layout: &Layout<'_>, at: &Range<usize>) -> bool {
        let words = &layout.words;
        if near(&self.no, words, at, 14) {
            return true;
        }
        // "no", "not", "non" just before, or before the list this stands in.
        (1..=6)
            .map_while(|back| at.start.checked_sub(back))
            .take_while(|&word| !parts_sentence(words.gap_after(word)))
            .any(|word| {
                matches!(
                    words.folded(word),
                    "no" | "not"
                        | "non"
                        | "without"
                        | "kein"
                        | "keine"
                        | "nicht"
                        | "pas"
                        | "sans"
                        | "sin"
                        | "nao"
                        | "sem"
                        | "senza"
                ) && (word + 1..at.start).all(|between| {
                    TERMS.starts_at(words, between).is_some()
                        || matches!(
                            words.folded(between),
                            "or" | "and"
                                | "nor"
                                | "oder"
                                | "und"
                                | "ou"
                                | "et"
                                | "o"
                                | "y"
                                | "e"
                                | "de"
                        )
                })
            })
    }
}

fn mentions(layout: &Layout<'_>, marks: &Marks) -> Vec<Mention> {
    let words = &layout.words;
    let found = TERMS.find_in(words);
    let mut mentions = Vec::new();
    for (index, term) in found.iter().enumerate() {
        let at = term.words.clone();
        let standing = layout.standing(at.start);
        if standing == Standing::Aside || marks.excluded(layout, &at) {
            continue;
        }
        let firm = term.value.iter().any(|term| term.firm);
        let listed = neighbours(layout, &found, index);
        let span = words.span(at.clone());
        let in_field = marks.fields.iter().any(|field| field.contains(&span.start));
        let led = near_before(&marks.leads, words, at.start)
            || follows(&marks.follows, words, at.end)
            || labels_its_line(layout, &at);
        let handed_in = near(&marks.handed_in, words, &at, 10);
        let points = match standing {
            Standing::Title => 9,
            _ if in_field => 8,
            _ if handed_in && listed < 2 => 0,
            _ if handed_in => u32::from(firm) * 2,
            _ if listed >= 2 => 7,
            _ if listed == 1 && (firm || led) => 6,
            _ if led && firm => 6,
            _ if led => 4,
            Standing::Lead | Standing::Heading if firm => 5,
            _ if firm => 3,
            _ => 0,
        };
        if points > 0 {
            let disciplines = term.value.iter().map(|term| term.discipline).collect();
            mentions.push(Mention { words: at, disciplines, points });
        }
    }
    mentions
}

const JOINERS: &[&str] =
    &["and", "or", "et", "ou", "y", "o", "e", "und", "oder", "sowie", "ed", "en"];

/// How many other disciplines stand in the same list: joined by commas, "and", "or", a slash, or each
/// on a short line of its own.
fn neighbours<T>(layout: &Layout<'_>, found: &[super::words::Found<'_, T>], index: usize) -> usize {
    let words = &layout.words;
    let short_line = |word: usize| layout.line_of(word).is_some_and(|line| line.words.len() <= 5);
    let joined = |left: usize, right: usize| {
        let (left, right) = (&found[left].words, &found[right].words);
        let gap = words.gap_after(left.end - 1);
        if right.start == left.end && gap.contains('\n') {
            return short_line(left.start) && short_line(right.start);
        }
        let unbroken = (left.end - 1..right.start).all(|word| {
            let gap = words.gap_after(word);
            !parts_sentence(gap) && gap.len() <= 4
        });
        let joiner = |word: usize| JOINERS.contains(&words.folded(word));
        right.start - left.end <= 3
            && unbroken
            && (gap.contains([',', '/', '&', '+', '|', '·', '、'])
                || (left.end..right.start).any(joiner))
    };
    let count = in_a_row(found.len(), index, joined);
    // "Painting Drawing Printmaking Sculpture": a list whose commas a page has lost.
    let beside = |left: usize, right: usize| {
        let (left, right) = (&found[left].words, &found[right].words);
        right.start == left.end && words.gap_after(left.end - 1) == " "
    };
    match in_a_row(found.len(), index, beside) {
        bare @ 3.. => count.max(bare),
        _ => count,
    }
}

/// How many stand in a row with the one at `index`.
fn in_a_row(all: usize, index: usize, joined: impl Fn(usize, usize) -> bool) -> usize {
    let after = (index..all - 1).take(4).take_while(|&at| joined(at, at + 1)).count();
    let before = (0..index).rev().take(4).take_while(|&at| joined(at, at + 1)).count();
    after + before
}

/// Whether one of the hits stands in the same sentence, at most so many words before or after.
fn near(hits: &[usize], words: &Words<'_>, at: &Range<usize>, reach: usize) -> bool {
    let from = hits.partition_point(|&hit| hit + reach < at.start);
    hits.iter().skip(from).take_while(|&&hit| hit < at.end + reach).any(|&hit| {
        let between = if hit < at.start { hit..at.start } else { at.start..hit };
        between.into_iter().all(|word| !parts_sentence(words.gap_after(word)))
    })
}

/// Whether words that lead to a medium end at most three words before.
fn near_before(ends: &[usize], words: &Words<'_>, at: usize) -> bool {
    let from = ends.partition_point(|&end| end + 3 < at);
    ends.iter()
        .skip(from)
        .take_while(|&&end| end <= at)
        .any(|&end| (end.saturating_sub(1)..at).all(|word| !parts_sentence(words.gap_after(word))))
}

/// "Sculpture award", "drawing category": whether such a word comes next.
fn follows(starts: &[usize], words: &Words<'_>, end: usize) -> bool {
    starts.binary_search(&end).is_ok() && words.gap_after(end - 1) == " "
}

/// "3. Printmaking: woodcuts, etchings": whether they stand at the head of a line, before a colon.
fn labels_its_line(layout: &Layout<'_>, at: &Range<usize>) -> bool {
    let words = &layout.words;
    let numbered = |line: &Line| {
        at.start == line.words.start
            || at.start == line.words.start + 1 && words.folded(line.words.start).len() <= 2
    };
    layout.line_of(at.start).is_some_and(numbered)
        && words.gap_after(at.end - 1).starts_with([':', '：'])
}

/// Whether a sentence ends between two words, also behind a bracket: "(ink, film). No AI".
fn parts_sentence(gap: &str) -> bool {
    gap.contains(['\n', ';', '。']) || [". ", "! ", "? "].iter().any(|end| gap.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{Document, read};

    fn slugs(words: &str) -> Vec<&'static str> {
        disciplines_in(words).into_iter().map(Discipline::slug).collect()
    }

    fn read_slugs(text: &str) -> (bool, Vec<&'static str>) {
        let reading = read(&Document::of_text(text));
        let named = reading.disciplines.iter().map(|fact| fact.value.slug()).collect();
        (reading.any_discipline.is_some(), named)
    }

    #[test]
    fn every_discipline_has_words_and_every_line_a_discipline() {
        let table = include_str!("lexicon/disciplines.txt");
        let lines: Vec<&str> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(": ").map(|(slug, _)| slug))
            .collect();
        assert!(lines.iter().all(|slug| Discipline::from_slug(slug).is_some()), "{lines:?}");
        for discipline in Discipline::ALL {
            assert!(lines.contains(&discipline.slug()), "{}", discipline.slug());
        }
    }

    #[test]
    fn an_artists_own_words_become_disciplines() {
        assert_eq!(
            slugs("pen plotter drawings and net art"),
            ["drawing", "plotter_art", "net_art"]
        );
        assert_eq!(slugs("Cyanotype on cotton, weaving"), ["alternative_photography", "textile"]);
        assert_eq!(slugs("frescos, lime wash walls"), ["painting", "mural"]);
        assert_eq!(slugs("Klangkunst und Zeichnung"), ["sound", "drawing"]);
        assert_eq!(slugs("installation, vidéo et dessin"), ["installation", "video", "drawing"]);
        assert_eq!(slugs("I walk."), [""; 0]);
    }

    #[test]
    fn what_is_excluded_or_handed_in_is_not_what_is_wanted() {
        assert_eq!(
            read_slugs(
                "Open to artists in all media. Submissions of music, dance or film are not accepted."
            ),
            (true, vec![])
        );
        assert_eq!(
            read_slugs(
                "Call for painters\nWe accept painting, drawing and sculpture. No film or video. Send a photo of yourself and a video link."
            ),
            (false, vec!["painting", "drawing", "sculpture"])
        );
        assert_eq!(
            read_slugs(
                "Mural for the station\nThe design fee is 500. Photography allowed in the hall."
            ),
            (false, vec!["mural"])
        );
    }
}
