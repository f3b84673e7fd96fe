//! The one layer that tells a visitor what went wrong: a page, or a problem document where programs read.

use askama::Template;
use axum::extract::{FromRequestParts, OriginalUri, Request};
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use utoipa::ToSchema;

use super::db;
use super::error::{Error, Unreadable};
use super::page::Page;

/// A problem as RFC 9457 writes it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What went wrong, in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do about it, in a sentence.
    pub detail: String,
    /// Names this request in the logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The parameters that could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Unreadable>,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    title: &'static str,
    detail: String,
    request_id: Option<String>,
}

/// Where answers are read by programs.
const FOR_PROGRAMS: [&str; 2] = ["/api/", "/common-grants/"];

/// Whether answers at this path are read by programs.
pub fn is_for_programs(path: &str) -> bool {
    FOR_PROGRAMS.iter().any(|start| path.starts_with(start))
}

/// What is kept of the request for the case that it fails.
struct Asked {
    method: Method,
    uri: Uri,
    id: Option<String>,
    parts: Parts,
}

/// Middleware: dresses every answer that is an error and not yet in words. Applied twice, inside the
/// session (where the page knows its visitor) and outermost (for what fails before that).
pub async fn dress(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Asked {
        method: parts.method.clone(),
        uri: parts.extensions.get().map_or(&parts.uri, |uri: &OriginalUri| &uri.0).clone(),
        id: parts.headers.get("x-request-id").and_then(|id| Some(id.to_str().ok()?.to_owned())),
        parts: parts.clone(),
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(error) = undressed(&response) else { return response };
    if let Error::Internal(cause) = &error {
        tracing::error!(path = asked.uri.path(), id = asked.id, "{cause:#}");
    }
    if let Error::Away(cause) = &error {
        db::note_away(cause);
    }
    let mut dressed = asked.answer(error).await;
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            dressed.headers_mut().entry(name).or_insert(value.clone());
        }
    }
    dressed
}

/// The error of an answer that has no words of its own yet.
fn undressed(response: &Response) -> Option<Error> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let dressed = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.to_str().unwrap_or_default();
        kind.starts_with("text/html") || kind.ends_with("json")
    });
    if dressed {
        return None;
    }
    let error = response.extensions().get::<Error>().cloned();
    Some(error.unwrap_or(match status {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::UNAUTHORIZED => Error::Unauthenticated,
        status => Error::Refused(status),
    }))
}

impl Asked {
    async fn answer(mut self, error: Error) -> Response {
        if is_for_programs(self.uri.path()) {
            let shown = self.parts.headers.contains_key(header::AUTHORIZATION);
            return problem(&error, self.id, shown);
        }
        let reads = matches!(self.method, Method::GET | Method::HEAD);
        if matches!(error, Error::Unauthenticated) && reads {
            let here = self.uri.path_and_query().map_or("/", PathAndQuery::as_str);
            let here = utf8_percent_encode(here, NON_ALPHANUMERIC);
            return Redirect::to(&format!("/sign-in?next={here}")).into_response();
        }
        let page = Page::from_request_parts(&mut self.parts, &()).await.unwrap_or_default();
        let status = error.status();
        let page = ErrorPage {
            page,
            status: status.as_u16(),
            title: error.title(),
            detail: error.detail(),
            request_id: self.id.filter(|_| status.is_server_error()),
        };
        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => (status, error.title()).into_response(),
        }
    }
}

/// The answer of the API, to somebody who has `shown` a token or has not.
fn problem(error: &Error, id: Option<String>, shown: bool) -> Response {
    let status = error.status();
    let problem = Problem {
        title: error.title().to_owned(),
        status: status.as_u16(),
        detail: error.detail(),
        instance: id.map(|id| format!("urn:proletto:request:{id}")),
        errors: match error {
            Error::Unreadable(parameters) => parameters.clone(),
            _ => Vec::new(),
        },
    };
    let mut response = (status, axum::Json(problem)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, super::NO_STORE);
    if matches!(error, Error::Unauthenticated) {
        let how = HeaderValue::from_static(match shown {
            true => "Bearer realm=\"Proletto\", error=\"invalid_token\"",
            false => "Bearer realm=\"Proletto\"",
        });
        response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
    }
    response
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::styleguide::{page_for, save};

    #[test]
    fn an_error_says_what_to_do_next() {
        let page = ErrorPage {
            page: page_for(None, "/nowhere"),
            status: 404,
            title: Error::NotFound.title(),
            detail: Error::NotFound.detail(),
            request_id: Some("018f3c2e".to_owned()),
        };
        let html = save("error", &page);
        assert!(html.contains("Browse calls") && html.contains("018f3c2e"), "{html}");
    }
}
