//! What comes in the same moment: what is good once is good once, and what has ended does not come back.

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use futures::future::join_all;

use super::elsewhere::{ADA, atelier, visit};
use super::factors::{code, guard, halfway};
use crate::support::browser::Browser;
use crate::support::issuer::TokenAnswer;
use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::World;

/// A request with the session of this browser.
pub fn from(browser: &Browser, path: &str, form: &str) -> Request<Body> {
    let request = if form.is_empty() { Request::get(path) } else { Request::post(path) };
    request
        .header("host", "proletto.test")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", format!("proletto={}", browser.session().unwrap()))
        .body(Body::from(form.to_owned()))
        .unwrap()
}

#[tokio::test]
async fn codes_are_counted_however_many_are_tried_at_once() {
    let world = World::with(&[("PROLETTO_LIMITS", "off")]).await;
    let mut ada = people::ada(&world).await;
    let (secret, _) = guard(&world, &mut ada).await;
    world.later(TimeDelta::minutes(1));
    let mut eve = halfway(&world).await;
    let guesses = (0..20).map(|_| world.ask(from(&eve, "/sign-in/code", "code=123456")));
    let told: Vec<u16> =
        join_all(guesses).await.iter().map(|told| told.status().as_u16()).collect();
    assert_eq!(told.iter().filter(|status| **status == 422).count(), 5, "{told:?}");
    let right = code(&secret, world.now());
    eve.open("/sign-in").await;
    let path = "/sign-in/code";
    assert_eq!(eve.post(path, &[("code", &right)]).await.at, "/sign-in", "she begins again");
}

#[tokio::test]
async fn an_answer_of_another_site_lets_one_in() {
    let (world, issuer) = atelier().await;
    let mut ada = world.visitor();
    visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
    ada.press("Sign out").await;
    issuer.answers_for_tokens(TokenAnswer::Patiently);
    let back = issuer.consent(&ada.leave("/sign-in/with/oidc").await, &ADA);
    let answers = join_all((0..6).map(|_| world.ask(from(&ada, &back, "")))).await;
    let told: Vec<u16> = answers.iter().map(|told| told.status().as_u16()).collect();
    assert_eq!(told.iter().filter(|status| **status == 303).count(), 1, "{told:?}");
}

#[tokio::test]
async fn whoever_stands_at_the_door_with_an_old_password_is_not_let_in() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let (secret, _) = guard(&world, &mut ada).await;
    let mut eve = halfway(&world).await;
    ada.open("/account/password").await;
    let answers = [("Present password", PASSWORD), ("New password", "seven moths by lamplight")];
    ada.submit("Keep the password", &answers).await;
    world.later(TimeDelta::minutes(1));
    let right = code(&secret, world.now());
    assert_eq!(eve.submit("Go on", &[("Code", &right)]).await.at, "/sign-in");
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    ada.open("/profile").await;
}

#[tokio::test]
async fn a_sign_in_that_was_under_way_ends_with_the_password_it_began_with() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut eve = world.visitor();
    sign_in(&mut eve, "ada@example.org", PASSWORD).await;
    // Eve's request wrote its row after Ada's had ended all others.
    let run = async |sql: &'static str| sqlx::query(sql).execute(world.pool()).await.unwrap();
    run("create table under_way as select * from sessions").await;
    ada.open("/account/password").await;
    let answers = [("Present password", PASSWORD), ("New password", "seven moths by lamplight")];
    ada.submit("Keep the password", &answers).await;
    run("insert into sessions select * from under_way on conflict do nothing").await;
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    let page = ada.open("/account").await;
    assert_eq!(page.text_of(".account-list li").len(), 1, "{}", page.text());
}

#[tokio::test]
async fn a_program_is_not_let_in_by_a_password_that_changes_meanwhile() {
    let world = World::new().await;
    people::ada(&world).await;
    // Its password is right; before anything is kept, the account's next turn begins.
    let mut change = world.pool().begin().await.unwrap();
    sqlx::query("update users set turn = turn + 1").execute(&mut *change).await.unwrap();
    let grant = serde_json::json!({
        "grant_type": "password", "email": "ada@example.org", "password": PASSWORD
    });
    let request = Request::post("/api/v1/auth/token")
        .header("host", "proletto.test")
        .header("content-type", "application/json")
        .body(Body::from(grant.to_string()))
        .unwrap();
    let waiting = async {
        // It waits for the row that the change holds.
        while world.count("select count(*) from pg_locks where not granted").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        change.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(world.ask(request), waiting);
    assert_eq!(answer.status(), 401);
    assert_eq!(world.count("select count(*) from token_families").await, 0);
}

#[tokio::test]
async fn a_slow_request_of_an_ended_sign_in_changes_nothing_and_brings_it_not_back() {
    let world = World::new().await;
    people::ada(&world).await;
    let mut eve = world.visitor();
    sign_in(&mut eve, "ada@example.org", PASSWORD).await;
    eve.open("/account/two-step").await;
    let secret = eve.page().one(".square-secret");
    let form = format!("code={}", code(&secret, world.now()));
    // While the codes for her app are made, Ada ends all her sign-ins.
    let mut change = world.pool().begin().await.unwrap();
    sqlx::query("update users set turn = turn + 1").execute(&mut *change).await.unwrap();
    let waiting = async {
        while world.count("select count(*) from pg_locks where not granted").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        change.commit().await.unwrap();
    };
    let request = from(&eve, "/account/two-step", &form);
    let (answer, ()) = tokio::join!(world.ask(request), waiting);
    assert_eq!(answer.status(), 401);
    assert_eq!(world.count("select count(*) from authenticators").await, 0);
    let cookie = answer.headers().get("set-cookie").map(|line| line.to_str().unwrap().to_owned());
    for session in cookie.iter().filter_map(|line| line.split(['=', ';']).nth(1)) {
        eve.plant(session);
        assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    }
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

#[tokio::test]
async fn a_sign_in_that_was_ended_alone_stays_ended() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut eve = world.visitor();
    sign_in(&mut eve, "ada@example.org", PASSWORD).await;
    let run = async |sql: &'static str| sqlx::query(sql).execute(world.pool()).await.unwrap();
    run("create table under_way as select * from sessions").await;
    ada.open("/account").await;
    let end = ada.page().text_of(".account-list button").remove(0);
    ada.press(&end.replace('\n', " ")).await.must_say("That sign-in has ended.");
    // A request of it that was under way writes its row anew, under a new id or the old one.
    run("insert into sessions select * from under_way on conflict do nothing").await;
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    assert_eq!(ada.open("/account").await.text_of(".account-list li").len(), 1);
    // The same where she signs out in a browser of which somebody has the cookie.
    let kept = ada.session().unwrap().to_owned();
    ada.press("Sign out").await;
    run("insert into sessions select * from under_way on conflict do nothing").await;
    eve.plant(&kept);
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}
