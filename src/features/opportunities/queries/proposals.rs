//! The SQL of proposals.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::features::opportunities::proposal::{Draft, Proposal, Refused, Ruling};
use crate::features::opportunities::{Decider, OpportunityId};

/// The proposals of a call that our readers found in its text, the oldest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn of_call(db: impl PgExecutor<'_>, id: OpportunityId) -> sqlx::Result<Vec<Proposal>> {
    let rows = sqlx::query!(
        r#"select p.id, p.checked as "checked!: Json<Value>", p.words, r.model, p.made_at, p.standing,
                  coalesce(p.decided_by_name, '') as "by!", coalesce(p.decided_at, p.made_at) as "at!"
           from proposals p join model_requests r on r.id = p.request_id
           where p.opportunity_id = $1 and p.checked is not null order by p.id"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    let proposals = rows.into_iter().filter_map(|row| {
        let (by, at) = (row.by, row.at);
        Some(Proposal {
            id: row.id,
            // What an older program kept in another shape carries nothing any more.
            checked: serde_json::from_value(row.checked.0).ok()?,
            words: row.words,
            model: row.model,
            made_at: row.made_at,
            ruling: match row.standing.as_str() {
                "accepted" => Ruling::Accepted { by, at },
                "struck" => Ruling::Struck { by, at },
                _ => Ruling::Open,
            },
        })
    });
    Ok(proposals.collect())
}

/// What was refused, the newest first: of one call where it is named, at most `most`.
///
/// # Errors
/// The database cannot be reached.
pub async fn refused(
    db: impl PgExecutor<'_>,
    of: Option<OpportunityId>,
    most: i64,
) -> sqlx::Result<Vec<Refused>> {
    let rows = sqlx::query!(
        r#"select p.opportunity_id as "call: OpportunityId", o.title, p.topic,
                  p.said as "said: Json<Value>", p.words, p.refused as "reason!", r.model, p.made_at
           from proposals p join model_requests r on r.id = p.request_id
           join opportunities o on o.id = p.opportunity_id
           where p.standing = 'refused' and ($1::uuid is null or p.opportunity_id = $1)
           order by p.id desc limit $2"#,
        of.map(|of| of.0),
        most,
    )
    .fetch_all(db)
    .await?;
    let refused = rows.into_iter().map(|row| Refused {
        call: row.call,
        title: row.title,
        topic: row.topic,
        said: row.said.0,
        words: row.words,
        reason: row.reason,
        model: row.model,
        made_at: row.made_at,
    });
    Ok(refused.collect())
}

/// Keeps a proposal that came with this request.
pub(in crate::features::opportunities) async fn add(
    db: &mut PgConnection,
    id: OpportunityId,
    request: Uuid,
    draft: &Draft,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (checked, refused) = match &draft.outcome {
        Ok(checked) => (Some(Json(checked)), None),
        Err(reason) => (None, Some(reason.as_str())),
    };
    sqlx::query!(
        "insert into proposals
             (id, opportunity_id, request_id, topic, said, words, checked, refused, standing, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        Uuid::now_v7(),
        id.0,
        request,
        draft.topic,
        Json(&draft.said) as _,
        draft.words,
        checked as _,
        refused,
        if refused.is_some() { "refused" } else { "open" },
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes what a reviewer made of a proposal. `None`: there is no such; otherwise what it was about.
pub(in crate::features::opportunities) async fn decide(
    db: &mut PgConnection,
    id: OpportunityId,
    proposal: Uuid,
    standing: &str,
    by: &Decider,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    let (by, name) = by.signature();
    sqlx::query_scalar!(
        "update proposals set standing = $3, decided_by = $4, decided_by_name = $5, decided_at = $6
         where opportunity_id = $1 and id = $2 and standing <> 'refused'
         returning topic",
        id.0,
        proposal,
        standing,
        by.map(|by| by.0),
        name,
        now,
    )
    .fetch_optional(db)
    .await
}

/// Whether a call has proposals that nobody has looked at.
///
/// # Errors
/// The database cannot be reached.
pub async fn any_open(db: impl PgExecutor<'_>, id: OpportunityId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from proposals where opportunity_id = $1 and standing = 'open')
           as "any!""#,
        id.0
    )
    .fetch_one(db)
    .await
}
