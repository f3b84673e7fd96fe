//! The SQL of the keys that sign.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// The key that signs.
pub struct KeyRow {
    pub id: Uuid,
    pub private_key: Vec<u8>,
    pub made_at: DateTime<Utc>,
}

pub async fn current_key(db: impl PgExecutor<'_>) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        r#"select id, private_key as "private_key!", made_at from signing_keys
           where retired_at is null and private_key is not null"#
    )
    .fetch_optional(db)
    .await
}

pub async fn public_key(db: impl PgExecutor<'_>, id: Uuid) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select public_key from signing_keys where id = $1", id)
        .fetch_optional(db)
        .await
}

/// Keys that sign, or did after this instant.
pub async fn public_keys(
    db: impl PgExecutor<'_>,
    after: DateTime<Utc>,
) -> sqlx::Result<Vec<(Uuid, Vec<u8>)>> {
    let rows = sqlx::query!(
        "select id, public_key from signing_keys
         where retired_at is null or retired_at > $1 order by made_at desc",
        after
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.public_key)).collect())
}

/// Lets the key that signs sign no more, if it was made by then; its private half is destroyed.
pub async fn retire_key(
    db: impl PgExecutor<'_>,
    made_by: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update signing_keys set retired_at = $2, private_key = null
         where retired_at is null and made_at <= $1",
        made_by,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds a key that signs. False: there is one.
pub async fn add_key(
    db: impl PgExecutor<'_>,
    id: Uuid,
    public: &[u8],
    private: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into signing_keys (id, public_key, private_key, made_at) values ($1, $2, $3, $4)
         on conflict do nothing",
        id,
        public,
        private,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
