//! How one applies: an artist reads what to hand in, how and when; a reviewer strikes out what was misread;
//! programs are told the same; what a better reader adds needs no second look.

use chrono::TimeDelta;
use proletto::features::sources::REREAD;
use proletto::platform::jobs::{self, Outcome};
use serde_json::Value;

use crate::support::browser::{Browser, Page};
use crate::support::calls::{Notice, Noticeboard, harbour, kiln};
use crate::support::people;
use crate::support::world::World;

/// A residency that says all of it.
fn granary() -> Notice {
    let mut notice = kiln();
    notice.body = notice.body.replace(
        "Send a portfolio of ten images and a short statement.",
        "How to apply

Please submit an artist statement (max. 300 words), a CV of two pages and ten to fifteen images (JPG, up to 5 MB).

Applications must be written in English or Portuguese and sent by email to open@granary.example.

AI-generated images are not accepted.

Applicants will be notified by 20 June 2027.

Residency dates: 6 September to 17 October 2027",
    );
    notice
}

/// The lines of a section of a call's page: what each is about and what it says.
fn lines(page: &Page, heading: &str) -> Vec<String> {
    let sections = page.text_of(".call-facts section");
    let own = sections.iter().find(|section| section.starts_with(heading)).expect(heading);
    let about: Vec<&str> = own.lines().skip(1).collect();
    about.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The call published, and Grace at its review.
async fn published(notice: Notice) -> (World, Noticeboard, Browser, String) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![notice]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    let at = grace.follow("Begin with the first").await.at.clone();
    grace.press("Publish").await;
    if grace.page().status == 422 {
        grace.press("Publish all the same").await;
    }
    grace.page().must_say("is published");
    (world, board, grace, at)
}

#[tokio::test]
async fn an_artist_reads_what_to_hand_in_how_and_when() {
    let (world, _board, _, _) = published(granary()).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    let asked = lines(page, "What to hand in").join(" | ");
    for said in
        ["Artist statement", "up to 300 words", "CV", "2 pages", "10 to 15; up to 5 MB; JPG"]
    {
        assert!(asked.contains(said), "{said}: {asked}");
    }
    let how = lines(page, "How to apply").join(" | ");
    for said in ["By e-mail to open@granary.example", "English", "Portuguese", "Not allowed"] {
        assert!(how.contains(said), "{said}: {how}");
    }
    let dates = lines(page, "Key dates").join(" | ");
    for said in ["Results", "20 June 2027", "Residency", "6 September to 17 October 2027"] {
        assert!(dates.contains(said), "{said}: {dates}");
    }
    // Each with its own words on demand.
    let quotes = page.text_of(".call-facts section details mark");
    for words in ["artist statement (max. 300 words", "notified by 20 June 2027"] {
        assert!(quotes.iter().any(|quote| quote == words), "{words}: {quotes:?}");
    }
}

#[tokio::test]
async fn a_fee_that_rises_is_told_step_by_step_and_counts_as_it_is_on_the_day() {
    let mut notice = harbour();
    notice.body = notice.body.replace(
        "The entry fee is $35 for up to three works.",
        "Entry fee: $25 until March 3, $35 until April 20, $45 until May 15; students free.",
    );
    let (world, _board, _, _) = published(notice).await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    let answers =
        [("The most you would pay to enter", "30"), ("In", "USD"), ("Are you a student?", "No")];
    ada.submit("Keep my profile", &answers).await;
    ada.open("/opportunities").await;
    let page = ada.follow(&harbour().title).await;
    for said in [
        "US$25 until 3 March 2027",
        "US$35 until 20 April 2027",
        "US$45 until 15 May 2027",
        "free for students",
        "Entering costs US$25 until 3 March 2027, within what you would pay",
    ] {
        page.must_say(said);
    }
    world.later(TimeDelta::days(3));
    ada.open("/opportunities").await;
    ada.follow(&harbour().title)
        .await
        .must_say("Entering costs US$35 until 20 April 2027, more than you would pay");
}

#[tokio::test]
async fn what_a_call_does_not_say_is_said_to_be_unknown() {
    let mut notice = harbour();
    notice.body = notice.body.replace(" Painters are invited to enter up to three works.", "");
    let (world, _board, _, _) = published(notice).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&harbour().title).await;
    assert!(lines(page, "What to hand in").join(" ").contains("Not stated"));
    let how = lines(page, "How to apply").join(" ");
    assert!(how.contains("Not stated") && how.contains("Not mentioned"), "{how}");
    assert!(lines(page, "Key dates").join(" ").contains("None stated"));
}

#[tokio::test]
async fn what_was_misread_is_struck_out_and_stays_so() {
    let (world, board, mut grace, at) = published(granary()).await;
    grace.open(&at).await;
    let strike = "Strike it out: Residency: 6 September to 17 October 2027";
    let page = grace.submit(strike, &[("Why", "")]).await;
    assert_eq!(page.status, 422);
    page.must_say("Say why, in a few words.");
    let page = grace.submit(strike, &[("Why", "That is the year before.")]).await;
    page.must_say("Struck out").must_say("Does not count");
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    assert!(!lines(page, "Key dates").join(" ").contains("Residency"));

    // Its words stand elsewhere in the next text, and it stays struck out.
    board.rewrite("kiln-house", "Travel is not covered.", "Travel is not covered, nor are meals.");
    world.later(TimeDelta::hours(1));
    world.collect(&board.source()).await;
    grace.open(&at).await;
    grace.press("Take the change over").await;
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    let dates = lines(page, "Key dates").join(" ");
    assert!(!dates.contains("Residency") && dates.contains("20 June 2027"), "{dates}");
    // And it can be taken back.
    grace.open(&at).await;
    grace.press("Take the correction back: Struck out").await.must_not_say("Struck out");
}

#[tokio::test]
async fn what_was_overlooked_is_put_in_with_its_words_and_stays_so() {
    let mut notice = granary();
    notice.body.push_str(
        "\n\nThe kiln is yours day and night. Bring your hands to the wheel test. The doors open to the \
         neighbours on the last Sunday, 17 October 2027.",
    );
    let (world, board, mut grace, at) = published(notice).await;
    grace.open(&at).await;
    let form = format!("{at}/correct/also_said");
    let benefit = "In kind: Studio";
    for (words, what, told) in [
        ("The kiln is mine", benefit, "do not stand in the text"),
        ("The kiln is yours day and night", "What the reader understands by them", "makes nothing"),
        ("The kiln is yours day and night", "Date: Opening", "Type the day"),
    ] {
        let answers = [("Its words", words), ("What they say", what), ("Why", "I read it.")];
        let page = grace.submit(&form, &answers).await;
        assert_eq!(page.status, 422, "{words}");
        page.must_say(told);
    }
    for answers in [
        vec![
            ("Its words", "The kiln is yours day and night"),
            ("What they say", "In kind: Technical support"),
        ],
        vec![
            ("Its words", "Bring your hands to the wheel test"),
            ("What they say", "To hand in: Work samples"),
        ],
        vec![
            ("Its words", "The doors open to the neighbours on the last Sunday"),
            ("What they say", "Date: Opening"),
            ("Day", "2027-10-17"),
        ],
    ] {
        let mut answers = answers;
        answers.push(("Why", "I read it."));
        grace.submit(&form, &answers).await.must_say("Put in by Grace Lindqvist");
    }
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    assert!(lines(page, "What to hand in").join(" ").contains("Work samples"));
    let dates = lines(page, "Key dates").join(" | ");
    assert!(dates.contains("Opening") && dates.contains("17 October 2027"), "{dates}");
    let quotes = page.text_of(".call-facts mark");
    assert!(quotes.iter().any(|quote| quote == "The kiln is yours day and night"), "{quotes:?}");

    // Its words stand elsewhere in the next text, and it still counts, until it is taken back.
    board.rewrite("kiln-house", "Travel is not covered.", "Travel is not covered, nor are meals.");
    world.later(TimeDelta::hours(1));
    world.collect(&board.source()).await;
    grace.open(&at).await;
    if grace.page().says("Take the change over") {
        grace.press("Take the change over").await;
    }
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    assert!(lines(page, "What to hand in").join(" ").contains("Work samples"));
    grace.open(&at).await;
    grace.press("Take the correction back: Work samples").await;
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    assert!(!lines(page, "What to hand in").join(" ").contains("Work samples"));
}

#[tokio::test]
async fn programs_are_told_the_same_with_the_words_it_rests_on() {
    let (world, _board, _, _) = published(granary()).await;
    let mut program = world.visitor();
    let list: Value =
        serde_json::from_str(&program.open("/api/v1/opportunities").await.html).unwrap();
    let slug = list["items"][0]["slug"].as_str().unwrap();
    let at = format!("/api/v1/opportunities/{slug}");
    let call: Value = serde_json::from_str(&program.open(&at).await.html).unwrap();
    let facts = &call["facts"];
    let statement = &facts["materials"][0];
    assert_eq!(statement["value"]["kind"], "statement");
    assert_eq!(statement["value"]["limits"][0]["unit"], "words");
    assert_eq!(statement["value"]["limits"][0]["most"], 300);
    let words = statement["evidence"]["quote"]["words"].as_str().unwrap();
    assert!(words.starts_with("artist statement"), "{words}");
    assert_eq!(facts["routes"][0]["value"]["channel"], "email");
    assert_eq!(facts["application_languages"][1]["value"], "pt");
    assert_eq!(facts["ai_policies"][0]["value"], "forbidden");
    assert_eq!(facts["key_dates"][0]["value"]["what"], "results");
}

#[tokio::test]
async fn what_a_newer_edition_reads_besides_counts_without_a_second_look() {
    let (world, _board, _, _) = published(granary()).await;
    for table in ["listing_versions set reader = 0,", "opportunities set"] {
        let sql = format!("update {table} reading = reading - 'application' - 'dates'");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(world.pool()).await.unwrap();
    }
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    assert!(lines(page, "What to hand in").join(" ").contains("Not stated"));
    let said = match jobs::run(&world.state, &REREAD, "a story").await.unwrap() {
        Outcome::Done(words) => words,
        other => panic!("{other:?}"),
    };
    assert!(said.contains("1 say the same") && said.contains("0 wait"), "{said}");
    visitor.open("/opportunities").await;
    let page = visitor.follow(&granary().title).await;
    assert!(lines(page, "What to hand in").join(" ").contains("Artist statement"));
}
