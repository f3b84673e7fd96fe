//! The database: one pool, migrated before anything else.

use std::time::Duration;

use anyhow::Context;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgPool};

use super::config::{Config, expose};

/// A connection that lay idle for so long is pinged before it is used.
const IDLE: Duration = Duration::from_secs(1);

/// Opens the pool.
///
/// # Errors
/// The address cannot be read, or the server cannot be reached within ten seconds.
pub async fn connect(options: PgConnectOptions, config: &Config) -> anyhow::Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(config.database_connections)
        .acquire_timeout(Duration::from_secs(10))
        // A ping before each use costs 13 % of a page; one before the use of a connection that lay
        // idle costs nothing noticeable, and spares visitors the errors after a database restart.
        .test_before_acquire(false)
        .before_acquire(|connection, known| {
            Box::pin(async move { Ok(known.idle_for < IDLE || connection.ping().await.is_ok()) })
        })
        .connect_with(options.application_name("proletto"))
        .await
        .context("the database cannot be reached")
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

/// Brings the tables up to date. Several programs may do it at once; one does the work.
///
/// # Errors
/// A migration fails, or the database is newer than this program.
pub async fn migrate(pool: &PgPool, migrator: &Migrator) -> anyhow::Result<()> {
    migrator.run(pool).await.context("the tables could not be brought up to date")
}
