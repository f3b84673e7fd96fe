//! Programs that read calls: what they are told is what the pages show.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use proletto::app;
use proletto::features::accounts::{self, Email, Name, Password};
use proletto::features::opportunities::{self, Decider, OpportunityId, Origin};
use proletto::features::reading::{Document, Hints, Reading, read};
use proletto::features::sources::from_toml;
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
        let database = database().await;
        // Sessions end by the browser's clock, which the story's runs ahead of.
        let values = BTreeMap::from(
            [("PROLETTO_BASE_URL", "http://calls.test"), ("PROLETTO_SESSION_DAYS", "3650")]
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
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Told { status: parts.status, headers: parts.headers, body }
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
async fn a_program_that_errs_is_told_how() {
    let site = Site::new().await;
    let query = "kind=grants&before=soon&page=0&colour=red&sort=%00&q=a&q=b";
    let problem = site.get(&format!("/api/v1/opportunities?{query}")).await.problem(400);
    let errors = problem["errors"].as_array().unwrap().iter();
    let named: Vec<&str> = errors.map(|one| one["parameter"].as_str().unwrap()).collect();
    assert_eq!(named, ["kind", "before", "page", "colour", "sort", "q"]);
    assert!(problem["detail"].as_str().unwrap().contains("before: must be a date"), "{problem}");

    let long = "x".repeat(5_000);
    site.get(&format!("/api/v1/opportunities?q={long}")).await.problem(400);
    let kinds = "kind=grant&".repeat(2_000);
    assert_eq!(site.get(&format!("/api/v1/opportunities?{kinds}")).await.status, 200);
    for odd in ["%00", "%ff", "..%2f..%2fetc", "'--", "%F0%9F%8E%A8", "a%20b", &long] {
        site.get(&format!("/api/v1/opportunities/{odd}")).await.problem(404);
    }
    for words in ["%00", "%27%3b--", "%22%28%26%7c%21", "a:*", "%F0%9F%8E%A8", "or", "-"] {
        assert_eq!(
            site.get(&format!("/api/v1/opportunities?q={words}")).await.status,
            200,
            "{words}"
        );
    }
    site.get("/api/v1/nothing").await.problem(404);
    site.get("/api/v2").await.problem(404);
    let posted = site.ask(Method::POST, "/api/v1/opportunities", None, "q=a").await;
    posted.problem(405);
    assert!(posted.header("allow").contains("GET"), "{:?}", posted.headers);
}

#[tokio::test]
async fn when_we_break_nothing_of_the_cause_gets_out() {
    let site = Site::new().await;
    site.state.pool.close().await;
    let problem = site.get("/api/v1/opportunities").await.problem(503);
    let said = problem.to_string().to_lowercase();
    assert!(!said.contains("pool") && !said.contains("sql"), "{said}");
}

#[tokio::test]
async fn any_site_may_read_calls_and_none_may_read_matches() {
    let site = Site::new().await;
    let id = site.publish(KILN).await;
    let one = format!("/api/v1/opportunities/{}", site.slug(id).await);
    for path in ["/api/v1/opportunities", &one, "/api/openapi.json"] {
        let told = site.get(path).await;
        assert_eq!(told.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(told.header("access-control-allow-credentials"), "", "{path}");
        assert_eq!(told.header("cache-control"), "public, max-age=60", "{path}");
        assert_eq!(told.header("set-cookie"), "", "{path}");
        let head = site.ask(Method::HEAD, path, None, "").await;
        assert_eq!((head.status, &*head.body), (StatusCode::OK, ""), "{path}");
        assert_eq!(head.header("content-type"), "application/json");
    }
    site.get("/api/v1/matches").await.problem(401);
    let ada = site.ada().await;
    let told = site.ask(Method::GET, "/api/v1/matches", Some(&ada), "").await;
    assert_eq!(told.status, 200, "{}", told.body);
    assert_eq!(told.header("access-control-allow-origin"), "");
    assert_eq!(told.header("cache-control"), "no-store");
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

#[tokio::test]
async fn the_document_holds_together_and_every_path_in_it_answers() {
    let site = Site::new().await;
    let id = site.publish(KILN).await;
    let slug = site.slug(id).await;
    let ada = site.ada().await;
    let document = site.json("/api/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));

    let mut references = 0;
    referred(&document, &mut |path| {
        let pointer = path.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{path} leads nowhere");
        references += 1;
    });
    assert!(references > 50, "{references}");

    let mut ids = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let operation_id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(operation_id.to_owned()), "{operation_id} twice");
            assert!(operation["summary"].is_string() && operation["tags"].is_array(), "{path}");
            if method != "get" {
                // What changes something has stories of its own.
                continue;
            }
            let here = path.replace("{slug}", &slug).replace("{id}", &id.0.to_string());
            let told = site.ask(Method::GET, &here, Some(&ada), "").await;
            assert_eq!(told.status, 200, "{here}");
            let content = &operation["responses"]["200"]["content"];
            let schema = &content[told.header("content-type")]["schema"];
            fits(&document, schema, &told.json(), path);
        }
    }
    assert!(ids.len() >= 3, "{ids:?}");

    for words in ["](", "[`", "super::"] {
        assert!(!document.to_string().contains(words), "the document says {words}");
    }
}

/// Every reference inside a value.
fn referred(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(path)) = fields.get("$ref") {
                see(path);
            }
            fields.values().for_each(|value| referred(value, see));
        }
        Value::Array(values) => values.iter().for_each(|value| referred(value, see)),
        _ => {}
    }
}

/// Fails where a value is not what its schema says, or says more.
fn fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Err(problem) = fit(document, schema, value, at) {
        panic!("{problem}");
    }
}

fn fit(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(path) = schema["$ref"].as_str() {
        return fit(document, document.pointer(&path[1..]).unwrap(), value, at);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().try_for_each(|part| loose(document, part, value, at));
    }
    if let Some(forms) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let failed: Vec<String> =
            forms.iter().map_while(|form| fit(document, form, value, at).err()).collect();
        return if failed.len() < forms.len() { Ok(()) } else { Err(failed.join("; ")) };
    }
    if let Value::Object(fields) = value
        && let Some(known) = schema["properties"].as_object()
        && let Some(extra) = fields.keys().find(|name| !known.contains_key(*name))
    {
        return Err(format!("{at}: the document does not know {extra}"));
    }
    loose(document, schema, value, at)
}

/// As [`fit`], and may hold more fields.
fn loose(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(path) = schema["$ref"].as_str() {
        return loose(document, document.pointer(&path[1..]).unwrap(), value, at);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types = match &schema["type"] {
        Value::String(one) => vec![one.clone()],
        Value::Array(several) => several.iter().map(|one| one.as_str().unwrap().into()).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|one| one == kind) {
        return Err(format!("{at}: {value} is no {types:?}"));
    }
    if let Some(values) = schema["enum"].as_array()
        && !values.contains(value)
    {
        return Err(format!("{at}: {value} is none of {values:?}"));
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            return Err(format!("{at}: {name} is missing"));
        }
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            fit(document, field, value, &format!("{at}.{name}"))?;
        }
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        fit(document, &schema["items"], item, &format!("{at}[{n}]"))?;
    }
    Ok(())
}

#[tokio::test]
async fn the_reference_shows_what_the_document_says() {
    let site = Site::new().await;
    let document = site.json("/api/openapi.json").await;
    let page = site.get("/api").await;
    assert_eq!(page.status, 200);
    let html = Html::parse_document(&page.body);
    let find = |css: &str| html.select(&Selector::parse(css).unwrap()).count();
    for (path, methods) in document["paths"].as_object().unwrap() {
        assert!(page.body.contains(path.as_str()), "{path}");
        for operation in methods.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert_eq!(find(&format!("article#{id}")), 1, "{id}");
        }
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert_eq!(find(&format!("article#type-{name}")), 1, "{name}");
    }
    let links = Selector::parse("a[href^='#']").unwrap();
    for link in html.select(&links) {
        let id = link.attr("href").unwrap();
        assert_eq!(find(id), 1, "{id} leads nowhere");
    }
    assert_eq!(find("[style], style, script:not([src])"), 0, "nothing inline");
    let home = site.get("/about").await;
    assert!(home.body.contains("href=\"/api\""));
}

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

    let id = site.json("/common-grants/opportunities").await["items"][0]["id"].clone();
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
