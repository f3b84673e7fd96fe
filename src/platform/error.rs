//! What can go wrong for a visitor, and how it is told: as a page, or as `application/problem+json`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::limits::{TooMany, window};
use super::{db, session};

/// Why a request was not served. The cause of an internal error is logged once and never sent.
#[derive(Clone, Debug)]
pub enum Error {
    /// There is no such thing, or not for this visitor.
    NotFound,
    /// Sign in first.
    Unauthenticated,
    /// Signed in, and still not allowed.
    Forbidden,
    /// The request cannot be understood; the words say why.
    BadRequest(String),
    /// Parameters that cannot be read, each by its name.
    Unreadable(Vec<Unreadable>),
    /// It came too late or twice; the words say what is the case now.
    Conflict(String),
    /// It cannot be done as things stand; the words say what to do first.
    InTheWay(String),
    /// Too often; the limit says how often it may be.
    TooMany(TooMany),
    /// The way it was sent is not the way it is taken (405, 413, 415, 408, 503 …).
    Refused(StatusCode),
    /// The database is not there just now.
    Away(std::sync::Arc<anyhow::Error>),
    /// Our fault.
    Internal(std::sync::Arc<anyhow::Error>),
}

/// A parameter that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Unreadable {
    /// Its name.
    pub parameter: String,
    /// What is wrong with it, in plain words.
    pub detail: String,
}

/// When to try again where it was too busy, in seconds.
const SOON: HeaderValue = HeaderValue::from_static("5");

/// In so many seconds it is worth trying again where the database was away.
const AGAIN: u32 = 30;

/// What a handler returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Unauthenticated => StatusCode::UNAUTHORIZED,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::BadRequest(_) | Error::Unreadable(_) => StatusCode::BAD_REQUEST,
            Error::Conflict(_) | Error::InTheWay(_) => StatusCode::CONFLICT,
            Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Error::Refused(status) => *status,
            Error::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The same as the cause of a job that fails, where nobody is shown a page.
    pub fn into_cause(self) -> anyhow::Error {
        match self {
            Error::Internal(cause) => anyhow::anyhow!("{cause:#}"),
            other => anyhow::anyhow!("{}", other.detail()),
        }
    }

    /// A heading for people.
    pub fn title(&self) -> &'static str {
        match self {
            Error::NotFound => "There is nothing here",
            Error::Unauthenticated => "Please sign in",
            Error::Forbidden => "This is not open to you",
            Error::BadRequest(_) | Error::Unreadable(_) => "That could not be understood",
            Error::Conflict(_) => "Something changed in the meantime",
            Error::InTheWay(_) => "Something stands in the way",
            Error::TooMany(_) => "That was too often",
            Error::Refused(StatusCode::METHOD_NOT_ALLOWED) => "That cannot be done here",
            Error::Refused(StatusCode::PAYLOAD_TOO_LARGE) => "That is too large",
            Error::Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE) => "That format is not taken here",
            Error::Refused(StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT) => {
                "That took too long"
            }
            Error::Refused(
                StatusCode::URI_TOO_LONG | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            ) => "That is too long",
            Error::Refused(StatusCode::SERVICE_UNAVAILABLE) => "Too busy just now",
            Error::Refused(_) => "That was not accepted",
            Error::Away(_) => "Out for a moment",
            Error::Internal(_) => "Something broke on our side",
        }
    }

    /// A sentence that says what to do next.
    pub fn detail(&self) -> String {
        match self {
            Error::NotFound => {
                "The address may be wrong, or what was here is gone. The list of calls is a good \
                 place to start again."
                    .into()
            }
            Error::Unauthenticated => "You need to be signed in to see this.".into(),
            Error::Forbidden => {
                "Your account, or the token you use, does not have the right to do this.".into()
            }
            Error::BadRequest(words) | Error::Conflict(words) | Error::InTheWay(words) => {
                words.clone()
            }
            Error::Unreadable(parameters) => {
                let each =
                    parameters.iter().map(|one| format!("{}: {}.", one.parameter, one.detail));
                each.collect::<Vec<_>>().join(" ")
            }
            Error::TooMany(too_many) => {
                let wait = match too_many.wait {
                    seconds @ 0..120 => window(seconds),
                    seconds => window(seconds.next_multiple_of(60)),
                };
                format!(
                    "There were too many {} in a short time. Please try again in {}.",
                    too_many.limit.what,
                    if wait == "minute" { "a minute" } else { &wait },
                )
            }
            Error::Refused(StatusCode::METHOD_NOT_ALLOWED) => {
                "This address exists, but it does not take this kind of request.".into()
            }
            Error::Refused(StatusCode::REQUEST_TIMEOUT) => {
                "What you sent arrived too slowly, and was not taken. Please try again.".into()
            }
            Error::Refused(StatusCode::PAYLOAD_TOO_LARGE) => {
                "What you sent is larger than we take. Send less, and try again.".into()
            }
            Error::Refused(StatusCode::SERVICE_UNAVAILABLE) => {
                "Many people are here at once. Please try again in a moment.".into()
            }
            Error::Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE) => {
                "Programs send JSON here, as application/json.".into()
            }
            Error::Refused(StatusCode::FORBIDDEN) => {
                "The request came from another site and was not carried out.".into()
            }
            Error::Refused(_) => "Check what was sent, and try again.".into(),
            Error::Away(_) => {
                "Our database does not answer just now. Nothing that was kept is lost; please try \
                 again in a minute."
                    .into()
            }
            Error::Internal(_) => {
                "Nothing you typed caused this. It has been noted; please try again in a moment."
                    .into()
            }
        }
    }
}

/// The plain answer; `app.rs` has the layer that dresses it for the visitor.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, super::NO_STORE);
        if let Error::TooMany(too_many) = &self {
            headers.insert(header::RETRY_AFTER, too_many.wait.into());
            too_many.tell(headers);
        }
        if matches!(self, Error::Refused(StatusCode::SERVICE_UNAVAILABLE)) {
            headers.insert(header::RETRY_AFTER, SOON);
        }
        if matches!(self, Error::Away(_)) {
            headers.insert(header::RETRY_AFTER, AGAIN.into());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// An address that cannot be read leads nowhere.
impl From<axum::extract::rejection::PathRejection> for Error {
    fn from(_: axum::extract::rejection::PathRejection) -> Self {
        Error::NotFound
    }
}

impl From<TooMany> for Error {
    fn from(too_many: TooMany) -> Self {
        Error::TooMany(too_many)
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<sqlx::Error>());
        if causes.any(db::is_away) {
            return Error::Away(std::sync::Arc::new(error));
        }
        Error::Internal(std::sync::Arc::new(error))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // Postgres keeps no NUL character, neither in text nor in JSON.
        let code = error.as_database_error().and_then(|error| error.code());
        if matches!(code.as_deref(), Some("22021" | "22P05")) {
            let words = "It contains a character that cannot be kept. Please take it out.";
            return Error::BadRequest(words.into());
        }
        if db::is_away(&error) {
            return Error::Away(std::sync::Arc::new(error.into()));
        }
        anyhow::Error::from(error).into()
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        if session::is_away(&error) {
            return Error::Away(std::sync::Arc::new(error.into()));
        }
        anyhow::Error::from(error).into()
    }
}

/// Absence as a 404.
pub trait OrNotFound<T> {
    /// The value, or [`Error::NotFound`].
    ///
    /// # Errors
    /// Where there is none.
    fn or_not_found(self) -> Result<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self) -> Result<T> {
        self.ok_or(Error::NotFound)
    }
}

/// The name of the constraint that the database refused a change for, if that is why.
pub fn violated(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error()?.constraint()
}
