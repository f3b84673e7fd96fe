//! Tokens that a person makes for programs of their own.

use chrono::TimeDelta;
use uuid::Uuid;

use super::{ACCOUNT, get, sign_in, world};
use crate::support::people::{self, PASSWORD};

#[tokio::test]
async fn ada_makes_a_token_for_herself_and_sees_it_once() {
    let world = world().await;
    let mut ada = world.visitor();
    people::sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    let page = ada.open("/account/tokens").await;
    page.must_say("You have made none.");
    let page = ada.submit("Make the token", &[]).await;
    assert_eq!(page.status, 422);
    page.must_say("Say what it is for").must_say("Tick what it may do.");
    let answers =
        [("What it is for", "My spreadsheet"), ("Read your matches, with the reasons", "yes")];
    ada.submit("Make the token", &answers).await;
    assert_eq!(ada.page().headers["cache-control"], "no-store");
    let token = ada.page().one(".token");
    assert!(token.starts_with("proletto_pat_"), "{token}");
    let told = world.letter_to("ada@example.org").await;
    told.must_say("made a token for “My spreadsheet”").must_say("For 90 days");
    assert!(!told.text.contains(&token), "{told:?}");
    let made = ada.open("/account/tokens").await;
    made.must_say("My spreadsheet").must_not_say("proletto_pat_");
    // The page is loaded again: the same form is sent once more.
    let mut form = ada.form("Make the token");
    for (label, value) in answers {
        form.answer(label, value);
    }
    ada.send(&form).await.must_say("proletto_pat_");
    let again = ada.send(&form).await;
    again.must_say("That token was made already").must_not_say("proletto_pat_");
    assert_eq!(world.count("select count(*) from personal_tokens").await, 2);
    sqlx::query(
        "delete from personal_tokens where id <> (select min(id::text)::uuid from personal_tokens)",
    )
    .execute(world.pool())
    .await
    .unwrap();
    let rows: Vec<String> =
        sqlx::query_scalar("select row_to_json(t)::text from personal_tokens t")
            .fetch_all(world.pool())
            .await
            .unwrap();
    assert!(rows.iter().all(|row| !row.contains(&token)), "only its hash is kept");

    assert_eq!(get(&world, "/api/v1/matches", &token).await.status, 200);
    assert_eq!(get(&world, ACCOUNT, &token).await.status, 403, "that was not ticked");
    for page in ["/profile", "/account/tokens", "/matches"] {
        assert_eq!(get(&world, page, &token).await.status, 303, "{page} is for people");
    }
    ada.open("/account/tokens").await.must_say("1 March 2027, 09:00 UTC");

    let mut bela = people::bela(&world).await;
    bela.open("/account/tokens").await.must_not_say("My spreadsheet");
    let id: Uuid =
        sqlx::query_scalar("select id from personal_tokens").fetch_one(world.pool()).await.unwrap();
    for path in [format!("/account/tokens/{id}/revoke"), format!("/account/programs/{id}/end")] {
        let mut form = bela.form("Make the token");
        form.action = Some(path);
        assert_eq!(bela.send(&form).await.status, 404, "it is not hers");
        bela.open("/account/tokens").await;
    }
    assert_eq!(get(&world, "/api/v1/matches", &token).await.status, 200);
    ada.press("Revoke My spreadsheet").await.must_say("You have made none.");
    assert_eq!(get(&world, "/api/v1/matches", &token).await.status, 401);
}

#[tokio::test]
async fn a_token_ends_on_its_day_and_programs_are_signed_out_on_the_page() {
    let world = world().await;
    let mut ada = world.visitor();
    people::sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    ada.open("/account/tokens").await;
    let answers = [
        ("What it is for", "A week"),
        ("Read who you are: your name and address", "yes"),
        ("How long it is good", "7 days"),
    ];
    ada.submit("Make the token", &answers).await;
    let token = ada.page().one(".token");
    assert_eq!(get(&world, ACCOUNT, &token).await.status, 200);
    let (access, _) = sign_in(&world).await;
    ada.open("/account/tokens").await.must_say("Programs that signed in with your password");
    ada.press("Sign out Studio calendar").await;
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 401);
    world.later(TimeDelta::days(7));
    assert_eq!(get(&world, ACCOUNT, &token).await.status, 401);
}
