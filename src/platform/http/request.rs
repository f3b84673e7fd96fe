//! What is asked.

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use url::{Url, form_urlencoded};

use super::{FetchError, Validators};

/// How it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Sends a body; many portals search by POST.
    Post,
}

/// What to do with a body beyond the limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overflow {
    /// [`FetchError::TooLarge`]: half a page is not what the site says.
    #[default]
    Refuse,
    /// Keep what fits and say so in [`super::Page::cut`].
    Cut,
}

/// One request to an address that a user or a page named.
#[derive(Clone, Debug)]
pub struct Request {
    pub(super) url: Url,
    pub(super) method: Method,
    /// Sent to the origin of `url` only; a redirect elsewhere does not see them.
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Vec<u8>>,
    pub(super) known: Option<Validators>,
    pub(super) max_body: Option<usize>,
    pub(super) overflow: Overflow,
    pub(super) max_redirects: Option<usize>,
}

impl Request {
    /// Reads a page.
    pub fn get(url: Url) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(
            ACCEPT,
            HeaderValue::from_static(
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
            ),
        );
        Self {
            url,
            method: Method::Get,
            headers,
            body: None,
            known: None,
            max_body: None,
            overflow: Overflow::Refuse,
            max_redirects: None,
        }
    }

    /// Posts a form.
    pub fn post_form(url: Url, fields: &[(&str, &str)]) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self::post(url, "application/x-www-form-urlencoded", body.into_bytes())
    }

    /// Posts JSON.
    ///
    /// # Errors
    /// The value has no JSON form (a map whose keys are not text).
    pub fn post_json(url: Url, value: &impl Serialize) -> Result<Self, FetchError> {
        let body = serde_json::to_vec(value).map_err(|_| FetchError::BadRequest)?;
        Ok(Self::post(url, "application/json", body))
    }

    fn post(url: Url, content_type: &'static str, body: Vec<u8>) -> Self {
        let mut request = Self::get(url);
        request.method = Method::Post;
        request.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        request.body = Some(body);
        request
    }

    /// Where it goes.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Sets a header, such as an API key. It is not repeated to another origin on a redirect, and not
    /// shown in logs.
    ///
    /// # Errors
    /// The name or value is not possible in a header.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, FetchError> {
        let name = HeaderName::try_from(name).map_err(|_| FetchError::BadRequest)?;
        let mut value = HeaderValue::try_from(value).map_err(|_| FetchError::BadRequest)?;
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Asks only for what changed since: the answer may be [`super::Fetched::NotModified`].
    #[must_use]
    pub fn unless_known(mut self, known: Option<Validators>) -> Self {
        self.known = known;
        self
    }

    /// Takes at most so many bytes, instead of the configured limit, and does so with what is more.
    #[must_use]
    pub fn at_most(mut self, bytes: usize, overflow: Overflow) -> Self {
        self.max_body = Some(bytes);
        self.overflow = overflow;
        self
    }

    /// Follows at most so many redirects, instead of the configured limit.
    #[must_use]
    pub fn redirects(mut self, limit: usize) -> Self {
        self.max_redirects = Some(limit);
        self
    }
}
