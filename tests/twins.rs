//! The same call in two places, as a reviewer meets it.

use crate::support::browser::Browser;
use crate::support::calls::{Notice, Noticeboard, kiln, many};
use crate::support::people;
use crate::support::world::World;

#[tokio::test]
async fn the_same_call_on_two_boards_is_linked_and_not_repeated() {
    let world = World::new().await;
    let one = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let two = Noticeboard::open("Upland Board", vec![kiln()]).await;
    world.collect(&one.source()).await;
    world.collect(&two.source()).await;
    let linked = "select count(*) from run_items where outcome = 'duplicate'";
    assert_eq!(world.count(linked).await, 1);
    assert_eq!(world.count("select count(*) from opportunities").await, 1);
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    let page = grace.follow(&kiln().title).await;
    page.must_say("Tidal Board, last seen").must_say("Upland Board, last seen");
}

/// Two calls that differ in a name, a day and an amount: a person should look.
pub async fn a_likely_twin() -> (World, Browser) {
    let world = World::new().await;
    let alder = many(1).remove(0);
    let mut elder = Notice { slug: "elder", ..alder.clone() };
    elder.title = elder.title.replace("Alder", "Elder");
    for (from, to) in
        [("Alder", "Elder"), ("3 June", "7 June"), ("2 weeks", "6 weeks"), ("£1,000", "£5,000")]
    {
        elder.body = elder.body.replace(from, to);
    }
    let one = Noticeboard::open("Tidal Board", vec![alder]).await;
    let two = Noticeboard::open("Upland Board", vec![elder]).await;
    world.collect(&one.source()).await;
    world.collect(&two.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    (world, grace)
}

#[tokio::test]
async fn likely_twins_stand_side_by_side_and_can_be_made_one() {
    let (world, mut grace) = a_likely_twin().await;
    grace.page().must_say("Perhaps a duplicate");
    let page = grace.follow("Elder Studio Residency").await;
    let twin = page.one(".review-twin");
    assert!(
        twin.contains("Perhaps the same call") && twin.contains("Alder Studio Residency"),
        "{twin}"
    );
    let page = grace.press("The same call: merge").await;
    page.must_say("is part of “Alder Studio Residency” now.").must_say("Upland Board, last seen");
    grace.open("/review").await.must_say("1 call to review");
    assert_eq!(world.count("select count(*) from opportunities where state = 'merged'").await, 1);
}

#[tokio::test]
async fn twins_that_are_two_are_not_asked_about_again() {
    let (world, mut grace) = a_likely_twin().await;
    grace.follow("Elder Studio Residency").await;
    grace.press("Two different calls").await.must_not_say("Perhaps the same call");
    grace.open("/review").await.must_not_say("Perhaps a duplicate");
    assert_eq!(world.count("select count(*) from opportunities where state = 'merged'").await, 0);
}
