//! The database: one pool, migrated before anything else.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool};

use super::config::{Config, expose};

/// A connection that lay idle for so long is pinged before it is used.
const IDLE: Duration = Duration::from_secs(1);

/// How long a server that does not answer yet is waited for: it may be starting at the same time.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a page waits for a connection before its visitor is told to come again: one that is there is
/// free in a moment, and one that is away should not be stared at.
const ROOM: Duration = Duration::from_secs(4);

/// Whether the database was found away, so that it is said once and not by every request.
static AWAY: AtomicBool = AtomicBool::new(false);

/// Whether an error means that the database is not there, rather than that it refused something.
pub fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Io(_)
        | sqlx::Error::WorkerCrashed => true,
        // It stops, starts, or has no room for one more.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            matches!(code.as_ref(), "57P01" | "57P02" | "57P03" | "53300") || code.starts_with("08")
        }),
        _ => false,
    }
}

/// Says in the log that the database is away, once until it answers again.
pub fn note_away(cause: &anyhow::Error) {
    if !AWAY.swap(true, Ordering::Relaxed) {
        tracing::error!("the database does not answer, and visitors are told to wait: {cause:#}");
    }
}

fn note_there() {
    if AWAY.load(Ordering::Relaxed) && AWAY.swap(false, Ordering::Relaxed) {
        tracing::info!("the database answers again");
    }
}

/// Opens the pool.
///
/// # Errors
/// The server cannot be reached within ten seconds, lets nobody in, or is not one we can work with.
pub async fn connect(options: PgConnectOptions, config: &Config) -> anyhow::Result<PgPool> {
    // The pool would hide why behind "timed out".
    probe(&options).await.context("the database cannot be used")?;
    PgPoolOptions::new()
        .max_connections(config.database_connections)
        .acquire_timeout(ROOM)
        // A ping before each use costs 13 % of a page; one before the use of a connection that lay
        // idle costs nothing noticeable, and spares visitors the errors after a database restart.
        .test_before_acquire(false)
        .before_acquire(|connection, known| {
            Box::pin(async move {
                let there = known.idle_for < IDLE || connection.ping().await.is_ok();
                if there {
                    note_there();
                }
                Ok(there)
            })
        })
        .after_connect(|_, _| {
            Box::pin(async {
                note_there();
                Ok(())
            })
        })
        // Where it is away, that is said once and not by everyone who waits for it.
        .acquire_slow_threshold(ROOM * 2)
        .connect_with(options.application_name("proletto"))
        .await
        .context("the database cannot be reached")
}

/// Whether a server answers, is new enough and keeps its text in UTF-8.
async fn probe(options: &PgConnectOptions) -> anyhow::Result<()> {
    let begun = Instant::now();
    let mut connection = loop {
        match PgConnection::connect_with(options).await {
            Ok(connection) => break connection,
            Err(error) if begun.elapsed() < PATIENCE && is_starting(&error) => {
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
            Err(sqlx::Error::Database(refused)) => anyhow::bail!("{}", refused.message()),
            Err(error) => return Err(error.into()),
        }
    };
    let sql =
        "select current_setting('server_version_num')::int, current_setting('server_encoding')";
    let (version, encoding): (i32, String) = sqlx::query_as(sql).fetch_one(&mut connection).await?;
    let _ = connection.close().await;
    if version < 150_000 {
        anyhow::bail!("it is PostgreSQL {}, and 15 is the oldest that will do", version / 10_000);
    }
    if encoding != "UTF8" {
        anyhow::bail!(
            "it keeps its text as {encoding}, and calls come in every script: make one in UTF-8"
        );
    }
    Ok(())
}

/// Whether a server may well answer in a moment: nobody listens yet, or it says that it starts.
fn is_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => error.code().as_deref() == Some("57P03"),
        _ => false,
    }
}

/// How many changes of the tables wait to be made.
///
/// # Errors
/// The database cannot be reached.
pub async fn waiting(pool: &PgPool, migrator: &Migrator) -> sqlx::Result<usize> {
    let made: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(pool)
        .await?;
    if !made {
        return Ok(migrator.iter().count());
    }
    let done: Vec<i64> = sqlx::query_scalar("select version from _sqlx_migrations where success")
        .fetch_all(pool)
        .await?;
    Ok(migrator.iter().filter(|migration| !done.contains(&migration.version)).count())
}

/// The options of `DATABASE_URL`, where it is set.
///
/// # Errors
/// It cannot be read.
pub fn configured(config: &Config) -> anyhow::Result<Option<PgConnectOptions>> {
    let Some(url) = &config.database_url else { return Ok(None) };
    let options = expose(url)
        .parse()
        .context("DATABASE_URL should be like postgres://name:password@host/database")?;
    Ok(Some(options))
}

/// Brings the tables up to date. Several programs may do it at once; one does the work. Where nothing is to be
/// done, nothing has to be allowed.
///
/// # Errors
/// A migration fails, or the database is newer than this program.
pub async fn migrate(pool: &PgPool, migrator: &Migrator) -> anyhow::Result<()> {
    let words = "the tables could not be brought up to date";
    if is_up_to_date(pool, migrator).await.context(words)? {
        return Ok(());
    }
    migrator.run(pool).await.context(words)
}

/// As which role of the database one is connected.
///
/// # Errors
/// The database cannot be reached.
pub async fn user(pool: &PgPool) -> sqlx::Result<String> {
    sqlx::query_scalar("select current_user::text").fetch_one(pool).await
}

/// Whether exactly these changes were made, and each as it is here.
async fn is_up_to_date(pool: &PgPool, migrator: &Migrator) -> sqlx::Result<bool> {
    let made: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(pool)
        .await?;
    if !made {
        return Ok(false);
    }
    let sql = "select version, checksum, success from _sqlx_migrations order by version";
    let done: Vec<(i64, Vec<u8>, bool)> = sqlx::query_as(sql).fetch_all(pool).await?;
    let known = migrator.iter().map(|one| (one.version, &*one.checksum, true));
    Ok(done.iter().map(|(version, sum, done)| (*version, &**sum, *done)).eq(known))
}

/// Lets a role work with the tables as the application does, and makes it where there is none: it reads and
/// writes rows, owns nothing, and cannot change or remove a line of the audit log.
///
/// # Errors
/// The one who is connected does not own the tables, or may make no role.
pub async fn entrust(connection: &mut PgConnection, role: &str) -> anyhow::Result<()> {
    let plain = role.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    anyhow::ensure!(plain && !role.is_empty(), "a role is named in letters, digits and _");
    // Of several programs that begin at once, one after the other.
    let sql = format!(
        r#"begin;
           select pg_advisory_xact_lock(4160);
           do $$ begin
               if not exists (select from pg_roles where rolname = '{role}') then
                   create role "{role}" login;
               end if;
               execute format('grant usage on schema %I to "{role}"', current_schema());
               execute format('grant select, insert, update, delete on all tables in schema %I to "{role}"',
                              current_schema());
               execute format('grant usage, select on all sequences in schema %I to "{role}"',
                              current_schema());
           end $$;
           revoke update, delete, truncate, references, trigger on audit_log from "{role}";
           revoke insert, update, delete on _sqlx_migrations from "{role}";
           commit;"#
    );
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await;
    done.map(drop).with_context(|| format!("the role {role} could not be let in"))
}
