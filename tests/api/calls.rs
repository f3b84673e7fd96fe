//! Calls and matches: what the pages show, in the same order, with their words.

use std::collections::BTreeSet;

use axum::http::Method;
use proletto::features::opportunities::{self, Decider};
use serde_json::Value;

use super::{HARBOUR, KILN, Site, titles};

#[tokio::test]
async fn a_call_in_a_list_says_what_its_card_says() {
    let site = Site::new().await;
    let id = site.publish(KILN).await;
    let slug = site.slug(id).await;
    let list = site.json("/api/v1/opportunities").await;
    assert_eq!(
        (&list["total"], &list["pages"], &list["next"]),
        (&1.into(), &1.into(), &Value::Null)
    );
    let call = &list["items"][0];
    assert_eq!(call["title"], "Kiln House Residency 2027");
    assert_eq!(call["kind"], "residency");
    assert_eq!(call["disciplines"], serde_json::json!(["ceramics"]));
    assert_eq!(call["place"]["country"], "PT");
    assert_eq!(call["deadline"]["date"], "2027-04-30");
    assert_eq!(call["deadline"]["time"], "17:00:00");
    assert_eq!(call["entry_fee"], "free");
    assert_eq!(call["awards"][0]["most"]["amount"], "2400");
    assert_eq!(call["awards"][0]["most"]["currency"], "EUR");
    assert_eq!(call["url"], format!("http://calls.test/opportunities/{slug}"));
    assert_eq!(call["api_url"], format!("http://calls.test/api/v1/opportunities/{slug}"));
    assert_eq!(call["source"]["url"], "https://board.example/kiln-house-residency-2027");
}

#[tokio::test]
async fn each_fact_of_a_call_stands_on_its_words() {
    let site = Site::new().await;
    let id = site.publish(HARBOUR).await;
    let slug = site.slug(id).await;
    let call = site.json(&format!("/api/v1/opportunities/{slug}")).await;
    let facts = &call["facts"];
    let mut quotes = 0;
    quoted(facts, &mut |words, start| {
        assert_eq!(HARBOUR.get(start..start + words.len()), Some(words));
        quotes += 1;
    });
    assert!(quotes >= 6, "{quotes} quotes: {facts:#}");
    assert_eq!(facts["entry_fee"]["value"]["paid"]["amount"]["amount"], "35");
    assert_eq!(facts["entry_fee"]["sureness"], "inferred", "a bare $ is settled by the place");
    assert!(facts["entry_fee"]["because"].is_string());
    assert_eq!(facts["eligibility"][0]["value"]["rule"]["is"], "residence");
    assert_eq!(facts["next_deadline"]["value"]["date"], "2027-05-15");
    for unsaid in ["apply", "opens", "closed", "recurrence", "partial_deadline"] {
        assert!(facts.as_object().unwrap().contains_key(unsaid), "{unsaid}");
        assert_eq!(facts[unsaid], Value::Null);
    }
    let page = site.get(&format!("/opportunities/{slug}")).await;
    assert!(page.body.contains("Open to artists who live in Oregon."));
}

/// Every quote inside a value.
fn quoted(value: &Value, see: &mut impl FnMut(&str, usize)) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(words)), Some(start)) =
                (fields.get("words"), fields.get("start"))
            {
                see(words, start.as_u64().unwrap() as usize);
            }
            fields.values().for_each(|value| quoted(value, see));
        }
        Value::Array(values) => values.iter().for_each(|value| quoted(value, see)),
        _ => {}
    }
}

#[tokio::test]
async fn filters_find_what_the_page_finds_in_the_same_order() {
    let site = Site::new().await;
    site.publish(KILN).await;
    site.publish(HARBOUR).await;
    let queries = [
        ("", 2),
        ("sort=award", 2),
        ("sort=newest", 2),
        ("sort=fee", 2),
        ("q=ceramic", 1),
        ("q=nothing-like-it", 0),
        ("kind=residency", 1),
        ("kind=residency&kind=prize", 2),
        ("discipline=craft", 1),
        ("country=US", 1),
        ("fee_max=10", 1),
        ("award_min=4000", 1),
        ("before=2027-05-01", 1),
        ("free=1", 1),
        ("online=1", 0),
        ("open_to=FR", 1),
        ("page=7", 0),
    ];
    for (query, found) in queries {
        let (shown, told) = site.both(query).await;
        assert_eq!(shown, told, "{query}");
        assert_eq!(told.len(), found, "{query}: {told:?}");
    }
}

#[tokio::test]
async fn pages_lead_on_and_back_and_keep_the_filter() {
    let site = Site::new().await;
    for n in 1..=30 {
        let text = KILN.replace("Kiln House", &format!("Kiln House {n}"));
        site.publish(&text).await;
    }
    let first = site.json("/api/v1/opportunities?kind=residency").await;
    assert_eq!(
        (&first["total"], &first["pages"], &first["page"]),
        (&30.into(), &2.into(), &1.into())
    );
    assert_eq!(first["previous"], Value::Null);
    let next = first["next"].as_str().unwrap();
    assert_eq!(next, "http://calls.test/api/v1/opportunities?kind=residency&page=2");
    let second = site.json(next.strip_prefix("http://calls.test").unwrap()).await;
    assert_eq!(second["next"], Value::Null);
    assert_eq!(second["previous"], "http://calls.test/api/v1/opportunities?kind=residency");
    let all: BTreeSet<String> = titles(&first).into_iter().chain(titles(&second)).collect();
    assert_eq!(all.len(), 30);
}

#[tokio::test]
async fn what_is_not_published_is_not_there_and_what_was_merged_leads_on() {
    let site = Site::new().await;
    let waiting = site.file(HARBOUR).await;
    let slug = site.slug(waiting).await;
    site.get(&format!("/api/v1/opportunities/{slug}")).await.problem(404);
    let kept = site.publish(KILN).await;
    let mut db = site.state.pool.begin().await.unwrap();
    let by = Decider::rule("a story");
    opportunities::merge(&mut db, waiting, kept, &by, site.now()).await.unwrap();
    db.commit().await.unwrap();
    let told = site.get(&format!("/api/v1/opportunities/{slug}")).await;
    assert_eq!(told.status, 308);
    let kept = site.slug(kept).await;
    assert_eq!(told.header("location"), format!("http://calls.test/api/v1/opportunities/{kept}"));
}

#[tokio::test]
async fn matches_come_with_their_reasons_and_the_views_of_the_page() {
    let site = Site::new().await;
    let kiln = site.publish(KILN).await;
    site.publish(HARBOUR).await;
    let ada = site.ada().await;
    let ask = async |query: &str| {
        let path = format!("/api/v1/matches{query}");
        site.ask(Method::GET, &path, Some(&ada), "").await
    };
    let list = ask("").await.json();
    assert_eq!((&list["total"], &list["show"]), (&2.into(), &"open".into()));
    for one in list["items"].as_array().unwrap() {
        let rows = one["score"]["rows"].as_array().unwrap();
        let sum: i64 = rows.iter().map(|row| row["points"].as_i64().unwrap()).sum();
        assert_eq!(one["score"]["total"], sum.clamp(0, 100), "{:#}", one["score"]);
        assert!(one["score"]["weights"].is_u64() && one["score"]["confidence"].is_u64());
        assert!(!one["verdict"]["clauses"].as_array().unwrap().is_empty());
        assert!(one["verdict"]["in_words"].is_string());
    }
    let page = site.ask(Method::GET, "/matches", Some(&ada), "").await;
    let first = list["items"][0]["verdict"]["in_words"].as_str().unwrap();
    assert!(page.body.replace("&#39;", "'").contains(first), "{first}");

    let save = format!("/matches/{}/save", site.slug(kiln).await);
    assert_eq!(site.ask(Method::POST, &save, Some(&ada), "").await.status, 303);
    let saved = ask("?show=saved").await.json();
    assert_eq!(saved["total"], 1);
    assert_eq!(saved["items"][0]["call"]["title"], "Kiln House Residency 2027");
    assert_eq!(saved["items"][0]["saved"], true);
    assert_eq!(ask("?page=9").await.json()["items"], serde_json::json!([]));
    let problem = ask("?show=all&page=x&sort=a").await.problem(400);
    assert_eq!(problem["errors"].as_array().unwrap().len(), 3);
}
