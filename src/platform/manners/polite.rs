//! The one door.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use url::Url;

use super::gate::{self, Gate, Turn, in_days};
use super::{Patience, Refusal, robots};
use crate::platform::clock::Clock;
use crate::platform::http::{FetchError, Fetched, Fetcher, Request, Validators};

/// Reads from other people's sites as a guest should. One for the whole process: clones share what
/// is known of each host.
#[derive(Clone, Debug)]
pub struct Polite {
    fetcher: Fetcher,
    clock: Clock,
    patience: Arc<Patience>,
    gate: Arc<Gate>,
    delay: Duration,
}

/// Whether a site's robots.txt is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Robots {
    Asked,
    NotForThis,
}

/// How an attempt ended that did not bring the page.
enum Trouble {
    /// Worth another attempt; the host is held off long enough already.
    Again,
    GiveUp(Refusal),
}

impl Polite {
    /// A guest with this much patience.
    pub fn new(fetcher: Fetcher, clock: &Clock, patience: Patience) -> Self {
        Self {
            fetcher,
            clock: clock.clone(),
            delay: patience.delay,
            patience: Arc::new(patience),
            gate: Arc::new(Gate::new(clock.clone())),
        }
    }

    /// The same guest with another pause between two requests, as a source may ask for.
    #[must_use]
    pub fn pausing(&self, delay: Duration) -> Self {
        Self { delay, ..self.clone() }
    }

    /// Reads a page, or learns that it is as it was known.
    ///
    /// # Errors
    /// Why it was not read.
    pub async fn get(&self, url: Url, known: Option<Validators>) -> Result<Fetched, Refusal> {
        self.read(Request::get(url).unless_known(known)).await
    }

    /// Reads what a request asks for.
    ///
    /// # Errors
    /// Why it was not read.
    pub async fn read(&self, request: Request) -> Result<Fetched, Refusal> {
        self.visit(request, Robots::Asked).await
    }

    /// Calls an interface that is documented for programs, where robots.txt is not what governs.
    /// Everything else is as with [`Polite::read`].
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn call(&self, request: Request) -> Result<Fetched, Refusal> {
        self.visit(request, Robots::NotForThis).await
    }

    async fn visit(&self, request: Request, robots: Robots) -> Result<Fetched, Refusal> {
        let mut attempt = 1;
        loop {
            match self.attempt(&request, robots, attempt).await {
                Ok(fetched) => return Ok(fetched),
                Err(Trouble::GiveUp(refusal)) => return Err(refusal),
                Err(Trouble::Again) => attempt += 1,
            }
        }
    }

    /// Follows the request through its redirects, each of them to a host with a gate and rules of
    /// its own.
    async fn attempt(
        &self,
        request: &Request,
        robots: Robots,
        attempt: u32,
    ) -> Result<Fetched, Trouble> {
        let mut journey = self.fetcher.start(request.clone());
        loop {
            let url = journey.url().clone();
            let mut turn = self.gate.turn(&url).await;
            if let Some((until, why)) = turn.resting() {
                let host = gate::site(&url);
                return Err(Trouble::GiveUp(Refusal::Resting { host, until, why }));
            }
            let delay = match robots {
                Robots::Asked => self.permission(&mut turn, &url, attempt).await?,
                Robots::NotForThis => self.delay,
            };
            match turn.ask(delay, journey.step()).await {
                Ok(Some(fetched)) => {
                    turn.went_well();
                    return Ok(fetched);
                }
                Ok(None) => {}
                Err(error) => {
                    let told = |error, again_at| Refusal::Failed {
                        url,
                        error,
                        attempts: attempt,
                        again_at,
                    };
                    return Err(self.after(error, &mut turn, attempt, told));
                }
            }
        }
    }

    /// Asks the site's robots.txt. Gives the pause it wants, within bounds.
    async fn permission(
        &self,
        turn: &mut Turn,
        url: &Url,
        attempt: u32,
    ) -> Result<Duration, Trouble> {
        let now = self.clock.now();
        let site = url.origin().ascii_serialization();
        if !turn.host.rules.get(&site).is_some_and(|rules| rules.is_fresh(now)) {
            let reading = robots::read(&self.fetcher, url, now);
            match turn.ask(self.delay, reading).await {
                Ok(rules) => {
                    turn.host.rules.insert(site.clone(), rules);
                }
                Err(error) => {
                    let now = self.clock.now();
                    let old = turn.host.rules.get_mut(&site);
                    if !old.is_some_and(|old| old.stretch(now)) {
                        let host = gate::site(url);
                        let told =
                            |error, again_at| Refusal::RobotsUnread { host, error, again_at };
                        return Err(self.after(error, turn, attempt, told));
                    }
                }
            }
        }
        match turn.host.rules.get(&site) {
            Some(rules) if !rules.allow(url) => {
                Err(Trouble::GiveUp(Refusal::ByRobots { host: gate::site(url) }))
            }
            rules => {
                let asked = rules.and_then(robots::Rules::delay).unwrap_or_default();
                Ok(self.delay.max(asked.min(self.patience.longest_delay)))
            }
        }
    }

    /// Draws the consequences of a failure: the host is held off and asked again, or it is given up,
    /// which is `told` with the instant from which trying again may help.
    fn after(
        &self,
        error: FetchError,
        turn: &mut Turn,
        attempt: u32,
        told: impl FnOnce(FetchError, Option<DateTime<Utc>>) -> Refusal,
    ) -> Trouble {
        if !error.may_pass() {
            if error.status().is_some() {
                turn.went_well();
            }
            return Trouble::GiveUp(told(error, None));
        }
        let now = self.clock.now();
        let asked = error.retry_after().map(|asked| asked.wait(now));
        let wait = asked.unwrap_or_else(|| self.patience.wait(attempt));
        if attempt < self.patience.attempts && wait <= self.patience.longest_wait {
            turn.hold_off(wait);
            return Trouble::Again;
        }
        turn.host.failures += 1;
        let rest = self.patience.rest(turn.host.rests + 1).max(asked.unwrap_or_default());
        let until = now + in_days(rest.min(self.patience.longest_rest));
        if asked.is_some()
            || Patience::concerns_host(&error)
            || turn.host.failures >= self.patience.failures
        {
            turn.leave_alone(until, error.clone());
        }
        Trouble::GiveUp(told(error, Some(until)))
    }
}
