//! The marks by which listings of the same call find each other.

use std::collections::BTreeSet;

use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use crate::features::opportunities::OpportunityId;
use crate::features::reading::{Document, Reading};

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
