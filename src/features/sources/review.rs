//! Review: what an admin sees of a call, and what they may do with it. Each action is one transaction.

mod merging;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::Seen;
use super::queries::queue::{FromSource, QueuePlace, Size, Waiting};
use super::queries::review::{self, Decided, Decision, ListedBy};
use super::queries::versions::{self, Version};
use super::queries::{duplicates as pairs, listings, queue as waiting};
use super::standing;
use crate::features::opportunities::{
    self, Corrected, Correction, Decider, Opportunity, OpportunityId, Proposal, Refused, State,
    Text,
};
use crate::platform::audit::Action;
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::visitor::Visitor;

pub use merging::{keep_apart, merge, split, with_words};

/// A call as the reviewer sees it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The call as it counts now.
    pub opportunity: Opportunity,
    /// The version its facts were read from; quotes point into this document.
    pub version: Version,
    /// A newer version nobody has looked at.
    pub change: Option<Version>,
    /// What a model proposed, and our readers found in the text.
    pub proposals: Vec<Proposal>,
    /// What a model proposed and code refused.
    pub refused: Vec<Refused>,
    /// What the staff put right.
    pub corrections: Vec<Corrected>,
    /// The call that counts instead, where it was merged.
    pub merged_into: Option<Opportunity>,
    /// The calls that are part of it.
    pub parts: Vec<Opportunity>,
    /// What the other pages say that list it.
    pub linked: Vec<Version>,
    /// The calls it may be the same as, and why.
    pub alike: Vec<(Opportunity, Vec<String>)>,
    /// Where it is listed.
    pub listed_by: Vec<ListedBy>,
    /// What was done with it, newest first.
    pub history: Vec<Decision>,
}

/// So many refused proposals of a call are shown.
const MOST_REFUSED: i64 = 30;

/// The queue from its `skip`-th line on, at most `most` lines: what closes next first, then what has no
/// date, and last what has closed. Of one source where one is named.
///
/// # Errors
/// The database cannot be reached.
pub async fn queue(
    pool: &PgPool,
    skip: i64,
    most: i64,
    source: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Vec<Waiting>> {
    Ok(waiting::queue(pool, skip, most, source, now).await?)
}

/// The sources whose calls are in the queue, those with most first.
///
/// # Errors
/// The database cannot be reached.
pub async fn sources(pool: &PgPool) -> Result<Vec<FromSource>> {
    Ok(waiting::sources(pool).await?)
}

/// How much is in the queue.
///
/// # Errors
/// The database cannot be reached.
pub async fn size(pool: &PgPool) -> Result<Size> {
    Ok(waiting::size(pool).await?)
}

/// Where a call stands in the queue. `None`: it is not in it.
///
/// # Errors
/// The database cannot be reached.
pub async fn place(
    pool: &PgPool,
    id: OpportunityId,
    now: DateTime<Utc>,
) -> Result<Option<QueuePlace>> {
    Ok(waiting::place(pool, id, now).await?)
}

/// Everything about one call. `None`: there is no such call.
///
/// # Errors
/// The database cannot be reached.
pub async fn case(pool: &PgPool, id: OpportunityId) -> Result<Option<Case>> {
    read(&mut *pool.acquire().await?, id).await
}

async fn read(db: &mut PgConnection, id: OpportunityId) -> Result<Option<Case>> {
    let Some(mut opportunity) = opportunities::by_id(&mut *db, id).await? else { return Ok(None) };
    let Some(version) = versions::counting(&mut *db, id).await? else { return Ok(None) };
    standing::only_what_stands(&mut opportunity, &version.document.text);
    let change = versions::waiting(&mut *db, id).await?;
    let merged_into = match opportunities::counting_for(&mut *db, id).await? {
        Some(into) if into != id => opportunities::by_id(&mut *db, into).await?,
        _ => None,
    };
    let mut alike = Vec::new();
    for (other, reasons) in pairs::alike(&mut *db, id).await? {
        if let Some(other) = opportunities::by_id(&mut *db, other).await? {
            alike.push((other, reasons));
        }
    }
    Ok(Some(Case {
        opportunity,
        change,
        merged_into,
        parts: parts(&mut *db, id).await?,
        linked: linked(&mut *db, id, version.listing).await?,
        version,
        proposals: opportunities::proposals(&mut *db, id).await?,
        refused: opportunities::refused_proposals(&mut *db, Some(id), MOST_REFUSED).await?,
        corrections: opportunities::corrections(&mut *db, id).await?,
        alike,
        listed_by: review::listed_by(&mut *db, id).await?,
        history: review::history(&mut *db, id).await?,
    }))
}

async fn parts(db: &mut PgConnection, id: OpportunityId) -> Result<Vec<Opportunity>> {
    let mut parts = Vec::new();
    for part in opportunities::merged_into(&mut *db, id).await? {
        parts.extend(opportunities::by_id(&mut *db, part).await?);
    }
    Ok(parts)
}

/// What the other listings of a call say than the one it rests on.
async fn linked(db: &mut PgConnection, id: OpportunityId, leading: Uuid) -> Result<Vec<Version>> {
    let mut linked = Vec::new();
    for listing in listings::of_call(&mut *db, id).await? {
        if listing != leading {
            linked.extend(versions::newest(&mut *db, listing).await?);
        }
    }
    Ok(linked)
}

/// What one of a call's listings said when somebody looked last.
///
/// # Errors
/// The database cannot be reached.
pub async fn said_before(pool: &PgPool, change: &Version) -> Result<Option<Version>> {
    Ok(versions::accepted(pool, change.listing).await?)
}

/// A version of one of its listings that somebody looked at. `None`: it is not one of this call's.
///
/// # Errors
/// The database cannot be reached.
pub async fn version(pool: &PgPool, id: OpportunityId, version: Uuid) -> Result<Option<Version>> {
    Ok(versions::by_id(pool, id, version).await?)
}

/// Publishes a call as it was `seen`, or lets the change of a published one count that was.
///
/// # Errors
/// [`Error::Conflict`] where someone was faster, or it says something else now.
pub async fn publish(
    pool: &PgPool,
    id: OpportunityId,
    seen: &Seen,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    // From here on nothing changes the call: what is looked at next is what is published.
    let state = opportunities::hold(&mut tx, id).await?;
    let case = read(&mut tx, id).await?.or_not_found()?;
    if state != State::Published && !seen.holds(&case) {
        return Err(Error::Conflict("This call changed while you looked at it.".into()));
    }
    match &case.change {
        Some(change) if state == State::Published => {
            if change.id != seen.version() {
                return Err(Error::Conflict("Its page changed while you looked at it.".into()));
            }
            settle(&mut tx, id, change.clone(), true, by, now).await?;
        }
        _ => opportunities::publish(&mut tx, id, by, None, now).await?,
    }
    Ok(tx.commit().await?)
}

/// Rejects a call for the reason given.
///
/// # Errors
/// [`Error::Conflict`] where someone was faster.
pub async fn reject(
    pool: &PgPool,
    id: OpportunityId,
    by: &Decider,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    opportunities::reject(&mut tx, id, by, reason, now).await?;
    Ok(tx.commit().await?)
}

/// Which calls are rejected together.
#[derive(Clone, Debug)]
pub enum Several {
    /// These.
    Of(Vec<OpportunityId>),
    /// Every call of this source that nobody has looked at.
    UnseenOf(String),
}

/// Rejects several calls for one reason, all or none. One that was decided about meanwhile stays as it is.
/// Returns how many were rejected.
///
/// # Errors
/// The database cannot be reached.
pub async fn reject_several(
    pool: &PgPool,
    which: Several,
    by: &Decider,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<usize> {
    let mut tx = pool.begin().await?;
    let mut ids = match which {
        Several::Of(ids) => ids,
        Several::UnseenOf(source) => waiting::unseen_of(&mut *tx, &source).await?,
    };
    // In one order, so that two who do this at once do not wait for each other.
    ids.sort_unstable();
    ids.dedup();
    let mut rejected = 0;
    for id in ids {
        if opportunities::hold(&mut tx, id).await? == State::Waiting {
            opportunities::reject(&mut tx, id, by, reason, now).await?;
            rejected += 1;
        }
    }
    tx.commit().await?;
    Ok(rejected)
}

/// Takes back what [`reject_several`] did at this instant, all or none. A call that was decided about since
/// stays as it is. Returns how many it were.
///
/// # Errors
/// The database cannot be reached.
pub async fn withdraw_several(
    pool: &PgPool,
    by: &Visitor,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<usize> {
    let mut tx = pool.begin().await?;
    let ids = opportunities::rejected_together(&mut tx, by.id, at).await?;
    for id in &ids {
        opportunities::withdraw(&mut tx, *id, &Decider::from(by), now).await?;
    }
    tx.commit().await?;
    Ok(ids.len())
}

/// Takes a decision back: see [`opportunities::withdraw`]; what was merged are two calls again. Returns
/// where the call stands now; `None`: where it stood before the merge.
///
/// # Errors
/// [`Error::Conflict`] where it is in the queue already.
pub async fn withdraw(
    pool: &PgPool,
    id: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<Option<State>> {
    let mut tx = pool.begin().await?;
    let stands = if opportunities::hold(&mut tx, id).await? == State::Merged {
        merging::part(&mut tx, id, by, now).await?;
        None
    } else {
        Some(opportunities::withdraw(&mut tx, id, by, now).await?)
    };
    tx.commit().await?;
    Ok(stands)
}

/// Puts a field right, on top of whatever the sources say from now on.
///
/// # Errors
/// There is no such call.
pub async fn correct(
    pool: &PgPool,
    id: OpportunityId,
    correction: Correction,
    note: &str,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    let version = versions::counting(&mut *tx, id).await?.or_not_found()?;
    let version = (text(&version), version.reading.clone());
    opportunities::correct(&mut tx, id, correction, note, by, version, now).await?;
    Ok(tx.commit().await?)
}

/// Takes a correction back.
///
/// # Errors
/// There is no such correction.
pub async fn undo(
    pool: &PgPool,
    id: OpportunityId,
    correction: Uuid,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    let version = versions::counting(&mut *tx, id).await?.or_not_found()?;
    let version = (text(&version), version.reading.clone());
    opportunities::undo(&mut tx, id, correction, by, version, now).await?;
    Ok(tx.commit().await?)
}

/// Accepts or strikes what a model proposed.
///
/// # Errors
/// There is no such proposal.
pub async fn rule_on(
    pool: &PgPool,
    id: OpportunityId,
    ruling: (Uuid, bool),
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    let version = versions::counting(&mut *tx, id).await?.or_not_found()?;
    let version = (text(&version), version.reading.clone());
    opportunities::rule_on(&mut tx, id, ruling, by, version, now).await?;
    Ok(tx.commit().await?)
}

/// Sets the change of a published call aside, so that what was published stays.
///
/// # Errors
/// [`Error::Conflict`] where there is no change any more.
pub async fn set_aside(
    pool: &PgPool,
    id: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    opportunities::hold(&mut tx, id).await?;
    let change = versions::waiting(&mut *tx, id)
        .await?
        .ok_or_else(|| Error::Conflict("There is no change to look at any more.".into()))?;
    settle(&mut tx, id, change, false, by, now).await?;
    Ok(tx.commit().await?)
}

/// Takes a change back that counts: the version that counted before counts again, and the change waits for a
/// look once more.
///
/// # Errors
/// [`Error::Conflict`] where something else counts by now.
pub async fn take_change_back(
    pool: &PgPool,
    id: OpportunityId,
    (change, before): (Uuid, Uuid),
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut tx = pool.begin().await?;
    let state = opportunities::hold(&mut tx, id).await?;
    let counting = versions::counting(&mut *tx, id).await?.or_not_found()?;
    let before = versions::by_id(&mut *tx, id, before).await?.or_not_found()?;
    if state != State::Published || counting.id != change || before.id == change {
        let words =
            "That change does not count any more, or something newer does: look at the call.";
        return Err(Error::Conflict(words.into()));
    }
    opportunities::rest_on(&mut *tx, id, &before.origin()).await?;
    versions::set_state(&mut *tx, change, "waiting").await?;
    let reading = before.reading.clone();
    let changes = opportunities::accept(&mut tx, id, text(&before), reading, now).await?;
    opportunities::note(&mut tx, id, Action::ChangeTakenBack, &changes, by, now).await?;
    Ok(tx.commit().await?)
}

async fn settle(
    db: &mut PgConnection,
    id: OpportunityId,
    change: Version,
    accept: bool,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let (state, action) = if accept {
        ("accepted", Action::ChangeAccepted)
    } else {
        ("superseded", Action::ChangeSetAside)
    };
    versions::set_state(&mut *db, change.id, state).await?;
    let changes = if accept {
        opportunities::seen(&mut *db, id, change.read_at).await?;
        opportunities::rest_on(&mut *db, id, &change.origin()).await?;
        opportunities::accept(&mut *db, id, text(&change), change.reading.clone(), now).await?
    } else {
        Vec::new()
    };
    opportunities::note(db, id, action, &changes, by, now).await
}

/// What was decided lately, of one kind where it is named: at most `most` lines after `skip`, newest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn decided(
    pool: &PgPool,
    kind: Option<&str>,
    skip: i64,
    most: i64,
) -> Result<Vec<Decided>> {
    Ok(review::decided(pool, kind, skip, most).await?)
}

/// How many decisions there are, of one kind where it is named.
///
/// # Errors
/// The database cannot be reached.
pub async fn count_decided(pool: &PgPool, kind: Option<&str>) -> Result<i64> {
    Ok(review::count_decided(pool, kind).await?)
}

/// The published calls that a page of a trusted source changed by itself since then.
///
/// # Errors
/// The database cannot be reached.
pub async fn changed_by_themselves(pool: &PgPool, since: DateTime<Utc>) -> Result<Vec<Decided>> {
    Ok(review::changed_by_themselves(pool, since).await?)
}

/// What a version was read from, as a call keeps it.
pub(super) fn text(version: &Version) -> Text<'_> {
    Text { version: Some(version.id), document: &version.document }
}
