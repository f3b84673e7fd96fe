//! Where people begin, and what they told before stays.

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
