//! Who someone is: signing in and out, and what stays closed.

mod at_once;
mod elsewhere;
pub mod factors;
mod hijacking;
mod joining;
mod links;
mod passwords;
mod sessions;
mod signing_up;

use axum::body::Body;
use axum::http::Request;
use proletto::features::accounts::{self, Email};
use proletto::platform::visitor::Role;
use sha2::{Digest, Sha256};

use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::World;

#[tokio::test]
async fn a_wrong_password_says_the_same_as_an_unknown_address() {
    let world = World::new().await;
    people::ada(&world).await;
    let mut said = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let mut visitor = world.visitor();
        sign_in(&mut visitor, email, "not the password").await;
        assert_eq!(visitor.page().status, 422);
        assert_eq!(visitor.form("Sign in").value("Email address"), email);
        assert_eq!(visitor.session(), None);
        said.push(visitor.page().text());
    }
    assert_eq!(said[0], said[1]);
    assert!(said[0].contains("do not fit together"), "{}", said[0]);
}

#[tokio::test]
async fn ada_signs_out_and_her_pages_are_closed_until_she_comes_back() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let session = ada.session().unwrap().to_owned();
    ada.press("Sign out").await;
    assert_eq!(ada.page().at, "/");
    // The old cookie is worth nothing, even where somebody kept a copy.
    ada.plant(&session);
    assert_eq!(ada.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    sign_in(&mut ada, " ADA@example.org ", PASSWORD).await;
    assert_eq!(ada.page().at, "/matches");
}

#[tokio::test]
async fn signing_in_leads_back_to_where_one_was_going() {
    let world = World::new().await;
    people::ada(&world).await;
    let mut visitor = world.visitor();
    visitor.knock("/matches?show=saved").await;
    let answers = [("Email address", "ada@example.org"), ("Password", PASSWORD)];
    let page = visitor.submit("Sign in", &answers).await;
    assert_eq!(page.at, "/matches?show=saved");
}

#[tokio::test]
async fn signing_in_never_leads_to_another_site() {
    let world = World::new().await;
    people::ada(&world).await;
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
    {
        let encoded: String = elsewhere.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let mut visitor = world.visitor();
        visitor.open(&format!("/sign-in?next={encoded}")).await;
        let answers = [("Email address", "ada@example.org"), ("Password", PASSWORD)];
        // The browser in memory fails where a redirect leaves the site.
        let page = visitor.submit("Sign in", &answers).await;
        assert_eq!(page.at, "/matches", "{elsewhere}");
    }
}

#[tokio::test]
async fn an_artist_finds_the_staffs_doors_shut() {
    let world = World::new().await;
    let (mut ada, mut grace) = (people::ada(&world).await, people::grace(&world).await);
    for path in ["/review", "/sources", "/desk"] {
        let page = ada.knock(path).await;
        assert_eq!(page.status, 403, "{path}");
        page.must_say("This is not open to you");
        assert_eq!(
            world.visitor().knock(path).await.at,
            format!("/sign-in?next=%2F{}", &path[1..])
        );
        grace.open(path).await;
        assert!(!ada.page().leads_to().contains(&path.to_owned()), "{path} is not offered");
    }
}

#[tokio::test]
async fn another_site_cannot_act_in_her_name() {
    let world = World::new().await;
    let ada = people::ada(&world).await;
    let cookie = format!("proletto={}", ada.session().unwrap());
    let request = |headers: &[(&str, &str)]| {
        let mut request = Request::post("/sign-out").header("host", "proletto.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.header("cookie", &cookie).body(Body::empty()).unwrap()
    };
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
    ] {
        assert_eq!(world.ask(request(headers)).await.status(), 403, "{headers:?}");
    }
    assert_eq!(world.count("select count(*) from sessions where user_id is not null").await, 1);
    let own = request(&[("sec-fetch-site", "same-origin")]);
    assert_eq!(world.ask(own).await.status(), 303);
    assert_eq!(world.count("select count(*) from sessions where user_id is not null").await, 0);
}

#[tokio::test]
async fn a_session_planted_before_signing_in_is_worth_nothing_after() {
    let world = World::new().await;
    people::ada(&world).await;
    let mut eve = people::bela(&world).await;
    let planted = eve.session().unwrap().to_owned();
    let mut victim = world.visitor();
    victim.open("/sign-in").await;
    victim.plant(&planted);
    let answers = [("Email address", "ada@example.org"), ("Password", PASSWORD)];
    let page = victim.submit("Sign in", &answers).await;
    assert_eq!(page.one(".site-account-name"), "Ada Okonkwo");
    assert_ne!(victim.session(), Some(planted.as_str()), "the id is a new one");
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

#[tokio::test]
async fn the_database_knows_only_the_hash_of_a_session() {
    let world = World::new().await;
    let ada = people::ada(&world).await;
    let id = ada.session().unwrap().to_owned();
    let rows: Vec<(Vec<u8>, String)> = sqlx::query_as("select id_hash, data::text from sessions")
        .fetch_all(world.pool())
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].0, Sha256::digest(id.as_bytes()).to_vec());
    assert!(!rows[0].1.contains(&id));
}

#[tokio::test]
async fn forms_are_taken_from_our_own_address_also_behind_a_proxy_that_passes_no_host() {
    let world = World::new().await;
    let from = async |origin: &str| {
        let request = Request::post("/sign-in")
            .header("host", "127.0.0.1:3000")
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from("email=nobody%40example.org&password=wrong+wrong"))
            .unwrap();
        world.ask(request).await.status().as_u16()
    };
    assert_eq!(from("http://proletto.test").await, 422);
    for foreign in ["http://evil.test", "https://proletto.test", "null"] {
        assert_eq!(from(foreign).await, 403, "{foreign}");
    }
}

#[tokio::test]
async fn an_encrypted_house_takes_no_form_of_an_unencrypted_page() {
    let world = World::with(&[("PROLETTO_BASE_URL", "https://proletto.test")]).await;
    let from = async |origin: &str, more: &[(&str, &str)]| {
        let mut request = Request::post("/sign-in")
            .header("host", "proletto.test")
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        let body = Body::from("email=nobody%40example.org&password=wrong+wrong");
        world.ask(request.body(body).unwrap()).await.status().as_u16()
    };
    assert_eq!(from("https://proletto.test", &[]).await, 422);
    assert_eq!(from("http://proletto.test", &[]).await, 403);
    assert_eq!(from("http://proletto.test", &[("sec-fetch-site", "cross-site")]).await, 403);
}

#[tokio::test]
async fn the_last_admin_stays_one() {
    let world = World::new().await;
    people::grace(&world).await;
    let demote = async || {
        let grace = Email::parse("grace@example.org").unwrap();
        accounts::set_role(world.pool(), &grace, Role::Artist, world.now()).await
    };
    let why = demote().await.unwrap_err().to_string();
    assert!(why.contains("grace@example.org is the last admin"), "{why}");
    people::henry(&world).await;
    demote().await.unwrap();
}
