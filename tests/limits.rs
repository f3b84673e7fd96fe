//! How often something may be done, and who is kept out by it and who is not.

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::support::browser::Browser;
use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::World;

/// Mallory's browser, somewhere else than everybody's.
fn mallory(world: &World) -> Browser {
    let mut browser = world.visitor();
    browser.carry_to("203.0.113.66");
    browser
}

/// How many of so many wrong passwords are looked at.
async fn guess(browser: &mut Browser, email: &str, times: usize) -> usize {
    let mut looked_at = 0;
    for n in 0..times {
        sign_in(browser, email, &format!("guess number {n}")).await;
        match browser.page().status {
            422 => looked_at += 1,
            429 => {}
            other => panic!("{other}: {}", browser.page().text()),
        }
    }
    looked_at
}

#[tokio::test]
async fn who_guesses_passwords_is_slowed_and_told_for_how_long() {
    let world = World::new().await;
    people::ada(&world).await;
    let mut mallory = mallory(&world);
    assert_eq!(guess(&mut mallory, "ada@example.org", 12).await, 10);
    let page = mallory.page();
    assert_eq!(page.headers["retry-after"], "91");
    assert_eq!(page.headers["ratelimit-policy"], "\"sign-in\";q=10;w=900");
    assert_eq!(page.headers["ratelimit"], "\"sign-in\";r=0;t=91");
    assert_snapshot!(page.text(), @r"
    429
    That was too often
    There were too many attempts to sign in to one account in a short time. Please try again in 91 seconds.
    Browse calls
    ");
    // The right password is not looked at either, or guessing would go on.
    sign_in(&mut mallory, "ada@example.org", PASSWORD).await;
    assert_eq!(mallory.page().status, 429);
    world.later(TimeDelta::seconds(91));
    sign_in(&mut mallory, "ada@example.org", PASSWORD).await;
    assert_eq!(mallory.page().at, "/matches");
}

#[tokio::test]
async fn two_programs_on_one_database_count_together_what_matters() {
    let few = ("PROLETTO_LIMITS", "sign-up=3/h, pages=30/m");
    let world = World::with(&[few]).await;
    let other = world.reopened(&[]);
    people::create(&world, "Ada", "ada@example.org").await;
    let (mut here, mut there) = (mallory(&world), other.visitor());
    there.carry_to("203.0.113.66");
    // What only keeps one program from being overrun, each counts for itself.
    for browser in [&mut here, &mut there] {
        for _ in 0..30 {
            assert_eq!(browser.knock("/about").await.status, 200);
        }
        assert_eq!(browser.knock("/about").await.status, 429);
    }
    world.later(TimeDelta::minutes(2));
    let asked = async |browser: &mut Browser, email: &str| {
        people::ask_for_an_account(browser, email).await;
        browser.page().status
    };
    assert_eq!(asked(&mut here, "one@example.org").await, 200);
    assert_eq!(asked(&mut there, "two@example.org").await, 200);
    assert_eq!(asked(&mut here, "three@example.org").await, 200);
    assert_eq!(asked(&mut there, "four@example.org").await, 429);
    there.page().must_say("Please try again in 21 minutes.");
    assert_eq!(there.page().headers["retry-after"], "1201");
    assert_eq!(asked(&mut here, "four@example.org").await, 429);
    for (browser, looked_at) in [(&mut here, 6), (&mut there, 5)] {
        world.later(TimeDelta::minutes(2));
        assert_eq!(guess(browser, "ada@example.org", 6).await, looked_at);
    }
    let known = "select count(*) from limits_used where encode(key, 'escape') like '%203.0%'
                 or encode(key, 'escape') like '%example%'";
    assert_eq!(world.count(known).await, 0, "the table holds no address");
}

#[tokio::test]
async fn one_address_gets_a_few_letters_however_many_ask_for_them() {
    let world = World::with(&[("PROLETTO_LIMITS", "mail=2/h")]).await;
    people::create(&world, "Ada", "ada@example.org").await;
    let ask = async |n: u8| {
        let mut one = world.visitor();
        one.carry_to(&format!("198.51.100.{n}"));
        one.open("/password/forgot").await;
        let page = one.submit("Send the letter", &[("Email address", "ada@example.org")]).await;
        // Whoever asks learns nothing from it.
        page.must_say("Look in your mail");
    };
    for n in 1..=4 {
        ask(n).await;
    }
    assert_eq!(world.letters().await.len(), 2);
    world.later(TimeDelta::minutes(61));
    ask(5).await;
    assert_eq!(world.letters().await.len(), 3);
}

#[tokio::test]
async fn an_account_is_slowed_wherever_it_asks_from() {
    let world = World::with(&[("PROLETTO_LIMITS", "account=20/m")]).await;
    let mut ada = people::ada(&world).await;
    for n in 1..=30 {
        ada.carry_to(&format!("198.51.100.{n}"));
        ada.knock("/about").await;
    }
    assert_eq!(ada.page().status, 429);
    ada.page().must_say("There were too many requests of an account");
    assert_eq!(world.visitor().knock("/about").await.status, 200);
}

#[tokio::test]
async fn an_account_that_is_not_there_is_slowed_in_the_same_way() {
    let world = World::new().await;
    assert_eq!(guess(&mut mallory(&world), "nobody@example.org", 12).await, 10);
}

#[tokio::test]
async fn nobody_can_lock_ada_out_from_elsewhere() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.press("Sign out").await;
    sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    ada.press("Sign out").await;
    // One who guesses hard, and a hundred who each guess a little.
    guess(&mut mallory(&world), "ada@example.org", 12).await;
    for n in 1..=30 {
        let mut one = world.visitor();
        one.carry_to(&format!("198.51.100.{n}"));
        guess(&mut one, "ada@example.org", 4).await;
    }
    let mut stranger = world.visitor();
    stranger.carry_to("198.51.100.200");
    sign_in(&mut stranger, "ada@example.org", PASSWORD).await;
    assert_eq!(stranger.page().status, 429, "a place she was never at has to wait");
    sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    assert_eq!(ada.page().at, "/matches", "where she was before, she is not slowed");
}

#[tokio::test]
async fn a_line_of_ipv6_is_one_address_and_a_header_from_anyone_is_none() {
    let world = World::with(&[("PROLETTO_LIMITS", "pages=3/m")]).await;
    let mut visitor = world.visitor();
    for (address, status) in [
        ("2001:db8::1", 200),
        ("2001:db8::2", 200),
        ("2001:db8::ffff:1", 200),
        ("2001:db8::3", 429),
        ("2001:db8:0:1::3", 200),
    ] {
        visitor.carry_to(address);
        assert_eq!(visitor.knock("/about").await.status, status, "{address}");
    }
}

#[tokio::test]
async fn every_counted_answer_says_what_is_left() {
    let world = World::with(&[("PROLETTO_LIMITS", "pages=3/m, api=2/m")]).await;
    let mut visitor = world.visitor();
    assert_eq!(visitor.open("/about").await.headers["ratelimit"], "\"pages\";r=2;t=20");
    let page = visitor.knock("/api/v1/opportunities").await;
    assert_eq!(page.headers["ratelimit-policy"], "\"api\";q=2;w=60");
    visitor.knock("/api/v1/opportunities").await;
    let page = visitor.knock("/api/v1/opportunities").await;
    assert_eq!((page.status, &page.headers["retry-after"]), (429, &"31".parse().unwrap()));
    assert_eq!(page.headers["content-type"], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&page.html).unwrap();
    assert_eq!(problem["status"], 429);
    // What machines ask to see whether it lives is not counted.
    for _ in 0..10 {
        assert_eq!(visitor.knock("/healthz").await.status, 200);
    }
}

#[tokio::test]
async fn accounts_are_not_made_by_the_dozen() {
    let world = World::with(&[("PROLETTO_LIMITS", "sign-up=2/h")]).await;
    people::ada(&world).await;
    people::bela(&world).await;
    let mut third = world.visitor();
    third.open("/sign-up").await;
    let answers = [("Email address", "eve@example.org")];
    let page = third.submit("Send the letter", &answers).await;
    assert_eq!(page.status, 429);
    page.must_say("There were too many new accounts in a short time.");
}
