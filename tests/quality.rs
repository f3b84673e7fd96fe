//! How well it reads, in public.

use crate::support::world::World;

#[tokio::test]
async fn anyone_finds_how_often_it_is_right_and_where_it_is_wrong() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    visitor.open("/about").await;
    let page = visitor.follow("the figures are public").await;
    assert_eq!(page.at, "/quality");
    page.must_say("Deadline");
    page.must_say("What it does not say");
    page.must_say("Nearest deadline first");
    page.must_say("Every page on which it was not right");
}
