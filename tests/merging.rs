//! Two calls that are one, and one that is two: merged by hand or on suspicion, parted again, and what
//! becomes of quotes, marks and links.

use axum::body::Body;
use axum::http::{Request, Response, header};
use serde_json::Value;

use crate::support::browser::{Browser, Page};
use crate::support::calls::{Notice, Noticeboard, harbour, kiln};
use crate::support::people;
use crate::support::world::World;

/// The same residency on another board: other words before and between, so that nothing stands at the same
/// place of the text.
fn kiln_elsewhere() -> Notice {
    let mut other = kiln();
    other.slug = "kiln-elsewhere";
    other.title = "Six weeks among ovens".into();
    other.body = format!(
        "Spotted by our members this week, and well worth a look.\n\n{}\n\nGood luck to everybody.",
        other.body.replace("Deadline: 30 April 2027, 17:00 CET", "Closing date: 30 April 2027")
    );
    other
}

/// Two boards that list the residency, and Grace, who reviews.
async fn two_boards() -> (World, [Noticeboard; 2], Browser) {
    let world = World::new().await;
    let tidal = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let north = Noticeboard::open("North Board", vec![kiln_elsewhere()]).await;
    world.collect(&tidal.source()).await;
    world.collect(&north.source()).await;
    // Told apart by the program or not: the stories begin with two calls.
    let mut grace = people::grace(&world).await;
    if world.count("select count(*) from opportunities").await == 1 {
        grace.open("/review").await;
        grace.follow(&kiln().title).await;
        grace.press("It is about another call: North Board, last seen 1 March 2027").await;
    }
    (world, [tidal, north], grace)
}

/// Grace at the call of this name, whatever its state.
async fn at_call<'a>(grace: &'a mut Browser, world: &World, title: &str) -> &'a Page {
    let id: uuid::Uuid = sqlx::query_scalar("select id from opportunities where title = $1")
        .bind(title)
        .fetch_one(world.pool())
        .await
        .unwrap();
    grace.open(&format!("/review/{id}")).await
}

/// Merges the call of this name into the other by hand.
async fn merge(grace: &mut Browser, world: &World, title: &str, into: &str) {
    at_call(grace, world, title).await;
    grace.follow("It is the same as another call …").await;
    let answers = [("Words of its name or text, or an address", into)];
    grace.submit("Look for it", &answers).await;
    grace.press(&format!("Merge: {into}")).await.must_say("is part of");
}

/// What somebody without a browser is answered.
async fn asked(world: &World, path: &str) -> Response<Body> {
    let request = Request::get(path).header(header::HOST, "proletto.test");
    world.ask(request.body(Body::empty()).unwrap()).await
}

async fn json(world: &World, path: &str) -> Value {
    let answer = asked(world, path).await;
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

/// Every quoted passage on a call's page is exactly the words that the API quotes for a fact.
async fn every_highlight_is_a_quote(world: &World, page: &Page) {
    fn quotes(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                if let (Some(words), Some(_)) = (fields.get("words"), fields.get("start")) {
                    into.push(
                        words.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" "),
                    );
                }
                fields.values().for_each(|value| quotes(value, into));
            }
            Value::Array(all) => all.iter().for_each(|value| quotes(value, into)),
            _ => {}
        }
    }
    let mut said = Vec::new();
    quotes(&json(world, &format!("/api/v1{}", page.at)).await, &mut said);
    let shown = page.text_of("article mark");
    assert!(shown.len() > 3, "{shown:?}");
    for words in shown {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&words), "{words:?} is shown, the facts rest on {said:#?}");
    }
}

#[tokio::test]
async fn quotes_stand_in_the_text_they_are_shown_in_whichever_way_two_calls_are_merged() {
    for turned in [false, true] {
        let (world, _boards, mut grace) = two_boards().await;
        let (one, other) = (kiln().title, kiln_elsewhere().title);
        let (from, into) = if turned { (other, one) } else { (one, other) };
        merge(&mut grace, &world, &from, &into).await;
        let page = at_call(&mut grace, &world, &into).await;
        // In the review each mark in the text is the words of a fact beside it.
        let said: Vec<String> = page.text_of(".reading-words");
        for marked in page.text_of(".review-source mark") {
            assert!(said.iter().any(|words| words.contains(&marked)), "{marked:?} in {said:?}");
        }
        publish(&mut grace, &world, &into).await;
        let mut visitor = world.visitor();
        visitor.open("/opportunities").await;
        let page = visitor.follow(&into).await;
        page.must_say("30 April 2027").must_say("Also on");
        every_highlight_is_a_quote(&world, page).await;
    }
}

#[tokio::test]
async fn a_merge_is_kept_in_the_history_of_both_and_can_be_undone() {
    let (world, _boards, mut grace) = two_boards().await;
    merge(&mut grace, &world, &kiln_elsewhere().title, &kiln().title).await;
    grace.page().must_say("took another call in (“Six weeks among ovens”), by Grace Lindqvist");
    grace.page().must_say("Merged into it");
    // The one that went says where it is.
    let page = at_call(&mut grace, &world, &kiln_elsewhere().title).await;
    assert_eq!(page.status, 200);
    page.must_say("It is part of another call")
        .must_say("merged (into “Kiln House Residency 2027”)");
    let page = grace.press("Undo the merge").await;
    page.must_say("They are two calls again").must_say("parted again");
    assert_eq!(page.text_of(".review-past section[aria-labelledby=listed] > ul > li").len(), 1);
    grace.open("/review").await.must_say("2 calls to review");
    grace.open("/review/decisions").await.must_say("Parted again").must_say("Merged");
    let page = at_call(&mut grace, &world, &kiln().title).await;
    page.must_not_say("Six weeks among ovens\n").must_not_say("Merged into it");
    assert_eq!(page.text_of(".review-past section[aria-labelledby=listed] > ul > li").len(), 1);
}

/// Publishes the call of this name.
async fn publish(grace: &mut Browser, world: &World, title: &str) {
    at_call(grace, world, title).await;
    if grace.press("Publish").await.status == 422 {
        grace.press("Publish all the same").await;
    }
    world.visitor().open("/opportunities").await.must_say(title);
}

#[tokio::test]
async fn a_published_call_stays_published_with_its_address_and_its_marks() {
    let (world, _boards, mut grace) = two_boards().await;
    publish(&mut grace, &world, &kiln().title).await;
    let mut ada = people::ada(&world).await;
    ada.open("/opportunities").await;
    ada.follow(&kiln().title).await;
    let at = ada.page().at.clone();
    ada.press("Save").await;
    // Into the one that waits: it is turned round.
    merge(&mut grace, &world, &kiln().title, &kiln_elsewhere().title).await;
    grace.page().must_say("artists see it already");
    ada.open(&at).await.must_say(&kiln().title).must_say("Saved: take off");
    ada.open("/matches?show=saved").await.must_say(&kiln().title);
    world.visitor().open("/opportunities").await.must_say(&kiln().title);
}

#[tokio::test]
async fn marks_and_links_of_a_published_call_lead_to_the_one_it_is_part_of_and_back() {
    let (world, _boards, mut grace) = two_boards().await;
    let (gone, stays) = (kiln_elsewhere().title, kiln().title);
    publish(&mut grace, &world, &gone).await;
    publish(&mut grace, &world, &stays).await;
    let mut ada = people::ada(&world).await;
    ada.open("/opportunities").await;
    ada.follow(&gone).await;
    let at = ada.page().at.clone();
    ada.press("Save").await;
    merge(&mut grace, &world, &gone, &stays).await;
    ada.open("/matches?show=saved").await.must_say(&stays).must_not_say(&gone);
    let moved = asked(&world, &at).await;
    assert_eq!(moved.status(), 308);
    assert_eq!(moved.headers()[header::CACHE_CONTROL], "no-cache", "a merge can be undone");
    ada.open(&at).await.must_say(&stays);
    // Where nothing answers, nobody is sent.
    at_call(&mut grace, &world, &stays).await;
    grace.press("Take it back into the queue").await;
    for path in [at.clone(), format!("/api/v1{at}")] {
        let answer = asked(&world, &path).await;
        assert_eq!(answer.status(), 404, "{path}");
    }
    at_call(&mut grace, &world, &gone).await;
    grace.press("Undo the merge").await;
    // It is published again, as it was, and saved by who saved it.
    world.visitor().open("/opportunities").await.must_say(&gone).must_not_say(&stays);
    ada.open("/matches?show=saved").await.must_say(&gone).must_not_say(&stays);
}

#[tokio::test]
async fn calls_that_nobody_suspected_are_merged_by_hand() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    at_call(&mut grace, &world, &kiln().title).await.must_not_say("Perhaps the same call");
    grace.follow("It is the same as another call …").await;
    let words = "Words of its name or text, or an address";
    grace
        .submit("Look for it", &[(words, "nothing of the kind")])
        .await
        .must_say("No other call has");
    for words_of_it in ["painting harbour", board.site.url("/calls/harbour-prize").as_str()] {
        let page = grace.submit("Look for it", &[(words, words_of_it)]).await;
        assert_eq!(page.text_of(".ledger-title"), [harbour().title], "{words_of_it}");
    }
    grace.press(&format!("Merge: {}", harbour().title)).await.must_say("is part of");
    grace.press("Undo").await.must_say("They are two calls again");
}

#[tokio::test]
async fn a_merge_that_is_undone_leaves_the_question_that_was_there() {
    let (world, _boards, mut grace) = two_boards().await;
    // Told apart by a person above, where the program took them for one: let it only suspect.
    sqlx::query(
        "insert into duplicate_pairs (first_id, second_id, verdict, reasons, decided_at)
         select min(id::text)::uuid, max(id::text)::uuid, 'maybe', '[\"the same day\"]', now()
         from opportunities
         on conflict (first_id, second_id) do update
         set verdict = 'maybe', reasons = excluded.reasons, decided_by = null, decided_by_id = null",
    )
    .execute(world.pool())
    .await
    .unwrap();
    let page = at_call(&mut grace, &world, &kiln().title).await;
    page.must_say("Perhaps the same call").must_say("the same day");
    merge(&mut grace, &world, &kiln_elsewhere().title, &kiln().title).await;
    at_call(&mut grace, &world, &kiln().title).await.must_not_say("Perhaps the same call");
    at_call(&mut grace, &world, &kiln_elsewhere().title).await;
    grace.press("Undo the merge").await.must_say("They are two calls again");
    let page = at_call(&mut grace, &world, &kiln().title).await;
    page.must_say("Perhaps the same call").must_say("the same day");
    // Where nothing but a person had made them one, nothing is asked afterwards.
    grace.press("Two different calls").await;
    merge(&mut grace, &world, &kiln_elsewhere().title, &kiln().title).await;
    at_call(&mut grace, &world, &kiln_elsewhere().title).await;
    grace.press("Undo the merge").await;
    at_call(&mut grace, &world, &kiln().title).await.must_not_say("Perhaps the same call");
}

#[tokio::test]
async fn a_page_that_was_taken_for_the_call_shows_that_it_is_another_one() {
    let world = World::new().await;
    let tidal = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let mut twin = kiln();
    twin.slug = "kiln-again";
    let north = Noticeboard::open("North Board", vec![twin]).await;
    world.collect(&tidal.source()).await;
    world.collect(&north.source()).await;
    assert_eq!(world.count("select count(*) from opportunities").await, 1, "one call, two pages");
    let mut grace = people::grace(&world).await;
    publish(&mut grace, &world, &kiln().title).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    visitor.follow(&kiln().title).await.must_not_say("said something else");

    north.rewrite("kiln-again", "30 April 2027", "30 September 2027");
    world.later(chrono::TimeDelta::days(1));
    world.collect(&north.source()).await;
    let at = visitor.page().at.clone();
    let page = visitor.open(&at).await;
    page.must_say("On 2 March 2027 the page on North Board said something else");
    page.must_say("30 April 2027").must_not_say("30 September 2027");
    assert!(json(&world, &format!("/api/v1{at}")).await["source_changed_at"].is_string());

    grace.open("/review").await.must_say("Changed");
    let page = grace.follow(&kiln().title).await;
    page.must_say("Another page that lists it has changed").must_say("closes on another day");
    assert!(page.one(".redline").contains("30 September 2027"));
    let page = grace.press("That page is about another call").await;
    page.must_say("about a call of its own").must_say("told apart");
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    visitor.follow(&kiln().title).await.must_not_say("said something else").must_not_say("Also on");
    grace.open("/review").await.must_say("1 call to review").must_say("30 September 2027");
    // The next visit does not bring it back.
    world.collect(&north.source()).await;
    grace.open("/review").await.must_say("1 call to review");
}

#[tokio::test]
async fn what_a_change_says_stands_beside_what_is_published_each_with_its_words() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    publish(&mut grace, &world, &kiln().title).await;
    board.rewrite("kiln-house", "30 April 2027", "21 May 2027");
    board.rewrite("kiln-house", "There is no application fee.", "The application fee is €35.");
    world.later(chrono::TimeDelta::days(1));
    world.collect(&board.source()).await;

    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&kiln().title).await;
    page.must_say("On 2 March 2027 the page on Tidal Board said something else");
    page.must_say("30 April 2027").must_not_say("21 May 2027");
    // Read again in the same words, it is still not what is shown here.
    world.later(chrono::TimeDelta::days(1));
    world.collect(&board.source()).await;
    let at = visitor.page().at.clone();
    let page = visitor.open(&at).await;
    assert!(
        page.one(".call-side").replace('\n', " ").contains("Last checked 1 March 2027"),
        "{}",
        page.one(".call-side")
    );

    let page = at_call(&mut grace, &world, &kiln().title).await;
    assert!(page.one(".card").contains("21 May 2027"), "as it will appear: {}", page.one(".card"));
    let fact = |page: &Page, label: &str| {
        let all = page.text_of(".reading");
        all.into_iter().find(|fact| fact.starts_with(label)).unwrap().replace('\n', " ")
    };
    let deadline = fact(page, "Deadline");
    for words in
        ["Deadline: 21 May 2027, 17:00 CET", "Published: 30 April 2027", "30 April 2027, 17:00"]
    {
        assert!(deadline.contains(words), "{words}: {deadline}");
    }
    let fee = fact(page, "Entry fee");
    assert!(fee.contains("€35") && fee.contains("no application fee"), "{fee}");
    assert!(!fact(page, "Title").contains("Published:"), "it is the same");
    page.must_say("As it reads now").must_say("As it was published");
    let redline = page.one(".redline");
    assert!(redline.contains("30 April 2027") && redline.contains("21 May 2027"), "{redline}");
    // Every quote leads to its place in one of the texts.
    let anchors: Vec<&str> = page
        .html
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|anchor| anchor.starts_with("was-") || anchor.starts_with("quote-"))
        .collect();
    assert!(anchors.iter().any(|anchor| anchor.starts_with("was-deadline")), "{anchors:?}");
    for anchor in anchors {
        assert!(page.html.contains(&format!("id=\"{anchor}\"")), "{anchor} leads nowhere");
    }
    grace.press("Take the change over").await;
    let page = visitor.open(&at).await;
    page.must_say("21 May 2027").must_not_say("said something else");
    assert!(page.one(".call-side").replace('\n', " ").contains("Last checked 2 March 2027"));
    every_highlight_is_a_quote(&world, page).await;
}

#[tokio::test]
async fn a_page_that_says_again_what_is_published_needs_no_look() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    publish(&mut grace, &world, &kiln().title).await;
    board.rewrite("kiln-house", "30 April 2027", "21 May 2027");
    world.collect(&board.source()).await;
    grace.open("/review").await.must_say("Changed");
    board.rewrite("kiln-house", "21 May 2027", "30 April 2027");
    world.collect(&board.source()).await;
    grace.open("/review").await.must_say("Nothing to review");
}
