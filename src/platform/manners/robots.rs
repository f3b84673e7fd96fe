//! What a site asks of programs: robots.txt (RFC 9309).

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use robotxt::{AccessResult, BYTE_LIMIT, Robots, robots_url};
use url::Url;

use crate::platform::http::{FetchError, Fetched, Fetcher, Overflow, Request, Settings};

/// A robots.txt as it was read, or what its absence means.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    robots: Robots,
    good_until: DateTime<Utc>,
    /// Kept beyond that while no newer one can be had.
    read_at: DateTime<Utc>,
}

impl Rules {
    /// Whether there is no need to read it again.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now < self.good_until
    }

    /// Takes an old copy for good a little longer, because the site cannot be asked. After a month
    /// an old copy is no longer what the site says.
    pub fn stretch(&mut self, now: DateTime<Utc>) -> bool {
        let usable = now - self.read_at < TimeDelta::days(30);
        if usable {
            self.good_until = now + TimeDelta::hours(1);
        }
        usable
    }

    pub fn allow(&self, url: &Url) -> bool {
        self.robots.is_url_allowed(url)
    }

    /// What `Crawl-delay` asks for.
    pub fn delay(&self) -> Option<Duration> {
        self.robots.crawl_delay()
    }
}

/// Reads the robots.txt of the site of an address.
///
/// # Errors
/// The site could not be asked, so that nothing there may be read for now.
pub(super) async fn read(
    fetcher: &Fetcher,
    url: &Url,
    now: DateTime<Utc>,
) -> Result<Rules, FetchError> {
    let address =
        robots_url(url).map_err(|_| FetchError::NotWeb { scheme: url.scheme().to_owned() })?;
    // One byte more than is read, so that the parser sees that its last line is cut.
    let request = Request::get(address).redirects(5).at_most(BYTE_LIMIT + 1, Overflow::Cut);
    let answer = fetcher.fetch(request).await;
    let access = match &answer {
        Ok(Fetched::Page(page)) => AccessResult::Successful(&page.body),
        // We sent no validators; a 304 all the same says nothing that we could keep to.
        Ok(Fetched::NotModified) => AccessResult::Unavailable,
        Err(
            FetchError::TooManyRedirects { .. }
            | FetchError::RedirectLoop { .. }
            | FetchError::BadRedirect
            | FetchError::Downgrade { .. },
        ) => AccessResult::TooManyRedirects,
        // "Too often" is no answer to what may be read.
        Err(FetchError::Status { status, .. }) if *status < 500 && *status != 429 => {
            AccessResult::Unavailable
        }
        Err(error) => return Err(error.clone()),
    };
    let robots = Robots::from_access(access, Settings::PRODUCT);
    Ok(Rules { robots, good_until: now + TimeDelta::hours(24), read_at: now })
}
