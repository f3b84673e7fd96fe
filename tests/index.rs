//! The index of open calls follows the database: from its own program, from another, and after the
//! connection was lost.

use std::time::Duration;

use proletto::features::matching::index::{Following, follow};
use proletto::platform::state::State;

use crate::support::calls::{Noticeboard, harbour, kiln, lumiere};
use crate::support::people;
use crate::support::world::World;

/// Waits until the index holds so many open calls; `None`: until it stands at all.
async fn until(state: &State, following: &Following, open: usize) {
    for _ in 0..200 {
        if following.ask(state.clock.today(), |index| index.count_open()) == Some(open) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let now = following.ask(state.clock.today(), |index| index.count_open());
    panic!("the index holds {now:?} open calls instead of {open}");
}

#[tokio::test]
async fn pages_show_the_same_from_the_index_and_it_follows_every_change() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour(), lumiere()]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    let answers =
        [("Ceramics", "yes"), ("Where you live", "Portugal"), ("Citizenships", "Portugal")];
    ada.submit("Keep my profile", &answers).await;
    let places =
        ["/matches", "/matches?show=not-eligible", "/matches?show=saved", "/api/v1/matches"];
    let mut before = Vec::new();
    for place in places {
        before.push(ada.open(place).await.text());
    }

    let following = follow(&world.state);
    until(&world.state, &following, 3).await;
    for (place, before) in places.iter().zip(before) {
        assert_eq!(ada.open(place).await.text(), before, "{place}");
    }

    // Two programs: what one changes, the other is told.
    let other = world.second_program();
    let theirs = follow(&other);
    until(&other, &theirs, 3).await;
    let mut grace = people::grace(&world).await;
    grace.open("/opportunities").await;
    grace.follow(&kiln().title).await;
    let review = grace.page().leads_to();
    let review = review.into_iter().find(|href| href.starts_with("/review/")).unwrap();
    grace.open(&review).await;
    grace.submit("Reject this call", &[("Why", "A hoax")]).await;
    until(&world.state, &following, 2).await;
    until(&other, &theirs, 2).await;
    ada.open("/matches").await.must_not_say(&kiln().title);

    // The connection is lost: it is built anew, and then follows again.
    let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                where query ilike 'listen%' and datname = current_database()";
    assert!(world.count(kill).await >= 2);
    grace.open(&review).await;
    grace.press("Take the rejection back").await.must_say("It is published again.");
    until(&world.state, &following, 3).await;
    until(&other, &theirs, 3).await;
    ada.open("/matches").await.must_say(&kiln().title);
    other.stop.cancel();
    world.state.stop.cancel();
}
