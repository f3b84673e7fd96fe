//! A database of its own for each test, migrated, in some ten milliseconds: a copy of a template
//! that is made once for each state of the migrations.
//!
//! It lives on a throw-away server in memory that starts by itself, or on the one that
//! `TEST_DATABASE_URL` names, whose user must be allowed to create databases.

use std::path::Path;
use std::time::{Duration, Instant};

use proletto::MIGRATOR;
use proletto::platform::db;
use proletto::platform::postgres::APPLICATION;
use proletto::platform::postgres::scratch::{Held, Scratch};
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool};
use uuid::Uuid;

/// One test's database. It is dropped some time after this is.
pub struct TestDatabase {
    /// Connections to it, five at most.
    pub pool: PgPool,
    /// The same, as the role that a program works as: what it may not do, stories cannot make it do.
    pub application: PgPool,
    /// Its address, for a program that is started on it.
    pub url: String,
    name: String,
    server: Server,
}

enum Server {
    /// The throw-away one, whose keeper drops what is not held any more.
    Scratch { scratch: Scratch, _held: Held },
    /// One that is not ours to litter.
    Named(PgConnectOptions),
}

/// A fresh database with every table and no rows.
pub async fn database() -> TestDatabase {
    let name = format!("proletto_test_{}", Uuid::now_v7().simple());
    let server = server(&name).await;
    let mut admin = connect(&server.options("postgres")).await;
    let template = template(&server, &mut admin).await;
    let copy = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
    admin.execute(AssertSqlSafe(copy)).await.unwrap();
    admin.close().await.unwrap();
    let options = server.options(&name);
    let url = options.to_url_lossy().to_string();
    let pool = |options| PgPoolOptions::new().max_connections(5).connect_lazy_with(options);
    // On a server that is not ours a role may need a password that nobody knows.
    let application = match server {
        Server::Scratch { .. } => options.clone().username(APPLICATION),
        Server::Named(_) => options.clone(),
    };
    let (pool, application) = (pool(options), pool(application));
    TestDatabase { pool, application, url, name, server }
}

async fn server(name: &str) -> Server {
    let url = std::env::var("TEST_DATABASE_URL").unwrap_or_default();
    if !url.is_empty() {
        return Server::Named(url.parse().expect("TEST_DATABASE_URL is an address"));
    }
    let join = || {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        Scratch::join(Path::new(env!("CARGO_BIN_EXE_proletto")), &data)
    };
    let joined = tokio::task::spawn_blocking(join).await.unwrap();
    let scratch = joined.unwrap_or_else(|error| panic!("{error}"));
    let held = scratch.hold(name).unwrap_or_else(|error| panic!("{error}"));
    Server::Scratch { scratch, _held: held }
}

/// The name of the template for the present migrations, made if this is the first to ask.
async fn template(server: &Server, admin: &mut PgConnection) -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATOR.iter() {
        hash.update(&migration.checksum);
    }
    let hash = u64::from_be_bytes(hash.finalize()[..8].try_into().unwrap());
    let name = format!("proletto_template_{hash:016x}");
    let exists = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";
    let mut made: bool =
        sqlx::query_scalar(exists).bind(&name).fetch_one(&mut *admin).await.unwrap();
    if made {
        return name;
    }
    // Tests that ask at the same time wait here for the first.
    let lock = "SELECT pg_advisory_lock($1)";
    sqlx::query(lock).bind(hash.cast_signed()).execute(&mut *admin).await.unwrap();
    made = sqlx::query_scalar(exists).bind(&name).fetch_one(&mut *admin).await.unwrap();
    if !made {
        let unfinished = format!("{name}_unfinished");
        for sql in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
            admin.execute(AssertSqlSafe(format!("{sql} {unfinished}"))).await.unwrap();
        }
        let mut connection = connect(&server.options(&unfinished)).await;
        MIGRATOR.run_direct(None, &mut connection, false).await.unwrap();
        db::entrust(&mut connection, APPLICATION).await.unwrap();
        connection.close().await.unwrap();
        let rename = format!("ALTER DATABASE {unfinished} RENAME TO {name}");
        admin.execute(AssertSqlSafe(rename)).await.unwrap();
    }
    let unlock = "SELECT pg_advisory_unlock($1)";
    sqlx::query(unlock).bind(hash.cast_signed()).execute(&mut *admin).await.unwrap();
    name
}

/// A connection, tried for a while: many tests knock at once.
async fn connect(options: &PgConnectOptions) -> PgConnection {
    let begun = Instant::now();
    loop {
        match PgConnection::connect_with(options).await {
            Ok(connection) => return connection,
            Err(error) if begun.elapsed() > Duration::from_secs(15) => panic!("{error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

impl Server {
    fn options(&self, database: &str) -> PgConnectOptions {
        match self {
            Self::Scratch { scratch, .. } => scratch.options(database),
            Self::Named(options) => options.clone().database(database),
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Server::Named(options) = &self.server else { return };
        let options = options.clone().database("postgres");
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A runtime cannot be entered from within another's thread.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                connect(&options).await.execute(AssertSqlSafe(drop)).await.unwrap();
            });
        });
        if dropping.join().is_err() {
            eprintln!("the test's database {} was left behind", self.name);
        }
    }
}
