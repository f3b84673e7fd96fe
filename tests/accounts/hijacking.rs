//! The five ways to prepare an account for somebody who does not have it yet, and take it over once they do
//! (Sudhodanan and Paverd, "Pre-hijacked accounts", 2022).

use chrono::TimeDelta;

use super::elsewhere::{ADA, atelier, visit};
use crate::support::issuer::Person;
use crate::support::people::{self, PASSWORD, ask_for_an_account, sign_in};
use crate::support::world::World;

/// Eve signs up with Ada's address and a password of her own, and waits for Ada to come by another site.
#[tokio::test]
async fn classic_and_federated_accounts_do_not_merge() {
    let (world, issuer) = atelier().await;
    // Eve gets as far as the letter, which Ada reads: there is no account and no password.
    let mut eve = world.visitor();
    ask_for_an_account(&mut eve, "ada@example.org").await;
    sign_in(&mut eve, "ada@example.org", PASSWORD).await;
    assert_eq!(eve.page().status, 422);
    let mut ada = world.visitor();
    visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
    assert_eq!(ada.page().at, "/profile");
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    // And the other way round: an account with a password is not opened by its address alone.
    let world = World::with(&issuer.settings()).await;
    people::ada(&world).await;
    let mut eve = world.visitor();
    visit(&mut eve, &issuer, "/sign-in/with/oidc", &ADA).await;
    assert_eq!(eve.page().status, 409);
    eve.page().must_say("Sign in to it the way you did before");
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

/// Eve keeps a sign-in open, and waits for Ada to choose a new password.
#[tokio::test]
async fn an_open_sign_in_does_not_outlive_a_new_password() {
    let world = World::new().await;
    people::create(&world, "Ada Okonkwo", "ada@example.org").await;
    let mut eve = world.visitor();
    sign_in(&mut eve, "ada@example.org", PASSWORD).await;
    for _ in 0..5 {
        world.later(TimeDelta::hours(5));
        eve.open("/profile").await;
    }
    let mut ada = world.visitor();
    ada.open("/password/forgot").await;
    ada.submit("Send the letter", &[("Email address", "ada@example.org")]).await;
    ada.open(&world.letter_to("ada@example.org").await.link()).await;
    ada.submit("Keep the password", &[("New password", "seven moths by lamplight")]).await;
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

/// Eve adds a way in of her own to an account with Ada's address, and waits for Ada to take it over.
#[tokio::test]
async fn a_way_in_that_was_left_behind_does_not_survive() {
    let (world, issuer) = atelier().await;
    // Eve's site says that it checked Ada's address, and it did not.
    let eves = Person { subject: "eve-at-atelier", ..ADA };
    let mut eve = world.visitor();
    visit(&mut eve, &issuer, "/sign-in/with/oidc", &eves).await;
    assert_eq!(eve.page().at, "/profile");
    let mut ada = world.visitor();
    ada.open("/password/forgot").await;
    ada.submit("Send the letter", &[("Email address", "ada@example.org")]).await;
    ada.open(&world.letter_to("ada@example.org").await.link()).await;
    ada.submit("Keep the password", &[("New password", "seven moths by lamplight")]).await;
    sign_in(&mut ada, "ada@example.org", "seven moths by lamplight").await;
    ada.open("/account").await.must_not_say("Atelier ID: ada@example.org");
    let mut eve = world.visitor();
    visit(&mut eve, &issuer, "/sign-in/with/oidc", &eves).await;
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

/// Eve begins to move an account with Ada's address to her own, and finishes when Ada uses it.
#[tokio::test]
async fn a_change_of_address_that_was_begun_does_not_survive() {
    let world = World::new().await;
    people::create(&world, "Ada Okonkwo", "ada@example.org").await;
    let mut eve = world.visitor();
    sign_in(&mut eve, "ada@example.org", PASSWORD).await;
    eve.open("/account/email").await;
    eve.submit("Send the letter", &[("New email address", "eve@evil.example")]).await;
    let link = world.letter_to("eve@evil.example").await.link();
    world.later(TimeDelta::minutes(10));
    let mut ada = world.visitor();
    ada.open("/password/forgot").await;
    ada.submit("Send the letter", &[("Email address", "ada@example.org")]).await;
    ada.open(&world.letter_to("ada@example.org").await.link()).await;
    ada.submit("Keep the password", &[("New password", "seven moths by lamplight")]).await;
    assert_eq!(eve.knock(&link).await.status, 410);
    sign_in(&mut ada, "ada@example.org", "seven moths by lamplight").await;
    assert_eq!(ada.page().at, "/matches");
}

/// Eve asks for an account with Ada's address to be deleted, and leaves it to her.
#[tokio::test]
async fn a_deletion_that_was_asked_for_does_not_survive() {
    let (world, issuer) = atelier().await;
    let eves = Person { subject: "eve-at-atelier", ..ADA };
    let mut eve = world.visitor();
    visit(&mut eve, &issuer, "/sign-in/with/oidc", &eves).await;
    eve.open("/account/privacy/delete").await;
    let address = [("The address of this account", "ada@example.org")];
    eve.submit("Delete my account", &address).await.must_say("will be deleted");
    let mut ada = world.visitor();
    ada.open("/password/forgot").await;
    ada.submit("Send the letter", &[("Email address", "ada@example.org")]).await;
    ada.open(&world.letter_to("ada@example.org").await.link()).await;
    ada.submit("Keep the password", &[("New password", "seven moths by lamplight")]).await;
    world.letter_to("ada@example.org").await.must_say("The account was to be deleted.");
    sign_in(&mut ada, "ada@example.org", "seven moths by lamplight").await;
    ada.open("/account/privacy").await.must_not_say("will be deleted");
    assert_eq!(world.count("select count(*) from deletions").await, 0);
}

/// Eve moves an account of her own, with a way in that stays hers, to Ada's address, and leaves it to her to
/// confirm it.
#[tokio::test]
async fn nobody_is_given_the_account_of_another_by_a_letter() {
    let world = World::new().await;
    let mut eve = people::bela(&world).await;
    eve.open("/account/email").await;
    eve.submit("Send the letter", &[("New email address", "ada@example.org")]).await;
    let link = world.letter_to("ada@example.org").await.link();
    let mut ada = world.visitor();
    let page = ada.knock(&link).await;
    assert_eq!(page.status, 403);
    page.must_say("somebody typed your address");
    let token = link.split_once('=').unwrap().1.to_owned();
    assert_eq!(ada.post("/email/confirm", &[("token", &token)]).await.status, 403);
    people::create(&world, "Ada Okonkwo", "ada@other.example").await;
    sign_in(&mut ada, "ada@other.example", PASSWORD).await;
    let page = ada.knock(&link).await;
    assert_eq!(page.status, 403);
    page.must_say("and not the one you are signed in to");
    assert_eq!(ada.post("/email/confirm", &[("token", &token)]).await.status, 403);
    assert_eq!(world.count("select count(*) from users where email = 'ada@example.org'").await, 0);
    // Whoever asked for it, on another device, comes by the sign-in.
    let mut phone = world.visitor();
    phone.knock(&link).await;
    phone.follow("Sign in to that account").await;
    let answers = [("Email address", "bela@example.org"), ("Password", PASSWORD)];
    phone.submit("Sign in", &answers).await;
    phone.press("Use this address").await.must_say("Your address is ada@example.org from now on.");
}

/// Eve comes by a site that checks no addresses, with Ada's.
#[tokio::test]
async fn a_site_that_checks_no_addresses_makes_no_account() {
    let (world, issuer) = atelier().await;
    let eves = Person { subject: "eve-at-atelier", verified: false, ..ADA };
    let mut eve = world.visitor();
    visit(&mut eve, &issuer, "/sign-in/with/oidc", &eves).await;
    assert_eq!(eve.page().status, 403);
    eve.page().must_say("does not say that it has checked your address");
    assert_eq!(world.count("select count(*) from users").await, 0);
    let mut ada = people::ada(&world).await;
    ada.open("/account").await.must_not_say("ada-at-atelier");
    visit(&mut eve, &issuer, "/sign-in/with/oidc", &eves).await;
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}
