//! Sign-ins: where they are, how they end, and when one is asked again.

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;

use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::World;

#[tokio::test]
async fn ada_sees_where_she_is_signed_in_and_ends_one() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    world.later(TimeDelta::hours(2));
    let mut phone = world.visitor();
    phone.is("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0");
    sign_in(&mut phone, "ada@example.org", PASSWORD).await;
    let page = ada.open("/account").await;
    assert_eq!(page.text_of(".account-list > li").len(), 2);
    page.must_say("Firefox on Android").must_say("An unknown device this one");
    page.must_say("last used 1 March 2027, 11:00");
    let end = ada.page().text_of(".account-list button").remove(0);
    let page = ada.press(&end.replace('\n', " ")).await;
    page.must_say("That sign-in has ended.").must_not_say("Firefox on Android");
    assert_eq!(phone.knock("/account").await.at, "/sign-in?next=%2Faccount");
    ada.open("/account").await;
}

#[tokio::test]
async fn nobody_ends_the_sign_in_of_another() {
    let world = World::new().await;
    let (mut ada, bela) = (people::ada(&world).await, people::bela(&world).await);
    let handle: uuid::Uuid = sqlx::query_scalar(
        "select handle from sessions join users on users.id = user_id where email = 'ada@example.org'",
    )
    .fetch_one(world.pool())
    .await
    .unwrap();
    let request = Request::post(format!("/account/sessions/{handle}/end"))
        .header("host", "proletto.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("proletto={}", bela.session().unwrap()))
        .body(Body::empty());
    assert_eq!(world.ask(request.unwrap()).await.status(), 404);
    ada.open("/profile").await;
    assert_eq!(world.count("select count(*) from sessions where user_id is not null").await, 2);
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_of_hers_and_nobody_elses() {
    let world = World::new().await;
    let (mut ada, mut bela) = (people::ada(&world).await, people::bela(&world).await);
    let mut phone = world.visitor();
    sign_in(&mut phone, "ada@example.org", PASSWORD).await;
    ada.open("/account").await;
    assert_eq!(ada.press("Sign out everywhere").await.at, "/");
    for browser in [&mut ada, &mut phone] {
        assert_eq!(browser.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    }
    bela.open("/profile").await;
}

#[tokio::test]
async fn a_sign_in_ends_in_the_end_however_much_it_is_used() {
    let world = World::with(&[("PROLETTO_SESSION_DAYS_AT_MOST", "40")]).await;
    let mut ada = people::ada(&world).await;
    for _ in 0..3 {
        world.later(TimeDelta::days(12));
        ada.open("/profile").await;
    }
    world.later(TimeDelta::days(5));
    assert_eq!(ada.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

#[tokio::test]
async fn a_sign_in_that_was_ended_does_not_come_back_with_a_request_under_way() {
    use proletto::platform::session;
    use tower_sessions::SessionStore;
    let world = World::new().await;
    let ada = people::ada(&world).await;
    let store = session::store(&world.state);
    let id = ada.session().unwrap().parse().unwrap();
    let under_way = store.load(&id).await.unwrap().unwrap();
    sqlx::query("delete from sessions").execute(world.pool()).await.unwrap();
    store.save(&under_way).await.unwrap();
    assert!(store.load(&id).await.unwrap().is_none());
}

#[tokio::test]
async fn after_a_while_one_shows_again_who_one_is_before_the_address_changes() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.open("/account/email").await;
    world.later(TimeDelta::minutes(16));
    let before = ada.session().unwrap().to_owned();
    let page = ada.knock("/account/email").await;
    assert_eq!(page.at, "/account/confirm?next=%2Faccount%2Femail");
    ada.submit("Go on", &[("Password", "not it")]).await.must_say("This is not your password.");
    let page = ada.submit("Go on", &[("Password", PASSWORD)]).await;
    assert_eq!(page.at, "/account/email");
    assert_ne!(ada.session(), Some(before.as_str()));
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let world = World::with(&[("PROLETTO_BASE_URL", "https://calls.example")]).await;
    people::create(&world, "Ada Okonkwo", "ada@example.org").await;
    let body = format!("email=ada%40example.org&password={}", PASSWORD.replace(' ', "+"));
    let request = Request::post("/sign-in")
        .header("host", "calls.example")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body));
    let answer = world.ask(request.unwrap()).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-proletto="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    // A page that came without encryption is not one of ours, whatever its name.
    let request = Request::post("/sign-in")
        .header("host", "calls.example")
        .header("origin", "http://calls.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("email=a"));
    assert_eq!(world.ask(request.unwrap()).await.status(), 403);
}
