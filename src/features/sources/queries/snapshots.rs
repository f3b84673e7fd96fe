//! What was fetched, kept as it came, and what is known about an address for the next time.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgExecutor};
use url::Url;
use uuid::Uuid;

use crate::features::sources::{Answer, SourceId};

/// How hard snapshots are compressed: the crate's default.
const LEVEL: i32 = 3;

/// Keeps an answer; one that is kept already is not kept twice. Returns its id.
///
/// # Errors
/// The database cannot be reached.
pub async fn keep(
    db: &mut PgConnection,
    source: &SourceId,
    answer: &Answer,
    now: DateTime<Utc>,
) -> anyhow::Result<Uuid> {
    let hash = Sha256::digest(&answer.bytes).to_vec();
    let kept = sqlx::query_scalar!(
        "select id from snapshots where url = $1 and content_hash = $2",
        answer.url.as_str(),
        hash,
    )
    .fetch_optional(&mut *db)
    .await?;
    if let Some(id) = kept {
        return Ok(id);
    }
    let bytes = answer.bytes.clone();
    let body = tokio::task::spawn_blocking(move || zstd::encode_all(&bytes[..], LEVEL)).await??;
    let id = sqlx::query_scalar!(
        "insert into snapshots (id, source_id, url, content_hash, media_type, body, fetched_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (url, content_hash) do update set url = excluded.url
         returning id",
        Uuid::now_v7(),
        source.as_str(),
        answer.url.as_str(),
        hash,
        answer.content_type,
        body,
        now,
    )
    .fetch_one(db)
    .await?;
    Ok(id)
}

/// Notes what an address answered, for the next request to it.
pub async fn note(
    db: impl PgExecutor<'_>,
    source: &SourceId,
    asked: &Url,
    answer: &Answer,
    snapshot: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into pages (source_id, url, etag, last_modified, snapshot_id, checked_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (source_id, url) do update
         set etag = excluded.etag, last_modified = excluded.last_modified,
             snapshot_id = excluded.snapshot_id, checked_at = excluded.checked_at",
        source.as_str(),
        asked.as_str(),
        answer.etag,
        answer.last_modified,
        snapshot,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What an address answered last time, if it gave anything by which it can say "unchanged".
///
/// # Errors
/// The database cannot be reached, or a snapshot is damaged.
pub async fn last(
    db: impl PgExecutor<'_>,
    source: &SourceId,
    asked: &Url,
) -> anyhow::Result<Option<Answer>> {
    let row = sqlx::query!(
        "select p.etag, p.last_modified, s.url, s.media_type, s.body
         from pages p join snapshots s on s.id = p.snapshot_id
         where p.source_id = $1 and p.url = $2 and (p.etag is not null or p.last_modified is not null)",
        source.as_str(),
        asked.as_str(),
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Answer {
        url: Url::parse(&row.url)?,
        content_type: row.media_type,
        bytes: tokio::task::spawn_blocking(move || zstd::decode_all(&row.body[..])).await??,
        etag: row.etag,
        last_modified: row.last_modified,
        unchanged: true,
    }))
}

/// Removes snapshots that nothing rests on any more: not the latest of their address, and no version
/// of a call was read from them. Returns how many.
///
/// # Errors
/// The database cannot be reached.
pub async fn sweep(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "delete from snapshots s where fetched_at < $1
         and not exists (select from pages p where p.snapshot_id = s.id)
         and not exists (select from listing_versions v where v.snapshot_id = s.id)",
        before
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
