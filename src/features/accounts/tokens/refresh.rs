//! Refresh tokens: each is good once and leads to the next. One that is used again after its successor
//! was used is in two hands, and everything that came of that sign-in ends. One that is used again while
//! its successor was not is taken for an answer that was lost, or for a program that asks several times at
//! once: each question gets a successor of its own, of which one leads on. Whoever comes with a second one
//! has it from somewhere else.

use chrono::TimeDelta;
use uuid::Uuid;

use super::queries::{self, Family};
use super::{Scopes, access, opaque};
use crate::features::accounts::Proved;
use crate::features::accounts::queries::hold_turn;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::state::State;
use crate::platform::visitor::UserId;

/// How long one is good when it is not used.
const UNUSED: TimeDelta = TimeDelta::days(30);
/// How long a program stays signed in, however busy it is.
const IN_ALL: TimeDelta = TimeDelta::days(180);

/// What a program is given.
#[derive(Debug)]
pub struct Pair {
    /// The access token.
    pub access: String,
    /// The refresh token.
    pub refresh: String,
    /// What they may do.
    pub scopes: Scopes,
}

/// Signs a program in.
///
/// # Errors
/// [`Error::Unauthenticated`] where what was shown counts no more.
pub async fn begin(state: &State, proved: Proved, program: &str, scopes: Scopes) -> Result<Pair> {
    let user = proved.user;
    let now = state.clock.now();
    let refresh = opaque::make(opaque::REFRESH);
    let family = Uuid::now_v7();
    let mut tx = state.pool.begin().await?;
    if !hold_turn(&mut *tx, proved).await? {
        return Err(Error::Unauthenticated);
    }
    queries::add_family(&mut *tx, family, user, program, &scopes.names(), now, now + IN_ALL)
        .await?;
    let hash = opaque::hash(&refresh);
    queries::add_refresh(&mut *tx, &hash, family, None, now, now + UNUSED).await?;
    let entry = Entry::new(Who::Person(user), Action::TokenMade).on("sign-in of a program", family);
    audit::write(&mut *tx, entry.note("program", program), now).await?;
    tx.commit().await?;
    let access = access::issue(state, user, family, &scopes).await?;
    Ok(Pair { access, refresh, scopes })
}

/// Gives the next pair for a refresh token.
///
/// # Errors
/// [`Error::Unauthenticated`] where it is worth nothing (any more).
pub async fn next(state: &State, token: &str) -> Result<Pair> {
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    let hash = opaque::hash(token);
    // The family's row is locked, so that of two who come at once one is second.
    let Some(family) = queries::family_of(&mut *tx, &hash).await? else {
        return Err(Error::Unauthenticated);
    };
    let dead = family.revoked || family.expires_at <= now;
    let Some(known) = queries::refresh(&mut *tx, &hash).await?.filter(|_| !dead) else {
        return Err(Error::Unauthenticated);
    };
    if known.successor_used || known.twin_used {
        queries::revoke_family(&mut *tx, family.id, "replayed", now).await?;
        let entry = Entry::new(Who::Nobody, Action::TokenReplayed)
            .on("sign-in of a program", family.id)
            .note("account", &family.user.0.to_string());
        audit::write(&mut *tx, entry, now).await?;
        tx.commit().await?;
        return Err(Error::Unauthenticated);
    }
    if known.expires_at <= now {
        return Err(Error::Unauthenticated);
    }
    let refresh = opaque::make(opaque::REFRESH);
    let successor = opaque::hash(&refresh);
    let until = now + UNUSED;
    queries::add_refresh(&mut *tx, &successor, family.id, Some(&hash), now, until).await?;
    queries::touch_family(&mut *tx, family.id, now).await?;
    tx.commit().await?;
    let Family { id, user, scopes, .. } = family;
    let scopes = Scopes::read(scopes.iter().map(String::as_str)).unwrap_or_default();
    let access = access::issue(state, user, id, &scopes).await?;
    Ok(Pair { access, refresh, scopes })
}

/// Ends the sign-in that a refresh token belongs to. A token that is not known is as good as ended.
pub async fn end(state: &State, token: &str) -> Result<()> {
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    if let Some(family) = queries::family_of(&mut *tx, &opaque::hash(token)).await? {
        queries::revoke_family(&mut *tx, family.id, "signed out", now).await?;
        let entry = Entry::new(Who::Person(family.user), Action::TokenRevoked);
        audit::write(&mut *tx, entry.on("sign-in of a program", family.id), now).await?;
    }
    Ok(tx.commit().await?)
}

/// Signs one of this person's programs out.
///
/// # Errors
/// They have no such program.
pub async fn end_own(state: &State, user: UserId, id: Uuid) -> Result<()> {
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    queries::own_family(&mut *tx, user, id).await?.or_not_found()?;
    queries::revoke_family(&mut *tx, id, "ended by its owner", now).await?;
    let entry = Entry::new(Who::Person(user), Action::TokenRevoked);
    audit::write(&mut *tx, entry.on("sign-in of a program", id), now).await?;
    Ok(tx.commit().await?)
}
