//! Facts about who someone is, which are nobody's business: kept apart from the profile and sealed, with
//! the consent of whoever told them, and used for the conditions of calls and nothing else.

use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgExecutor};

use super::{Artist, queries};
use crate::features::reading::Gender;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::Result;
use crate::platform::secrets::{Column, Secrets};
use crate::platform::state::State;
use crate::platform::visitor::UserId;

/// Where they are sealed.
pub const IDENTITY_FACTS: Column =
    Column { table: "identity_facts", id: "user_id", column: "facts" };

/// What is agreed to, in the table of consents.
const PURPOSE: &str = "identity_facts";
/// Which wording of it is on the page.
const EDITION: i32 = 1;

/// The facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// Their gender.
    gender: Option<Gender>,
    /// Groups they belong to.
    identities: Vec<String>,
}

impl Identity {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is agreed to, in words.
pub fn consent_words(purpose: &str) -> &str {
    match purpose {
        PURPOSE => {
            "Your gender and the groups you belong to are kept, sealed, to answer conditions of calls"
        }
        other => other,
    }
}

/// What an account has told; nothing told is an [`Artist`] of whom nothing is known.
///
/// # Errors
/// The database cannot be reached, or what is sealed does not open.
pub async fn of(state: &State, user: UserId) -> Result<Artist> {
    read(&state.pool, &state.secrets, user).await
}

async fn read(db: impl PgExecutor<'_>, secrets: &Secrets, user: UserId) -> Result<Artist> {
    let (artist, sealed) = queries::of(db, user).await?;
    let mut artist = artist.unwrap_or_default();
    if let Some(sealed) = sealed {
        let identity = open(secrets, user, &sealed)?;
        artist.gender = identity.gender;
        artist.identities = identity.identities;
    }
    Ok(artist)
}

/// Changes what an account tells, one change after the other: what `change` is shown is what it takes the place
/// of. `None` changes nothing.
///
/// # Errors
/// What `change` says, the database cannot be reached, or there is no key to seal with.
pub async fn change<T>(
    state: &State,
    user: UserId,
    change: impl FnOnce(&Artist) -> Result<(Option<Artist>, T)>,
) -> Result<T> {
    let mut tx = state.pool.begin().await?;
    queries::hold(&mut *tx, user).await?;
    let (artist, done) = change(&read(&mut *tx, &state.secrets, user).await?)?;
    if let Some(artist) = artist {
        write(&mut tx, state, user, artist).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// Who tells who they are agrees that it is kept; who takes it back takes the consent back with it.
async fn write(
    tx: &mut PgConnection,
    state: &State,
    user: UserId,
    mut artist: Artist,
) -> Result<()> {
    let now = state.clock.now();
    let identity = Identity {
        gender: artist.gender.take(),
        identities: std::mem::take(&mut artist.identities),
    };
    queries::save(&mut *tx, user, &artist, now).await?;
    let consent = if identity.is_empty() {
        queries::remove_identity(&mut *tx, user).await?;
        queries::withdraw_consent(&mut *tx, user, PURPOSE, now)
            .await?
            .then_some(Action::ConsentWithdrawn)
    } else {
        let plain = serde_json::to_vec(&identity).map_err(anyhow::Error::from)?;
        let sealed =
            state.secrets.seal(IDENTITY_FACTS, user.0, &plain).map_err(anyhow::Error::from)?;
        queries::save_identity(&mut *tx, user, &sealed, now).await?;
        queries::give_consent(&mut *tx, user, PURPOSE, EDITION, now)
            .await?
            .then_some(Action::ConsentGiven)
    };
    if let Some(action) = consent {
        let entry = Entry::new(Who::Person(user), action).note("purpose", PURPOSE);
        audit::write(&mut *tx, entry.on("account", user.0), now).await?;
    }
    Ok(())
}

/// The facts alone, for a copy of everything.
///
/// # Errors
/// The database cannot be reached, or what is sealed does not open.
pub async fn identity_of(
    db: impl PgExecutor<'_>,
    secrets: &Secrets,
    user: UserId,
) -> Result<Option<Identity>> {
    let sealed = queries::identity(db, user).await?;
    sealed.map(|sealed| open(secrets, user, &sealed)).transpose()
}

/// Seals what was told before it was sealed. Returns for how many people.
///
/// # Errors
/// As [`change`].
pub async fn seal_what_is_plain(state: &State) -> Result<usize> {
    let plain = queries::with_plain_identity(&state.pool).await?;
    for user in &plain {
        change(state, *user, |artist| Ok((Some(artist.clone()), ()))).await?;
    }
    Ok(plain.len())
}

fn open(secrets: &Secrets, user: UserId, sealed: &[u8]) -> Result<Identity> {
    let plain = secrets.open(IDENTITY_FACTS, user.0, sealed).map_err(anyhow::Error::from)?;
    Ok(serde_json::from_slice(&plain).map_err(anyhow::Error::from)?)
}
