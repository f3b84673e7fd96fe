//! Locks that hold across processes: Postgres advisory locks on a connection of their own.
//!
//! The lock ends with the connection, so a process that is killed leaves none behind.

use sqlx::{Connection, PgConnection, PgPool};

/// A lock that is held until it is released or the process ends.
#[derive(Debug)]
pub struct Held {
    connection: PgConnection,
}

/// Takes the lock of this name, or `None` where someone else holds it.
///
/// # Errors
/// The database cannot be reached.
pub async fn try_lock(pool: &PgPool, name: &str) -> sqlx::Result<Option<Held>> {
    // Not a pooled connection: a lock held for an hour must not starve the pages.
    let mut connection = PgConnection::connect_with(&pool.connect_options()).await?;
    let taken: bool = sqlx::query_scalar("select pg_try_advisory_lock(hashtextextended($1, 0))")
        .bind(name)
        .fetch_one(&mut connection)
        .await?;
    Ok(taken.then_some(Held { connection }))
}

/// Waits for its turn at what only one transaction may do at a time, and keeps it until this one ends.
///
/// # Errors
/// The database cannot be reached.
pub async fn in_turn(transaction: &mut PgConnection, name: &str) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind(name)
        .execute(transaction)
        .await?;
    Ok(())
}

impl Held {
    /// Whether it is still held: false once the connection is lost, when another may have taken it.
    pub async fn still(&mut self) -> bool {
        self.connection.ping().await.is_ok()
    }

    /// Lets go.
    pub async fn release(self) {
        // The server frees it at the latest when it notices the closed connection.
        let _ = self.connection.close().await;
    }
}
