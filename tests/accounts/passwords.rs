//! Passwords: what may be one, how it is kept, how it is changed.

use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::World;

#[tokio::test]
async fn ada_changes_her_password_and_stays_signed_in_only_here() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut elsewhere = world.visitor();
    sign_in(&mut elsewhere, "ada@example.org", PASSWORD).await;
    let before = ada.session().unwrap().to_owned();
    ada.open("/account").await;
    ada.follow("Change the password").await;
    let wrong = [("Present password", "not it"), ("New password", "seven moths by lamplight")];
    let page = ada.submit("Keep the password", &wrong).await;
    assert_eq!(page.status, 422);
    page.must_say("This is not your present password.");
    let answers = [("Present password", PASSWORD), ("New password", "seven moths by lamplight")];
    assert_eq!(ada.submit("Keep the password", &answers).await.at, "/account");
    assert_ne!(ada.session(), Some(before.as_str()), "under a new id");
    assert_eq!(elsewhere.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
    ada.open("/profile").await;
    world.letter_to("ada@example.org").await.must_say("every other sign-in has ended");
    sign_in(&mut elsewhere, "ada@example.org", "seven moths by lamplight").await;
    assert_eq!(elsewhere.page().at, "/matches");
}

#[tokio::test]
async fn what_others_know_or_try_first_is_refused() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.open("/account/password").await;
    for (password, words) in [
        ("Password123!", "passwords that are tried first"),
        ("okonkwo1987", "made of your name, your address or the name of this site"),
        ("proletto2027", "made of your name, your address or the name of this site"),
        ("ünïcöd", "at least 8 characters"),
    ] {
        let answers = [("Present password", PASSWORD), ("New password", password)];
        let page = ada.submit("Keep the password", &answers).await;
        assert_eq!(page.status, 422, "{password}");
        page.must_say(words);
    }
    // The name under which this house is known is as well known.
    let names =
        [("PROLETTO_BASE_URL", "http://riverboard.test"), ("PROLETTO_HOSTS", "proletto.test")];
    let mut there = world.reopened(&names).visitor();
    sign_in(&mut there, "ada@example.org", PASSWORD).await;
    there.open("/account/password").await;
    let answers = [("Present password", PASSWORD), ("New password", "welcome to Riverboard")];
    there.submit("Keep the password", &answers).await.must_say("the name of this site");
    // Long ones are taken whole: the last character counts.
    let long = "sparrow, lantern, ochre: ".repeat(5) + "x";
    let answers = [("Present password", PASSWORD), ("New password", &long)];
    assert_eq!(ada.submit("Keep the password", &answers).await.at, "/account");
    let mut elsewhere = world.visitor();
    sign_in(&mut elsewhere, "ada@example.org", &long[..long.len() - 1]).await;
    assert_eq!(elsewhere.page().status, 422);
    sign_in(&mut elsewhere, "ada@example.org", &long).await;
    assert_eq!(elsewhere.page().at, "/matches");
}

#[tokio::test]
async fn a_hash_follows_the_configured_cost_at_the_next_sign_in() {
    let world = World::new().await;
    people::ada(&world).await;
    let hash = async || -> String {
        sqlx::query_scalar("select password_hash from users").fetch_one(world.pool()).await.unwrap()
    };
    let before = hash().await;
    assert!(before.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{before}");
    let dearer = world.reopened(&[("PROLETTO_ARGON2_MEMORY", "128")]);
    let mut ada = dearer.visitor();
    sign_in(&mut ada, "ada@example.org", "not the password").await;
    assert_eq!(hash().await, before, "only at a sign-in that succeeds");
    sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    let after = hash().await;
    assert!(after.starts_with("$argon2id$v=19$m=128,t=1,p=1$"), "{after}");
    sign_in(&mut world.visitor(), "ada@example.org", PASSWORD).await;
}
