//! Whether two calls are the same: found in the database, judged by what they say, explained in words.
//!
//! Each listing carries marks (who calls, which hosts and pages it names, when it closes, the telling
//! words of its name); a new call is judged against those that share most of them.

mod address;
mod compare;
mod judge;
mod name;
mod organisation;
mod said;
#[cfg(test)]
mod tests;
mod tokens;
mod vocabulary;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use self::said::Said;
use super::queries::duplicates;
use crate::features::opportunities::OpportunityId;
use crate::features::reading::{Document, Reading};

/// So many calls are judged, those that share most marks first.
const MOST: i64 = 40;

/// How alike two calls are. Ordered: the likelier later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// A person should look.
    Maybe,
    /// The same call: nothing speaks against it and enough for it.
    Same,
}

/// A call that is like the one asked about.
#[derive(Clone, Debug)]
pub struct Alike {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub title: String,
    /// How alike.
    pub likeness: Likeness,
    /// Why, in words, for and against.
    pub reasons: Vec<String>,
}

/// How alike two documents and what was read of them are, and why, for and against. `None`: they are
/// two calls, or nothing says that they are one.
pub fn likeness(
    one: (&Document, &Reading),
    other: (&Document, &Reading),
) -> Option<(Likeness, Vec<String>)> {
    let judged = judge::judge(&Said::of(one.0, one.1), &Said::of(other.0, other.1))?;
    Some((judged.likeness, judged.reasons))
}

/// The calls that are, or may be, the same as this one, likeliest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn alike(
    db: &mut PgConnection,
    document: &Document,
    reading: &Reading,
) -> sqlx::Result<Vec<Alike>> {
    let said = Said::of(document, reading);
    let candidates = duplicates::candidates(&mut *db, &said.marks_of_alike(), MOST).await?;
    let mut found: Vec<(f64, Alike)> = Vec::new();
    for candidate in candidates {
        let known = Said::of(&candidate.document, &candidate.reading);
        let Some(judged) = judge::judge(&said, &known) else { continue };
        let (id, likeness) = (candidate.id, judged.likeness);
        if candidate.rejected && likeness == Likeness::Maybe {
            continue;
        }
        let alike = Alike { id, title: candidate.title, likeness, reasons: judged.reasons };
        found.push((judged.weight, alike));
    }
    found.sort_by(|a, b| {
        (b.1.likeness, b.0).partial_cmp(&(a.1.likeness, a.0)).unwrap_or(a.1.id.cmp(&b.1.id))
    });
    let mut found: Vec<Alike> = found.into_iter().map(|(_, alike)| alike).collect();
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|alike| seen.insert(alike.id));
    heed_people(db, found).await
}

/// Whoever said that two calls are different is believed: what is the same as one of them is not the
/// other, and what seems to be both is for a person again.
async fn heed_people(db: &mut PgConnection, mut found: Vec<Alike>) -> sqlx::Result<Vec<Alike>> {
    let Some(first) = found.first().filter(|first| first.likeness == Likeness::Same) else {
        return Ok(found);
    };
    let first = first.id;
    let apart = duplicates::kept_apart(&mut *db, first).await?;
    let is_both = |alike: &Alike| alike.likeness == Likeness::Same && apart.contains(&alike.id);
    if found.iter().any(is_both) {
        for alike in &mut found {
            if alike.id == first || apart.contains(&alike.id) {
                alike.likeness = Likeness::Maybe;
                alike.reasons.push("but it seems to be two calls that a person told apart".into());
            }
        }
    } else {
        found.retain(|alike| !apart.contains(&alike.id));
    }
    Ok(found)
}

/// Keeps by what this listing is found when others are judged.
///
/// # Errors
/// The database cannot be reached.
pub async fn mark(
    db: &mut PgConnection,
    listing: Uuid,
    document: &Document,
    reading: &Reading,
) -> sqlx::Result<()> {
    duplicates::mark(db, listing, &Said::of(document, reading).marks()).await
}

/// Notes for the reviewer that a new call may be the same as these.
///
/// # Errors
/// The database cannot be reached.
pub async fn note(
    db: &mut PgConnection,
    id: OpportunityId,
    alike: &[Alike],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for other in alike {
        duplicates::note_pair(&mut *db, id, other, now).await?;
    }
    Ok(())
}
