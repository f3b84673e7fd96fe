//! What is answered.

use reqwest::header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Text, decode_text};

/// The answer to a request that went well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The page.
    Page(Box<Page>),
    /// Nothing changed since the validators that were sent.
    NotModified,
}

/// A body, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it was found in the end, after redirects. Links on the page are relative to this.
    pub url: Url,
    /// `Content-Type` as sent.
    pub content_type: Option<String>,
    /// The body, decompressed.
    pub body: Vec<u8>,
    /// The body was longer and its end is missing; only where [`super::Overflow::Cut`] was asked.
    pub cut: bool,
    /// To be sent with the next request for the same page.
    pub validators: Option<Validators>,
}

impl Page {
    /// The body as text, see [`decode_text`].
    pub fn text(&self) -> Text {
        decode_text(&self.body, self.content_type.as_deref())
    }

    /// The media type in lower case without parameters: `text/html`.
    pub fn media_type(&self) -> Option<String> {
        let media_type = self.content_type.as_deref()?.split(';').next()?.trim();
        (!media_type.is_empty()).then(|| media_type.to_ascii_lowercase())
    }
}

/// What tells one state of a page from the next.
///
/// Sent to exactly the address that gave them: where a redirect now leads elsewhere, a date from the
/// old page would make a new one look unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// The address that gave them, after redirects.
    pub url: Url,
    /// `ETag` as sent, quotes included.
    pub etag: Option<String>,
    /// `Last-Modified` as sent.
    pub last_modified: Option<String>,
}

impl Validators {
    pub(super) fn read(url: &Url, headers: &HeaderMap) -> Option<Self> {
        let etag = text_of(headers, &ETAG);
        let last_modified = text_of(headers, &LAST_MODIFIED);
        (etag.is_some() || last_modified.is_some()).then(|| Self {
            url: url.clone(),
            etag,
            last_modified,
        })
    }
}

/// A header as text, where it is text.
pub(super) fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    text_of(headers, &CONTENT_TYPE)
}
