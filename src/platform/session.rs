//! Sessions: tower-sessions on a table of ours that keeps only the hash of the cookie's id.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore, session};
use uuid::Uuid;

use super::clock::Clock;
use super::db;
use super::state::State;
use super::visitor::UserId;

/// Where a session keeps its [`SignIn`].
pub const SIGN_IN: &str = "sign_in";
/// Where a session keeps the words for the next page.
pub const FLASH: &str = "flash";
/// Where a session keeps when it was last renewed.
const RENEWED: &str = "renewed";

/// How long a session is kept in which nobody is signed in.
const UNKNOWN: TimeDelta = TimeDelta::hours(1);

/// Somebody signed in with this session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Whose it is.
    pub user: UserId,
    /// In which turn of their account it began: in the next one it is over.
    #[serde(default)]
    pub turn: i32,
    /// Names it on its owner's page; no secret.
    pub handle: Uuid,
    /// Since when.
    pub began_at: DateTime<Utc>,
    /// When they last showed who they are.
    pub proved_at: DateTime<Utc>,
    /// From what, in words.
    pub device: String,
    /// From where, roughly.
    pub place: String,
}

/// Sessions as rows.
#[derive(Clone, Debug)]
pub struct Store {
    pool: PgPool,
    clock: Clock,
    /// How long an unused one is kept.
    unused: TimeDelta,
    /// How long any is kept.
    at_most: TimeDelta,
}

/// The session layer. Over https the cookie is `__Host-proletto` and Secure; on plain http (a first
/// look on one's own machine) browsers would drop such a cookie, so it is `proletto`.
pub fn layer(state: &State) -> SessionManagerLayer<Store> {
    let days = i64::from(state.config.session_days);
    let secure = state.config.base_url().scheme() == "https";
    SessionManagerLayer::new(store(state))
        .with_name(if secure { "__Host-proletto" } else { "proletto" })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(days)))
}

/// Sessions as rows of this program's database.
pub fn store(state: &State) -> Store {
    let days = |days| TimeDelta::days(i64::from(days));
    Store {
        pool: state.pool.clone(),
        clock: state.clock.clone(),
        unused: days(state.config.session_days),
        at_most: days(state.config.session_days_at_most),
    }
}

/// Lets a session that is used last longer: its row and its cookie are written anew once in a while (hourly,
/// where it lasts a month), and not with each page.
///
/// # Errors
/// The session cannot be read.
pub async fn renew(state: &State, session: &Session) -> std::result::Result<(), session::Error> {
    let now = state.clock.now();
    let often = TimeDelta::days(i64::from(state.config.session_days)) / 24;
    let often = often.min(TimeDelta::hours(1));
    let renewed: Option<DateTime<Utc>> = session.get(RENEWED).await?;
    if renewed.is_none_or(|at| now - at >= often) {
        session.insert(RENEWED, now).await?;
    }
    Ok(())
}

/// Takes out what a session keeps under a name, which is good once: however many requests come for it in the
/// same moment, one gets it.
///
/// # Errors
/// The session cannot be read or written.
pub async fn take_once<T: DeserializeOwned>(
    state: &State,
    session: &Session,
    name: &str,
) -> std::result::Result<Option<T>, session::Error> {
    let Some(id) = session.id() else { return Ok(None) };
    let taken = sqlx::query_scalar!(
        r#"with kept as (select id_hash, data -> $2::text as value from sessions
                         where id_hash = $1 and data ? $2 for update)
           update sessions s set data = s.data - $2 from kept
           where s.id_hash = kept.id_hash returning kept.value as "value!""#,
        hash(&id),
        name,
    )
    .fetch_optional(&state.pool)
    .await
    .map_err(backend)?;
    // Nor is it written back with what this request knows of the session.
    session.remove_value(name).await?;
    Ok(taken.map(serde_json::from_value).transpose()?)
}

/// Counts one more try in a session, however many requests try in the same moment. False: there were as many
/// already.
///
/// # Errors
/// The session cannot be written.
pub async fn count_try(
    state: &State,
    session: &Session,
    most: i32,
) -> std::result::Result<bool, session::Error> {
    let Some(id) = session.id() else { return Ok(false) };
    let counted = sqlx::query!(
        "update sessions set tries = tries + 1 where id_hash = $1 and tries < $2",
        hash(&id),
        most,
    )
    .execute(&state.pool)
    .await
    .map_err(backend)?;
    Ok(counted.rows_affected() == 1)
}

/// Removes sessions that have ended. Returns how many.
///
/// # Errors
/// The database cannot be reached.
pub async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let done =
        sqlx::query!("delete from sessions where expires_at <= $1", now).execute(pool).await?;
    Ok(done.rows_affected())
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let Row { user, handle, data, expires_at, now } = self.row(record)?;
        sqlx::query!(
            "insert into sessions (id_hash, user_id, handle, data, created_at, last_seen_at, expires_at)
             values ($1, $2, $3, $4, $5, $5, $6)",
            hash(&record.id),
            user,
            handle,
            data,
            now,
            expires_at,
        )
        .execute(&self.pool)
        .await
        .map_err(backend)?;
        Ok(())
    }

    /// Only what is there: a session that was ended while a request was under way does not come back.
    async fn save(&self, record: &Record) -> Result<()> {
        let Row { user, handle, data, expires_at, now } = self.row(record)?;
        sqlx::query!(
            "update sessions set user_id = $2, handle = $3, data = $4, last_seen_at = $5, expires_at = $6
             where id_hash = $1",
            hash(&record.id),
            user,
            handle,
            data,
            now,
            expires_at,
        )
        .execute(&self.pool)
        .await
        .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = sqlx::query!(
            "select data, expires_at from sessions where id_hash = $1 and expires_at > $2",
            hash(id),
            self.clock.now(),
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(backend)?;
        row.map(|row| {
            Ok(Record {
                id: *id,
                data: serde_json::from_value(row.data).map_err(|e| Error::Decode(e.to_string()))?,
                expiry_date: OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
                    .map_err(|e| Error::Decode(e.to_string()))?,
            })
        })
        .transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query!("delete from sessions where id_hash = $1", hash(id))
            .execute(&self.pool)
            .await
            .map_err(backend)?;
        Ok(())
    }
}

/// What the columns repeat of a session.
struct Row {
    user: Option<Uuid>,
    handle: Option<Uuid>,
    data: serde_json::Value,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
}

impl Store {
    fn row(&self, record: &Record) -> Result<Row> {
        let data = serde_json::to_value(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        let sign_in = record.data.get(SIGN_IN).cloned();
        let sign_in: Option<SignIn> = sign_in
            .map(serde_json::from_value)
            .transpose()
            .map_err(|e| Error::Decode(e.to_string()))?;
        // The record's own expiry comes from the machine's clock; there is one clock here.
        let now = self.clock.now();
        let expires_at = match &sign_in {
            Some(sign_in) => (now + self.unused).min(sign_in.began_at + self.at_most),
            None => now + UNKNOWN.min(self.unused),
        };
        let (user, handle) = sign_in.map(|one| (one.user.0, one.handle)).unzip();
        Ok(Row { user, handle, data, expires_at, now })
    }
}

fn hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.to_string().as_bytes()).to_vec()
}

/// How an error of ours begins that says that the database is away: the store's errors are words only.
const AWAY: &str = "the database is away";

fn backend(error: sqlx::Error) -> Error {
    if db::is_away(&error) {
        return Error::Backend(format!("{AWAY}: {error}"));
    }
    Error::Backend(error.to_string())
}

/// Whether a session could not be read or written because the database is not there.
pub fn is_away(error: &session::Error) -> bool {
    matches!(error, session::Error::Store(Error::Backend(words)) if words.starts_with(AWAY))
}
