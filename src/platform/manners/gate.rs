//! One at a time: the gate before every host.
//!
//! A turn is the right to ask a host. Turns of one host follow each other; turns of different hosts
//! know nothing of each other. Each process has its own gate: two processes are twice as fast at
//! most, and a run belongs to one of them. Were that ever too much, [`Gate::turn`] is the place to
//! wait for the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Mutex as Turns, OwnedMutexGuard};
use url::Url;

use super::robots::Rules;
use crate::platform::clock::Clock;
use crate::platform::http::FetchError;

/// More hosts than this are not remembered without looking which have been forgotten by everyone.
const MANY_HOSTS: usize = 1000;

/// All hosts that were asked something lately.
#[derive(Debug)]
pub(super) struct Gate {
    clock: Clock,
    hosts: Mutex<HashMap<String, Arc<Turns<Host>>>>,
}

/// What is known of a host.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// When the last request ended.
    last: Option<DateTime<Utc>>,
    /// It asked, or failing asks, not to be asked before this.
    not_before: Option<DateTime<Utc>>,
    /// Left alone until then, and why.
    rest: Option<(DateTime<Utc>, FetchError)>,
    /// Visits in a row that failed.
    pub failures: u32,
    /// How often it was left alone since it last answered.
    pub rests: u32,
    /// Its robots.txt, by scheme and port.
    pub rules: HashMap<String, Rules>,
}

impl Gate {
    pub fn new(clock: Clock) -> Self {
        Self { clock, hosts: Mutex::default() }
    }

    /// Waits for a turn at the host of an address.
    pub async fn turn(&self, url: &Url) -> Turn {
        let host = self.host(url);
        Turn { host: host.lock_owned().await, clock: self.clock.clone() }
    }

    fn host(&self, url: &Url) -> Arc<Turns<Host>> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= MANY_HOSTS {
            let day_ago = self.clock.now() - TimeDelta::days(1);
            hosts.retain(|_, host| {
                Arc::strong_count(host) > 1
                    || host.try_lock().is_ok_and(|host| !host.is_forgotten(day_ago))
            });
        }
        Arc::clone(hosts.entry(site(url)).or_default())
    }
}

/// The site of an address: http and https of a host are one machine, another port is another site.
pub(super) fn site(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

impl Host {
    fn is_forgotten(&self, since: DateTime<Utc>) -> bool {
        let old = |instant: Option<DateTime<Utc>>| instant.is_none_or(|instant| instant < since);
        old(self.last) && old(self.not_before) && old(self.rest.as_ref().map(|(until, _)| *until))
    }
}

/// The right to ask one host, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    pub host: OwnedMutexGuard<Host>,
    clock: Clock,
}

impl Turn {
    /// Why the host is left alone just now, and until when.
    pub fn resting(&self) -> Option<(DateTime<Utc>, FetchError)> {
        self.host.rest.clone().filter(|(until, _)| *until > self.clock.now())
    }

    /// Asks, at the earliest `delay` after the last time.
    pub async fn ask<T>(&mut self, delay: Duration, asking: impl Future<Output = T>) -> T {
        let now = self.clock.now();
        // A machine's clock may be set back; that is no reason to wait until it has caught up.
        let free = self.host.last.map(|last| last.min(now) + in_days(delay));
        if let Some(start) = free.max(self.host.not_before)
            && let Ok(wait) = (start - now).to_std()
        {
            self.clock.sleep(wait).await;
        }
        // Set before as well: who is stopped in the middle of a request has asked all the same.
        self.host.last = Some(self.clock.now());
        let answer = asking.await;
        self.host.last = Some(self.clock.now());
        answer
    }

    /// Lets nobody ask before so long.
    pub fn hold_off(&mut self, wait: Duration) {
        self.host.not_before = Some(self.clock.now() + in_days(wait));
    }

    /// Lets nobody ask until then.
    pub fn leave_alone(&mut self, until: DateTime<Utc>, why: FetchError) {
        self.host.rests += 1;
        self.host.rest = Some((until, why));
    }

    /// It answered as a host should.
    pub fn went_well(&mut self) {
        self.host.failures = 0;
        self.host.rests = 0;
        self.host.rest = None;
    }
}

/// As chrono counts; nobody waits for more than the days it knows.
pub(super) fn in_days(wait: Duration) -> TimeDelta {
    TimeDelta::from_std(wait).unwrap_or(TimeDelta::days(365)).min(TimeDelta::days(365))
}
