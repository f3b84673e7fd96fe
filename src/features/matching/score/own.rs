//! What an artist's own words say, gathered once for many calls.

use std::collections::BTreeMap;

use crate::features::matching::stems::telling;
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{Discipline, disciplines_in};

/// The artist's words and disciplines, each with the field of the profile where it stands.
pub(in super::super) struct Own {
    /// Stems of the telling words of statement, media, works and CV.
    pub(in super::super) stems: BTreeMap<String, Field>,
    /// The disciplines they named, and those that their media name.
    pub(in super::super) disciplines: BTreeMap<Discipline, Field>,
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
        Self {
            stems: all
                .flat_map(|(text, field)| telling(text).map(move |(stem, _)| (stem, field)))
                .collect(),
            disciplines: by_media.chain(told).collect(),
        }
    }
}
