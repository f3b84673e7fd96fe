//! What an adapter may ask of the web, and what it hears.

use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

/// The web as an adapter sees it. Behind it are robots.txt, delays, limits, retries and what is known
/// of a page from last time.
#[async_trait]
pub trait Web: Send + Sync {
    /// Asks, and waits as long as manners require. Where the site says that nothing changed, the copy
    /// kept from last time is the answer, marked [`Answer::unchanged`].
    ///
    /// # Errors
    /// No answer, or not a successful one.
    async fn send(&self, ask: Ask) -> Result<Answer, Refused>;
}

/// A request.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Where to.
    pub url: Url,
    /// What is sent along: GET without, POST with a body.
    pub body: Body,
    /// The `Accept` header, where it matters.
    pub accept: Option<&'static str>,
    /// It is an interface documented for programs, where robots.txt is not what governs.
    pub documented: bool,
    /// A header with a key in it, for this host only.
    pub key: Option<(&'static str, SecretString)>,
}

/// What is sent along.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Nothing: GET.
    None,
    /// JSON.
    Json(Value),
    /// A form.
    Form(Vec<(&'static str, String)>),
}

impl Ask {
    /// Reads a page.
    pub fn get(url: Url) -> Self {
        Self { url, body: Body::None, accept: None, documented: false, key: None }
    }

    /// Reads JSON.
    pub fn json(url: Url) -> Self {
        Self { accept: Some("application/json"), ..Self::get(url) }
    }

    /// Posts JSON and expects JSON.
    pub fn post_json(url: Url, body: Value) -> Self {
        Self { body: Body::Json(body), ..Self::json(url) }
    }

    /// Posts a form and expects JSON.
    pub fn post_form(url: Url, fields: Vec<(&'static str, String)>) -> Self {
        Self { body: Body::Form(fields), ..Self::json(url) }
    }

    /// The same to an interface documented for programs.
    #[must_use]
    pub fn documented(self) -> Self {
        Self { documented: true, ..self }
    }
}

/// A successful answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where it was found in the end, after redirects.
    pub url: Url,
    /// `Content-Type` as sent.
    pub content_type: Option<String>,
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// `ETag` as sent.
    pub etag: Option<String>,
    /// `Last-Modified` as sent.
    pub last_modified: Option<String>,
    /// The site said that nothing changed; the rest is as kept from last time.
    pub unchanged: bool,
}

/// Why something could not be had or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refused {
    /// A plain sentence without a full stop, for the run's report.
    pub reason: String,
    /// What it concerns.
    pub scope: Scope,
    /// Whether trying again may help.
    pub again: Again,
}

/// What a refusal concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// This item only; the run goes on.
    Item,
    /// The whole run: the next item would fare the same.
    Run,
    /// A setting is missing: the source stays silent until the operator gives it, and that is no
    /// failure of the source.
    Setting,
}

/// Whether trying again may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Not before something changes on the other side.
    No,
    /// Later, as late as backing off says.
    Later,
    /// Not before so long.
    After(Duration),
}

impl Refused {
    /// One item cannot be had or read.
    pub fn item(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), scope: Scope::Item, again: Again::No }
    }

    /// The source answers with something else than this kind of source does.
    pub fn run(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), scope: Scope::Run, again: Again::Later }
    }
}
