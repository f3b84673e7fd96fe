//! The SQL of an artist's own marks on calls.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::features::opportunities::OpportunityId;
use crate::platform::visitor::UserId;

/// A mark that an artist puts on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Keep at hand.
    Saved,
    /// Out of sight.
    Hidden,
}

/// The calls an artist marked so.
pub async fn marked(db: impl PgExecutor<'_>, user: UserId, mark: Mark) -> sqlx::Result<Vec<Uuid>> {
    match mark {
        Mark::Saved => {
            sqlx::query_scalar!("select opportunity_id from saved_calls where user_id = $1", user.0)
                .fetch_all(db)
                .await
        }
        Mark::Hidden => {
            sqlx::query_scalar!(
                "select opportunity_id from hidden_calls where user_id = $1",
                user.0
            )
            .fetch_all(db)
            .await
        }
    }
}

/// Puts a mark on a call; one that is there stays.
pub async fn put(
    db: impl PgExecutor<'_>,
    user: UserId,
    call: OpportunityId,
    mark: Mark,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    match mark {
        Mark::Saved => sqlx::query!(
            "insert into saved_calls (user_id, opportunity_id, saved_at) values ($1, $2, $3)
             on conflict do nothing",
            user.0,
            call.0,
            now,
        )
        .execute(db)
        .await
        .map(|_| ()),
        Mark::Hidden => sqlx::query!(
            "insert into hidden_calls (user_id, opportunity_id, hidden_at) values ($1, $2, $3)
             on conflict do nothing",
            user.0,
            call.0,
            now,
        )
        .execute(db)
        .await
        .map(|_| ()),
    }
}

/// Takes a mark off a call.
pub async fn take_off(
    db: impl PgExecutor<'_>,
    user: UserId,
    call: OpportunityId,
    mark: Mark,
) -> sqlx::Result<()> {
    match mark {
        Mark::Saved => sqlx::query!(
            "delete from saved_calls where user_id = $1 and opportunity_id = $2",
            user.0,
            call.0,
        )
        .execute(db)
        .await
        .map(|_| ()),
        Mark::Hidden => sqlx::query!(
            "delete from hidden_calls where user_id = $1 and opportunity_id = $2",
            user.0,
            call.0,
        )
        .execute(db)
        .await
        .map(|_| ()),
    }
}
