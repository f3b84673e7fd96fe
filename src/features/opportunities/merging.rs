//! Two calls that are one, and one that is two.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::decisions::{Decider, decided, expect, hold};
use super::queries::{self, merging};
use super::{OpportunityId, State};
use crate::platform::audit::Action;
use crate::platform::error::{Error, OrNotFound, Result};

/// Two calls that became one, or came apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The one that counts.
    pub stays: OpportunityId,
    /// The one that is part of it.
    pub goes: OpportunityId,
}

/// Says that `id` is the same call as `into`. The other counts from now on, unless only this one is published:
/// what artists see stays where they see it. Their marks go along.
///
/// # Errors
/// [`Error::Conflict`] where they are one already, or one of them is merged into yet another.
pub async fn merge(
    db: &mut PgConnection,
    id: OpportunityId,
    into: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<Pair> {
    if id == into {
        return Err(Error::InTheWay("A call cannot be merged into itself.".into()));
    }
    let [state, other] = hold_both(&mut *db, id, into).await?;
    for one in [id, into] {
        expect(&mut *db, one, &[State::Waiting, State::Published, State::Rejected]).await?;
    }
    let turned_round = state == State::Published && other != State::Published;
    let (goes, stays) = if turned_round { (into, id) } else { (id, into) };
    let titles = [title(&mut *db, goes).await?, title(&mut *db, stays).await?];
    queries::set_state(&mut *db, goes, State::Merged, Some(stays), now).await?;
    merging::move_marks(&mut *db, goes, stays).await?;
    let [gone, stayed] = titles.map(|title| format!("“{title}”"));
    decided(&mut *db, goes, Action::Merged, Some(&format!("into {stayed}")), &[], by, now).await?;
    queries::add_decision(&mut *db, stays, ("take_in", Some(&gone), &[]), by.signature(), now)
        .await?;
    Ok(Pair { stays, goes })
}

/// Takes a merge back: the call stands again where it stood, with the marks that came with it.
///
/// # Errors
/// [`Error::Conflict`] where it is not merged.
pub async fn unmerge(
    db: &mut PgConnection,
    id: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<Pair> {
    let call = queries::by_id(&mut *db, id).await?.or_not_found()?;
    let into = call.merged_into.ok_or_else(|| {
        Error::Conflict("Someone was faster: this call is merged into no other any more.".into())
    })?;
    hold_both(&mut *db, id, into).await?;
    expect(&mut *db, id, &[State::Merged]).await?;
    let state = merging::before_merge(&mut *db, id).await?.unwrap_or(State::Waiting);
    merging::give_marks_back(&mut *db, id).await?;
    queries::set_state(&mut *db, id, state, None, now).await?;
    let other = title(&mut *db, into).await?;
    let (from, gone) = (format!("with “{other}”"), format!("with “{}”", call.title));
    decided(&mut *db, id, Action::Unmerged, Some(&from), &[], by, now).await?;
    let line = (Action::Unmerged.slug(), Some(gone.as_str()), [].as_slice());
    queries::add_decision(&mut *db, into, line, by.signature(), now).await?;
    Ok(Pair { stays: into, goes: id })
}

/// Notes in the history of both that a page which was taken for one call is another's.
///
/// # Errors
/// The database cannot be reached.
pub async fn split(
    db: &mut PgConnection,
    from: OpportunityId,
    new: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let out = format!("“{}”", title(&mut *db, new).await?);
    let origin = format!("from “{}”", title(&mut *db, from).await?);
    decided(&mut *db, from, Action::Split, Some(&out), &[], by, now).await?;
    let line = (Action::Split.slug(), Some(origin.as_str()), [].as_slice());
    Ok(queries::add_decision(&mut *db, new, line, by.signature(), now).await?)
}

/// Takes two calls for the rest of the transaction, always in one order, so that two who do so the opposite
/// way round do not wait for each other. Returns where they stand.
async fn hold_both(
    db: &mut PgConnection,
    one: OpportunityId,
    other: OpportunityId,
) -> Result<[State; 2]> {
    let first = hold(&mut *db, one.min(other)).await?;
    let second = hold(&mut *db, one.max(other)).await?;
    Ok(if one < other { [first, second] } else { [second, first] })
}

async fn title(db: &mut PgConnection, id: OpportunityId) -> Result<String> {
    Ok(queries::by_id(db, id).await?.or_not_found()?.title)
}
