//! What can go wrong on the way, in words that stand in a run's report.

use std::error::Error;
use std::io;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use super::Settings;
use super::guard::PrivateAddress;

/// Why an address could not be read. `Display` is a plain sentence without a full stop.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence beside each variant says it")]
pub enum FetchError {
    #[error("the address begins with {scheme}: and only http and https addresses are read")]
    NotWeb { scheme: String },
    #[error("the address carries a user name or password, and such addresses are not read")]
    Credentials,
    #[error("port {port} is not one on which web pages are served")]
    Port { port: u16 },
    #[error("{host} lies inside a private network, where pages from outside may not send us")]
    Private { host: String },
    #[error("the name {host} could not be found")]
    NoSuchHost { host: String },
    #[error("{host} could not be reached")]
    Unreachable { host: String },
    #[error("{host} offers no secure connection that can be trusted")]
    Tls { host: String },
    #[error("the answer took longer than {}", in_words(*.limit))]
    TooSlow { limit: Duration },
    #[error("nothing arrived for {}", in_words(*.limit))]
    Silent { limit: Duration },
    #[error("the answer is larger than {limit} bytes")]
    TooLarge { limit: usize },
    #[error("more than {limit} redirects")]
    TooManyRedirects { limit: usize },
    #[error("the redirects run in a circle, back to {url}")]
    RedirectLoop { url: Url },
    #[error("a redirect without a readable address")]
    BadRedirect,
    #[error("a redirect from a secure address to {url}, which is not secure")]
    Downgrade { url: Url },
    #[error("{}", status_in_words(*.status))]
    Status { status: u16, retry_after: Option<RetryAfter> },
    #[error("the answer broke off or was damaged")]
    Broken,
    #[error("the request could not be made")]
    BadRequest,
}

impl FetchError {
    /// Whether the same request may succeed a little later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::NoSuchHost { .. }
            | Self::Unreachable { .. }
            | Self::TooSlow { .. }
            | Self::Silent { .. }
            | Self::Broken => true,
            Self::Status { status: 501 | 505, .. } => false,
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            _ => false,
        }
    }

    /// The status of an answer that was not a success.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// When the site asked us to come back.
    pub fn retry_after(&self) -> Option<RetryAfter> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Reads the client's error. The cause itself goes to the log only.
    pub(super) fn from_client(error: &reqwest::Error, url: &Url, settings: &Settings) -> Self {
        let host = || url.host_str().unwrap_or_default().to_owned();
        let causes = causes(error);
        // Of the address only the host: the rest may hold a key.
        tracing::debug!(host = host(), causes = %in_one_line(&causes), "a request failed");
        if causes.iter().any(|cause| cause.is::<PrivateAddress>()) {
            Self::Private { host: host() }
        } else if error.is_dns() {
            Self::NoSuchHost { host: host() }
        } else if error.is_connect() {
            // rustls reports a handshake that failed as invalid data.
            let invalid = causes.iter().any(|cause| {
                cause
                    .downcast_ref::<io::Error>()
                    .is_some_and(|error| error.kind() == io::ErrorKind::InvalidData)
            });
            if invalid { Self::Tls { host: host() } } else { Self::Unreachable { host: host() } }
        } else if error.is_timeout() {
            Self::Silent { limit: settings.idle_time }
        } else if error.is_builder() {
            Self::BadRequest
        } else {
            Self::Broken
        }
    }
}

fn causes<'e>(error: &'e (dyn Error + 'static)) -> Vec<&'e (dyn Error + 'static)> {
    let mut chain = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        chain.push(cause);
        // An io::Error shows what it wraps only to those who ask.
        if let Some(inner) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            chain.push(inner);
        }
        next = cause.source();
    }
    chain
}

fn in_one_line(causes: &[&(dyn Error + 'static)]) -> String {
    causes.iter().map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn in_words(limit: Duration) -> String {
    match limit.as_secs() {
        0 => format!("{} ms", limit.as_millis()),
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

fn status_in_words(status: u16) -> String {
    let meaning = match status {
        401 | 407 => "the page asks for a sign-in",
        402 => "the page asks for payment",
        403 => "the site does not let us see this page",
        404 => "there is no such page",
        410 => "the page is gone for good",
        429 => "the site asks us to come less often",
        451 => "the page is withheld for legal reasons",
        503 => "the site is not available just now",
        500..=599 => "the site has a fault of its own",
        300..=399 => "the site points elsewhere in a way we cannot follow",
        _ => "the site did not accept the request",
    };
    format!("{meaning} ({status})")
}

/// The header of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds from the answer.
    Seconds(u64),
    /// At this instant.
    At(DateTime<Utc>),
}

impl RetryAfter {
    /// Reads whole seconds or an HTTP date in any of its three forms.
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        if !header.is_empty() && header.bytes().all(|b| b.is_ascii_digit()) {
            // Digits beyond a u64 mean "never", not "at once".
            return Some(Self::Seconds(header.parse().unwrap_or(u64::MAX)));
        }
        httpdate::parse_http_date(header).ok().map(|date| Self::At(date.into()))
    }

    /// How long to wait from `now`; an instant that has passed is no wait. At most a year.
    pub fn wait(self, now: DateTime<Utc>) -> Duration {
        const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        let wait = match self {
            Self::Seconds(seconds) => Duration::from_secs(seconds),
            Self::At(instant) => {
                (instant - now).max(TimeDelta::zero()).to_std().unwrap_or_default()
            }
        };
        wait.min(YEAR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: DateTime<Utc> = "2026-11-06T08:00:00Z".parse().unwrap();
        let wait = |header: &str| RetryAfter::parse(header).map(|r| r.wait(now).as_secs());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait(" 0 "), Some(0));
        assert_eq!(wait("Fri, 06 Nov 2026 08:00:30 GMT"), Some(30));
        assert_eq!(wait("Friday, 06-Nov-26 08:01:00 GMT"), Some(60));
        assert_eq!(wait("Fri Nov  6 08:02:00 2026"), Some(120));
        assert_eq!(wait("Thu, 05 Nov 2026 08:00:00 GMT"), Some(0), "already passed");
        assert_eq!(wait("99999999999999999999999"), Some(365 * 24 * 60 * 60));
        for unclear in ["", "soon", "-5", "1.5", "2026-11-06T08:00:30Z"] {
            assert_eq!(wait(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let status = |status| FetchError::Status { status, retry_after: None }.may_pass();
        assert!([408, 429, 500, 502, 503, 504, 522].into_iter().all(status));
        assert!(![400, 401, 403, 404, 410, 501].into_iter().any(status));
        assert!(FetchError::Broken.may_pass());
        assert!(!FetchError::Private { host: "intranet.example".into() }.may_pass());
        assert!(!FetchError::TooLarge { limit: 1 }.may_pass());
    }
}
