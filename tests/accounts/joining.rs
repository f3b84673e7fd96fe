//! Coming in by another site behind a letter's link: the letter proves the address, the visit who signs in.

use axum::body::Body;
use axum::http::Request;
use futures::future::join_all;
use proletto::features::accounts::{self, Email};
use proletto::platform::audit::Who;

use super::at_once::from;
use super::elsewhere::{ADA, visit};
use crate::support::browser::Browser;
use crate::support::issuer::{Issuer, Person};
use crate::support::people::ask_for_an_account;
use crate::support::world::{BEGIN, World};

const USERS: &str = "select count(*) from users";

/// A house where one needs to be invited, and Ada is.
async fn invited() -> (World, Issuer, String) {
    let issuer = Issuer::open(BEGIN.parse().unwrap()).await;
    let settings = [&issuer.settings()[..], &[("PROLETTO_SIGN_UP", "invite")]].concat();
    let world = World::with(&settings).await;
    let ada = Email::parse("ada@example.org").unwrap();
    accounts::invite(&world.state, &ada, Who::Operator).await.unwrap();
    let link = world.letter_to("ada@example.org").await.link();
    (world, issuer, link)
}

/// The way on from the page behind the letter's link.
async fn way(browser: &mut Browser, link: &str) -> String {
    browser.open(link).await.link("Continue with Atelier ID")
}

#[tokio::test]
async fn who_is_invited_comes_in_by_another_site_and_nobody_else_does() {
    let (world, issuer, link) = invited().await;
    let hers = Person { email: "other@atelier.example", verified: false, ..ADA };
    let mut ada = world.visitor();
    visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
    ada.page().must_say("Not yet").must_say("follow the link in their letter");
    let there = way(&mut ada, &link).await;
    visit(&mut ada, &issuer, &there, &hers).await;
    assert_eq!(ada.page().at, "/profile");
    ada.page().must_say("Letters go to ada@example.org, whose reader can open this account");
    // The address is the one that the letter went to, whatever the other site says.
    let page = ada.open("/account").await;
    page.must_say("ada@example.org").must_say("Atelier ID: other@atelier.example");
    let mut again = world.visitor();
    visit(&mut again, &issuer, "/sign-in/with/oidc", &hers).await;
    assert_eq!(again.page().at, "/matches");
    // Once.
    assert_eq!(again.knock(&link).await.status, 410);
    let mut eve = world.visitor();
    assert_eq!(eve.knock(&there).await.status, 410);
    assert_eq!(world.count("select count(*) from tickets").await, 0);
    assert_eq!(world.count(USERS).await, 1);
}

#[tokio::test]
async fn an_invitation_lets_one_in_however_many_come_with_it() {
    let (world, issuer, link) = invited().await;
    let mut ways = Vec::new();
    for (n, subject) in ["ada-at-atelier", "eve", "mallory", "trent"].into_iter().enumerate() {
        let mut browser = world.visitor();
        let there = way(&mut browser, &link).await;
        let sent = browser.leave(&there).await;
        ways.push((browser, issuer.consent(&sent, &Person { subject, ..ADA }), n));
    }
    let answers =
        join_all(ways.iter().map(|(browser, back, _)| world.ask(from(browser, back, ""))));
    let told: Vec<u16> = answers.await.iter().map(|told| told.status().as_u16()).collect();
    assert_eq!(told.iter().filter(|status| **status == 303).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|status| **status == 410).count(), 3, "{told:?}");
    assert_eq!(world.count(USERS).await, 1);
    assert_eq!(world.count("select count(*) from identities").await, 1);
}

#[tokio::test]
async fn an_invitation_that_is_taken_back_meanwhile_makes_no_account() {
    let (world, issuer, link) = invited().await;
    let mut ada = world.visitor();
    let there = way(&mut ada, &link).await;
    let back = issuer.consent(&ada.leave(&there).await, &ADA);
    // Another browser has the answer, and not the visit.
    let mut eve = world.visitor();
    assert_eq!(eve.knock(&back).await.status, 403);
    sqlx::query("delete from tickets").execute(world.pool()).await.unwrap();
    assert_eq!(ada.knock(&back).await.status, 410);
    ada.page().must_say("whoever invited you can do so again");
    assert_eq!(world.count(USERS).await, 0);
}

#[tokio::test]
async fn another_site_cannot_begin_an_account_with_its_own_invitation() {
    let (world, _issuer, link) = invited().await;
    let mut ada = world.visitor();
    let there = way(&mut ada, &link).await;
    for from in ["cross-site", "same-site"] {
        let request = Request::get(&there)
            .header("host", "proletto.test")
            .header("sec-fetch-site", from)
            .body(Body::empty());
        assert_eq!(world.ask(request.unwrap()).await.status(), 403);
    }
}

#[tokio::test]
async fn whose_address_the_other_site_does_not_vouch_for_proves_it_by_a_letter_and_goes_on_there() {
    let issuer = Issuer::open(BEGIN.parse().unwrap()).await;
    let world = World::with(&issuer.settings()).await;
    let unchecked = Person { verified: false, ..ADA };
    let mut ada = world.visitor();
    visit(&mut ada, &issuer, "/sign-in/with/oidc", &unchecked).await;
    ada.page().must_say("One step before");
    ask_for_an_account(&mut ada, "ada@example.org").await;
    let link = world.letter_to("ada@example.org").await.link();
    let there = way(&mut ada, &link).await;
    visit(&mut ada, &issuer, &there, &unchecked).await;
    assert_eq!(ada.page().at, "/profile");
    // Whom the site knows already is signed in, and a link is not used up by that.
    ada.press("Sign out").await;
    ask_for_an_account(&mut ada, "second@example.org").await;
    let second = world.letter_to("second@example.org").await.link();
    let there = way(&mut ada, &second).await;
    visit(&mut ada, &issuer, &there, &unchecked).await;
    ada.open("/account").await.must_say("ada@example.org");
    assert_eq!(world.visitor().knock(&second).await.status, 200);
}
