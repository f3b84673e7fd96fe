//! Reading again: what an older edition of the reader read is read anew from the kept texts.

use proletto::features::sources::REREAD;
use proletto::platform::jobs::{self, Outcome};

use crate::support::calls::{Noticeboard, harbour, kiln, lumiere, news};
use crate::support::people;
use crate::support::world::World;

/// Everything was read by an edition that did not see who calls.
async fn as_if_read_badly(world: &World) {
    for sql in [
        "update listing_versions set reader = 0, reading = jsonb_set(reading, '{organisation}', 'null')",
        "update opportunities set organisation = null,
                reading = jsonb_set(reading, '{organisation}', 'null')",
    ] {
        sqlx::query(sql).execute(world.pool()).await.unwrap();
    }
}

async fn reread(world: &World) -> String {
    match jobs::run(&world.state, &REREAD, "a story").await.unwrap() {
        Outcome::Done(words) => words,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_better_reader_reads_the_kept_texts_again_and_asks_before_it_changes_what_is_published() {
    let world = World::new().await;
    let notices = vec![kiln(), harbour(), lumiere(), news()];
    let board = Noticeboard::open("Tidal Board", notices).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow(&kiln().title).await;
    let kilns = grace.page().at.clone();
    let answers = [("Last day", "2027-05-20"), ("Why", "Their flyer says so.")];
    grace.submit(&format!("{kilns}/correct/deadline"), &answers).await;
    grace.press("Publish").await;
    as_if_read_badly(&world).await;
    let asked = board.site.seen().len();

    let said = reread(&world).await;
    assert!(said.starts_with("4 texts read again: 1 say the same, 2 changed, 1 wait"), "{said}");
    assert_eq!(board.site.seen().len(), asked, "no site is asked");
    // What waits for a review simply reads better.
    grace.open("/review").await;
    grace.follow(&harbour().title).await.must_say("Harbour Arts Council");
    // What is published stays until somebody has looked, and then the correction is still on top.
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_not_say("Kiln House Foundation");
    let page = grace.open(&kilns).await;
    let diff = page.one(".review-change");
    assert!(diff.contains("Kiln House Foundation") && !diff.contains("Deadline"), "{diff}");
    page.must_not_say("As it reads now");
    grace.press("Take the change over").await;
    visitor.open("/opportunities").await.must_say("Kiln House Foundation").must_say("20 May 2027");

    // A second time there is nothing to do, and a scrape of the same pages changes nothing.
    assert!(reread(&world).await.starts_with("0 texts read again"));
    world.collect(&board.source()).await;
    grace.open("/review").await.must_say("2 calls to review").must_not_say("Changed");
}

#[tokio::test]
async fn a_change_that_is_set_aside_stays_so() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow("Begin with the first").await;
    let at = grace.page().at.clone();
    grace.press("Publish").await;
    as_if_read_badly(&world).await;
    reread(&world).await;
    grace.open(&at).await;
    grace.press("Keep what is published").await;
    assert!(reread(&world).await.starts_with("0 texts read again"));
    world.collect(&board.source()).await;
    grace.open("/review").await.must_say("Nothing to review");
}

#[tokio::test]
async fn what_was_refused_by_mistake_becomes_a_call() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    for sql in [
        "update listings set opportunity_id = null, refused = 'a report'",
        "delete from opportunities",
        "update listing_versions set reader = 0, state = 'refused'",
    ] {
        sqlx::query(sql).execute(world.pool()).await.unwrap();
    }
    assert!(reread(&world).await.ends_with("1 turned out to be calls"));
    let mut grace = people::grace(&world).await;
    grace.open("/review").await.must_say(&kiln().title);
}

#[tokio::test]
async fn what_is_put_right_by_hand_is_seen_through_every_reading() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    let page = grace.follow("Begin with the first").await;
    let at = page.at.clone();
    // A condition that is none is left out, is named, and can come back.
    let clause = "Strike it out: Required: be 21 or older at the deadline";
    let page = grace.submit(clause, &[("Why", "That is about the kiln shed.")]).await;
    page.must_say("Struck out");
    as_if_read_badly(&world).await;
    reread(&world).await;
    grace.open(&at).await.must_say("Struck out").must_say("Kiln House Foundation");
    let page = grace.press("Take the correction back: Struck out").await;
    page.must_not_say("Struck out").must_say("be 21 or older");
}
