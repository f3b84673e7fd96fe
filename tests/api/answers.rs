//! What a program that errs is told, what it is told when we break, and who may read what.

use axum::http::{Method, StatusCode};

use super::{KILN, Site};

#[tokio::test]
async fn a_program_that_errs_is_told_how() {
    let site = Site::new().await;
    let query = "kind=grants&before=soon&page=0&colour=red&sort=%00&q=a&q=b";
    let problem = site.get(&format!("/api/v1/opportunities?{query}")).await.problem(400);
    let errors = problem["errors"].as_array().unwrap().iter();
    let named: Vec<&str> = errors.map(|one| one["parameter"].as_str().unwrap()).collect();
    assert_eq!(named, ["kind", "before", "page", "colour", "sort", "q"]);
    assert!(problem["detail"].as_str().unwrap().contains("before: must be a date"), "{problem}");

    let long = "x".repeat(5_000);
    site.get(&format!("/api/v1/opportunities?q={long}")).await.problem(400);
    let kinds = "kind=grant&".repeat(2_000);
    assert_eq!(site.get(&format!("/api/v1/opportunities?{kinds}")).await.status, 200);
    for odd in ["%00", "%ff", "..%2f..%2fetc", "'--", "%F0%9F%8E%A8", "a%20b", &long] {
        site.get(&format!("/api/v1/opportunities/{odd}")).await.problem(404);
    }
    for words in ["%00", "%27%3b--", "%22%28%26%7c%21", "a:*", "%F0%9F%8E%A8", "or", "-"] {
        assert_eq!(
            site.get(&format!("/api/v1/opportunities?q={words}")).await.status,
            200,
            "{words}"
        );
    }
    site.get("/api/v1/nothing").await.problem(404);
    site.get("/api/v2").await.problem(404);
    let posted = site.ask(Method::POST, "/api/v1/opportunities", None, "q=a").await;
    posted.problem(405);
    assert!(posted.header("allow").contains("GET"), "{:?}", posted.headers);
}

#[tokio::test]
async fn when_we_break_nothing_of_the_cause_gets_out() {
    let site = Site::new().await;
    site.state.pool.close().await;
    let problem = site.get("/api/v1/opportunities").await.problem(503);
    let said = problem.to_string().to_lowercase();
    assert!(!said.contains("pool") && !said.contains("sql"), "{said}");
}

#[tokio::test]
async fn any_site_may_read_calls_and_none_may_read_matches() {
    let site = Site::new().await;
    let id = site.publish(KILN).await;
    let one = format!("/api/v1/opportunities/{}", site.slug(id).await);
    for path in ["/api/v1/opportunities", &one, "/api/openapi.json"] {
        let told = site.get(path).await;
        assert_eq!(told.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(told.header("access-control-allow-credentials"), "", "{path}");
        assert_eq!(told.header("cache-control"), "public, max-age=60", "{path}");
        assert_eq!(told.header("set-cookie"), "", "{path}");
        let head = site.ask(Method::HEAD, path, None, "").await;
        assert_eq!((head.status, &*head.body), (StatusCode::OK, ""), "{path}");
        assert_eq!(head.header("content-type"), "application/json");
    }
    site.get("/api/v1/matches").await.problem(401);
    let ada = site.ada().await;
    let told = site.ask(Method::GET, "/api/v1/matches", Some(&ada), "").await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert_eq!(told.header("access-control-allow-origin"), "");
    assert_eq!(told.header("cache-control"), "no-store");
}
