//! Other programs: another Proletto, feed readers, robots.

use axum::http::StatusCode;
use proletto::features::reading::{Reading, read};
use proletto::features::sources::from_toml;

use super::{HARBOUR, KILN, Site, reading_of};

#[tokio::test]
async fn one_proletto_reads_another() {
    let site = Site::new().await;
    site.publish(KILN).await;
    site.publish(HARBOUR).await;
    site.file(&KILN.replace("Kiln House", "Unseen House")).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let home = format!("http://{}/", listener.local_addr().unwrap());
    let router = site.router.clone();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let source = from_toml(&format!(
        "id = \"other\"\nname = \"Another Proletto\"\nhome = \"{home}\"\n\
         address = \"{home}common-grants/opportunities\"\nregion = \"everywhere\"\n\
         schedule = \"0 3 * * *\"\nterms = \"Ours.\"\nenabled = true\n\
         [adapter]\nkind = \"common_grants\"\nrows = 1",
    ));
    let taken = crate::adapters::run(source.unwrap()).await.unwrap();
    let mut found = crate::adapters::titles(&taken);
    found.sort_unstable();
    assert_eq!(found, ["Harbour Painting Prize", "Kiln House Residency 2027"]);
    let (item, documents) = taken.iter().find(|(item, _)| item.title.starts_with("Kiln")).unwrap();
    assert_eq!(item.url.as_str(), "https://board.example/kiln-house-residency-2027");
    // What the other one then reads of it is what we have read.
    let (ours, theirs) = (reading_of(KILN), read(&documents[0]));
    let date = |reading: &Reading| reading.closing.headline().map(|fact| fact.value.date);
    assert_eq!(date(&theirs), date(&ours), "{}", documents[0].text);
    let fee = |reading: &Reading| reading.terms.entry_fee.clone().map(|fact| fact.value);
    assert_eq!(fee(&theirs), fee(&ours), "{}", documents[0].text);

    let first = site.json("/common-grants/opportunities").await["items"][0].clone();
    assert_eq!(first["status"], serde_json::json!({ "value": "open" }));
    let id = first["id"].clone();
    let path = format!("/common-grants/opportunities/{}", id.as_str().unwrap());
    assert_eq!(site.json(&path).await["data"]["id"], id);
    site.get("/common-grants/opportunities/none").await.problem(404);
    site.get("/common-grants/opportunities?pageSize=1000").await.problem(400);
}

#[tokio::test]
async fn a_feed_reader_gets_the_newest_calls() {
    let site = Site::new().await;
    let id = site.publish(&KILN.replace("Kiln House", "Kiln & <Fire>")).await;
    let told = site.get("/opportunities/feed.xml").await;
    assert_eq!(
        (told.status, told.header("content-type")),
        (StatusCode::OK, "application/atom+xml; charset=utf-8")
    );
    let feed = feed_rs::parser::parse(told.body.as_bytes()).unwrap();
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().unwrap().content, "Kiln & <Fire> Residency 2027");
    assert_eq!(
        entry.links[0].href,
        format!("http://calls.test/opportunities/{}", site.slug(id).await)
    );
    assert!(entry.published.is_some() && entry.id.contains(&id.0.to_string()));
    assert!(site.get("/opportunities").await.body.contains("href=\"/opportunities/feed.xml\""));
    let robots = site.get("/robots.txt").await;
    assert!(robots.header("content-type").starts_with("text/plain"));
    assert!(
        robots.body.contains("Disallow: /matches\n") && !robots.body.contains("/opportunities")
    );
}
