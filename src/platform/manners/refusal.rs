//! Why a page was not read.

use chrono::{DateTime, Utc};
use url::Url;

use super::gate::site;
use crate::platform::http::FetchError;

/// Why a page was not read. `Display` is a plain sentence without a full stop, for the run's report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The site asks programs to stay away from this page.
    #[error("the robots.txt of {host} asks programs not to read this page")]
    ByRobots {
        /// Whose robots.txt.
        host: String,
    },
    /// What the site asks could not be learnt, so nothing is read there for now.
    #[error(
        "the robots.txt of {host}, which comes before every other page, could not be read: {error}"
    )]
    RobotsUnread {
        /// Whose robots.txt.
        host: String,
        /// What kept us from it.
        error: FetchError,
        /// Not before this.
        again_at: Option<DateTime<Utc>>,
    },
    /// The host is left alone, because it failed too often or asked for it.
    #[error("{host} is left alone until {} UTC: {why}", until.format("%-d %B %Y, %H:%M"))]
    Resting {
        /// Which host, with its port where that is not the usual one.
        host: String,
        /// Until when.
        until: DateTime<Utc>,
        /// Its last failure.
        why: FetchError,
    },
    /// The page could not be had.
    #[error("{error}{}", tried(*attempts))]
    Failed {
        /// The address that failed, after redirects.
        url: Url,
        /// What went wrong the last time.
        error: FetchError,
        /// How often it was tried.
        attempts: u32,
        /// Not before this; `None`: trying again will not help by itself.
        again_at: Option<DateTime<Utc>>,
    },
}

fn tried(attempts: u32) -> String {
    if attempts > 1 { format!(", tried {attempts} times") } else { String::new() }
}

impl Refusal {
    /// The host that did not give the page, with its port where that is not the usual one; with
    /// redirects it need not be the one that was asked.
    pub fn host(&self) -> String {
        match self {
            Self::ByRobots { host }
            | Self::RobotsUnread { host, .. }
            | Self::Resting { host, .. } => host.clone(),
            Self::Failed { url, .. } => site(url),
        }
    }

    /// Whether every other page of that host would fare the same just now.
    pub fn concerns_host(&self) -> bool {
        match self {
            Self::ByRobots { .. } => false,
            Self::RobotsUnread { .. } | Self::Resting { .. } => true,
            Self::Failed { error, .. } => super::Patience::concerns_host(error),
        }
    }

    /// From when trying again may help; `None`: not by itself.
    pub fn again_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::ByRobots { .. } => None,
            Self::RobotsUnread { again_at, .. } | Self::Failed { again_at, .. } => *again_at,
            Self::Resting { until, .. } => Some(*until),
        }
    }

    /// The status the page was answered with, such as 404 or 410 where a call was taken down.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Failed { error, .. } => error.status(),
            _ => None,
        }
    }
}
