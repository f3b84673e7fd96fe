//! What is a person's own: a copy of it, leaving, and that who someone is stays sealed.

use std::io::{Cursor, Read as _};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use chrono::TimeDelta;
use proletto::features::privacy::{PERSONAL, TRACES};
use proletto::platform::jobs::{self, Outcome};
use proletto::timetable::TIMETABLE;
use serde_json::Value;

use crate::support::browser::Browser;
use crate::support::people;
use crate::support::world::World;
use crate::twins::a_likely_twin;

async fn run(world: &World, name: &str) -> String {
    let job = TIMETABLE.iter().find(|job| job.name == name).unwrap();
    match jobs::run(&world.state, job, "a story").await.unwrap() {
        Outcome::Done(words) => words,
        other => panic!("{other:?}"),
    }
}

/// Ada has told who she is, and agreed that it is kept.
async fn ada_told(world: &World) -> Browser {
    let mut ada = people::ada(world).await;
    ada.open("/profile").await;
    let answers = [
        ("Your media", "indigo cloth"),
        ("Gender", "Woman"),
        ("Groups you belong to", "veteran"),
        ("Keep my gender and groups, sealed, to answer conditions of calls", "yes"),
    ];
    let page = ada.submit("Keep my profile", &answers).await;
    assert_eq!(page.status, 200, "{}", page.text());
    ada
}

async fn fetch(world: &World, browser: &Browser, path: &str) -> (u16, Vec<u8>) {
    let request = Request::get(path)
        .header("host", "proletto.test")
        .header("cookie", format!("proletto={}", browser.session().unwrap()))
        .body(Body::empty());
    let response = world.ask(request.unwrap()).await;
    let status = response.status().as_u16();
    (status, to_bytes(response.into_body(), 10_000_000).await.unwrap().to_vec())
}

fn file(archive: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn ada_takes_a_copy_of_everything_along() {
    let world = World::new().await;
    let mut ada = ada_told(&world).await;
    ada.open("/account/privacy").await;
    ada.press("Make a copy").await.must_say("being made");
    assert_eq!(run(&world, "make-exports").await, "1 copies made");
    let href = ada.open("/account/privacy").await.link("Fetch the copy");
    let (status, archive) = fetch(&world, &ada, &href).await;
    assert_eq!(status, 200);
    let profile: Value = serde_json::from_str(&file(&archive, "profiles.json")).unwrap();
    assert_eq!(profile[0]["facts"]["media"], "indigo cloth");
    let identity: Value = serde_json::from_str(&file(&archive, "identity.json")).unwrap();
    assert_eq!(identity[0]["gender"], "woman");
    assert!(file(&archive, "users.json").contains("ada@example.org"));
    assert!(!file(&archive, "users.json").contains("argon2"), "no hash of a password");
    assert!(file(&archive, "audit_log.json").contains("export_asked"));
    let sessions: Value = serde_json::from_str(&file(&archive, "sessions.json")).unwrap();
    assert!(sessions[0]["device"].is_string() && sessions[0]["place"].is_string(), "{sessions}");
    assert!(sessions[0]["data"].is_null() && sessions[0]["id_hash"].is_null(), "{sessions}");
    assert!(file(&archive, "README.txt").contains("profiles.json: Your profile"));

    let bela = people::bela(&world).await;
    assert_eq!(fetch(&world, &bela, &href).await.0, 404, "it is not hers");
    world.later(TimeDelta::days(7));
    let mut ada = world.visitor();
    people::sign_in(&mut ada, "ada@example.org", people::PASSWORD).await;
    assert_eq!(fetch(&world, &ada, &href).await.0, 404, "the link has run out");
    run(&world, "retention").await;
    assert_eq!(world.count("select count(*) from exports").await, 0);
}

#[tokio::test]
async fn copies_are_not_asked_for_without_end() {
    let world = World::with(&[("PROLETTO_LIMITS", "export=1/d")]).await;
    let mut ada = people::ada(&world).await;
    ada.open("/account/privacy").await;
    ada.press("Make a copy").await;
    assert_eq!(ada.press("Make a copy").await.status, 429);
}

#[tokio::test]
async fn ada_leaves_changes_her_mind_and_leaves_after_all() {
    let world = World::new().await;
    let mut ada = ada_told(&world).await;
    ada.open("/account/privacy").await;
    ada.follow("Delete my account").await.must_say("In 14 days your account");
    let typed =
        ada.submit("Delete my account", &[("The address of this account", "bela@example.org")]);
    assert_eq!(typed.await.status, 422);
    let right = [("The address of this account", " Ada@example.org ")];
    ada.submit("Delete my account", &right).await.must_say("will be deleted on 15 March 2027");
    let told = world.letter_to("ada@example.org").await;
    told.must_say("On 15 March 2027 everything in it goes.").must_say("choose a new password");
    ada.press("Keep my account").await.must_say("Your account stays.");
    world.later(TimeDelta::days(15));
    assert_eq!(run(&world, "delete-accounts").await, "0 accounts deleted");

    let mut ada = world.visitor();
    people::sign_in(&mut ada, "ada@example.org", people::PASSWORD).await;
    ada.open("/account/privacy/delete").await;
    ada.submit("Delete my account", &right).await;
    let receipt = ada.page().link("the address of the receipt");
    ada.open(&receipt).await.must_say("Nothing has been removed yet.");
    world.later(TimeDelta::days(13));
    assert_eq!(run(&world, "delete-accounts").await, "0 accounts deleted");
    world.later(TimeDelta::days(1));
    assert_eq!(run(&world, "delete-accounts").await, "1 accounts deleted");
    assert_eq!(world.count("select count(*) from users").await, 0);
    let page = world.visitor();
    let mut anyone = page;
    let page = anyone.open(&receipt).await;
    page.must_say("Your account 1").must_say("Your profile 1");
    page.must_say("Facts about who you are, which are kept sealed 1").must_not_say("Ada");
    assert_eq!(ada.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    let (status, _) =
        (anyone.knock("/privacy/receipts/018f3c2e-0000-7000-8000-000000000000").await.status, ());
    assert_eq!(status, 404);
}

#[tokio::test]
async fn letters_to_an_address_of_before_go_too_and_what_stays_is_said() {
    let world =
        World::with(&[("PROLETTO_DELETION_DAYS", "1"), ("PROLETTO_KEEP_AUDIT_DAYS", "55")]).await;
    let mut ada = people::ada(&world).await;
    ada.open("/account/email").await;
    ada.submit("Send the letter", &[("New email address", "ada@new.example")]).await;
    ada.open(&world.letter_to("ada@new.example").await.link()).await;
    ada.press("Use this address").await;
    assert_eq!(world.letter_to("ada@example.org").await.subject, "Your address has changed");
    let before =
        world.count("select count(*) from outbox where recipient = 'ada@example.org'").await;
    assert!(before >= 3, "{before}");
    ada.open("/account/privacy/delete").await.must_say("The audit log keeps for 55 days");
    ada.submit("Delete my account", &[("The address of this account", "ada@new.example")]).await;
    let receipt = ada.page().link("the address of the receipt");
    world.later(TimeDelta::days(1));
    assert_eq!(run(&world, "delete-accounts").await, "1 accounts deleted");
    let left = "select count(*) from outbox t where t::text like '%ada@%'";
    assert_eq!(world.count(left).await, 0);
    let mut anyone = world.visitor();
    let page = anyone.open(&receipt).await;
    page.must_say(&format!("Letters to addresses you had before {before}"));
    page.must_say("from which network address").must_say("55 days after it was written");
}

#[tokio::test]
async fn the_last_admin_cannot_leave_calls_without_anybody() {
    let world = World::new().await;
    let mut grace = people::grace(&world).await;
    grace.open("/account/privacy/delete").await;
    let right = [("The address of this account", "grace@example.org")];
    let page = grace.submit("Delete my account", &right).await;
    assert_eq!(page.status, 409);
    page.must_say("You are the only admin.");
    people::henry(&world).await;
    grace.open("/account/privacy/delete").await;
    grace.submit("Delete my account", &right).await.must_say("will be deleted");
}

#[tokio::test]
async fn what_an_admin_decided_stays_without_their_name_when_they_leave() {
    let (world, mut grace) = a_likely_twin().await;
    people::henry(&world).await;
    grace.follow("Elder Studio Residency").await;
    grace.press("Two different calls").await;
    grace.press("Publish").await;
    grace.open("/opportunities").await;
    grace.follow("Elder Studio Residency").await;
    grace.follow("This is wrong: whether you may apply").await;
    grace.submit("Tell the staff", &[("What is wrong", "It is far away.")]).await;
    grace.open("/cases").await;
    grace.follow("Elder Studio Residency").await;
    grace.submit("Decline the case", &[("Why it was right", "The row says so.")]).await;
    grace.open("/sources/tidal-board").await;
    grace.press("Read it now").await;
    world.state.tasks.close();
    world.state.tasks.wait().await;

    let named = "select (select count(*) from cases where decided_by_name like 'Grace%')
                      + (select count(*) from duplicate_pairs where decided_by like 'Grace%')
                      + (select count(*) from source_runs where asked_by like 'Grace%')
                      + (select count(*) from decisions where made_by_name like 'Grace%')";
    assert!(world.count(named).await == 4);
    grace.open("/account/privacy/delete").await;
    let right = [("The address of this account", "grace@example.org")];
    grace.submit("Delete my account", &right).await.must_say("will be deleted");
    world.later(TimeDelta::days(15));
    assert_eq!(run(&world, "delete-accounts").await, "1 accounts deleted");
    assert_eq!(world.count(named).await, 0);
    let kept =
        "select count(*) from duplicate_pairs where decided_by = 'A former member of the staff'";
    assert_eq!(world.count(kept).await, 1, "what was decided still counts");
}

#[tokio::test]
async fn every_table_that_holds_something_of_a_person_is_known() {
    let world = World::new().await;
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select c.conrelid::regclass::text, a.attname::text
         from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
         where c.contype = 'f' and c.confrelid = 'users'::regclass",
    )
    .fetch_all(world.pool())
    .await
    .unwrap();
    assert!(tables.len() >= 8, "{tables:?}");
    for (table, column) in tables {
        let rows = PERSONAL.iter().any(|known| known.table == table && known.owner == column);
        let trace = TRACES.iter().any(|known| known.table == table && known.owner == column);
        assert!(
            rows || trace,
            "{table}.{column} stands in neither list of features/privacy/personal.rs"
        );
    }
}

#[tokio::test]
async fn who_ada_is_stays_sealed_and_goes_when_she_takes_it_back() {
    let world = World::new().await;
    let mut ada = ada_told(&world).await;
    let (plain, sealed): (String, Vec<u8>) = sqlx::query_as(
        "select p.facts::text, i.facts from profiles p join identity_facts i using (user_id)",
    )
    .fetch_one(world.pool())
    .await
    .unwrap();
    assert!(plain.contains("indigo") && !plain.contains("woman") && !plain.contains("veteran"));
    assert!(!String::from_utf8_lossy(&sealed).contains("veteran"));
    ada.open("/profile").await;
    let form = ada.form("Keep my profile");
    assert_eq!(form.value("Gender"), "Woman");
    assert_eq!(form.value("Groups you belong to"), "veteran");
    ada.open("/account/privacy")
        .await
        .must_say("Your gender and the groups you belong to are kept");
    ada.open("/profile").await;
    let back = [
        ("Gender", "Not told"),
        ("Groups you belong to", ""),
        ("Keep my gender and groups, sealed, to answer conditions of calls", "no"),
    ];
    ada.submit("Keep my profile", &back).await;
    assert_eq!(world.count("select count(*) from identity_facts").await, 0);
    ada.open("/account/privacy").await.must_say("taken back on 1 March 2027");
}

#[tokio::test]
async fn who_someone_is_is_not_kept_without_their_consent() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    let page = ada.submit("Keep my profile", &[("Gender", "Woman")]).await;
    assert_eq!(page.status, 422);
    page.must_say("Tick that it may be kept, or leave gender and groups empty.");
    assert_eq!(world.count("select count(*) from identity_facts").await, 0);
}

#[tokio::test]
async fn what_was_told_before_it_was_sealed_is_sealed() {
    let world = World::new().await;
    people::ada(&world).await;
    let told = r#"insert into profiles select id, '{"gender": "woman", "identities": ["veteran"]}', now() from users"#;
    sqlx::raw_sql(told).execute(world.pool()).await.unwrap();
    let sealed = proletto::features::profiles::seal_what_is_plain(&world.state).await.unwrap();
    assert_eq!(sealed, 1);
    assert_eq!(
        world.count("select count(*) from profiles where facts::text like '%veteran%'").await,
        0
    );
    assert_eq!(proletto::features::profiles::seal_what_is_plain(&world.state).await.unwrap(), 0);
}

#[tokio::test]
async fn what_was_kept_for_long_enough_goes() {
    let world =
        World::with(&[("PROLETTO_KEEP_AUDIT_DAYS", "30"), ("PROLETTO_KEEP_JOB_RUNS_DAYS", "10")])
            .await;
    people::ada(&world).await;
    run(&world, "make-exports").await;
    world.later(TimeDelta::minutes(1));
    run(&world, "make-exports").await;
    world.later(TimeDelta::days(29));
    run(&world, "retention").await;
    assert!(world.count("select count(*) from audit_log").await > 0);
    assert_eq!(world.count("select count(*) from job_runs where job = 'make-exports'").await, 1);
    world.later(TimeDelta::days(2));
    run(&world, "retention").await;
    let left: Vec<String> =
        sqlx::query_scalar("select action from audit_log").fetch_all(world.pool()).await.unwrap();
    assert_eq!(left, ["lines_forgotten"]);
}
