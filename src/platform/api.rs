//! What every part of the JSON API shares: how parameters are read, pages of a list, who may read it
//! from where.

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};
use utoipa::ToSchema;

use super::edge::headers::RESOURCE_POLICY;
use super::error::{Error, Unreadable};

/// Which part of a list this is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pages {
    /// How many there are on all pages.
    total: u64,
    /// Which page this is, from 1.
    page: u32,
    /// How many pages there are.
    pages: u64,
    /// How many a page holds at most.
    per_page: u32,
    /// The page after this one; `null`: this is the last.
    next: Option<Url>,
    /// The page before this one; `null`: this is the first.
    previous: Option<Url>,
}

impl Pages {
    /// Page `page` of `total` things; `href` gives the address of a page. A page beyond the last is
    /// empty, and leads back to the last.
    pub fn new(page: u32, per_page: u32, total: u64, href: impl Fn(u32) -> Url) -> Self {
        let pages = total.div_ceil(per_page.max(1).into());
        let last = u32::try_from(pages).unwrap_or(u32::MAX);
        let before = page.saturating_sub(1).min(last);
        Self {
            total,
            page,
            pages,
            per_page,
            next: (page < last).then(|| href(page + 1)),
            previous: (before > 0).then(|| href(before)),
        }
    }
}

/// A question in JSON, and only as `application/json`: what a form of another site can send is not taken.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Error::Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        match axum::Json::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(JsonRejection::BytesRejection(problem)) => Err(Error::Refused(problem.status())),
            Err(problem) => Err(Error::BadRequest(format!("{}.", problem.body_text()))),
        }
    }
}

/// Whether what is sent says that it is JSON, by its one name, and in the one encoding JSON has.
fn is_json(headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(header::CONTENT_TYPE).iter();
    let line = lines.next().and_then(|line| line.to_str().ok()).filter(|_| lines.next().is_none());
    let mut parts = line.unwrap_or_default().split(';').map(str::trim);
    let utf8 = ["charset=utf-8", "charset=\"utf-8\""];
    parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
        && parts.all(|part| utf8.iter().any(|known| part.eq_ignore_ascii_case(known)))
}

/// The address of a path of this site.
pub fn at(base: &Url, path: &str) -> Url {
    // A path always joins; should one not, the site itself is still a way on.
    base.join(path).unwrap_or_else(|_| base.clone())
}

/// Reads a query one parameter at a time; `take` says what is wrong with one it cannot read.
///
/// # Errors
/// [`Error::Unreadable`] with each of those.
pub fn read_query(
    query: Option<&str>,
    mut take: impl FnMut(&str, &str) -> Result<(), String>,
) -> Result<(), Error> {
    let mut unreadable = Vec::new();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        if let Err(detail) = take(&name, &value) {
            unreadable.push(Unreadable { parameter: name.into_owned(), detail });
        }
    }
    if unreadable.is_empty() { Ok(()) } else { Err(Error::Unreadable(unreadable)) }
}

/// A whole number as JSON writes it, from 1 to `most`: what the document calls an integer, and nothing that
/// is only read like one ("+1").
///
/// # Errors
/// What it has to be, in words.
pub fn whole(value: &str, most: u32) -> Result<u32, String> {
    let plain = value.starts_with(|c: char| matches!(c, '1'..='9'));
    let number = value.parse().ok().filter(|number| plain && *number <= most);
    number.ok_or_else(|| format!("must be a number from 1 to {most}"))
}

/// Layer: these answers are the same for everyone, so any site may read them and anyone keep them for
/// a minute.
pub async fn for_everyone(mut response: Response) -> Response {
    const ANYONE: HeaderValue = HeaderValue::from_static("*");
    const A_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");
    let keep = !response.status().is_client_error() && !response.status().is_server_error();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    if keep {
        headers.entry(header::CACHE_CONTROL).or_insert(A_MINUTE);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_leads_on_and_back() {
        let base = Url::parse("https://calls.example/").unwrap();
        let around = |page, total| {
            let pages = Pages::new(page, 10, total, |n| at(&base, &format!("/list?page={n}")));
            let number =
                |url: Option<Url>| url.map(|url| url.query().unwrap_or_default().to_owned());
            (pages.pages, number(pages.previous), number(pages.next))
        };
        let page = |n: u32| Some(format!("page={n}"));
        assert_eq!(around(1, 0), (0, None, None));
        assert_eq!(around(1, 10), (1, None, None));
        assert_eq!(around(1, 11), (2, None, page(2)));
        assert_eq!(around(2, 21), (3, page(1), page(3)));
        assert_eq!(around(9_000, 21), (3, page(3), None));
    }
}
