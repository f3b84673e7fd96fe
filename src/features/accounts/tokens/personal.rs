//! Tokens that a person makes for programs of their own: shown once, good until a day they chose.

use chrono::TimeDelta;
use tower_sessions::Session;
use uuid::Uuid;

use super::{Granted, Scopes, opaque, queries};
use crate::features::accounts::{letters, sessions};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::state::State;
use crate::platform::visitor::{UserId, Visitor};
use crate::platform::{mail, outbox};

/// For how many days one may be good.
pub const DAYS: [i64; 4] = [7, 30, 90, 365];

/// Makes one under this id. What is returned is kept nowhere. `None`: there is one of this id already.
///
/// # Errors
/// The sign-in it is made with is over.
pub async fn make(
    state: &State,
    session: &Session,
    user: UserId,
    (id, name): (Uuid, &str),
    scopes: &Scopes,
    days: i64,
) -> Result<Option<String>> {
    let token = opaque::make(opaque::PERSONAL);
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    sessions::hold(&mut *tx, session, user).await?;
    let until = now + TimeDelta::days(days);
    let (hash, names) = (opaque::hash(&token), scopes.names());
    if !queries::add_personal(&mut *tx, id, user, name, &hash, &names, now, until).await? {
        return Ok(None);
    }
    let entry = Entry::new(Who::Person(user), Action::TokenMade).on("token", id);
    audit::write(&mut *tx, entry.note("scopes", &scopes.line()), now).await?;
    let email = queries::email_of(&mut *tx, user).await?.or_not_found()?;
    let letter = letters::token_made(state.config.base_url(), &email, name, days)?;
    outbox::put(&mut *tx, &state.secrets, &letter, None, now).await?;
    tx.commit().await?;
    mail::deliver_soon(state);
    Ok(Some(token))
}

/// Whom one speaks for, and that it was used. `None`: it is worth nothing.
pub async fn use_one(state: &State, token: &str) -> Result<Option<(Visitor, Granted)>> {
    let now = state.clock.now();
    let Some(found) = queries::personal(&state.pool, &opaque::hash(token), now).await? else {
        return Ok(None);
    };
    // To the minute is enough for its owner, and spares a write for each question.
    if found.used_at.is_none_or(|used| used + TimeDelta::minutes(1) <= now) {
        queries::touch_personal(&state.pool, found.id, now).await?;
    }
    let scopes = Scopes::read(found.scopes.iter().map(String::as_str)).unwrap_or_default();
    Ok(Some((found.visitor, Granted { token: found.id, scopes })))
}

/// Revokes one of this person's.
///
/// # Errors
/// They have no such token.
pub async fn revoke(state: &State, user: UserId, id: Uuid) -> Result<()> {
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    queries::revoke_personal(&mut *tx, user, id, now).await?.then_some(()).or_not_found()?;
    let entry = Entry::new(Who::Person(user), Action::TokenRevoked).on("token", id);
    audit::write(&mut *tx, entry, now).await?;
    Ok(tx.commit().await?)
}
