//! The journeys that must work for a person with a real browser: on a phone, at a desk, in the dark,
//! with the keyboard alone, and with JavaScript switched off.

mod keyboard;

use proletto::features::sources::Source;

use crate::support::calls::{Noticeboard, harbour, kiln, lumiere, many};
use crate::support::chrome::Chrome;
use crate::support::people::{self, PASSWORD};
use crate::support::world::World;

/// A house with six published calls and three that wait, open on loopback.
async fn house() -> (World, String, [Noticeboard; 2]) {
    let world = World::new().await;
    let trusted = Noticeboard::open("Upland Board", many(6)).await;
    let mut source: Source = trusted.source();
    source.trusted = true;
    world.collect(&source).await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour(), lumiere()]).await;
    world.collect(&board.source()).await;
    let base = world.open_on_loopback().await;
    (world, base, [trusted, board])
}

const ESCAPE: &str = "\u{e00c}";
const ENTER: &str = "\u{e007}";

async fn sign_in(chrome: &Chrome, email: &str) {
    chrome.go("/sign-in").await;
    chrome.fill("Email address", email).await;
    chrome.fill("Password", PASSWORD).await;
    chrome.press("Sign in").await;
    chrome.must_say("Sign out").await;
}

/// Signing up, telling about herself, and seeing what fits: on a phone.
async fn an_artist_arrives(world: &World, chrome: &Chrome) {
    chrome.size(390, 844).await;
    chrome.go("/").await;
    chrome.must_say("Which call is worth the evening?").await;
    chrome.follow("Create an account").await;
    chrome.fill("Email address", "ada@nowhere").await;
    chrome.press("Send the letter").await;
    chrome.must_say("Enter an address like name@example.org.").await;
    chrome.fill("Email address", "ada@example.org").await;
    chrome.press("Send the letter").await;
    chrome.must_say("Look in your mail").await;
    chrome.go(&world.letter_to("ada@example.org").await.link()).await;
    chrome.fill("Name you go by", "Ada Okonkwo").await;
    chrome.fill("Password", PASSWORD).await;
    chrome.press("Create the account").await;
    chrome.must_say("Welcome, Ada Okonkwo.").await;
    chrome.unfold("Craft").await;
    chrome.tick("Ceramics").await;
    chrome.fill("Statement", "Vessels of river clay.").await;
    chrome.choose("Where you live", "Portugal").await;
    chrome.fill("Date or year of birth", "1987").await;
    chrome.press("Keep my profile").await;
    chrome.must_say("Your profile is kept.").await;
    chrome.must_say("6 calls that may be yours").await;
    chrome.press("Hide: ").await;
    chrome.must_say("5 calls that may be yours").await;
    chrome.press("Save: ").await;
    chrome.must_say("Saved 1").await;
    chrome.follow("Saved 1").await;
    chrome.must_say("Saved calls").await;
}

#[tokio::test]
async fn an_artist_arrives_on_a_phone() {
    let (world, base, _boards) = house().await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    an_artist_arrives(&world, &chrome).await;
    chrome.must_not_complain().await;
}

#[tokio::test]
async fn an_artist_arrives_on_a_phone_without_javascript() {
    let (world, base, _boards) = house().await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.without_scripts().await;
    an_artist_arrives(&world, &chrome).await;
}

#[tokio::test]
async fn an_admin_reviews_with_the_keyboard_alone() {
    let (world, base, _boards) = house().await;
    people::grace(&world).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.size(1280, 900).await;
    sign_in(&chrome, "grace@example.org").await;
    chrome.go("/review").await;
    chrome.must_say("3 calls to review").await;
    chrome.key("j").await;
    chrome.must_say("1 of 3").await;
    chrome.key("?").await;
    chrome.must_say("Keys on this page").await;
    chrome.key(ESCAPE).await;
    chrome.must_no_longer_say("Keys on this page").await;
    chrome.key("j").await;
    chrome.must_say("2 of 3").await;
    chrome.key("k").await;
    chrome.must_say("1 of 3").await;
    chrome.key("e").await;
    chrome.type_here(" (corrected)").await;
    chrome.fill("Why", "To see that it works").await;
    chrome.press("Keep the correction").await;
    chrome.must_say("Corrected by Grace Lindqvist").await;
    chrome.key("a").await;
    chrome.must_say("is published.").await;
    chrome.must_say("1 of 2").await;
    chrome.key("r").await;
    chrome.type_here("Not for artists").await;
    chrome.key(ENTER).await;
    chrome.must_say("is rejected.").await;
    chrome.must_say("1 of 1").await;
    // What is typed is not taken for a command.
    chrome.key("/").await;
    chrome.type_here("raj").await;
    chrome.must_say("1 of 1").await;
    chrome.must_not_complain().await;
    chrome.go("/opportunities").await;
    chrome.must_say("(corrected)").await;
}

#[tokio::test]
async fn a_form_is_left_with_escape_and_what_is_doubtful_is_asked_about() {
    let world = World::new().await;
    let mut doubtful = lumiere();
    doubtful.body = doubtful.body.replace("12 mai 2027", "12 mai");
    let board = Noticeboard::open("Tidal Board", vec![doubtful]).await;
    world.collect(&board.source()).await;
    let base = world.open_on_loopback().await;
    people::grace(&world).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.size(1280, 900).await;
    sign_in(&chrome, "grace@example.org").await;
    chrome.go("/review").await;
    chrome.key("j").await;
    chrome.must_say("1 of 1").await;
    let open = "document.querySelectorAll('details.reading-correct[open]').length";
    // Nothing was typed: it is simply left.
    chrome.key("e").await;
    assert_eq!(chrome.eval("getSelection().toString()").await, lumiere().title.as_str());
    chrome.key(ESCAPE).await;
    assert_eq!(chrome.eval(open).await, 0);
    // What was typed is asked about.
    chrome.key("e").await;
    chrome.type_here("Lumière").await;
    chrome.key(ESCAPE).await;
    chrome.answer(false).await;
    assert_eq!(chrome.eval(open).await, 1);
    chrome.key(ESCAPE).await;
    chrome.answer(true).await;
    assert_eq!(chrome.eval(open).await, 0);
    // A reason has to be given, and the field for it has the focus.
    chrome.key("r").await;
    chrome.key(ENTER).await;
    chrome.must_say("Say why, in a few words").await;
    assert_eq!(chrome.eval("document.activeElement.name").await, "reason");
    chrome.key(ESCAPE).await;
    chrome.answer(true).await;
    chrome.key("a").await;
    chrome.must_say("Publish it all the same?").await;
    chrome.key(ESCAPE).await;
    chrome.must_say("One thing to look at").await;
    chrome.key("a").await;
    chrome.must_say("Publish it all the same?").await;
    chrome.key(ENTER).await;
    chrome.must_say("is published.").await;
    chrome.must_not_complain().await;
}

#[tokio::test]
async fn an_admin_reviews_without_javascript() {
    let (world, base, _boards) = house().await;
    people::grace(&world).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.without_scripts().await;
    chrome.size(1280, 900).await;
    sign_in(&chrome, "grace@example.org").await;
    chrome.go("/review").await;
    chrome.follow("Begin with the first").await;
    chrome.press("Publish").await;
    chrome.must_say("is published.").await;
    chrome.must_say("1 of 2").await;
}

#[tokio::test]
async fn filters_work_as_they_are_touched_and_are_links() {
    let (_world, base, _boards) = house().await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.size(1280, 900).await;
    chrome.go("/opportunities").await;
    chrome.must_say("6 open calls").await;
    chrome.fill("Words to look for", "Birch\u{e007}").await;
    chrome.must_say("“Birch”").await;
    assert!(chrome.at().await.contains("q=Birch"), "{}", chrome.at().await);
    chrome.must_not_complain().await;
}

/// The whole way of somebody new, on one phone and with nothing prepared. Passkeys belong to a name and not
/// to a number: the house is open as localhost.
#[tokio::test]
async fn somebody_new_joins_on_a_phone_and_comes_back_with_a_passkey_alone() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let world = World::with(&[("PROLETTO_BASE_URL", &base)]).await;
    world.open_on(listener);
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.size(390, 844).await;
    chrome.keeps_passkeys().await;

    // Her address, and the link in the letter to it.
    chrome.go("/").await;
    chrome.follow("Create an account").await;
    chrome.fill("Email address", "ada@example.org").await;
    chrome.press("Send the letter").await;
    chrome.must_say("Look in your mail").await;
    chrome.go(&world.letter_to("ada@example.org").await.link_at(&base)).await;
    chrome.must_fit().await;
    chrome.must_be_accessible("behind the link").await;
    chrome.fill("Name you go by", "Ada Okonkwo").await;
    chrome.fill("Password", PASSWORD).await;
    chrome.press("Create the account").await;
    chrome.must_say("Welcome, Ada Okonkwo.").await;
    chrome.fill("Statement", "Vessels of river clay.").await;
    chrome.press("Keep my profile").await;
    chrome.must_say("Your profile is kept.").await;

    // A passkey beside the password.
    chrome.go("/account").await;
    chrome.must_fit().await;
    chrome.must_be_accessible("with a place for a passkey").await;
    chrome.fill("Name of the passkey", "Phone").await;
    chrome.press("Add a passkey").await;
    chrome.must_say("The passkey Phone is added.").await;
    let told = world.letter_to("ada@example.org").await;
    assert!(told.text.contains("passkey"), "{}", told.text);
    chrome.sign_out().await;
    chrome.must_say("Create an account").await;

    // Back, to what only she may see, without an address or a password.
    chrome.go("/profile").await;
    assert_eq!(chrome.at().await, "/sign-in?next=%2Fprofile");
    chrome.must_be_accessible("with a place for a passkey").await;
    chrome.press("Use a passkey").await;
    chrome.must_say("Ada Okonkwo").await;
    assert_eq!(chrome.at().await, "/profile");
    assert_eq!(chrome.value("Statement").await, "Vessels of river clay.");

    chrome.go("/account/two-step").await;
    chrome.must_say("No camera?").await;
    chrome.must_fit().await;
    chrome.must_be_accessible("with the square").await;
    chrome.must_not_complain().await;
}

#[tokio::test]
async fn on_paper_there_is_the_call_and_not_the_room_around_it() {
    let (world, base, _boards) = house().await;
    people::grace(&world).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.size(1280, 900).await;
    sign_in(&chrome, "grace@example.org").await;
    let (id, slug): (uuid::Uuid, String) =
        sqlx::query_as("select id, slug from opportunities where state = 'published' limit 1")
            .fetch_one(world.pool())
            .await
            .unwrap();
    chrome.go(&format!("/opportunities/{slug}")).await;
    assert!(chrome.shows(".site-nav").await && chrome.shows("h1").await);
    assert!(!chrome.shows(".fact .evidence").await, "on the screen evidence is folded");
    chrome.on_paper().await;
    assert!(chrome.shows("h1").await && chrome.shows(".fact .evidence").await);
    assert!(!chrome.shows(".site-nav").await && !chrome.shows(".fact-why > summary").await);
    chrome.go(&format!("/review/{id}")).await;
    assert!(chrome.shows(".reading-words").await && chrome.shows(".review-source .marked").await);
    assert!(!chrome.shows(".review-actions").await && !chrome.shows(".reading-correct").await);
}

/// Each page, for a phone and a desk, light and dark.
async fn look_at(chrome: &Chrome, paths: &[&str]) {
    for path in paths {
        for (width, height) in [(390, 844), (1280, 900)] {
            chrome.size(width, height).await;
            chrome.go(path).await;
            chrome.must_fit().await;
            for scheme in ["light", "dark"] {
                chrome.prefers(scheme).await;
                chrome.must_be_accessible(&format!("at {width} px, {scheme}")).await;
            }
        }
        chrome.size(320, 640).await;
        chrome.must_fit().await;
    }
    chrome.must_not_complain().await;
}

#[tokio::test]
async fn no_barrier_for_a_visitor() {
    let (world, base, _boards) = house().await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    let slug: String =
        sqlx::query_scalar("select slug from opportunities where state = 'published' limit 1")
            .fetch_one(world.pool())
            .await
            .unwrap();
    let call = format!("/opportunities/{slug}");
    let paths = [
        "/",
        "/opportunities",
        &call,
        "/opportunities?q=nothing-like-this",
        "/sign-in",
        "/sign-up",
        "/password/forgot",
        "/about",
        "/about/sources",
        "/api",
        "/privacy",
        "/no-such-page",
    ];
    look_at(&chrome, &paths).await;
}

#[tokio::test]
async fn no_barrier_for_an_artist() {
    let (world, base, _boards) = house().await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    ada.submit("Keep my profile", &[("Ceramics", "yes"), ("Where you live", "Portugal")]).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    sign_in(&chrome, "ada@example.org").await;
    look_at(
        &chrome,
        &["/matches", "/matches?show=hidden", "/profile", "/account", "/account/password"],
    )
    .await;
}

#[tokio::test]
async fn no_barrier_for_an_admin() {
    let (world, base, _boards) = house().await;
    people::grace(&world).await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    sign_in(&chrome, "grace@example.org").await;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from opportunities where state = 'waiting' limit 1")
            .fetch_one(world.pool())
            .await
            .unwrap();
    look_at(
        &chrome,
        &[
            "/review",
            &format!("/review/{id}"),
            "/sources",
            "/sources/tidal-board",
            "/sources/new",
            "/desk",
        ],
    )
    .await;
}
