//! Attempts to sign in: how many there may be, and what the audit log says of those that failed.

use super::passwords::{self, Lane};
use super::{Email, Password, Proved, queries};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::caller;
use crate::platform::error::Result;
use crate::platform::limits::{Key, Limited};
use crate::platform::state::State;
use crate::platform::visitor::UserId;

/// Takes one attempt at the account that was named, before its password is looked at.
///
/// Counted by account and address, so that whoever guesses is slowed where they are, and the owner,
/// elsewhere, is not. Those who guess from many addresses meet a limit on the account, which does not
/// count where it was signed in from before. Accounts that are not there are counted in the same way.
///
/// Returns the lane in which to wait for the password to be looked at.
///
/// # Errors
/// There were too many.
pub async fn take(state: &State, typed: &str, account: Option<UserId>) -> Result<Lane> {
    let name =
        Email::parse(typed).map_or_else(|_| String::new(), |email| email.as_str().to_owned());
    state.limits.take(Limited::SignInAddress, &Key::here()).await?;
    state.limits.take(Limited::SignIn, &Key::named_here(&name)).await?;
    let known = match (account, caller::current().address) {
        (Some(account), Some(address)) => {
            audit::done_from(&state.pool, account, Action::SignedIn, address).await?
        }
        _ => false,
    };
    if known {
        return Ok(Lane::Known);
    }
    state.limits.take(Limited::SignInAccount, &Key::named(&name)).await?;
    Ok(Lane::Other)
}

/// Whose address and password these are: for pages and programs, which let them in, or ask for more where
/// the account is guarded.
///
/// # Errors
/// There were too many attempts, or the database cannot be reached.
pub async fn check(state: &State, typed: &str, password: &str) -> Result<Option<Proved>> {
    let known = match Email::parse(typed) {
        Ok(email) => queries::by_email(&state.pool, &email).await?,
        Err(_) => None,
    };
    let (proved, hash) = known
        .map(|known| (Proved { user: known.id, turn: known.turn }, known.password_hash))
        .unzip();
    let (user, hash) = (proved.map(|proved: Proved| proved.user), hash.flatten());
    let lane = take(state, typed, user).await?;
    let password = Password::typed(password);
    let checked = passwords::verify(&state.config, password.clone(), hash.clone(), lane).await?;
    let Some(proved) = proved.filter(|_| checked.fits) else {
        failed(state, user).await?;
        return Ok(None);
    };
    if let Some(hash) = hash.filter(|_| checked.stale) {
        let anew = passwords::hash(&state.config, password).await?;
        queries::rehash(&state.pool, proved.user, &hash, &anew).await?;
    }
    Ok(Some(proved))
}

/// Notes an attempt that failed. What was typed is not kept: it may be a password in the wrong field.
///
/// # Errors
/// The database cannot be reached.
pub async fn failed(state: &State, account: Option<UserId>) -> Result<()> {
    let mut entry = Entry::new(Who::Nobody, Action::SignInFailed);
    if let Some(account) = account {
        entry = entry.on("account", account.0);
    }
    Ok(audit::write(&state.pool, entry, state.clock.now()).await?)
}
