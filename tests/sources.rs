//! The staff's pages about sources, and what everyone may know of them.

use axum::body::Body;
use axum::http::Request;
use proletto::features::sources::{self, Ended, SourceId, shipped, to_toml};

use crate::support::browser::Browser;
use crate::support::calls::{Noticeboard, harbour, kiln, news};
use crate::support::people;
use crate::support::world::World;

/// A noticeboard's source as somebody would type it.
fn typed(board: &Noticeboard) -> String {
    let mut source = board.source();
    source.delay = 1;
    to_toml(&source).unwrap()
}

/// Waits for what runs beside the requests.
async fn wait(world: &World) {
    world.state.tasks.close();
    world.state.tasks.wait().await;
    world.state.tasks.reopen();
}

#[tokio::test]
async fn an_admin_tries_a_source_out_adds_it_and_reads_it() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), news()]).await;
    let mut grace = people::grace(&world).await;
    grace.open("/sources").await;
    grace.follow("Add a source").await.must_say("A new source");
    assert!(grace.form("Add the source").value("Definition").contains("Taller Río Seco"));

    let page = grace.submit("Try it out", &[("Definition", &typed(&board))]).await;
    assert_eq!(page.status, 200);
    page.must_say("The first page lists 2 items.")
        .must_say("Kiln House Residency 2027")
        .must_say("news or a report, not a call")
        .must_say("Nothing was written.");
    assert_eq!(world.count("select count(*) from sources").await, 0);
    assert_eq!(world.count("select count(*) from snapshots").await, 0);

    let page = grace.press("Add the source").await;
    assert_eq!(page.at, "/sources/tidal-board");
    page.must_say("“Tidal Board” is a source now.").must_say("It has not been read yet.");

    let page = grace.press("Read it now").await;
    assert!(page.at.starts_with("/sources/tidal-board/runs/"), "{}", page.at);
    let run = page.at.clone();
    wait(&world).await;
    let page = grace.open(&run).await;
    page.must_say("2 items in ")
        .must_say(": 1 new, 1 refused.")
        .must_say("Asked for by Grace Lindqvist.")
        .must_not_say("Look again");
    let page = grace.open("/sources").await;
    page.must_say("1 new, 1 refused");
    grace.open("/desk").await.must_say("1 call to review");
}

#[tokio::test]
async fn a_pasted_address_shows_what_would_be_read_and_becomes_a_source() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), news()]).await;
    let mut grace = people::grace(&world).await;
    grace.open("/sources/new").await;
    for nonsense in ["", "not an address", "file:///etc/passwd"] {
        let page = grace.submit("See what would be read", &[("Address", nonsense)]).await;
        assert_eq!(page.status, 422, "{nonsense}");
        page.must_say("Paste an address like");
    }
    let nowhere = board.site.url("/no-such-page").to_string();
    let page = grace.submit("See what would be read", &[("Address", &nowhere)]).await;
    assert_eq!(page.status, 422);
    page.must_say("It could not be read").must_say("404");
    let feed = board.source().address.to_string();
    let page = grace.submit("See what would be read", &[("Address", &feed)]).await;
    assert_eq!(page.status, 200);
    page.must_say("The first page lists 2 items.").must_say(&kiln().title);
    assert_eq!(world.count("select count(*) from sources").await, 0);
    let page = grace.press("Make it a source").await;
    assert_eq!(page.at, "/sources/127-0-0-1");
    page.must_say("is a source now.");
    // The same host again has another name in links.
    grace.open("/sources/new").await;
    grace.submit("See what would be read", &[("Address", &feed)]).await;
    assert_eq!(grace.press("Make it a source").await.at, "/sources/127-0-0-1-2");
}

#[tokio::test]
async fn what_is_wrong_with_a_definition_is_said_and_what_was_typed_stays() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let mut grace = people::grace(&world).await;
    let wrong = [
        ("schedule = \"0 3 * * *\"", "schedule = \"*/5 * * * *\"", "more often than once an hour"),
        ("region =", "regoin =", "unknown field `regoin`"),
        ("enabled = true", "enabled = false", "off_reason: should say why"),
        ("id = \"tidal-board\"", "id = \"new\"", "is taken; choose another"),
    ];
    for (from, to, words) in wrong {
        let text = typed(&board).replace(from, to);
        assert!(text.contains(to), "{text}");
        for button in ["Add the source", "Try it out"] {
            grace.open("/sources/new").await;
            let page = grace.submit(button, &[("Definition", &text)]).await;
            assert_eq!(page.status, 422, "{to}");
            assert!(page.one(".error-summary").contains(words), "{}", page.one(".error-summary"));
            assert_eq!(grace.form("Add the source").value("Definition").trim(), text.trim());
        }
    }
    assert_eq!(world.count("select count(*) from sources").await, 0);
    assert!(board.site.seen().is_empty(), "what is wrong is not tried");

    grace.open("/sources/new").await;
    grace.submit("Add the source", &[("Definition", &typed(&board))]).await;
    let page = grace.submit("Keep the change", &[("Definition", "name = ")]).await;
    assert_eq!(page.status, 422);
    assert!(page.one(".error-summary").contains("line 1:"), "{}", page.one(".error-summary"));
    let other = typed(&board).replace("\"tidal-board\"", "\"other-board\"");
    let page = grace.submit("Keep the change", &[("Definition", &other)]).await;
    assert_eq!(page.status, 422);
    page.must_say("id: stays \"tidal-board\"");
}

#[tokio::test]
async fn a_trial_says_why_nothing_came() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let text = typed(&board).replace("/feed.xml", "/no-such-feed");
    let mut grace = people::grace(&world).await;
    grace.open("/sources/new").await;
    let page = grace.submit("Try it out", &[("Definition", &text)]).await;
    assert_eq!(page.status, 200);
    page.must_say("Its list could not be read").must_say("404");
}

#[tokio::test]
async fn a_failing_source_looks_failing_and_comes_first() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let mut broken = Noticeboard::open("Zebra Board", Vec::new()).await.source();
    broken.address = board.site.url("/no-such-feed");
    world.collect(&board.source()).await;
    world.collect(&broken).await;
    let mut grace = people::grace(&world).await;
    let page = grace.open("/sources").await;
    page.must_say("2 sources on, 1 failing").must_say("One failed at its last run.");
    assert_eq!(page.text_of(".ledger-title"), ["Zebra Board", "Tidal Board"]);
    assert_eq!(page.text_of(".ledger .badge"), ["Failing", "On"]);
    assert!(page.text_of(".ledger-remark")[0].contains("404"), "{}", page.text());
    grace.open("/desk").await.must_say("1 source that needs a look");
    // Where nothing works, an empty queue says so.
    sqlx::query("delete from opportunities").execute(world.pool()).await.unwrap();
    sqlx::query("delete from sources where id = 'tidal-board'")
        .execute(world.pool())
        .await
        .unwrap();
    grace.open("/review").await.must_say("Every source that is on failed at its last run.");
}

#[tokio::test]
async fn a_source_without_its_key_waits_and_does_not_fail() {
    let world = World::new().await;
    let shipped = shipped().iter().find(|one| one.id.as_str() == "simpler-grants-gov").unwrap();
    sources::save(world.pool(), shipped, world.now()).await.unwrap();
    let ended = sources::run(&world.state, &shipped.id, "a story").await.unwrap().unwrap();
    assert_eq!(ended, Ended::WaitsForKey("PROLETTO_SIMPLER_GRANTS_KEY"));
    assert_eq!(world.count("select count(*) from source_runs").await, 0);
    let due = "select count(*) from sources where next_run_at > now() - interval '100 years'
               and next_run_at <= $1";
    let due: i64 = sqlx::query_scalar(due).bind(world.now()).fetch_one(world.pool()).await.unwrap();
    assert_eq!(due, 0, "it is not tried every minute");
    let mut grace = people::grace(&world).await;
    let page = grace.open("/sources").await;
    page.must_say("Waits for a key").must_say("PROLETTO_SIMPLER_GRANTS_KEY").must_not_say("ailing");
    grace.follow(&shipped.name).await.must_not_say("Read it now");
    let page = post(&mut grace, &world, &format!("/sources/{}/runs", shipped.id)).await;
    assert_eq!(page, 303);
    assert_eq!(world.count("select count(*) from source_runs").await, 0);
}

#[tokio::test]
async fn a_source_that_ships_switched_off_is_not_read_until_someone_switches_it_on() {
    let world = World::new().await;
    sources::ship(world.pool(), world.now()).await.unwrap();
    let source = shipped().iter().find(|source| !source.enabled).unwrap();
    let here = format!("/sources/{}", source.id);
    let mut grace = people::grace(&world).await;
    let page = grace.open(&here).await;
    page.must_say(source.off_reason.as_ref().unwrap())
        .must_say("will then be visited")
        .must_not_say("Read it now");
    assert_eq!(post(&mut grace, &world, &format!("{here}/runs")).await, 409);

    let page = grace.press("Switch it on").await;
    page.must_say("It is switched on").must_say("Read it now").must_say("due now");
    let page = grace.press("Back to as it ships").await;
    page.must_say(source.off_reason.as_ref().unwrap()).must_not_say("Back to as it ships");
}

#[tokio::test]
async fn switching_a_source_off_takes_a_reason_that_everyone_can_read() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    sources::save(world.pool(), &board.source(), world.now()).await.unwrap();
    let mut grace = people::grace(&world).await;
    grace.open("/sources/tidal-board").await;
    let page = grace.submit("Switch it off", &[("Why", "  ")]).await;
    assert_eq!(page.status, 422);
    page.must_say("Say why, in a few words.");
    let page = grace.submit("Switch it off", &[("Why", "Its owner asked us to stop.")]).await;
    page.must_say("It is switched off").must_say("Its owner asked us to stop.");
    let mut visitor = world.visitor();
    let page = visitor.open("/about/sources").await;
    page.must_say("Tidal Board").must_say("Its owner asked us to stop.");
}

#[tokio::test]
async fn trust_is_given_and_taken_back_and_changes_nothing_else() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour()]).await;
    world.collect(&board.source()).await;
    let due = async || {
        let id: SourceId = "tidal-board".parse().unwrap();
        sources::find(world.pool(), &id).await.unwrap().unwrap().next_run_at
    };
    let before = due().await;
    assert!(before > Some(world.now()), "it was read, and is due tomorrow");
    let mut grace = people::grace(&world).await;
    grace.open("/sources/tidal-board").await.must_say("Wait for a review");
    let page = grace.press("Publish its calls without a review").await;
    page.must_say("Published at once where nothing is odd");
    assert_eq!(due().await, before);
    let page = grace.press("Review its calls again").await;
    page.must_say("Wait for a review");
}

#[tokio::test]
async fn sources_are_the_staffs_and_a_wrong_address_leads_nowhere() {
    let world = World::new().await;
    let mut ada = people::ada(&world).await;
    assert_eq!(ada.knock("/sources").await.status, 403);
    assert_eq!(post(&mut ada, &world, "/sources/x/runs").await, 403);
    let mut grace = people::grace(&world).await;
    for path in ["/sources/no-such", "/sources/No%20Such", "/sources/x/runs/7"] {
        assert_eq!(grace.knock(path).await.status, 404, "{path}");
    }
}

/// Posts nothing, as a button that is not on the page would.
async fn post(browser: &mut Browser, world: &World, path: &str) -> u16 {
    let request = Request::post(path)
        .header("host", "proletto.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("proletto={}", browser.session().unwrap()))
        .body(Body::empty())
        .unwrap();
    world.ask(request).await.status().as_u16()
}
