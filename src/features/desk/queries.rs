//! The SQL of the desk: the audit log, read.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Which lines are looked for. What is `None` does not count.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub action: Option<&'static str>,
    /// The account that did it, or to which it was done.
    pub account: Option<Uuid>,
    /// What it was done to, by id.
    pub object: Option<String>,
    /// An address or a network, as PostgreSQL reads it.
    pub network: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// A line, with the name that the account has now.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub at: DateTime<Utc>,
    pub action: String,
    pub actor: String,
    pub actor_id: Option<Uuid>,
    pub actor_rule: Option<String>,
    pub actor_email: Option<String>,
    pub object: Option<String>,
    pub object_id: Option<String>,
    pub object_name: Option<String>,
    pub notes: Json<BTreeMap<String, String>>,
    pub address: Option<String>,
    pub request_id: Option<String>,
}

/// How many lines there are.
pub(super) async fn count(db: impl PgExecutor<'_>, wanted: &Wanted) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from audit_log
           where ($1::text is null or action = $1)
             and ($2::uuid is null or actor_id = $2 or (object = 'account' and object_id = $2::text))
             and ($3::text is null or object_id = $3)
             and ($4::text is null or address <<= $4::text::inet)
             and ($5::date is null or at >= $5::date)
             and ($6::date is null or at < $6::date + 1)"#,
        wanted.action,
        wanted.account,
        wanted.object,
        wanted.network,
        wanted.from,
        wanted.to,
    )
    .fetch_one(db)
    .await
}

/// One page of them, newest first.
pub(super) async fn lines(
    db: impl PgExecutor<'_>,
    wanted: &Wanted,
    skip: i64,
    most: i64,
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as!(
        Line,
        r#"select a.at, a.action, a.actor, a.actor_id, a.actor_rule, who.email as "actor_email?",
                  a.object, a.object_id,
                  coalesce(whom.email, call.title) as "object_name?",
                  a.notes as "notes: Json<BTreeMap<String, String>>",
                  host(a.address) as address, a.request_id
           from (select * from audit_log
                 where ($1::text is null or action = $1)
                   and ($2::uuid is null or actor_id = $2
                        or (object = 'account' and object_id = $2::text))
                   and ($3::text is null or object_id = $3)
                   and ($4::text is null or address <<= $4::text::inet)
                   and ($5::date is null or at >= $5::date)
                   and ($6::date is null or at < $6::date + 1)
                 order by at desc, id desc
                 offset $7 limit $8) a
           left join users who on who.id = a.actor_id
           left join users whom on a.object = 'account' and whom.id::text = a.object_id
           left join opportunities call on a.object = 'call' and call.id::text = a.object_id
           order by a.at desc, a.id desc"#,
        wanted.action,
        wanted.account,
        wanted.object,
        wanted.network,
        wanted.from,
        wanted.to,
        skip,
        most,
    )
    .fetch_all(db)
    .await
}

/// The account of this address.
pub(super) async fn account(db: impl PgExecutor<'_>, email: &str) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("select id from users where email = lower($1)", email)
        .fetch_optional(db)
        .await
}
