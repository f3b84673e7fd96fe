//! Whether two calls are the same: found in the database, judged by what they say, explained in words.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::queries::review;
use crate::features::opportunities::OpportunityId;
use crate::features::reading::{Document, Reading};

/// How alike two calls are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same call: nothing speaks against it and enough for it.
    Same,
    /// A person should look.
    Maybe,
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

/// The calls that are, or may be, the same as this one, likeliest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn alike(
    _db: &mut PgConnection,
    _document: &Document,
    _reading: &Reading,
) -> sqlx::Result<Vec<Alike>> {
    Ok(Vec::new())
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
        review::note_pair(&mut *db, id, other, now).await?;
    }
    Ok(())
}
