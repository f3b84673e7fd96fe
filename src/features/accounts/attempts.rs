//! Attempts to sign in: how many there may be, and what the audit log says of those that failed.

use super::Email;
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
/// count where it was signed in from before.
///
/// # Errors
/// [`TooMany`](crate::platform::error::Error::TooMany); the same for accounts that are not there.
pub async fn take(state: &State, typed: &str, account: Option<UserId>) -> Result<()> {
    let name =
        Email::parse(typed).map_or_else(|_| String::new(), |email| email.as_str().to_owned());
    state.limits.take(Limited::SignInAddress, &Key::here())?;
    state.limits.take(Limited::SignIn, &Key::named_here(&name))?;
    let known = match (account, caller::current().address) {
        (Some(account), Some(address)) => {
            audit::done_from(&state.pool, account, Action::SignedIn, address).await?
        }
        _ => false,
    };
    if !known {
        state.limits.take(Limited::SignInAccount, &Key::named(&name))?;
    }
    Ok(())
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
