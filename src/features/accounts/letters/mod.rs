//! The letters of this room: what each says. A letter never says more to whoever asked for it than to
//! whoever reads it.

use chrono::TimeDelta;
use sqlx::PgConnection;
use url::Url;

use super::Email;
use super::tickets::{Purpose, Token};
use crate::platform::limits::Limited;
use crate::platform::mail::{Letter, Words};
use crate::platform::outbox;
use crate::platform::state::State;

/// Puts a letter that anybody can ask for into the outbox, unless this address got enough of its kind.
///
/// # Errors
/// The database cannot be reached.
pub async fn post_sparingly(
    db: &mut PgConnection,
    state: &State,
    letter: &Letter,
    purpose: Purpose,
) -> anyhow::Result<()> {
    let now = state.clock.now();
    // The letters themselves are what is counted, so that every program on the database counts alike.
    if let Some((most, window)) = state.config.limits.quota(Limited::Mail.limit()) {
        let since = now - TimeDelta::seconds(i64::try_from(window)?);
        if outbox::count_to(&mut *db, &letter.to, &letter.subject, since).await? >= i64::from(most)
        {
            tracing::info!("an address got enough letters for now");
            return Ok(());
        }
    }
    outbox::put(db, &state.secrets, letter, Some(now + purpose.lasts()), now).await
}

/// Confirms an address, and leads to the rest of signing up.
pub fn confirm(home: Url, to: &Email, token: &Token) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "Confirm your address")
        .say("You are almost there. Follow the link to choose a name and a password.")
        .link("Create the account", &format!("/sign-up/finish?token={}", token.expose()))?
        .say("The link works once, for two hours.")
        .say("If you did not ask for this, do nothing: no account is made.")
        .to(to.as_str())?)
}

/// Says to the owner that there is an account already.
pub fn already_here(home: Url, to: &Email, token: &Token) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "You have an account already")
        .say("Somebody, most likely you, wanted to create an account with this address. You have one \
              already: sign in with your password.")
        .say("If you do not remember it, follow the link to choose a new one.")
        .link("Choose a new password", &reset_path(token))?
        .say("The link works once, for half an hour. If it was not you, do nothing: nothing changed.")
        .to(to.as_str())?)
}

/// Leads to a new password.
pub fn reset(home: Url, to: &Email, token: &Token) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "Choose a new password")
        .say("Somebody, most likely you, asked for a new password for the account with this address.")
        .link("Choose a new password", &reset_path(token))?
        .say("The link works once, for half an hour.")
        .say("If it was not you, do nothing: your password stays as it is.")
        .to(to.as_str())?)
}

/// Says that there is no account for this address, so that nobody searches in vain.
pub fn no_account(home: Url, to: &Email) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "There is no account for this address")
        .say(
            "Somebody, most likely you, asked for a new password. There is no account with this \
              address here; perhaps you signed up with another one.",
        )
        .link("Try another address", "/password/forgot")?
        .say("If it was not you, do nothing.")
        .to(to.as_str())?)
}

/// Invites somebody.
pub fn invitation(home: Url, to: &Email, token: &Token) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "You are invited")
        .say("You are invited to Proletto, which finds calls for artists and says which are worth the \
              evening and why.")
        .link("Create an account", &format!("/sign-up/finish?token={}", token.expose()))?
        .say("The link works once, for a week.")
        .to(to.as_str())?)
}

/// Confirms the new address of an account.
pub fn confirm_change(home: Url, to: &Email, token: &Token) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "Confirm your new address")
        .say("Follow the link to sign in with this address from now on. It works where you are signed in \
              to your account.")
        .link("Use this address", &format!("/email/confirm?token={}", token.expose()))?
        .say("The link works once, for two hours. If you did not ask for this, do nothing, and do not sign \
              in to an account that is not yours.")
        .to(to.as_str())?)
}

/// Says to somebody with an account that another account wants its address.
pub fn address_taken(home: Url, to: &Email) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "This address has an account already")
        .say("Somebody wanted to use this address for another account. It belongs to yours, so nothing \
              changed. If it was you, remove the address from the one account first.")
        .to(to.as_str())?)
}

/// Tells the old address that a change was asked for.
pub fn change_asked(home: Url, to: &Email) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "Your address is about to change")
        .say(
            "Somebody who is signed in to your account asked to use another address from now on. \
              Nothing has changed yet: the other address has to be confirmed first.",
        )
        .say(
            "If it was not you, choose a new password now. That ends the change and every other \
              sign-in.",
        )
        .link("Choose a new password", "/password/forgot")?
        .to(to.as_str())?)
}

/// Tells the old address that the change is made.
pub fn changed_address(home: Url, to: &Email) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "Your address has changed")
        .say("Your account has another address now, and this one does not open it any more.")
        .say("If you did not do this, please answer to the people who run this site at once.")
        .to(to.as_str())?)
}

/// Tells that the password is another one; `ways` are the other ways into the account, and `kept` is it where
/// it was to be deleted.
pub fn changed_password(
    home: Url,
    to: &Email,
    ways: &[String],
    kept: bool,
) -> anyhow::Result<Letter> {
    let mut words = Words::new(home, "Your password has changed")
        .say("The password of your account is a new one, and every other sign-in has ended.");
    if kept {
        words = words.say(
            "The account was to be deleted. With the new password that is called off; if you want it, \
             ask for it again.",
        );
    }
    if !ways.is_empty() {
        let list = ways.join("; ");
        words = words.say(format!(
            "These open your account, too: {list}. If you do not know one of them, remove it."
        ));
    }
    Ok(words
        .link("Look at your account", "/account")?
        .say("If you did not do this, choose a new password at once, by “Forgot the password?” on the \
              page for signing in.")
        .to(to.as_str())?)
}

/// Tells that a way to sign in was added or taken away: "A passkey was added: Phone".
pub fn changed_ways(home: Url, to: &Email, what: &str) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "Your ways of signing in have changed")
        .say(format!("{what}."))
        .link("Look at your account", "/account")?
        .say("If you did not do this, choose a new password at once, and look at what else opens your \
              account.")
        .to(to.as_str())?)
}

/// Tells that a token for programs was made, which speaks for the account until it runs out.
pub fn token_made(home: Url, to: &str, name: &str, days: i64) -> anyhow::Result<Letter> {
    Ok(Words::new(home, "A token for programs was made")
        .say(format!(
            "Whoever is signed in to your account made a token for “{name}”. For {days} days it opens what was \
             ticked for it, without a password."
        ))
        .link("Look at your tokens", "/account/tokens")?
        .say("If you did not do this, choose a new password at once: that ends every token.")
        .to(to)?)
}

fn reset_path(token: &Token) -> String {
    format!("/password/reset?token={}", token.expose())
}
