//! What leaves a trace: changes of pages, decisions, and what happened while somebody looked.

use chrono::TimeDelta;

use proletto::features::sources::from_toml;

use crate::support::browser::Browser;
use crate::support::calls::{Noticeboard, harbour, kiln, lumiere};
use crate::support::people;
use crate::support::site::{Answer, Site};
use crate::support::world::World;

/// Two calls that wait, and Grace at the page of the first.
async fn at_the_first() -> (World, Noticeboard, Browser) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), lumiere()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow(&kiln().title).await;
    (world, board, grace)
}

#[tokio::test]
async fn a_change_of_a_trusted_source_counts_at_once_and_can_be_seen_everywhere() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await.must_not_say("Changed by themselves");
    board.rewrite("kiln-house", "30 April 2027", "14 May 2027");
    world.later(TimeDelta::days(1));
    world.collect(&source).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_say("14 May 2027");

    // In the run, which leads to the call's history.
    grace.open("/sources/tidal-board").await;
    grace.follow("today, 09:02 UTC").await.must_say("Deadline: 30 April 2027");
    let page = grace.follow(&format!("See what changed: {}", kiln().title)).await;
    let history = page.text_of("section[aria-labelledby=history] .diff").join("\n");
    assert!(history.contains("30 April 2027") && history.contains("14 May 2027"), "{history}");
    assert!(!history.contains("Entry fee"), "only what changed: {history}");
    page.must_say("took a change over, by trusted source");

    // In the review and among the decisions, for a while.
    grace.open("/review").await.must_say("Changed by themselves").must_say("14 May 2027");
    let page = grace.follow("What was decided lately").await;
    page.must_say("Took a change over").must_say("trusted source").must_say("14 May 2027");
    world.later(TimeDelta::days(8));
    grace.open("/review").await.must_not_say("Changed by themselves");
}

#[tokio::test]
async fn other_words_alone_are_no_change_of_a_fact() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    board.rewrite("kiln-house", "Send a portfolio", "Please send a portfolio");
    world.collect(&source).await;
    let mut grace = people::grace(&world).await;
    grace.open("/sources/tidal-board").await;
    grace.follow("today, 09:02 UTC").await.must_say("other words; no fact is different");
    assert_eq!(world.count("select count(*) from decisions where changes is not null").await, 0);
}

#[tokio::test]
async fn what_a_waiting_call_said_before_stays_in_its_history() {
    let (world, board, mut grace) = at_the_first().await;
    let at = grace.page().at.clone();
    board.rewrite("kiln-house", "€2,400", "€1,400");
    world.collect(&board.source()).await;
    let page = grace.open(&at).await;
    page.must_say("its page changed, by Tidal Board");
    let diff = page.one("section[aria-labelledby=history] .diff");
    assert!(diff.contains("€2,400") && diff.contains("€1,400"), "{diff}");
}

#[tokio::test]
async fn a_correction_is_in_the_history_with_what_was_before_and_why() {
    let (_world, _board, mut grace) = at_the_first().await;
    let form = format!("{}/correct/deadline", grace.page().at);
    let answers = [("Last day", "2027-05-20"), ("Why", "They said so.")];
    let page = grace.submit(&form, &answers).await;
    page.must_say("corrected (deadline: They said so.), by Grace Lindqvist");
    let diff = page.one("section[aria-labelledby=history] .diff");
    assert!(diff.contains("30 April 2027") && diff.contains("20 May 2027"), "{diff}");
}

#[tokio::test]
async fn what_changed_while_somebody_looked_is_shown_and_not_published() {
    let (world, board, mut grace) = at_the_first().await;
    let call = grace.page().at.clone();
    board.rewrite("kiln-house", "30 April 2027", "14 May 2027");
    world.collect(&board.source()).await;
    let page = grace.press("Publish").await;
    assert_eq!(page.status, 409);
    let meanwhile = page.one(".review-meanwhile");
    assert!(meanwhile.contains("changed while you looked"), "{meanwhile}");
    assert!(
        meanwhile.contains("30 April 2027") && meanwhile.contains("14 May 2027"),
        "{meanwhile}"
    );
    assert_eq!(world.count("select count(*) from decisions where action = 'publish'").await, 0);

    // Another admin puts something right: that is told as well.
    let mut henry = people::henry(&world).await;
    henry.open(&call).await;
    let answers = [("Title", "Kiln House"), ("Why", "Shorter.")];
    henry.submit(&format!("{call}/correct/title"), &answers).await;
    let page = grace.press("Publish").await;
    assert_eq!(page.status, 409);
    let meanwhile = page.one(".review-meanwhile");
    assert!(meanwhile.contains("Shorter.), by Henry Achterberg"), "{meanwhile}");
    assert!(!meanwhile.contains("14 May 2027"), "that was seen: {meanwhile}");

    // What is seen now is published.
    grace.press("Publish").await.must_say("“Kiln House” is published.");
}

#[tokio::test]
async fn what_another_admin_rejected_is_not_published_over_their_head() {
    let (world, _board, mut grace) = at_the_first().await;
    let mut henry = people::henry(&world).await;
    henry.open(&grace.page().at.clone()).await;
    henry.submit("Reject this call", &[("Why", "A hoax")]).await;
    let page = grace.press("Publish").await;
    assert_eq!(page.status, 409);
    assert!(page.one(".review-meanwhile").contains("rejected (A hoax), by Henry"));
}

#[tokio::test]
async fn a_change_that_was_not_seen_is_not_taken_over() {
    let (world, board, mut grace) = at_the_first().await;
    let call = grace.page().at.clone();
    grace.press("Publish").await;
    board.rewrite("kiln-house", "€2,400", "€1,400");
    world.collect(&board.source()).await;
    grace.open(&call).await;
    board.rewrite("kiln-house", "€1,400", "€400");
    world.collect(&board.source()).await;
    let page = grace.press("Take the change over").await;
    assert_eq!(page.status, 409);
    let meanwhile = page.one(".review-meanwhile");
    assert!(meanwhile.contains("€1,400") && meanwhile.contains("€400"), "{meanwhile}");
    grace.press("Take the change over").await.must_say("counts now");
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_say("€400");
}

#[tokio::test]
async fn a_change_that_was_taken_over_by_mistake_is_taken_back() {
    let (world, board, mut grace) = at_the_first().await;
    let call = grace.page().at.clone();
    grace.press("Publish").await;
    board.rewrite("kiln-house", "€2,400", "€1,400");
    world.collect(&board.source()).await;
    grace.open(&call).await;
    grace.press("Take the change over").await.must_say("counts now");
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_say("€1,400");
    let undo = grace.form("Undo");
    let page = grace.press("Undo").await;
    page.must_say("the change waits for a look").must_say("took a change back, by Grace");
    visitor.open("/opportunities").await.must_say("€2,400").must_not_say("€1,400");
    // It waits as before, and is taken over after all.
    grace.open("/review").await.must_say("Changed");
    grace.open(&call).await;
    grace.press("Take the change over").await.must_say("counts now");
    visitor.open("/opportunities").await.must_say("€1,400");
    // What counts by then is not undone by an old button.
    board.rewrite("kiln-house", "€1,400", "€400");
    world.collect(&board.source()).await;
    grace.open(&call).await;
    grace.press("Take the change over").await.must_say("counts now");
    let page = grace.send(&undo).await;
    assert_eq!(page.status, 409);
    page.must_say("That change does not count any more");
    visitor.open("/opportunities").await.must_say("€400");
}

#[tokio::test]
async fn a_second_press_says_what_the_first_did() {
    let (world, _board, mut grace) = at_the_first().await;
    let call = grace.page().at.clone();
    let mut henry = people::henry(&world).await;
    for one in [&mut grace, &mut henry] {
        one.open(&call).await;
    }
    grace.submit("Reject this call", &[("Why", "A hoax")]).await.must_say("is rejected.");
    let page = henry.submit("Reject this call", &[("Why", "A hoax, I think")]).await;
    page.must_say(&format!("“{}” is rejected already, by Grace Lindqvist.", kiln().title));
    henry.press("Undo").await.must_say("It is in the queue again.");
    grace.press("Undo").await.must_say("It is in the queue already.");
    assert_eq!(world.count("select count(*) from decisions where action = 'reject'").await, 1);
}

#[tokio::test]
async fn who_slipped_takes_it_back_at_once() {
    let (world, _board, mut grace) = at_the_first().await;
    let page = grace.press("Publish").await;
    assert!(page.one(".flash").contains("Open it"), "{}", page.one(".flash"));
    let page = grace.press("Undo").await;
    page.must_say("It is in the queue again.").must_say(&kiln().title);
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_not_say(&kiln().title);
    let page = grace.submit("Reject this call", &[("Why", "Not art")]).await;
    page.must_say("“Kiln House Residency 2027” is rejected.");
    grace.press("Undo").await.must_say("It is in the queue again.");
    grace.open("/review").await.must_say("2 calls to review");
}

#[tokio::test]
async fn what_was_decided_is_found_again_days_later() {
    let (_world, _board, mut grace) = at_the_first().await;
    grace.submit("Reject this call", &[("Why", "Not art")]).await;
    grace.press("Publish").await;
    grace.open("/review").await;
    let page = grace.follow("What was decided lately").await;
    assert_eq!(page.text_of(".ledger-title"), [lumiere().title, kiln().title]);
    page.must_say("Not art").must_say("Grace Lindqvist");
    let page = grace.follow("Rejected").await;
    assert_eq!(page.text_of(".ledger-title"), [kiln().title]);
    grace.follow(&kiln().title).await;
    grace.press("Take the rejection back").await.must_say("It is in the queue again.");
}

#[tokio::test]
async fn only_keys_that_do_something_are_offered() {
    let (_world, _board, mut grace) = at_the_first().await;
    let keys = |page: &crate::support::browser::Page| page.one(".keys").replace('\n', " ");
    let at = grace.page().at.clone();
    assert!(!keys(grace.page()).contains("k previous"), "it is the first");
    assert!(keys(grace.page()).contains("j next") && keys(grace.page()).contains("a publish"));
    grace.submit("Reject this call", &[("Why", "Not art")]).await;
    let page = grace.open(&at).await;
    let said = keys(page);
    for none in ["j next", "k previous", "r reject"] {
        assert!(!said.contains(none), "{said}");
    }
    assert!(said.contains("a publish") && said.contains("u take it back"), "{said}");
    assert!(page.text_of("details.review-reject").is_empty());
    grace.press("Publish").await;
    let said = keys(grace.open(&at).await);
    assert!(!said.contains("a publish") && said.contains("r reject"), "{said}");
}

#[tokio::test]
async fn a_hidden_call_is_brought_back_from_the_message() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour()]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    ada.open("/matches").await;
    let page = ada.press(&format!("Hide: {}", kiln().title)).await;
    assert_eq!(page.text_of(".match .card-title"), [harbour().title]);
    ada.press("Undo").await;
    let titles = ada.open("/matches").await.text_of(".match .card-title");
    assert!(titles.contains(&kiln().title), "{titles:?}");
}

#[tokio::test]
async fn a_call_is_saved_or_hidden_and_never_both() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    let counts = async |ada: &mut Browser| -> Vec<String> {
        ada.open("/matches").await.text_of(".tabs a")[..3].to_vec()
    };
    ada.open("/matches").await;
    ada.press(&format!("Save: {}", kiln().title)).await;
    assert_eq!(counts(&mut ada).await, ["For you 1", "Saved 1", "Hidden 0"]);
    ada.press(&format!("Hide: {}", kiln().title)).await;
    assert_eq!(counts(&mut ada).await, ["For you 0", "Saved 0", "Hidden 1"]);
    ada.open("/matches?show=hidden").await;
    ada.press(&format!("Save: {}", kiln().title)).await;
    assert_eq!(counts(&mut ada).await, ["For you 1", "Saved 1", "Hidden 0"]);
    // What was saved is saved again when hiding it was a slip.
    ada.press(&format!("Hide: {}", kiln().title)).await;
    ada.press("Undo").await;
    assert_eq!(counts(&mut ada).await, ["For you 1", "Saved 1", "Hidden 0"]);
}

#[tokio::test]
async fn a_passage_set_as_a_title_is_cut_and_told_in_the_summary() {
    let world = World::new().await;
    let mut notice = kiln();
    notice.title = format!("Kiln House Residency {}", "kiln".repeat(700));
    let board = Noticeboard::open("Tidal Board", vec![notice]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    let page = grace.follow("Begin with the first").await;
    let title = page.one(".card-title");
    assert!(title.chars().count() <= 201 && title.ends_with('…'), "{title}");
}

#[tokio::test]
async fn a_run_lists_each_call_of_a_page_that_holds_several() {
    let world = World::new().await;
    let site = Site::open(|asked| {
        let call = |name: &str, due: &str| {
            format!(
                "<h2>{name}</h2><p>The town looks for an artist to make a lasting work, together with \
                 those who live around it. Artists of any place and age may send a letter and six \
                 pictures.</p><p>Deadline: {due}</p>"
            )
        };
        match asked.path.as_str() {
            "/calls" => Answer::page(&format!(
                "<title>Halm</title><main><h1>Open calls</h1><p>For our readers.</p>{}{}</main>",
                call("A Gate for Halm Square", "3 May 2027"),
                call("A Mural in Brode", "9 June 2027")
            )),
            _ => Answer::not_found(),
        }
    })
    .await;
    let mut source = from_toml(&format!(
        "id = \"halm\"\nname = \"Halm\"\nhome = \"{home}\"\naddress = \"{calls}\"\n\
         region = \"everywhere\"\nschedule = \"0 3 * * *\"\nterms = \"Ours.\"\nenabled = true\n\
         [adapter]\nkind = \"page\"",
        home = site.url("/"),
        calls = site.url("/calls"),
    ))
    .unwrap();
    source.delay = 0;
    world.collect(&source).await;
    let mut grace = people::grace(&world).await;
    grace.open("/sources/halm").await;
    let page = grace.follow("today, 09:01 UTC").await;
    assert_eq!(page.text_of(".ledger-parts li").len(), 2, "one page, two calls: {}", page.text());
    page.must_say("A Gate for Halm Square New").must_say("A Mural in Brode New");
    grace.follow("Open the call: A Mural in Brode").await.must_say("9 June 2027");
}
