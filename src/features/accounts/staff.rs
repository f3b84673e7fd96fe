//! Accounts from the command line, where there is no session: whoever runs the program may do this.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::queries::{self, Account};
use super::{Email, Name, Password, passwords};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::violated;
use crate::platform::visitor::{Role, UserId};

/// Creates an account.
///
/// # Errors
/// The address has an account already, or the database cannot be reached.
pub async fn create(
    pool: &PgPool,
    email: &Email,
    name: &Name,
    role: Role,
    password: Password,
    now: DateTime<Utc>,
) -> anyhow::Result<UserId> {
    let hash = passwords::hash(password).await?;
    let mut tx = pool.begin().await?;
    let id = queries::insert(&mut *tx, email, name, role, &hash, now).await.map_err(|error| {
        match violated(&error) {
            Some("users_email_unique") => {
                anyhow::anyhow!("{} has an account already", email.as_str())
            }
            _ => error.into(),
        }
    })?;
    let entry = Entry::new(Who::Operator, Action::SignedUp).on("account", id.0);
    audit::write(&mut *tx, entry.note("role", role.slug()), now).await?;
    tx.commit().await?;
    Ok(id)
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
    let Some(id) = queries::set_role(&mut *tx, email, role).await? else {
        anyhow::bail!("there is no account for {}", email.as_str())
    };
    let entry = Entry::new(Who::Operator, Action::RoleChanged).on("account", id.0);
    audit::write(&mut *tx, entry.note("role", role.slug()), now).await?;
    Ok(tx.commit().await?)
}

/// Every account, oldest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn list(pool: &PgPool) -> anyhow::Result<Vec<Account>> {
    Ok(queries::all(pool).await?)
}
