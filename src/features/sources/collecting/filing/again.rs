//! Filing what a newer edition of the reader reads in a text that is kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Case;
use crate::features::opportunities::{self, Origin, State, Text};
use crate::features::reading::{self, Application, Reading};
use crate::features::sources::Source;
use crate::features::sources::duplicates;
use crate::features::sources::queries::listings::{self, Stale};
use crate::features::sources::queries::versions::{self, NewVersion};
use crate::platform::error::Error;

/// What became of a text that was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Again {
    /// It says what it said.
    Same,
    /// It says something else, and that counts.
    Counts,
    /// It says something else about a published call, and waits for a look.
    Waits,
    /// It was no call, and is one.
    Call,
}

/// Files what a newer edition of the reader reads in a kept text, in the caller's transaction. Corrections
/// stay on top.
///
/// # Errors
/// The database cannot be reached.
pub async fn again(
    db: &mut PgConnection,
    source: &Source,
    stale: &Stale,
    reading: &Reading,
    now: DateTime<Utc>,
) -> anyhow::Result<Again> {
    let listing = &stale.listing;
    let Some(opportunity) = listing.opportunity else {
        let Some(why) = &reading.not_a_call else {
            stale_case(source, stale, reading, now).discovered(db, listing).await?;
            return Ok(Again::Call);
        };
        versions::reread(&mut *db, stale.version, reading, reading::EDITION).await?;
        listings::tie(db, listing.id, None, Some(why.value.reason())).await?;
        return Ok(Again::Same);
    };
    let leads = listings::leading(&mut *db, opportunity).await? == Some(listing.id);
    let call = opportunities::by_id(&mut *db, opportunity).await?;
    let state = call.map_or(State::Rejected, |call| call.state);
    let alive = matches!(state, State::Waiting | State::Published);
    let same = says_the_same(&stale.reading, reading, now);
    if leads && alive && !same && stale.state == "accepted" {
        let case = stale_case(source, stale, reading, now);
        let waits = state == State::Published && !case.counts_by_itself(db, opportunity).await?;
        case.says_else(db, listing, opportunity, state).await?;
        return Ok(if waits { Again::Waits } else { Again::Counts });
    }
    versions::reread(&mut *db, stale.version, reading, reading::EDITION).await?;
    duplicates::mark(&mut *db, listing.id, &stale.document, reading).await?;
    if leads && alive && stale.state == "accepted" {
        // The same facts, perhaps resting on better words.
        let text = Text { version: Some(stale.version), document: &stale.document };
        opportunities::accept(db, opportunity, text, reading.clone(), now)
            .await
            .map_err(Error::into_cause)?;
    }
    Ok(if same { Again::Same } else { Again::Counts })
}

fn stale_case<'a>(
    source: &'a Source,
    stale: &'a Stale,
    reading: &'a Reading,
    now: DateTime<Utc>,
) -> Case<'a> {
    Case {
        source,
        origin: Origin {
            source_id: source.id.to_string(),
            source_name: source.name.clone(),
            url: stale.url.clone(),
        },
        version: NewVersion {
            snapshot: stale.snapshot,
            document: &stale.document,
            text_hash: stale.listing.text_hash.as_deref().unwrap_or_default(),
            reading,
            state: "accepted",
        },
        now,
    }
}

/// Whether two readings of one text say the same to a reader, and ask the same of an artist. What an older
/// edition did not read at all (how one applies, dates beside the deadline) is no change of what was read.
fn says_the_same(before: &Reading, after: &Reading, now: DateTime<Utc>) -> bool {
    let mut before = before.clone();
    if before.application == Application::default() && before.dates.is_empty() {
        before.application = after.application.clone();
        before.dates = after.dates.clone();
    }
    let before = &before;
    let asked =
        |reading: &Reading| reading.eligibility.iter().map(|c| c.value.clone()).collect::<Vec<_>>();
    let title = |reading: &Reading| reading.title.as_ref().map(|title| title.value.clone());
    let call = |reading: &Reading| reading.not_a_call.as_ref().map(|why| why.value);
    call(before) == call(after)
        && title(before) == title(after)
        && asked(before) == asked(after)
        && opportunities::changes(before, after, now).is_empty()
}
