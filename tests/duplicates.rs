//! One call that several sources list, from their pages to the reviewer.

use proletto::features::opportunities::Decider;
use proletto::features::sources::{self, Outcome, Source, latest_runs, review};
use proletto::platform::state::State;
use serde_json::{Value, json};

use crate::adapters::{self, Site};
use crate::replay::state;
use crate::support::database::database;

const ABOUT: &str = "Harbour Works invites painters, printmakers and sculptors to show what the tide \
    leaves behind. Works in all media are welcome as long as they can hang on a wall or stand on a \
    plinth no wider than a metre. A jury of three makers from the coast chooses forty works for the \
    exhibition. Entry fee: $20 for up to three works. How to apply: submit images of your work at \
    https://harbourworks.example.org/tideline";

/// A listing of the show.
fn call(key: &str, title: &str, closes: &str) -> Value {
    json!({ "key": key, "title": title, "by": "Harbour Works", "closes": closes, "about": ABOUT })
}

/// A site with two boards: what each lists.
async fn site(coast: Vec<Value>, hill: Vec<Value>) -> Site {
    let (coast, hill) = (Value::Array(coast), Value::Array(hill));
    Site::new(move |asked| match asked.path.as_str() {
        "/coast" => adapters::json(&coast),
        "/hill" => adapters::json(&hill),
        _ => adapters::nothing(),
    })
    .await
}

fn board(site: &Site, name: &str) -> Source {
    let mut source = site.source(
        &format!("/{name}"),
        "kind = \"json_list\"\nrecord = { key = \"key\", title = \"title\", page = \"SITEcall/{key}\", \
         fields = [{ label = \"Organisation\", path = \"by\" }, { label = \"Deadline\", path = \
         \"closes\" }, { label = \"About\", path = \"about\" }] }",
    );
    source.id = name.parse().unwrap();
    source.delay = 0;
    source
}

/// Runs a board and tells what became of each item.
async fn run(state: &State, source: &Source) -> Vec<(String, Outcome, String)> {
    sources::save(&state.pool, source, state.clock.now()).await.unwrap();
    sources::run(state, &source.id, "story").await.unwrap();
    let report = latest_runs(&state.pool, Some(&source.id), 1).await.unwrap().remove(0);
    let items = sources::items_of(&state.pool, report.id, 100).await.unwrap();
    let told = |item: sources::ItemReport| {
        (item.title, item.outcome.unwrap(), item.reason.unwrap_or_default())
    };
    items.into_iter().map(told).collect()
}

#[tokio::test]
async fn two_boards_that_bring_one_call_in_the_same_moment_make_one_call() {
    let database = database().await;
    let state = state(&database).await;
    let site = site(
        vec![call("1", "Call for Art | Tideline", "March 14, 2027")],
        vec![call("a", "TIDELINE: Call for Art, a Juried Exhibition", "March 14, 2027")],
    )
    .await;
    // So slow is the database that each is looked for before the other is there.
    sqlx::raw_sql(
        "create function slow() returns trigger language plpgsql as
             $$ begin perform pg_sleep(2); return new; end $$;
         create trigger slow before insert on opportunities
             for each row execute function slow();",
    )
    .execute(&state.pool)
    .await
    .unwrap();
    let (coast, hill) = (board(&site, "coast"), board(&site, "hill"));
    let (coast, hill) = tokio::join!(run(&state, &coast), run(&state, &hill));
    let mut outcomes = [coast[0].1, hill[0].1];
    outcomes.sort_by_key(|outcome| *outcome == Outcome::Duplicate);
    assert_eq!(outcomes, [Outcome::New, Outcome::Duplicate]);
}

#[tokio::test]
async fn a_second_board_lists_the_same_call_a_day_later_and_under_another_title() {
    let database = database().await;
    let state = state(&database).await;
    let site = site(
        vec![call("1", "Call for Art | Tideline", "March 14, 2027")],
        vec![
            call("a", "TIDELINE: Call for Art, a Juried Exhibition", "March 15, 2027"),
            call("b", "Tideline, 3rd edition", "March 15, 2028"),
        ],
    )
    .await;
    assert_eq!(run(&state, &board(&site, "coast")).await[0].1, Outcome::New);
    let hill = run(&state, &board(&site, "hill")).await;
    assert_eq!(hill[0].1, Outcome::Duplicate);
    assert!(hill[0].2.contains("they close a day apart"), "{}", hill[0].2);
    assert_eq!(hill[1].1, Outcome::New, "the next year's is another call");
    let queue = review::queue(&state.pool, 0, 10, None, state.clock.now()).await.unwrap();
    assert_eq!(queue.len(), 2);
    let first = review::case(&state.pool, queue[0].id).await.unwrap().unwrap();
    let boards: Vec<&str> = first.listed_by.iter().map(|by| by.source_id.as_str()).collect();
    assert_eq!(boards, ["coast", "hill"], "one call, two places that list it");
}

#[tokio::test]
async fn what_may_be_the_same_waits_for_a_person_whose_word_stands() {
    let database = database().await;
    let state = state(&database).await;
    let month = |key: &str, closes: &str| call(key, "Tideline Monthly Show", closes);
    let site = site(
        vec![month("1", "March 14, 2027"), month("2", "April 11, 2027")],
        vec![month("a", "March 14, 2027")],
    )
    .await;
    run(&state, &board(&site, "coast")).await;
    let queue = review::queue(&state.pool, 0, 10, None, state.clock.now()).await.unwrap();
    assert_eq!(queue.len(), 2, "two months, two calls");
    let (march, april) = (queue[0].id, queue[1].id);
    let case = review::case(&state.pool, march).await.unwrap().unwrap();
    assert_eq!(case.alike.len(), 1);
    assert_eq!(case.alike[0].0.id, april);
    assert!(
        case.alike[0].1.iter().any(|reason| reason.contains("but one closes on")),
        "{:?}",
        case.alike[0].1
    );

    let by = Decider::rule("Mo");
    review::keep_apart(&state.pool, march, april, &by, state.clock.now()).await.unwrap();
    assert_eq!(run(&state, &board(&site, "hill")).await[0].1, Outcome::Duplicate);
    let case = review::case(&state.pool, march).await.unwrap().unwrap();
    assert_eq!(case.alike.len(), 0, "it is not asked again");
    assert_eq!(case.listed_by.len(), 2);
}
