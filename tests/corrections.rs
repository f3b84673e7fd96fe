//! Corrections: what is typed into the form of a fact is kept, or shown again with what is wrong.

use crate::support::browser::Browser;
use crate::support::calls::{Noticeboard, harbour};
use crate::support::people;
use crate::support::world::World;

/// Grace at the review of a call with a fee.
async fn at_the_review() -> (World, Browser, String) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![harbour()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow("Begin with the first").await;
    let at = grace.page().at.clone();
    (world, grace, at)
}

/// Fills in the form of a fact and expects it again, saying `problem`, with what was typed in it.
async fn refused(
    grace: &mut Browser,
    at: &str,
    fact: &str,
    answers: &[(&str, &str)],
    problem: &str,
) {
    grace.open(at).await;
    let form = format!("{at}/correct/{fact}");
    let answers: Vec<(&str, &str)> = answers.iter().copied().chain([("Why", "I saw it")]).collect();
    let page = grace.submit(&form, &answers).await;
    assert_eq!(page.status, 422, "{fact}");
    let errors = page.text_of("details.reading-correct[open] .field-error").join(" ");
    assert!(errors.contains(problem), "{fact}: {errors:?}");
    assert!(!page.text_of("[aria-invalid=true], fieldset[aria-describedby]").is_empty());
    let again = grace.form(&form);
    for (label, value) in answers {
        if label != "Entry fee" {
            assert_eq!(again.value(label), value, "{fact}: what was typed is kept");
        }
    }
}

#[tokio::test]
async fn nonsense_is_shown_again_and_nothing_of_it_is_kept() {
    let (world, mut grace, at) = at_the_review().await;
    let long = "a".repeat(200_000);
    let years = "Write a day between 2022 and 2037.";
    let private = "it belongs to a private network";
    for (fact, answers, problem) in [
        ("deadline", &[("Last day", "0001-01-01")][..], years),
        ("deadline", &[("Last day", "9999-12-31")], years),
        ("deadline", &[("Last day", ""), ("Time", "17:00")], "the day that this time belongs to"),
        ("deadline", &[("Taken at any time", "yes")], "Either a last day or at any time"),
        ("award", &[("One recipient gets at least", "900"), ("At most", "100")], "less than"),
        ("award", &[("Currency", "QQQ")], "three letters of a currency"),
        ("entry_fee", &[("Entry fee", "None"), ("Amount", "50")], "An amount is typed below"),
        ("entry_fee", &[("Entry fee", "Not stated"), ("Amount", "50")], "choose “This much”"),
        ("apply", &[("Address", "javascript:alert(1)")], "like https://example.org/apply"),
        ("apply", &[("Address", "http://10.0.0.1/apply")], private),
        ("apply", &[("Address", "http://localhost/apply")], private),
        ("place", &[("Country", "Atlantis")], "the English name of a country"),
        ("title", &[("Title", &long)], "At most 300 characters"),
    ] {
        refused(&mut grace, &at, fact, answers, problem).await;
    }
    assert_eq!(world.count("select count(*) from corrections").await, 0);
}

#[tokio::test]
async fn what_no_form_would_send_is_refused_and_not_taken_for_not_stated() {
    let (world, mut grace, at) = at_the_review().await;
    for (fact, pairs) in [
        ("kind", &[("kind", "raffle")][..]),
        ("kind", &[]),
        ("entry_fee", &[("fee", "cheap")]),
        ("entry_fee", &[("fee_amount", "30"), ("fee_currency", "EUR")]),
        ("disciplines", &[("disciplines", "alchemy")]),
        ("deadline", &[("rolling", "perhaps")]),
    ] {
        let pairs: Vec<_> = pairs.iter().copied().chain([("note", "By hand")]).collect();
        let page = grace.post(&format!("{at}/correct/{fact}"), &pairs).await;
        assert_eq!(page.status, 422, "{fact} {pairs:?}: {}", page.text());
        assert!(!page.text_of(".field-error").is_empty(), "{fact} {pairs:?}");
    }
    assert_eq!(world.count("select count(*) from corrections").await, 0);
    let page = grace.open(&at).await;
    page.must_say("US$35");
}

#[tokio::test]
async fn every_fact_can_be_put_right() {
    let (_world, mut grace, at) = at_the_review().await;
    for (fact, answers, reads) in [
        ("title", &[("Title", "Harbour Prize")][..], "Harbour Prize"),
        ("organisation", &[("Who calls", "Astoria Arts")], "Astoria Arts"),
        ("kind", &[("Kind", "Exhibition")], "Exhibition"),
        ("deadline", &[("Last day", "2027-05-20"), ("Time", "12:00")], "20 May 2027"),
        ("entry_fee", &[("Entry fee", "None")], "No entry fee"),
        ("award", &[("One recipient gets at least", "100"), ("At most", "5000")], "5,000"),
        ("place", &[("City", "Salem"), ("Country", "United States")], "Salem"),
        ("disciplines", &[("Drawing", "yes")], "Drawing"),
        ("apply", &[("Address", "https://harbour.example.org/apply")], "harbour.example.org"),
    ] {
        let form = format!("{at}/correct/{fact}");
        let answers: Vec<_> = answers.iter().copied().chain([("Why", "Their flyer")]).collect();
        let page = grace.submit(&form, &answers).await;
        assert_eq!(page.status, 200, "{fact}");
        page.must_say(reads);
    }
    assert_eq!(grace.page().text_of(".reading-corrected").len(), 9);
}

#[tokio::test]
async fn one_of_several_deadlines_is_put_right_and_the_others_stay() {
    let world = World::new().await;
    let mut notice = harbour();
    notice.body += "\n\nEarly bird deadline: April 1, 2027. Final deadline: May 15, 2027.";
    let board = Noticeboard::open("Tidal Board", vec![notice]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    let page = grace.follow("Begin with the first").await;
    let at = page.at.clone();
    let days = |page: &crate::support::browser::Page| {
        let all = page.text_of(".reading");
        let all = all.iter().filter(|row| row.contains("One of the deadlines"));
        all.map(|row| row.split_whitespace().skip(4).take(3).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    let before = days(page);
    assert!(before.contains(&"1 April 2027".to_owned()), "{before:?}");
    let named = |page: &crate::support::browser::Page, day: &str| {
        let start = format!("Keep the correction: {day}");
        page.text_of("button").into_iter().find(|button| button.starts_with(&start)).unwrap()
    };
    let form = &named(grace.page(), "1 April 2027");
    assert_eq!(grace.form(form).value("Last day"), "2027-04-01");
    // Nonsense is shown again in its own form.
    let page = grace.submit(form, &[("Last day", "soon"), ("Why", "Their flyer")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.text_of("details.reading-correct[open]").len(), 1);
    grace.open(&at).await;
    let page = grace.submit(form, &[("Last day", "2027-04-11"), ("Why", "Their flyer")]).await;
    let after = days(page);
    assert_eq!(after.len(), before.len());
    assert!(after.contains(&"11 April 2027".to_owned()), "{after:?}");
    assert!(!after.contains(&"1 April 2027".to_owned()), "{after:?}");
    assert_eq!(page.text_of(".reading-corrected").len(), 1);
    // It is none at all; and that is taken back like any correction.
    let form = &named(page, "11 April 2027");
    let page = grace.submit(form, &[("Last day", ""), ("Why", "It is a date of the show")]).await;
    page.must_say("Does not count").must_say("Deadline: 11 April 2027");
    let page = grace
        .post(&format!("{at}/correct/one_deadline"), &[("deadline", "x"), ("note", "y")])
        .await;
    assert_eq!(page.status, 422);
}
