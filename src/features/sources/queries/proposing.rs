//! Calls about which a model may be asked.

use sqlx::PgExecutor;
use uuid::Uuid;

use crate::features::opportunities::OpportunityId;

/// Waiting calls about whose text this was not asked yet, nor twice in vain: the newest first, before
/// `before`, at most `most`.
pub async fn unasked(
    db: impl PgExecutor<'_>,
    purpose: &str,
    edition: i32,
    before: Uuid,
    most: i64,
) -> sqlx::Result<Vec<OpportunityId>> {
    sqlx::query_scalar!(
        r#"select o.id as "id: OpportunityId" from opportunities o
           where o.state = 'waiting' and o.id < $3
             and not exists (
                 select from model_requests r
                 where r.purpose = $1 and r.subject = o.version_id and r.edition = $2
                   and r.state in ('asked', 'answered', 'lost'))
             and (select count(*) from model_requests r
                  where r.purpose = $1 and r.subject = o.version_id and r.edition = $2
                    and r.state = 'failed') < 2
           order by o.id desc limit $4"#,
        purpose,
        edition,
        before,
        most,
    )
    .fetch_all(db)
    .await
}
