//! The staff's overview, and what tells a machine that all is well.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use proletto::platform::jobs::{self, Outcome};
use proletto::timetable::TIMETABLE;

use crate::support::people;
use crate::support::world::World;

#[tokio::test]
async fn the_desk_shows_every_job_and_how_it_last_went() {
    let world = World::new().await;
    let mut grace = people::grace(&world).await;
    let page = grace.open("/desk").await;
    for job in TIMETABLE {
        page.must_say(job.name);
    }
    let sweep = TIMETABLE.iter().find(|job| job.name == "sweep-sessions").unwrap();
    let outcome = jobs::run(&world.state, sweep, "a story").await.unwrap();
    assert_eq!(outcome, Outcome::Done("0 ended sign-ins removed".into()));
    grace
        .open("/desk")
        .await
        .must_say("0 ended sign-ins removed")
        .must_say("every day at 03:17 UTC");
    // When it runs next is known as soon as a program keeps the timetable.
    sqlx::query(
        "insert into jobs (name, next_run_at) values ('sweep-sessions', '2027-03-02T03:17Z')",
    )
    .execute(world.pool())
    .await
    .unwrap();
    grace.open("/desk").await.must_say("2 March 2027, 03:17");
}

#[tokio::test]
async fn sign_ins_that_were_not_used_for_long_end() {
    let world = World::with(&[("PROLETTO_SESSION_DAYS", "3")]).await;
    let mut ada = people::ada(&world).await;
    world.later(chrono::TimeDelta::days(2));
    assert_eq!(ada.open("/profile").await.at, "/profile", "used, and so it lasts");
    world.later(chrono::TimeDelta::days(2));
    assert_eq!(ada.open("/profile").await.at, "/profile");
    world.later(chrono::TimeDelta::days(4));
    assert_eq!(ada.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    let sweep = TIMETABLE.iter().find(|job| job.name == "sweep-sessions").unwrap();
    jobs::run(&world.state, sweep, "a story").await.unwrap();
    assert_eq!(world.count("select count(*) from sessions").await, 0);
}

#[tokio::test]
async fn looking_at_pages_writes_nothing_until_the_sign_in_is_due_to_be_renewed() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    let row = async || -> (String, chrono::DateTime<chrono::Utc>) {
        let row = "select xmin::text, expires_at from sessions";
        sqlx::query_as(row).fetch_one(world.pool()).await.unwrap()
    };
    let before = row().await;
    for path in ["/", "/profile", "/matches"] {
        ada.open(path).await;
    }
    assert_eq!(row().await, before, "the row was written by looking");
    world.later(chrono::TimeDelta::hours(31));
    ada.open("/profile").await;
    assert!(row().await.1 > before.1, "used, and so it lasts");
}

async fn said(world: &World, path: &str) -> (u16, String) {
    let request = Request::get(path).header("host", "proletto.test").body(Body::empty()).unwrap();
    let response = world.ask(request).await;
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 10_000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn it_is_ready_until_it_is_asked_to_stop_and_alive_to_the_end() {
    let world = World::new().await;
    assert_eq!(said(&world, "/readyz").await.0, 200);
    assert!(said(&world, "/version").await.1.contains(env!("CARGO_PKG_VERSION")));
    world.state.stop.cancel();
    assert_eq!(said(&world, "/readyz").await.0, 503);
    assert_eq!(said(&world, "/healthz").await.0, 200);
}

#[tokio::test]
async fn without_its_database_it_is_alive_and_not_ready() {
    let world = World::new().await;
    world.state.pool.close().await;
    assert_eq!(said(&world, "/healthz").await.0, 200);
    assert_eq!(said(&world, "/readyz").await.0, 503);
}

#[tokio::test]
async fn a_cause_never_reaches_the_visitor() {
    let world = World::new().await;
    sqlx::query("alter table opportunities rename to mislaid").execute(world.pool()).await.unwrap();
    let mut visitor = world.visitor();
    let page = visitor.knock("/opportunities").await;
    assert_eq!(page.status, 500);
    page.must_say("Something broke on our side")
        .must_not_say("relation")
        .must_not_say("opportunities");
}

#[tokio::test]
async fn what_is_asked_in_a_wrong_way_is_told_in_plain_words() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    visitor.knock("/no/such/page").await.must_say("There is nothing here");
    let (status, body) = said(&world, "/sign-out").await;
    assert_eq!(status, 405, "{body}");
    let (status, body) = said(&world, "/api/v1/no-such-thing").await;
    assert_eq!(status, 404);
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["status"], 404);
}

#[tokio::test]
async fn a_form_without_end_is_refused() {
    let world = World::new().await;
    let request = Request::post("/sign-in")
        .header("host", "proletto.test")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("email=".to_owned() + &"a".repeat(1_100_000)));
    assert_eq!(world.ask(request.unwrap()).await.status(), 413);
}

/// The head of what a server on loopback answers.
async fn head(base: &str, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let address = base.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split("\r\n\r\n").next().unwrap().to_lowercase()
}

#[tokio::test]
async fn asked_to_stop_it_says_so_to_balancers_first_and_serves_who_still_comes() {
    let world = World::with(&[("PROLETTO_DRAIN", "30")]).await;
    let base = world.open_on_loopback().await;
    assert!(head(&base, "/readyz").await.starts_with("http/1.1 200"));
    world.state.stop.cancel();
    assert!(head(&base, "/readyz").await.starts_with("http/1.1 503"));
    assert!(head(&base, "/").await.starts_with("http/1.1 200"));
}

#[tokio::test]
async fn while_the_database_is_away_visitors_are_told_to_come_back() {
    let world = World::new().await;
    let base = world.open_on_loopback().await;
    world.state.pool.close().await;
    for path in ["/opportunities", "/api/v1/opportunities"] {
        let head = head(&base, path).await;
        assert!(head.starts_with("http/1.1 503"), "{path}: {head}");
        assert!(head.contains("retry-after: 30"), "{path}: {head}");
    }
    let mut visitor = world.visitor();
    visitor.knock("/opportunities").await.must_say("Our database does not answer just now.");
}

#[tokio::test]
async fn a_feed_reader_finds_the_icon_by_its_old_name() {
    let world = World::new().await;
    let base = world.open_on_loopback().await;
    let answer = head(&base, "/favicon.ico").await;
    assert!(answer.starts_with("http/1.1 308") && answer.contains("/static/mark."), "{answer}");
    let mut visitor = world.visitor();
    assert!(visitor.open("/").await.text_of(".home-kinds").is_empty(), "no calls, no kinds");
}
