//! What an artist's own words say, gathered once for many calls.

use std::collections::BTreeMap;

use crate::features::matching::stems::telling;
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{Discipline, disciplines_in};

/// The artist's words and disciplines, each with the field of the profile where it stands.
pub(in super::super) struct Own {
    /// Stems of the telling words of statement, media, works and CV.
    pub(in super::super) stems: BTreeMap<String, OwnWord>,
    /// The disciplines they named, and those that their media name.
    pub(in super::super) disciplines: BTreeMap<Discipline, Field>,
}

/// A word of the artist's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct OwnWord {
    /// Where it stands.
    pub(in super::super) field: Field,
    /// As they write it, in lower case.
    pub(in super::super) word: String,
}

impl Own {
    /// Gathers them.
    pub(in super::super) fn of(artist: &Artist) -> Self {
        let works = artist.works.iter().map(|work| (work, Field::Works));
        let texts = [(&artist.statement, Field::Statement), (&artist.media, Field::Media)]
            .into_iter()
            .filter_map(|(text, field)| Some((text.as_ref()?, field)));
        let cv = artist.cv.iter().map(|line| (line, Field::Cv));
        let all = cv.chain(works).chain(texts);
        let media = artist.media.as_deref().map(disciplines_in).unwrap_or_default();
        let by_media = media.into_iter().map(|discipline| (discipline, Field::Media));
        let told = artist.disciplines.iter().map(|discipline| (*discipline, Field::Disciplines));
        Self { stems: stems(all), disciplines: by_media.chain(told).collect() }
    }
}

/// The telling words of these texts. Of several ways to write one, the field that comes last counts, and
/// in it the first in the order of letters, so that the order of lines means nothing.
fn stems<'a>(texts: impl Iterator<Item = (&'a String, Field)>) -> BTreeMap<String, OwnWord> {
    let mut stems: BTreeMap<String, OwnWord> = BTreeMap::new();
    for (text, field) in texts {
        for (stem, word) in telling(text) {
            let own = OwnWord { field, word: word.to_lowercase() };
            let known = stems.entry(stem).or_insert_with(|| own.clone());
            if known.field != field || own.word < known.word {
                *known = own;
            }
        }
    }
    stems
}
