//! Collecting: a source is read, and read again; runs that are cut short, and two at once.

use std::time::Duration;

use chrono::TimeDelta;
use proletto::features::sources::{self, Ended, ItemReport, Outcome, Report, Source};

use crate::support::calls::{self, Noticeboard, harbour, kiln, many, news};
use crate::support::people;
use crate::support::site::{Answer, Site};
use crate::support::world::World;

async fn latest(world: &World, source: &Source) -> Report {
    let runs = sources::latest_runs(world.pool(), Some(&source.id), 1).await.unwrap();
    runs.into_iter().next().expect("it ran")
}

async fn items(world: &World, source: &Source) -> Vec<ItemReport> {
    let run = latest(world, source).await;
    sources::items_of(world.pool(), run.id, 100).await.unwrap()
}

/// New, changed, unchanged, duplicate, refused, errors.
fn tally(run: &Report) -> [i64; 6] {
    [run.new, run.changed, run.unchanged, run.duplicate, run.refused, run.errors]
}

#[tokio::test]
async fn a_feed_is_read_and_what_is_no_call_is_refused_with_the_reason() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour(), news()]).await;
    assert_eq!(world.collect(&board.source()).await, Ended::Done);
    let run = latest(&world, &board.source()).await;
    assert_eq!((run.state.as_str(), run.listed, tally(&run)), ("done", 3, [2, 0, 0, 0, 1, 0]));
    let refused: Vec<ItemReport> = items(&world, &board.source()).await;
    let refused: Vec<_> = refused.iter().filter(|item| item.reason.is_some()).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].title, news().title);
    assert_eq!(refused[0].outcome, Some(Outcome::Refused));
    let mut grace = people::grace(&world).await;
    grace.open("/review").await.must_say("2 calls to review").must_not_say("Looking back");
}

#[tokio::test]
async fn the_site_is_asked_for_robots_txt_first_and_told_who_asks() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let seen = board.site.seen();
    assert_eq!(seen[0].path, "/robots.txt");
    assert_eq!(board.site.paths()[1..], ["/feed.xml", "/calls/kiln-house"]);
    for asked in seen {
        let agent = &asked.headers["user-agent"];
        assert!(agent.contains("Proletto") && agent.contains("stories@proletto.test"), "{agent}");
    }
    assert_eq!(board.site.most_at_once(), 1, "one request at a time");
}

#[tokio::test]
async fn nothing_changed_costs_three_short_answers_and_makes_nothing_new() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour()]).await;
    world.collect(&board.source()).await;
    let before = board.site.seen().len();
    world.later(TimeDelta::days(1));
    world.collect(&board.source()).await;
    let run = latest(&world, &board.source()).await;
    assert_eq!((tally(&run), run.fetched, run.kept), ([0, 0, 2, 0, 0, 0], 2, 2));
    let again: Vec<_> = board.site.seen().split_off(before);
    let pages = again.iter().filter(|asked| asked.path != "/robots.txt");
    assert!(pages.clone().all(|asked| asked.headers.contains_key("if-none-match")), "{again:?}");
    assert_eq!(pages.count(), 3);
    assert_eq!(world.count("select count(*) from opportunities").await, 2);
    assert_eq!(world.count("select count(*) from listing_versions").await, 2);
    assert_eq!(world.count("select count(*) from snapshots").await, 3);
}

#[tokio::test]
async fn a_changed_page_is_a_new_version_and_a_diff_and_never_a_second_call() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow("Begin with the first").await;
    grace.press("Publish").await;
    board.rewrite("kiln-house", "30 April 2027", "14 May 2027");
    world.later(TimeDelta::days(1));
    world.collect(&board.source()).await;
    assert_eq!(tally(&latest(&world, &board.source()).await), [0, 1, 0, 0, 0, 0]);
    assert_eq!(world.count("select count(*) from opportunities").await, 1);
    assert_eq!(world.count("select count(*) from listing_versions").await, 2);
    // What is published stays until somebody has looked.
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    visitor.follow(&kiln().title).await.must_say("30 April 2027").must_not_say("14 May 2027");
    grace.open("/review").await.must_say("Changed");
    let page = grace.follow(&kiln().title).await;
    let diff = page.one(".review-change");
    assert!(diff.contains("30 April 2027") && diff.contains("14 May 2027"), "{diff}");
    assert!(!diff.contains("Entry fee"), "only what changed: {diff}");
}

#[tokio::test]
async fn while_a_call_waits_its_newer_text_simply_counts() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    board.rewrite("kiln-house", "30 April 2027", "14 May 2027");
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await.must_say("1 call to review").must_not_say("Changed");
    let page = grace.follow(&kiln().title).await;
    for part in [".card", ".review-facts", ".review-source"] {
        let said = page.one(part);
        assert!(said.contains("14 May 2027") && !said.contains("30 April 2027"), "{said}");
    }
}

#[tokio::test]
async fn a_source_that_dries_up_raises_a_flag() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", many(10)).await;
    let source = board.source();
    world.collect(&source).await;
    assert_eq!(latest(&world, &source).await.flag, None);
    for notice in many(10).into_iter().skip(2) {
        board.take_down(notice.slug);
    }
    world.collect(&source).await;
    let flag = latest(&world, &source).await.flag.expect("a flag");
    assert!(flag.contains("2 where it usually lists 10"), "{flag}");
    let known = sources::find(world.pool(), &source.id).await.unwrap().unwrap();
    assert_eq!(known.flag.as_ref(), Some(&flag));
    let mut grace = people::grace(&world).await;
    grace.open("/sources").await.must_say("Needs a look").must_say(&flag);
    grace.open("/desk").await.must_say("1 source that needs a look");
    // The calls that it lists no more are still there: that is the admins' to judge.
    assert_eq!(world.count("select count(*) from opportunities").await, 10);
}

#[tokio::test]
async fn a_source_that_fails_backs_off_alone() {
    let world = World::new().await;
    let broken = Site::open(|_| Answer::status(503, &[], "")).await;
    let mut source = Noticeboard::open("Broken Board", Vec::new()).await.source();
    source.address = broken.url("/feed.xml");
    let well = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    assert!(matches!(world.collect(&source).await, Ended::Failed(_)));
    let known = sources::find(world.pool(), &source.id).await.unwrap().unwrap();
    assert_eq!(known.failures, 1);
    let wait = known.next_run_at.unwrap() - world.now();
    assert!(wait >= TimeDelta::minutes(10) && wait <= TimeDelta::minutes(12), "{wait}");
    assert_eq!(world.collect(&well.source()).await, Ended::Done);
    let fine = sources::find(world.pool(), &well.source().id).await.unwrap().unwrap();
    assert_eq!(fine.failures, 0);
}

#[tokio::test]
async fn one_link_that_leads_nowhere_costs_one_item_and_not_the_run() {
    let world = World::new().await;
    // The same host as the list's, and a port where nobody listens.
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = closed.local_addr().unwrap();
    drop(closed);
    let number = format!("http://2130706433:{}/", nowhere.port());
    let site = Site::open(move |asked| match asked.path.as_str() {
        "/list" => Answer::page(&format!(
            "<a class=call href='{number}'>A trap</a><a class=call href='/one'>Read more</a>\
             <a class=call href='/two'>Birch Prize</a>"
        )),
        "/one" => Answer::page(
            "<h1>Alder Studio Residency</h1><p>The Alder Trust invites artists to apply for a \
             residency of two weeks in Scotland.</p><p>Deadline: 3 June 2027.</p>",
        ),
        "/two" => Answer::page(
            "<h1>News</h1><h2>Birch Prize</h2><p>The Birch Society invites painters to enter its \
             prize of £9,000.</p><p>Entries close on 4 July 2027.</p>",
        ),
        _ => Answer::not_found(),
    })
    .await;
    let mut source = Noticeboard::open("Open Board", Vec::new()).await.source();
    source.address = site.url("/list");
    let list = r#"{ "kind": "html_list", "item": "a.call" }"#;
    source.adapter = serde_json::from_str(list).unwrap();
    assert_eq!(world.collect(&source).await, Ended::Done);
    assert_eq!(tally(&latest(&world, &source).await), [2, 0, 0, 0, 0, 1]);
    // What the list calls "Read more" has the name its page gives it; what it names keeps that name.
    let mut grace = people::grace(&world).await;
    let titles = grace.open("/review").await.text_of(".ledger-title");
    assert_eq!(titles, ["Alder Studio Residency", "Birch Prize"]);
}

#[tokio::test]
async fn a_slow_host_delays_no_other() {
    let world = World::new().await;
    let slow = Site::open(|asked| match asked.path.as_str() {
        "/robots.txt" => Answer::not_found(),
        _ => Answer::raw("HTTP/1.1 200 Fine\r\n").then_hang(),
    })
    .await;
    let mut stuck = Noticeboard::open("Slow Board", Vec::new()).await.source();
    stuck.address = slow.url("/feed.xml");
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    sources::save(world.pool(), &stuck, world.now()).await.unwrap();
    sources::save(world.pool(), &board.source(), world.now()).await.unwrap();
    // The timetable's own line takes up both; the slow one is still waiting when the other is done.
    proletto::platform::jobs::run(&world.state, &sources::COLLECT, "a story").await.unwrap();
    while sources::latest_runs(world.pool(), Some(&board.source().id), 1)
        .await
        .unwrap()
        .first()
        .is_none_or(|run| run.state != "done")
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(latest(&world, &stuck).await.state, "running");
    assert_eq!(world.count("select count(*) from opportunities").await, 1);
}

/// Runs a source in a task that dies, as a process does, once `so_many` of its items are crossed off.
async fn die_after(world: &World, source: &Source, so_many: i64) {
    sources::save(world.pool(), source, world.now()).await.unwrap();
    let (state, id) = (world.state.clone(), source.id.clone());
    let run = tokio::spawn(async move { sources::run(&state, &id, "a story").await });
    let done = "select count(*) from run_items where outcome is not null";
    while world.count(done).await < so_many {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    run.abort();
    let _ = run.await;
}

/// Until the connection that the dead held its lock with is closed, others find the source busy.
async fn take_over(world: &World, source: &Source) -> Ended {
    let other = world.second_program();
    loop {
        match sources::run(&other, &source.id, "the next").await.unwrap().unwrap() {
            Ended::Busy => tokio::time::sleep(Duration::from_millis(20)).await,
            ended => return ended,
        }
    }
}

#[tokio::test]
async fn a_run_cut_short_goes_on_and_loses_and_repeats_nothing() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", many(12)).await;
    let source = board.source();
    die_after(&world, &source, 4).await;
    let done = world.count("select count(*) from run_items where outcome is not null").await;
    assert!((4..12).contains(&done), "it was cut in the middle: {done}");
    assert_eq!(latest(&world, &source).await.state, "running");
    assert_eq!(take_over(&world, &source).await, Ended::Done);
    let run = latest(&world, &source).await;
    assert_eq!((run.listed, tally(&run)), (12, [12, 0, 0, 0, 0, 0]));
    assert_eq!(world.count("select count(*) from source_runs").await, 1, "the same run went on");
    assert_eq!(world.count("select count(*) from opportunities").await, 12);
    let mut paths = board.site.paths();
    paths.retain(|path| path.starts_with("/calls/"));
    // Only the page that was on its way when the power went may have been asked for twice.
    assert!(paths.len() <= 13, "{paths:?}");
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 12);
    assert_eq!(board.site.paths().iter().filter(|path| *path == "/feed.xml").count(), 1);
}

#[tokio::test]
async fn asked_to_stop_a_run_pauses_between_two_items() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", many(12)).await;
    let source = board.source();
    sources::save(world.pool(), &source, world.now()).await.unwrap();
    let (state, id) = (world.state.clone(), source.id.clone());
    let run = tokio::spawn(async move { sources::run(&state, &id, "a story").await });
    while world.count("select count(*) from run_items where outcome is not null").await < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.state.stop.cancel();
    assert_eq!(run.await.unwrap().unwrap(), Some(Ended::Paused));
    let known = sources::find(world.pool(), &source.id).await.unwrap().unwrap();
    assert_eq!((known.failures, known.flag), (0, None), "stopping is not its failure");
    assert_eq!(take_over(&world, &source).await, Ended::Done);
    assert_eq!(world.count("select count(*) from opportunities").await, 12);
}

#[tokio::test]
async fn two_programs_never_run_one_source_at_once() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", many(6)).await;
    let source = board.source();
    sources::save(world.pool(), &source, world.now()).await.unwrap();
    let other = world.second_program();
    let (one, two) = tokio::join!(
        sources::run(&world.state, &source.id, "one"),
        sources::run(&other, &source.id, "two"),
    );
    let mut ended = [one.unwrap().unwrap(), two.unwrap().unwrap()];
    ended.sort_by_key(|ended| *ended == Ended::Busy);
    assert_eq!(ended, [Ended::Done, Ended::Busy]);
    assert_eq!(world.count("select count(*) from source_runs").await, 1);
    assert_eq!(world.count("select count(*) from opportunities").await, 6);
}

#[tokio::test]
async fn a_worker_that_lost_its_run_writes_nothing_more() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", many(12)).await;
    let source = board.source();
    sources::save(world.pool(), &source, world.now()).await.unwrap();
    let (state, id) = (world.state.clone(), source.id.clone());
    let run = tokio::spawn(async move { sources::run(&state, &id, "a story").await });
    while world.count("select count(*) from run_items where outcome is not null").await < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Its connection broke without its knowing, and somebody else took the run.
    sqlx::query("update source_runs set worker = gen_random_uuid()")
        .execute(world.pool())
        .await
        .unwrap();
    let then = world.count("select count(*) from opportunities").await;
    assert_eq!(run.await.unwrap().unwrap(), Some(Ended::Paused));
    let after = world.count("select count(*) from opportunities").await;
    assert!(after <= then + 1, "at most what was already being written: {then}, then {after}");
    assert_eq!(latest(&world, &source).await.state, "running");
}

#[tokio::test]
async fn scripts_in_what_others_wrote_are_text() {
    let world = World::new().await;
    let mut notice = kiln();
    notice.title = "Kiln & <b>bold</b> Residency <script>alert(1)</script> 2027".into();
    notice.body = format!("{}\n\n<img src=x onerror=alert(2)> is what we write.", notice.body);
    let board = Noticeboard::open("Tidal Board", vec![notice]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await.must_say("Kiln &");
    grace.follow("Begin with the first").await.must_say("<img src=x onerror=alert(2)>");
    grace.press("Publish").await;
    let mut visitor = world.visitor();
    // Every page is checked for scripts and handlers of its own on the way.
    visitor.open("/").await.must_say("Kiln &");
    let page = visitor.open("/opportunities?q=%3Cscript%3Ealert(3)%3C/script%3E").await;
    page.must_say("<script>alert(3)</script>");
    visitor.open("/opportunities").await;
    let link = visitor.page().text_of(".card-title").remove(0);
    visitor.follow(&link).await;
}

#[tokio::test]
async fn a_trusted_source_publishes_what_raises_no_flag_by_itself() {
    let world = World::new().await;
    let mut doubtful = calls::lumiere();
    doubtful.body = doubtful.body.replace("12 mai 2027", "12 mai");
    let board = Noticeboard::open("Tidal Board", vec![kiln(), doubtful]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_say(&kiln().title).must_not_say("Lumière");
    let mut grace = people::grace(&world).await;
    grace.open("/review").await.must_say("1 call to review").must_say("Lumière");
}

#[tokio::test]
async fn switching_a_source_off_ends_its_run_at_the_next_item() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", many(16)).await;
    let source = board.source();
    sources::save(world.pool(), &source, world.now()).await.unwrap();
    let off = async {
        let done = "select count(*) from run_items where outcome is not null";
        while world.count(done).await < 1 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        let mut off = source.clone();
        (off.enabled, off.off_reason) = (false, Some("Its owner complained".into()));
        sources::save(world.pool(), &off, world.now()).await.unwrap();
    };
    let (ended, ()) = tokio::join!(sources::run(&world.state, &source.id, "a story"), off);
    assert_eq!(ended.unwrap(), Some(Ended::Stopped));
    let left = "select count(*) from run_items where outcome is null";
    assert!(world.count(left).await > 0, "it went on to the end");
    let run = sources::latest_runs(world.pool(), Some(&source.id), 1).await.unwrap().remove(0);
    assert_eq!(run.state, "stopped");
    assert_eq!(run.error.as_deref(), Some("the source was switched off"));
}

#[tokio::test]
async fn a_run_is_stopped_by_a_button_and_the_next_one_waits_for_its_time() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", many(2)).await;
    let source = board.source();
    sources::save(world.pool(), &source, world.now()).await.unwrap();
    let run = uuid::Uuid::now_v7();
    sqlx::query(
        "insert into source_runs (id, source_id, worker, asked_by, state, started_at)
         values ($1, 'tidal-board', $1, 'timetable', 'running', $2)",
    )
    .bind(run)
    .bind(world.now())
    .execute(world.pool())
    .await
    .unwrap();
    let mut grace = people::grace(&world).await;
    grace.open(&format!("/sources/tidal-board/runs/{run}")).await;
    let page = grace.press("Stop this run").await;
    page.must_say("It is stopped").must_say("it was stopped by hand");
    page.must_not_say("Stop this run");
    let due = "select count(*) from sources where next_run_at > '2027-03-01T10:00:00Z'";
    assert_eq!(world.count(due).await, 1, "not taken up again at once");
}
