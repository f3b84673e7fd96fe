//! The SQL of privacy. Tables and columns that are pasted into it are those of the list in the code.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, PgConnection, PgExecutor};
use uuid::Uuid;

use super::personal::{Personal, Trace};
use crate::platform::visitor::UserId;

/// Begins a transaction that sees one state of everything, and changes nothing.
pub const ONE_STATE: &str = "begin isolation level repeatable read, read only";

/// A copy that was asked for.
#[derive(Clone, Debug)]
pub struct Export {
    pub id: Uuid,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub bytes: Option<i32>,
}

/// A deletion that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Deletion {
    pub user: UserId,
    pub receipt: Uuid,
    pub asked_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
}

/// The proof of a deletion.
#[derive(Clone, Debug)]
pub struct Done {
    pub asked_at: DateTime<Utc>,
    pub done_at: DateTime<Utc>,
    pub removed: Json<Vec<(String, i64)>>,
}

/// What somebody agreed to.
#[derive(Clone, Debug)]
pub struct Consent {
    pub purpose: String,
    pub given_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

pub async fn ask_for_export(
    db: impl PgExecutor<'_>,
    id: Uuid,
    user: UserId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into exports (id, user_id, asked_at, expires_at) values ($1, $2, $3, $4)",
        id,
        user.0,
        now,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The copies of this person that can be fetched or are being made, newest first.
pub async fn exports_of(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Export>> {
    sqlx::query_as!(
        Export,
        r#"select id, asked_at, expires_at, length(archive) as bytes from exports
           where user_id = $1 and expires_at > $2 order by asked_at desc"#,
        user.0,
        now,
    )
    .fetch_all(db)
    .await
}

/// Copies nobody has made yet, oldest first.
pub async fn exports_waiting(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<(Uuid, UserId)>> {
    let rows = sqlx::query!(
        r#"select id, user_id as "user: UserId" from exports
           where made_at is null order by asked_at limit 100"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.user)).collect())
}

pub async fn keep_export(
    db: impl PgExecutor<'_>,
    id: Uuid,
    archive: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!("update exports set archive = $2, made_at = $3 where id = $1", id, archive, now)
        .execute(db)
        .await?;
    Ok(())
}

/// The archive of this person, as long as it may be fetched.
pub async fn archive(
    db: impl PgExecutor<'_>,
    user: UserId,
    id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Vec<u8>>> {
    let archive = sqlx::query_scalar!(
        "select archive from exports where id = $2 and user_id = $1 and expires_at > $3",
        user.0,
        id,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(archive.flatten())
}

pub async fn sweep_exports(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = sqlx::query!("delete from exports where expires_at <= $1", now).execute(db).await?;
    Ok(gone.rows_affected())
}

/// The rows of a person in one of the tables.
pub async fn rows(
    db: &mut PgConnection,
    table: &Personal,
    user: UserId,
) -> sqlx::Result<Vec<Value>> {
    let Personal { table, owner, leaves_out, shows, .. } = *table;
    let shows: String = shows.iter().map(|(name, place)| format!(", '{name}', {place}")).collect();
    let shows = shows.trim_start_matches(", ");
    let sql = format!(
        "select (to_jsonb(t) - $2::text[]) || jsonb_build_object({shows}) from {table} t
         where {owner} = $1"
    );
    let leaves_out: Vec<String> = leaves_out.iter().map(|name| (*name).to_owned()).collect();
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(user.0).bind(leaves_out).fetch_all(db).await
}

/// The rows that stay of which a person is the author, without what is long and not theirs.
pub async fn traces(
    db: &mut PgConnection,
    trace: &Trace,
    user: UserId,
) -> sqlx::Result<Vec<Value>> {
    let Trace { table, owner, .. } = *trace;
    let sql = format!("select to_jsonb(t) - 'frozen' from {table} t where {owner} = $1");
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(user.0).fetch_all(db).await
}

/// The lines of the audit log about a person.
pub async fn audit_lines(db: &mut PgConnection, user: UserId) -> sqlx::Result<Vec<Value>> {
    sqlx::query_scalar!(
        r#"select to_jsonb(a) - 'id' as "line!" from audit_log a
           where actor_id = $1 or (object = 'account' and object_id = $1::text) order by at"#,
        user.0
    )
    .fetch_all(db)
    .await
}

/// How many rows of a person there are in one of the tables.
pub async fn count(db: &mut PgConnection, table: &Personal, user: UserId) -> sqlx::Result<i64> {
    let Personal { table, owner, .. } = *table;
    let sql = format!("select count(*) from {table} where {owner} = $1");
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(user.0).fetch_one(db).await
}

/// Removes them.
pub async fn remove(db: &mut PgConnection, table: &Personal, user: UserId) -> sqlx::Result<u64> {
    let Personal { table, owner, .. } = *table;
    let sql = format!("delete from {table} where {owner} = $1");
    Ok(sqlx::query(AssertSqlSafe(sql)).bind(user.0).execute(db).await?.rows_affected())
}

/// Removes the letters to a person, sent and waiting. Returns how many.
pub async fn remove_letters(db: &mut PgConnection, user: UserId) -> sqlx::Result<u64> {
    let gone = sqlx::query!(
        "delete from outbox where recipient = (select email from users where id = $1)
         and user_id is distinct from $1",
        user.0
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected())
}

/// Takes a person's name out of what stays. Returns from how many rows.
pub async fn take_name_out(
    db: &mut PgConnection,
    trace: &Trace,
    user: UserId,
) -> sqlx::Result<u64> {
    let Trace { table, owner, name, .. } = *trace;
    let name =
        name.map_or(String::new(), |name| format!("{name} = 'A former member of the staff', "));
    let sql = format!("update {table} set {name}{owner} = null where {owner} = $1");
    Ok(sqlx::query(AssertSqlSafe(sql)).bind(user.0).execute(db).await?.rows_affected())
}

/// Asks for an account to be deleted. One that was asked for before stays as it is.
pub async fn ask_for_deletion(db: impl PgExecutor<'_>, deletion: Deletion) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into deletions (user_id, receipt, asked_at, due_at) values ($1, $2, $3, $4)
         on conflict (user_id) do nothing",
        deletion.user.0,
        deletion.receipt,
        deletion.asked_at,
        deletion.due_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn deletion_of(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Deletion>> {
    sqlx::query_as!(
        Deletion,
        r#"select user_id as "user: UserId", receipt, asked_at, due_at from deletions
           where user_id = $1"#,
        user.0
    )
    .fetch_optional(db)
    .await
}

pub async fn cancel_deletion(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from deletions where user_id = $1", user.0).execute(db).await?;
    Ok(gone.rows_affected() == 1)
}

/// Deletions whose time has come, locked until the transaction ends.
pub async fn next_due(
    db: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Deletion>> {
    sqlx::query_as!(
        Deletion,
        r#"select user_id as "user: UserId", receipt, asked_at, due_at from deletions
           where due_at <= $1 order by due_at limit 1 for update skip locked"#,
        now
    )
    .fetch_optional(db)
    .await
}

pub async fn add_receipt(
    db: impl PgExecutor<'_>,
    deletion: Deletion,
    removed: &[(String, i64)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into deletion_receipts (id, asked_at, done_at, removed) values ($1, $2, $3, $4)",
        deletion.receipt,
        deletion.asked_at,
        now,
        Json(removed) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn receipt(db: impl PgExecutor<'_>, id: Uuid) -> sqlx::Result<Option<Done>> {
    sqlx::query_as!(
        Done,
        r#"select asked_at, done_at, removed as "removed: Json<Vec<(String, i64)>>"
           from deletion_receipts where id = $1"#,
        id
    )
    .fetch_optional(db)
    .await
}

/// Whether an account is still waiting to be deleted under this receipt.
pub async fn is_waiting(
    db: impl PgExecutor<'_>,
    receipt: Uuid,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("select due_at from deletions where receipt = $1", receipt)
        .fetch_optional(db)
        .await
}

/// How many other admins there are.
pub async fn other_admins(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from users where role = 'admin' and id <> $1"#,
        user.0
    )
    .fetch_one(db)
    .await
}

pub async fn consents_of(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Vec<Consent>> {
    sqlx::query_as!(
        Consent,
        "select purpose, given_at, withdrawn_at from consents where user_id = $1 order by given_at desc",
        user.0
    )
    .fetch_all(db)
    .await
}

/// Removes the runs of jobs that ended before an instant.
pub async fn sweep_job_runs(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> sqlx::Result<u64> {
    // The last run of each job is what the desk shows, however long ago it was.
    let gone = sqlx::query!(
        "delete from job_runs r where finished_at < $1
         and exists (select from job_runs later where later.job = r.job
                     and later.started_at > r.started_at)",
        before
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected())
}
