//! What real sources answered, kept beside the project and never in it, read by the real adapters with
//! the settings that ship. Each test says so when the folder is not there.

use std::path::Path;

use proletto::features::sources::{AdapterSettings, shipped as all_shipped};
use serde_json::json as value;

use super::*;

fn kept_answer(name: &str) -> Option<Vec<u8>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut kept = here.ancestors().map(|folder| folder.join("shared/realdata/raw").join(name));
    let file = kept.find(|file| file.exists());
    if file.is_none() {
        eprintln!("SKIPPED: ../shared/realdata/raw/{name} is not there");
    }
    Some(std::fs::read(file?).unwrap())
}

/// A source that ships, with its address on `site` instead.
fn shipped(id: &str, site: &Site, path: &str) -> Source {
    let mut source = all_shipped().iter().find(|source| source.id.as_str() == id).unwrap().clone();
    source.address = site.base.join(path).unwrap();
    source
}

fn characters(read: &[(Item, Vec<Document>)]) -> usize {
    read.iter().flat_map(|(_, documents)| documents).map(|d| d.text.chars().count()).sum()
}

#[tokio::test]
async fn the_california_portal() {
    let Some(dump) = kept_answer("009_ca_grants_portal.json") else { return };
    let site = Site::new(move |_| (200, "application/json", dump.clone())).await;
    let mut source = shipped("california-grants-portal", &site, "/dump.json");
    let arts = run(source.clone()).await.unwrap();
    assert_eq!(titles(&arts), ["Cultural Districts"], "the others of the arts council are closed");
    let text = text(&arts, 0);
    assert!(text.contains("\nApplication deadline: 2025-08-07 11:59:00\n"), "{text}");
    assert!(text.contains("\nEstimated amount per award: $10,000\n"), "{text}");
    source.words = Default::default();
    let all = run(source).await.unwrap();
    assert_eq!(all.len(), 50);
    eprintln!("California: 50 records, {} characters", characters(&all));
}

#[tokio::test]
async fn pennsylvania() {
    let Some(dump) = kept_answer("010_pa_grants.json") else { return };
    // Where an address was taken out of the copy, its backslash was left.
    let mended = String::from_utf8(dump).unwrap().replace("\\[", "[");
    let site = Site::new(move |_| (200, "application/json", mended.clone().into_bytes())).await;
    let mut source = shipped("pennsylvania-grants", &site, "/grants");
    let arts = run(source.clone()).await.unwrap();
    let keys: Vec<&str> = arts.iter().map(|(item, _)| item.key.as_str()).collect();
    assert!(["pca1", "pca2", "pca3", "pca4"].iter().all(|key| keys.contains(key)), "{keys:?}");
    source.words = Default::default();
    let all = run(source).await.unwrap();
    assert_eq!(all.len(), 322);
    eprintln!("Pennsylvania: 322 records, {} of them taken", arts.len());
}

#[tokio::test]
async fn sicon_of_bogota() {
    let Some(page) = kept_answer("011_sicon_bogota.json") else { return };
    let page: Value = serde_json::from_slice(&page).unwrap();
    let site = Site::new(move |asked| match asked.path.as_str() {
        "/config.txt" => (200, "text/plain", b"abc{{now}}".to_vec()),
        _ => json(&value!({ "error": 0, "respuesta": page, "total_registros_sin_filtro": 3 })),
    })
    .await;
    let mut source = shipped("sicon-bogota", &site, "/publicadas");
    let AdapterSettings::Sicon(settings) = &mut source.adapter else { panic!() };
    settings.config = site.base.join("/config.txt").unwrap();
    let read = run(source).await.unwrap();
    assert_eq!(read.len(), 3);
    let text = text(&read, 0);
    assert!(text.contains("\nFecha de cierre: 2026-08-27 17:00:00\n"), "{text}");
    assert!(text.contains("como jurado de esta convocatoria"), "{text}");
    assert!(text.contains("\nValor total de los estímulos: $ 350.000.000\n"), "{text}");
    assert!(
        !text.contains('<') && !text.contains("&nbsp;") && !text.contains("&oacute;"),
        "{text}"
    );
    eprintln!("SICON: 3 records, {} characters", characters(&read));
}

#[tokio::test]
async fn a_feed_that_is_nearly_all_noise() {
    let Some(feed) = kept_answer("014_fundingfinder_arts_culture.xml") else { return };
    let site = Site::new(move |_| (200, "application/xml", feed.clone())).await;
    let read = run(site.source("/feed", "kind = \"feed\"\nfollow = \"never\"")).await.unwrap();
    assert!((50..=70).contains(&read.len()), "{}", read.len());
    for (item, documents) in &read {
        assert!(documents[0].text.contains(&item.title));
        let said = &documents[0].text;
        assert!(
            !said.contains("Category:"),
            "the feed's own keyword is no word of the call: {said}"
        );
    }
    eprintln!("Funding Finder: {} entries, {} characters", read.len(), characters(&read));
}

/// The dumps of two state agencies hold listings; here they are put back into the pages they came
/// from, as far as the selectors know them.
async fn agency(id: &str, dumps: [&str; 2], list: fn(&[Value]) -> String, content: &'static str) {
    let mut calls: Vec<Value> = Vec::new();
    for name in dumps {
        let Some(dump) = kept_answer(name) else { return };
        calls.extend(serde_json::from_slice::<Vec<Value>>(&dump).unwrap());
    }
    calls.sort_by_key(|call| call["url"].as_str().unwrap().to_owned());
    calls.dedup_by_key(|call| call["url"].as_str().unwrap().to_owned());
    let count = calls.len();
    let site = Site::new(move |asked| {
        if let Some(index) = asked.path.split("/call/").nth(1) {
            let call = &calls[index.split(['?', '/']).next().unwrap().parse::<usize>().unwrap()];
            let lines: String = call["description"]
                .as_str()
                .unwrap()
                .split("\\n")
                .map(|line| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;")))
                .collect();
            return html(format!(
                "<nav>Deadline: 1 January 1999</nav><div {content}>{lines}</div>"
            ));
        }
        let page: usize = asked.parameter("sf_paged").map_or(1, |page| page.parse().unwrap());
        let from = (page - 1) * 50;
        let shown: Vec<Value> = calls
            .iter()
            .enumerate()
            .skip(from)
            .take(if asked.path.contains("sf_paged") || page == 1 && count > 150 {
                50
            } else {
                count
            })
            .map(|(index, call)| {
                let mut call = call.clone();
                call["n"] = value!(index);
                call
            })
            .collect();
        html(list(&shown))
    })
    .await;
    let mut source = shipped(id, &site, "/list/");
    source.limits.items = 1000;
    let read = run(source).await.unwrap();
    assert_eq!(read.len(), count);
    let silent = read.iter().filter(|(_, documents)| documents[0].text.contains("1999")).count();
    assert_eq!(silent, 0, "menus are not read");
    assert!(!read.iter().any(|(_, documents)| documents[0].text.contains("\\n")));
    eprintln!("{id}: {count} calls, {} characters", characters(&read));
}

fn title(call: &Value) -> String {
    call["title"].as_str().unwrap().replace('&', "&amp;").replace('<', "&lt;")
}

#[tokio::test]
async fn the_arizona_commission() {
    let list = |calls: &[Value]| {
        let card = |call: &Value| {
            format!("<h3><a href=\"/arts-op/call/{}\">{}</a></h3>", call["n"], title(call))
        };
        format!("<h3>Search</h3>{}", calls.iter().map(card).collect::<String>())
    };
    let dumps = ["004_az_arts_council_raw.json", "005_az_arts_council_processed.json"];
    agency("arizona-commission", dumps, list, "id=\"content\"").await;
}

#[tokio::test]
async fn the_california_arts_council() {
    let list = |calls: &[Value]| {
        let card = |call: &Value| {
            format!(
                "<li class=\"job_listing\"><a href=\"/call/{}\"><h3>{}</h3>\
                 <div class=\"job_company\">{}</div></a></li>",
                call["n"],
                title(call),
                call["organization"].as_str().unwrap().replace('&', "&amp;")
            )
        };
        format!("<ul>{}</ul>", calls.iter().map(card).collect::<String>())
    };
    let dumps = ["006_ca_arts_council_raw.json", "007_ca_arts_council_processed.json"];
    agency("california-arts-council", dumps, list, "class=\"single_job_listing\"").await;
}

#[tokio::test]
async fn korean_notices() {
    let Some(dump) = kept_answer("025_korea_matched_items.json") else { return };
    let site = Site::new(move |_| (200, "application/json", dump.clone())).await;
    let source = site.source_with(
        "/items",
        "language = \"ko\"",
        "kind = \"json_list\"\nrecord = { key = \"url\", title = \"title\", url = \"url\", \
         fields = [{ label = \"접수기간\", path = \"date\" }, { label = \"출처\", path = \"site_label\" }] }",
    );
    let read = run(source).await.unwrap();
    assert!(read.len() >= 160, "{}", read.len());
    assert!(
        text(&read, 1)
            .ends_with("접수기간: 2026.08.20. ~ 2026.08.31.\n출처: e나라도움(보조금통합포털)")
    );
    eprintln!("Korea: {} notices", read.len());
}
