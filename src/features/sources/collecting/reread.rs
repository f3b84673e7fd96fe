//! Reading again: when the reader reads better, what it read before is read anew from the kept texts, without
//! asking any site.

use std::collections::HashMap;

use uuid::Uuid;

use super::filing::{self, Again};
use crate::features::reading;
use crate::features::sources::queries::{listings, registry};
use crate::features::sources::{Source, SourceId};
use crate::platform::jobs::Job;
use crate::platform::state::State;

/// The timetable's line for it. Progress is in the rows, so that it goes on where it was.
pub const REREAD: Job = Job {
    name: "reread",
    about: "Reads the kept texts again that an older edition of the reader read",
    schedule: "*/10 * * * *",
    run: |state| Box::pin(reread(state)),
};

/// So many texts are read again in one run, in batches of so many.
const MOST: usize = 2_000;
const BATCH: i64 = 50;

async fn reread(state: State) -> anyhow::Result<String> {
    let mut tally = HashMap::<Again, usize>::new();
    let mut known = HashMap::<SourceId, Source>::new();
    let (mut done, mut after) = (0, Uuid::nil());
    while done < MOST && !state.stop.is_cancelled() {
        let batch = listings::stale(&state.pool, reading::EDITION, after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = *last;
        for listing in batch {
            if state.stop.is_cancelled() {
                break;
            }
            if let Some(again) = one(&state, listing, &mut known).await? {
                *tally.entry(again).or_default() += 1;
                done += 1;
            }
        }
    }
    let count = |again: Again| tally.get(&again).copied().unwrap_or_default();
    Ok(format!(
        "{done} texts read again: {} say the same, {} changed, {} wait for a look, {} turned out to be \
         calls",
        count(Again::Same),
        count(Again::Counts),
        count(Again::Waits),
        count(Again::Call),
    ))
}

/// Reads one text again; each is a transaction of its own.
async fn one(
    state: &State,
    listing: Uuid,
    known: &mut HashMap<SourceId, Source>,
) -> anyhow::Result<Option<Again>> {
    let mut tx = state.pool.begin().await?;
    let stale = listings::take_stale(&mut *tx, listing, reading::EDITION).await?;
    let Some(stale) = stale else { return Ok(None) };
    if !known.contains_key(&stale.source) {
        let Some(found) = registry::by_id(&mut *tx, &stale.source).await? else { return Ok(None) };
        known.insert(stale.source.clone(), found.source);
    }
    let Some(source) = known.get(&stale.source) else { return Ok(None) };
    let document = stale.document.clone();
    let reading = tokio::task::spawn_blocking(move || reading::read(&document)).await?;
    let again = filing::again(&mut tx, source, &stale, &reading, state.clock.now()).await?;
    tx.commit().await?;
    Ok(Some(again))
}
