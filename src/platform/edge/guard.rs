//! What can be refused by its headers alone, before anything is read or done.

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::Url;

use crate::platform::error::Error;
use crate::platform::state;

/// The most that a request may send, by where it goes. The first line whose beginning is the path's counts;
/// the last one is for everything.
pub type Sizes = &'static [(&'static str, usize)];

/// Middleware: refuses a body that is too long for where it goes, before it is read where it says how long
/// it is, and a change that another site's page asks for in a browser so old that it names neither Origin
/// nor Sec-Fetch-Site, but does say where it comes from.
pub async fn layer(
    State((state, sizes)): State<(state::State, Sizes)>,
    mut request: Request,
    next: Next,
) -> Response {
    let most = most_at(sizes, request.uri().path()).min(state.config.max_body);
    let headers = request.headers();
    let length: Option<u64> = number(headers, &header::CONTENT_LENGTH);
    if length.is_some_and(|length| length > most as u64) {
        return Error::Refused(StatusCode::PAYLOAD_TOO_LARGE).into_response();
    }
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let secure = state.config.base_url().scheme() == "https";
    if !safe && (comes_from_elsewhere(headers) || secure && comes_in_the_open(headers)) {
        return Error::Refused(StatusCode::FORBIDDEN).into_response();
    }
    DefaultBodyLimit::max(most).apply(&mut request);
    next.run(request).await
}

/// The most that may be sent there.
pub(super) fn most_at(sizes: Sizes, path: &str) -> usize {
    sizes.iter().find(|(start, _)| path.starts_with(start)).map_or(0, |(_, most)| *most)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// Whether a page that came without encryption asks: whoever is between may have written it.
fn comes_in_the_open(headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes().starts_with(b"http://"))
}

/// Whether only the referrer says where it comes from, and it is another site.
fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site") {
        return false;
    }
    let Some(referrer) = text("referer") else { return false };
    let from = Url::parse(referrer).ok();
    let from = from.as_ref().map(|url| &url[url::Position::BeforeHost..url::Position::AfterPort]);
    from.is_none() || from != text("host")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_sent_depends_on_where_it_goes() {
        const SIZES: Sizes = &[("/sign-", 10), ("/", 100)];
        assert_eq!([most_at(SIZES, "/sign-in"), most_at(SIZES, "/profile")], [10, 100]);
        assert_eq!(most_at(&[], "/profile"), 0, "what no line allows is not taken");
    }

    #[test]
    fn a_referrer_counts_where_nothing_better_is_said() {
        let elsewhere = |pairs: &[(&'static str, &str)]| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
            comes_from_elsewhere(&pairs.collect())
        };
        let host = ("host", "calls.example:8080");
        assert!(!elsewhere(&[host]));
        assert!(!elsewhere(&[host, ("referer", "http://calls.example:8080/profile")]));
        assert!(elsewhere(&[host, ("referer", "http://evil.example/")]));
        assert!(elsewhere(&[host, ("referer", "http://calls.example.evil.example:8080/")]));
        assert!(elsewhere(&[host, ("referer", "about:blank")]));
        let origin = ("origin", "http://calls.example:8080");
        assert!(!elsewhere(&[host, origin, ("referer", "http://evil.example/")]));
    }
}
