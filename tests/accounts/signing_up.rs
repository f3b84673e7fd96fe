//! Signing up, which tells nobody who has an account.

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use insta::assert_snapshot;
use proletto::features::accounts::{self, Email};
use proletto::platform::audit::Who;

use crate::support::browser::Browser;
use crate::support::people::{self, PASSWORD, ask_for_an_account, sign_in};
use crate::support::world::World;

#[tokio::test]
async fn ada_signs_up_and_is_welcomed_at_her_profile() {
    let world = World::new().await;
    let ada = people::ada(&world).await;
    assert_eq!(ada.page().at, "/profile");
    assert_snapshot!(
        ada.page().one(".flash"),
        @"Welcome, Ada Okonkwo. Tell us a little about your work, and your matches follow from it."
    );
    assert_eq!(ada.page().one(".site-account-name"), "Ada Okonkwo");
}

#[tokio::test]
async fn signing_up_leads_back_to_where_one_was_going_and_nowhere_else() {
    let world = World::new().await;
    for (next, there) in [("/matches", "/matches"), ("//evil.example", "/profile")] {
        let mut visitor = world.visitor();
        visitor.open(&format!("/sign-up?next={next}")).await;
        let email = format!("{}@example.org", there.trim_start_matches('/'));
        visitor.submit("Send the letter", &[("Email address", &email)]).await;
        visitor.open(&world.letter_to(&email).await.link()).await;
        let answers = [("Name you go by", "Ada"), ("Password", PASSWORD)];
        assert_eq!(visitor.submit("Create the account", &answers).await.at, there);
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_each_field_and_the_link_still_works() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    ask_for_an_account(&mut visitor, "ada@nowhere").await;
    assert_eq!(visitor.page().status, 422);
    visitor.page().must_say("Enter an address like name@example.org.");
    assert_eq!(visitor.form("Send the letter").value("Email address"), "ada@nowhere");
    ask_for_an_account(&mut visitor, "ada@example.org").await;
    visitor.open(&world.letter_to("ada@example.org").await.link()).await;
    let page = visitor
        .submit("Create the account", &[("Name you go by", "  "), ("Password", "short")])
        .await;
    assert_eq!(page.status, 422);
    assert_snapshot!(page.one(".error-summary"), @r"
    2 things need another look
    Name you go by: Enter the name you go by.
    Password: Choose a password of at least 8 characters.
    ");
    let answers = [("Name you go by", "Ada"), ("Password", "password2027")];
    visitor.submit("Create the account", &answers).await.must_say("passwords that are tried first");
    assert_eq!(visitor.form("Create the account").value("Password"), "", "it is not sent back");
    let answers = [("Name you go by", "Ada"), ("Password", PASSWORD)];
    assert_eq!(visitor.submit("Create the account", &answers).await.at, "/profile");
}

#[tokio::test]
async fn nobody_learns_from_the_page_who_has_an_account() {
    let world = World::new().await;
    people::ada(&world).await;
    let mut said = Vec::new();
    for email in ["ADA@example.org", "new@example.org"] {
        let mut eve = world.visitor();
        ask_for_an_account(&mut eve, email).await;
        assert_eq!(eve.page().status, 200);
        said.push(eve.page().text().to_lowercase().replace(&email.to_lowercase(), "…"));
    }
    assert_eq!(said[0], said[1]);
    // The owner of the address is told, and given a way in.
    let letter = world.letter_to("ada@example.org").await;
    assert_eq!(letter.subject, "You have an account already");
    let mut ada = world.visitor();
    ada.open(&letter.link()).await.must_say("Choose a new password");
    assert_eq!(world.count("select count(*) from users").await, 1);
}

#[tokio::test]
async fn no_address_is_flooded() {
    let world = World::new().await;
    for _ in 0..8 {
        let mut eve = world.visitor();
        ask_for_an_account(&mut eve, "ada@example.org").await;
        eve.page().must_say("Look in your mail");
    }
    assert_eq!(world.letters().await.len(), 5);
    world.later(TimeDelta::minutes(61));
    ask_for_an_account(&mut world.visitor(), "ada@example.org").await;
    assert_eq!(world.letters().await.len(), 6);
}

#[tokio::test]
async fn without_a_mail_service_the_page_says_where_the_letter_is() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    ask_for_an_account(&mut visitor, "ada@example.org").await;
    visitor.page().must_say("the letter is kept in the folder");
    let world = World::with(&[
        ("PROLETTO_SENDGRID_KEY", "k"),
        ("PROLETTO_SENDGRID_URL", "http://127.0.0.1:9"),
    ])
    .await;
    let mut visitor = world.visitor();
    ask_for_an_account(&mut visitor, "ada@example.org").await;
    visitor.page().must_not_say("data/mail");
}

#[tokio::test]
async fn a_closed_house_lets_nobody_in_by_itself() {
    let world = World::with(&[("PROLETTO_SIGN_UP", "closed")]).await;
    let mut visitor = world.visitor();
    visitor.open("/sign-up").await.must_say("Please ask them.");
    let request = Request::post("/sign-up")
        .header("host", "proletto.test")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("email=eve%40example.org"));
    assert_eq!(world.ask(request.unwrap()).await.status(), 403);
    assert!(world.letters().await.is_empty());
    let ada = Email::parse("ada@example.org").unwrap();
    assert!(accounts::invite(&world.state, &ada, Who::Operator).await.is_err());
}

#[tokio::test]
async fn who_is_invited_comes_in_where_others_do_not() {
    let world = World::with(&[("PROLETTO_SIGN_UP", "invite")]).await;
    let mut ada = world.visitor();
    ada.open("/sign-up").await.must_say("Please ask them.");
    let hers = Email::parse("ada@example.org").unwrap();
    accounts::invite(&world.state, &hers, Who::Operator).await.unwrap();
    world.later(TimeDelta::days(6));
    ada.open(&world.letter_to("ada@example.org").await.link()).await;
    let answers = [("Name you go by", "Ada"), ("Password", PASSWORD)];
    assert_eq!(ada.submit("Create the account", &answers).await.at, "/profile");
    sign_in(&mut world.visitor(), "ada@example.org", PASSWORD).await;
}

#[tokio::test]
async fn where_nobody_may_make_an_account_nobody_is_asked_to() {
    for (setting, asked) in [("open", true), ("invite", false), ("closed", false)] {
        let world = World::with(&[("PROLETTO_SIGN_UP", setting)]).await;
        let mut visitor = world.visitor();
        let page = visitor.open("/").await;
        let links = page.html.matches("href=\"/sign-up\"").count();
        assert_eq!(links, if asked { 2 } else { 0 }, "{setting}");
    }
}

#[tokio::test]
async fn an_admin_invites_on_a_page_and_takes_it_back() {
    let world = World::with(&[("PROLETTO_SIGN_UP", "invite")]).await;
    let mut grace = people::grace(&world).await;
    grace.open("/desk").await;
    grace.follow("Invitations").await.must_say("nobody else").must_say("Nobody.");
    let asks = async |grace: &mut Browser, email: &str| {
        grace.submit("Send the invitation", &[("Email address", email)]).await.status
    };
    assert_eq!(asks(&mut grace, "no address").await, 422);
    assert_eq!(asks(&mut grace, "grace@example.org").await, 422);
    grace.page().must_say("grace@example.org has an account already.");
    assert_eq!(asks(&mut grace, " Ada@example.org").await, 200);
    grace.page().must_say("ada@example.org is invited.").must_say("Good until");
    let first = world.letter_to("ada@example.org").await.link();
    // Again: one link counts, the newest.
    asks(&mut grace, "ada@example.org").await;
    assert_eq!(grace.page().text_of(".ledger tbody tr").len(), 1);
    let second = world.letter_to("ada@example.org").await.link();
    let mut ada = world.visitor();
    assert_eq!(ada.knock(&first).await.status, 410);
    assert_eq!(ada.knock(&second).await.status, 200);
    let mut henry = people::henry(&world).await;
    henry.open("/desk/invitations").await;
    grace.press("Take back: ada@example.org").await.must_say("opens nothing any more");
    henry.press("Take back: ada@example.org").await.must_say("has no open invitation");
    let page = ada.knock(&second).await;
    assert_eq!(page.status, 410);
    page.must_say("whoever invited you can do so again").must_not_say("another letter");
    asks(&mut grace, "ada@example.org").await;
    ada.open(&world.letter_to("ada@example.org").await.link()).await;
    let reversed = [("Name you go by", "\u{202e}ecarG"), ("Password", PASSWORD)];
    let page = ada.submit("Create the account", &reversed).await;
    assert_eq!(page.status, 422);
    page.must_say("Enter the name without invisible signs");
    ada.submit("Create the account", &[("Name you go by", "Ada"), ("Password", PASSWORD)]).await;
    assert_eq!(ada.page().at, "/profile");
    grace.open("/desk/invitations").await.must_say("Nobody.");
    let page = grace.open("/desk/audit?who=grace%40example.org").await;
    page.must_say("invited somebody").must_say("took an invitation back");
}
