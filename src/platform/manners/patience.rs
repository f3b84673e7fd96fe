//! How long is waited, and how often something is tried.

use std::time::Duration;

use rand::Rng;

use crate::platform::config::Config;
use crate::platform::http::FetchError;

/// How long is waited, and how often something is tried.
#[derive(Clone, Debug)]
pub struct Patience {
    /// Between two requests to one host, where nobody asks for more.
    pub delay: Duration,
    /// The most that `Crawl-delay` in a robots.txt may ask for.
    pub longest_delay: Duration,
    /// How often a page is tried in one visit.
    pub attempts: u32,
    /// Before the second attempt; doubles with each.
    pub first_wait: Duration,
    /// The most that is waited between two attempts, Retry-After included. Who asks for more is left
    /// alone until then.
    pub longest_wait: Duration,
    /// So many visits in a row that failed, and the host is left alone.
    pub failures: u32,
    /// For how long, the first time; doubles with each.
    pub first_rest: Duration,
    /// At most.
    pub longest_rest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            delay: Duration::from_secs(5),
            longest_delay: Duration::from_secs(60),
            attempts: 3,
            first_wait: Duration::from_secs(5),
            longest_wait: Duration::from_secs(120),
            failures: 3,
            first_rest: Duration::from_secs(10 * 60),
            longest_rest: Duration::from_secs(24 * 60 * 60),
        }
    }
}

impl From<&Config> for Patience {
    fn from(config: &Config) -> Self {
        Self { delay: config.fetch_delay.duration(), ..Self::default() }
    }
}

impl Patience {
    /// Before the attempt after the `failed`-th (from 1).
    pub(super) fn wait(&self, failed: u32) -> Duration {
        jittered(doubled(self.first_wait, failed)).min(self.longest_wait)
    }

    /// For how long a host is left alone the `nth` time (from 1).
    pub(super) fn rest(&self, nth: u32) -> Duration {
        jittered(doubled(self.first_rest, nth)).min(self.longest_rest)
    }

    /// Whether this failure says that the whole host will not answer, not just one page of it.
    pub(super) fn concerns_host(error: &FetchError) -> bool {
        matches!(
            error,
            FetchError::NoSuchHost { .. }
                | FetchError::Unreachable { .. }
                | FetchError::Tls { .. }
                | FetchError::Private { .. }
                | FetchError::Status { status: 429, .. }
        )
    }
}

fn doubled(first: Duration, nth: u32) -> Duration {
    first.saturating_mul(2_u32.saturating_pow(nth.saturating_sub(1)))
}

/// Between half and all of it, so that those who failed together do not come back together.
fn jittered(wait: Duration) -> Duration {
    let share: f64 = rand::rng().random_range(0.5..=1.0);
    Duration::try_from_secs_f64(wait.as_secs_f64() * share).unwrap_or(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let patience = Patience::default();
        for nth in 1..100 {
            let least = doubled(patience.first_wait, nth).mul_f64(0.5).min(patience.longest_wait);
            let wait = patience.wait(nth);
            assert!(wait >= least && wait <= patience.longest_wait, "{nth}: {wait:?}");
            assert!(patience.rest(nth) <= patience.longest_rest);
        }
        assert!(patience.wait(1) <= patience.first_wait);
    }

    #[test]
    fn two_who_failed_together_do_not_come_back_together() {
        let patience = Patience::default();
        let first = patience.rest(1);
        assert!((0..100).any(|_| patience.rest(1) != first));
    }
}
