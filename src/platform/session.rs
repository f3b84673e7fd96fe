//! Sessions: tower-sessions on a table of ours that keeps only the hash of the cookie's id.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore, session};
use uuid::Uuid;

use super::clock::Clock;
use super::state::State;

/// Where a session keeps whose it is.
pub const USER: &str = "user";
/// Where a session keeps the words for the next page.
pub const FLASH: &str = "flash";
/// Where a session keeps when it was last renewed.
const RENEWED: &str = "renewed";

/// Sessions as rows.
#[derive(Clone, Debug)]
pub struct Store {
    pool: PgPool,
    clock: Clock,
    /// How long an unused one is kept.
    unused: TimeDelta,
}

/// The session layer. Over https the cookie is `__Host-proletto` and Secure; on plain http (a first
/// look on one's own machine) browsers would drop such a cookie, so it is `proletto`.
pub fn layer(state: &State) -> SessionManagerLayer<Store> {
    let days = i64::from(state.config.session_days);
    let unused = TimeDelta::days(days);
    let store = Store { pool: state.pool.clone(), clock: state.clock.clone(), unused };
    let secure = state.config.base_url().scheme() == "https";
    SessionManagerLayer::new(store)
        .with_name(if secure { "__Host-proletto" } else { "proletto" })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(days)))
}

/// Lets a session that is used last longer: its row and its cookie are written anew once in a while (daily,
/// where it lasts a month), and not with each page.
///
/// # Errors
/// The session cannot be read.
pub async fn renew(state: &State, session: &Session) -> std::result::Result<(), session::Error> {
    let now = state.clock.now();
    let often = TimeDelta::days(i64::from(state.config.session_days)) / 24;
    let renewed: Option<DateTime<Utc>> = session.get(RENEWED).await?;
    if renewed.is_none_or(|at| now - at >= often) {
        session.insert(RENEWED, now).await?;
    }
    Ok(())
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
        self.write(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.write(record).await
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

impl Store {
    async fn write(&self, record: &Record) -> Result<()> {
        let user: Option<Uuid> =
            record.data.get(USER).and_then(|value| value.as_str()?.parse().ok());
        let data = serde_json::to_value(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        // The record's own expiry comes from the machine's clock; there is one clock here.
        let now = self.clock.now();
        sqlx::query!(
            "insert into sessions (id_hash, user_id, data, created_at, expires_at)
             values ($1, $2, $3, $4, $5)
             on conflict (id_hash) do update
             set user_id = excluded.user_id, data = excluded.data, expires_at = excluded.expires_at",
            hash(&record.id),
            user,
            data,
            now,
            now + self.unused,
        )
        .execute(&self.pool)
        .await
        .map_err(backend)?;
        Ok(())
    }
}

fn hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.to_string().as_bytes()).to_vec()
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}
