//! The marks by which listings of the same call find each other, and what is known of two calls.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use crate::features::opportunities::{Decider, OpportunityId};
use crate::features::reading::{Document, Reading};
use crate::features::sources::duplicates::Alike;

/// A call that shares marks with another.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub title: String,
    /// Whether the staff refused it.
    pub rejected: bool,
    /// One of its listings: the text.
    pub document: Document,
    /// What was read from that.
    pub reading: Reading,
}

/// The listings with a call that share any of these marks, those that share the most telling ones
/// first. At most `most`.
pub async fn candidates(
    db: impl PgExecutor<'_>,
    marks: &[String],
    most: i64,
) -> sqlx::Result<Vec<Candidate>> {
    let rows = sqlx::query!(
        r#"with near as (
               select l.opportunity_id as call, l.version_id as version,
                      (select sum(case split_part(mark, ':', 1)
                              when 'page' then 5 when 'name' then 4 when 'who' then 3
                              when 'day' then 2 when 'host' then 2 else 1 end)
                       from unnest(l.marks) mark where mark = any($1)) as shared
               from listings l
               where l.marks && $1 and l.opportunity_id is not null
               order by shared desc, l.id limit $2
           )
           select o.id as "id: OpportunityId", o.title, o.state = 'rejected' as "rejected!",
                  v.document as "document: Json<Document>", v.reading as "reading: Json<Reading>"
           from near join opportunities o on o.id = near.call
           join listing_versions v on v.id = near.version
           where near.shared > 1
           order by near.shared desc, v.id"#,
        marks,
        most,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Candidate {
            id: row.id,
            title: row.title,
            rejected: row.rejected,
            document: row.document.0,
            reading: row.reading.0,
        })
        .collect())
}

/// The calls a person said this one is not.
pub async fn kept_apart(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<BTreeSet<OpportunityId>> {
    let others = sqlx::query_scalar!(
        r#"select case when first_id = $1 then second_id else first_id end as "id!: OpportunityId"
           from duplicate_pairs
           where verdict = 'different' and decided_by is not null and $1 in (first_id, second_id)"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(others.into_iter().collect())
}

/// Gives a listing its marks.
pub async fn mark(db: impl PgExecutor<'_>, listing: Uuid, marks: &[String]) -> sqlx::Result<()> {
    sqlx::query!("update listings set marks = $2 where id = $1", listing, marks)
        .execute(db)
        .await?;
    Ok(())
}

/// The calls it may be the same as, and why.
pub async fn alike(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<Vec<(OpportunityId, Vec<String>)>> {
    let rows = sqlx::query!(
        r#"select case when first_id = $1 then second_id else first_id end as "id!: OpportunityId",
                  reasons as "reasons: Json<Vec<String>>"
           from duplicate_pairs where verdict = 'maybe' and $1 in (first_id, second_id)
             and not exists (select from opportunities o where o.state = 'merged'
                             and o.id <> $1 and o.id in (first_id, second_id))
           order by decided_at"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.reasons.0)).collect())
}

/// Notes what was found about two calls; a person's word is not overwritten by the program's.
pub async fn note_pair(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
    other: &Alike,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    decide_pair(db, (id, other.id), "maybe", &other.reasons, None, now).await
}

/// Writes what is the case with two calls: `same`, `maybe` or `different`. What made them look alike is kept
/// beside `same`, for the case that it is taken back.
pub async fn decide_pair(
    db: impl PgExecutor<'_>,
    (one, other): (OpportunityId, OpportunityId),
    verdict: &str,
    reasons: &[String],
    by: Option<&Decider>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into duplicate_pairs (first_id, second_id, verdict, reasons, decided_by, decided_by_id, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (first_id, second_id) do update
         set verdict = excluded.verdict,
             reasons = case when excluded.verdict = 'same' then duplicate_pairs.reasons
                            else excluded.reasons end,
             decided_by = excluded.decided_by, decided_by_id = excluded.decided_by_id,
             decided_at = excluded.decided_at
         where duplicate_pairs.decided_by is null or excluded.decided_by is not null",
        one.min(other).0,
        one.max(other).0,
        verdict,
        Json(reasons) as _,
        by.map(Decider::name),
        by.and_then(Decider::person).map(|person| person.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes back that two calls are one: where they had looked alike to the program, that is a question again;
/// where nothing but a person's word had made them one, they are two by that person's word.
pub async fn reopen_pair(
    db: impl PgExecutor<'_>,
    (one, other): (OpportunityId, OpportunityId),
    by: &Decider,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update duplicate_pairs
         set verdict = case when reasons = '[]' then 'different' else 'maybe' end,
             decided_by = case when reasons = '[]' then $3 end,
             decided_by_id = case when reasons = '[]' then $4::uuid end,
             decided_at = $5
         where first_id = $1 and second_id = $2",
        one.min(other).0,
        one.max(other).0,
        by.name(),
        by.person().map(|person| person.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
