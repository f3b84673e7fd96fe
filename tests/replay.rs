//! A look at the whole way over what real sources answered: served from loopback, read by the real
//! engine into a database, counted. It says so when the folder beside the repository is not there.
//! `PROLETTO_REPLAY=1` also prints what became of each item.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{NaiveDate, TimeDelta};
use proletto::features::matching::{Call, Feedback, rank};
use proletto::features::opportunities::{self, Decider, Opportunity, OpportunityId};
use proletto::features::quality::LabelledArtist;
use proletto::features::sources::{
    self, AdapterSettings, Ended, Seen, Source, latest_runs, review, shipped,
};
use proletto::platform::clock::Clock;
use proletto::platform::config::Config;
use proletto::platform::state::State;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::adapters::{Asked, Reply, Site};
use crate::support::database::{TestDatabase, database};

/// The day on which everything is read.
const NOW: &str = "2026-11-20T09:00:00Z";

fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("PROLETTO_REALDATA").map(PathBuf::from);
    let beside = here.ancestors().map(|folder| folder.join("shared/realdata"));
    named.into_iter().chain(beside).find(|path| path.join("raw").is_dir())
}

/// What the site answers, by path.
#[derive(Default)]
struct Pages(BTreeMap<String, (&'static str, Vec<u8>)>);

impl Pages {
    fn put(&mut self, path: &str, kind: &'static str, body: impl Into<Vec<u8>>) {
        self.0.insert(path.to_owned(), (kind, body.into()));
    }

    fn answer(&self, asked: &Asked) -> Reply {
        let path = asked.path.split('?').next().unwrap_or_default();
        match self.0.get(path) {
            Some((kind, body)) => (200, kind, body.clone()),
            None => (404, "text/plain", Vec::new()),
        }
    }
}

/// The records of some dumps as one list, one of each address.
fn records(raw: &Path, names: &[&str]) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for name in names {
        let dump: Value = serde_json::from_slice(&std::fs::read(raw.join(name)).unwrap()).unwrap();
        match dump {
            Value::Array(records) => all.extend(records),
            Value::Object(records) => {
                all.extend(records.into_values().filter(|record| record["title"].is_string()));
            }
            _ => panic!("{name} is no list"),
        }
    }
    for record in &mut all {
        if let Some(text) = record["description"].as_str() {
            record["description"] = text.replace("\\n", "\n").into();
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|record| {
        seen.insert(record["url"].as_str().or(record["link"].as_str()).unwrap().to_owned())
    });
    all
}

/// The title that a list of these pages would show.
fn title_of(name: &str, body: &str) -> String {
    let labelled = ["TITLE: ", "title: "];
    let line = body.lines().take(40).find_map(|line| {
        labelled.iter().find_map(|label| line.strip_prefix(label)).or(line.strip_prefix("# "))
    });
    let line = line.map(|line| line.trim_matches(['\'', '"', ' ', '#']).to_owned());
    line.filter(|line| !line.is_empty()).unwrap_or_else(|| {
        let stem = name.split_once('_').map_or(name, |(_, rest)| rest);
        stem.split('.').next().unwrap_or(stem).replace(['_', '-'], " ")
    })
}

/// Markdown as the little HTML its site would make of it.
fn as_html(markdown: &str) -> String {
    let body = markdown.strip_prefix("---").and_then(|rest| rest.split_once("\n---"));
    let body = body.map_or(markdown, |(_, body)| body);
    let mut html = String::from("<html><body><main>");
    for block in body.replace("\r\n", "\n").split("\n\n") {
        let lines = block.trim().replace("**", "").replace("\\\n", "<br>");
        if let Some(heading) = lines.strip_prefix('#') {
            let (heading, rest) = heading.split_once('\n').unwrap_or((heading, ""));
            let heading = heading.trim_start_matches('#').trim();
            html.push_str(&format!("<h2>{heading}</h2><p>{rest}</p>\n"));
        } else if lines.starts_with("- ") || lines.starts_with("* ") {
            let items = lines.split("\n- ").flat_map(|item| item.split("\n* "));
            let items: String = items
                .map(|item| format!("<li>{}</li>", item.trim_start_matches(['-', '*', ' '])))
                .collect();
            html.push_str(&format!("<ul>{items}</ul>\n"));
        } else {
            html.push_str(&format!("<p>{lines}</p>\n"));
        }
    }
    html + "</main></body></html>"
}

/// The single call pages of the folder, and a list that leads to them.
fn single_pages(raw: &Path, pages: &mut Pages) {
    let mut list = String::from("<html><body><ul>");
    let mut names: Vec<String> = std::fs::read_dir(raw)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| [".md", ".txt", ".html", ".php"].iter().any(|end| name.ends_with(end)))
        .collect();
    names.sort();
    for name in names {
        let body = String::from_utf8_lossy(&std::fs::read(raw.join(&name)).unwrap()).into_owned();
        list.push_str(&format!(
            "<li><a href=\"/page/{name}\">{}</a></li>",
            title_of(&name, &body).replace('&', "&amp;").replace('<', "&lt;")
        ));
        let (kind, served) = if name.ends_with(".md") {
            ("text/html; charset=utf-8", as_html(&body))
        } else if name.ends_with(".txt") {
            let head = ["URL: ", "TITLE: ", "ORGANIZATION: ", "LOCATION FIELD: "];
            let kept = body.lines().filter(|line| !head.iter().any(|head| line.starts_with(head)));
            let text: Vec<&str> = kept.collect();
            ("text/plain; charset=utf-8", text.join("\n").replace("\\n", "\n"))
        } else {
            ("text/html; charset=utf-8", body)
        };
        pages.put(&format!("/page/{name}"), kind, served);
    }
    pages.put("/pages", "text/html; charset=utf-8", list + "</ul></body></html>");
}

const CALLS: &str = "kind = \"json_list\"\nrecord = { key = \"url\", title = \"title\", url = \"url\", \
    fields = [{ label = \"Organization\", path = \"organization\" }, { label = \"Location\", path = \
    \"location\" }, { label = \"Deadline\", path = \"deadline\" }, { label = \"Description\", path = \
    \"description\" }] }";

const SUMMARIES: &str = "kind = \"json_list\"\nrecord = { key = \"id\", title = \"title\", url = \"link\", \
    fields = [{ label = \"Summary\", path = \"summary\" }] }";

const NOTICES: &str = "kind = \"json_list\"\nrecord = { key = \"url\", title = \"title\", url = \"url\", \
    fields = [{ label = \"접수기간\", path = \"date\" }, { label = \"출처\", path = \"site_label\" }] }";

/// Every source of the folder, and the site that answers for them.
async fn world(raw: &Path) -> (Site, Vec<Source>) {
    let read = |name: &str| std::fs::read(raw.join(name)).unwrap();
    let mut pages = Pages::default();
    let list = |names: &[&str]| serde_json::to_vec(&records(raw, names)).unwrap();
    let arizona = ["004_az_arts_council_raw.json", "005_az_arts_council_processed.json"];
    let california = ["006_ca_arts_council_raw.json", "007_ca_arts_council_processed.json"];
    pages.put("/az", "application/json", list(&arizona));
    pages.put("/ca", "application/json", list(&california));
    pages.put("/au", "application/json", list(&["001_artsydney_seen.json"]));
    pages.put("/kr", "application/json", list(&["025_korea_matched_items.json"]));
    pages.put("/noise.atom", "application/atom+xml", read("014_fundingfinder_arts_culture.xml"));
    pages.put("/portal", "application/json", read("009_ca_grants_portal.json"));
    // Where an address was taken out of the copy, its backslash was left: one that escapes nothing.
    pages.put("/pa", "application/json", read("010_pa_grants.json"));
    let sicon: Value = serde_json::from_slice(&read("011_sicon_bogota.json")).unwrap();
    let sicon = json!({ "error": 0, "respuesta": sicon, "total_registros_sin_filtro": 3 });
    pages.put("/publicadas", "application/json", sicon.to_string());
    pages.put("/config.txt", "text/plain", "abc{{now}}");
    single_pages(raw, &mut pages);
    let site = Site::new(move |asked| pages.answer(asked)).await;
    let sources = sources(&site);
    (site, sources)
}

fn sources(site: &Site) -> Vec<Source> {
    let own = |id: &str, path: &str, more: &str, adapter: &str| {
        let mut source = site.source_with(path, more, adapter);
        source.id = id.parse().unwrap();
        source.name = id.to_owned();
        source
    };
    let us = "country = \"US\"\nday_first = false";
    let shipped = |id: &str, path: &str| {
        let mut source = shipped().iter().find(|source| source.id.as_str() == id).unwrap().clone();
        source.address = site.base.join(path).unwrap();
        source
    };
    let mut bogota = shipped("sicon-bogota", "/publicadas");
    if let AdapterSettings::Sicon(settings) = &mut bogota.adapter {
        settings.config = site.base.join("/config.txt").unwrap();
    }
    let mut all = vec![
        own("arizona", "/az", us, CALLS),
        own("california", "/ca", us, CALLS),
        own("australia", "/au", "country = \"AU\"\nday_first = true", SUMMARIES),
        own("korea", "/kr", "country = \"KR\"\nlanguage = \"ko\"", NOTICES),
        own("noise", "/noise.atom", "", "kind = \"feed\"\nfollow = \"never\""),
        shipped("california-grants-portal", "/portal"),
        shipped("pennsylvania-grants", "/pa"),
        bogota,
        own("pages", "/pages", "", "kind = \"html_list\"\nitem = \"li\"\nlink = \"a\""),
    ];
    for source in &mut all {
        source.delay = 0;
        source.enabled = true;
        source.limits.items = 1000;
    }
    all
}

pub async fn state(database: &TestDatabase) -> State {
    let values = [("PROLETTO_FETCH_DELAY", "0"), ("PROLETTO_FETCH_ALLOW", "127.0.0.0/8")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = Config::read(&BTreeMap::from(values)).unwrap();
    State::new(config, Clock::fixed(NOW.parse().unwrap()), database.pool.clone(), &[]).unwrap()
}

/// How often each was seen, most often first.
fn tally<T: Ord + std::fmt::Display>(seen: impl Iterator<Item = T>) -> String {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for one in seen {
        *counts.entry(one).or_default() += 1;
    }
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let counts: Vec<String> = counts.iter().map(|(one, n)| format!("{one} {n}")).collect();
    counts.join(", ")
}

async fn collect(state: &State, sources: &[Source]) {
    let loud = std::env::var_os("PROLETTO_REPLAY").is_some();
    let mut refused = Vec::new();
    for source in sources {
        sources::save(&state.pool, source, state.clock.now()).await.unwrap();
        let begun = Instant::now();
        let ended = sources::run(state, &source.id, "replay").await.unwrap();
        let took = begun.elapsed();
        let report = latest_runs(&state.pool, Some(&source.id), 1).await.unwrap().remove(0);
        println!(
            "{:26} {:4} in, {:3} calls, {:3} no calls, {:2} duplicates, {:2} errors; {:5.1} ms each{}",
            source.id.to_string(),
            report.listed,
            report.new,
            report.refused,
            report.duplicate,
            report.errors,
            took.as_secs_f64() * 1000.0 / f64::from(u32::try_from(report.listed.max(1)).unwrap()),
            match ended {
                Some(Ended::Done) => String::new(),
                other => format!(" ({})", other.unwrap()),
            }
        );
        for item in sources::items_of(&state.pool, report.id, 2000).await.unwrap() {
            let outcome = item.outcome.map(|outcome| format!("{outcome:?}")).unwrap_or_default();
            let reason = item.reason.unwrap_or_default();
            if loud || matches!(&*outcome, "Duplicate" | "Error") {
                println!("    {outcome} {:?} {reason}", item.title);
            }
            if outcome == "Refused" {
                refused.push(reason);
            }
        }
    }
    println!("\nno calls: {}", tally(refused.into_iter()));
}

async fn every_call(state: &State) -> Vec<Opportunity> {
    let ids: Vec<Uuid> =
        sqlx::query_scalar("select id from opportunities order by source_id, title")
            .fetch_all(&state.pool)
            .await
            .unwrap();
    let mut calls = Vec::new();
    for id in ids {
        calls.extend(opportunities::by_id(&state.pool, OpportunityId(id)).await.unwrap());
    }
    calls
}

fn print_calls(calls: &[Opportunity]) {
    let kind =
        |call: &Opportunity| call.reading.kind.as_ref().map_or("unknown", |k| k.value.name());
    println!("kinds: {}", tally(calls.iter().map(kind)));
    let warnings = calls.iter().flat_map(|call| &call.reading.warnings);
    let named = warnings.map(|warning| {
        let warning = serde_json::to_value(warning).unwrap();
        warning["warning"].as_str().unwrap().to_owned()
    });
    println!("flags: {}", tally(named));
    let unflagged = calls.iter().filter(|call| call.reading.warnings.is_empty()).count();
    println!("calls without a flag: {unflagged} of {}", calls.len());
    if std::env::var_os("PROLETTO_REPLAY").is_none() {
        return;
    }
    for call in calls {
        let reading = &call.reading;
        let day = reading.closing.headline().map(|deadline| deadline.value.date.to_string());
        println!(
            "    {:12} {:10} {:10} {:?} by {:?}",
            call.origin.source_id,
            kind(call),
            day.unwrap_or_default(),
            call.title,
            reading.organisation.as_ref().map(|o| o.value.as_str()),
        );
    }
}

/// The pairs left to a person.
async fn print_pairs(state: &State) {
    type Pair = (String, String, String, String, sqlx::types::Json<Vec<String>>);
    let pairs: Vec<Pair> = sqlx::query_as(
        "select a.source_id, a.title, b.source_id, b.title, d.reasons from duplicate_pairs d
         join opportunities a on a.id = d.first_id join opportunities b on b.id = d.second_id
         order by a.title",
    )
    .fetch_all(&state.pool)
    .await
    .unwrap();
    println!("\nmay be the same: {} pairs", pairs.len());
    for (from, one, of, other, reasons) in pairs {
        println!("    {from} {one:?} and {of} {other:?}\n        {}", reasons.0.join("; "));
    }
}

/// The call as if it were open: what has passed is taken out of its deadlines.
fn opened(mut call: Opportunity, today: NaiveDate) -> Opportunity {
    call.reading.closing.closed = None;
    call.reading.closing.deadlines.retain(|deadline| deadline.value.date >= today);
    call
}

async fn print_matches(state: &State, folder: &Path) {
    let now = state.clock.now();
    let by = Decider::rule("replay");
    for call in every_call(state).await {
        let case = review::case(&state.pool, call.id).await.unwrap().unwrap();
        let seen = Seen::of(&case);
        review::publish(&state.pool, call.id, &seen, &by, now + TimeDelta::seconds(1))
            .await
            .unwrap();
    }
    let today = state.clock.today();
    let calls: Vec<Opportunity> =
        every_call(state).await.into_iter().map(|call| opened(call, today)).collect();
    let by_id: BTreeMap<Uuid, &Opportunity> = calls.iter().map(|call| (call.id.0, call)).collect();
    let artists = std::fs::read(folder.join("profiles.json")).unwrap();
    let artists: Vec<LabelledArtist> = serde_json::from_slice(&artists).unwrap();
    for artist in artists.iter().take(2) {
        let of = |call: &Opportunity| call.id.0;
        let calls = calls.iter().map(|call| Call { id: of(call), reading: &call.reading });
        let ranking = rank(calls, &artist.artist(today), &Feedback::default(), today);
        println!(
            "\n{} ({}): {} may fit, {} closed to them",
            artist.name,
            artist.id,
            ranking.matches.len(),
            ranking.not_eligible.len()
        );
        for found in ranking.matches.iter().take(10) {
            let call = by_id[&found.id];
            println!(
                "    {:3} {:?} {} ({}): {}",
                found.score.total,
                found.verdict.outcome,
                call.title,
                call.origin.source_id,
                found.verdict.in_words
            );
        }
    }
}

#[tokio::test]
#[ignore = "takes minutes and tells rather than tests; run it with --run-ignored"]
async fn what_real_sources_answered_from_the_first_request_to_an_artists_matches() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no folder at ../shared/realdata or PROLETTO_REALDATA");
        return;
    };
    let database = database().await;
    let state = state(&database).await;
    let (_site, sources) = world(&folder.join("raw")).await;
    collect(&state, &sources).await;
    let calls = every_call(&state).await;
    print_calls(&calls);
    print_pairs(&state).await;
    print_matches(&state, &folder).await;
    assert!(calls.len() > 100, "real calls are read");
}
