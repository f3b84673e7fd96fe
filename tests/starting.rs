//! Where people begin, and what they told before stays.

use axum::body::Body;
use axum::http::Request;
use futures::future::join_all;

use crate::support::calls::{Noticeboard, kiln};
use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::World;

#[tokio::test]
async fn an_admin_begins_with_what_waits_and_else_at_the_desk() {
    let world = World::new().await;
    let mut grace = people::grace(&world).await;
    assert_eq!(grace.page().at, "/desk", "nothing waits");
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    grace.press("Sign out").await;
    sign_in(&mut grace, "grace@example.org", PASSWORD).await;
    assert_eq!(grace.page().at, "/review");
}

#[tokio::test]
async fn what_a_form_does_not_send_of_a_profile_stays() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    let told = [("Ceramics", "yes"), ("Statement", "Vessels of river clay.")];
    ada.submit("Keep my profile", &told).await;
    ada.post("/profile", &[("birth", "1987")]).await;
    ada.open("/profile").await;
    let form = ada.form("Keep my profile");
    assert_eq!(form.value("Statement"), "Vessels of river clay.");
    assert_eq!(
        (form.value("Ceramics"), form.value("Date or year of birth")),
        ("yes".into(), "1987".into())
    );
    // What is sent empty is taken back.
    ada.submit("Keep my profile", &[("Ceramics", "no"), ("Statement", "")]).await;
    ada.open("/profile").await;
    let form = ada.form("Keep my profile");
    assert_eq!((form.value("Ceramics"), form.value("Statement")), ("no".into(), String::new()));
    let page = ada.post("/profile", &[("stage", "immortal")]).await;
    assert_eq!(page.status, 422);
    page.must_say("Choose from the list.");
}

#[tokio::test]
async fn of_two_windows_that_keep_a_profile_in_one_moment_one_is_shown_what_the_other_kept() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let page = ada.open("/profile").await;
    let seen = page.html.split("name=\"seen\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap().to_owned();
    let cookie = format!("proletto={}", ada.session().unwrap());
    let send = |birth: u32| {
        let request = Request::post("/profile")
            .header("host", "proletto.test")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", &cookie)
            .body(Body::from(format!("seen={seen}&birth={birth}")));
        world.ask(request.unwrap())
    };
    // All of them have read what there is before any of them can write.
    let mut nobody_writes = world.pool().begin().await.unwrap();
    sqlx::query("lock table profiles in exclusive mode")
        .execute(&mut *nobody_writes)
        .await
        .unwrap();
    let waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    let release = async {
        while world.count(waiting).await < 3 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        nobody_writes.commit().await.unwrap();
    };
    let (told, ()) = tokio::join!(join_all((1980..1983).map(send)), release);
    let told: Vec<u16> = told.iter().map(|answer| answer.status().as_u16()).collect();
    assert_eq!(told.iter().filter(|status| **status == 303).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|status| **status == 409).count(), 2, "{told:?}");
}
