//! Review: admins look at what came in, put it right, publish, reject, merge.

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::support::browser::Browser;
use crate::support::calls::{Noticeboard, harbour, kiln, lumiere, many, news};
use crate::support::people;
use crate::support::world::World;

/// Three calls that wait, and Grace at the first.
async fn three_wait() -> (World, Noticeboard, Browser) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour(), lumiere()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    (world, board, grace)
}

/// Where the form goes that corrects this fact of the call on the page.
fn correcting(browser: &Browser, fact: &str) -> String {
    let at = browser.page().at.split('?').next().unwrap().to_owned();
    let call = at.split('/').nth(2).unwrap();
    format!("/review/{call}/correct/{fact}")
}

#[tokio::test]
async fn what_closes_soonest_is_first_in_the_queue() {
    let (_world, _board, grace) = three_wait().await;
    let titles = grace.page().text_of(".ledger-title");
    assert_eq!(titles, [kiln().title, lumiere().title, harbour().title]);
    grace.page().must_say("3 calls to review");
}

#[tokio::test]
async fn each_fact_stands_beside_the_words_it_was_read_from() {
    let (_world, _board, mut grace) = three_wait().await;
    let page = grace.follow(&kiln().title).await;
    let facts: Vec<String> = page
        .text_of(".reading:not(.reading-add)")
        .iter()
        .map(|fact| {
            fact.split("\nCorrect")
                .next()
                .unwrap()
                .split("\nStrike out")
                .next()
                .unwrap()
                .replace('\n', " | ")
        })
        .collect();
    assert_snapshot!(facts.join("\n"), @r"
    Title | Kiln House Residency 2027 | Kiln House Residency 2027
    Who calls | Kiln House Foundation | Kiln House Foundation
    Kind | Residency | Residency
    Deadline | 30 April 2027 | Deadline: 30 April 2027, 17:00 CET
    Entry fee | No entry fee | no application fee
    To the artist | €2,400; Studio | Residents receive a studio, a room and a stipend of €2,400.
    Place | Évora, Portugal | Évora, Portugal
    Disciplines | Ceramics | Kiln
    Where to apply | Not stated
    Who may apply | Required: be 21 or older at the deadline | Applicants must be at least 21 years old.
    Who may apply | Required: be anyone, from anywhere | Artists of any nationality may apply.
    In kind | Studio | Residents receive a studio, a room and a stipend of €2,400.
    Portfolio | Asked for; no limits stated | portfolio
    Images of works | 10 | ten images
    Artist statement | Asked for; no limits stated | short statement
    ");
    // Its own words are on the page, and every quote leads to its place there.
    page.must_say("Travel is not covered.");
    assert!(!page.text_of(".reading-words a[href^='#quote-']").is_empty());
}

#[tokio::test]
async fn publishing_shows_it_to_everyone_and_leads_to_the_next() {
    let (world, _board, mut grace) = three_wait().await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_not_say(&kiln().title);
    grace.follow(&kiln().title).await;
    let page = grace.press("Publish").await;
    page.must_say("“Kiln House Residency 2027” is published.");
    page.must_say(&lumiere().title).must_say("1 of 2");
    visitor.open("/opportunities").await.must_say(&kiln().title);
    visitor.follow(&kiln().title).await.must_say("Last checked");
}

#[tokio::test]
async fn the_queue_counts_the_same_days_as_every_other_page() {
    let (world, _board, mut grace) = three_wait().await;
    world.later(TimeDelta::days(20));
    // A deadline with a zone, one without, one in a zone far behind.
    for notice in [kiln(), lumiere(), harbour()] {
        let queue = grace.open("/review").await;
        let at = queue.text_of(".ledger-title").iter().position(|t| *t == notice.title).unwrap();
        let said = queue.text_of("tbody .deadline-left").remove(at);
        assert!(said.starts_with("in ") && said.ends_with(" days"), "{said}");
        let page = grace.follow(&notice.title).await;
        assert_eq!(page.one(".card .deadline-left"), said, "{}", notice.title);
    }
}

#[tokio::test]
async fn what_has_closed_is_last_in_the_queue() {
    let (world, _board, mut grace) = three_wait().await;
    world.later(TimeDelta::days(65));
    people::sign_in(&mut grace, "grace@example.org", people::PASSWORD).await;
    let titles = grace.open("/review").await.text_of(".ledger-title");
    assert_eq!(titles, [lumiere().title, harbour().title, kiln().title]);
    let page = grace.follow("Begin with the first").await;
    page.must_say("1 of 3").must_say(&lumiere().title);
}

/// A call without a year, and Grace at its page.
async fn a_doubtful_one() -> (World, Noticeboard, Browser) {
    let world = World::new().await;
    let mut doubtful = lumiere();
    doubtful.body = doubtful.body.replace("12 mai 2027", "12 mai");
    let board = Noticeboard::open("Tidal Board", vec![doubtful]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow("Begin with the first").await;
    (world, board, grace)
}

#[tokio::test]
async fn what_is_doubtful_is_asked_about_once_before_it_is_published() {
    let (world, _board, mut grace) = a_doubtful_one().await;
    let page = grace.press("Publish").await;
    assert_eq!(page.status, 422);
    page.must_say("Publish it all the same?").must_say("12 mai” has no year");
    assert_eq!(page.text_of("button[autofocus]"), ["Publish all the same a"]);
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await.must_not_say("Lumière");
    grace.press("Publish all the same").await.must_say("is published.");
    visitor.open("/opportunities").await.must_say("Lumière");
}

#[tokio::test]
async fn what_was_put_right_is_not_asked_about() {
    let (_world, _board, mut grace) = a_doubtful_one().await;
    let form = correcting(&grace, "deadline");
    let answers = [("Last day", "2027-05-12"), ("Why", "They confirmed the year.")];
    grace.submit(&form, &answers).await.must_not_say("has no year");
    grace.press("Publish").await.must_say("is published.");
}

#[tokio::test]
async fn what_changed_since_the_question_is_asked_about_again() {
    let (world, board, mut grace) = a_doubtful_one().await;
    grace.press("Publish").await;
    board.rewrite("lumiere", "12 mai", "19 mai");
    world.collect(&board.source()).await;
    let page = grace.press("Publish all the same").await;
    assert_eq!(page.status, 409, "these words were not shown");
    page.must_say("changed while you looked").must_say("19 mai");
    let page = grace.press("Publish").await;
    assert_eq!(page.status, 422);
    page.must_say("Publish it all the same?").must_say("19 mai” has no year");
}

#[tokio::test]
async fn a_published_call_that_turns_into_something_else_is_asked_about() {
    let (world, board, mut grace) = three_wait().await;
    grace.follow(&kiln().title).await;
    let at = grace.page().at.clone();
    grace.press("Publish").await;
    board.replace("kiln-house", news());
    world.later(TimeDelta::days(1));
    world.collect(&board.source()).await;
    let page = grace.open(&at).await;
    // Both texts are there to compare, each with its own words.
    page.must_say("As it was published")
        .must_say("As it reads now")
        .must_say("Thank you to all who came.");
    let page = grace.press("Take the change over").await;
    page.must_say("Take the change over all the same?").must_say("does not read like a call");
    grace.follow("No, look again").await.must_not_say("all the same");
}

#[tokio::test]
async fn a_wrong_correction_shows_the_form_again_with_what_was_typed() {
    let (world, _board, mut grace) = three_wait().await;
    grace.follow(&kiln().title).await;
    let form = correcting(&grace, "deadline");
    let answers = [("Last day", "the ides of May"), ("Zone", "Mars/Olympus"), ("Why", "")];
    let page = grace.submit(&form, &answers).await;
    assert_eq!(page.status, 422);
    page.must_say("Write a day like 2027-03-31.").must_say("Say why, in a few words.");
    let again = grace.form(&form);
    assert_eq!(again.value("Last day"), "the ides of May");
    assert_eq!(again.value("Zone"), "Mars/Olympus");
    assert_eq!(world.count("select count(*) from corrections").await, 0);
    // Only the form in question is unfolded.
    assert_eq!(grace.page().text_of("details.reading-correct[open]").len(), 1);
}

#[tokio::test]
async fn a_correction_is_kept_with_who_and_why_and_survives_the_next_scrape() {
    let (world, board, mut grace) = three_wait().await;
    grace.follow(&harbour().title).await;
    let review = grace.page().at.clone();
    let form = correcting(&grace, "deadline");
    let answers = [("Last day", "2027-05-20"), ("Why", "Their page on entries says the 20th.")];
    let page = grace.submit(&form, &answers).await;
    page.must_say("Corrected by Grace Lindqvist on 1 March 2027: Their page on entries");
    page.must_say("20 May 2027");
    grace.press("Publish").await;
    board.rewrite("harbour-prize", "The entry fee is $35", "The entry fee is $40");
    world.later(TimeDelta::days(1));
    world.collect(&board.source()).await;
    grace.open(&review).await;
    assert!(!grace.page().one(".review-change").contains("May"), "{}", grace.page().text());
    grace.press("Take the change over").await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&harbour().title).await;
    page.must_say("20 May 2027").must_say("US$40").must_say("Corrected by");
}

#[tokio::test]
async fn a_correction_can_be_taken_back() {
    let (_world, _board, mut grace) = three_wait().await;
    grace.follow(&kiln().title).await;
    let form = correcting(&grace, "title");
    let answers = [("Title", "Kiln House"), ("Why", "Shorter.")];
    let page = grace.submit(&form, &answers).await;
    assert_eq!(page.one(".card-title"), "Kiln House");
    let page = grace.press("Take the correction back: Title").await;
    assert_eq!(page.one(".card-title"), kiln().title);
    page.must_not_say("Corrected by Grace").must_say("took a correction back");
}

#[tokio::test]
async fn rejecting_asks_for_a_reason_and_can_be_taken_back() {
    let (world, _board, mut grace) = three_wait().await;
    grace.follow(&kiln().title).await;
    let review = grace.page().at.clone();
    let page = grace.submit("Reject this call", &[("Why", " ")]).await;
    assert_eq!(page.status, 422);
    page.must_say("Say why, in a few words");
    assert!(page.html.contains("autofocus"), "the reason has the focus");
    let long = "a".repeat(1_001);
    let page = grace.submit("Reject this call", &[("Why", &long)]).await;
    page.must_say("At most 1000 characters");
    assert_eq!(grace.form("Reject this call").value("Why"), long);
    grace.submit("Reject this call", &[("Why", "Not for visual artists")]).await;
    grace.open("/review").await.must_say("2 calls to review").must_not_say(&kiln().title);
    let page = grace.open(&review).await;
    page.must_say("rejected (Not for visual artists), by Grace Lindqvist");
    grace.press("Take the rejection back").await;
    grace.open("/review").await.must_say("3 calls to review");
    assert_eq!(world.count("select count(*) from decisions").await, 2);
}

#[tokio::test]
async fn a_rejection_of_what_was_published_is_undone_to_where_it_stood() {
    let (world, _board, mut grace) = three_wait().await;
    grace.follow(&kiln().title).await;
    let review = grace.page().at.clone();
    grace.press("Publish").await;
    let published = "select count(*) from opportunities where state = 'published'";
    for way in ["Undo", "Take the rejection back"] {
        grace.open(&review).await;
        grace.submit("Reject this call", &[("Why", "A slip")]).await.must_say("is rejected.");
        assert_eq!(world.count(published).await, 0);
        if way != "Undo" {
            grace.open(&review).await;
        }
        grace.press(way).await.must_say("It is published again.");
        assert_eq!(world.count(published).await, 1, "{way}");
        world.visitor().open("/opportunities").await.must_say(&kiln().title);
    }
    // One that went back into the queue before it was rejected goes back there.
    grace.open(&review).await;
    grace.press("Take it back into the queue").await;
    grace.submit("Reject this call", &[("Why", "A slip")]).await;
    grace.press("Undo").await.must_say("It is in the queue again.");
    assert_eq!(world.count(published).await, 0);
}

#[tokio::test]
async fn a_rejected_call_does_not_come_back_by_itself() {
    let (world, board, mut grace) = three_wait().await;
    grace.follow(&kiln().title).await;
    grace.submit("Reject this call", &[("Why", "A hoax")]).await;
    board.rewrite("kiln-house", "30 April 2027", "14 May 2027");
    world.later(TimeDelta::days(1));
    world.collect(&board.source()).await;
    grace.open("/review").await.must_say("2 calls to review").must_not_say(&kiln().title);
}

#[tokio::test]
async fn two_admins_at_once_the_second_is_told() {
    let (world, _board, mut grace) = three_wait().await;
    let mut henry = people::henry(&world).await;
    grace.follow(&kiln().title).await;
    let at = grace.page().at.clone();
    henry.open(&at).await;
    grace.press("Publish").await;
    let page = henry.press("Publish").await;
    page.must_say("“Kiln House Residency 2027” is published already, by Grace Lindqvist.");
    // And goes on with what waits.
    page.must_say("1 of 2").must_say(&lumiere().title);
    let decisions = "select count(*) from decisions where action = 'publish'";
    assert_eq!(world.count(decisions).await, 1);
}

#[tokio::test]
async fn a_change_can_be_set_aside() {
    let (world, board, mut grace) = three_wait().await;
    grace.follow(&kiln().title).await;
    let at = grace.page().at.clone();
    grace.press("Publish").await;
    board.rewrite("kiln-house", "€2,400", "€1,400");
    world.later(TimeDelta::days(1));
    world.collect(&board.source()).await;
    grace.open(&at).await.must_say("What changed since it was published");
    grace.press("Keep what is published").await.must_say("What is published stays.");
    grace.open("/review").await.must_not_say("Changed");
    // Seen again in the same words, it is no news.
    world.collect(&board.source()).await;
    grace.open("/review").await.must_not_say("Changed");
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    visitor.follow(&kiln().title).await.must_say("2,400").must_not_say("1,400");
}

#[tokio::test]
async fn a_call_that_is_not_there_is_a_404_in_the_review_too() {
    let (_world, _board, mut grace) = three_wait().await;
    for path in ["/review/nonsense", "/review/018f0000-0000-7000-8000-000000000000"] {
        assert_eq!(grace.knock(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_calls_of_one_source_are_looked_at_and_rejected_together() {
    let world = World::new().await;
    let tidal = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let spam = Noticeboard::open("Spam Board", many(5)).await;
    world.collect(&tidal.source()).await;
    world.collect(&spam.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await.must_say("6 calls to review");
    let page = grace.follow("Spam Board 5").await;
    page.must_say("5 calls to review").must_not_say(&kiln().title);
    // Nothing is chosen, then no reason is given: it is said, and nothing is rejected.
    let page = grace.submit("Reject those that are ticked", &[("Why", "Made up")]).await;
    assert_eq!(page.status, 422);
    page.must_say("Tick the calls that are to be rejected.");
    let ticked = page.text_of(".ledger-title").remove(1);
    let answers = [(ticked.as_str(), "yes"), ("Why", " ")];
    let page = grace.submit("Reject those that are ticked", &answers).await;
    page.must_say("Say why, in a few words");
    let answers = [(ticked.as_str(), "yes"), ("Why", "Made up")];
    grace.submit("Reject those that are ticked", &answers).await.must_say("1 call is rejected.");
    grace.page().must_say("5 calls to review").must_not_say(&ticked);
    grace.follow("Spam Board 4").await;
    world.later(TimeDelta::minutes(1));
    let button = "Reject every new call of Spam Board";
    grace.submit(button, &[("Why", "All made up")]).await.must_say("4 calls are rejected.");
    let undo = grace.form("Undo");
    grace.open("/review").await.must_say("1 call to review").must_say(&kiln().title);
    let page = grace.open("/review/decisions?what=reject").await;
    assert_eq!(page.text().matches("made up").count(), 4);
    assert_eq!(page.text_of(".ledger-title").len(), 5);
    // As one it was done, and as one it is undone, once.
    grace.send(&undo).await.must_say("4 calls are in the queue again.");
    assert_eq!(grace.send(&undo).await.status, 409);
}
