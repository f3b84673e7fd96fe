//! The first look: what `proletto demo` shows, from its own pages to the matches of its artist.

use chrono::TimeDelta;
use proletto::demo::{self, People, Site};
use proletto::features::sources::{self, Ended, SourceId};

use crate::support::chrome::Chrome;
use crate::support::people::sign_in;
use crate::support::world::World;

/// A demo whose two sources have been read once.
async fn first_look() -> (World, Site, People) {
    let world = World::new().await;
    let site = Site::open(world.state.clock.clone()).await.unwrap();
    let people = demo::fill(&world.state, site.address).await.unwrap();
    read(&world, "gull-board").await;
    read(&world, "north-sea-notices").await;
    (world, site, people)
}

async fn read(world: &World, source: &str) {
    world.later(TimeDelta::minutes(1));
    let id: SourceId = source.parse().unwrap();
    assert_eq!(sources::run(&world.state, &id, "a story").await.unwrap(), Some(Ended::Done));
}

#[tokio::test]
async fn the_demo_leads_from_its_pages_to_reasoned_matches() {
    let (world, _site, people) = first_look().await;
    let mut ines = world.visitor();
    sign_in(&mut ines, people.admin.email, &people.admin.password).await;
    let refused = "select count(*) from listings where refused is not null";
    assert!(world.count(refused).await >= 3, "a course, a job and a report are no calls");
    let mut waiting =
        world.count("select count(*) from opportunities where state = 'waiting'").await;
    assert!(waiting >= 6, "{waiting}");
    ines.open("/review").await;
    ines.follow("Begin with the first").await;
    let mut asked = 0;
    while waiting > 0 {
        ines.press("Publish").await;
        if ines.page().status == 422 {
            asked += 1;
            ines.press("Publish all the same").await;
        }
        ines.page().must_say("is published.");
        waiting -= 1;
    }
    assert!(asked >= 2, "some of them are doubtful: {asked}");
    ines.page().must_say("Nothing to review");

    let mut ada = world.visitor();
    sign_in(&mut ada, people.artist.email, &people.artist.password).await;
    ada.open("/matches").await.must_say("calls that may be yours");
    assert!(ada.page().text_of(".match").len() >= 3, "{}", ada.page().text());

    // After three minutes one page says something else.
    world.later(TimeDelta::minutes(5));
    read(&world, "north-sea-notices").await;
    ines.open("/review").await.must_say("Changed");
    let page = ines.follow("Begin with the first").await;
    page.must_say("What changed since it was published").must_say("is really a");
}

#[tokio::test]
async fn every_review_of_the_demo_fits_a_small_phone() {
    let (world, _site, people) = first_look().await;
    let base = world.open_on_loopback().await;
    let Some(chrome) = Chrome::open(&base).await else { return };
    chrome.go("/sign-in").await;
    chrome.fill("Email address", people.admin.email).await;
    chrome.fill("Password", &people.admin.password).await;
    chrome.press("Sign in").await;
    chrome.must_say("Sign out").await;
    chrome.size(320, 640).await;
    let calls: Vec<(uuid::Uuid, String)> =
        sqlx::query_as("select id, slug from opportunities").fetch_all(world.pool()).await.unwrap();
    for (id, slug) in calls {
        chrome.go(&format!("/review/{id}")).await;
        chrome.must_fit().await;
        chrome
            .eval("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            .await;
        chrome.must_fit().await;
        chrome.go(&format!("/opportunities/{slug}")).await;
        chrome.must_fit().await;
    }
    chrome.must_not_complain().await;
}
