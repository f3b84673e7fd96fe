//! The edge: raw bytes against the running server, names and headers.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, Response};
use proletto::app;
use proletto::platform::clock::Clock;
use proletto::platform::state::State;
use sqlx::postgres::PgPoolOptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tower::ServiceExt as _;

use crate::support::people;
use crate::support::world::World;

/// What the server answers to these bytes until it closes the connection, or for a second.
pub async fn say(base: &str, bytes: &[u8]) -> String {
    let mut stream = connect(base).await;
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(1), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

pub async fn connect(base: &str) -> TcpStream {
    TcpStream::connect(base.strip_prefix("http://").unwrap()).await.unwrap()
}

pub fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("nothing")
}

const GUARDS: [&str; 7] = [
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
];

#[tokio::test]
async fn what_could_be_read_in_two_ways_is_refused_in_words() {
    let world = World::new().await;
    let base = world.open_on_loopback().await;
    let host = "Host: proletto.test\r\n";
    let two_lengths = "Content-Length: 5\r\nContent-Length: 5\r\n";
    for (what, request, expected) in [
        ("no host", "GET / HTTP/1.1\r\n\r\n".to_owned(), "400"),
        ("no host in 1.0", "GET / HTTP/1.0\r\n\r\n".to_owned(), "400"),
        ("two hosts", format!("GET / HTTP/1.1\r\n{host}{host}\r\n"), "400"),
        ("another site", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned(), "400"),
        ("two lengths", format!("POST /sign-out HTTP/1.1\r\n{host}{two_lengths}\r\nhello"), "400"),
        (
            "a length and chunks",
            format!(
                "POST /sign-out HTTP/1.1\r\n{host}Content-Length: 5\r\n\
                 Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            "400",
        ),
        (
            "chunks and a length",
            format!(
                "POST /sign-out HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\
                 Content-Length: 5\r\n\r\n0\r\n\r\nGET /desk HTTP/1.1\r\n{host}\r\n"
            ),
            "400",
        ),
        (
            "a whole address elsewhere",
            format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\n"),
            "400",
        ),
        ("a tunnel", format!("CONNECT evil.example:443 HTTP/1.1\r\n{host}\r\n"), "400"),
        ("bare line ends", "GET / HTTP/1.1\nHost: proletto.test\n\n".to_owned(), "400"),
        ("a folded header", format!("GET / HTTP/1.1\r\n{host}X: a\r\n b\r\n\r\n"), "400"),
        (
            "a space before the colon",
            "GET / HTTP/1.1\r\nHost : proletto.test\r\n\r\n".to_owned(),
            "400",
        ),
        ("another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), "400"),
        (
            "a header too large",
            format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "x".repeat(40_000)),
            "431",
        ),
        (
            "headers too many",
            format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: 1\r\n".repeat(200)),
            "431",
        ),
        (
            "an address too long",
            format!("GET /{} HTTP/1.1\r\n{host}\r\n", "x".repeat(10_000)),
            "414",
        ),
        (
            "more than there is",
            format!("POST /sign-in HTTP/1.1\r\n{host}Content-Length: 18446744073709551615\r\n\r\n"),
            "413",
        ),
    ] {
        let answer = say(&base, request.as_bytes()).await;
        assert_eq!(status(&answer), expected, "{what}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "one answer to {what}: {answer}");
        for guard in GUARDS {
            assert!(answer.contains(guard), "{what} without {guard}: {answer}");
        }
    }
    let answer = say(&base, b"GET /api/v1/opportunities HTTP/1.1\r\n\r\n").await;
    assert!(answer.contains("application/problem+json"), "{answer}");
}

#[tokio::test]
async fn what_is_sound_is_answered_on_one_connection() {
    let world = World::new().await;
    let base = world.open_on_loopback().await;
    let get = |path: &str, more: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: proletto.test\r\n{more}\r\n")
    };
    let form = "email=a&password=b";
    let chunks = format!("{:x}\r\n{form}\r\n0\r\n\r\n", form.len());
    let post = |framing: &str, body: &str| {
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: proletto.test\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n{framing}\r\n\r\n{body}"
        )
    };
    let requests = [
        get("/healthz", ""),
        post(&format!("Content-Length: {}", form.len()), form),
        post("Transfer-Encoding: chunked", &chunks),
        get("http://proletto.test/version", "Connection: close\r\n"),
    ];
    let answer = say(&base, requests.concat().as_bytes()).await;
    let statuses: Vec<&str> =
        answer.split("HTTP/1.1 ").skip(1).map(|one| one.split(' ').next().unwrap()).collect();
    assert_eq!(statuses, ["200", "422", "422", "200"], "{answer}");
}

#[tokio::test]
async fn nothing_is_smuggled_behind_a_body_whose_lines_end_oddly() {
    let world = World::new().await;
    let base = world.open_on_loopback().await;
    for trailer in ["\n", "X: y\n\n", "X: y\r\n\n", "X\n\n"] {
        let evil = "GET /version HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
        let text = format!(
            "POST /sign-in HTTP/1.1\r\nHost: proletto.test\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\
             Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n{trailer}\
             POST /zzz HTTP/1.1\r\nHost: proletto.test\r\nContent-Length: {}\r\n\r\n{evil}",
            evil.len()
        );
        let answer = say(&base, text.as_bytes()).await;
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{trailer:?}: {answer}");
        assert_eq!(status(&answer), "400", "{trailer:?}: {answer}");
    }
}

#[tokio::test]
async fn a_body_that_says_it_is_too_long_is_refused_before_it_comes() {
    let world = World::new().await;
    let base = world.open_on_loopback().await;
    let head =
        "POST /sign-in HTTP/1.1\r\nHost: proletto.test\r\nContent-Length: 99999999999\r\n\r\n";
    let answer = say(&base, head.as_bytes()).await;
    assert_eq!(status(&answer), "413", "{answer}");
}

#[tokio::test]
async fn what_is_too_much_for_where_it_goes_is_told_in_words() {
    let world = World::new().await;
    for (path, size, status) in [
        ("/sign-in", 16_300, 422),
        ("/sign-in", 16_400, 413),
        ("/password/forgot", 20_000, 413),
        // As long as a profile may be, and what is read is refused for other reasons.
        ("/sign-out", 60_000, 303),
        ("/sign-up", 60_000, 413),
    ] {
        let given = answer(&world, Method::POST, path, size).await;
        assert_eq!(given.status(), status, "{path} with {size} bytes");
        guarded(given.headers(), path);
        if status == 413 {
            let body = to_bytes(given.into_body(), 1_000_000).await.unwrap();
            let words = String::from_utf8_lossy(&body);
            assert!(words.contains("What you sent is larger than we take."), "{words}");
        }
    }
    let ada = people::ada(&world).await;
    let cookie = format!("proletto={}", ada.session().unwrap());
    for (path, size, refused) in
        [("/profile", 250_000, false), ("/profile", 270_000, true), ("/account/name", 17_000, true)]
    {
        let request = Request::post(path)
            .header("host", "proletto.test")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from("media=".to_owned() + &"a".repeat(size)));
        let given = world.ask(request.unwrap()).await;
        let status = given.status();
        assert_eq!(status == 413, refused, "{path} with {size}: {status}");
        if refused {
            let body = to_bytes(given.into_body(), 1_000_000).await.unwrap();
            let page = String::from_utf8_lossy(&body);
            assert!(page.contains("Sign out") && !page.contains(">Join<"), "{page}");
        }
    }
    // What the operator says holds everywhere.
    let world = World::with(&[("PROLETTO_MAX_BODY", "1000")]).await;
    assert_eq!(answer(&world, Method::POST, "/sign-in", 1_100).await.status(), 413);
}

#[tokio::test]
async fn a_page_that_takes_too_long_is_given_up_in_words() {
    let world = World::with(&[("PROLETTO_REQUEST_TIMEOUT", "1")]).await;
    // Somebody holds what the page needs.
    let mut tx = world.pool().begin().await.unwrap();
    sqlx::query("lock table opportunities in access exclusive mode")
        .execute(&mut *tx)
        .await
        .unwrap();
    let given = answer(&world, Method::GET, "/opportunities", 0).await;
    assert_eq!(given.status(), 504);
    guarded(given.headers(), "a slow page");
    let body = to_bytes(given.into_body(), 1_000_000).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains("That took too long"));
    drop(tx);
    assert_eq!(answer(&world, Method::GET, "/opportunities", 0).await.status(), 200);
}

#[tokio::test]
async fn an_old_browser_that_only_says_where_it_comes_from_is_asked_that() {
    let world = World::new().await;
    let ask = async |referrer: &str| {
        let request = Request::post("/sign-out").header("host", "proletto.test");
        let request = request.header("referer", referrer).body(Body::empty()).unwrap();
        world.ask(request).await.status().as_u16()
    };
    assert_eq!(ask("http://evil.example/").await, 403);
    assert_eq!(ask("http://proletto.test/matches").await, 303);
}

async fn answer(world: &World, method: Method, path: &str, body: usize) -> Response<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "proletto.test")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("a".repeat(body)));
    world.ask(request.unwrap()).await
}

fn guarded(headers: &HeaderMap, what: &str) {
    for guard in GUARDS {
        assert!(headers.contains_key(guard), "{what} has no {guard}");
    }
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
}

#[tokio::test]
async fn every_answer_says_what_browsers_may_not_do_with_it() {
    let world = World::with(&[("PROLETTO_LIMITS", "sign-up=1/d")]).await;
    for (method, path, body, status) in [
        (Method::GET, "/", 0, 200),
        (Method::GET, "/healthz", 0, 200),
        (Method::GET, "/robots.txt", 0, 200),
        (Method::GET, "/api/openapi.json", 0, 200),
        (Method::GET, "/opportunities/feed.xml", 0, 200),
        (Method::GET, "/no/such/page", 0, 404),
        (Method::GET, "/api/v1/nothing", 0, 404),
        (Method::GET, "/static/nothing.css", 0, 404),
        (Method::GET, "/profile", 0, 303),
        (Method::GET, "/api/v1/matches", 0, 401),
        (Method::DELETE, "/about", 0, 405),
        (Method::POST, "/sign-in", 2_000_000, 413),
    ] {
        let answer = answer(&world, method.clone(), path, body).await;
        assert_eq!(answer.status(), status, "{method} {path}");
        guarded(answer.headers(), path);
        assert!(!answer.headers().contains_key("strict-transport-security"), "plain http");
    }
    world.state.pool.close().await;
    let broken = answer(&world, Method::GET, "/opportunities", 0).await;
    assert_eq!(broken.status(), 503);
    guarded(broken.headers(), "a failure");
}

#[tokio::test]
async fn over_https_browsers_are_told_to_stay_there() {
    let world = World::with(&[("PROLETTO_BASE_URL", "https://proletto.test")]).await;
    for path in ["/", "/nothing", "/healthz"] {
        let answer = answer(&world, Method::GET, path, 0).await;
        assert_eq!(answer.headers()["strict-transport-security"], "max-age=63072000", "{path}");
    }
}

#[tokio::test]
async fn what_one_person_sees_is_kept_by_no_cache() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    for path in ["/profile", "/matches", "/opportunities"] {
        assert_eq!(ada.open(path).await.headers["cache-control"], "no-store", "{path}");
    }
    assert_eq!(ada.knock("/desk").await.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn when_it_is_full_it_says_so_at_once_and_still_tells_its_health() {
    let world = World::with(&[("PROLETTO_MAX_REQUESTS", "1")]).await;
    let first = answer(&world, Method::GET, "/about", 0).await;
    assert_eq!(first.status(), 200);
    // As long as an answer has not been sent, it takes room.
    let second = answer(&world, Method::GET, "/about", 0).await;
    assert_eq!(second.status(), 503);
    assert_eq!(second.headers()["retry-after"], "5");
    guarded(second.headers(), "a refusal");
    assert_eq!(answer(&world, Method::GET, "/healthz", 0).await.status(), 200);
    drop(first);
    assert_eq!(answer(&world, Method::GET, "/about", 0).await.status(), 200);
}

#[tokio::test]
async fn a_database_that_hangs_keeps_nobody_waiting_for_long() {
    let world = World::new().await;
    // It takes connections and answers nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://nobody@{}/nothing?sslmode=disable", silent.local_addr().unwrap());
    let pool =
        |patience| PgPoolOptions::new().acquire_timeout(patience).connect_lazy(&url).unwrap();
    let ask = async |patience, path: &str| {
        let config = (*world.state.config).clone();
        let state = State::new(config, Clock::fixed(world.now()), pool(patience), &[]).unwrap();
        state.set_ready();
        let request =
            Request::get(path).header("host", "proletto.test").body(Body::empty()).unwrap();
        let answer = app::router(state).oneshot(request);
        tokio::time::timeout(Duration::from_secs(20), answer).await.expect("it waits").unwrap()
    };
    // However long a page may wait for it, readiness is told soon.
    let ready = ask(Duration::from_secs(600), "/readyz").await;
    assert_eq!(ready.status(), 503);
    let keys = ask(Duration::from_secs(1), "/api/v1/auth/keys").await;
    assert_eq!(keys.status(), 503);
    assert_eq!(keys.headers()["retry-after"], "30");
}

#[tokio::test]
async fn a_name_that_is_not_ours_is_not_served() {
    let world = World::with(&[("PROLETTO_HOSTS", "calls.example")]).await;
    let ask = async |host: &str, path: &str| {
        let request = Request::get(path).header("host", host).body(Body::empty()).unwrap();
        world.ask(request).await.status().as_u16()
    };
    assert_eq!(ask("calls.example:8080", "/about").await, 200);
    assert_eq!(ask("evil.example", "/about").await, 400);
    assert_eq!(ask("evil.example", "/api/v1/opportunities").await, 400);
    assert_eq!(ask("10.1.2.3:8080", "/healthz").await, 200, "machines ask by number");
}
