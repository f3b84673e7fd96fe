//! The pages of the demo, served on loopback. Dates in them are always some weeks ahead, written the way
//! each page would write them.

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use regex::{Captures, Regex};
use rust_embed::RustEmbed;
use tokio::net::TcpListener;

use crate::platform::clock::Clock;

#[derive(RustEmbed)]
#[folder = "src/demo/site/"]
struct Pages;

/// After so long the one page that changes says something else, so that a change can be reviewed.
const CHANGES_AFTER: TimeDelta = TimeDelta::minutes(3);

/// The site of the demo; it closes when it is dropped.
#[derive(Debug)]
pub struct Site {
    /// Where it listens.
    pub address: SocketAddr,
    serving: tokio::task::JoinHandle<()>,
}

#[derive(Clone)]
struct Served {
    clock: Clock,
    opened: DateTime<Utc>,
    address: SocketAddr,
}

impl Site {
    /// Opens the site on a free port of this machine.
    ///
    /// # Errors
    /// No port is free.
    pub async fn open(clock: Clock) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let served = Served { opened: clock.now(), clock, address };
        let app = Router::new().route("/{page}", get(page)).with_state(Arc::new(served));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, app).await {
                tracing::warn!("the demo's pages are gone: {error}");
            }
        });
        Ok(Self { address, serving })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Each page with its name, in the order of the names, as it is served to one who opened the site then.
pub fn pages(opened: DateTime<Utc>) -> Vec<(String, String)> {
    let address = SocketAddr::from(([127, 0, 0, 1], 80));
    let served = Served { opened, clock: Clock::fixed(opened), address };
    let mut names: Vec<_> = Pages::iter().filter(|name| name.ends_with(".html")).collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|name| {
            let file = Pages::get(&name)?;
            Some((name.into_owned(), served.fill(&String::from_utf8_lossy(&file.data))))
        })
        .collect()
}

async fn page(State(served): State<Arc<Served>>, Path(name): Path<String>) -> Response {
    let Some(file) = Pages::get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let text = String::from_utf8_lossy(&file.data);
    let kind = if name.ends_with(".xml") { "application/rss+xml" } else { "text/html" };
    let kind = format!("{kind}; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], served.fill(&text)).into_response()
}

impl Served {
    /// The page with its dates filled in: `{{en:+46}}` is the day 46 days after the site opened.
    fn fill(&self, text: &str) -> String {
        static MARK: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"\{\{(\w+):([+-]\d+)(?::([+-]\d+))?\}\}").ok());
        let text = text.replace("{{site}}", &format!("http://{}", self.address));
        let Some(mark) = MARK.as_ref() else { return text };
        let day = |days: &str| {
            let days = days.parse().unwrap_or_default();
            self.opened.date_naive() + TimeDelta::days(days)
        };
        mark.replace_all(&text, |found: &Captures<'_>| match found.get(3) {
            Some(later) if self.clock.now() > self.opened + CHANGES_AFTER => {
                // With the weekday of the old date, which the reader notices, so that a person looks.
                let weekday = day(&found[2]).format("%A");
                format!("extended to {weekday} {}", written("en", day(later.as_str())))
            }
            Some(_) => written("en", day(&found[2])),
            None => written(&found[1], day(&found[2])),
        })
        .into_owned()
    }
}

/// A day as pages write it, by language or habit.
fn written(style: &str, day: NaiveDate) -> String {
    let month = |names: [&'static str; 12]| names[day.month0() as usize];
    match style {
        "us" => day.format("%B %-d, %Y").to_string(),
        // With the weekday, which the reader checks.
        "weekday" => day.format("%A %-d %B %Y").to_string(),
        // Without the year, as too many pages do.
        "monthday" => day.format("%-d %B").to_string(),
        "fr" => format!("{} {} {}", day.day(), month(FRENCH), day.year()),
        "de" => format!("{}. {} {}", day.day(), month(GERMAN), day.year()),
        "es" => format!("{} de {} de {}", day.day(), month(SPANISH), day.year()),
        _ => day.format("%-d %B %Y").to_string(),
    }
}

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_lie_ahead_and_one_page_changes_later() {
        let opened = "2026-11-20T10:00:00Z".parse().unwrap();
        let clock = Clock::fixed(opened);
        let address = SocketAddr::from(([127, 0, 0, 1], 4000));
        let served = Served { clock: clock.clone(), opened, address };
        assert_eq!(served.fill("bis {{de:+10}}"), "bis 30. November 2026");
        assert_eq!(served.fill("{{ext:+10:+24}}"), "30 November 2026");
        clock.set(opened + TimeDelta::minutes(4));
        assert_eq!(served.fill("{{ext:+10:+24}}"), "extended to Monday 14 December 2026");
    }

    #[test]
    fn every_page_that_is_linked_is_there() {
        let list = String::from_utf8(Pages::get("list.html").unwrap().data.into()).unwrap();
        let links: Vec<&str> =
            list.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for link in links.iter().filter(|link| link.ends_with(".html")) {
            assert!(Pages::get(link).is_some(), "{link}");
        }
    }
}
