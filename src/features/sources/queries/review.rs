//! What the reviewer sees of a call: its history, where it is listed, and those it is looked for among.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::features::opportunities::{OpportunityId, State, fold};
use crate::features::reading::Closing;
use crate::platform::parts::Change;

/// A line of a call's history.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Decision {
    /// What was done.
    pub action: String,
    /// Why, or to which field.
    pub reason: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it altered, fact by fact.
    pub changes: Option<Json<Vec<Change>>>,
}

/// A decision among those about all calls.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The call.
    pub id: OpportunityId,
    /// Its name.
    pub title: String,
    /// What was done.
    pub action: String,
    /// Why, or to which field.
    pub reason: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it altered, fact by fact.
    pub changes: Option<Json<Vec<Change>>>,
}

/// A source that lists the call.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ListedBy {
    /// The listing.
    pub listing: uuid::Uuid,
    /// What its page calls the call.
    pub title: Option<String>,
    /// Whether the call rests on it.
    pub leads: bool,
    /// The call it came with, where that was merged into this one.
    pub merged_from: Option<OpportunityId>,
    /// The source.
    pub source_id: String,
    /// Its name.
    pub source_name: String,
    /// The call's page there.
    pub url: String,
    /// When it was last seen there.
    pub last_seen_at: DateTime<Utc>,
}

/// The call's history, newest first.
pub async fn history(db: impl PgExecutor<'_>, id: OpportunityId) -> sqlx::Result<Vec<Decision>> {
    sqlx::query_as!(
        Decision,
        r#"select action, reason, made_by_name as by, made_at as at, changes as "changes: _"
           from decisions where opportunity_id = $1 order by made_at desc, id desc"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// What was decided about all calls, newest first, of one kind where it is named.
pub async fn decided(
    db: impl PgExecutor<'_>,
    action: Option<&str>,
    skip: i64,
    most: i64,
) -> sqlx::Result<Vec<Decided>> {
    sqlx::query_as!(
        Decided,
        r#"select o.id as "id: _", o.title, d.action, d.reason, d.made_by_name as by,
                  d.made_at as at, d.changes as "changes: _"
           from decisions d join opportunities o on o.id = d.opportunity_id
           where $1::text is null or d.action = $1
           order by d.made_at desc, d.id desc offset $2 limit $3"#,
        action,
        skip,
        most,
    )
    .fetch_all(db)
    .await
}

/// How many decisions there are, of one kind where it is named.
pub async fn count_decided(db: impl PgExecutor<'_>, action: Option<&str>) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from decisions where $1::text is null or action = $1"#,
        action
    )
    .fetch_one(db)
    .await
}

/// The published calls that changed since then without anybody's look, newest first.
pub async fn changed_by_themselves(
    db: impl PgExecutor<'_>,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<Decided>> {
    sqlx::query_as!(
        Decided,
        r#"select o.id as "id: _", o.title, d.action, d.reason, d.made_by_name as by,
                  d.made_at as at, d.changes as "changes: _"
           from decisions d join opportunities o on o.id = d.opportunity_id
           where d.action = 'accept_change' and d.made_by is null and d.made_at > $1
             and o.state = 'published'
           order by d.made_at desc, d.id desc limit 10"#,
        since,
    )
    .fetch_all(db)
    .await
}

/// The sources that list the call, the one it rests on first.
pub async fn listed_by(db: impl PgExecutor<'_>, id: OpportunityId) -> sqlx::Result<Vec<ListedBy>> {
    sqlx::query_as!(
        ListedBy,
        r#"select l.id as listing, v.reading -> 'title' ->> 'value' as title,
                  coalesce(c.listing_id = l.id, false) as "leads!",
                  l.merged_from as "merged_from: OpportunityId", l.source_id,
                  s.definition ->> 'name' as "source_name!", l.url, l.last_seen_at
           from listings l join sources s on s.id = l.source_id
           join opportunities o on o.id = l.opportunity_id
           left join listing_versions v on v.id = l.version_id
           left join listing_versions c on c.id = o.version_id
           where l.opportunity_id = $1
           order by coalesce(c.listing_id = l.id, false) desc, l.first_seen_at, l.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// A call that may be meant when somebody looks for another one.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub title: String,
    /// Who calls.
    pub organisation: Option<String>,
    /// When it closes.
    pub closing: Json<Closing>,
    /// Where it comes from.
    pub source_name: String,
    /// Where it stands.
    pub state: State,
}

/// Calls with these words, or listed at this address; never `but`, nor one that is merged. What is published
/// is first, then what waits.
pub async fn with_words(
    db: impl PgExecutor<'_>,
    but: OpportunityId,
    words: &str,
    most: i64,
) -> sqlx::Result<Vec<Found>> {
    sqlx::query_as!(
        Found,
        r#"select o.id as "id: _", o.title, o.organisation,
                  o.reading -> 'closing' as "closing!: Json<Closing>", o.source_name,
                  o.state as "state: State"
           from opportunities o
           where o.id <> $1 and o.state <> 'merged' and (
               o.search @@ plainto_tsquery('english', $2) or o.search @@ plainto_tsquery('simple', $2)
               or position(lower($3) in lower(o.title)) > 0
               or exists (select from listings l where l.opportunity_id = o.id and l.url = $3)
               or $3 like '%' || o.slug or $3 like '%' || o.id::text)
           order by position(o.state in 'published waiting rejected'),
                    position(lower($3) in lower(o.title)) = 0, o.updated_at desc, o.id
           limit $4"#,
        but.0,
        fold(words),
        words,
        most,
    )
    .fetch_all(db)
    .await
}
