//! Accounts from the command line, where there is no session: whoever runs the program may do this.

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use url::Url;

use super::queries::{self, Listed, NewUser};
use super::tickets::{self, Purpose};
use super::{Email, Name, Password, letters, passwords, sessions, tokens};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::violated;
use crate::platform::state::State;
use crate::platform::visitor::{Role, UserId};
use crate::platform::{config, mail, outbox};

/// Creates an account. Whoever runs the program vouches for the address.
///
/// # Errors
/// The address has an account already, or the database cannot be reached.
pub async fn create(
    state: &State,
    email: &Email,
    name: &Name,
    role: Role,
    password: Password,
) -> anyhow::Result<UserId> {
    let hash = passwords::hash(&state.config, password).await?;
    let now = state.clock.now();
    let (password_hash, email_proved_at) = (Some(hash.as_str()), Some(now));
    let user = NewUser { email, name, role, password_hash, email_proved_at };
    let mut db = state.pool.begin().await?;
    let id =
        queries::insert(&mut *db, user, now).await.map_err(|error| match violated(&error) {
            Some("users_email_unique") => {
                anyhow::anyhow!("{} has an account already", email.as_str())
            }
            _ => error.into(),
        })?;
    let entry = Entry::new(Who::Operator, Action::SignedUp).on("account", id.0);
    audit::write(&mut *db, entry.note("role", role.slug()), now).await?;
    db.commit().await?;
    Ok(id)
}

/// Why somebody was not invited.
#[derive(Debug, thiserror::Error)]
pub enum NotInvited {
    /// Nobody may make an account.
    #[error("PROLETTO_SIGN_UP is closed; set it to invite")]
    Closed,
    /// They are here already.
    #[error("{0} has an account already")]
    HasAccount(String),
    /// The database cannot be reached, or the letter not written.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

impl From<sqlx::Error> for NotInvited {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Invites somebody to create an account, by a letter. Returns the link in it; an earlier one for the
/// same address opens nothing any more.
///
/// # Errors
/// See [`NotInvited`].
pub async fn invite(state: &State, email: &Email, by: Who<'_>) -> Result<Url, NotInvited> {
    if state.config.sign_up == config::SignUp::Closed {
        return Err(NotInvited::Closed);
    }
    let (home, now, purpose) = (state.config.base_url(), state.clock.now(), Purpose::Invitation);
    let mut db = state.pool.begin().await?;
    if queries::by_email(&mut *db, email).await?.is_some() {
        return Err(NotInvited::HasAccount(email.as_str().to_owned()));
    }
    tickets::void_invitation(&mut *db, email).await?;
    let token = tickets::issue(&mut *db, purpose, None, email, "", now).await?;
    let letter = letters::invitation(home.clone(), email, &token)?;
    outbox::put(&mut *db, &state.secrets, &letter, Some(now + purpose.lasts()), now).await?;
    audit::write(&mut *db, Entry::new(by, Action::Invited), now).await?;
    db.commit().await?;
    mail::deliver(state).await?;
    let link = home.join(&format!("/sign-up/finish?token={}", token.expose()));
    link.map_err(|error| NotInvited::Failed(error.into()))
}

/// Takes an invitation back. False: there is none for this address.
///
/// # Errors
/// The database cannot be reached.
pub async fn uninvite(state: &State, email: &Email, by: UserId) -> sqlx::Result<bool> {
    let mut db = state.pool.begin().await?;
    let there = tickets::void_invitation(&mut *db, email).await?;
    if there {
        let entry = Entry::new(Who::Person(by), Action::InvitationTakenBack);
        audit::write(&mut *db, entry, state.clock.now()).await?;
    }
    db.commit().await?;
    Ok(there)
}

/// Gives an account another password, and ends its sign-ins, those of programs, its tokens, and whatever was
/// under way.
///
/// # Errors
/// There is no such account, or the database cannot be reached.
pub async fn set_password(state: &State, email: &Email, password: Password) -> anyhow::Result<()> {
    let hash = passwords::hash(&state.config, password).await?;
    let mut db = state.pool.begin().await?;
    let Some(known) = queries::by_email(&mut *db, email).await? else {
        anyhow::bail!("there is no account for {}", email.as_str())
    };
    queries::set_password(&mut *db, known.id, &hash).await?;
    tickets::void(&mut *db, known.id).await?;
    sessions::end_all(&mut *db, known.id).await?;
    tokens::revoke_all(&mut *db, known.id, "the password changed", state.clock.now()).await?;
    queries::keep_after_all(&mut *db, known.id).await?;
    let entry = Entry::new(Who::Operator, Action::PasswordChanged).on("account", known.id.0);
    audit::write(&mut *db, entry, state.clock.now()).await?;
    Ok(db.commit().await?)
}

/// Gives an account another role; it is signed out everywhere, so that the new one counts at once.
///
/// # Errors
/// There is no such account, or the database cannot be reached.
pub async fn set_role(
    pool: &PgPool,
    email: &Email,
    role: Role,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = pool.begin().await?;
    let before = queries::admins(&mut *tx).await?;
    let Some(id) = queries::set_role(&mut *tx, email, role).await? else {
        anyhow::bail!("there is no account for {}", email.as_str())
    };
    if before > 0 && queries::admins(&mut *tx).await? == 0 {
        anyhow::bail!(
            "{0} is the last admin, and nobody could review calls any more; make another one first: \
             proletto admin create-user ADDRESS --role admin",
            email.as_str()
        );
    }
    let entry = Entry::new(Who::Operator, Action::RoleChanged).on("account", id.0);
    audit::write(&mut *tx, entry.note("role", role.slug()), now).await?;
    Ok(tx.commit().await?)
}

/// Every account, oldest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn list(pool: &PgPool) -> anyhow::Result<Vec<Listed>> {
    Ok(queries::all(pool).await?)
}
