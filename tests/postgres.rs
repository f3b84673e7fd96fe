//! The private PostgreSQL, and the tests' own.

use sqlx::{Connection, PgConnection};

use crate::support::database::database;

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
