//! Programs that read calls: what they are told is what the pages show.

mod answers;
mod asked;
mod calls;
mod document;
mod others;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use proletto::app;
use proletto::features::accounts::{self, Email, Name, Password};
use proletto::features::opportunities::{self, Decider, OpportunityId, Origin};
use proletto::features::reading::{Document, Hints, Reading, read};
use proletto::platform::clock::Clock;
use proletto::platform::config::Config;
use proletto::platform::state::State;
use proletto::platform::visitor::Role;
use proletto::timetable::TIMETABLE;
use scraper::{Html, Selector};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::support::database::{TestDatabase, database};

const KILN: &str = "Kiln House Residency 2027\n\n\
    The Kiln House Foundation invites ceramic artists to apply for a six-week residency in Évora, \
    Portugal.\n\n\
    Residents receive a studio, a room and a stipend of €2,400. Travel is not covered.\n\n\
    Deadline: 30 April 2027, 17:00 CET.\n\n\
    There is no application fee.\n\n\
    Applicants must be at least 21 years old. Artists of any nationality may apply.";

const HARBOUR: &str = "Harbour Painting Prize\n\n\
    The Harbour Arts Council announces its annual painting prize. Painters are invited to enter up to \
    three works.\n\n\
    First prize: $5,000. Finalists are shown at the Harbour Gallery in Astoria, Oregon, USA.\n\n\
    Applications are due by May 15, 2027 at 11:59 pm Pacific Time.\n\n\
    The entry fee is $35 for up to three works.\n\n\
    Open to artists who live in Oregon.";

/// What is published, and the site that shows it.
struct Site {
    router: Router,
    state: State,
    _database: TestDatabase,
}

/// What an organiser writes, as it was fetched.
fn document(text: &str) -> Document {
    let title = text.lines().next().unwrap();
    let url = format!("https://board.example/{}", title.replace(' ', "-").to_lowercase());
    Document {
        url: url.parse().ok(),
        title: Some(title.into()),
        text: text.into(),
        declared_language: Some("en".into()),
        fetched_on: NaiveDate::from_ymd_opt(2027, 3, 1).unwrap(),
        posted_on: None,
        hints: Hints::default(),
        links: Vec::new(),
    }
}

fn reading_of(text: &str) -> Reading {
    read(&document(text))
}

/// What a program is told.
struct Told {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Site {
    async fn new() -> Self {
        Self::with("").await
    }

    /// The same, of which one may ask as much as one likes.
    async fn without_limits() -> Self {
        Self::with("off").await
    }

    async fn with(limits: &str) -> Self {
        let database = database().await;
        // Sessions end by the browser's clock, which the story's runs ahead of.
        let values = BTreeMap::from(
            [
                ("PROLETTO_BASE_URL", "http://calls.test"),
                ("PROLETTO_SESSION_DAYS", "3650"),
                ("PROLETTO_LIMITS", limits),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let config = Config::read(&values).unwrap();
        let clock = Clock::fixed("2027-03-01T09:00:00Z".parse().unwrap());
        let state = State::new(config, clock, database.pool.clone(), TIMETABLE).unwrap();
        state.set_ready();
        Self { router: app::router(state.clone()), state, _database: database }
    }

    fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// Files what an organiser writes, read as everything is read.
    async fn file(&self, text: &str) -> OpportunityId {
        let document = document(text);
        let url = document.url.clone().unwrap().to_string();
        let source = ("board".into(), "The board".into());
        let origin = Origin { source_id: source.0, source_name: source.1, url };
        let mut db = self.state.pool.begin().await.unwrap();
        let reading = read(&document);
        let text = opportunities::Text { version: None, document: &document };
        let id = opportunities::file(&mut db, &origin, text, &reading, self.now()).await;
        db.commit().await.unwrap();
        id.unwrap()
    }

    async fn publish(&self, text: &str) -> OpportunityId {
        let id = self.file(text).await;
        let mut db = self.state.pool.begin().await.unwrap();
        let by = Decider::rule("a story");
        opportunities::publish(&mut db, id, &by, None, self.now()).await.unwrap();
        db.commit().await.unwrap();
        id
    }

    async fn slug(&self, id: OpportunityId) -> String {
        opportunities::by_id(&self.state.pool, id).await.unwrap().unwrap().slug
    }

    async fn ask(&self, method: Method, path: &str, cookie: Option<&str>, body: &str) -> Told {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "calls.test")
            .header("origin", "http://calls.test")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        Told::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    async fn get(&self, path: &str) -> Told {
        self.ask(Method::GET, path, None, "").await
    }

    async fn json(&self, path: &str) -> Value {
        let told = self.get(path).await;
        assert_eq!(told.status, 200, "{path}: {}", told.body);
        assert_eq!(told.header("content-type"), "application/json");
        told.json()
    }

    /// Titles in the order of the page, and of the API, for the same query.
    async fn both(&self, query: &str) -> (Vec<String>, Vec<String>) {
        let page = self.get(&format!("/opportunities?{query}")).await;
        let selector = Selector::parse(".card h2, .card h3").unwrap();
        let document = Html::parse_document(&page.body);
        let shown = document.select(&selector).map(|title| {
            title.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        });
        let told = self.json(&format!("/api/v1/opportunities?{query}")).await;
        (shown.collect(), titles(&told))
    }

    /// An artist, signed in: her cookie.
    async fn ada(&self) -> String {
        let (email, name) = (Email::parse("ada@example.org"), Name::parse("Ada"));
        let password = Password::choose("indigo over weathered steel", &[]).unwrap();
        let (email, name) = (email.unwrap(), name.unwrap());
        accounts::create(&self.state, &email, &name, Role::Artist, password).await.unwrap();
        let form = "email=ada%40example.org&password=indigo%20over%20weathered%20steel";
        let told = self.ask(Method::POST, "/sign-in", None, form).await;
        assert_eq!(told.status, 303, "{}", told.body);
        told.header("set-cookie").split(';').next().unwrap().to_owned()
    }
}

impl Told {
    async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Self { status: parts.status, headers: parts.headers, body }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The problem it is, whose status is that of the answer.
    #[track_caller]
    fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.header("cache-control"), "no-store");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(problem["instance"].as_str().unwrap().starts_with("urn:proletto:request:"));
        problem
    }
}

fn titles(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|call| call["title"].as_str().unwrap().to_owned()).collect()
}
