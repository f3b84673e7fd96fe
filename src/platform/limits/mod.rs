//! How often something may be done: so many at once, and then as many as run in again (GCRA), on the one
//! clock. Each program counts for itself, in memory, by the crate governor; what somebody could get more of
//! by asking several programs is counted by all of them together, in the database.

mod layer;
mod settings;
mod shared;
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
use sqlx::PgPool;
use uuid::Uuid;

use super::caller::{self, network_of};
use super::clock::Clock;
use super::config::Config;
use super::error::Error;

pub use layer::by_address;
pub use settings::Overrides;
use shared::Taken;
pub use shared::sweep;
pub use table::{Counted, Limit, Limited, Per, TABLE, window};

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
    pool: PgPool,
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
    pub fn new(config: &Config, clock: &Clock, pool: PgPool) -> Self {
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
        Self { buckets: TABLE.iter().map(bucket).collect(), pool }
    }

    /// Takes one. `None`: this limit is off.
    ///
    /// # Errors
    /// There were too many, or the database cannot be reached in which all count together.
    pub async fn take(&self, limited: Limited, key: &Key) -> Result<Option<Standing>, Error> {
        let bucket = &self.buckets[limited as usize];
        let Some(limiter) = &bucket.limiter else { return Ok(None) };
        let Bucket { limit, quota, .. } = *bucket;
        if limit.counted == Counted::Together {
            let now = bucket.clock.now();
            return match shared::take(&self.pool, limit, quota, key, now).await? {
                Taken::Left(left) => Ok(Some(Standing { limit, quota, left })),
                Taken::Wait(wait) => Err(TooMany::after(limit, quota, wait.to_std()).into()),
            };
        }
        if bucket.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            limiter.retain_recent();
        }
        match limiter.check_key(key) {
            Ok(state) => {
                Ok(Some(Standing { limit, quota, left: state.remaining_burst_capacity() }))
            }
            Err(until) => {
                let wait = until.wait_time_from(governor::clock::Clock::now(&bucket.clock));
                Err(TooMany::after(limit, quota, Ok(wait)).into())
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
    fn after(
        limit: &'static Limit,
        quota: (u32, u64),
        wait: Result<Duration, chrono::OutOfRangeError>,
    ) -> Self {
        Self { limit, quota, wait: wait.unwrap_or_default().as_secs() + 1 }
    }

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
        // Nobody connects: what is counted together has stories of its own.
        let pool =
            sqlx::postgres::PgPoolOptions::new().connect_lazy("postgres://nobody@127.0.0.1:1/");
        (Limits::new(&Config::read(&values).unwrap(), &clock, pool.unwrap()), clock)
    }

    #[tokio::test]
    async fn so_many_at_once_and_then_as_time_passes() {
        let (limits, clock) = limits("token=3/15m");
        let ada = Key::named_here("ada@example.org");
        for left in [2, 1, 0] {
            let standing = limits.take(Limited::Token, &ada).await.unwrap().unwrap();
            assert_eq!(standing.left, left);
        }
        let refused = limits.take(Limited::Token, &ada).await.unwrap_err();
        let Error::TooMany(refused) = refused else { panic!("{refused:?}") };
        assert!((299..=301).contains(&refused.wait), "{refused:?}");
        assert!(limits.take(Limited::Token, &Key::named_here("bela@example.org")).await.is_ok());
        clock.set(clock.now() + TimeDelta::seconds(301));
        assert!(limits.take(Limited::Token, &ada).await.is_ok());
        assert!(limits.take(Limited::Token, &ada).await.is_err());
    }

    #[tokio::test]
    async fn a_limit_that_is_off_lets_everyone_through() {
        let (limits, _) = limits("off");
        for _ in 0..10_000 {
            assert!(limits.take(Limited::Pages, &Key::here()).await.unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn what_is_left_is_told() {
        let (limits, _) = limits("api=4/2m");
        let mut headers = HeaderMap::new();
        limits.take(Limited::Api, &Key::here()).await.unwrap().unwrap().tell(&mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"api\";q=4;w=120");
        assert_eq!(headers["ratelimit"], "\"api\";r=3;t=30");
    }
}
