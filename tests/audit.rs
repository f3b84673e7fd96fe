//! Who did what: every line is there, says who and from where, and stays.

use axum::body::Body;
use axum::http::Request;
use insta::assert_snapshot;
use proletto::platform::audit::{self, Action, Entry, Who};
use proletto::platform::visitor::UserId;
use uuid::Uuid;

use crate::support::calls::{Noticeboard, harbour, kiln};
use crate::support::people::{self, sign_in};
use crate::support::world::World;

/// What the log says, newest first, without when.
async fn log(world: &World) -> String {
    let mut grace = people::henry(world).await;
    let page = grace.open("/desk/audit").await;
    let rows = page.text_of(".ledger tbody tr");
    let line = |row: &String| row.lines().skip(1).collect::<Vec<_>>().join(" | ");
    rows.iter().map(line).filter(|line| !line.contains("henry@")).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn who_comes_and_goes_is_noted_and_what_was_typed_is_not() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.press("Sign out").await;
    sign_in(&mut ada, "ada@example.org", "hunter2 in the wrong field").await;
    sign_in(&mut ada, "hunter2", "ada@example.org").await;
    sign_in(&mut ada, "ada@example.org", people::PASSWORD).await;
    let log = log(&world).await;
    assert_snapshot!(without_requests(&log), @r"
    ada@example.org | signed in | 192.0.2.1 REQUEST
    Somebody | failed to sign in | 192.0.2.1 REQUEST
    Somebody | failed to sign in: ada@example.org | 192.0.2.1 REQUEST
    ada@example.org | signed out | 192.0.2.1 REQUEST
    ada@example.org | created an account | 192.0.2.1 REQUEST
    ");
    let kept: Vec<String> = sqlx::query_scalar("select row_to_json(a)::text from audit_log a")
        .fetch_all(world.pool())
        .await
        .unwrap();
    for line in kept {
        assert!(!line.contains("hunter2") && !line.contains("example.org"), "{line}");
    }
}

#[tokio::test]
async fn who_tries_the_staffs_pages_is_noted_and_what_changes_of_an_account_is() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    assert_eq!(ada.knock("/desk/audit").await.status, 403);
    assert_eq!(ada.post("/review/reject", &[]).await.status, 403);
    world.visitor().knock("/desk").await;
    ada.open("/account/name").await;
    ada.submit("Keep the name", &[("Name you go by", "Ada of the River")]).await;
    let log = log(&world).await;
    assert_snapshot!(without_requests(&log), @r"
    ada@example.org | changed the name | 192.0.2.1 REQUEST
    ada@example.org | was refused staff page: /review/reject | 192.0.2.1 REQUEST
    ada@example.org | was refused staff page: /desk/audit | 192.0.2.1 REQUEST
    ada@example.org | created an account | 192.0.2.1 REQUEST
    ");
}

/// The names of requests are new each time.
fn without_requests(log: &str) -> String {
    let ids = regex::Regex::new(r"[0-9a-f]{8}-[0-9a-f-]{27}").unwrap();
    ids.replace_all(log, "REQUEST").into_owned()
}

#[tokio::test]
async fn what_the_staff_decides_is_noted_with_the_call() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    let mut line_of = async |title: &str, button: &str, answers: &[(&str, &str)]| {
        grace.open("/review").await;
        let id = grace.page().link(title).split('/').nth(2).unwrap().to_owned();
        grace.open(&format!("/review/{id}")).await;
        grace.submit(button, answers).await;
        grace.open(&format!("/desk/audit?on={id}")).await.one("tbody tr")
    };
    let published = line_of(&kiln().title, "Publish", &[]).await;
    assert!(published.contains("published a call") && published.contains(&kiln().title));
    assert!(published.contains("grace@example.org") && published.contains("192.0.2.1"));
    let why = [("Why", "Not for\r\nartists")];
    let rejected = line_of(&harbour().title, "Reject this call", &why).await;
    assert!(rejected.contains("rejected a call") && rejected.contains("reason: Not for artists"));
    let page = grace.open("/desk/audit?action=publish").await;
    page.must_say("1 line").must_not_say("rejected a call:");
    let by_grace = "/desk/audit?who=grace%40example.org&action=reject";
    grace.open(by_grace).await.must_say("1 line");
}

#[tokio::test]
async fn what_an_admin_does_with_a_source_is_noted() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/sources/tidal-board").await;
    grace.submit("Switch it off", &[("Why", "Its owner asked.")]).await;
    grace.press("Switch it on").await;
    grace.press("Publish its calls without a review").await;
    grace.press("Review its calls again").await;
    let page = grace.open("/desk/audit?on=tidal-board").await;
    page.must_say("4 lines");
    let lines = page.text_of(".ledger tbody tr");
    for (line, words) in lines.iter().rev().zip([
        "switched a source off: source tidal-board",
        "switched a source on",
        "trusted a source",
        "took trust in a source back",
    ]) {
        assert!(line.contains(words) && line.contains("grace@example.org"), "{words}: {line}");
    }
    assert!(lines[3].contains("reason: Its owner asked."), "{lines:?}");
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_says_so_and_shows_nothing() {
    let world = World::new().await;
    let mut grace = people::grace(&world).await;
    for (query, words) in [
        ("action=dance", "Choose one of the list."),
        ("who=nobody%40example.org", "There is no account of this address."),
        ("address=home", "Enter an address or a network."),
        ("from=yesterday", "Enter a date like 2027-03-01."),
        ("from=2027-03-02", "No line fits"),
        ("to=2027-02-28", "No line fits"),
    ] {
        let page = grace.open(&format!("/desk/audit?{query}")).await;
        page.must_say(words).must_say("No line fits");
    }
    grace.open("/desk/audit?from=2027-03-01&to=2027-03-01&page=99").await.must_say("signed in");
}

#[tokio::test]
async fn a_line_stays_until_its_time_is_over_whoever_asks() {
    let world = World::new().await;
    people::ada(&world).await;
    people::grace(&world).await;
    for sql in [
        "update audit_log set actor_id = null",
        "delete from audit_log",
        "truncate audit_log",
        "do $$ begin perform set_config('proletto.audit_kept_from', '2999-01-01', true); \
         delete from audit_log where id = (select id from audit_log limit 1); end $$",
        "select audit_log_forget('2999-01-01')",
    ] {
        let refused = sqlx::raw_sql(sql).execute(world.pool()).await.unwrap_err();
        assert!(refused.to_string().contains("neither changed nor removed"), "{sql}: {refused}");
    }
    let lines = world.count("select count(*) from audit_log").await;
    let forget = async || audit::forget(&world.state.pool, world.now(), world.now()).await;
    assert_eq!(forget().await.unwrap(), 0);
    assert_eq!(world.count("select count(*) from audit_log").await, lines);
    world.later(chrono::TimeDelta::hours(23));
    assert!(forget().await.is_err(), "what is of the last day stays");
    world.later(chrono::TimeDelta::hours(2));
    // Even old ones go together, and none is picked out.
    people::bela(&world).await;
    let one =
        "delete from audit_log where id = (select id from audit_log order by at, id desc limit 1)";
    sqlx::query(one).execute(world.pool()).await.unwrap_err();
    assert_eq!(forget().await.unwrap(), lines as u64);
    let said = "select notes->>'before' from audit_log where action = 'lines_forgotten'";
    let said: String = sqlx::query_scalar(said).fetch_one(world.pool()).await.unwrap();
    assert_eq!(said, "2027-03-02T10:00:00+00:00");
}

#[tokio::test]
async fn the_program_works_as_a_role_that_cannot_switch_off_what_keeps_the_log() {
    let world = World::new().await;
    people::ada(&world).await;
    assert!(audit::is_kept_from(world.pool(), "proletto").await.unwrap());
    assert!(!audit::is_kept_from(world.pool(), "postgres").await.unwrap());
    for sql in [
        "update audit_log set actor_id = null",
        "delete from audit_log",
        "truncate audit_log",
        "alter table audit_log disable trigger all",
        "drop table audit_log",
        "drop trigger audit_log_from_its_end on audit_log",
        "create or replace function audit_log_keep() returns trigger language plpgsql as \
         'begin return old; end'",
        "set session_replication_role = replica",
        "set role postgres",
        "create temp table audit_log (at timestamptz); select audit_log_forget('2999-01-01')",
    ] {
        let mut tx = world.state.pool.begin().await.unwrap();
        let refused = sqlx::raw_sql(sql).execute(&mut *tx).await;
        assert!(refused.is_err(), "{sql}");
    }
    let entry = Entry::new(Who::Operator, Action::KeysRotated);
    audit::write(&world.state.pool, entry, world.now()).await.unwrap();
}

#[tokio::test]
async fn a_line_is_there_exactly_if_what_it_tells_of_is() {
    let world = World::new().await;
    let mut tx = world.pool().begin().await.unwrap();
    let entry = Entry::new(Who::Person(UserId(Uuid::now_v7())), Action::RoleChanged);
    audit::write(&mut *tx, entry, world.now()).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(world.count("select count(*) from audit_log").await, 0);
}

#[tokio::test]
async fn the_name_of_a_request_is_ours_unless_a_proxy_of_ours_gave_it() {
    let world = World::new().await;
    let request = Request::get("/")
        .header("host", "proletto.test")
        .header("x-request-id", "made-up-by-a-visitor")
        .body(Body::empty());
    let answer = world.ask(request.unwrap()).await;
    let id = answer.headers()["x-request-id"].to_str().unwrap();
    assert!(Uuid::parse_str(id).is_ok(), "{id}");
}
