//! What an artist works in against what a call names.

use super::{Answer, Field, Finding, words};
use crate::features::profiles::Artist;
use crate::features::reading::Discipline::{self, *};

/// How near a discipline that a call names is to one of the artist's. Ordered: later is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Nearness {
    /// Nothing to do with it.
    Far,
    /// A neighbour, or a narrower one of which the artist may or may not do.
    Near,
    /// A way of working that is open to any medium.
    Approach,
    /// The call takes every visual art.
    AnyVisual,
    /// The call names a wider one that it belongs to.
    Within,
    /// The same.
    Same,
}

/// Pairs that share studios, juries and collections though neither contains the other.
const NEIGHBOURS: &[(Discipline, Discipline)] = &[
    (Painting, Drawing),
    (Painting, Mural),
    (Painting, Collage),
    (Printmaking, WorksOnPaper),
    (Printmaking, ArtistBooks),
    (Printmaking, Drawing),
    (Photography, Film),
    (Sculpture, Installation),
    (Sculpture, PublicArt),
    (Sculpture, Ceramics),
    (Sculpture, Metal),
    (Sculpture, Wood),
    (Sculpture, Glass),
    (Sculpture, LandArt),
    (Installation, PublicArt),
    (Mural, StreetArt),
    (Installation, Sound),
    (Installation, NewMedia),
    (Film, NewMedia),
    (Sound, Music),
    (Performance, PerformingArts),
    (Illustration, GraphicDesign),
    (Textile, Fashion),
    (NewMedia, ArtAndScience),
    (SociallyEngaged, PublicArt),
    (ArtistBooks, Writing),
];

/// Ways of working rather than media.
const APPROACHES: &[Discipline] =
    &[ArtAndScience, BioArt, Conceptual, Interdisciplinary, LandArt, Research, SociallyEngaged];

/// How near what the call names is to what the artist does.
pub(in super::super) fn nearness(own: Discipline, named: Discipline) -> Nearness {
    if own == named {
        Nearness::Same
    } else if ancestors(own).any(|wider| wider == named) {
        Nearness::Within
    } else if named == VisualArts && is_visual(own) {
        Nearness::AnyVisual
    } else if APPROACHES.contains(&named) && is_visual(own) {
        Nearness::Approach
    } else if ancestors(named).any(|wider| wider == own)
        || own == VisualArts && is_visual(named)
        || own.parent().is_some() && own.parent() == named.parent()
        || are_neighbours(own, named)
    {
        Nearness::Near
    } else {
        Nearness::Far
    }
}

/// Works in one of these. A neighbour or a part of what the artist named leaves it open.
pub(super) fn practice(artist: &Artist, disciplines: &[Discipline]) -> Finding {
    if artist.disciplines.is_empty() {
        return Finding::untold(Field::Disciplines, "You have not said what you work in.");
    }
    let nearest = artist
        .disciplines
        .iter()
        .flat_map(|own| disciplines.iter().map(|named| nearness(*own, *named)))
        .max();
    let answer = match nearest {
        Some(Nearness::Same | Nearness::Within | Nearness::AnyVisual) => Answer::Yes,
        Some(Nearness::Near | Nearness::Approach) => Answer::Unknown,
        Some(Nearness::Far) => Answer::No,
        None => Answer::Unknown,
    };
    Finding::of(answer, Field::Disciplines, true, own_words(artist))
}

/// Can enter something that is none of these.
pub(super) fn excluded(artist: &Artist, disciplines: &[Discipline]) -> Finding {
    if artist.disciplines.is_empty() {
        return Finding::untold(Field::Disciplines, "You have not said what you work in.");
    }
    let free = artist
        .disciplines
        .iter()
        .any(|own| disciplines.iter().all(|named| nearness(*own, *named) < Nearness::Within));
    Finding::told(free, Field::Disciplines, own_words(artist))
}

/// Whether they, or what they belong to, share studios, juries and collections.
fn are_neighbours(one: Discipline, other: Discipline) -> bool {
    let with_parent =
        |discipline: Discipline| [Some(discipline), discipline.parent()].into_iter().flatten();
    with_parent(one).any(|one| {
        with_parent(other)
            .any(|other| NEIGHBOURS.contains(&(one, other)) || NEIGHBOURS.contains(&(other, one)))
    })
}

fn own_words(artist: &Artist) -> String {
    format!(
        "You work in {}.",
        words::discipline_names(&artist.disciplines).replace(" or ", " and ")
    )
}

fn ancestors(discipline: Discipline) -> impl Iterator<Item = Discipline> {
    std::iter::successors(discipline.parent(), |wider| wider.parent())
}

fn is_visual(discipline: Discipline) -> bool {
    let roots = [PerformingArts, Writing, Architecture, Fashion, Curating, Research];
    !roots.contains(&discipline) && !ancestors(discipline).any(|wider| roots.contains(&wider))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_call_names_is_held_against_what_an_artist_does() {
        assert_eq!(nearness(Ceramics, Ceramics), Nearness::Same);
        assert_eq!(nearness(Ceramics, Craft), Nearness::Within);
        assert_eq!(nearness(Ceramics, VisualArts), Nearness::AnyVisual);
        assert_eq!(nearness(Craft, Ceramics), Nearness::Near);
        assert_eq!(nearness(Textile, Ceramics), Nearness::Near);
        assert_eq!(nearness(Mural, Sculpture), Nearness::Near);
        assert_eq!(nearness(Textile, Research), Nearness::Approach);
        assert_eq!(nearness(Poetry, VisualArts), Nearness::Far);
        assert_eq!(nearness(Textile, Photography), Nearness::Far);
    }
}
