//! Links in letters: once, for a short time, by a button, for what they were made for; and changing the
//! address, which needs both.

use chrono::TimeDelta;

use crate::support::browser::Browser;
use crate::support::people::{self, PASSWORD, ask_for_an_account, sign_in};
use crate::support::world::World;

/// A link to choose a new password, asked for at the page.
async fn reset_link(world: &World, email: &str) -> String {
    let mut visitor = world.visitor();
    visitor.open("/password/forgot").await;
    visitor
        .submit("Send the letter", &[("Email address", email)])
        .await
        .must_say("Look in your mail");
    world.letter_to(email).await.link()
}

async fn choose(browser: &mut Browser, link: &str, password: &str) {
    browser.open(link).await;
    browser.submit("Keep the password", &[("New password", password)]).await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_every_sign_in_ends() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut visitor = world.visitor();
    visitor.open("/sign-in").await;
    visitor.follow("Forgot the password?").await;
    let link = reset_link(&world, "ada@example.org").await;
    choose(&mut visitor, &link, "seven moths by lamplight").await;
    assert_eq!(visitor.page().at, "/sign-in");
    visitor.page().must_say("Your new password is kept.");
    assert_eq!(ada.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    assert_eq!(ada.page().status, 422, "the old one is worth nothing");
    sign_in(&mut ada, "ada@example.org", "seven moths by lamplight").await;
    assert_eq!(ada.page().at, "/matches");
    assert_eq!(world.letter_to("ada@example.org").await.subject, "Your password has changed");
}

#[tokio::test]
async fn whoever_asks_learns_nothing_and_whoever_reads_the_address_does() {
    let world = World::new().await;
    people::ada(&world).await;
    let mut said = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let mut eve = world.visitor();
        eve.open("/password/forgot").await;
        let page = eve.submit("Send the letter", &[("Email address", email)]).await;
        said.push(page.text().replace(email, "…"));
    }
    assert_eq!(said[0], said[1]);
    let letter = world.letter_to("nobody@example.org").await;
    assert_eq!(letter.subject, "There is no account for this address");
}

#[tokio::test]
async fn a_link_works_once() {
    let world = World::new().await;
    people::ada(&world).await;
    let link = reset_link(&world, "ada@example.org").await;
    let (mut first, mut second) = (world.visitor(), world.visitor());
    second.open(&link).await;
    choose(&mut first, &link, "seven moths by lamplight").await;
    let page =
        second.submit("Keep the password", &[("New password", "another one entirely")]).await;
    assert_eq!(page.status, 410);
    page.must_say("This link does not work any more");
    sign_in(&mut second, "ada@example.org", "seven moths by lamplight").await;
    assert_eq!(second.page().at, "/matches");
    assert_eq!(first.knock(&link).await.status, 410);
}

#[tokio::test]
async fn a_program_that_follows_links_in_mail_uses_none_up() {
    let world = World::new().await;
    people::ada(&world).await;
    let link = reset_link(&world, "ada@example.org").await;
    for _ in 0..3 {
        world.visitor().open(&link).await;
    }
    choose(&mut world.visitor(), &link, "seven moths by lamplight").await;
    sign_in(&mut world.visitor(), "ada@example.org", "seven moths by lamplight").await;
}

#[tokio::test]
async fn a_link_runs_out() {
    let world = World::new().await;
    people::ada(&world).await;
    let reset = reset_link(&world, "ada@example.org").await;
    ask_for_an_account(&mut world.visitor(), "bela@example.org").await;
    let join = world.letter_to("bela@example.org").await.link();
    world.later(TimeDelta::minutes(31));
    assert_eq!(world.visitor().knock(&reset).await.status, 410);
    assert_eq!(world.visitor().knock(&join).await.status, 200);
    world.later(TimeDelta::hours(2));
    assert_eq!(world.visitor().knock(&join).await.status, 410);
}

#[tokio::test]
async fn a_link_opens_only_what_it_was_made_for() {
    let world = World::new().await;
    people::ada(&world).await;
    let token = |link: &str| link.split_once('=').unwrap().1.to_owned();
    let reset = token(&reset_link(&world, "ada@example.org").await);
    ask_for_an_account(&mut world.visitor(), "bela@example.org").await;
    let join = token(&world.letter_to("bela@example.org").await.link());
    for (path, token) in [
        ("/sign-up/finish", &reset),
        ("/email/confirm", &reset),
        ("/password/reset", &join),
        ("/email/confirm", &join),
    ] {
        assert_eq!(
            world.visitor().knock(&format!("{path}?token={token}")).await.status,
            410,
            "{path}"
        );
    }
    for nothing in ["", "0", "%00", "'"] {
        let path = format!("/password/reset?token={nothing}");
        assert_eq!(world.visitor().knock(&path).await.status, 410, "{path}");
    }
}

#[tokio::test]
async fn the_database_knows_no_link() {
    let world = World::new().await;
    people::ada(&world).await;
    let link = reset_link(&world, "ada@example.org").await;
    let token = link.split_once('=').unwrap().1;
    let rows: Vec<String> = sqlx::query_scalar(
        "select tickets::text from tickets union all select outbox::text from outbox",
    )
    .fetch_all(world.pool())
    .await
    .unwrap();
    assert!(rows.len() > 1 && !rows.iter().any(|row| row.contains(token)), "{rows:?}");
}

#[tokio::test]
async fn ada_moves_to_another_address() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut elsewhere = world.visitor();
    sign_in(&mut elsewhere, "ada@example.org", PASSWORD).await;
    ada.open("/account").await;
    ada.follow("Change the address").await;
    ada.submit("Send the letter", &[("New email address", "Ada@New.example")]).await;
    ada.page().must_say("We have written to ada@new.example.");
    ada.open("/account").await.must_say("To be ada@new.example");
    assert_eq!(world.letter_to("ada@example.org").await.subject, "Your address is about to change");
    let link = world.letter_to("ada@new.example").await.link();
    ada.open(&link).await;
    let page = ada.press("Use this address").await;
    assert_eq!(page.at, "/account");
    page.must_say("Your address is ada@new.example from now on.");
    assert_eq!(world.letter_to("ada@example.org").await.subject, "Your address has changed");
    assert_eq!(elsewhere.knock("/profile").await.at, "/sign-in?next=%2Fprofile", "others end");
    sign_in(&mut elsewhere, "ada@example.org", PASSWORD).await;
    assert_eq!(elsewhere.page().status, 422);
    sign_in(&mut elsewhere, "ada@new.example", PASSWORD).await;
    assert_eq!(elsewhere.page().at, "/matches");
}

#[tokio::test]
async fn a_change_of_address_can_be_left_and_ends_with_a_new_password() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let ask = async |ada: &mut Browser| {
        ada.open("/account/email").await;
        ada.submit("Send the letter", &[("New email address", "ada@new.example")]).await;
        world.letter_to("ada@new.example").await.link()
    };
    let link = ask(&mut ada).await;
    ada.open("/account").await;
    ada.press("Leave it as it is").await.must_not_say("ada@new.example");
    assert_eq!(ada.knock(&link).await.status, 410);
    let link = ask(&mut ada).await;
    ada.open("/account/password").await;
    let answers = [("Present password", PASSWORD), ("New password", "seven moths by lamplight")];
    ada.submit("Keep the password", &answers).await;
    assert_eq!(ada.knock(&link).await.status, 410);
}

#[tokio::test]
async fn moving_to_an_address_that_is_taken_tells_only_its_owner() {
    let world = World::new().await;
    people::bela(&world).await;
    let mut ada = people::ada(&world).await;
    ada.open("/account/email").await;
    let page = ada.submit("Send the letter", &[("New email address", "bela@example.org")]).await;
    page.must_say("Look in your mail").must_not_say("account already");
    let letter = world.letter_to("bela@example.org").await;
    assert_eq!(letter.subject, "This address has an account already");
    assert!(!letter.text.contains("http://proletto.test/email"), "{letter:?}");
}
