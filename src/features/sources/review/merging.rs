//! Saying that two calls are one, or that one is two, with the pages that list them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::text;
use crate::features::opportunities::{self, Decider, OpportunityId, Pair, State};
use crate::features::sources::queries::review::{self, Found};
use crate::features::sources::queries::{duplicates as pairs, listings, versions};
use crate::platform::audit::{self, Action, Entry};
use crate::platform::error::{Error, OrNotFound, Result};

/// Says that two calls are one, see [`opportunities::merge`]: the pages of one become the other's.
///
/// # Errors
/// [`Error::Conflict`] where they are one already.
pub async fn merge(
    pool: &PgPool,
    id: OpportunityId,
    into: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<Pair> {
    let mut tx = pool.begin().await?;
    let pair = opportunities::merge(&mut tx, id, into, by, now).await?;
    listings::move_all(&mut *tx, pair.goes, pair.stays).await?;
    pairs::decide_pair(&mut *tx, (id, into), "same", &[], Some(by), now).await?;
    tx.commit().await?;
    Ok(pair)
}

/// Takes a merge back, with everything that moved.
pub(super) async fn part(
    db: &mut PgConnection,
    id: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let counted = opportunities::counting_for(&mut *db, id).await?.or_not_found()?;
    let Pair { stays, goes } = opportunities::unmerge(&mut *db, id, by, now).await?;
    listings::give_back(&mut *db, goes).await?;
    pairs::reopen_pair(&mut *db, (stays, goes), by, now).await?;
    // Either may have come to rest on a page that is the other's, or missed what its own said meanwhile.
    for one in [goes, stays, counted] {
        rest_on_its_own(&mut *db, one, now).await?;
    }
    Ok(())
}

/// Lets a call rest on a page of its own, and what that said meanwhile count or wait as ever.
async fn rest_on_its_own(
    db: &mut PgConnection,
    id: OpportunityId,
    now: DateTime<Utc>,
) -> Result<()> {
    let state = opportunities::hold(&mut *db, id).await?;
    let own = listings::of_call(&mut *db, id).await?;
    let counting = versions::counting(&mut *db, id).await?;
    let here = counting.as_ref().filter(|version| own.contains(&version.listing));
    let Some(listing) = here.map(|version| version.listing).or(own.first().copied()) else {
        return Ok(());
    };
    let newest = versions::newest(&mut *db, listing).await?.or_not_found()?;
    match here {
        Some(here) if here.id == newest.id => {}
        Some(_) if state == State::Published => {
            let reading = newest.reading.clone();
            let changes =
                opportunities::compare(&mut *db, id, &newest.document, reading, now).await?;
            if !changes.is_empty() {
                versions::set_state(&mut *db, newest.id, "waiting").await?;
            }
        }
        _ => {
            opportunities::rest_on(&mut *db, id, &newest.origin()).await?;
            opportunities::accept(&mut *db, id, text(&newest), newest.reading.clone(), now).await?;
            versions::set_state(&mut *db, newest.id, "accepted").await?;
        }
    }
    Ok(())
}

/// Says that one of a call's pages is about another call: that one is filed, and waits for a look.
///
/// # Errors
/// [`Error::Conflict`] where the call rests on that page, or the page is none of its any more.
pub async fn split(
    pool: &PgPool,
    id: OpportunityId,
    listing: Uuid,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<OpportunityId> {
    let mut tx = pool.begin().await?;
    opportunities::hold(&mut tx, id).await?;
    if !listings::of_call(&mut *tx, id).await?.contains(&listing) {
        return Err(Error::Conflict("That page does not list this call any more.".into()));
    }
    if listings::leading(&mut *tx, id).await? == Some(listing) {
        return Err(Error::InTheWay("This call itself rests on that page.".into()));
    }
    let version = versions::newest(&mut *tx, listing).await?.or_not_found()?;
    let new =
        opportunities::file(&mut tx, &version.origin(), text(&version), &version.reading, now)
            .await?;
    listings::tie(&mut *tx, listing, Some(new), None).await?;
    versions::set_state(&mut *tx, version.id, "accepted").await?;
    opportunities::split(&mut tx, id, new, by, now).await?;
    pairs::decide_pair(&mut *tx, (id, new), "different", &[], Some(by), now).await?;
    tx.commit().await?;
    Ok(new)
}

/// Calls that somebody may mean who looks for another one than `but`, by words of them or an address.
///
/// # Errors
/// The database cannot be reached.
pub async fn with_words(pool: &PgPool, but: OpportunityId, words: &str) -> Result<Vec<Found>> {
    let words = words.trim().replace('\0', "");
    if words.is_empty() {
        return Ok(Vec::new());
    }
    Ok(review::with_words(pool, but, &words, 20).await?)
}

/// Says that two calls are not the same, for good.
///
/// # Errors
/// There is no such call, or it is one and the same.
pub async fn keep_apart(
    pool: &PgPool,
    id: OpportunityId,
    other: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    if id == other {
        return Err(Error::InTheWay("A call cannot be another than itself.".into()));
    }
    for one in [id, other] {
        opportunities::by_id(pool, one).await?.or_not_found()?;
    }
    let mut tx = pool.begin().await?;
    pairs::decide_pair(&mut *tx, (id, other), "different", &[], Some(by), now).await?;
    let entry = Entry::new(by.who(), Action::KeptApart).on("call", id.0);
    audit::write(&mut *tx, entry.note("other", &other.0.to_string()), now).await?;
    Ok(tx.commit().await?)
}
