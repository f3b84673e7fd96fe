//! What guards an account besides the password, and what opens it without one.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::elsewhere::{ADA, atelier, visit};
use crate::support::browser::Browser;
use crate::support::device::Device;
use crate::support::people::{self, PASSWORD, sign_in};
use crate::support::world::World;

/// What the app shows at this moment.
pub fn code(secret: &str, at: DateTime<Utc>) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("ada").build().unwrap();
    totp.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
}

/// Sets up an app: its secret and the recovery codes.
pub async fn guard(world: &World, ada: &mut Browser) -> (String, Vec<String>) {
    ada.open("/account").await;
    ada.follow("Set up the code when signing in").await;
    let secret = ada.page().one(".square-secret");
    let opens = ada.page().link("Open it");
    assert!(opens.starts_with("otpauth://totp/"), "{opens}");
    let shown = code(&secret, world.now());
    let page =
        ada.submit("Ask for codes from now on", &[("Code that the app shows", &shown)]).await;
    let codes = page.text_of(".codes li");
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

/// As far as the password goes.
pub async fn halfway(world: &World) -> Browser {
    let mut visitor = world.visitor();
    sign_in(&mut visitor, "ada@example.org", PASSWORD).await;
    assert_eq!(visitor.page().at, "/sign-in/code");
    visitor
}

#[tokio::test]
async fn an_app_guards_the_account_beside_the_password() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut elsewhere = world.visitor();
    sign_in(&mut elsewhere, "ada@example.org", PASSWORD).await;
    let (secret, _) = guard(&world, &mut ada).await;
    world
        .letter_to("ada@example.org")
        .await
        .must_say("An authenticator app guards your account now.");
    assert_eq!(elsewhere.knock("/profile").await.at, "/sign-in?next=%2Fprofile", "others end");
    ada.open("/account").await.must_say("An authenticator app guards your account");
    world.later(TimeDelta::minutes(2));
    let mut phone = halfway(&world).await;
    assert_eq!(phone.knock("/profile").await.at, "/sign-in?next=%2Fprofile", "not in yet");
    phone.open("/sign-in/code").await;
    phone.submit("Go on", &[("Code", "000000")]).await.must_say("This code does not fit.");
    let shown = code(&secret, world.now());
    let spaced = format!("{} {}", &shown[..3], &shown[3..]);
    assert_eq!(phone.submit("Go on", &[("Code", &spaced)]).await.at, "/matches");
    phone.open("/profile").await;
}

#[tokio::test]
async fn a_code_counts_once() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let (secret, _) = guard(&world, &mut ada).await;
    // The one that switched it on is used up, too.
    let first = code(&secret, world.now());
    let mut eve = halfway(&world).await;
    assert_eq!(eve.submit("Go on", &[("Code", &first)]).await.status, 422);
    world.later(TimeDelta::seconds(60));
    let second = code(&secret, world.now());
    let mut phone = halfway(&world).await;
    phone.submit("Go on", &[("Code", &second)]).await;
    assert_eq!(phone.page().at, "/matches");
    eve.open("/sign-in/code").await;
    assert_eq!(eve.submit("Go on", &[("Code", &second)]).await.status, 422, "over her shoulder");
    // An older one within the clocks' leeway, after a newer was used.
    let older = code(&secret, world.now() - TimeDelta::seconds(30));
    assert_eq!(eve.submit("Go on", &[("Code", &older)]).await.status, 422);
}

#[tokio::test]
async fn whoever_guesses_codes_begins_again_soon() {
    let world = World::with(&[("PROLETTO_LIMITS", "sign-in=off")]).await;
    let mut ada = people::ada(&world).await;
    let (secret, _) = guard(&world, &mut ada).await;
    world.later(TimeDelta::minutes(1));
    let mut eve = halfway(&world).await;
    for _ in 0..5 {
        assert_eq!(eve.submit("Go on", &[("Code", "123456")]).await.status, 422);
    }
    let right = code(&secret, world.now());
    assert_eq!(eve.submit("Go on", &[("Code", &right)]).await.at, "/sign-in");
    // Nor does the door stay open for ever.
    let mut eve = halfway(&world).await;
    world.later(TimeDelta::minutes(11));
    assert_eq!(eve.knock("/sign-in/code").await.at, "/sign-in");
}

#[tokio::test]
async fn a_recovery_code_lets_her_in_once() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let (_, codes) = guard(&world, &mut ada).await;
    let mut phone = halfway(&world).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(phone.submit("Go on", &[("Code", &typed)]).await.at, "/matches");
    world.letter_to("ada@example.org").await.must_say("9 are left");
    let mut eve = halfway(&world).await;
    assert_eq!(eve.submit("Go on", &[("Code", &codes[3])]).await.status, 422);
    // New ones make the old ones worthless.
    phone.open("/account/two-step").await.must_say("9 of your recovery codes are left");
    let anew = phone.press("Make new recovery codes").await.text_of(".codes li");
    assert_eq!(eve.submit("Go on", &[("Code", &codes[4])]).await.status, 422);
    assert_eq!(eve.submit("Go on", &[("Code", &anew[0])]).await.at, "/matches");
    let kept: Vec<String> = sqlx::query_scalar("select recovery_codes::text from recovery_codes")
        .fetch_all(world.pool())
        .await
        .unwrap();
    assert!(kept.len() == 9 && !kept.iter().any(|row| row.contains(&anew[1])));
}

#[tokio::test]
async fn the_secret_is_sealed_and_the_square_is_hers_alone() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    ada.open("/account/two-step").await;
    let secret = ada.page().one(".square-secret").replace(' ', "");
    let square = ada.knock("/account/two-step/square.svg").await;
    assert_eq!(square.headers["content-type"], "image/svg+xml");
    assert_eq!(square.headers["cache-control"], "no-store");
    assert!(square.html.starts_with("<svg") && square.html.contains("<path"));
    let mut bela = people::bela(&world).await;
    assert_eq!(bela.knock("/account/two-step/square.svg").await.status, 404);
    let bytes = Secret::try_from_base32(&secret).unwrap();
    let hex: String = bytes.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    guard(&world, &mut bela).await;
    let rows: Vec<String> = sqlx::query_scalar(
        "select data::text from sessions union all select encode(secret, 'hex') from authenticators",
    )
    .fetch_all(world.pool())
    .await
    .unwrap();
    assert!(rows.iter().all(|row| !row.contains(&hex) && !row.contains(&secret)), "{rows:?}");
}

#[tokio::test]
async fn it_is_switched_off_only_by_somebody_who_was_just_here() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    guard(&world, &mut ada).await;
    world.later(TimeDelta::minutes(20));
    assert_eq!(
        ada.knock("/account/two-step").await.at,
        "/account/confirm?next=%2Faccount%2Ftwo%2Dstep"
    );
    ada.submit("Go on", &[("Password", PASSWORD)]).await;
    ada.press("Switch it off").await.must_say("Codes are not asked for any more.");
    let mut phone = world.visitor();
    sign_in(&mut phone, "ada@example.org", PASSWORD).await;
    assert_eq!(phone.page().at, "/matches");
}

#[tokio::test]
async fn a_program_does_not_get_round_the_code_by_the_password() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    guard(&world, &mut ada).await;
    let asked = json!({
        "grant_type": "password", "email": "ada@example.org", "password": PASSWORD,
    });
    let (status, told) = world.visitor().tell("/api/v1/auth/token", &asked).await;
    assert_eq!(status, 400, "{told}");
    assert!(told["detail"].as_str().unwrap().contains("/account/tokens"), "{told}");
}

#[tokio::test]
async fn another_site_does_not_lead_round_the_code() {
    let (world, issuer) = atelier().await;
    let mut ada = people::ada(&world).await;
    visit(&mut ada, &issuer, "/account/connect/oidc", &ADA).await;
    guard(&world, &mut ada).await;
    let mut phone = world.visitor();
    visit(&mut phone, &issuer, "/sign-in/with/oidc", &ADA).await;
    assert_eq!(phone.page().at, "/sign-in/code");
}

/// Adds a passkey of this device.
pub async fn add(ada: &mut Browser, device: &mut Device) -> (u16, Value) {
    let (_, asked) = ada.tell("/account/passkeys/begin", &json!({})).await;
    let credential = device.make(&asked);
    ada.tell("/account/passkeys", &json!({ "name": "Phone", "credential": credential })).await
}

/// Shows the passkey of this device at the door.
async fn show(browser: &mut Browser, device: &mut Device) -> (u16, Value) {
    let (_, asked) = browser.tell("/sign-in/passkey/begin", &json!({})).await;
    let credential = device.show(&asked);
    browser.tell("/sign-in/passkey", &json!({ "credential": credential, "next": "/profile" })).await
}

#[tokio::test]
async fn a_passkey_alone_signs_in() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut phone = Device::new();
    assert_eq!(add(&mut ada, &mut phone).await, (200, json!({ "next": "/account" })));
    ada.open("/account").await.must_say("The passkey Phone is added.");
    world
        .letter_to("ada@example.org")
        .await
        .must_say("A passkey was added to your account: Phone.");
    guard(&world, &mut ada).await;
    let mut visitor = world.visitor();
    assert_eq!(show(&mut visitor, &mut phone).await, (200, json!({ "next": "/profile" })));
    visitor.open("/profile").await;
    // It is used to show again who she is, too.
    world.later(TimeDelta::minutes(20));
    visitor.knock("/account/email").await;
    let (_, asked) = visitor.tell("/sign-in/passkey/begin", &json!({})).await;
    let shown = json!({ "credential": phone.show(&asked), "next": "/account/email" });
    assert_eq!(visitor.tell("/account/confirm/passkey", &shown).await.0, 200);
    assert_eq!(visitor.knock("/account/email").await.at, "/account/email");
    visitor.open("/account").await;
    visitor.press("Remove the passkey Phone").await.must_say("opens your account no longer");
    assert_eq!(show(&mut world.visitor(), &mut phone).await.0, 422);
}

#[tokio::test]
async fn no_forged_or_stolen_passkey_opens_anything() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    let mut phone = Device::new();
    add(&mut ada, &mut phone).await;
    let refused = "This passkey does not open an account here.";
    let mut eve = world.visitor();
    // A key of her own in Ada's name.
    let mut own = Device::new();
    own.claims_to_be(&phone);
    assert_eq!(show(&mut eve, &mut own).await, (422, json!({ "words": refused })));
    // The real one, on a site that looks like this one.
    phone.origin = "http://proletto.test.evil.example".into();
    assert_eq!(show(&mut eve, &mut phone).await.0, 422);
    phone.origin = crate::support::world::BASE.into();
    // Lying on the table, with nobody who opens it.
    phone.asks = false;
    assert_eq!(show(&mut eve, &mut phone).await.0, 422);
    phone.asks = true;
    // What it answered to another browser, and twice.
    let (_, asked) = world.visitor().tell("/sign-in/passkey/begin", &json!({})).await;
    let stolen = json!({ "credential": phone.show(&asked) });
    eve.tell("/sign-in/passkey/begin", &json!({})).await;
    assert_eq!(eve.tell("/sign-in/passkey", &stolen).await.0, 422);
    let (_, asked) = eve.tell("/sign-in/passkey/begin", &json!({})).await;
    let shown = json!({ "credential": phone.show(&asked) });
    let mut first = world.visitor();
    first.plant(eve.session().unwrap());
    assert_eq!(first.tell("/sign-in/passkey", &shown).await.0, 200);
    assert_eq!(eve.tell("/sign-in/passkey", &shown).await.0, 422);
    // A copy of the device: its counter runs behind.
    phone.counter = 1;
    assert_eq!(show(&mut eve, &mut phone).await.0, 422);
    assert_eq!(eve.knock("/profile").await.at, "/sign-in?next=%2Fprofile");
}

#[tokio::test]
async fn a_passkey_is_added_only_by_somebody_who_was_just_here() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    world.later(TimeDelta::minutes(20));
    ada.tell("/account/passkeys/begin", &json!({})).await;
    assert!(ada.page().at.starts_with("/account/confirm"), "{}", ada.page().at);
    let mut bela = people::bela(&world).await;
    let mut phone = Device::new();
    add(&mut bela, &mut phone).await;
    // Not one that is another's, and not without having been asked.
    let (_, asked) = bela.tell("/account/passkeys/begin", &json!({})).await;
    let made = json!({ "name": "Copy", "credential": phone.make(&asked) });
    assert_eq!(bela.tell("/account/passkeys", &made).await.0, 422);
    assert_eq!(bela.tell("/account/passkeys", &made).await.0, 422);
    assert_eq!(world.count("select count(*) from passkeys").await, 1);
}
