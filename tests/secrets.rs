//! Secrets at rest: keys that are changed, and what was sealed before still opens.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proletto::platform::config::Config;
use proletto::platform::secrets::{self, Column, Secrets};
use uuid::Uuid;

use crate::support::world::World;

const DIARY: Column = Column { table: "diaries", id: "user_id", column: "entry" };

/// Secrets under keys in a file of their own.
fn in_a_file() -> (Secrets, PathBuf) {
    let folder = std::env::temp_dir().join(format!("proletto-secrets-{}", Uuid::now_v7()));
    let data = folder.to_str().unwrap().to_owned();
    let config = Config::read(&BTreeMap::from([("PROLETTO_DATA".to_owned(), data)])).unwrap();
    (Secrets::new(&config), folder)
}

async fn write(world: &World, row: Uuid, sealed: &[u8]) {
    sqlx::query("insert into diaries values ($1, $2)")
        .bind(row)
        .bind(sealed)
        .execute(world.pool())
        .await
        .unwrap();
}

async fn read(world: &World, row: Uuid) -> Vec<u8> {
    sqlx::query_scalar("select entry from diaries where user_id = $1")
        .bind(row)
        .fetch_one(world.pool())
        .await
        .unwrap()
}

#[tokio::test]
async fn keys_are_changed_while_another_program_runs() {
    let world = World::new().await;
    sqlx::raw_sql("create table diaries (user_id uuid primary key, entry bytea)")
        .execute(world.pool())
        .await
        .unwrap();
    let (running, folder) = in_a_file();
    let config = Config::read(&BTreeMap::from([(
        "PROLETTO_DATA".to_owned(),
        folder.to_str().unwrap().to_owned(),
    )]));
    let rotating = Secrets::new(&config.unwrap());
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    write(&world, first, &running.seal(DIARY, first, b"woman").unwrap()).await;
    let before = read(&world, first).await;
    for round in 1..=3 {
        let done = secrets::rotate(&rotating, world.pool(), &[DIARY]).await.unwrap();
        assert!(done.made && done.sealed >= 1, "{done:?} in round {round}");
        let sealed = read(&world, first).await;
        assert_ne!(sealed, before);
        assert_eq!(running.open(DIARY, first, &sealed).unwrap(), b"woman", "it reads the new key");
    }
    // What a program seals that has not noticed yet opens as well, and is sealed anew next time.
    let (late, _) = (Secrets::clone(&running), ());
    write(&world, second, &late.seal(DIARY, second, b"man").unwrap()).await;
    secrets::rotate(&rotating, world.pool(), &[DIARY]).await.unwrap();
    assert_eq!(rotating.open(DIARY, second, &read(&world, second).await).unwrap(), b"man");
    let lines = std::fs::read_to_string(folder.join("secret.key")).unwrap();
    assert_eq!(lines.lines().count(), 2, "the newest key and the one before it");
    std::fs::remove_dir_all(folder).unwrap();
}
