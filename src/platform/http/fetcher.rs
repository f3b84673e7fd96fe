//! The client for addresses that a user or a page named.

use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{AsciiSet, percent_encode};
use reqwest::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LOCATION, RETRY_AFTER,
};
use reqwest::{Client, ClientBuilder, Response, StatusCode};
use tokio::time::Instant;
use url::Url;

use super::guard::{self, GuardedResolver, Way};
use super::response::{content_type, text_of};
use super::{
    FetchError, Fetched, Method, Overflow, Page, Request, RetryAfter, Settings, Validators,
};

/// Reads addresses that a user or a page named. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Fetcher {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    guarded: Client,
    allowed: Client,
    settings: Settings,
}

impl Fetcher {
    /// Builds the clients. The system's certificate authorities are read here (`SSL_CERT_FILE`
    /// works); without any, plain http still works and the log says what is missing.
    ///
    /// # Errors
    /// The proxy's address or the User-Agent cannot be used.
    pub fn new(settings: Settings) -> Result<Self, reqwest::Error> {
        let resolver = Arc::new(GuardedResolver { allowed: Arc::new(settings.allowed.clone()) });
        // A proxy of our own configuration may itself have a private address.
        let guarded = build(&settings, |client| match settings.proxy {
            Some(_) => client,
            None => client.dns_resolver(Arc::clone(&resolver)),
        })?;
        let allowed = build(&settings, |client| client)?;
        Ok(Self { inner: Arc::new(Inner { guarded, allowed, settings }) })
    }

    /// Reads an address, following redirects.
    ///
    /// # Errors
    /// Whatever keeps the page from us; anything but 2xx and 304 is [`FetchError::Status`].
    pub async fn fetch(&self, request: Request) -> Result<Fetched, FetchError> {
        let mut journey = self.start(request);
        loop {
            if let Some(fetched) = journey.step().await? {
                return Ok(fetched);
            }
        }
    }

    /// Prepares to read an address one redirect at a time, for a caller that wants to look at each
    /// address before it is asked.
    pub fn start(&self, request: Request) -> Journey {
        let time_left = self.inner.settings.total_time;
        Journey { fetcher: self.clone(), request, visited: Vec::new(), time_left }
    }
}

pub(super) fn build(
    settings: &Settings,
    with: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Result<Client, reqwest::Error> {
    let builder = || -> Result<ClientBuilder, reqwest::Error> {
        let mut client = Client::builder()
            .user_agent(settings.user_agent())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(settings.connect_time)
            .read_timeout(settings.idle_time)
            .pool_max_idle_per_host(2)
            .no_proxy();
        if let Some(proxy) = &settings.proxy {
            client = client.proxy(reqwest::Proxy::all(proxy.clone())?);
        }
        Ok(with(client))
    };
    builder()?.build().or_else(|error| {
        tracing::warn!(
            %error,
            "no certificate authorities found, so secure addresses cannot be read: \
             install ca-certificates or set SSL_CERT_FILE"
        );
        builder()?.tls_certs_only([]).build()
    })
}

/// A request on its way, redirect by redirect.
#[derive(Debug)]
pub struct Journey {
    fetcher: Fetcher,
    request: Request,
    visited: Vec<Url>,
    /// Spent only while the network is in use, so that a polite wait between steps costs nothing.
    time_left: Duration,
}

impl Journey {
    /// The address the next step asks.
    pub fn url(&self) -> &Url {
        &self.request.url
    }

    /// Asks the next address: `None` is a redirect, to be followed by another step.
    ///
    /// # Errors
    /// See [`Fetcher::fetch`].
    pub async fn step(&mut self) -> Result<Option<Fetched>, FetchError> {
        let started = Instant::now();
        let limit = self.fetcher.inner.settings.total_time;
        let asked = tokio::time::timeout(self.time_left, self.ask()).await;
        self.time_left = self.time_left.saturating_sub(started.elapsed());
        asked.unwrap_or(Err(FetchError::TooSlow { limit }))
    }

    async fn ask(&mut self) -> Result<Option<Fetched>, FetchError> {
        let inner = Arc::clone(&self.fetcher.inner);
        let settings = &inner.settings;
        let way = guard::check(self.url(), &settings.allowed, settings.proxy.is_some())?;
        let client = match way {
            Way::Guarded => &inner.guarded,
            Way::Allowed => &inner.allowed,
        };
        let response = self
            .dressed(client)
            .send()
            .await
            .map_err(|error| FetchError::from_client(&error, self.url(), settings))?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED && self.applicable().is_some() {
            return Ok(Some(Fetched::NotModified));
        }
        if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            self.turn_to(status, response.headers())?;
            return Ok(None);
        }
        if !status.is_success() {
            let retry_after =
                text_of(response.headers(), &RETRY_AFTER).and_then(|h| RetryAfter::parse(&h));
            return Err(FetchError::Status { status: status.as_u16(), retry_after });
        }
        self.read(response).await.map(Some)
    }

    fn dressed(&self, client: &Client) -> reqwest::RequestBuilder {
        let method = match self.request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut asking =
            client.request(method, self.url().clone()).headers(self.request.headers.clone());
        if let Some(body) = &self.request.body {
            asking = asking.body(body.clone());
        }
        if let Some(known) = self.applicable() {
            if let Some(etag) = &known.etag {
                asking = asking.header(IF_NONE_MATCH, etag);
            }
            if let Some(date) = &known.last_modified {
                asking = asking.header(IF_MODIFIED_SINCE, date);
            }
        }
        asking
    }

    /// The validators, where they belong to the address that is asked now.
    fn applicable(&self) -> Option<&Validators> {
        self.request.known.as_ref().filter(|known| known.url == self.request.url)
    }

    fn turn_to(&mut self, status: StatusCode, headers: &HeaderMap) -> Result<(), FetchError> {
        let limit = self.request.max_redirects.unwrap_or(self.fetcher.inner.settings.max_redirects);
        if self.visited.len() >= limit {
            return Err(FetchError::TooManyRedirects { limit });
        }
        let here = self.url().clone();
        let next = headers
            .get(LOCATION)
            .and_then(|location| here.join(&as_ascii(location.as_bytes())).ok())
            .ok_or(FetchError::BadRedirect)?;
        if here.scheme() == "https" && next.scheme() == "http" {
            return Err(FetchError::Downgrade { url: next });
        }
        // As browsers do: a form is not sent again unless the site insists.
        let becomes_get = self.request.method == Method::Post && status.as_u16() <= 303;
        if becomes_get {
            self.request.method = Method::Get;
            self.request.body = None;
            self.request.headers.remove(CONTENT_TYPE);
        }
        if here.origin() != next.origin() {
            // Headers may carry a key for the first origin, a body what is meant for it.
            self.request.headers = Request::get(next.clone()).headers;
            if self.request.method == Method::Post {
                return Err(FetchError::BadRedirect);
            }
        }
        self.visited.push(here);
        if !becomes_get && self.visited.contains(&next) {
            return Err(FetchError::RedirectLoop { url: next });
        }
        self.request.url = next;
        Ok(())
    }

    async fn read(&self, mut response: Response) -> Result<Fetched, FetchError> {
        let settings = &self.fetcher.inner.settings;
        let limit = self.request.max_body.unwrap_or(settings.max_body);
        // What the client understood it decoded and removed from the headers.
        if let Some(encoding) = text_of(response.headers(), &CONTENT_ENCODING)
            && !matches!(encoding.trim().to_ascii_lowercase().as_str(), "" | "identity")
        {
            return Err(FetchError::Broken);
        }
        let refuse = self.request.overflow == Overflow::Refuse;
        let announced = text_of(response.headers(), &CONTENT_LENGTH)
            .and_then(|length| length.parse::<usize>().ok());
        if refuse && announced.is_some_and(|length| length > limit) {
            return Err(FetchError::TooLarge { limit });
        }
        let mut body = Vec::new();
        let mut cut = false;
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| FetchError::from_client(&error, self.url(), settings))?
        {
            let room = limit - body.len();
            if chunk.len() > room {
                if refuse {
                    return Err(FetchError::TooLarge { limit });
                }
                body.extend_from_slice(&chunk[..room]);
                cut = true;
                break;
            }
            body.extend_from_slice(&chunk);
        }
        let headers = response.headers();
        Ok(Fetched::Page(Box::new(Page {
            url: self.url().clone(),
            content_type: content_type(headers),
            validators: Validators::read(self.url(), headers),
            body,
            cut,
        })))
    }
}

/// Some sites put bytes beyond ASCII into Location; escaped, they come back to them as they were.
fn as_ascii(location: &[u8]) -> String {
    percent_encode(location, &AsciiSet::EMPTY).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(from: &str, location: &[u8]) -> Result<String, FetchError> {
        let fetcher = Fetcher::new(Settings::default()).unwrap();
        let mut journey = fetcher.start(Request::get(Url::parse(from).unwrap()));
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, location.try_into().unwrap());
        journey.turn_to(StatusCode::FOUND, &headers)?;
        Ok(journey.url().to_string())
    }

    #[test]
    fn a_secure_address_does_not_lead_to_one_that_is_not() {
        let secure = "https://arts.example/call";
        let plain = "http://arts.example/call";
        assert_eq!(
            turned(secure, plain.as_bytes()),
            Err(FetchError::Downgrade { url: Url::parse(plain).unwrap() })
        );
        assert_eq!(turned(plain, secure.as_bytes()).as_deref(), Ok(secure));
    }

    #[test]
    fn a_location_may_be_relative_and_beyond_ascii() {
        let here = "https://arts.example/appels/";
        let there = "https://arts.example/appels/r%C3%A9sidence";
        assert_eq!(turned(here, "résidence".as_bytes()).as_deref(), Ok(there));
        assert_eq!(turned(here, b"r%C3%A9sidence").as_deref(), Ok(there));
        let latin = "https://arts.example/r%E9sidence";
        assert_eq!(turned(here, b"/r\xE9sidence").as_deref(), Ok(latin));
    }
}
