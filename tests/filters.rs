//! Filters: several at once, and those that cannot be read.

use crate::support::browser::Browser;
use crate::support::calls::{Noticeboard, harbour, kiln, lumiere, many};
use crate::support::world::World;

/// Somebody who looks at nine published calls.
async fn nine_calls() -> (World, Browser) {
    let world = World::new().await;
    for (name, notices) in
        [("Tidal Board", vec![kiln(), harbour(), lumiere()]), ("Upland Board", many(6))]
    {
        let board = Noticeboard::open(name, notices).await;
        let mut source = board.source();
        source.trusted = true;
        world.collect(&source).await;
    }
    sqlx::query("update opportunities set state = 'published', published_at = first_seen_at")
        .execute(world.pool())
        .await
        .unwrap();
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_say("9 open calls");
    (world, visitor)
}

#[tokio::test]
async fn filters_narrow_together_and_each_can_be_taken_away() {
    let (_world, mut visitor) = nine_calls().await;
    let path = "/opportunities?kind=residency&kind=exhibition&free=1&country=PT&before=2027-05-31\
                &award_min=1000&q=ceramic";
    let page = visitor.open(path).await;
    assert_eq!(page.text_of(".card-title"), [kiln().title]);
    assert_eq!(page.text_of(".chip").len(), 7, "{:?}", page.text_of(".chip"));
    // Without the country, the Scottish ones still do not speak of ceramics.
    visitor.follow("Without: In Portugal").await.must_say("1 open call");
    let page = visitor.follow("Without: “ceramic”").await;
    assert!(!page.at.contains("country") && page.at.contains("free=1"), "{}", page.at);
    visitor.open("/opportunities?free=1&fee_max=10&online=1").await.must_say("0 open calls");
    visitor.open("/opportunities?fee_max=36&award_min=4000").await.must_say(&harbour().title);
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_said_and_the_others_count() {
    let (_world, mut visitor) = nine_calls().await;
    let path = "/opportunities?kind=exhibition&fee_max=cheap&before=soon&country=Atlantis\
                &utm_source=letter";
    let page = visitor.open(path).await;
    assert_eq!(page.text_of(".card-title"), [lumiere().title], "the rest of the link counts");
    assert_eq!(
        page.text_of(".left-out li"),
        [
            "The highest entry fee must be a number, zero or more, and at most a billion.",
            "The day it closes by must be a date, like 2027-01-31.",
            "Where the work happens must be the two letters of a country, like PT.",
        ]
    );
    assert!(
        visitor
            .open("/opportunities?kind=exhibition&utm_source=x")
            .await
            .text_of(".left-out")
            .is_empty()
    );
}
