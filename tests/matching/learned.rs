//! What follows from calls that an artist saved and hid.

use super::*;

/// The rows of a call that come from saves and hides.
fn learned(page: &Page) -> Vec<String> {
    let rows = page.text_of(".score tbody tr");
    rows.into_iter().filter(|row| row.starts_with("Your saves and hides")).collect()
}

#[tokio::test]
async fn what_is_hidden_for_a_reason_moves_calls_like_it_until_it_is_reset() {
    let (world, _board, mut ada) = ada_and_three_calls().await;
    fill_in(&mut ada, &[("Photography", "yes"), ("Exhibition", "yes")]).await;
    ada.open("/opportunities").await;
    ada.follow(&lumiere().title).await;
    let call = ada.page().at.clone();
    assert_eq!(learned(ada.page()), Vec::<String>::new(), "without marks there is no row");
    ada.open("/matches").await.must_not_say("What your saves and hides change");

    ada.press(&format!("The fee: {}", harbour().title)).await;
    ada.page().must_say("Hidden. Where that says something of other calls");
    ada.open("/matches?show=hidden").await.must_say("You hid it: the fee.");
    let with = learned(ada.open(&call).await).join(" ");
    assert!(with.contains("\u{2212}1") && with.contains("You hid one call for the fee."), "{with}");
    assert!(with.contains(&harbour().title), "the mark behind it is named: {with}");

    // The page of nudges leads to the marks; the API says the same.
    let page = ada.follow("The marks behind it").await;
    assert_eq!(page.text_of(".clause").len(), 1, "{}", page.text());
    assert_eq!(page.text_of(".clause li"), [format!("{} (hidden: the fee)", harbour().title)]);
    let api = ada.open("/api/v1/matches").await.text();
    assert!(api.contains("\"part\":\"feedback\"") && api.contains("\"why\":\"fee\""), "{api}");

    ada.open("/matches/feedback").await;
    ada.press("Begin afresh").await.must_say("Nothing yet");
    assert_eq!(learned(ada.open(&call).await), Vec::<String>::new());
    ada.open("/matches?show=hidden").await.must_say(&harbour().title);
    ada.open("/matches/feedback").await;
    ada.press("Let it count again").await.must_say("You hid one call for the fee.");
    assert_eq!(learned(ada.open(&call).await).len(), 1);

    // What is marked after a reset counts again.
    ada.open("/matches/feedback").await;
    ada.press("Begin afresh").await;
    world.later(chrono::TimeDelta::minutes(1));
    ada.open("/matches").await;
    ada.press(&format!("Save: {}", kiln().title)).await;
    let page = ada.open("/matches/feedback").await;
    page.must_say("You saved one call for ceramics.").must_not_say(&harbour().title);
}

#[tokio::test]
async fn a_reason_that_is_none_is_refused() {
    let (world, _board, ada) = ada_and_three_calls().await;
    let slug: String = sqlx::query_scalar("select slug from opportunities where title = $1")
        .bind(kiln().title)
        .fetch_one(world.pool())
        .await
        .unwrap();
    let request = Request::post(format!("/matches/{slug}/hide"))
        .header("host", "proletto.test")
        .header("origin", "http://proletto.test")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", format!("proletto={}", ada.session().unwrap()))
        .body(Body::from("why=boredom"));
    assert_eq!(world.ask(request.unwrap()).await.status(), 400);
    assert_eq!(world.count("select count(*) from hidden_calls").await, 0);
}
