//! Deleting an account: asked for, thought over, and then everything, with a receipt.

use anyhow::ensure;
use chrono::TimeDelta;
use url::Url;
use uuid::Uuid;

use super::personal::{PERSONAL, TRACES};
use super::queries::{self, Deletion};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::mail::{self, Letter, Words};
use crate::platform::outbox;
use crate::platform::state::State;
use crate::platform::visitor::Visitor;

/// Asks for the account to be deleted when the time to think is over, and tells its owner by a letter.
///
/// # Errors
/// [`Error::InTheWay`] for the last admin.
pub async fn ask(state: &State, visitor: &Visitor, email: &str) -> Result<()> {
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    if visitor.is_admin() && queries::other_admins(&mut *tx, visitor.id).await? == 0 {
        let words =
            "You are the only admin. Make another one first: without any, nobody can review calls.";
        return Err(Error::InTheWay(words.into()));
    }
    let grace = TimeDelta::days(i64::from(state.config.deletion_days));
    let deletion =
        Deletion { user: visitor.id, receipt: Uuid::new_v4(), asked_at: now, due_at: now + grace };
    queries::ask_for_deletion(&mut *tx, deletion).await?;
    let entry = Entry::new(Who::Person(visitor.id), Action::DeletionAsked);
    audit::write(&mut *tx, entry.on("account", visitor.id.0), now).await?;
    let letter = letter(state.config.base_url(), email, deletion)?;
    outbox::put(&mut *tx, &state.secrets, &letter, None, now).await?;
    tx.commit().await?;
    mail::deliver_soon(state);
    Ok(())
}

fn letter(home: Url, to: &str, deletion: Deletion) -> anyhow::Result<Letter> {
    let day = deletion.due_at.format("%-d %B %Y");
    Ok(Words::new(home, "Your account is going to be deleted")
        .say(format!(
            "Whoever is signed in to your account asked for it to be deleted. On {day} everything in it goes."
        ))
        .link("Keep the account, or take a copy", "/account/privacy")?
        .say("If you did not ask for this, choose a new password now: that calls the deletion off, and ends \
              every other sign-in.")
        .to(to)?)
}

/// Keeps the account after all.
///
/// # Errors
/// Its deletion was not asked for.
pub async fn cancel(state: &State, visitor: &Visitor) -> Result<()> {
    let mut tx = state.pool.begin().await?;
    queries::cancel_deletion(&mut *tx, visitor.id).await?.then_some(()).or_not_found()?;
    let entry = Entry::new(Who::Person(visitor.id), Action::DeletionCancelled);
    audit::write(&mut *tx, entry.on("account", visitor.id.0), state.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Deletes every account whose time has come, each in one transaction. Returns how many.
pub async fn delete_due(state: &State) -> anyhow::Result<usize> {
    let mut done = 0;
    while !state.stop.is_cancelled() {
        let now = state.clock.now();
        let mut tx = state.pool.begin().await?;
        let Some(deletion) = queries::next_due(&mut *tx, now).await? else { break };
        let user = deletion.user;
        let mut removed = Vec::new();
        for trace in TRACES {
            let count = queries::take_name_out(&mut tx, trace, user).await?;
            removed.push((format!("Your name: {}", trace.about), i64::try_from(count)?));
        }
        let letters = queries::remove_letters(&mut tx, user).await?;
        removed.push(("Letters to you".to_owned(), i64::try_from(letters)?));
        for table in PERSONAL {
            let there = queries::count(&mut tx, table, user).await?;
            queries::remove(&mut tx, table, user).await?;
            removed.push((table.about.to_owned(), there));
        }
        for table in PERSONAL {
            let left = queries::count(&mut tx, table, user).await?;
            ensure!(left == 0, "{left} rows are left in {}", table.table);
        }
        removed.retain(|(_, count)| *count > 0);
        queries::add_receipt(&mut *tx, deletion, &removed, now).await?;
        let entry = Entry::new(Who::Rule("deletion"), Action::AccountDeleted);
        audit::write(&mut *tx, entry.on("account", user.0), now).await?;
        tx.commit().await?;
        done += 1;
    }
    Ok(done)
}
