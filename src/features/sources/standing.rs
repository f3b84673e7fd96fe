//! What everybody sees of where a call comes from: its text, the pages that list it, and whether one of them
//! says something else now.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::queries::review::{self, ListedBy};
use super::queries::versions::{self, Version};
use crate::features::opportunities::{self, Opportunity};
use crate::features::reading::Document;
use crate::platform::error::Result;

/// What a call's facts were read from, and where it is listed.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The document quotes point into; `None`: it is gone.
    pub document: Option<Document>,
    /// The sources that list it, the one it rests on first.
    pub listed_by: Vec<ListedBy>,
    /// A page of it says something else now, and nobody has looked at that.
    pub changed: Option<ChangedPage>,
}

/// A page that says something else than the call does.
#[derive(Clone, Debug)]
pub struct ChangedPage {
    /// When that was read.
    pub at: DateTime<Utc>,
    /// The source, by name.
    pub source_name: String,
    /// The page.
    pub url: String,
}

/// See [`Standing`]. What does not stand in the text that is shown is taken out of the call.
///
/// # Errors
/// The database cannot be reached.
pub async fn standing(pool: &PgPool, call: &mut Opportunity) -> Result<Standing> {
    let mut db = pool.acquire().await?;
    let document = versions::counting(&mut *db, call.id).await?.map(|version| version.document);
    let changed = versions::waiting(&mut *db, call.id).await?;
    let changed = match changed {
        Some(version) if says_otherwise(&mut db, call, &version).await? => Some(ChangedPage {
            at: version.read_at,
            source_name: version.source_name,
            url: version.url,
        }),
        _ => None,
    };
    if let Some(document) = &document {
        only_what_stands(call, &document.text);
    }
    let listed_by = review::listed_by(&mut *db, call.id).await?;
    Ok(Standing { document, listed_by, changed })
}

/// Whether a version of one of the call's pages says something else than the call; not only in other words.
async fn says_otherwise(
    db: &mut PgConnection,
    call: &Opportunity,
    version: &Version,
) -> Result<bool> {
    let (document, reading) = (&version.document, version.reading.clone());
    let at = version.read_at;
    Ok(reading.not_a_call.is_some()
        || !opportunities::compare(db, call.id, document, reading, at).await?.is_empty())
}

/// Takes out of a call what does not stand in the text that is shown beside it.
pub(super) fn only_what_stands(call: &mut Opportunity, text: &str) {
    let refused = call.reading.keep_what_stands(text);
    if refused > 0 {
        tracing::error!(call = %call.id.0, refused, "facts of a call do not stand in its text");
    }
}
