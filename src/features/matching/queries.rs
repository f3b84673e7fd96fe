//! The SQL of an artist's own marks on calls.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, PgConnection, PgExecutor};
use uuid::Uuid;

use super::feedback::{Mark, Marked, MarkedCall, Traits, Why, asked_stages};
use crate::features::opportunities::OpportunityId;
use crate::features::reading::{Clause, Country, Discipline, Fact, Kind, Place, Reading};
use crate::platform::visitor::UserId;

/// Every mark of an artist, in the order in which they were made.
pub async fn marks(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Vec<Marked>> {
    let rows = sqlx::query!(
        r#"select m.opportunity_id as "id!", m.saved as "saved!", m.reason,
                  m.marked_at > coalesce((select max(reset_at) from feedback_resets where user_id = $1),
                                         '-infinity') and o.state = 'published' as "counts!",
                  o.slug, o.title, o.kind, o.disciplines, o.organisation, o.country, o.region, o.city,
                  o.online, o.fee = 'paid' and o.fee_amount is distinct from 0 as "asks_fee!",
                  case when m.reason = 'not_my_stage' then o.reading->'eligibility' end
                      as "eligibility: Json<Vec<Fact<Clause>>>"
           from (select opportunity_id, true as saved, null as reason, saved_at as marked_at
                 from saved_calls where user_id = $1
                 union all
                 select opportunity_id, false, reason, hidden_at
                 from hidden_calls where user_id = $1) m
           join opportunities o on o.id = m.opportunity_id
           order by m.marked_at, m.opportunity_id"#,
        user.0
    )
    .fetch_all(db)
    .await?;
    let marked = rows.into_iter().map(|row| {
        let clauses = row.eligibility.map(|clauses| clauses.0).unwrap_or_default();
        let country = row.country.as_deref().and_then(Country::new);
        let place = Place { city: row.city, region: row.region, country, online: row.online };
        Marked {
            id: row.id,
            traits: Traits {
                kind: row.kind.as_deref().and_then(Kind::from_slug),
                disciplines: row
                    .disciplines
                    .iter()
                    .filter_map(|d| Discipline::from_slug(d))
                    .collect(),
                organiser: row.organisation,
                place: Some(place),
                asks_fee: row.asks_fee,
                stages: asked_stages(&clauses),
            },
            call: MarkedCall {
                slug: row.slug,
                title: row.title,
                mark: if row.saved { Mark::Saved } else { Mark::Hidden },
                why: row.reason.as_deref().and_then(Why::from_slug),
            },
            counts: row.counts,
        }
    });
    Ok(marked.collect())
}

/// Lets the marks made so far nudge no score any more.
pub async fn reset_feedback(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into feedback_resets (user_id, reset_at) values ($1, $2) on conflict do nothing",
        user.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the last reset back. False: there was none.
pub async fn restore_feedback(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from feedback_resets where user_id = $1
           and reset_at = (select max(reset_at) from feedback_resets where user_id = $1)",
        user.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// When an artist last began afresh.
pub async fn feedback_reset_at(
    db: impl PgExecutor<'_>,
    user: UserId,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("select max(reset_at) from feedback_resets where user_id = $1", user.0)
        .fetch_one(db)
        .await
}

/// Keeps a call at hand; one that is kept stays.
pub async fn save(
    db: impl PgExecutor<'_>,
    user: UserId,
    call: OpportunityId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into saved_calls (user_id, opportunity_id, saved_at) values ($1, $2, $3)
         on conflict do nothing",
        user.0,
        call.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a call out of sight. A reason that is given later counts from then on.
pub async fn hide(
    db: impl PgExecutor<'_>,
    user: UserId,
    call: OpportunityId,
    why: Option<Why>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into hidden_calls (user_id, opportunity_id, reason, hidden_at) values ($1, $2, $3, $4)
         on conflict (user_id, opportunity_id) do update
         set reason = excluded.reason, hidden_at = excluded.hidden_at
         where excluded.reason is not null",
        user.0,
        call.0,
        why.map(Why::slug),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a mark off a call. False: there was none.
pub async fn take_off(
    db: impl PgExecutor<'_>,
    user: UserId,
    call: OpportunityId,
    mark: Mark,
) -> sqlx::Result<bool> {
    match mark {
        Mark::Saved => sqlx::query!(
            "delete from saved_calls where user_id = $1 and opportunity_id = $2",
            user.0,
            call.0,
        )
        .execute(db)
        .await
        .map(|done| done.rows_affected() > 0),
        Mark::Hidden => sqlx::query!(
            "delete from hidden_calls where user_id = $1 and opportunity_id = $2",
            user.0,
            call.0,
        )
        .execute(db)
        .await
        .map(|done| done.rows_affected() > 0),
    }
}

/// The published calls after an id, in the order of their ids.
pub async fn published(
    db: impl PgExecutor<'_>,
    after: Uuid,
    most: i64,
) -> sqlx::Result<Vec<(Uuid, Reading)>> {
    let rows: Vec<(Uuid, Json<Reading>)> = sqlx::query_as(
        "select id, reading from opportunities where state = 'published' and id > $1 order by id limit $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(id, reading)| (id, reading.0)).collect())
}

/// Those of these calls that are published.
pub async fn readings(db: impl PgExecutor<'_>, ids: &[Uuid]) -> sqlx::Result<Vec<(Uuid, Reading)>> {
    let rows: Vec<(Uuid, Json<Reading>)> = sqlx::query_as(
        "select id, reading from opportunities where state = 'published' and id = any($1)",
    )
    .bind(ids)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(id, reading)| (id, reading.0)).collect())
}

/// An empty database of this name, for benches.
///
/// # Errors
/// The server cannot be reached, or there is one already.
pub async fn made_database(admin: &mut PgConnection, name: &str) -> sqlx::Result<()> {
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(admin).await?;
    Ok(())
}

/// Puts made-up calls into an empty database as published ones, for benches: what search needs of them
/// is left out.
///
/// # Errors
/// The database cannot be reached, or holds one of them.
pub async fn fill(
    db: impl PgExecutor<'_>,
    calls: &[(Uuid, Reading)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = calls.iter().map(|(id, _)| *id).collect();
    let readings: Vec<Json<&Reading>> = calls.iter().map(|(_, reading)| Json(reading)).collect();
    sqlx::query(
        "insert into opportunities (id, slug, state, reading, title, source_id, source_name, source_url,
                search, first_seen_at, checked_at, published_at, updated_at)
         select id, id::text, 'published', reading, '', 'made', 'made', '', '', $3, $3, $3, $3
         from unnest($1, $2) as made (id, reading)",
    )
    .bind(ids)
    .bind(readings)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
