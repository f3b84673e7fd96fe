//! The demo's pages, read as a person would read them. They are written with the traps of real calls, and
//! no reader is made for them alone.

use std::net::SocketAddr;

use chrono::{DateTime, Utc};
use url::Url;

use super::site::Served;
use crate::features::opportunities::words;
use crate::features::reading::{self, Document, Force, Hints, Reading, Rule};
use crate::platform::clock::Clock;

fn opened() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

/// Each call on a page, in a line of facts.
fn read(page: &str) -> Vec<String> {
    let address = SocketAddr::from(([127, 0, 0, 1], 4000));
    let html = Served::new(Clock::fixed(opened()), address).page(page).unwrap();
    let url = Url::parse(&format!("http://{address}/{page}")).unwrap();
    let text = reading::page_text(&html, &url);
    let document = Document {
        url: Some(url),
        title: text.title,
        text: text.text,
        declared_language: text.language,
        fetched_on: opened().date_naive(),
        posted_on: None,
        hints: Hints::default(),
    };
    reading::split(&document).iter().map(|call| in_a_line(&reading::read(call))).collect()
}

fn in_a_line(reading: &Reading) -> String {
    if let Some(why) = &reading.not_a_call {
        return format!("no call: {}", why.value.reason());
    }
    let none = || "-".to_owned();
    let rules: Vec<String> = reading
        .eligibility
        .iter()
        .filter(|clause| clause.value.force == Force::Required)
        .map(|clause| rule(&clause.value.rule))
        .collect();
    [
        reading.organisation.as_ref().map_or_else(none, |fact| fact.value.clone()),
        reading.kind.as_ref().map_or_else(none, |fact| fact.value.slug().into()),
        reading.place.as_ref().and_then(|fact| words::place(&fact.value)).unwrap_or_else(none),
        words::deadline(reading, opened()).words,
        words::fee(reading),
        reading
            .terms
            .awards
            .first()
            .map_or_else(none, |_| words::gives(reading).unwrap_or_default()),
        if rules.is_empty() { none() } else { rules.join(", ") },
    ]
    .join(" | ")
}

fn rule(rule: &Rule) -> String {
    crate::features::profiles::words::asks(rule)
}

#[test]
fn show() {
    for page in super::site::Served::pages() {
        if page.ends_with(".html") && page != "list.html" {
            println!("{page}");
            for line in read(&page) {
                println!("    {line}");
            }
        }
    }
}
