//! The private PostgreSQL, and the tests' own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use proletto::platform::postgres::{self, Server, Settings};
use sqlx::{Connection, PgConnection};

use crate::support::database::database;

/// Where this is set, the test [`keeper`] is a process that runs the server of the folder it names.
const KEEP: &str = "PROLETTO_TEST_KEEP";

/// And where this is set too, it may fetch the programs.
const FETCH: &str = "PROLETTO_TEST_FETCH";

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let (one, other) = tokio::join!(database(), database());
    let insert = "CREATE TABLE mine (it int)";
    sqlx::query(insert).execute(&one.pool).await.unwrap();
    sqlx::query(insert).execute(&other.pool).await.unwrap();
    let mut other_way = PgConnection::connect(&one.url).await.unwrap();
    let count = "SELECT count(*) FROM opportunities, mine";
    let rows: i64 = sqlx::query_scalar(count).fetch_one(&mut other_way).await.unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn what_was_written_outlives_every_kind_of_end() {
    let folder = Folder::new("ends");
    // An earlier first start was interrupted.
    fs::create_dir_all(folder.0.join("db.new/base")).unwrap();

    let server = start(&folder.0).await;
    write(&server, "before anything happens").await;
    // The machine runs out of memory and ends the server.
    let first = server_process(&folder.0);
    kill(first);
    eventually("another server", || server_process(&folder.0) != first).await;
    write(&server, "after the server was killed").await;
    server.stop().await;
    assert!(!folder.0.join("db/postmaster.pid").exists(), "it was still running");

    // After a power cut, the number in the file belongs to somebody else.
    let mut bystander = Command::new("sleep")
        .arg("60")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let innocent = bystander.id();
    let path = folder.0.join("db").canonicalize().unwrap();
    let stale = format!("{innocent}\n{}\n0\n5432\n\n\n\nready\n", path.display());
    fs::write(folder.0.join("db/postmaster.pid"), stale).unwrap();
    fs::write(folder.0.join("run/.s.PGSQL.5432.lock"), format!("{innocent}\n")).unwrap();
    let server = start(&folder.0).await;
    write(&server, "after a power cut").await;
    let written = ["before anything happens", "after the server was killed", "after a power cut"];
    assert_eq!(read(&server).await, written);
    server.stop().await;
    assert!(bystander.try_wait().unwrap().is_none(), "somebody else's process was ended");
    bystander.kill().unwrap();
    bystander.wait().unwrap();

    // We are killed ourselves, and nobody is there to clear up.
    let mut host = host(&folder.0);
    eventually("a server", || server_process(&folder.0) != 0).await;
    let orphan = server_process(&folder.0);
    host.kill().unwrap();
    host.wait().unwrap();
    if cfg!(target_os = "linux") {
        eventually("its end", || !works(orphan)).await;
    }
}

#[tokio::test]
async fn another_command_is_a_guest_and_takes_over_when_its_host_is_killed() {
    let folder = Folder::new("guest");
    let mut host = host(&folder.0);
    let guest = start(&folder.0).await;
    let hosts = server_process(&folder.0);
    write(&guest, "by a guest").await;
    // One guest leaves; the others do not notice.
    start(&folder.0).await.stop().await;
    assert_eq!(server_process(&folder.0), hosts);

    host.kill().unwrap();
    host.wait().unwrap();
    eventually("a server of our own", || ![0, hosts].contains(&server_process(&folder.0))).await;
    assert!(!works(hosts), "the host's server lives on");
    write(&guest, "by the new host").await;
    assert_eq!(read(&guest).await, ["by a guest", "by the new host"]);
}

#[tokio::test]
async fn what_cannot_work_is_said_in_plain_words() {
    let folder = Folder::new("words");
    let settings = Settings { bin: Some(folder.0.join("nowhere")), fetch: false };
    let error = postgres::start(&folder.0, &settings).await.unwrap_err().to_string();
    assert!(error.contains("no working postgres and initdb"), "{error}");

    fs::create_dir(folder.0.join("db")).unwrap();
    fs::write(folder.0.join("db/PG_VERSION"), "11\n").unwrap();
    let settings = Settings { bin: None, fetch: false };
    let error = postgres::start(&folder.0, &settings).await.unwrap_err().to_string();
    assert!(error.contains("written by PostgreSQL 11"), "{error}");
    assert!(error.contains("PROLETTO_PG_BIN"), "{error}");
}

/// Not a story: the process that [`host`] starts.
#[tokio::test]
#[ignore = "runs until it is killed"]
async fn keeper() {
    let folder = std::env::var_os(KEEP).expect("a folder");
    let settings = Settings { bin: None, fetch: std::env::var_os(FETCH).is_some() };
    let server = postgres::start(Path::new(&folder), &settings).await;
    let server = server.unwrap_or_else(|error| panic!("{error}"));
    println!("ready");
    let error = server.failed().await;
    panic!("{error}");
}

/// A process that runs the server of `folder`.
fn host(folder: &Path) -> Child {
    let host = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "postgres::keeper", "--ignored"])
        .env(KEEP, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !folder.join("lock").exists() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    host
}

async fn start(folder: &Path) -> Server {
    let settings = Settings { bin: None, fetch: false };
    postgres::start(folder, &settings).await.unwrap_or_else(|error| panic!("{error}"))
}

/// Writes a line; tried for a while, since the server may just be coming back.
async fn write(server: &Server, line: &str) {
    let begun = Instant::now();
    loop {
        match try_write(server, line).await {
            Ok(()) => return,
            Err(error) if begun.elapsed() > Duration::from_secs(30) => panic!("{error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn try_write(server: &Server, line: &str) -> sqlx::Result<()> {
    let mut connection = PgConnection::connect_with(&server.options()).await?;
    let table = "CREATE TABLE IF NOT EXISTS diary (id serial, line text)";
    sqlx::query(table).execute(&mut connection).await?;
    let insert = "INSERT INTO diary (line) VALUES ($1)";
    sqlx::query(insert).bind(line).execute(&mut connection).await?;
    connection.close().await
}

async fn read(server: &Server) -> Vec<String> {
    let mut connection = PgConnection::connect_with(&server.options()).await.unwrap();
    let lines = "SELECT line FROM diary ORDER BY id";
    sqlx::query_scalar(lines).fetch_all(&mut connection).await.unwrap()
}

/// The process that runs now; 0 when none does.
fn server_process(folder: &Path) -> u32 {
    let text = fs::read_to_string(folder.join("db/postmaster.pid")).unwrap_or_default();
    text.lines().next().and_then(|line| line.trim().parse().ok()).unwrap_or(0)
}

/// Whether a process does anything: not when only its entry is left for somebody to collect.
fn works(process: u32) -> bool {
    fs::read_link(format!("/proc/{process}/cwd")).is_ok()
}

fn kill(process: u32) {
    assert!(process > 1);
    let killed = Command::new("kill").args(["-KILL", &process.to_string()]).status();
    assert!(killed.unwrap().success());
}

async fn eventually(what: &str, mut there: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !there() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what} did not come");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A data folder that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("proletto-test-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
