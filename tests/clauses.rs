//! Who may apply, put right by hand: a clause that was misread is struck out, one that was overlooked is
//! put in with words of the call; verdicts follow, and the next scrape changes neither.

use chrono::TimeDelta;

use crate::support::browser::Browser;
use crate::support::calls::{Noticeboard, harbour, kiln};
use crate::support::people;
use crate::support::world::World;

/// A call for people in Oregon, and Grace at its review.
async fn at_the_review() -> (World, Noticeboard, Browser, String) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![harbour()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    let at = grace.follow("Begin with the first").await.at.clone();
    (world, board, grace, at)
}

/// What an artist from Portugal is told about the one call there is.
async fn verdict(world: &World) -> String {
    let mut ada = people::ada(world).await;
    ada.open("/profile").await;
    let answers = [("Where you live", "Portugal"), ("Date or year of birth", "1987")];
    ada.submit("Keep my profile", &answers).await;
    ada.open("/opportunities").await;
    ada.follow(&harbour().title).await.one("#standing")
}

#[tokio::test]
async fn a_clause_that_was_misread_is_struck_out_and_stays_so() {
    let (world, board, mut grace, at) = at_the_review().await;
    let clause = "Strike it out: Required: live in Oregon, United States";
    let page = grace.submit(clause, &[("Why", " ")]).await;
    assert_eq!(page.status, 422);
    page.must_say("Say why, in a few words.");
    let page = grace.submit(clause, &[("Why", "That is where it is shown.")]).await;
    page.must_say("Struck out").must_say("Corrected by Grace Lindqvist on 1 March 2027");
    grace.press("Publish").await;
    board.rewrite("harbour-prize", "The entry fee is $35", "The entry fee is $40");
    world.later(TimeDelta::hours(1));
    world.collect(&board.source()).await;
    grace.open(&at).await;
    grace.press("Take the change over").await.must_say("counts now");
    assert_eq!(verdict(&world).await, "Nothing was found about who may apply.");
    // And it can be taken back.
    grace.open(&at).await;
    grace.press("Take the correction back: Struck out").await.must_not_say("Struck out");
}

#[tokio::test]
async fn a_clause_that_was_overlooked_is_put_in_with_its_words() {
    let world = World::new().await;
    let mut notice = harbour();
    let condition = "Entries from outside the Lower Columbia will be returned unopened.";
    notice.body = notice.body.replace("Open to artists who live in Oregon.", condition);
    let board = Noticeboard::open("Tidal Board", vec![notice]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    let at = grace.follow("Begin with the first").await.at.clone();
    let answers = [
        ("Its words", "Entries from outside the\r\nLower Columbia will be returned"),
        ("What they ask", "To live in one of the countries below"),
        ("Countries", "United States"),
        ("Why", "The reader does not know this valley."),
    ];
    let page = grace.submit("Add the condition", &answers).await;
    page.must_say("Required: live in the United States").must_say("Put in by Grace Lindqvist");
    assert!(page.text_of(".reading-words").iter().any(|words| words.contains("Lower Columbia")));
    grace.press("Publish").await;
    assert_eq!(verdict(&world).await, "You cannot apply.");

    // Another text with the same words somewhere else: the quote is found again.
    board.rewrite(
        "harbour-prize",
        "The Harbour Arts Council announces",
        "Again, the Council announces",
    );
    world.later(TimeDelta::hours(1));
    world.collect(&board.source()).await;
    grace.open(&at).await;
    grace.press("Take the change over").await;
    grace.open(&at).await.must_say("Required: live in the United States").must_not_say("no more");
    // And one without them: it still counts, and a reviewer is told to look.
    board.rewrite("harbour-prize", condition, "Write to us.");
    world.later(TimeDelta::hours(1));
    world.collect(&board.source()).await;
    grace.open(&at).await;
    grace.press("Take the change over").await;
    let page = grace.open(&at).await;
    page.must_say("stand in the text no more").must_say("Required: live in the United States");
}

#[tokio::test]
async fn the_reader_may_be_asked_what_words_say() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow("Begin with the first").await;
    grace
        .submit("Strike it out: Required: be 21 or older at the deadline", &[("Why", "To try")])
        .await
        .must_say("Struck out");
    let words = "Applicants must be at least 21 years old.";
    let answers = [("Its words", words), ("Why", "It was right after all.")];
    let page = grace.submit("Add the condition", &answers).await;
    page.must_say("Required: be 21 or older at the deadline").must_say("Put in by");
}

#[tokio::test]
async fn what_does_not_stand_in_the_text_is_no_evidence() {
    let (world, _board, mut grace, _) = at_the_review().await;
    for (answers, problem) in [
        (&[("Its words", "Open to artists who live in Nevada.")][..], "do not stand in the text"),
        (&[("Its words", "")], "Copy the words that say it"),
        (&[("Its words", "Open")], "A few words more"),
        (&[("Its words", "Finalists are shown at the Harbour Gallery")], "makes nothing of these"),
        (
            &[
                ("Its words", "Open to artists who live in Oregon."),
                ("What they ask", "To be a citizen of one of the countries below"),
                ("Countries", "Atlantis"),
            ],
            "“Atlantis” is not the English name",
        ),
        (
            &[
                ("Its words", "Open to artists who live in Oregon."),
                ("What they ask", "To be of the age below, at the deadline"),
                ("Youngest age", "40"),
                ("Oldest age", "30"),
            ],
            "younger than the youngest",
        ),
    ] {
        let answers: Vec<_> = answers.iter().copied().chain([("Why", "I saw it")]).collect();
        let page = grace.submit("Add the condition", &answers).await;
        assert_eq!(page.status, 422, "{answers:?}");
        let errors = page.text_of("details.reading-correct[open] .field-error").join(" ");
        assert!(errors.contains(problem), "{answers:?}: {errors}");
        assert_eq!(grace.form("Add the condition").value("Its words"), answers[0].1);
    }
    assert_eq!(world.count("select count(*) from corrections").await, 0);
}
