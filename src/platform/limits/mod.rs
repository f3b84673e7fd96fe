//! How often something may be done: so many at once, and then as many as run in again (GCRA, by the
//! crate governor). Counted in memory, by each program for itself, on the one clock.

mod layer;
mod settings;
mod table;

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::caller::{self, network_of};
use super::clock::Clock;
use super::config::Config;

pub use layer::by_address;
pub use settings::Overrides;
pub use table::{Limit, Limited, Per, TABLE, window};

/// Who is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// An address, or a /64.
    Address(IpAddr),
    /// An account or a token.
    Id(Uuid),
    /// A name that was typed, by its hash, and from where.
    Typed([u8; 16], Option<IpAddr>),
}

/// What is left after one was let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    limit: &'static Limit,
    quota: (u32, u64),
    left: u32,
}

/// Why one was not let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// The limit that was reached.
    pub limit: &'static Limit,
    quota: (u32, u64),
    /// Seconds until one would be let through.
    pub wait: u64,
}

type Limiter = RateLimiter<Key, DashMapStateStore<Key>, Clock, StateInformationMiddleware>;

/// All the limits, and how far each is used up. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Limits {
    buckets: Arc<[Bucket]>,
}

#[derive(Debug)]
struct Bucket {
    limit: &'static Limit,
    quota: (u32, u64),
    /// `None`: any number is let through.
    limiter: Option<Limiter>,
    clock: Clock,
    asked: AtomicU32,
}

/// After so many questions those are forgotten whose limit is full again.
const TIDY_EVERY: u32 = 4_096;

impl Limits {
    /// The limits as configured, none of them used.
    pub fn new(config: &Config, clock: &Clock) -> Self {
        let bucket = |limit: &'static Limit| {
            let quota = config.limits.quota(limit);
            let limiter = quota.and_then(|(most, window)| {
                let one = Duration::from_secs(window) / most;
                let quota = Quota::with_period(one)?.allow_burst(NonZeroU32::new(most)?);
                let limiter = RateLimiter::dashmap_with_clock(quota, clock.clone());
                Some(limiter.with_middleware::<StateInformationMiddleware>())
            });
            let quota = quota.unwrap_or_default();
            Bucket { limit, quota, limiter, clock: clock.clone(), asked: AtomicU32::new(0) }
        };
        Self { buckets: TABLE.iter().map(bucket).collect() }
    }

    /// Takes one. `None`: this limit is off.
    ///
    /// # Errors
    /// There were too many.
    pub fn take(&self, limited: Limited, key: &Key) -> Result<Option<Standing>, TooMany> {
        let bucket = &self.buckets[limited as usize];
        let Some(limiter) = &bucket.limiter else { return Ok(None) };
        if bucket.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            limiter.retain_recent();
        }
        let Bucket { limit, quota, .. } = *bucket;
        match limiter.check_key(key) {
            Ok(state) => {
                Ok(Some(Standing { limit, quota, left: state.remaining_burst_capacity() }))
            }
            Err(until) => {
                let wait = until.wait_time_from(governor::clock::Clock::now(&bucket.clock));
                Err(TooMany { limit, quota, wait: wait.as_secs() + 1 })
            }
        }
    }
}

impl Key {
    /// The address of whoever asks.
    pub fn here() -> Self {
        let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        Self::Address(caller::current().address.map_or(unknown, network_of))
    }

    /// An account that was named, whether or not there is one of this name.
    pub fn named(name: &str) -> Self {
        Self::Typed(digest(name), None)
    }

    /// An account that was named, from the address of whoever asks.
    pub fn named_here(name: &str) -> Self {
        Self::Typed(digest(name), caller::current().address.map(network_of))
    }
}

/// The database of a limit holds no addresses of people, and a long one takes no more room.
fn digest(name: &str) -> [u8; 16] {
    let mut digest = [0; 16];
    digest.copy_from_slice(&Sha256::digest(name.as_bytes())[..16]);
    digest
}

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

impl Standing {
    /// Says it in the `RateLimit` headers of the answer.
    pub fn tell(&self, headers: &mut HeaderMap) {
        let (most, window) = self.quota;
        // How long until it is full again.
        let used = u64::from(most.saturating_sub(self.left));
        tell(headers, self.limit, self.quota, self.left, (used * window).div_ceil(most.into()));
    }
}

impl TooMany {
    /// Says it in the `RateLimit` headers of the answer.
    pub fn tell(&self, headers: &mut HeaderMap) {
        tell(headers, self.limit, self.quota, 0, self.wait);
    }
}

/// The header fields of draft-ietf-httpapi-ratelimit-headers: the policy, what is left, and in how many
/// seconds there is more.
fn tell(headers: &mut HeaderMap, limit: &Limit, quota: (u32, u64), left: u32, seconds: u64) {
    let policy = format!("\"{}\";q={};w={}", limit.name, quota.0, quota.1);
    let left = format!("\"{}\";r={left};t={seconds}", limit.name);
    for (name, value) in [(POLICY, policy), (LEFT, left)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(name, value);
        }
    }
}

/// Time for limits: never backwards on the machine's clock, and a test's where there is one.
impl governor::clock::Clock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::TimeDelta;

    use super::*;

    fn limits(setting: &str) -> (Limits, Clock) {
        let values = BTreeMap::from([("PROLETTO_LIMITS".to_owned(), setting.to_owned())]);
        let clock = Clock::fixed("2027-03-01T09:00:00Z".parse().unwrap());
        (Limits::new(&Config::read(&values).unwrap(), &clock), clock)
    }

    #[test]
    fn so_many_at_once_and_then_as_time_passes() {
        let (limits, clock) = limits("sign-in=3/15m");
        let ada = Key::named_here("ada@example.org");
        for left in [2, 1, 0] {
            let standing = limits.take(Limited::SignIn, &ada).unwrap().unwrap();
            assert_eq!(standing.left, left);
        }
        let refused = limits.take(Limited::SignIn, &ada).unwrap_err();
        assert!((299..=301).contains(&refused.wait), "{refused:?}");
        assert!(limits.take(Limited::SignIn, &Key::named_here("bela@example.org")).is_ok());
        clock.set(clock.now() + TimeDelta::seconds(301));
        assert!(limits.take(Limited::SignIn, &ada).is_ok());
        assert!(limits.take(Limited::SignIn, &ada).is_err());
    }

    #[test]
    fn a_limit_that_is_off_lets_everyone_through() {
        let (limits, _) = limits("off");
        for _ in 0..10_000 {
            assert_eq!(limits.take(Limited::Pages, &Key::here()), Ok(None));
        }
    }

    #[test]
    fn what_is_left_is_told() {
        let (limits, _) = limits("api=4/2m");
        let mut headers = HeaderMap::new();
        limits.take(Limited::Api, &Key::here()).unwrap().unwrap().tell(&mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"api\";q=4;w=120");
        assert_eq!(headers["ratelimit"], "\"api\";r=3;t=30");
    }
}
