//! Refresh tokens: used, used again by mistake or by a thief, and ended with what they came from.

use chrono::TimeDelta;

use super::{ACCOUNT, get, pair, refresh, sign_in, world};
use crate::support::people::{self, PASSWORD};

#[tokio::test]
async fn a_refresh_token_is_good_once_and_leads_on() {
    let world = world().await;
    let (_, first) = sign_in(&world).await;
    let (access, second) = pair(&refresh(&world, &first).await);
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 200);
    let (access, third) = pair(&refresh(&world, &second).await);
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 200);
    world.later(TimeDelta::days(31));
    assert_eq!(refresh(&world, &third).await.status, 401, "unused for too long");
}

#[tokio::test]
async fn a_stolen_refresh_token_ends_the_sign_in_for_both() {
    let world = world().await;
    let (_, stolen) = sign_in(&world).await;
    let (_, second) = pair(&refresh(&world, &stolen).await);
    let (access, third) = pair(&refresh(&world, &second).await);
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 200);
    assert_eq!(refresh(&world, &stolen).await.status, 401);
    assert_eq!(refresh(&world, &third).await.status, 401, "the owner has to sign in anew");
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 401, "and so has the thief");
    assert_eq!(
        world.count("select count(*) from audit_log where action = 'token_replayed'").await,
        1
    );
}

#[tokio::test]
async fn a_thief_who_is_first_is_found_out_when_both_go_on() {
    for owner_first in [true, false] {
        let world = world().await;
        let (_, token) = sign_in(&world).await;
        // The thief has the same token, and looks like somebody whose answer was lost.
        let (_, thiefs) = pair(&refresh(&world, &token).await);
        let (_, owners) = pair(&refresh(&world, &token).await);
        let (first, second) = if owner_first { (owners, thiefs) } else { (thiefs, owners) };
        let (access, next) = pair(&refresh(&world, &first).await);
        assert_eq!(refresh(&world, &second).await.status, 401);
        assert_eq!(refresh(&world, &next).await.status, 401, "it ends for both");
        assert_eq!(get(&world, ACCOUNT, &access).await.status, 401);
        let told = "select count(*) from audit_log where action = 'token_replayed'";
        assert_eq!(world.count(told).await, 1);
    }
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again() {
    let world = world().await;
    let (_, token) = sign_in(&world).await;
    refresh(&world, &token).await;
    refresh(&world, &token).await;
    let (access, next) = pair(&refresh(&world, &token).await);
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 200);
    pair(&refresh(&world, &next).await);
}

#[tokio::test]
async fn a_program_that_asks_ten_times_at_once_stays_signed_in_with_whichever_answer_it_keeps() {
    for kept in [0, 4, 9] {
        let world = world().await;
        let (_, token) = sign_in(&world).await;
        let all = futures::future::join_all((0..10).map(|_| refresh(&world, &token))).await;
        let (access, next) = pair(&all[kept]);
        assert_eq!(get(&world, ACCOUNT, &access).await.status, 200);
        let (access, last) = pair(&refresh(&world, &next).await);
        assert_eq!(get(&world, ACCOUNT, &access).await.status, 200);
        pair(&refresh(&world, &last).await);
        // Another answer of that moment is in other hands by now, or was forgotten: it leads nowhere.
        let (_, other) = pair(&all[(kept + 1) % 10]);
        assert_eq!(refresh(&world, &other).await.status, 401);
        assert_eq!(refresh(&world, &last).await.status, 401);
    }
}

#[tokio::test]
async fn signing_out_everywhere_signs_programs_out_and_a_new_password_by_command_ends_all() {
    use proletto::features::accounts::{self, Email, Password};
    let world = world().await;
    let mut ada = world.visitor();
    people::sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    ada.open("/account/tokens").await;
    let answers = [("What it is for", "Mine"), ("Read who you are: your name and address", "yes")];
    ada.submit("Make the token", &answers).await;
    let own = ada.page().one(".token");
    let (access, token) = sign_in(&world).await;
    ada.open("/account").await;
    ada.press("Sign out everywhere").await;
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 401);
    assert_eq!(refresh(&world, &token).await.status, 401);
    assert_eq!(get(&world, ACCOUNT, &own).await.status, 200, "she made that herself");

    let (access, token) = sign_in(&world).await;
    let email = Email::parse("ada@example.org").unwrap();
    let password = Password::choose("seven moths by lamplight", &[]).unwrap();
    accounts::set_password(&world.state, &email, password).await.unwrap();
    for worth_nothing in [&access, &own] {
        assert_eq!(get(&world, ACCOUNT, worth_nothing).await.status, 401);
    }
    assert_eq!(refresh(&world, &token).await.status, 401);
}

#[tokio::test]
async fn another_address_signs_programs_out_and_leaves_the_tokens_she_made() {
    let world = world().await;
    let mut ada = world.visitor();
    people::sign_in(&mut ada, "ada@example.org", PASSWORD).await;
    ada.open("/account/tokens").await;
    let answers = [("What it is for", "Mine"), ("Read who you are: your name and address", "yes")];
    ada.submit("Make the token", &answers).await;
    let own = ada.page().one(".token");
    let (access, token) = sign_in(&world).await;
    ada.open("/account/email").await;
    ada.submit("Send the letter", &[("New email address", "ada@elsewhere.example")]).await;
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 200, "nothing has changed yet");
    ada.open(&world.letter_to("ada@elsewhere.example").await.link()).await;
    ada.press("Use this address").await.must_say("Your address is ada@elsewhere.example");
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 401);
    assert_eq!(refresh(&world, &token).await.status, 401);
    let told = get(&world, ACCOUNT, &own).await;
    assert_eq!((told.status, &told.json["email"]), (200, &"ada@elsewhere.example".into()));
}
