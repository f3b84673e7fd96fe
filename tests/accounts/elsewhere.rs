//! Signing in by another site, and what does not work.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::browser::Browser;
use crate::support::issuer::{Draft, Issuer, Key, Lie, Person, SECRET, TokenAnswer};
use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::{BEGIN, World};

pub const ADA: Person =
    Person { subject: "ada-at-atelier", email: "ada@example.org", verified: true };

/// A world that knows an issuer.
pub async fn atelier() -> (World, Issuer) {
    let issuer = Issuer::open(BEGIN.parse().unwrap()).await;
    let world = World::with(&issuer.settings()).await;
    (world, issuer)
}

/// Goes there and comes back.
pub async fn visit(browser: &mut Browser, issuer: &Issuer, path: &str, person: &Person) {
    let sent = browser.leave(path).await;
    let back = issuer.consent(&sent, person);
    browser.knock(&back).await;
}

#[tokio::test]
async fn a_newcomer_comes_in_by_another_site_and_comes_back() {
    let (world, issuer) = atelier().await;
    let mut ada = world.visitor();
    let there = ada.open("/sign-in?next=/opportunities").await.link("Continue with Atelier ID");
    visit(&mut ada, &issuer, &there, &ADA).await;
    assert_eq!(ada.page().at, "/profile");
    assert_eq!(ada.page().one(".site-account-name"), "Ada Okonkwo");
    ada.open("/account").await.must_say("Atelier ID: ada@example.org").must_say("Password None");
    ada.press("Sign out").await;
    let there = ada.open("/sign-in?next=/opportunities").await.link("Continue with Atelier ID");
    // Another address there by now: who it is stays the same.
    let moved = Person { email: "ada@elsewhere.example", ..ADA };
    visit(&mut ada, &issuer, &there, &moved).await;
    assert_eq!(ada.page().at, "/opportunities");
    assert_eq!(ada.page().one(".site-account-name"), "Ada Okonkwo");
    assert_eq!(world.count("select count(*) from users").await, 1);
}

#[tokio::test]
async fn an_account_is_connected_by_its_owner_and_disconnected_again() {
    let (world, issuer) = atelier().await;
    let mut ada = people::ada(&world).await;
    let there = ada.open("/account").await.link("Connect Atelier ID");
    let hers = Person { email: "other@atelier.example", verified: false, ..ADA };
    visit(&mut ada, &issuer, &there, &hers).await;
    ada.page().must_say("You can sign in with Atelier ID: other@atelier.example from now on.");
    let letter = world.letter_to("ada@example.org").await;
    letter.must_say("Your account can be opened with Atelier ID: other@atelier.example now.");
    let mut phone = world.visitor();
    visit(&mut phone, &issuer, "/sign-in/with/oidc", &hers).await;
    assert_eq!(phone.page().at, "/matches");
    ada.open("/account").await;
    ada.press("Disconnect Atelier ID: other@atelier.example").await;
    ada.page().must_say("does not open your account any more");
    let mut again = world.visitor();
    visit(&mut again, &issuer, "/sign-in/with/oidc", &hers).await;
    again.page().must_say("One step before");
}

#[tokio::test]
async fn the_only_way_in_cannot_be_taken_away() {
    let (world, issuer) = atelier().await;
    let mut ada = world.visitor();
    visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
    ada.open("/account").await;
    let page = ada.press("Disconnect Atelier ID: ada@example.org").await;
    assert_eq!(page.status, 409);
    page.must_say("Something stands in the way").must_say("Choose a password first");
    ada.open("/account/password").await;
    ada.submit("Keep the password", &[("New password", PASSWORD)]).await;
    assert_eq!(ada.page().at, "/account");
    ada.press("Disconnect Atelier ID: ada@example.org")
        .await
        .must_not_say("Choose a password first");
    sign_in(&mut world.visitor(), "ada@example.org", PASSWORD).await;
}

#[tokio::test]
async fn one_account_there_opens_one_here() {
    let (world, issuer) = atelier().await;
    let (mut ada, mut bela) = (people::ada(&world).await, people::bela(&world).await);
    visit(&mut ada, &issuer, "/account/connect/oidc", &ADA).await;
    visit(&mut bela, &issuer, "/account/connect/oidc", &ADA).await;
    bela.page().must_say("opens another account here already");
    let second = Person { subject: "another", ..ADA };
    visit(&mut ada, &issuer, "/account/connect/oidc", &second).await;
    ada.page().must_say("connected with another one of Atelier ID already");
}

#[tokio::test]
async fn who_has_no_password_shows_there_who_they_are() {
    let (world, issuer) = atelier().await;
    let mut ada = world.visitor();
    visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
    world.later(TimeDelta::minutes(20));
    issuer.is_now(world.now());
    let there = ada.knock("/account/email").await.link("Show it at Atelier ID");
    let eve = Person { subject: "eve", ..ADA };
    visit(&mut ada, &issuer, &there, &eve).await;
    ada.page().must_say("That is not the account there that opens yours here.");
    // Signed in there long ago, and not asked again: that shows nothing. Nor does silence about it.
    let now = world.now().timestamp();
    for (what, lie) in [
        ("long ago", set("auth_time", json!(now - 4000))),
        ("in the future", set("auth_time", json!(now + 4000))),
        ("nothing said", without("auth_time")),
        ("no moment", set("auth_time", json!("just now"))),
    ] {
        issuer.lies(lie);
        visit(&mut ada, &issuer, &there, &ADA).await;
        assert_eq!(ada.page().status, 403, "{what}");
        assert_ne!(ada.knock("/account/email").await.at, "/account/email", "{what}");
    }
    issuer.repents();
    visit(&mut ada, &issuer, &there, &ADA).await;
    assert_eq!(ada.page().at, "/account/email");
}

#[tokio::test]
async fn a_new_key_is_found_at_once_and_one_that_is_made_up_is_not_looked_for_for_ever() {
    let (world, issuer) = atelier().await;
    visit(&mut world.visitor(), &issuer, "/sign-in/with/oidc", &ADA).await;
    visit(&mut world.visitor(), &issuer, "/sign-in/with/oidc", &ADA).await;
    assert_eq!(issuer.keys_asked(), 1, "kept");
    // In the same moment: under another name, and then another key under the same.
    for name in ["second", "second"] {
        issuer.rotates(name);
        let mut ada = world.visitor();
        visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
        assert_eq!(ada.page().at, "/matches", "{name}");
    }
    assert_eq!(issuer.keys_asked(), 3);
    world.later(TimeDelta::minutes(2));
    issuer.is_now(world.now());
    issuer.lies(on(|draft| draft.header.kid = Some("made-up".into())));
    for _ in 0..5 {
        let mut eve = world.visitor();
        visit(&mut eve, &issuer, "/sign-in/with/oidc", &ADA).await;
        assert_eq!(eve.page().status, 403);
    }
    assert_eq!(issuer.keys_asked(), 6, "three times in a minute, and no more");
}

#[tokio::test]
async fn nobody_waits_long_for_an_issuer_that_does_not_answer_nor_behind_others_who_do() {
    let issuer = Issuer::open(BEGIN.parse().unwrap()).await;
    let settings = [&issuer.settings()[..], &[("PROLETTO_FETCH_TIMEOUT", "1")]].concat();
    let world = World::with(&settings).await;
    issuer.dawdles(true);
    let ask = async || {
        let request = Request::get("/sign-in/with/oidc").header("host", "proletto.test");
        world.ask(request.body(Body::empty()).unwrap()).await.status().as_u16()
    };
    let told = futures::future::join_all((0..5).map(|_| ask())).await;
    assert_eq!(told, [502; 5]);
    let asked = issuer.discovery_asked();
    assert!(asked <= 2, "one asks for all of them: {asked}");
    assert_eq!(ask().await, 502);
    assert_eq!(issuer.discovery_asked(), asked, "who comes now is told at once");
    issuer.dawdles(false);
    world.later(TimeDelta::seconds(11));
    assert_eq!(ask().await, 303);
}

fn on(change: impl Fn(&mut Draft) + Send + Sync + 'static) -> Lie {
    Arc::new(change)
}

fn lie(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Lie {
    on(move |draft| change(&mut draft.claims))
}

fn set(name: &'static str, value: Value) -> Lie {
    lie(move |claims| claims[name] = value.clone())
}

fn without(name: &'static str) -> Lie {
    lie(move |claims| drop(claims.as_object_mut().unwrap().remove(name)))
}

/// Every token that must not be believed.
fn lies(issuer: &Issuer, now: i64) -> Vec<(&'static str, Lie)> {
    let (key, url) = (issuer.key(), issuer.url.clone());
    let other = Key::new("first");
    let others_jwk: jsonwebtoken::jwk::Jwk = serde_json::from_value(other.public()).unwrap();
    let (other2, other3) = (other.clone(), other.clone());
    let modulus = key.public()["n"].as_str().unwrap().to_owned();
    vec![
        (
            "no signature wanted",
            on(|draft: &mut Draft| {
                draft.spoil = |token| {
                    let claims = token.split('.').nth(1).unwrap().to_owned();
                    // {"alg":"none"}
                    format!("eyJhbGciOiJub25lIn0.{claims}.")
                };
            }),
        ),
        (
            "the signature cut off",
            on(|draft: &mut Draft| {
                draft.spoil = |token| token.rsplit_once('.').unwrap().0.to_owned() + ".";
            }),
        ),
        (
            "signed with the public key as a secret",
            on(move |draft: &mut Draft| {
                let forged = Draft::by_secret(&draft.claims, "first", modulus.as_bytes());
                draft.replace(forged);
            }),
        ),
        (
            "signed with the client's secret",
            on(|draft: &mut Draft| {
                let forged = Draft::by_secret(&draft.claims, "first", SECRET.as_bytes());
                draft.replace(forged);
            }),
        ),
        ("another key under the same name", on(move |draft: &mut Draft| draft.key = other.clone())),
        (
            "a key that it brings along",
            on(move |draft: &mut Draft| {
                draft.key = other2.clone();
                draft.header.jwk = Some(others_jwk.clone());
            }),
        ),
        (
            "a key that it says where to find",
            on(move |draft: &mut Draft| {
                draft.key = other3.clone();
                draft.header.jku = Some("http://127.0.0.1:9/keys".into());
            }),
        ),
        ("a key nobody knows", on(|draft: &mut Draft| draft.header.kid = Some("unknown".into()))),
        (
            "changed after it was signed",
            on(|draft: &mut Draft| {
                draft.spoil = |token| {
                    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
                    parts[1] = parts[1].replacen('J', "K", 1);
                    parts.join(".")
                };
            }),
        ),
        ("no token at all", on(|draft: &mut Draft| draft.spoil = |_| "moths".into())),
        ("a token for an API", on(|draft: &mut Draft| draft.header.typ = Some("at+jwt".into()))),
        (
            "something critical",
            on(|draft: &mut Draft| draft.header.crit = Some(vec!["b64".into()])),
        ),
        ("another issuer", set("iss", json!("https://accounts.google.com"))),
        ("almost the issuer", set("iss", json!(format!("{url}/")))),
        ("no issuer", without("iss")),
        ("for another client", set("aud", json!("somebody-else"))),
        ("for no client", without("aud")),
        ("for several, given to nobody", set("aud", json!(["proletto-stories", "somebody-else"]))),
        (
            "for several, given to another",
            lie(|claims| {
                claims["aud"] = json!(["proletto-stories", "somebody-else"]);
                claims["azp"] = json!("somebody-else");
            }),
        ),
        ("for us, given to another", set("azp", json!("somebody-else"))),
        ("run out", set("exp", json!(now - 61))),
        ("never running out", without("exp")),
        ("running out at no moment", set("exp", json!("tomorrow"))),
        ("made in the future", set("iat", json!(now + 120))),
        ("made long ago", set("iat", json!(now - 700))),
        ("made at no time", without("iat")),
        ("not counting yet", set("nbf", json!(now + 120))),
        ("of another visit", set("nonce", json!("another"))),
        ("of no visit", without("nonce")),
        ("of another access token", set("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA"))),
        ("about nobody", without("sub")),
        ("about an empty name", set("sub", json!(""))),
        ("about a name without end", set("sub", json!("a".repeat(256)))),
    ]
}

#[tokio::test]
async fn no_lie_about_who_somebody_is_is_believed() {
    let (world, issuer) = atelier().await;
    visit(&mut world.visitor(), &issuer, "/sign-in/with/oidc", &ADA).await;
    let sessions = "select count(*) from sessions where user_id is not null";
    assert_eq!(world.count(sessions).await, 1);
    let lies = lies(&issuer, world.now().timestamp());
    assert!(lies.len() >= 33);
    for (what, lie) in lies {
        issuer.lies(lie);
        let mut eve = world.visitor();
        visit(&mut eve, &issuer, "/sign-in/with/oidc", &ADA).await;
        assert_eq!(eve.page().status, 403, "{what}: {}", eve.page().text());
        eve.page().must_say("nobody was signed in");
        assert_eq!(world.count(sessions).await, 1, "{what}");
    }
    issuer.repents();
    let mut ada = world.visitor();
    visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
    assert_eq!(ada.page().at, "/matches", "the truth is");
}

#[tokio::test]
async fn no_answer_to_another_question_is_taken() {
    let (world, issuer) = atelier().await;
    let refused = |browser: &Browser, what: &str| {
        assert_eq!(browser.page().status, 403, "{what}: {}", browser.page().text());
    };
    // Never asked.
    let mut eve = world.visitor();
    eve.knock("/sign-in/with/oidc/back?code=x&state=y").await;
    refused(&eve, "never asked");
    // Somebody else's answer, in this browser: signing a victim in to the attacker's account.
    let attackers = issuer.consent(&world.visitor().leave("/sign-in/with/oidc").await, &ADA);
    let mut victim = world.visitor();
    victim.leave("/sign-in/with/oidc").await;
    victim.knock(&attackers).await;
    refused(&victim, "another browser's answer");
    // Without state, with a wrong one.
    for change in
        [|at: &str| at.split("&state").next().unwrap().to_owned(), |at: &str| format!("{at}x")]
    {
        let back = issuer.consent(&eve.leave("/sign-in/with/oidc").await, &ADA);
        eve.knock(&change(&back)).await;
        refused(&eve, "a wrong state");
    }
    // Twice.
    let mut ada = world.visitor();
    let back = issuer.consent(&ada.leave("/sign-in/with/oidc").await, &ADA);
    ada.knock(&back).await;
    assert_eq!(ada.page().at, "/profile");
    ada.knock(&back).await;
    refused(&ada, "twice");
    // An attacker's code with the victim's state: PKCE binds the code to the browser that asked.
    let stolen = issuer.consent(&world.visitor().leave("/sign-in/with/oidc").await, &ADA);
    let own = issuer.consent(&eve.leave("/sign-in/with/oidc").await, &ADA);
    let code = stolen.split("&state").next().unwrap();
    let state = own.split_once("&state").unwrap().1;
    eve.knock(&format!("{code}&state{state}")).await;
    refused(&eve, "another visit's code");
    // Too late.
    let back = issuer.consent(&eve.leave("/sign-in/with/oidc").await, &ADA);
    world.later(TimeDelta::minutes(11));
    issuer.is_now(world.now());
    eve.knock(&back).await;
    refused(&eve, "too late");
    // Another issuer answers in its place.
    let back = issuer.consent(&eve.leave("/sign-in/with/oidc").await, &ADA);
    eve.knock(&format!("{back}&iss=https%3A%2F%2Fevil.example")).await;
    refused(&eve, "another issuer");
    // At the door of another issuer.
    let back = issuer.consent(&eve.leave("/sign-in/with/oidc").await, &ADA);
    assert_eq!(eve.knock(&back.replace("/oidc/", "/google/")).await.status, 404);
    for answer in [
        TokenAnswer::Error,
        TokenAnswer::NoIdToken,
        TokenAnswer::Redirect,
        TokenAnswer::Garbage,
        TokenAnswer::Mac,
    ] {
        issuer.answers_for_tokens(answer);
        visit(&mut eve, &issuer, "/sign-in/with/oidc", &ADA).await;
        assert!(matches!(eve.page().status, 403 | 502), "{answer:?}: {}", eve.page().text());
        eve.page().must_say("That did not work");
    }
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

#[tokio::test]
async fn saying_no_there_is_no_error_here() {
    let (world, _issuer) = atelier().await;
    let mut ada = world.visitor();
    let sent = ada.leave("/sign-in/with/oidc").await;
    let state = sent.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let page =
        ada.open(&format!("/sign-in/with/oidc/back?error=access_denied&state={state}")).await;
    page.must_say("You did not go on at Atelier ID. Nothing happened.");
}

#[tokio::test]
async fn an_issuer_that_is_not_what_the_settings_say_is_not_gone_to() {
    for (name, value) in [
        ("issuer", "https://accounts.google.com"),
        // Our own network is not for an issuer to send us through.
        ("token_endpoint", "http://127.0.0.1:1/token"),
        ("jwks_uri", "http://169.254.169.254/keys"),
        // No browser is led to a script.
        ("authorization_endpoint", "javascript:alert(document.cookie)//"),
    ] {
        let (world, issuer) = atelier().await;
        issuer.says_of_itself(name, value);
        let mut ada = world.visitor();
        let answer = world
            .ask(
                Request::get("/sign-in/with/oidc")
                    .header("host", "proletto.test")
                    .body(Body::empty())
                    .unwrap(),
            )
            .await;
        if answer.status() == 303 {
            visit(&mut ada, &issuer, "/sign-in/with/oidc", &ADA).await;
            assert_eq!(ada.page().status, 502, "{name}: {}", ada.page().text());
        } else {
            assert_eq!(answer.status(), 403, "{name}");
        }
        assert_eq!(world.count("select count(*) from users").await, 0);
    }
}

#[tokio::test]
async fn another_site_cannot_begin_to_connect_an_account() {
    let (world, _issuer) = atelier().await;
    let ada = people::ada(&world).await;
    let request = Request::get("/account/connect/oidc")
        .header("host", "proletto.test")
        .header("sec-fetch-site", "cross-site")
        .header("cookie", format!("proletto={}", ada.session().unwrap()))
        .body(Body::empty());
    assert_eq!(world.ask(request.unwrap()).await.status(), 403);
}
