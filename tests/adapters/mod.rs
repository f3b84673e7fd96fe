//! Each adapter against a site of its own on loopback, which keeps what it was asked.

mod feeds;
mod lists;
mod pages;
mod portals;
mod real;
mod sitemaps;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use proletto::features::reading::Document;
use proletto::features::sources::{
    Adapter, Answer, Ask, Body, Cursor, Item, Keys, Refused, Source, Web, from_toml, open,
};
use secrecy::ExposeSecret;
use serde_json::Value;
use url::Url;

/// What the site was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: Method,
    /// Path and query.
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Asked {
    pub fn parameter(&self, name: &str) -> Option<String> {
        let url = Url::parse("http://site.example").unwrap().join(&self.path).unwrap();
        let form = url::form_urlencoded::parse(self.body.as_bytes()).into_owned();
        url.query_pairs().into_owned().chain(form).find(|(n, _)| n == name).map(|(_, v)| v)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A site that answers as a test says and remembers.
pub struct Site {
    pub base: Url,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// Status, content type, body.
pub type Reply = (u16, &'static str, Vec<u8>);

pub fn html(body: impl Into<String>) -> Reply {
    (200, "text/html; charset=utf-8", body.into().into_bytes())
}

pub fn json(body: &Value) -> Reply {
    (200, "application/json", body.to_string().into_bytes())
}

pub fn nothing() -> Reply {
    (404, "text/html", b"<h1>Not here</h1>".to_vec())
}

impl Site {
    pub async fn new(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&asked), Arc::new(answer));
        let handler = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
            let body = String::from_utf8_lossy(&body).into_owned();
            let path = uri.path_and_query().unwrap().to_string();
            let now = Asked { method, path, headers, body };
            let (status, kind, body) = answer(&now);
            log.lock().unwrap().push(now);
            async move {
                let status = StatusCode::from_u16(status).unwrap();
                (status, [("content-type", kind)], body).into_response()
            }
        };
        let router = Router::new().fallback(handler);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }

    /// A source that begins at `path` of this site, with the given adapter and anything else.
    pub fn source(&self, path: &str, adapter: &str) -> Source {
        self.source_with(path, "", adapter)
    }

    pub fn source_with(&self, path: &str, more: &str, adapter: &str) -> Source {
        let base = &self.base;
        let adapter = adapter.replace("SITE", base.as_str());
        from_toml(&format!(
            "id = \"story\"\nname = \"Story\"\nhome = \"{base}\"\naddress = \"{}\"\n\
             region = \"everywhere\"\nschedule = \"0 3 * * *\"\nterms = \"Ours.\"\nenabled = true\n\
             {more}\n[adapter]\n{adapter}",
            base.join(path).unwrap()
        ))
        .unwrap_or_else(|problems| panic!("{problems:?}"))
    }
}

/// The web without manners.
pub struct Plain(reqwest::Client);

#[async_trait]
impl Web for Plain {
    async fn send(&self, ask: Ask) -> Result<Answer, Refused> {
        let mut request = match &ask.body {
            Body::None => self.0.get(ask.url.clone()),
            Body::Json(body) => self.0.post(ask.url.clone()).json(body),
            Body::Form(fields) => self.0.post(ask.url.clone()).form(fields),
        };
        if let Some(accept) = ask.accept {
            request = request.header("accept", accept);
        }
        if let Some((name, key)) = &ask.key {
            request = request.header(*name, key.expose_secret());
        }
        let answer = request.send().await.unwrap();
        if !answer.status().is_success() {
            return Err(Refused::item(format!("status {}", answer.status().as_u16())));
        }
        let header = |name: &str| Some(answer.headers().get(name)?.to_str().ok()?.to_owned());
        Ok(Answer {
            url: answer.url().clone(),
            content_type: header("content-type"),
            etag: header("etag"),
            last_modified: header("last-modified"),
            unchanged: false,
            bytes: answer.bytes().await.unwrap().to_vec(),
        })
    }
}

pub fn web() -> Plain {
    Plain(reqwest::Client::builder().no_proxy().build().unwrap())
}

pub fn adapter(source: Source) -> Box<dyn Adapter> {
    open(Arc::new(source), today(), &Keys::default())
}

pub fn today() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

/// A run from the beginning to its end, each cursor kept as text on the way as the database keeps it.
pub async fn run(source: Source) -> Result<Vec<(Item, Vec<Document>)>, Refused> {
    run_from(source, None).await
}

pub async fn run_from(
    source: Source,
    mut from: Option<Cursor>,
) -> Result<Vec<(Item, Vec<Document>)>, Refused> {
    let (adapter, web) = (adapter(source), web());
    let mut read = Vec::new();
    loop {
        let listing = adapter.list(&web, from.take()).await?;
        for item in listing.items {
            // Items too are kept as JSON between listing and reading.
            let item: Item = serde_json::from_str(&serde_json::to_string(&item).unwrap()).unwrap();
            let detail = adapter.detail(&web, &item).await?;
            read.push((item, detail.documents));
        }
        match listing.next {
            Some(next) => from = Some(kept(&next)),
            None => return Ok(read),
        }
    }
}

/// A cursor after a night in the database.
pub fn kept(cursor: &Cursor) -> Cursor {
    serde_json::from_str(&serde_json::to_string(cursor).unwrap()).unwrap()
}

pub fn titles(read: &[(Item, Vec<Document>)]) -> Vec<&str> {
    read.iter().map(|(item, _)| item.title.as_str()).collect()
}

pub fn text(read: &[(Item, Vec<Document>)], index: usize) -> &str {
    &read[index].1[0].text
}
